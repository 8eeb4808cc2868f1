"""Access policies: roles that contradict each other, words that are almost words, rights that are too wide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mcsgconf.lint.engine import check
from mcsgconf.lint.select import Selection
from mcsgconf.models.document import parse

if TYPE_CHECKING:
    from tests.lint.conftest import Fix

CLUSTER = "CLUSTER_NAME c\nNODE_NAME anna\nNODE_NAME any-use\n"


def policy(user: str, host: str, role: str) -> str:
    return f"USER_NAME {user}\nUSER_HOST {host}\nUSER_ROLE {role}\n"


def findings(text: str, code: str) -> list[tuple[int, str]]:
    found = check(parse(text, kind="cluster"), Selection(select=(code,)))
    return [(finding.line, finding.severity.value) for finding in found]


ROLES = [
    ([("a", "h", "MONITOR"), ("a", "h", "PACKAGE_ADMIN")], [(6, "error")]),
    ([("a", "h", "monitor"), ("a", "h", "MONITOR")], [(4, "info")]),
    ([("a b c", "h", "MONITOR"), ("x c a", "h", "PACKAGE_ADMIN")], [(6, "error")]),
    ([("a", "h", "MONITOR"), ("a", "H", "PACKAGE_ADMIN")], []),  # hosts are told apart by case
    ([("a", "h", "MONITOR"), ("A", "h", "PACKAGE_ADMIN")], []),
    ([("a", "cluster_member_node", "MONITOR"), ("a", "CLUSTER_MEMBER_NODE", "FULL_ADMIN")], [(6, "error")]),
    ([("a", "h", "MONITOR"), ("ANY_USER", "h", "FULL_ADMIN")], []),
    ([("a", "h", "MONITOR"), ("a", "CLUSTER_MEMBER_NODE", "FULL_ADMIN")], []),
    ([("any_user", "h", "MONITOR"), ("ANY_USER", "h", "FULL_ADMIN")], [(6, "error")]),
    ([("a", "h", "MONITOR"), ("a", "h", "OPERATOR")], []),  # no role: MC143
    ([("a a", "h", "MONITOR")], []),
    ([("a", "h", "MONITOR"), ("a", "h", "FULL_ADMIN"), ("a", "h", "MONITOR")], [(6, "error"), (7, "info")]),
]


@pytest.mark.parametrize(("policies", "expected"), ROLES)
def test_one_role_for_a_user_at_a_host(policies: list[tuple[str, str, str]], expected: list[tuple[int, str]]) -> None:
    assert findings("".join(policy(*row) for row in policies), "MC144") == expected


WORDS = [
    # user, host, lines with a finding, the two after the fix
    ("ANY_USR", "anna", [4], ("ANY_USER", "anna")),
    ("ANYUSER", "anna", [4], ("ANY_USER", "anna")),
    ("any_usr", "anna", [4], ("any_user", "anna")),
    ("any-user", "anna", [4], ("any_user", "anna")),
    ("ANY_USERS", "anna", [4], ("ANY_USER", "anna")),
    ("any_user", "anna", [], None),
    ("anyuser", "anna", [], None),  # a login of small letters
    ("ANY", "anna", [], None),
    ("oper ANY_USR", "anna", [4], None),
    ("oper", "CLUSTER_MEMBER_NODES", [5], ("oper", "CLUSTER_MEMBER_NODE")),
    ("oper", "CLUSTER_MEMBER", [5], ("oper", "CLUSTER_MEMBER_NODE")),
    ("oper", "CLUSTR_MEMBR_NOD", [5], ("oper", "CLUSTER_MEMBER_NODE")),
    ("oper", "ANY_SERVICEGUARD_HOST", [5], ("oper", "ANY_SERVICEGUARD_NODE")),
    ("oper", "ANY_SERVICEGARD_NODE", [5], ("oper", "ANY_SERVICEGUARD_NODE")),
    ("oper", "cluster_node", [], None),
    ("oper", "ANY_USER", [5], None),
    ("CLUSTER_MEMBER_NODE", "anna", [4], None),
    ("oper", "any-use", [], None),  # a node of this cluster
    ("X" * 5000, "Y" * 5000, [], None),
]


@pytest.mark.parametrize(("user", "host", "lines", "after"), WORDS)
def test_words_that_would_be_names(
    user: str, host: str, lines: list[int], after: tuple[str, str] | None, fixed: Fix
) -> None:
    text = CLUSTER + policy(user, host, "MONITOR")
    assert findings(text, "MC145") == [(line, "warning") for line in lines]
    assert fixed("cluster", text, "MC145") == CLUSTER + policy(*(after or (user, host)), "MONITOR")
    assert fixed("cluster", text, "MC145", unsafe=False) == text


SMALL = [
    # as modular packages write the words
    ("any_usr", "anna", ("any_user", "anna")),
    ("oper", "cluster_member_nodes", ("oper", "cluster_member_node")),
    ("oper", "cluster_member", ("oper", "cluster_member_node")),
    ("ANY_USR", "any_serviceguard_node", ("ANY_USER", "any_serviceguard_node")),
    ("anyuser", "anna", ("anyuser", "anna")),
]


@pytest.mark.parametrize(("user", "host", "after"), SMALL)
def test_words_of_modular_packages(user: str, host: str, after: tuple[str, str], fixed: Fix) -> None:
    def package(*names: str) -> str:
        return "package_name p\nnode_name anna\nuser_name {}\nuser_host {}\nuser_role package_admin\n".format(*names)

    assert fixed("modular-package", package(user, host), "MC145") == package(*after)


WIDE = [
    ("ANY_USER", "anna", "FULL_ADMIN", True),
    ("any_user", "CLUSTER_MEMBER_NODE", "package_admin", True),
    ("oper", "any_serviceguard_node", "PACKAGE_ADMIN", True),
    ("ANY_USER", "ANY_SERVICEGUARD_NODE", "MONITOR", False),
    ("oper", "CLUSTER_MEMBER_NODE", "FULL_ADMIN", False),
]


@pytest.mark.parametrize(("user", "host", "role", "expected"), WIDE)
def test_rights_for_everybody(user: str, host: str, role: str, expected: bool) -> None:
    assert findings(policy(user, host, role), "MC146") == [(3, "warning")] * expected
