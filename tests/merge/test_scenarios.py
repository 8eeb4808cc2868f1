"""Merges as folders: `current`, `generic` and perhaps `base` give `expected`, byte for byte, and what `report.json` says.

`report.json` begins with why the result is right, and names the `kind` of the files where they are no cluster files. Its
other fields are checked where they are given: `status`, `base_origin`, `nodes`, `conflicts` (a number), `errors` and
`notes` (a piece of each message), `decisions` (each must be found among those of the merge, with the fields that are
given), `findings` (codes of what the linter finds in the result and in neither input). `new_errors` are the codes of errors
in the result that current had not, none if left out.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import mcsgconf
from mcsgconf.merge import merge
from mcsgconf.models.document import parse

if TYPE_CHECKING:
    from mcsgconf.merge import MergeResult
    from mcsgconf.models.document import Document
    from tests.merge.conftest import CheckLaws

SCENARIOS = Path(__file__).parent / "scenarios"
FIELDS = {
    "why",
    "kind",
    "status",
    "base_origin",
    "nodes",
    "conflicts",
    "errors",
    "notes",
    "decisions",
    "findings",
    "new_errors",
}


def _read(path: Path, kind: str) -> Document:
    return parse(path, kind=kind)


@pytest.mark.parametrize("scenario", sorted(SCENARIOS.iterdir()), ids=lambda folder: folder.name)
def test_scenario(scenario: Path, check_laws: CheckLaws) -> None:
    report = json.loads((scenario / "report.json").read_text())
    kind = report.get("kind", "cluster")
    current, generic = _read(scenario / "current", kind), _read(scenario / "generic", kind)
    base = _read(scenario / "base", kind) if (scenario / "base").exists() else None
    result = merge(current, generic, base)
    assert report.keys() <= FIELDS
    assert result.document.render() == (scenario / "expected").read_bytes(), report["why"]
    _check_report(result, report)
    check_laws(current, generic, base)
    checked = mcsgconf.merge(current, generic, base)
    assert [finding.code for finding in checked.new_errors] == report.get("new_errors", [])
    if "findings" in report:
        assert [finding.code for finding in checked.findings] == report["findings"]


def _check_report(result: MergeResult, report: dict[str, Any]) -> None:
    assert result.status == report["status"], (result.status, result.message)
    assert result.base_origin == report.get("base_origin", result.base_origin)
    assert len(result.conflicts) == report.get("conflicts", len(result.conflicts))
    if "nodes" in report:
        assert {name: list(names) for name, names in asdict(result.nodes).items()} == report["nodes"]
    for severity, pieces in (("error", report.get("errors")), ("note", report.get("notes"))):
        said = " / ".join(notice.message for notice in result.notices if notice.severity == severity)
        assert pieces is None or (all(piece in said for piece in pieces) and bool(pieces) == bool(said)), said
    decisions = [asdict(decision) for decision in result.decisions]
    for wanted in report.get("decisions", []):
        assert any(wanted.items() <= decision.items() for decision in decisions), (
            wanted,
            [decision for decision in decisions if decision["path"] == wanted["path"]],
        )
