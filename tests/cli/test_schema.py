"""`mcsgconf schema`: the published schemas are schemas, real output keeps to them, and what is wrong does not."""

from __future__ import annotations

import copy
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

import mcsgconf as library
from mcsgconf.catalogue import load
from mcsgconf.lint.finding import Applicability
from mcsgconf.merge.result import Action, BaseOrigin, Status
from mcsgconf.models.kind import Kind
from mcsgconf.models.schema import WITH_MODEL
from mcsgconf.report.merge_json import merge_json
from mcsgconf.report.schema_report import REPORTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome

    Run = Callable[..., Outcome]

EXAMPLES = Path(__file__).parents[2] / "examples" / "retail"

SAMPLES = {
    "cluster": (
        "CLUSTER_NAME c\nQS_HOST q\nQS_POLLING_INTERVAL 300000000\nNODE_NAME a\nCAPACITY_NAME m\nCAPACITY_VALUE x\n"
        "AUTO_START_TIMEOUT never\n"
    ),
    "legacy-package": (
        "PACKAGE_NAME p\nRUN_SCRIPT /r\nRUN_SCRIPT_TIMEOUT no_timeout\nDEPENDENCY_NAME d\nDEPENDENCY_CONDITION q=up\n"
        'RESOURCE_NAME /r\nRESOURCE_UP_VALUE > 1 and < "b"\nPRIORITY 5\nNFS_X 1\n'
    ),
    "modular-package": (
        "package_name p\nmodule_name sg/all\nservice_name s\nservice_restart unlimited\nip_subnet fe80::\n"
        "ip_address 10.1.1.1\nip_address ten\npev_a b\nuser_name any_user\n"
    ),
    "control-script": (
        "VG[0]=vg01\nVG[x]=$(a)\nIP[1]=10.1.1.1\nSERVICE_NAME[0]=s\nSERVICE_RESTART[0]=-R\nSITE=x\n"
        "PROPAGATE_INTERVAL=5\nfunction customer_defined_run_cmds\n{\n:\n}\n"
    ),
    "group-listing": "crw-r--r-- 1 root sys 64 0x010000 Nov 3 2009 /dev/vg01/group\n",
}


@pytest.fixture
def schema(mcsgconf: Run) -> Callable[[str], Draft202012Validator]:
    """Return a function that gives the validator of a schema as the command prints it."""

    def validator(subject: str) -> Draft202012Validator:
        outcome = mcsgconf("schema", subject)
        assert (outcome.status, outcome.err) == (0, "")
        assert outcome.out.endswith("}\n")
        printed = json.loads(outcome.out)
        Draft202012Validator.check_schema(printed)
        return Draft202012Validator(printed, format_checker=Draft202012Validator.FORMAT_CHECKER)

    return validator


@pytest.mark.parametrize("subject", [*WITH_MODEL, *REPORTS, "settings"])
def test_every_model_every_report_and_the_settings_have_one(
    schema: Callable[[str], Draft202012Validator], subject: str
) -> None:
    printed = schema(subject).schema
    assert printed["description"]
    assert printed["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_no_kind_with_a_model_is_left_out() -> None:
    assert {*WITH_MODEL} == {kind for kind in Kind if library.parse("", kind=kind).model is not None}


@pytest.mark.parametrize("word", ["shell", "unknown", "node"])
def test_another_word_is_refused_with_the_list(mcsgconf: Run, word: str) -> None:
    outcome = mcsgconf("schema", word)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith(f"mcsgconf: '{word}' has no schema; what has one is a kind of file (cluster, ")
    assert outcome.err.endswith("), a report (findings, merge-report, changes, rules) or settings\n")


@pytest.mark.parametrize(
    ("word", "meant"), [("clusters", "cluster"), ("Cluster", "cluster"), ("merge_report", "merge-report")]
)
def test_a_misspelt_word_gets_the_nearest_one(mcsgconf: Run, word: str, meant: str) -> None:
    outcome = mcsgconf("schema", word)
    assert (outcome.status, outcome.err) == (2, f"mcsgconf: '{word}' has no schema; did you mean {meant}?\n")


@pytest.mark.parametrize("kind", SAMPLES)
def test_what_show_prints_keeps_to_the_schema(
    mcsgconf: Run, schema: Callable[[str], Draft202012Validator], tmp_path: Path, kind: str
) -> None:
    (tmp_path / "file").write_text(SAMPLES[kind])
    (row,) = json.loads(mcsgconf("show", "--format", "json", "file").out)
    assert row["kind"] == kind
    schema(kind).validate(row["model"])


def test_every_model_of_the_examples_keeps_to_its_schema(
    mcsgconf: Run, schema: Callable[[str], Draft202012Validator]
) -> None:
    rows = json.loads(mcsgconf("show", "--format", "json", str(EXAMPLES)).out)
    models = [row for row in rows if row["model"] is not None]
    assert {row["kind"] for row in models} >= {"cluster", "legacy-package", "control-script", "group-listing"}
    for kind in {row["kind"] for row in models}:
        validator = schema(kind)
        for row in models:
            if row["kind"] == kind:
                validator.validate(row["model"])


SPOILT = [
    ("cluster", ("name",), 1),
    ("cluster", ("timing", "auto_start_timeout"), "10"),
    ("cluster", ("max_configured_packages",), 1.5),
    ("cluster", ("hostname_address_family",), "IPV5"),
    ("cluster", ("nodes", 0, "colour"), "red"),
    ("cluster", ("lock", "kind"), "disk"),
    ("legacy-package", ("services",), None),
    ("legacy-package", ("dependencies", 0, "condition", "state"), "up"),
    ("modular-package", ("ip_subnets", 0, "addresses", 0), "10.1.1"),
    ("control-script", ("services", 0, "restart"), "-R"),
    ("group-listing", ("group_files", 0, "minor"), "0x010000"),
]


@pytest.mark.parametrize(
    ("kind", "place", "value"), SPOILT, ids=lambda v: ".".join(map(str, v)) if isinstance(v, tuple) else ""
)
def test_the_schema_of_a_model_refuses_what_it_cannot_hold(
    schema: Callable[[str], Draft202012Validator], kind: str, place: tuple[str | int, ...], value: object
) -> None:
    model = library.parse(SAMPLES[kind], kind=kind).model
    assert model is not None
    data = model.model_dump(mode="json")
    validator = schema(kind)
    validator.validate(data)
    inner = data
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    with pytest.raises(ValidationError):
        validator.validate(data)


def test_fields_are_described_by_the_catalogue(schema: Callable[[str], Draft202012Validator]) -> None:
    timing = schema("cluster").schema["$defs"]["Timing"]["properties"]
    meaning = load("cluster").parameters["NODE_TIMEOUT"].meaning
    assert timing["node_timeout"]["description"] == f"NODE_TIMEOUT: {meaning} In seconds."
    package = schema("legacy-package").schema["properties"]
    assert package["run_script_timeout"]["description"].endswith(" In seconds, or NO_TIMEOUT.")
    assert package["failback_policy"]["enum"] == ["MANUAL", "AUTOMATIC", None]


def without_each_field(data: object) -> list[object]:
    """Copies of JSON data, each without one field of one of its objects."""
    copies: list[object] = []
    places = [(path, key) for path, inner in walk(data, ()) if isinstance(inner, dict) for key in inner]
    for path, key in places:
        changed = copy.deepcopy(data)
        inner = changed
        for step in path:
            inner = inner[step]  # type: ignore[index]  # a path of this very data
        del inner[key]  # type: ignore[attr-defined]  # as above
        copies.append(changed)
    return copies


def walk(data: object, path: tuple[str | int, ...]) -> list[tuple[tuple[str | int, ...], object]]:
    """All that JSON data is made of, each with the way to it."""
    inner = list(data.items()) if isinstance(data, dict) else list(enumerate(data)) if isinstance(data, list) else []
    return [(path, data), *(found for key, value in inner for found in walk(value, (*path, key)))]


def test_findings_keep_to_their_schema(mcsgconf: Run, schema: Callable[[str], Draft202012Validator]) -> None:
    findings = json.loads(mcsgconf("check", "--format", "json", str(EXAMPLES / "clusters")).out)
    validator = schema("findings")
    validator.validate(findings)
    validator.validate([])
    (fixed, *_) = [finding for finding in findings if finding["fix"]]
    (related, *_) = [finding for finding in findings if finding["related"]]
    for broken in [*without_each_field([fixed]), *without_each_field([related])]:
        assert not validator.is_valid(broken), broken


def test_the_words_of_the_findings_schema_are_those_of_the_code(schema: Callable[[str], Draft202012Validator]) -> None:
    defs = schema("findings").schema["$defs"]
    assert {*defs["severity"]["enum"]} == {*library.Severity}
    assert {*defs["fix"]["properties"]["applicability"]["enum"]} == {*Applicability}


def test_changes_keep_to_their_schema(mcsgconf: Run, schema: Callable[[str], Draft202012Validator]) -> None:
    old, new = (str(EXAMPLES / "node-add" / name) for name in ("current_config", "generic_config"))
    changes = json.loads(mcsgconf("diff", "--format", "json", old, new).out)
    assert {change["action"] for change in changes} == {"added", "removed", "changed"}
    validator = schema("changes")
    validator.validate(changes)
    validator.validate([])
    for broken in without_each_field(changes[:1]):
        assert not validator.is_valid(broken), broken
    (added, *_) = [change for change in changes if change["action"] == "added"]
    assert not validator.is_valid([added | {"old": "x"}])
    assert not validator.is_valid([added | {"new": None}])


def test_rules_keep_to_their_schema(mcsgconf: Run, schema: Callable[[str], Draft202012Validator]) -> None:
    rules = json.loads(mcsgconf("rules", "--format", "json").out)
    validator = schema("rules")
    validator.validate(rules)
    for broken in without_each_field(rules[:1]):
        assert not validator.is_valid(broken), broken


NODES = "CLUSTER_NAME c\nNODE_NAME a\n  NETWORK_INTERFACE lan0\n    HEARTBEAT_IP 10.1.1.1\n"
MERGES = {
    "clean": (NODES, f"{NODES}NODE_TIMEOUT 2000000\n", 0),
    "an error": (NODES, f"{NODES}NODE_NAME b\n  NETWORK_INTERFACE lan0\n    HEARTBEAT_IP 10.1.1.2\n", 1),
    "conflicts": (NODES, NODES.replace("10.1.1.1", "10.9.1.1"), 1),
    "not a cluster": (NODES, "PACKAGE_NAME p\nRUN_SCRIPT /r\n", 2),
}


@pytest.mark.parametrize("case", MERGES)
def test_merge_reports_keep_to_their_schema(
    mcsgconf: Run, schema: Callable[[str], Draft202012Validator], tmp_path: Path, case: str
) -> None:
    current, generic, status = MERGES[case]
    (tmp_path / "current").write_text(current)
    (tmp_path / "generic").write_text(generic)
    outcome = mcsgconf("merge", "--report", "json", "current", "generic")
    assert outcome.status == status
    report = json.loads(outcome.err)
    validator = schema("merge-report")
    validator.validate(report)
    for broken in without_each_field(report):
        assert not validator.is_valid(broken), broken


def test_the_merge_of_the_example_keeps_to_its_schema(
    mcsgconf: Run, schema: Callable[[str], Draft202012Validator], tmp_path: Path
) -> None:
    shutil.copytree(EXAMPLES / "node-add", tmp_path / "node-add")
    files = ("node-add/current_config", "node-add/generic_config")
    report = json.loads(mcsgconf("merge", "--report", "json", "-o", "merged", *files).err)
    assert (report["status"], report["output"]) == ("clean", "merged")
    assert report["decisions"]
    schema("merge-report").validate(report)


def test_the_report_of_every_scenario_keeps_to_its_schema(schema: Callable[[str], Draft202012Validator]) -> None:
    validator = schema("merge-report")
    statuses: set[str] = set()
    for folder in sorted((Path(__file__).parents[1] / "merge" / "scenarios").iterdir()):
        current, generic = (library.parse(folder / name, kind="cluster") for name in ("current", "generic"))
        base = library.parse(folder / "base", kind="cluster") if (folder / "base").exists() else None
        report = json.loads(merge_json(library.merge(current, generic, base), "out", None))
        validator.validate(report)
        assert report["base"] == ("given" if base else "inferred")
        statuses.add(report["status"])
    assert statuses == {*Status}


def test_the_words_of_the_merge_schema_are_those_of_the_code(schema: Callable[[str], Draft202012Validator]) -> None:
    printed = schema("merge-report").schema
    assert {*printed["properties"]["status"]["enum"]} == {*Status}
    assert {*printed["properties"]["base"]["enum"]} == {*get_args(BaseOrigin), None}
    assert {*printed["$defs"]["decision"]["properties"]["action"]["enum"]} == {*Action}
