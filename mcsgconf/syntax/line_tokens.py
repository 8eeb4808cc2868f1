"""Grammars of files that are lines, as one regular expression each.

A file of settings is any run of lines, and each line is one token. Such a grammar is regular: behind its lexer an LALR
parser has nothing left to do. So Lark compiles it to the expression that tells its tokens apart, and neither tables nor
Lark itself are loaded to read a file. A grammar that knows more than runs of tokens belongs to `tables`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mcsgconf import compiled
from mcsgconf.resources import grammar_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.compiled import Json

LINE_GRAMMARS = ("settings", "lines")


def build_expression(name: str) -> Json:
    """Return the regular expression of the grammar `name`: a named group for each terminal, in the order of priority."""
    from lark import Lark  # noqa: PLC0415 - only compiling needs it

    terminals = Lark(grammar_path(name).read_text(encoding="utf-8"), parser="lalr").terminals
    ordered = sorted(terminals, key=lambda terminal: -terminal.priority)
    return "|".join(f"(?P<{terminal.name}>{terminal.pattern.to_regexp()})" for terminal in ordered)


@cache
def _expression(name: str) -> re.Pattern[str]:
    expression = compiled.load(
        f"grammar-{name}", lambda: (grammar_path(name), Path(__file__)), lambda: build_expression(name)
    )
    return re.compile(str(expression))


def line_tokens(name: str, text: str) -> Iterator[tuple[str, int, int]]:
    """Yield terminal, start and end of each token of `text`; they follow each other without a gap.

    Args:
        name: the grammar, one of `LINE_GRAMMARS`, whose terminals together take any text.
        text: the whole text of a file.
    """
    for token in _expression(name).finditer(text):
        yield str(token.lastgroup), *token.span()
