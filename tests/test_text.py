"""The currency of the house: bytes that survive, places that are right, edits that do what they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcsgconf.errors import EditError
from mcsgconf.text import Edit, Position, SourceText, Span

BYTES = [
    b"",
    b"NODE_NAME a\n",
    b"NODE_NAME a\r\nNODE_NAME b\r\n",
    b"\xef\xbb\xbfCLUSTER_NAME c\n",
    b"# caf\xe9 \xff\xfe\n",
    b"a\0b\n\x1b[31m",
    "# Größe – „x“\n".encode(),
    b"\xed\xa0\x80",  # a surrogate in UTF-8, which is no UTF-8
    b"no end",
]


@pytest.mark.parametrize("data", BYTES)
def test_bytes_come_back(data: bytes) -> None:
    assert SourceText.from_bytes(data).to_bytes() == data


@given(st.binary())
def test_any_bytes_come_back(data: bytes) -> None:
    assert SourceText.from_bytes(data).to_bytes() == data


@given(st.text(st.characters(exclude_categories=())))
def test_any_string_has_bytes(text: str) -> None:
    assert SourceText(text).to_bytes().decode("utf-8", "surrogatepass") == text or "\udc80" <= max(text) <= "\udfff"


def test_a_byte_that_is_no_utf8_is_one_character_and_so_is_the_byte_order_mark() -> None:
    assert len(SourceText.from_bytes(b"\xff\xfe")) == 2
    assert len(SourceText.from_bytes(b"\xef\xbb\xbfA")) == 2


@pytest.mark.parametrize(
    ("text", "offset", "line", "column"),
    [
        ("", 0, 1, 1),
        ("abc", 2, 1, 3),
        ("abc\n", 3, 1, 4),
        ("abc\n", 4, 2, 1),
        ("a\r\nb", 3, 2, 1),
        ("a\x0bb\x0cc\x85d\u2028e", 7, 1, 8),  # only a newline ends a line
        ("ä\nöü", 3, 2, 2),
    ],
)
def test_position(text: str, offset: int, line: int, column: int) -> None:
    assert SourceText(text).position(offset) == Position(line, column)


@given(st.text("ab\r\n"), st.data())
def test_position_counts_newlines(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert SourceText(text).position(offset).line == text.count("\n", 0, offset) + 1


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [("a\nbc\n", 2, "bc"), ("a\r\nbc\r\n", 1, "a"), ("a\nbc", 2, "bc"), ("a\n", 2, ""), ("a\r\r\n", 1, "a\r")],
)
def test_line_span_leaves_the_line_end_out(text: str, line: int, expected: str) -> None:
    source = SourceText(text)
    assert source.slice(source.line_span(line)) == expected


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("a\nbcd\ne\n", Span(3, 4), "bcd\n"),
        ("a\nbcd\ne\n", Span(2, 6), "bcd\n"),
        ("a\nbcd\ne\n", Span(1, 3), "a\nbcd\n"),
        ("a\r\nb", Span(3, 4), "b"),
        ("a\nb\n", Span(2, 2), "b\n"),
    ],
)
def test_full_lines_takes_the_line_end_along(text: str, span: Span, expected: str) -> None:
    source = SourceText(text)
    assert source.slice(source.full_lines(span)) == expected


@pytest.mark.parametrize(("text", "expected"), [("a\nb", "\n"), ("a\r\nb\n", "\r\n"), ("a", "\n"), ("\n", "\n")])
def test_newline_is_that_of_the_first_line(text: str, expected: str) -> None:
    assert SourceText(text).newline() == expected


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([], "abcdef"),
        ([Edit(0, 0, "x")], "xabcdef"),
        ([Edit(6, 6, "x")], "abcdefx"),
        ([Edit(4, 6, ""), Edit(0, 1, "A")], "Abcd"),
        ([Edit(2, 4, "x"), Edit(4, 4, "y")], "abxyef"),
        ([Edit(3, 3, "1"), Edit(3, 3, "2")], "abc12def"),
        ([Edit(0, 6, "")], ""),
    ],
)
def test_edits(edits: list[Edit], expected: str) -> None:
    assert SourceText("abcdef").apply(edits).text == expected


@pytest.mark.parametrize(
    "edits",
    [[Edit(0, 7, "")], [Edit(-1, 2, "")], [Edit(3, 2, "")], [Edit(0, 3, ""), Edit(2, 4, "")]],
)
def test_edits_that_make_no_sense_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(EditError):
        SourceText("abcdef").apply(edits)


@given(st.text(), st.data())
def test_an_edit_leaves_every_other_character_alone(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    after = SourceText(text).apply([Edit(start, end, "#")]).text
    assert after == f"{text[:start]}#{text[end:]}"
