"""reviewdog's diagnostic format: its schema, columns in bytes, and suggestions that mend the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from mcsgconf import check, load_site
from mcsgconf.lint.finding import Finding, Fix, Place, Related, Severity
from mcsgconf.report.rdjson_report import rdjson_report
from mcsgconf.text import Edit, Position, decode, encode

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Finding]

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "tests" / "data" / "formats" / "rdjson.json").read_text(encoding="utf-8"))


def diagnostics(*findings: Finding) -> list[dict[str, object]]:
    """The diagnostics of a report, which keeps to the schema."""
    data = json.loads(rdjson_report(findings))
    Draft202012Validator(SCHEMA).validate(data)
    assert data["source"] == {"name": "mcsgconf"}
    return data["diagnostics"]


def offset(data: bytes, position: dict[str, int]) -> int:
    """The byte that a position of the format means."""
    lines = data.split(b"\n")
    return sum(len(line) + 1 for line in lines[: position["line"] - 1]) + position["column"] - 1


COLUMNS = [
    ("A b", "b", (1, 3), (1, 4)),
    ("# é\nÄ é b c", "b", (2, 7), (2, 8)),
    ("漢字 \U0001f480 b", "b", (1, 13), (1, 14)),
    (decode(b"caf\xe9 b"), "b", (1, 6), (1, 7)),
    ("é\r\né b\r\nc", "b\r\nc", (2, 4), (3, 2)),
    ("é" * 5000 + "b" + "é" * 5000, "b", (1, 10001), (1, 10002)),
]


@pytest.mark.parametrize(("text", "what", "start", "end"), COLUMNS, ids=range(len(COLUMNS)))
def test_columns_count_bytes(found: Make, text: str, what: str, start: tuple[int, int], end: tuple[int, int]) -> None:
    (row,) = diagnostics(found(text, what))
    assert row["location"] == {
        "path": "pkg.conf",
        "range": {
            "start": {"line": start[0], "column": start[1]},
            "end": {"line": end[0], "column": end[1]},
        },
    }


FIXES = {
    "replace": ("A é b c\n", [Edit(4, 5, "x")], "A é x c\n"),
    "insert": ("A é b c\n", [Edit(4, 4, "x ")], "A é x b c\n"),
    "delete lines": ("A\né\nB\n", [Edit(2, 4, "")], "A\nB\n"),
    "several": ("é 1 2 é 3\n", [Edit(8, 9, "III"), Edit(2, 3, "I"), Edit(3, 3, ",")], "é I, 2 é III\n"),
    "Latin-1 round it": (decode(b"\xe9 a \xe9"), [Edit(0, 5, decode(b"\xe9 b \xe9"))], decode(b"\xe9 b \xe9")),
}


@pytest.mark.parametrize("case", FIXES)
def test_a_suggestion_mends_the_file(found: Make, case: str) -> None:
    text, edits, fixed = FIXES[case]
    (row,) = diagnostics(found(text, text[0], fix=Fix("mend", tuple(edits))))
    (suggestion,) = row["suggestions"]  # type: ignore[misc]  # a list, says the schema
    data = encode(text)
    start, end = (offset(data, suggestion["range"][key]) for key in ("start", "end"))
    assert data[:start] + suggestion["text"].encode() + data[end:] == encode(fixed)


@pytest.mark.parametrize(
    "edits", [[Edit(0, 1, decode(b"\xe8"))], [Edit(0, 0, "x"), Edit(3, 3, "y")]], ids=["written", "between"]
)
def test_a_fix_that_is_no_unicode_text_is_left_out(found: Make, edits: list[Edit]) -> None:
    (row,) = diagnostics(found(decode(b"a \xe9 b"), "b", fix=Fix("mend", tuple(edits))))
    assert "suggestions" not in row
    assert str(row["message"]).endswith("\nfix (--fix): mend")


def test_severity_code_and_notes(found: Make) -> None:
    there = Place("a.cntl", Position(7, 2), Position(7, 3))
    rows = diagnostics(
        *(found("A b", "b", severity=severity, related=(Related("other half", there),)) for severity in Severity)
    )
    assert {row["severity"] for row in rows} == {"ERROR", "WARNING", "INFO"}
    assert {row["message"] for row in rows} == {"this is wrong\nnote: a.cntl:7:2: other half"}
    assert [row["code"] for row in rows] == [{"value": "MC201"}] * 3


def test_without_its_text_a_place_is_lines(found: Make) -> None:
    (row,) = diagnostics(found("A\nb\nc\n", "b\nc\n", text=None, fix=Fix("mend", (Edit(0, 1, ""),))))
    assert row["location"] == {"path": "pkg.conf", "range": {"start": {"line": 2}, "end": {"line": 3}}}
    assert "suggestions" not in row


def test_every_suggestion_for_the_examples_does_what_the_fix_does() -> None:
    site = load_site(ROOT / "examples" / "retail" / "clusters")
    findings = check(site)
    texts = {document.name: document.source for document in site.documents}
    suggested = 0
    for finding, row in zip(findings, diagnostics(*findings), strict=True):
        for suggestion in row.get("suggestions", ()):  # type: ignore[attr-defined]  # a list, says the schema
            data = texts[finding.path].to_bytes()
            start, end = (offset(data, suggestion["range"][key]) for key in ("start", "end"))
            assert finding.fix is not None
            fixed = texts[finding.path].apply(finding.fix.edits).to_bytes()
            assert data[:start] + suggestion["text"].encode() + data[end:] == fixed
            suggested += 1
    assert suggested > 5


def test_nothing_found_is_a_valid_report() -> None:
    assert diagnostics() == []
