"""Findings as text: what stands under what, at every width, whatever the line holds."""

from __future__ import annotations

import pytest

from mcsgconf.lint.finding import Applicability, Finding, Fix, Place, Related, Severity
from mcsgconf.report.text_report import concise_report, text_report
from mcsgconf.text import Edit, Position, SourceText

NAME = "SERVICE_NAME"


def finding(text: str, start: int, end: int, message: str = "this is wrong") -> Finding:
    """A finding on the characters from `start` up to `end` of a text."""
    source = SourceText(text, "pkg.conf")
    place = Place("pkg.conf", source.position(start), source.position(end))
    return Finding("MC201", "quoted-service-name", Severity.ERROR, message, place, text=source)


def marked(text: str, what: str, message: str = "this is wrong") -> Finding:
    """A finding on the first occurrence of `what`."""
    return finding(text, text.index(what), text.index(what) + len(what), message)


def excerpt(report: str) -> tuple[str, str]:
    """The source line and the marker line of a report of one finding, without what is ahead of the bar's blank."""
    line, marker = (row.split("| ", 1)[1] for row in report.splitlines() if " | " in row)
    return line, marker


LINES = {
    "plain": (f'{NAME} "a"', '"a"', f'{NAME} "a"', " " * 13 + "^^^"),
    "tab ahead": ('NAME\t"a"', '"a"', 'NAME    "a"', " " * 8 + "^^^"),
    "tab at a tab stop": ('12345678\t"a"', '"a"', '12345678        "a"', " " * 16 + "^^^"),
    "tab inside": ("A\t\tB", "A\t\tB", "A               B", "^" * 17),
    "wide characters": ('# 漢字 "a"', '"a"', '# 漢字 "a"', " " * 7 + "^^^"),
    "wide characters inside": ("X 漢字", "漢字", "X 漢字", "  ^^^^"),
    "a tab behind wide characters": ('漢字\t"a"', '"a"', '漢字    "a"', " " * 8 + "^^^"),
    "combining marks": ("cafe\u0301 x", "x", "cafe\u0301 x", "     ^"),
    "joined and varied": ("\u2764\ufe0f\u200b x", "x", "\u2764\ufe0f\u200b x", "  ^"),
    "escape": ("a\x1b[31m b", "b", "a\\x1b[31m b", " " * 10 + "^"),
    "escape inside": ("a \x9b\x00 b", "\x9b\x00", "a \\x9b\\x00 b", "  ^^^^^^^^"),
    "Latin-1": ("caf\udce9 b", "b", "caf\\xe9 b", " " * 8 + "^"),
    "bidirectional": ("a\u202eb", "b", "a\\u202eb", " " * 7 + "^"),
    "carriage return within": ("a\rb", "b", "a\\x0db", " " * 5 + "^"),
    "a workflow command": ("::error::x y", "y", "\\x3a:error::x y", " " * 14 + "^"),
    "a command parted by the marker": ("x ##[group]", "[group]", "x ##\\x5bgroup]", "    ^^^^^^^^^^"),
    "no command": ("# ${x##*[a]} ::1 fe80::1", "fe80", "# ${x##*[a]} ::1 fe80::1", " " * 17 + "^^^^"),
}


@pytest.mark.parametrize("case", LINES)
def test_the_marker_stands_under_its_place(case: str) -> None:
    text, what, line, marker = LINES[case]
    assert excerpt(text_report([marked(f"{text}\r\nnext\r\n", what)], width=120)) == (line, marker)


PLACES = {
    "at the end of the file": ("A b", 3, 3, "A b", "   ^"),
    "at the end of a line": ("A b\nC\n", 3, 3, "A b", "   ^"),
    "an empty line": ("A\n\nC\n", 2, 2, "", "^"),
    "an empty file": ("", 0, 0, "", "^"),
    "a line with its end": ("A b\nC\n", 0, 4, "A b", "^^^"),
    "a line end alone": ("A b\r\nC\r\n", 4, 5, "A b", "   ^"),
    "two lines": ("A b\nC d\nE\n", 2, 7, "A b", "  ^ up to line 2"),
    "two lines, the second with its end": ("A b\nC d\nE\n", 0, 8, "A b", "^^^ up to line 2"),
    "to the end of the file": ("A b\nC d\nE", 0, 9, "A b", "^^^ up to line 3"),
}


@pytest.mark.parametrize("case", PLACES)
def test_places_that_are_no_part_of_one_line(case: str) -> None:
    text, start, end, line, marker = PLACES[case]
    assert excerpt(text_report([finding(text, start, end)], width=120)) == (line, marker)


LONG = {
    "at the beginning": ("", "x", "y" * 500),
    "in the middle": ("a" * 300, "XX", "y" * 300),
    "at the end": ("a" * 500, "XX", ""),
    "longer than the line": ("a" * 300, "X" * 400, "y" * 300),
    "wide": ("漢" * 300, "字字", "語" * 300),
    "tabs": ("\t" * 300, "XX", "\t" * 300),
    "escapes": ("\x1b" * 300, "XX", "\x00" * 300),
}


@pytest.mark.parametrize("width", [20, 40, 41, 79, 80, 120, 200])
@pytest.mark.parametrize("case", LONG)
def test_a_long_line_is_cut_round_its_place(case: str, width: int) -> None:
    before, what, after = LONG[case]
    report = text_report([finding(before + what + after, len(before), len(before) + len(what))], width=width)
    line, marker = excerpt(report)
    room = max(width, 40) - len(" 1 | ")
    wide = len(line) + sum(char in "漢字語" for char in line)
    assert wide <= room
    assert wide > room // 2, "most of the room is used"
    assert line.startswith("…") == (len(before) > 0)
    assert len(marker) <= room
    at = marker.index("^")
    columns = "".join(char * 2 if char in "漢字語" else char for char in line)
    assert columns[at:].startswith("".join(char * 2 if char in "漢字語" else char for char in what[:3]))


def test_sentences_are_wrapped_between_words_by_the_columns_they_take() -> None:
    message = "the name 漢字漢字漢字漢字漢字 is no name of a host and /etc/cmcluster/a-very-long-path/pkg/control.sh is no script"
    lines = text_report([marked("A b", "b", message)], width=50).splitlines()
    sentence = [line for line in lines if " | " not in line and line][:-1]
    assert " ".join(line.strip() for line in sentence) == f"pkg.conf:1:3: error[MC201] {message}"
    assert all(len(line) + sum(char in "漢字" for char in line) <= 50 for line in sentence if "/" not in line)
    assert all(line.startswith("    ") for line in sentence[1:])


def test_notes_and_fixes_stand_below() -> None:
    there = Place("other.cntl", Position(7, 2), Position(7, 3))
    fix = Fix("take it out", (Edit(0, 1, ""),), Applicability.UNSAFE)
    report = text_report([marked("A b", "b")._replace(related=(Related("the other half", there),), fix=fix)], width=80)
    assert report.splitlines()[3:] == [
        "  note: other.cntl:7:2: the other half",
        "  fix (--unsafe-fixes): take it out",
        "",
        "1 error (1 can be mended by --unsafe-fixes)",
    ]


def test_colour_changes_no_word() -> None:
    row = marked("A b", "b")
    for report in (text_report, concise_report):
        coloured = report([row], colour=True)
        assert "\x1b[31m" in coloured
        plain = coloured
        for code in ("31", "34", "1", "0"):
            plain = plain.replace(f"\x1b[{code}m", "")
        assert plain == report([row])


def test_a_path_that_is_longer_than_the_terminal_is_still_coloured() -> None:
    row = marked("A b", "b")._replace(place=Place("x" * 90, Position(1, 3), Position(1, 4)))
    head = text_report([row], colour=True, width=40)
    assert head.startswith(f"\x1b[1m{'x' * 90}:1:3\x1b[0m:\n    \x1b[31merror[MC201]\x1b[0m this is wrong\n")


def test_nothing_found_is_nothing_said() -> None:
    assert text_report([]) == concise_report([]) == ""
