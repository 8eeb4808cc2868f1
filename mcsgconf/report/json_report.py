"""Findings as JSON: the stable form that programs read, as the README documents it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from mcsgconf.report.escape import escape_line
from mcsgconf.report.json_text import json_text
from mcsgconf.report.paths import slashed
from mcsgconf.report.unicode_edits import unicode_edits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcsgconf.lint.finding import Finding, Place


class _Place(TypedDict):
    path: str
    line: int
    column: int
    end_line: int
    end_column: int


def json_report(findings: Iterable[Finding]) -> str:
    """Return a JSON list with an object for each finding, ending in a newline. All but ASCII is escaped."""
    return json_text([_finding(finding) for finding in findings])


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": escape_line(finding.message),
        **_place(finding.place),
        "fix": _fix(finding),
        "related": [{"message": escape_line(related.message), **_place(related.place)} for related in finding.related],
    }


def _place(place: Place) -> _Place:
    return {
        "path": slashed(place.path),
        "line": place.start.line,
        "column": place.start.column,
        "end_line": place.end.line,
        "end_column": place.end.column,
    }


def _fix(finding: Finding) -> dict[str, object] | None:
    edits = unicode_edits(finding)
    if finding.fix is None or not edits:
        return None
    return {
        "applicability": finding.fix.applicability.value,
        "message": escape_line(finding.fix.message),
        "edits": [{"start": edit.start, "end": edit.end, "replacement": edit.replacement} for edit in edits],
    }
