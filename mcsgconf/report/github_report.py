"""Findings as workflow commands of GitHub Actions: annotations of the lines of a pull request.

`::error title=…,file=…,line=…,col=…,endLine=…,endColumn=…::message`. The runner refuses columns where the lines differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Severity
from mcsgconf.report.escape import escape_line
from mcsgconf.report.paths import seen_from
from mcsgconf.report.sentences import where, whole_message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcsgconf.lint.finding import Finding, Place

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github_report(findings: Iterable[Finding], folder: str = "") -> str:
    """Return a line for each finding, empty without findings.

    Args:
        findings: what is reported.
        folder: the folder that paths are relative to, as seen from the root of the repository.
    """
    return "".join(_command(finding, folder) for finding in findings)


def _command(finding: Finding, folder: str) -> str:
    properties = {
        "title": f"{finding.code} {finding.name}",
        "file": escape_line(seen_from(folder, finding.path)),
        **_lines(finding.place),
    }
    given = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    # The log shows the message alone.
    message = f"{where(finding.place)}: {finding.code} {whole_message(finding)}"
    return f"::{_LEVELS[finding.severity]} {given}::{_data(message)}\n"


def _lines(place: Place) -> dict[str, int]:
    if place.last_line > place.start.line:
        return {"line": place.start.line, "endLine": place.last_line}
    lines = {"line": place.start.line, "col": place.start.column, "endLine": place.start.line}
    return lines | ({"endColumn": place.end.column} if place.end.line == place.start.line else {})


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
