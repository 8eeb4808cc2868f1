"""The one expression of a grammar of lines reads every text as Lark reads it by the grammar itself."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark import Lark

from mcsgconf.resources import grammar_path
from mcsgconf.syntax.line_tokens import LINE_GRAMMARS, line_tokens

PIECES = ["\ufeff", "# x", "A b", "A", " ", "\t", "\f", "\r", "\n", "\r\n", "\0", "/x y", '"', "'", "é", "\u2028"]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join))


@cache
def parser(grammar: str) -> Lark:
    return Lark(grammar_path(grammar).read_text(encoding="utf-8"), parser="lalr", keep_all_tokens=True)


@pytest.mark.parametrize("grammar", LINE_GRAMMARS)
@given(text=TEXTS)
def test_lark_finds_the_same_tokens(grammar: str, text: str) -> None:
    tree = parser(grammar).parse(text)
    expected = [(token.type, token.start_pos, token.end_pos) for token in tree.scan_values(lambda _: True)]
    assert list(line_tokens(grammar, text)) == expected


@pytest.mark.parametrize("grammar", LINE_GRAMMARS)
@given(text=TEXTS)
def test_tokens_leave_no_gap(grammar: str, text: str) -> None:
    tokens = list(line_tokens(grammar, text))
    assert [start for _, start, _ in tokens] + [len(text)] == [0, *(end for _, _, end in tokens)]
