"""Findings in the XML of Checkstyle, which many tools of CI systems read."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from mcsgconf.report.paths import slashed
from mcsgconf.report.sentences import whole_message
from mcsgconf.report.xml_text import DECLARATION, element

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcsgconf.lint.finding import Finding

_VERSION = "4.3"  # of the format: the oldest that readers ask for


def checkstyle_report(findings: Iterable[Finding]) -> str:
    """Return a `checkstyle` document with a `file` for each path, in the order of the findings."""
    files = (
        element("file", {"name": slashed(path)}, map(_error, rows))
        for path, rows in groupby(findings, attrgetter("path"))
    )
    return DECLARATION + element("checkstyle", {"version": _VERSION}, files)


def _error(finding: Finding) -> str:
    attributes = {
        "line": finding.line,
        "column": finding.column,
        "severity": finding.severity.value,
        "message": whole_message(finding),
        "source": f"mcsgconf.{finding.code}",
    }
    return element("error", attributes)
