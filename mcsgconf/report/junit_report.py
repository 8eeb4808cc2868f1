"""Findings as tests that failed, in the XML of JUnit as Jenkins and GitLab read it.

A file is a suite, a finding a test that is named by its rule and what stands there: servers compare a run with the one
before by these names, so they hold no line. An `info` is a test that passed and printed something. A run without findings has one test, which
passed: a report without tests is an error to Jenkins.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Severity
from mcsgconf.report.escape import escape_line
from mcsgconf.report.paths import slashed
from mcsgconf.report.text_report import text_block
from mcsgconf.report.xml_text import DECLARATION, element

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mcsgconf.lint.finding import Finding

_NAME = "mcsgconf"


def junit_report(findings: Sequence[Finding]) -> str:
    """Return a `testsuites` document with a suite for each path, in the order of the findings."""
    suites = [_suite(slashed(path), list(rows)) for path, rows in groupby(findings, attrgetter("path"))]
    if not suites:
        passed = element("testcase", {"name": "no findings", "classname": _NAME})
        suites = [element("testsuite", _counts(_NAME, 1, 0), [passed])]
    tests = max(1, len(findings))
    return DECLARATION + element("testsuites", _counts(_NAME, tests, _failures(findings)), suites)


def _counts(name: str, tests: int, failures: int) -> dict[str, str | int]:
    return {"name": name, "tests": tests, "failures": failures, "errors": 0}


def _failures(findings: Iterable[Finding]) -> int:
    return sum(finding.severity is not Severity.INFO for finding in findings)


def _suite(path: str, findings: Sequence[Finding]) -> str:
    seen: Counter[str] = Counter()
    cases = []
    for finding in findings:
        name = _name(finding)
        seen[name] += 1
        cases.append(_case(finding, path, f"{name} ({seen[name]})" if seen[name] > 1 else name))
    return element("testsuite", _counts(path, len(findings), _failures(findings)), cases)


def _name(finding: Finding) -> str:
    there = f": {escape_line(finding.structural_path)}" if finding.structural_path else ""
    return f"{finding.code} {finding.name}{there}"


def _case(finding: Finding, path: str, name: str) -> str:
    text = text_block(finding)
    if finding.severity is Severity.INFO:
        outcome = element("system-out", {}, text)
    else:
        outcome = element("failure", {"type": finding.severity.value, "message": escape_line(finding.message)}, text)
    return element("testcase", {"name": name, "classname": path}, [outcome])
