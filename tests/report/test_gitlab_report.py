"""GitLab's Code Quality report, and the fingerprints that it and SARIF tell findings apart by."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from mcsgconf import check, parse
from mcsgconf.lint.finding import Finding, Place, Related, Severity
from mcsgconf.report.fingerprints import fingerprints
from mcsgconf.report.gitlab_report import gitlab_report
from mcsgconf.text import Position

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Finding]

DEPOT = Path(__file__).parents[2] / "examples" / "retail" / "clusters" / "depot"
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?![./]+/|/)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {
                            "begin": {"type": "integer", "minimum": 1},
                            "end": {"type": "integer", "minimum": 1},
                        },
                    },
                },
            },
        },
    },
}
"""What GitLab documents of the report."""


def rows(findings: list[Finding], folder: str = "") -> list[dict[str, object]]:
    data = json.loads(gitlab_report(findings, folder))
    Draft202012Validator(SCHEMA).validate(data)
    return data


def test_what_a_finding_becomes(found: Make) -> None:
    there = Place("a.cntl", Position(7, 2), Position(7, 3))
    finding = found("A\nb\nc\n", "b\nc\n", path="dir/pkg.conf", related=(Related("other half", there),))
    (row,) = rows([finding], "clusters/east")
    assert row == {
        "description": "this is wrong\nnote: a.cntl:7:2: other half",
        "check_name": "MC201 quoted-service-name",
        "fingerprint": fingerprints([finding])[0],
        "severity": "critical",
        "location": {"path": "clusters/east/dir/pkg.conf", "lines": {"begin": 2, "end": 3}},
    }


def test_severities(found: Make) -> None:
    findings = [found("A b", "b", severity=severity) for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)]
    assert [row["severity"] for row in rows(findings)] == ["critical", "major", "info"]


def test_nothing_found_is_an_empty_list() -> None:
    assert rows([]) == []


@pytest.fixture(scope="module")
def depot() -> list[Finding]:
    findings = check(DEPOT)
    return [row._replace(place=row.place._replace(path=row.path.removeprefix(f"{DEPOT}/"))) for row in findings]


def test_every_finding_of_a_real_report_has_its_own_fingerprint(depot: list[Finding]) -> None:
    assert len({row["fingerprint"] for row in rows(depot)}) == len(depot) > 10


LINES = 'SERVICE_NAME "a"\nSERVICE_HALT_TIMEOUT 300\nSERVICE_NAME\t"b" # the b\nSERVICE_HALT_TIMEOUT 300\n'
PACKAGE = f"PACKAGE_NAME p\nNODE_NAME a\nRUN_SCRIPT /r\nHALT_SCRIPT /r\n{LINES}"
SAME = {
    "nothing": PACKAGE,
    "lines above": f"# one\n# two\n\n{PACKAGE}",
    "lines between": PACKAGE.replace("SERVICE_HALT", "\n# x\nSERVICE_HALT"),
    "indent and alignment": PACKAGE.replace('NAME "', 'NAME \t  "').replace("SERVICE_NAME", "   SERVICE_NAME"),
    "line ends": PACKAGE.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("case", SAME)
def test_a_fingerprint_survives_edits_round_its_line(case: str) -> None:
    before, after = (
        fingerprints(check(parse(text, name="p.conf"), select=["MC201"])) for text in (PACKAGE, SAME[case])
    )
    assert len(before) == 2
    assert before == after


NODE = "NODE_NAME {}\n  NETWORK_INTERACE lan0\n    HEARTBEAT_IP 10.1.1.1\n"


def test_a_fingerprint_holds_when_the_same_mistake_is_made_above() -> None:
    two, three = (
        fingerprints(check(parse("CLUSTER_NAME c\n" + "".join(map(NODE.format, nodes)), name="c"), select=["MC151"]))
        for nodes in (["anna", "berta"], ["clara", "anna", "berta"])
    )
    assert (len(two), len(three)) == (2, 3)
    assert three[1:] == two


def test_a_fingerprint_tells_path_rule_place_words_and_occurrence_apart(found: Make) -> None:
    findings = [
        found("A b", "b"),
        found("A b", "b"),
        found("A c", "c"),
        found("A b", "b", path="other.conf"),
        found("A b", "b", code="MC202"),
        found(f"A b{' ' * 500}c", "b"),
        found("A b", "b", text=None),
        found("A b", "b", structural_path="NODE_NAME[anna]"),
        found("A b", "b", structural_path="NODE_NAME[berta]"),
    ]
    assert len(set(fingerprints(findings))) == len(findings)
    assert fingerprints(findings[:1]) == fingerprints(findings)[:1]
