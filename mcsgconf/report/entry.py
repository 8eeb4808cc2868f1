"""The layout of what `explain` prints: a head, a sentence, and facts in two columns."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WIDTH = 100
"""Columns that an entry takes at most."""

_INDENT = 18
_NO_BREAK = "\xa0"
_SOURCE = re.compile(r"[A-Za-z0-9_]+", re.ASCII)

Fact: TypeAlias = "tuple[str, str | list[str]]"
"""A label and a text; or lines that stay apart, each wrapped by itself."""


def entry(head: str, meaning: str, facts: Iterable[Fact]) -> str:
    """Return an entry; facts without a text are left out."""
    rows = "".join(_row(label, [text] if isinstance(text, str) else text) for label, text in facts if text)
    return f"{head}\n{_wrapped(meaning, '  ', '  ')}\n{rows}"


def editions(source: str, sources: Mapping[str, str]) -> list[Fact]:
    """Return what the abbreviations in a source stand for, a fact each."""
    words = dict.fromkeys(_SOURCE.findall(source))
    return [(word, sources[word]) for word in words if word in sources]


def kept_together(text: str) -> str:
    """Return a text that no line end may part, for use in a fact."""
    return text.replace(" ", _NO_BREAK)


def _row(label: str, lines: list[str]) -> str:
    indent = " " * _INDENT
    behind = indent if len(lines) == 1 else f"{indent}  "
    heads = [f"  {label + ':':{_INDENT - 3}} ", *[indent] * (len(lines) - 1)]
    return "".join(_wrapped(line, head, behind) for head, line in zip(heads, lines, strict=True))


def _wrapped(text: str, first: str, others: str) -> str:
    filled = textwrap.fill(text, WIDTH, initial_indent=first, subsequent_indent=others, break_on_hyphens=False)
    return filled.replace(_NO_BREAK, " ") + "\n"
