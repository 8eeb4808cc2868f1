"""Findings as JSON: the stable form that programs read, as the README documents it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcsgconf.lint.finding import Finding, Fix, Place


class _Place(TypedDict):
    path: str
    line: int
    column: int
    end_line: int
    end_column: int


def json_report(findings: Iterable[Finding]) -> str:
    """Return a JSON list with an object for each finding, ending in a newline. All but ASCII is escaped."""
    return json.dumps([_finding(finding) for finding in findings], indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        **_place(finding.place),
        "fix": None if finding.fix is None else _fix(finding.fix),
        "related": [{"message": related.message, **_place(related.place)} for related in finding.related],
    }


def _place(place: Place) -> _Place:
    return {
        "path": place.path.replace("\\", "/"),
        "line": place.start.line,
        "column": place.start.column,
        "end_line": place.end.line,
        "end_column": place.end.column,
    }


def _fix(fix: Fix) -> dict[str, object]:
    return {
        "applicability": fix.applicability.value,
        "message": fix.message,
        "edits": [{"start": edit.start, "end": edit.end, "replacement": edit.replacement} for edit in fix.edits],
    }
