"""A page promises what the rule is: how bad, with which fix, for which kinds of file. Each promise is kept somewhere.

What a page shows as bad is one place; the mistakes that are planted in the bank are another; the kinds of file that are
in neither stand in `tests/data/kinds.md`, which reads as a page does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import planting
import pytest

from mcsgconf.catalogue import Target
from mcsgconf.lint.engine import check
from mcsgconf.lint.finding import Finding, Severity
from mcsgconf.lint.pages import Example, examples
from mcsgconf.lint.rules import Rule, all_rules
from mcsgconf.lint.select import Selection
from mcsgconf.models.document import parse
from mcsgconf.site import Site

if TYPE_CHECKING:
    from mcsgconf.models.kind import Kind

ROOT = Path(__file__).parents[2]
RULES = list(all_rules().values())
IDS = [rule.code for rule in RULES]
MORE = examples(ROOT / "tests" / "data" / "kinds.md")
ANY_TEXT = 8
"""A rule for so many kinds, or more, looks at the text of a file, whatever it is."""
NOT_BUILT = re.compile(r"^\| (MC\d{3}) \| ([a-z0-9-]+) \| (.+) \|$", re.MULTILINE)

TARGETS = ["hp-ux:A.11.16", "hp-ux:A.11.18", "hp-ux:A.11.20", "linux:A.11.20"]
BY_TARGET = {
    "MC106": "31 bytes up to A.11.16",
    "MC135": "on Linux it has to be above zero",
    "MC137": "150 packages up to A.11.18",
    "MC147": "HOSTNAME_ADDRESS_FAMILY came with A.11.19",
    "MC156": "NODE_TIMEOUT went with A.11.19",
    "MC202": "names are stricter from A.11.18 on",
    "MC213": "modular packages came with A.11.18",
    "MC218": "modular packages came with A.11.18",
    "MC231": "PRIORITY came with A.11.18",
    "MC327": "HP-UX has no bash",
    "MC404": "modular packages came with A.11.18",
    "MC417": "modular packages came with A.11.18",
    "MC419": "modular packages came with A.11.18",
    "MC913": "names are stricter from A.11.18 on, where MC202 speaks of them",
    "MC914": "the names changed with A.11.12",
}
"""Rules that find other things in their own examples for some target, and why that is right."""


@cache
def bad_findings(rule: Rule) -> list[Finding]:
    """Return what the rule finds in the bad examples of its page."""
    sites = [Site.of([file.document for file in example.files]) for example in examples(rule.page) if example.bad]
    selection = Selection(extend_select=(rule.code,))
    return [finding for site in sites for finding in check(site, selection) if finding.code == rule.code]


@cache
def covered() -> dict[str, set[Kind]]:
    """Return the kinds of file in which each rule is shown to find something."""
    kinds: dict[str, set[Kind]] = defaultdict(set)
    for example in (*(one for rule in RULES for one in examples(rule.page)), *MORE):
        for file in example.files:
            for _, code in file.expected:
                kinds[code].add(file.document.kind)
    clean = planting.clean()
    for mistake in planting.mistakes():
        files = clean | planting.planted(mistake)
        for path, _, code in planting.expected(mistake):
            file = files[path]
            if file is not None:
                kinds[code].add(parse(file.text.encode("latin-1"), name=path, executable=file.executable).kind)
    return kinds


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_a_bad_example_is_as_bad_as_the_page_says(rule: Rule) -> None:
    assert rule.severity in {finding.severity for finding in bad_findings(rule)}


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_a_fix_is_as_safe_as_the_page_says(rule: Rule) -> None:
    offered = {str(finding.fix.applicability) for finding in bad_findings(rule) if finding.fix is not None}
    assert (rule.fix in offered) == (rule.fix != "none")
    assert "safe" not in offered or rule.fix == "safe"


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_each_kind_of_file_is_shown(rule: Rule) -> None:
    found = covered()[rule.code]
    assert found <= rule.kinds
    assert found == rule.kinds or len(rule.kinds) >= ANY_TEXT


@pytest.mark.parametrize("example", MORE, ids=lambda example: f"{example.title} {example.files[-1].document.kind}")
def test_the_other_kinds_of_file(example: Example) -> None:
    expected = {(file.document.name, line, code) for file in example.files for line, code in file.expected}
    codes = {code for _, _, code in expected}
    findings = check(Site.of([file.document for file in example.files]))
    found = {
        (finding.path, finding.line, finding.code)
        for finding in findings
        if finding.code in codes or finding.severity is Severity.ERROR
    }
    assert found == expected
    assert set(example.title.split()[1:]) == codes


def with_target(example: Example, target: Target) -> Site:
    documents = [file.document for file in example.files]
    return Site.of(
        [
            parse(one.source.text, name=one.name, kind=one.kind, executable=one.executable, target=target)
            for one in documents
        ]
    )


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_what_is_wrong_without_a_target_is_wrong_with_one(rule: Rule) -> None:
    selection = Selection(extend_select=(rule.code,))
    differs = []
    for example in examples(rule.page):
        if any(file.document.target != Target() for file in example.files):
            continue
        expected = {
            (file.document.name, line) for file in example.files for line, code in file.expected if code == rule.code
        }
        for target in filter(rule.applies_to, map(Target.parse, TARGETS)):
            findings = check(with_target(example, target), selection)
            if {(one.path, one.line) for one in findings if one.code == rule.code} != expected:
                differs.append(f"{example.title}, for {target}")
    assert bool(differs) == (rule.code in BY_TARGET), differs


def not_built() -> list[tuple[str, str, str]]:
    return NOT_BUILT.findall((ROOT / "docs" / "not-built.md").read_text(encoding="utf-8"))


def test_what_is_not_built_is_sorted_and_gives_a_reason() -> None:
    rows = not_built()
    lines = (ROOT / "docs" / "not-built.md").read_text(encoding="utf-8").splitlines()
    assert len(rows) == sum(line.startswith("| MC") for line in lines)
    assert [code for code, _, _ in rows] == sorted(code for code, _, _ in rows)
    assert [code for code, _, why in rows if len(why) < 20 or not why.endswith(".")] == []


def test_what_is_built_in_part_has_the_name_of_its_page() -> None:
    assert [row[:2] for row in not_built() if row[0] in all_rules() and all_rules()[row[0]].name != row[1]] == []
    assert {name for code, name, _ in not_built() if code not in all_rules()} & {rule.name for rule in RULES} == set()


def test_what_is_not_built_speaks_of_rules_that_there_are() -> None:
    spoken_of = {code for _, _, why in not_built() for code in re.findall(r"MC\d{3}", why)}
    assert spoken_of - set(all_rules()) - {code for code, _, _ in not_built()} == set()
