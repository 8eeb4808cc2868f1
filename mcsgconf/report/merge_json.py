"""A merge's report as JSON: the stable form that programs read.

One object: `status` (`clean`, `conflicts`, `gaps` or `error`), `message`, `base` (`given`, `git` or `inferred`), `nodes`,
`decisions`, `notices`, `packages`, `findings` and `output`. Every field is always there, null or empty where there is nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from mcsgconf.report.adoption_text import adoption_diff
from mcsgconf.report.json_text import json_text
from mcsgconf.report.paths import slashed

if TYPE_CHECKING:
    from mcsgconf.merge.result import Adoption, Decision, Finding, MergeResult, Notice


class _Report(TypedDict):
    status: str
    message: str | None
    base: str | None
    nodes: dict[str, list[str]]
    decisions: list[dict[str, object]]
    notices: list[dict[str, object]]
    packages: list[dict[str, object]]
    findings: list[dict[str, object]]
    output: str | None


def merge_json(
    result: MergeResult, output: str | None = None, not_written: str | None = None, *, packages_written: bool = False
) -> str:
    """Return the report of a merge as a JSON object, ending in a newline. All but ASCII is escaped.

    Args:
        result: the merge.
        output: the path of the file that was written, None where none was.
        not_written: why the file that was asked for was not written.
        packages_written: whether the files of the packages were written.
    """
    nodes = result.nodes
    return _json(
        {
            "status": result.status.value,
            "message": not_written or result.message,
            "base": result.base_origin,
            "nodes": {
                "added": list(nodes.added),
                "kept": list(nodes.kept),
                "missing_from_generic": list(nodes.missing_from_generic),
            },
            "decisions": [_decision(decision) for decision in result.decisions],
            "notices": [_notice(notice) for notice in result.notices],
            "packages": [_package(adoption, written=packages_written) for adoption in result.adopted],
            "findings": [_finding(finding) for finding in result.findings],
            "output": output,
        }
    )


def refusal_json(message: str) -> str:
    """Return the report of a merge that did not take place, and why."""
    nodes: dict[str, list[str]] = {"added": [], "kept": [], "missing_from_generic": []}
    return _json(
        {
            "status": "error",
            "message": message,
            "base": None,
            "nodes": nodes,
            "decisions": [],
            "notices": [],
            "packages": [],
            "findings": [],
            "output": None,
        }
    )


def _json(report: _Report) -> str:
    return json_text(report)


def _decision(decision: Decision) -> dict[str, object]:
    return {
        "path": decision.path,
        "action": decision.action.value,
        "policy": decision.policy,
        "reason": decision.reason,
        "base": decision.base,
        "current": decision.current,
        "generic": decision.generic,
        "line": decision.line,
        "end_line": decision.end_line,
    }


def _package(adoption: Adoption, *, written: bool) -> dict[str, object]:
    return {
        "name": adoption.name,
        "path": slashed(adoption.before.name),
        "decisions": [_decision(decision) for decision in adoption.decisions],
        "notices": [_notice(notice) for notice in adoption.notices],
        "diff": adoption_diff(adoption),
        "written": written and adoption.is_changed,
    }


def _notice(notice: Notice) -> dict[str, object]:
    return {
        "severity": notice.severity,
        "policy": notice.policy,
        "path": notice.path,
        "message": notice.message,
    }


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": str(finding.severity),
        "message": finding.message,
        "path": slashed(finding.path),
        "line": finding.line,
        "column": finding.column,
    }
