"""Findings in the diagnostic format of reviewdog, with fixes as suggestions.

Columns count bytes of UTF-8 from 1, ends are exclusive. Other places of a finding stand in its message: the format has
a field for them, but readers that do not know it yet refuse the whole report.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Severity
from mcsgconf.report.json_text import json_text
from mcsgconf.report.paths import slashed
from mcsgconf.report.sentences import whole_message
from mcsgconf.report.unicode_edits import one_edit
from mcsgconf.text import Span, encode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcsgconf.lint.finding import Finding, Place
    from mcsgconf.text import SourceText

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}
_BLOCK = 1024


def rdjson_report(findings: Iterable[Finding]) -> str:
    """Return a `DiagnosticResult` as a JSON object, ending in a newline."""
    return json_text({"source": {"name": "mcsgconf"}, "diagnostics": [_diagnostic(finding) for finding in findings]})


def _diagnostic(finding: Finding) -> dict[str, object]:
    source = finding.source
    place = _lines(finding.place) if source is None else _range(source, _span(source, finding.place))
    diagnostic: dict[str, object] = {
        "message": whole_message(finding),
        "location": {"path": slashed(finding.path), "range": place},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.code},
    }
    fix = one_edit(finding)
    if fix is not None and source is not None:
        suggestion = {"range": _range(source, Span(fix.start, fix.end)), "text": fix.replacement}
        diagnostic["suggestions"] = [suggestion]
    return diagnostic


def _lines(place: Place) -> dict[str, object]:
    return {"start": {"line": place.start.line}, "end": {"line": place.last_line}}


def _range(source: SourceText, span: Span) -> dict[str, object]:
    return {"start": _position(source, span.start), "end": _position(source, span.end)}


def _span(source: SourceText, place: Place) -> Span:
    starts = source.line_starts
    return Span(
        starts[place.start.line - 1] + place.start.column - 1, starts[place.end.line - 1] + place.end.column - 1
    )


def _position(source: SourceText, offset: int) -> dict[str, int]:
    line, column = source.position(offset)
    if not source.text.isascii():
        column = _bytes_ahead(source, offset) - _bytes_ahead(source, source.line_starts[line - 1]) + 1
    return {"line": line, "column": column}


def _bytes_ahead(source: SourceText, offset: int) -> int:
    block = offset // _BLOCK
    return _block_starts(source)[block] + len(encode(source.text[block * _BLOCK : offset]))


@lru_cache(maxsize=1)
def _block_starts(source: SourceText) -> list[int]:
    """Return the byte offset of every block of characters: a line may be long and have many findings."""
    starts = [0]
    for at in range(0, len(source.text), _BLOCK):
        starts.append(starts[-1] + len(encode(source.text[at : at + _BLOCK])))
    return starts
