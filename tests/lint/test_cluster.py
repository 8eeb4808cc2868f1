"""Rules on nodes, lock, addresses and times beyond the examples of their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mcsgconf.lint.engine import check
from mcsgconf.lint.select import Selection
from mcsgconf.models.document import parse

if TYPE_CHECKING:
    from tests.lint.conftest import Fix, Lint

HEAD = "CLUSTER_NAME c\n"
ONE = HEAD + "NODE_NAME a\n"


def nodes(count: int, lines: str = "") -> str:
    return "".join(f"NODE_NAME n{number}\n{lines}" for number in range(1, count + 1))


LOCKS = [
    # any line of a lock is a lock; one node needs none
    HEAD + nodes(1),
    HEAD + "QS_HOST q  # <- MC110\nQS_POLLING_INTERVAL 300000000\n" + nodes(1),
    HEAD + "FIRST_CLUSTER_LOCK_VG /dev/l  # <- MC110\n" + nodes(1, "FIRST_CLUSTER_LOCK_PV /dev/d\n") + "VOLUME_GROUP /dev/l\n",
    HEAD + nodes(1, "CLUSTER_LOCK_LUN /dev/sda  # <- MC110\n"),
    HEAD + "QS_HOST q\nNODE_NAME a\nNODE_NAME a  # <- MC104\n",
    HEAD + "NODE_NAME a\nNODE_NAME b  # <- MC109\n",
    HEAD + "NODE_NAME a\nQS_POLLING_INTERVAL 300000000  # <- MC119\nNODE_NAME b  # <- MC109\n",
    HEAD + nodes(2, "CLUSTER_LOCK_LUN /dev/sda\n"),
    # three nodes, and an even number above
    HEAD + nodes(2).replace("n2\n", "n2  # <- MC109\n"),
    HEAD + nodes(3).replace("n3\n", "n3  # <- MC116\n"),
    HEAD + nodes(3, "CLUSTER_LOCK_LUN /dev/sda\n"),
    HEAD + nodes(4).replace("n4\n", "n4  # <- MC116\n"),
    HEAD + nodes(5),
    HEAD + nodes(6).replace("n6\n", "n6  # <- MC116\n"),
    # the number of nodes a disk serves
    HEAD + "QS_HOST q\n" + nodes(5),
    HEAD + nodes(4, "CLUSTER_LOCK_LUN /dev/sda\n"),
    HEAD + nodes(5, "CLUSTER_LOCK_LUN /dev/sda\n").replace("sda\n", "sda  # <- MC111\n", 1),
    # kinds of lock
    HEAD + "FIRST_CLUSTER_LOCK_VG /dev/l\nQS_HOST q  # <- MC112\nNODE_NAME b\nFIRST_CLUSTER_LOCK_PV /dev/d\n"
    "CLUSTER_LOCK_LUN /dev/e  # <- MC112\nNODE_NAME a\nFIRST_CLUSTER_LOCK_PV /dev/d\n"
    "CLUSTER_LOCK_LUN /dev/e\nVOLUME_GROUP l\nVOLUME_GROUP /dev/l  # <- MC138\n",
    # the lock's group by either of its names, and in either list
    HEAD + "FIRST_CLUSTER_LOCK_VG vgl  # <- MC138\n" + nodes(2, "FIRST_CLUSTER_LOCK_PV /dev/d\n") + "VOLUME_GROUP /dev/vgl\n",
    HEAD + "FIRST_CLUSTER_LOCK_VG /dev/vgl/\n" + nodes(2, "FIRST_CLUSTER_LOCK_PV /dev/d\n") + "OPS_VOLUME_GROUP /dev/vgl\n",
    # dual lock
    HEAD + "FIRST_CLUSTER_LOCK_VG /dev/l\nSECOND_CLUSTER_LOCK_VG /dev/m\nNODE_NAME b\n"
    "FIRST_CLUSTER_LOCK_PV /dev/d\nSECOND_CLUSTER_LOCK_PV /dev/e\nNODE_NAME a  # <- MC113\n"
    "FIRST_CLUSTER_LOCK_PV /dev/d\nVOLUME_GROUP /dev/l\nVOLUME_GROUP /dev/m\n",
    ONE + "SECOND_CLUSTER_LOCK_PV /dev/d  # <- MC115\nNODE_NAME b\n",
    ONE + "FIRST_CLUSTER_LOCK_PV disk  # <- MC113 MC113\nNODE_NAME b\n",
    # a node in two sections has the lock in one of them
    HEAD + nodes(2, "CLUSTER_LOCK_LUN /dev/sda\n") + "NODE_NAME n2  # <- MC104\nNETWORK_INTERFACE lan1\n",
    HEAD + "FIRST_CLUSTER_LOCK_VG /dev/l\n" + nodes(2, "FIRST_CLUSTER_LOCK_PV /dev/d\n")
    + "NODE_NAME n2  # <- MC104\nVOLUME_GROUP /dev/l\n",
]  # fmt: skip


@pytest.mark.parametrize("text", LOCKS)
def test_locks(text: str, lint: Lint) -> None:
    expected = text.replace("VOLUME_GROUP l\nVOLUME_GROUP /dev/l  # <- MC138\n", "VOLUME_GROUP l  # <- MC138\n")
    lint("cluster", expected)


def test_a_lock_group_is_added_in_the_style_of_its_neighbours(fixed: Fix) -> None:
    head = "CLUSTER_NAME c\r\nFIRST_CLUSTER_LOCK_VG vgl\r\nNODE_NAME a\r\n  FIRST_CLUSTER_LOCK_PV /dev/d\r\n"
    before = head + "volume_group\t\t/dev/vg01\r\n# end"
    after = head + "volume_group\t\t/dev/vg01\r\nvolume_group\t\t/dev/vgl\r\n# end"
    assert fixed("cluster", before, "MC114", unsafe=False) == after


def test_a_lock_group_is_added_to_a_file_without_a_list(fixed: Fix) -> None:
    head = "CLUSTER_NAME  c\nFIRST_CLUSTER_LOCK_VG  /dev/vgl\nNODE_NAME  a\n  FIRST_CLUSTER_LOCK_PV  /dev/d\n"
    assert fixed("cluster", head + "NODE_TIMEOUT  8000000", "MC114") == (
        head + "NODE_TIMEOUT  8000000\nVOLUME_GROUP  /dev/vgl"
    )
    assert fixed("cluster", head, "MC114") == head.replace("vgl\n", "vgl\nVOLUME_GROUP  /dev/vgl\n", 1)


NODES = [
    ONE + "NODE_NAME a.b.c  # <- MC104 MC105\n",
    ONE + "QS_HOST q\nNODE_NAME A  # <- MC104\n",
    HEAD + "NODE_NAME a.b  # <- MC105\n",
    HEAD + "NODE_NAME 10.1.1.1  # <- MC105\n",
    HEAD + "NODE_NAME a b  # <- MC156\n",
    HEAD + "NODE_NAME  # <- MC150\n",
]


@pytest.mark.parametrize("text", NODES)
def test_nodes(text: str, lint: Lint) -> None:
    lint("cluster", text)


DOMAINS = [
    ("NODE_NAME a.x.y # z\nNODE_NAME b.x\n", "NODE_NAME a # z\nNODE_NAME b\n"),
    ("NODE_NAME a.x\nNODE_NAME a.y\n", "NODE_NAME a.x\nNODE_NAME a.y\n"),
    ("NODE_NAME a\nNODE_NAME a.y\n", "NODE_NAME a\nNODE_NAME a.y\n"),
    ("NODE_NAME 10.1.1.1\n", "NODE_NAME 10.1.1.1\n"),
    ("NODE_NAME .x\n", "NODE_NAME .x\n"),
]


@pytest.mark.parametrize("kind", ["cluster", "legacy-package", "modular-package"])
@pytest.mark.parametrize(("before", "after"), DOMAINS)
def test_a_domain_goes_where_nothing_collides(kind: str, before: str, after: str, fixed: Fix) -> None:
    assert fixed(kind, before, "MC105", unsafe=False) == after


ADDRESSES = [
    ONE + "NETWORK_INTERFACE lan0\nHEARTBEAT_IP fd00::1\nNETWORK_INTERFACE lan1\nSTATIONARY_IP fd00:0::1  # <- MC126\n",
    ONE + "NETWORK_INTERFACE lan0\nHEARTBEAT_IP 10.1.1.1\nSTATIONARY_IP fd00::1\nSTATIONARY_IP fd00:1::1\n",
    ONE + "NETWORK_INTERFACE lan0\nSTATIONARY_IP 10.1.1.1\nSTATIONARY_IP 10.1.1.2  # <- MC127\n",
    ONE + "NETWORK_INTERFACE lan0\nHEARTBEAT_IP 10.1.1.1\nHEARTBEAT_IP fd00::1  # <- MC127\n",
    ONE + "NETWORK_INTERFACE lan0\nNETWORK_INTERFACE lan1\nNODE_NAME b\nNETWORK_INTERFACE lan0\nQS_HOST q\n",
    ONE + "NETWORK_INTERFACE lan0\nNETWORK_INTERFACE lan00\nNETWORK_INTERFACE lan0  # <- MC128\n",
]


@pytest.mark.parametrize("text", ADDRESSES)
def test_addresses(text: str, lint: Lint) -> None:
    lint("cluster", text)


TIMES = [
    # line, value after the unsafe fix of MC129; None: not flagged
    ("NODE_TIMEOUT 8", "8000000"),
    ("NODE_TIMEOUT 999", "999"),  # 999 s is out of range
    ("NODE_TIMEOUT 8000", "8000000"),
    ("NODE_TIMEOUT 100000", None),
    ("HEARTBEAT_INTERVAL 1", "1000000"),
    ("MEMBER_TIMEOUT 14", "14000000"),
    ("AUTO_START_TIMEOUT 600", "600000000"),
    ("AUTO_START_TIMEOUT 0", None),
    ("NETWORK_POLLING_INTERVAL 2000", "2000000"),
    ("QS_POLLING_INTERVAL 300", "300000000"),
    ("QS_POLLING_INTERVAL 10000000", None),
    ("QS_TIMEOUT_EXTENSION 5", None),
    ("CONFIGURED_IO_TIMEOUT_EXTENSION 5", None),
    ("MAX_CONFIGURED_PACKAGES 5", None),
]


@pytest.mark.parametrize(("line", "after"), TIMES)
def test_times_in_the_wrong_unit(line: str, after: str | None, fixed: Fix) -> None:
    text = f"{ONE}QS_HOST q\n{line}\n"
    found = check(parse(text, kind="cluster"), Selection(select=("MC129", "MC131", "MC133", "MC135", "MC136", "MC119")))
    assert [finding.code for finding in found if finding.line == 4] == ["MC129"] * (after is not None)
    name, value = line.split()
    assert fixed("cluster", text, "MC129") == f"{ONE}QS_HOST q\n{name} {after or value}\n"


PAIRS = [
    ("HEARTBEAT_INTERVAL 1000000\nNODE_TIMEOUT 2000000\n", False),
    ("HEARTBEAT_INTERVAL 1000001\nNODE_TIMEOUT 2000000\n", True),
    ("NODE_TIMEOUT 1999999\n", True),
    ("NODE_TIMEOUT 2000000\n", False),
    ("HEARTBEAT_INTERVAL 1000000\n", False),
    ("HEARTBEAT_INTERVAL 3000000\n", True),
    ("", False),
    ("NODE_TIMEOUT 8s\n", False),
    ("NODE_TIMEOUT 1000000\nMEMBER_TIMEOUT 14000000\n", False),
]


@pytest.mark.parametrize(("lines", "expected"), PAIRS)
def test_node_timeout_is_at_least_two_intervals(lines: str, expected: bool, fixed: Fix) -> None:
    text = ONE + lines
    assert bool(check(parse(text, kind="cluster"), Selection(select=("MC130",)))) == expected
    after = fixed("cluster", text, "MC130")
    assert (after != text) == (expected and "NODE_TIMEOUT" in lines)


def test_a_policy_has_three_lines_in_order(lint: Lint) -> None:
    lint(
        "cluster",
        ONE
        + """\
USER_NAME ANY_USER
USER_HOST any_serviceguard_node
USER_ROLE monitor
USER_NAME a b c d e f g h
USER_HOST anna
USER_ROLE PACKAGE_ADMIN
USER_NAME k l m n o p q r s  # <- MC143
USER_HOST 10.1.1.1  # <- MC143
USER_ROLE OPERATOR  # <- MC143
USER_NAME any_user
USER_NAME x any_user  # <- MC143
USER_HOST CLUSTER_MEMBER_NODE
USER_ROLE FULL_ADMIN  # <- MC146
""".replace("USER_NAME any_user\n", "USER_NAME any_user  # <- MC143 MC143\n", 1),
    )
