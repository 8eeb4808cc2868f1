"""What lines of a cluster file say of each other: subnets, address families, capacities, letters, quorum server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mcsgconf.lint.engine import check
from mcsgconf.lint.select import Selection
from mcsgconf.models.document import parse
from mcsgconf.site import Site

if TYPE_CHECKING:
    from tests.lint.conftest import Fix

HEAD = "CLUSTER_NAME c\n"
NODES = """\
NODE_NAME anna
NETWORK_INTERFACE lan0
HEARTBEAT_IP 10.1.1.1
NETWORK_INTERFACE lan1
STATIONARY_IP fd00:2::1
"""


def lines(text: str, code: str, target: str | None = None) -> list[int]:
    found = check(parse(text, kind="cluster", target=target), Selection(select=(code,)))
    return [finding.line for finding in found]


SUBNETS = [
    ("10.1.1.0", False),
    ("10.1.0.0", False),
    ("10.0.0.0", False),
    ("10.1.1.1", False),  # the address of a host, but a node's own: no other network is meant
    ("10.1.2.0", True),
    ("10.1.1.64", True),
    ("10.2.0.0", True),
    ("fd00:2::", False),
    ("fd00:3::", True),
    ("::", False),
    ("backbone", False),  # MC140
]


@pytest.mark.parametrize(("subnet", "expected"), SUBNETS)
def test_subnets_without_an_interface(subnet: str, expected: bool) -> None:
    text = f"{HEAD}{NODES}SUBNET {subnet}\nIP_MONITOR OFF\n"
    assert lines(text, "MC141") == [7] * expected
    assert lines(text.replace("10.1.1.1\n", "10.1.1.1x\n", 1), "MC141") == []
    assert lines(f"{HEAD}NODE_NAME a\nSUBNET {subnet}\n", "MC141") == []


def test_a_block_goes_whole(fixed: Fix) -> None:
    block = "SUBNET 10.9.0.0\r\n  IP_MONITOR ON\r\n  POLLING_TARGET 10.9.0.1\r\n"
    text = (HEAD + NODES).replace("\n", "\r\n") + block
    expected = (HEAD + NODES).replace("\n", "\r\n") + "".join(f"# {line}" for line in block.splitlines(keepends=True))
    assert fixed("cluster", text, "MC141") == expected
    assert fixed("cluster", text, "MC141", unsafe=False) == text


FAMILIES = [
    ("IPV4", "", []),
    ("IPV4", "QS_HOST 10.9.1.1\n", []),
    ("IPV4", "QS_HOST fd00:9::1\n", [8]),
    ("IPV4", "QS_HOST witness\nQS_ADDR fd00:9::1\n", [9]),
    ("ANY", "QS_HOST fd00:9::1\n", []),
    ("IPV6", "", [5]),
    ("IPV6", "QS_HOST 10.9.1.1\n", [5, 8]),
    ("IPV6", "SUBNET 10.1.1.0\nIP_MONITOR ON\nPOLLING_TARGET 10.1.1.9\n", [5, 8, 10]),
    ("ipv7", "", [2]),
]


@pytest.mark.parametrize(("family", "more", "expected"), FAMILIES)
def test_the_family_of_addresses(family: str, more: str, expected: list[int]) -> None:
    assert lines(f"{HEAD}HOSTNAME_ADDRESS_FAMILY {family}\n{NODES}{more}", "MC147") == expected


def test_where_all_are_of_the_other_family_the_family_is_wrong() -> None:
    text = f"{HEAD}HOSTNAME_ADDRESS_FAMILY IPV6\n{NODES.replace('fd00:2::1', '10.2.1.1')}"
    assert lines(text, "MC147") == [2]


def test_a_heartbeat_over_ipv6_takes_a_release() -> None:
    text = HEAD + NODES.replace("HEARTBEAT_IP 10.1.1.1", "HEARTBEAT_IP fd00:1::1")
    assert lines(text, "MC147") == lines(text, "MC147", "A.11.19") == []
    assert lines(text, "MC147", "hp-ux:A.11.18") == [4]


CAPACITY = "CAPACITY_NAME {}\nCAPACITY_VALUE 5\n"
WEIGHT = "WEIGHT_NAME {}\nWEIGHT_DEFAULT 5\n"
CAPACITIES = [
    (CAPACITY.format("a"), "", [], []),
    (CAPACITY.format("a"), WEIGHT.format("a"), [], []),
    (CAPACITY.format("a"), WEIGHT.format("b"), [5], []),
    ("", WEIGHT.format("b"), [3], []),
    (CAPACITY.format("a"), WEIGHT.format("A"), [], [5]),
    ("".join(CAPACITY.format(name) for name in "abcd"), "", [], []),
    ("".join(CAPACITY.format(name) for name in "abcd"), "NODE_NAME y\n" + CAPACITY.format("e"), [12], []),
    (CAPACITY.format("package_limit"), "", [], []),
    (CAPACITY.format("package_limit") + CAPACITY.format("a"), "", [5], []),
    (CAPACITY.format("package_limit"), WEIGHT.format("package_limit"), [5], []),
    (CAPACITY.format("package_limit"), "NODE_NAME y\n" + CAPACITY.format("package_limit"), [], []),
]


@pytest.mark.parametrize(("of_node", "below", "wrong", "case"), CAPACITIES)
def test_capacities_and_weights(of_node: str, below: str, wrong: list[int], case: list[int]) -> None:
    text = f"{HEAD}NODE_NAME x\n{of_node}{below}"
    assert (lines(text, "MC142"), lines(text, "MC157")) == (wrong, case)


RESERVED = [
    ("package_limit", None),
    ("Package_Limit", "package_limit"),
    ("PACKAGE_LIMIT", "package_limit"),
    ("package_limits", "package_limit"),
    ("packagelimit", "package_limit"),
    ("package_limit_22", None),
    ("package_count", None),
    ("memory", None),
]


@pytest.mark.parametrize(("name", "after"), RESERVED)
def test_the_reserved_name(name: str, after: str | None, fixed: Fix) -> None:
    text = f"{HEAD}NODE_NAME x\nCAPACITY_NAME {name}\nCAPACITY_VALUE 5\n"
    assert lines(text, "MC158") == [3] * (after is not None)
    assert fixed("cluster", text, "MC158") == text.replace(name, after or name)


LETTERS = [
    ("SITE_NAME North\nNODE_NAME a\nSITE north\n", [4], "SITE_NAME North\nNODE_NAME a\nSITE North\n"),
    ("SITE_NAME North\nNODE_NAME a\nSITE south\n", [], None),
    ("SITE_NAME North\nSITE_NAME north\nNODE_NAME a\nSITE north\n", [], None),
    ("FIRST_CLUSTER_LOCK_VG vgLock\nVOLUME_GROUP /dev/vglock\n", [2], "FIRST_CLUSTER_LOCK_VG /dev/vglock\nVOLUME_GROUP /dev/vglock\n"),
    ("FIRST_CLUSTER_LOCK_VG vglock\nVOLUME_GROUP /dev/vglock\n", [], None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "after"), LETTERS)
def test_capital_and_small_letters(text: str, expected: list[int], after: str | None, fixed: Fix) -> None:
    assert lines(HEAD + text, "MC157") == expected
    assert fixed("cluster", HEAD + text, "MC157") == HEAD + (after or text)
    if expected:
        assert lines(HEAD + text, "MC149") == lines(HEAD + text, "MC114") == []


SERVERS = [
    ("anna", "error"),
    ("ANNA", "error"),
    ("anna.example.com", "warning"),
    ("annabel", None),
    ("10.1.1.1", "error"),
    ("fd00:2:0::1", "error"),
    ("10.1.1.50", "error"),
    ("10.1.1.51", None),
    ("witness", None),
    ("<host>", None),
]


@pytest.mark.parametrize(("server", "severity"), SERVERS)
def test_a_quorum_server_in_the_cluster(server: str, severity: str | None) -> None:
    cluster = parse(f"{HEAD}QS_HOST {server}\n{NODES}", kind="cluster", name="c/cluster.ascii")
    package = parse(
        "package_name p\nip_subnet 10.1.1.0\nip_address 10.1.1.50\n", kind="modular-package", name="c/p.conf"
    )
    found = check(Site.of([cluster, package]), Selection(select=("MC118",)))
    assert [(finding.line, finding.severity.value) for finding in found] == ([(2, severity)] if severity else [])
    assert all(finding.related for finding in found)


GROUPS = [
    ("VOLUME_GROUP /dev/vg00", True),
    ("VOLUME_GROUP vg00", True),
    ("OPS_VOLUME_GROUP /dev/vg00/", True),
    ("VOLUME_GROUP /dev/vg001", False),
    ("VOLUME_GROUP /dev/vgroot", False),
]


@pytest.mark.parametrize(("line", "expected"), GROUPS)
def test_the_group_of_the_system(line: str, expected: bool, fixed: Fix) -> None:
    text = f"{HEAD}  {line}\nVOLUME_GROUP /dev/vg01\n"
    assert lines(text, "MC139") == [2] * expected
    assert fixed("cluster", text, "MC139") == (text.replace("  ", "#   ", 1) if expected else text)


COMMENTED = [
    # text below the head, the line of the finding, its severity, the text after all fixes
    (
        "NODE_NAME a\n  NETWORK_INTERFACE lan0\n#NODE_NAME b\n  NETWORK_INTERFACE lan0\nNODE_NAME c\n",
        (4, "error"),
        "NODE_NAME a\n  NETWORK_INTERFACE lan0\n#NODE_NAME b\n#  NETWORK_INTERFACE lan0\nNODE_NAME c\n",
    ),
    (  # nothing is repeated
        "NODE_NAME a\nNETWORK_INTERFACE lan0\n# NODE_NAME b\nNETWORK_INTERFACE lan5\nNODE_TIMEOUT 8000000\n",
        (4, "warning"),
        "NODE_NAME a\nNETWORK_INTERFACE lan0\n# NODE_NAME b\n# NETWORK_INTERFACE lan5\nNODE_TIMEOUT 8000000\n",
    ),
    (  # a second lock disk
        "NODE_NAME a\nFIRST_CLUSTER_LOCK_PV /dev/d\n## node_name b\nFIRST_CLUSTER_LOCK_PV /dev/e\n",
        (4, "error"),
        "NODE_NAME a\nFIRST_CLUSTER_LOCK_PV /dev/d\n## node_name b\n## FIRST_CLUSTER_LOCK_PV /dev/e\n",
    ),
    (  # no node above
        "#NODE_NAME a\nNETWORK_INTERFACE lan0\nHEARTBEAT_IP 10.1.1.1\nNODE_NAME b\n",
        (2, "error"),
        "#NODE_NAME a\n#NETWORK_INTERFACE lan0\n#HEARTBEAT_IP 10.1.1.1\nNODE_NAME b\n",
    ),
    ("NODE_NAME a\n#NODE_NAME b\nNETWORK_INTERFACE lan0\n", None, None),  # the old name of a
    ("NODE_NAME a\nNETWORK_INTERFACE lan0\n#NODE_NAME b\n#NETWORK_INTERFACE lan0\nNODE_NAME c\n", None, None),
    ("NODE_NAME a\nNETWORK_INTERFACE lan0\n#NODE_NAME b\nNODE_TIMEOUT 8000000\n", None, None),
    ("NODE_NAME a\nNETWORK_INTERFACE lan0\n# NODE_NAME <node>\nNETWORK_INTERFACE lan0\n", None, None),
    ("NODE_NAME a\nNETWORK_INTERFACE lan0\n# NODE_NAME is the name\nNETWORK_INTERFACE lan0\n", None, None),
    ("NODE_NAME a\nNETWORK_INTERFACE lan0\n#NODE_NAME b\nCLUSTER_NAM x\n", None, None),
]


@pytest.mark.parametrize(("text", "expected", "after"), COMMENTED)
def test_half_a_node(text: str, expected: tuple[int, str] | None, after: str | None, fixed: Fix) -> None:
    found = check(parse(HEAD + text, kind="cluster"), Selection(select=("MC804",)))
    assert [(f.line, f.severity.value) for f in found] == ([expected] if expected else [])
    assert fixed("cluster", HEAD + text, "MC804") == HEAD + (after or text)
    safe = fixed("cluster", HEAD + text, "MC804", unsafe=False)
    assert (safe != HEAD + text) == (expected is not None and expected[1] == "error")
