"""JUnit and Checkstyle: what servers read, held against a schema, and read by a program that does so for a living."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import junitparser
import pytest
from lxml import etree

from mcsgconf import check
from mcsgconf.lint.finding import Finding, Fix, Place, Related, Severity
from mcsgconf.report.checkstyle_report import checkstyle_report
from mcsgconf.report.junit_report import junit_report
from mcsgconf.text import Edit, Position

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Make = Callable[..., Finding]

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "tests" / "data" / "formats"
REPORTS: dict[str, Callable[[Sequence[Finding]], str]] = {"junit": junit_report, "checkstyle": checkstyle_report}


def read(form: str, findings: Sequence[Finding]) -> etree._Element:
    """The document of a report, which keeps to the schema of its form."""
    printed = REPORTS[form](findings)
    assert printed.isascii()
    document = etree.fromstring(printed.encode())
    etree.XMLSchema(etree.parse(SCHEMAS / f"{form}.xsd")).assertValid(document)
    return document


@pytest.fixture(scope="module")
def depot() -> list[Finding]:
    return check(ROOT / "examples" / "retail" / "clusters" / "depot")


@pytest.mark.parametrize("form", REPORTS)
def test_a_real_report_keeps_to_the_schema_and_leaves_nothing_out(form: str, depot: list[Finding]) -> None:
    document = read(form, depot)
    entries = document.findall(".//testcase") + document.findall(".//error")
    assert len(entries) == len(depot) > 10
    for entry, finding in zip(entries, depot, strict=True):
        assert finding.code in entry.get("name", "") + entry.get("source", "")
        assert finding.path == (entry.get("classname") or entry.getparent().get("name"))
        assert finding.message in "".join(child.get("message", "") for child in entry) + entry.get("message", "")


@pytest.mark.parametrize("form", REPORTS)
def test_the_schemas_can_refuse(form: str, depot: list[Finding]) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / f"{form}.xsd"))
    for spoil in ("name", "tests", "failures", "errors", "line", "severity", "source", "version"):
        document = read(form, depot)
        (holder, *_) = [node for node in document.iter() if node.get(spoil) and node.tag != "testsuites"] or [None]
        if holder is not None:
            del holder.attrib[spoil]
            assert not schema.validate(document), spoil


def test_jenkins_would_count_failures(depot: list[Finding]) -> None:
    result = junitparser.JUnitXml.fromstring(junit_report(depot).encode())
    bad = sum(finding.severity is not Severity.INFO for finding in depot)
    assert (result.tests, result.failures, result.errors) == (len(depot), bad, 0)
    for suite in result:
        cases = list(suite)
        assert suite.tests == len(cases)
        assert suite.failures == sum(case.is_failure for case in cases)


def test_an_info_is_a_test_that_passed_and_says_something(found: Make) -> None:
    document = read("junit", [found("A b", "b", severity=Severity.INFO)])
    assert document.get("failures") == "0"
    (case,) = document.iter("testcase")
    assert [child.tag for child in case] == ["system-out"]
    assert case.findtext("system-out").startswith("pkg.conf:1:3: info[MC201] this is wrong\n 1 | A b\n")


def test_a_failure_shows_what_a_terminal_shows(found: Make) -> None:
    there = Place("a.cntl", Position(7, 2), Position(7, 3))
    finding = found("A <b>\n", "<b>", related=(Related("other half", there),), fix=Fix("out", (Edit(0, 1, ""),)))
    (failure,) = read("junit", [finding]).iter("failure")
    assert dict(failure.attrib) == {"type": "error", "message": "this is wrong"}
    assert failure.text == (
        "pkg.conf:1:3: error[MC201] this is wrong\n 1 | A <b>\n   |   ^^^\n  note: a.cntl:7:2: other half\n  fix (--fix): out\n"
    )


def test_names_of_tests_hold_no_line_and_are_unique_in_a_file(found: Make) -> None:
    rows = [found(text, "b") for text in ("A b", "\n\nA b", "\n\n\nA b")]
    rows += [row._replace(structural_path="SERVICE_CMD[2]") for row in rows[:2]]
    named = [(case.get("name"), case.get("classname")) for case in read("junit", rows).iter("testcase")]
    assert [name for name, _ in named] == [
        "MC201 quoted-service-name",
        "MC201 quoted-service-name (2)",
        "MC201 quoted-service-name (3)",
        "MC201 quoted-service-name: SERVICE_CMD[2]",
        "MC201 quoted-service-name: SERVICE_CMD[2] (2)",
    ]
    assert {place for _, place in named} == {"pkg.conf"}


def test_checkstyle_keeps_notes_in_the_message(found: Make) -> None:
    there = Place("a.cntl", Position(7, 2), Position(7, 3))
    finding = found("A\t<b>\n", "<b>", path="dir/a&b\t.conf", related=(Related("other half", there),))
    (file,) = read("checkstyle", [finding])
    assert file.get("name") == "dir/a&b\t.conf"
    (error,) = file
    assert dict(error.attrib) == {
        "line": "1",
        "column": "3",
        "severity": "error",
        "message": "this is wrong\nnote: a.cntl:7:2: other half",
        "source": "mcsgconf.MC201",
    }


def test_nothing_found_is_a_valid_report() -> None:
    assert len(read("checkstyle", [])) == 0
    document = read("junit", [])
    assert (document.get("tests"), document.get("failures")) == ("1", "0")
    assert [len(case) for case in document.iter("testcase")] == [0]
