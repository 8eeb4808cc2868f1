"""Lark parsers from compiled tables.

Building the tables of an LALR grammar takes longer than most runs, so they are kept as JSON (see `compiled`) and a
parser is put together from them in milliseconds. Everything that knows how Lark lays out its tables stands here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from lark import Lark
from lark.grammar import Rule
from lark.lexer import Lexer, TerminalDef

from mcsgconf import compiled
from mcsgconf.resources import grammar_path

if TYPE_CHECKING:
    from mcsgconf.compiled import Json

GRAMMARS = ("shell",)
"""Those with statements; for files that are lines see `line_tokens`."""


def build_tables(name: str) -> Json:
    """Return the LALR tables of the grammar `name` as JSON data: the slow step that `parser_for` spares a run."""
    lark = Lark(
        grammar_path(name).read_text(encoding="utf-8"),
        parser="lalr",
        lexer="contextual",
        keep_all_tokens=True,
        maybe_placeholders=False,
    )
    data, memo = lark.memo_serialize([TerminalDef, Rule])
    return {"data": data, "memo": memo}


def parser_for(name: str, callbacks: object, lexer: type[Lexer] | None = None) -> Lark:
    """Return the parser of the grammar `name`, made from compiled tables.

    Args:
        name: one of `GRAMMARS`.
        callbacks: an object with a method for each rule of the grammar; it gets the list of what the rule's symbols
            gave (Lark tokens for terminals) and its result stands for the rule.
        lexer: a lexer class of our own, where regular expressions cannot delimit the tokens.
    """
    tables = compiled.load(f"grammar-{name}", lambda: (grammar_path(name), Path(__file__)), lambda: build_tables(name))
    data, memo = _restore(cast("dict[str, dict[str, object]]", tables))
    if lexer is not None:
        _of(data, "options")["lexer"] = lexer
        _of(data, "parser", "lexer_conf")["lexer_type"] = lexer
    # Lark.load does the same from a pickle; this form of it is what Lark's stand-alone parsers use.
    parser: Lark = Lark._load_from_dict(data, memo, transformer=callbacks)  # type: ignore[no-untyped-call]  # noqa: SLF001
    return parser


def _of(data: dict[str, object], *keys: str) -> dict[str, object]:
    for key in keys:
        data = cast("dict[str, object]", data[key])
    return data


def _restore(tables: dict[str, dict[str, object]]) -> tuple[dict[str, object], dict[int, object]]:
    """Give the tables back the integer keys that JSON turned into strings."""
    data = tables["data"]
    parser = _of(data, "parser", "parser")
    parser["tokens"] = {int(key): value for key, value in _of(parser, "tokens").items()}
    parser["states"] = {
        int(state): {int(token): action for token, action in cast("dict[str, object]", actions).items()}
        for state, actions in _of(parser, "states").items()
    }
    return data, {int(key): value for key, value in tables["memo"].items()}
