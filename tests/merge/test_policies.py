"""The policies of the merge and their pages: each has the other, and nothing is decided without one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from mcsgconf.lint.rules import front_matter
from mcsgconf.merge import policies
from mcsgconf.merge.merge import MERGEABLE
from mcsgconf.report.policy_report import policy_pages

POLICIES = [value for value in vars(policies).values() if isinstance(value, policies.Policy)]
CODE = sorted(Path(policies.__file__).parent.rglob("*.py"))


def test_every_policy_has_a_page_and_every_page_a_policy() -> None:
    names = [policy.name for policy in POLICIES]
    assert sorted(names) == list(policy_pages())
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.name)
def test_a_page_says_what_the_report_says(policy: policies.Policy) -> None:
    text = policy_pages()[policy.name].read_text(encoding="utf-8")
    matter, body = front_matter(text)
    assert matter.keys() == {"name", "reason", "files", "source"}
    assert (matter["name"], matter["reason"]) == (policy.name, policy.reason)
    kinds = matter["files"]
    assert isinstance(kinds, list)
    assert kinds
    assert set(kinds) <= {kind.value for kind in MERGEABLE}
    assert matter["source"]
    assert len(body.split()) > 30
    assert all(len(line) <= 120 for line in text.splitlines())


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.stem)
def test_decisions_come_from_policies_alone(path: Path) -> None:
    """No module makes a policy, a decision or a notice by itself: those without a page could not be explained."""
    made = {node.func.id for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}  # fmt: skip
    allowed = {"Policy", "Decision", "Notice"} if path.stem == "policies" else set()
    assert made & {"Policy", "Decision", "Notice"} == allowed


def test_every_policy_is_used() -> None:
    names = {name for name, value in vars(policies).items() if isinstance(value, policies.Policy)}
    trees = [ast.parse(path.read_text()) for path in CODE if path.stem != "policies"]
    used = {node.attr for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert names <= used
