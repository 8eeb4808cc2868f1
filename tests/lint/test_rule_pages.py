"""Every rule page is a test: its bad examples fire on the marked lines, its good ones do not, its fixes are what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from mcsgconf.lint.engine import check
from mcsgconf.lint.finding import Finding, Severity
from mcsgconf.lint.pages import Example, examples
from mcsgconf.lint.registry import ENGINE_CODES, load_checks
from mcsgconf.lint.rules import Rule, all_rules, page_paths
from mcsgconf.lint.trials import faults_of_example
from mcsgconf.report.rule_catalogue import rule_catalogue
from mcsgconf.site import Site

RULES = list(all_rules().values())
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.code}-{number}-{example.title}")
    for rule in RULES
    for number, example in enumerate(examples(rule.page))
]


def site_of(example: Example) -> Site:
    return Site.of([file.document for file in example.files])


def lines(findings: list[Finding]) -> set[tuple[str, int, str]]:
    return {(finding.path, finding.line, finding.code) for finding in findings}


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_rule_does_what_its_page_shows(rule: Rule, example: Example) -> None:
    """It fires on the marked lines and nowhere else, and its fix gives what is shown."""
    assert [*faults_of_example(rule, example)] == []


@pytest.mark.parametrize("example", [pytest.param(row.values[1], id=row.id) for row in EXAMPLES])
def test_no_error_fires_but_the_marked_ones(example: Example) -> None:
    expected = {(file.document.name, line, code) for file in example.files for line, code in file.expected}
    errors = lines([f for f in check(site_of(example)) if f.severity is Severity.ERROR])
    assert errors - expected == set()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_page_says_what_a_page_must_say(rule: Rule) -> None:
    assert rule.page.is_file(), "the file is called CODE-name.md"
    found = examples(rule.page)
    assert any(example.bad for example in found)
    assert any(not example.bad for example in found)
    fixed = any(example.fixed for example in found)
    assert fixed == (rule.fix != "none"), "a rule with a fix shows a fixed example, one without does not"
    assert rule.summary.endswith(".")
    text = rule.page.read_text(encoding="utf-8")
    assert max(map(len, text.splitlines())) <= 120
    assert "\t" not in text.split("## ", 1)[0]


def test_every_page_has_a_check_and_every_check_a_page() -> None:
    checks = load_checks()
    checked = {
        code for group in (checks.document, checks.cluster, checks.across) for check in group for code in check.codes
    }
    assert checked | ENGINE_CODES == set(all_rules())
    assert len(page_paths()) == len(all_rules()), "two pages have one code"


def test_the_catalogue_in_the_documentation_is_of_today() -> None:
    committed = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
    assert rule_catalogue(RULES) == committed, "mcsgconf rules --format markdown > docs/rules.md"
