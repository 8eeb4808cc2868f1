"""Findings as a Code Quality report of GitLab: what a merge request adds and mends, told by fingerprints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Severity
from mcsgconf.report.fingerprints import fingerprints
from mcsgconf.report.json_text import json_text
from mcsgconf.report.paths import seen_from
from mcsgconf.report.sentences import whole_message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcsgconf.lint.finding import Finding

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


def gitlab_report(findings: Sequence[Finding], folder: str = "") -> str:
    """Return a JSON list with an object for each finding, ending in a newline.

    Args:
        findings: what is reported.
        folder: the folder that paths are relative to, as seen from the root of the repository.
    """
    rows = zip(findings, fingerprints(findings), strict=True)
    return json_text([_row(finding, fingerprint, folder) for finding, fingerprint in rows])


def _row(finding: Finding, fingerprint: str, folder: str) -> dict[str, object]:
    return {
        "description": whole_message(finding),
        "check_name": f"{finding.code} {finding.name}",
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": seen_from(folder, finding.path),
            "lines": {"begin": finding.line, "end": finding.place.last_line},
        },
    }
