"""What `diff` says of two files that differ: every change at the setting it is of, however little the files share."""

from __future__ import annotations

import pytest

import mcsgconf

NODE = "CLUSTER_NAME shop\nNODE_NAME anna\n"


def _diff(old: str, new: str) -> list[tuple[str, str]]:
    documents = (mcsgconf.parse(text, kind="cluster") for text in (old, new))
    return [(change.action, change.path) for change in mcsgconf.diff(*documents)]


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        (NODE, "# a comment\r\nNODE_NAME anna\r\ncluster_name   shop\r\n", []),
        ("", "CLUSTER_NAME shop\n", [("added", "CLUSTER_NAME")]),
        ("NODE_NAME anna\n", "NODE_NAME bert\n", [("removed", "NODE_NAME[anna]"), ("added", "NODE_NAME[bert]")]),
        (
            "CLUSTER_NAME shop\nQS_HOST anna\n",
            "CLUSTER_NAME mail\nNODE_TIMEOUT 8000000\nHEARTBEAT_INTERVAL 1000000\nFIRST_CLUSTER_LOCK_VG /dev/vg01\n",
            [
                ("changed", "CLUSTER_NAME"),
                ("added", "FIRST_CLUSTER_LOCK_VG"),
                ("added", "HEARTBEAT_INTERVAL"),
                ("added", "NODE_TIMEOUT"),
                ("removed", "QS_HOST"),
            ],
        ),
        (
            f"{NODE}NETWORK_INTERFACE lan0\nHEARTBEAT_IP 10.1.1.1\n",
            f"{NODE}NETWORK_INTERFACE lan1\nHEARTBEAT_IP 10.1.1.1\n",
            [
                ("removed", "NODE_NAME[anna]/NETWORK_INTERFACE[lan0]"),
                ("added", "NODE_NAME[anna]/NETWORK_INTERFACE[lan1]"),
            ],
        ),
        (
            f"{NODE}NODE_TIMOUT 1\nNODE_TIMOUT 2\n",
            f"{NODE}NODE_TIMOUT 3\nNODE_TIMOUT 2\n",
            [("changed", "NODE_NAME[anna]/NODE_TIMOUT")],
        ),
        (f"{NODE}NODE_NAME anna\n", NODE, [("removed", "NODE_NAME[anna] (2)")]),
        (
            f"{NODE}NETWORK_INTERFACE lan0\nHEARTBEAT_IP 10.1.1.1\nNODE_NAME anna\n",
            f"{NODE}NETWORK_INTERFACE lan0\nHEARTBEAT_IP 10.1.1.9\nNODE_NAME anna\n",
            [("changed", "NODE_NAME[anna]/NETWORK_INTERFACE[lan0]/HEARTBEAT_IP")],
        ),
        (f"{NODE}VOLUME_GROUP /dev/vg01\nVOLUME_GROUP /dev/vg01\n", f"{NODE}VOLUME_GROUP /dev/vg01\n", []),
    ],
    ids=[
        "the same",
        "from nothing",
        "nothing shared",
        "little shared",
        "little shared within a node",
        "the earlier of two lines",
        "a node twice",
        "the earlier of two nodes",
        "listed twice",
    ],
)
def test_each_change_stands_at_its_setting(old: str, new: str, changes: list[tuple[str, str]]) -> None:
    assert _diff(old, new) == changes


def test_a_file_that_shares_nothing_says_what_each_side_has() -> None:
    (change,) = mcsgconf.diff(mcsgconf.parse("", kind="cluster"), mcsgconf.parse("CLUSTER_NAME shop\n"))
    assert (change.old, change.new) == (None, "shop")


def test_variables_and_users_of_a_modular_package_go_by_name() -> None:
    users = "user_name oper\nuser_host anna\nuser_role monitor\nuser_name oper\nuser_host bert\nuser_role {role}\n"
    old = f"package_name web\nmodule_name sg/all\npev_a 1\npev_b 1\n{users.format(role='monitor')}"
    new = f"package_name web\nmodule_name sg/all\nPEV_A 1\npev_b 2\n{users.format(role='package_admin')}"
    documents = (mcsgconf.parse(text, kind="modular-package") for text in (old, new))
    assert [(change.action, change.path) for change in mcsgconf.diff(*documents)] == [
        ("changed", "pev_b"),
        ("changed", "user_name[oper]@user_host[bert]/user_role"),
    ]
