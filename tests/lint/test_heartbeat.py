"""How many heartbeat paths a node has, and what depends on it: times, the serial line, the faster failover."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mcsgconf.lint.engine import check
from mcsgconf.lint.select import Selection
from mcsgconf.models.document import parse

if TYPE_CHECKING:
    from tests.lint.conftest import Fix

HEAD = "CLUSTER_NAME c\nQS_HOST q\n"
LINKS = Selection(select=("MC123", "MC124", "MC125", "MC133", "MC134", "MC148"))


def node(name: str, *interfaces: str, lines: str = "") -> str:
    """A node; an interface is `lan0` (standby), `lan0 H1` (heartbeat on net 1) or `lan0 S1` (stationary)."""
    text = f"NODE_NAME {name}\n"
    number = ord(name[0]) - ord("a") + 1
    for interface in interfaces:
        card, _, role = interface.partition(" ")
        text += f"NETWORK_INTERFACE {card}\n"
        if role:
            text += f"{'HEARTBEAT_IP' if role[0] == 'H' else 'STATIONARY_IP'} 10.{role[1]}.1.{number}\n"
    return text + lines


def pair(*interfaces: str, lines: str = "") -> str:
    return node("a", *interfaces, lines=lines) + node("b", *interfaces, lines=lines)


def codes(text: str, target: str | None = None) -> list[tuple[str, str]]:
    found = check(parse(HEAD + text, kind="cluster", target=target), LINKS)
    return [(finding.code, finding.severity.value) for finding in found]


SERIAL = "SERIAL_DEVICE_FILE /dev/tty0p0\n"
ALONE = [("MC124", "warning")] * 2
PATHS = [
    # one path: nothing stands in for it
    (pair("lan0 H1"), ALONE),
    (pair("lan0 H1", "lan1 S2"), ALONE),
    (pair("eth0 H1"), ALONE),
    (pair("ens192 H1"), ALONE),
    # a second one, a standby, several cards in one, a serial line, or nobody knows
    (pair("lan0 H1", "lan1 H2"), []),
    (pair("lan0 H1", "lan1"), []),
    (pair("lan900 H1"), []),
    (pair("bond0 H1"), []),
    (pair("team0 H1"), []),
    (pair("lan5000 H1"), []),
    (pair("lan0 H1", lines=SERIAL), []),
    (node("a", "lan0 H1"), []),
    (pair("lan0 H1", lines="NETWORK_INTERACE lan1\n"), []),
    (pair("lan0 H1") + "VG[0]=x\n", []),
    (node("a", "lan0 H1") + node("a", "lan0 H1"), []),
    # at every node alike
    (node("a", "lan0 H1", "lan1 H2") + node("b", "lan0 H1"), [("MC125", "warning"), ("MC124", "warning")]),
    (node("a", "lan0 H1", "lan1 H2") + node("b", "lan0 H1", "lan1"), [("MC125", "warning")]),
    (node("a", "lan0 H1", "lan1 H2") + node("b", "lan0 S1", "lan1 S2"), [("MC125", "error")]),
    (node("a", "lan0 H1", "lan1 H2") + node("b"), []),
    (node("a") + node("b"), []),
    # the serial line beside two paths
    (pair("lan0 H1", "lan1 H2", lines=SERIAL), [("MC123", "info")]),
    (pair("lan0 H1", "lan1", lines=SERIAL), [("MC123", "info")]),
    (node("a", "lan0 H1", "lan1", lines=SERIAL) + node("b", "lan0 H1", lines=SERIAL), []),
    (node("a", "lan0 H1", "lan1 H2", lines=SERIAL) + node("b", "lan0 H1", "lan1 H2"), []),
    (pair("lan0 H1", "lan1 H2", lines=SERIAL) + node("c", "lan0 H1", "lan1 H2"), []),
]


@pytest.mark.parametrize(("text", "expected"), PATHS)
def test_paths_of_the_heartbeat(text: str, expected: list[tuple[str, str]]) -> None:
    assert codes(text) == expected


def test_a_missing_network_is_certain_where_subnets_cannot_differ() -> None:
    text = node("a", "lan0 H1", "lan1 H2") + node("b", "lan0 H1", "lan1")
    assert codes(text, "hp-ux:A.11.17") == [("MC125", "error")]
    assert codes(text, "hp-ux:A.11.18") == [("MC125", "warning")]


def test_the_second_heartbeat_goes_over_a_lan_that_all_nodes_are_on(fixed: Fix) -> None:
    before = node("a", "lan0 H1", "lan1 S2", "lan2 S3") + node("b", "lan0 H1", "lan1 S4", "lan2 S3")
    after = node("a", "lan0 H1", "lan1 S2", "lan2 H3") + node("b", "lan0 H1", "lan1 S4", "lan2 H3")
    assert fixed("cluster", HEAD + before, "MC124") == HEAD + after
    apart = node("a", "lan0 H1", "lan1 S2") + node("b", "lan0 H1", "lan2 S2")
    assert fixed("cluster", HEAD + apart, "MC124") == HEAD + apart


TIMES = [
    # MEMBER_TIMEOUT, interfaces, a lock on disk, findings
    ("14000000", ("bond0 H1",), True, []),
    ("13999999", ("bond0 H1",), False, [("MC133", "error")]),
    ("13999999", ("bond0 H1",), True, [("MC133", "error")]),  # and not MC134 too
    ("3000000", ("lan0 H1", "lan1 H2"), False, []),
    ("3000000", ("lan0 H1", "lan1 H2"), True, [("MC134", "warning")]),
    ("14000000", ("lan0 H1", "lan1 H2"), True, []),
    ("2999999", ("lan0 H1", "lan1 H2"), True, [("MC133", "error")]),
    ("60000000", ("lan0 H1", "lan1 H2"), False, []),
    ("60000001", ("lan0 H1", "lan1 H2"), False, [("MC133", "info")]),
    ("300000001", ("lan0 H1", "lan1 H2"), True, [("MC133", "error")]),
    ("14", ("bond0 H1",), True, []),  # MC129
]


@pytest.mark.parametrize(("time", "interfaces", "disk", "expected"), TIMES)
def test_the_time_a_member_has(
    time: str, interfaces: tuple[str, ...], disk: bool, expected: list[tuple[str, str]]
) -> None:
    text = pair(*interfaces, lines="CLUSTER_LOCK_LUN /dev/sda\n" if disk else "")
    assert codes(f"{text}MEMBER_TIMEOUT {time}\n") == expected


def test_a_single_node_may_be_as_quick_as_it_likes() -> None:
    assert codes(node("a", "lan0 H1") + "MEMBER_TIMEOUT 3000000\n") == []


OPTIMIZED = [
    (pair("lan0 H1", "lan1 H2"), []),
    (pair(), []),  # nothing is known of the interfaces
    (pair("lan0 H1", "lan1"), ["fewer than two heartbeat subnets"]),
    (pair("lan0 H1", "lan1 H2", lines=SERIAL), ["serial heartbeat"]),
    (pair("lan0 H1", "lan1 H2") + node("c", "lan0 H1", "lan1 H2"), ["3 nodes"]),
]


@pytest.mark.parametrize(("text", "reasons"), OPTIMIZED)
def test_the_faster_failover_has_conditions(text: str, reasons: list[str]) -> None:
    document = parse(f"{HEAD}{text}FAILOVER_OPTIMIZATION two_node\n", kind="cluster")
    found = check(document, Selection(select=("MC148",)))
    assert len(found) == bool(reasons)
    assert all(reason in found[0].message for reason in reasons)


ADVICE = [
    ("HEARTBEAT_INTERVAL 999999", "MC131", "warning", "1000000"),
    ("HEARTBEAT_INTERVAL 1000000", "", "", None),
    ("HEARTBEAT_INTERVAL 15000000", "", "", None),
    ("HEARTBEAT_INTERVAL 15000001", "MC131", "warning", "1000000"),
    ("NODE_TIMEOUT 2000000", "MC132", "warning", "8000000"),
    ("NODE_TIMEOUT 2000001", "MC132", "info", "8000000"),
    ("NODE_TIMEOUT 4999999", "MC132", "info", "8000000"),
    ("NODE_TIMEOUT 5000000", "", "", None),
    ("NODE_TIMEOUT 30000000", "", "", None),
    ("NODE_TIMEOUT 30000001", "MC132", "info", "8000000"),
    ("NODE_TIMEOUT 60000001", "MC132", "error", "8000000"),
    ("NODE_TIMEOUT 1999999", "", "", None),  # MC130
    ("NODE_TIMEOUT 2", "", "", None),  # MC129
    ("AUTO_START_TIMEOUT 59999999", "MC135", "warning", "600000000"),
    ("AUTO_START_TIMEOUT 60000000", "MC135", "info", "600000000"),
    ("AUTO_START_TIMEOUT 600000000", "", "", None),
    ("AUTO_START_TIMEOUT 0", "", "", None),
    ("NETWORK_POLLING_INTERVAL 1000000", "MC136", "info", "2000000"),
    ("NETWORK_POLLING_INTERVAL 2000000", "", "", None),
    ("NETWORK_POLLING_INTERVAL 30000000", "MC136", "info", "2000000"),
    ("NETWORK_POLLING_INTERVAL 30000001", "MC136", "error", "2000000"),
]


@pytest.mark.parametrize(("line", "code", "severity", "after"), ADVICE)
def test_times_that_are_legal_and_not_advised(
    line: str, code: str, severity: str, after: str | None, fixed: Fix
) -> None:
    selected = ("MC131", "MC132", "MC135", "MC136")
    above = "NODE_TIMEOUT 60000000\n" if line.startswith("HEARTBEAT") else ""
    text = f"CLUSTER_NAME c\nNODE_NAME a\n{above}{line}\n"
    found = check(parse(text, kind="cluster"), Selection(select=selected))
    there = [(f.code, f.severity.value) for f in found if f.line == text.count("\n")]
    assert there == ([(code, severity)] if code else [])
    name, value = line.split()
    assert f"\n{name} {after or value}\n" in fixed("cluster", text, *selected)


def test_the_default_of_a_missing_node_timeout_counts() -> None:
    chosen = Selection(select=("MC132",))
    head = "CLUSTER_NAME c\nNODE_NAME a\n"
    assert [f.line for f in check(parse(f"{head}HEARTBEAT_INTERVAL 1000000\n", kind="cluster"), chosen)] == [3]
    assert check(parse(head, kind="cluster"), chosen) == []
    assert check(parse(f"{head}HEARTBEAT_INTERVAL 1500000\n", kind="cluster"), chosen) == []  # MC130
    new = f"{head}HEARTBEAT_INTERVAL 1000000\nMEMBER_TIMEOUT 14000000\n"
    assert check(parse(new, kind="cluster"), chosen) == []
