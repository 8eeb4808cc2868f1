"""What the packages of a cluster choose: names, places of dependencies, policies, file systems of other machines, limits."""

from __future__ import annotations

import pytest

from mcsgconf.lint.engine import check
from mcsgconf.lint.select import Selection
from mcsgconf.models.document import parse
from mcsgconf.site import Site

CLUSTER = "CLUSTER_NAME c\nQS_HOST q\nNODE_NAME anna\nNODE_NAME bert\nMEMBER_TIMEOUT 14000000\n{more}"

Found = set[tuple[str, int, str]]
Files = dict[str, str]


def cluster(*more: str) -> str:
    return CLUSTER.format(more="".join(f"{line}\n" for line in more))


def modular(name: str, *more: str) -> str:
    return "\n".join([f"package_name {name}", "node_name anna", "node_name bert", *more, ""])


def legacy(name: str, *more: str) -> str:
    return "\n".join([f"PACKAGE_NAME {name}", "NODE_NAME anna", "RUN_SCRIPT /etc/cmcluster/a", *more, ""])


def needs(other: str, state: str, place: str, name: str = "d") -> tuple[str, str, str]:
    return f"dependency_name {name}", f"dependency_condition {other} = {state}", f"dependency_location {place}"


def found(files: Files, code: str, target: str | None = None) -> Found:
    documents = [parse(text, name=name, target=target) for name, text in files.items()]
    return {(f.path, f.line, f.code) for f in check(Site.of(documents), Selection(select=(code,)))}


ONE_FILE: list[tuple[str, str, set[int]]] = [
    ("MC228", modular("p", *needs("q", "UP", "same_node"), *needs("r", "UP", "same_node")), {7}),
    ("MC228", modular("p", *needs("q", "UP", "same_node"), *needs("r", "UP", "same_node", "D")), set()),
    ("MC228", legacy("p", *map(str.upper, (*needs("q", "UP", "same_node"), *needs("r", "UP", "same_node")))), {7}),
    *(
        ("MC228", modular("p", *needs("q", state, place)), set() if legal else {6})
        for state, place, legal in [
            ("UP", "same_node", True),
            ("DOWN", "same_node", True),
            ("UP", "any_node", True),
            ("UP", "DIFFERENT_NODE", True),
            ("up", "all_nodes", False),
            ("DOWN", "all_nodes", True),
            ("DOWN", "any_node", False),
            ("down", "different_node", False),
        ]
    ),
    ("MC415", modular("p", "generic_resource_name a", "generic_resource_name b", "generic_resource_name a"), {6}),
    ("MC222", modular("p", "pev_a 1", "PEV_A 2", "pev_b 1"), {5}),
    ("MC229", modular("p", "failover_policy min_package_node", "priority 20"), {5}),
    ("MC229", modular("p", "failover_policy MIN_PACKAGE_NODE", "priority no_priority"), set()),
    ("MC229", modular("p", "failover_policy configured_node", "priority 20"), set()),
    ("MC229", legacy("p", "FAILOVER_POLICY MIN_PACKAGE_NODE", "PRIORITY 20"), {5}),
    ("MC405", modular("p", "ip_subnet 10.1.1.0", "ip_subnet 10.1.2.0", "ip_address 10.1.2.1"), {4}),
    (
        "MC405",
        modular("p", "ip_subnet 10.1.1.0", "ip_address 10.1.1.1", "ip_subnet 10.1.1.0", "ip_address 10.1.1.2"),
        {6},
    ),
    ("MC408", modular("p", "fs_name /dev/vg01/rlvol1", "fs_directory /a"), {4}),
    ("MC408", modular("p", "fs_name /dev/vx/rdsk/dg/v", "fs_directory /a"), {4}),
    ("MC408", modular("p", "fs_name /dev/vg01/raw", "fs_directory /a"), set()),
    ("MC408", modular("p", "fs_name /dev/vg01/lvol1", "fs_directory a"), {5}),
    ("MC408", modular("p", "fs_name /dev/vg01/lvol1", "fs_directory $SGCONF/a"), set()),
    ("MC423", modular("p", "fs_name /a", "fs_server filer", "fs_directory /b", "fs_type NFS"), set()),
    ("MC423", modular("p", "fs_name /a", "fs_server filer", "fs_directory /b"), {5}),
    ("MC423", modular("p", "fs_name /a", "fs_server filer", "fs_directory /b", "fs_type vxfs"), {7}),
    ("MC423", modular("p", "fs_name /a", 'fs_server ""', "fs_directory /b", "fs_type vxfs"), set()),
    ("MC521", modular("p", "weight_name w", "weight_value 1", "failback_policy automatic"), {6}),
    ("MC521", modular("p", "weight_name w", "weight_value 1", "failback_policy manual"), set()),
    ("MC521", modular("p", "failback_policy automatic"), set()),
]


@pytest.mark.parametrize(("code", "text", "expected"), ONE_FILE)
def test_one_package(code: str, text: str, expected: set[int]) -> None:
    assert {line for _, line, _ in found({"p": text}, code)} == expected


APART = modular("p", "priority 20", *needs("q", "UP", "different_node"))
SITES: list[tuple[str, Files, Found]] = [
    ("MC518", {"c": cluster(), "p": APART, "q": modular("q", "priority 10")}, set()),
    ("MC518", {"c": cluster(), "p": APART, "q": modular("q", "priority 20")}, set()),
    ("MC518", {"c": cluster(), "p": APART, "q": modular("q", "priority 30")}, {("p", 7, "MC518")}),
    ("MC518", {"c": cluster(), "p": APART, "q": modular("q")}, {("p", 7, "MC518")}),
    ("MC518", {"c": cluster(), "p": APART.replace("different_node", "same_node"), "q": modular("q")}, set()),
    ("MC518", {"c": cluster(), "p": APART.replace("priority 20", "priority no_priority"), "q": modular("q")}, set()),
    ("MC518", {"c": cluster(), "p": APART, "q": modular("q", "package_type multi_node")}, {("p", 7, "MC518")}),
    ("MC518", {"c": cluster(), "p": APART}, set()),
    (
        "MC521",
        {"c": cluster(), "p": modular("p", "weight_name w", "weight_value 1", "failover_policy min_package_node")},
        {("p", 4, "MC521"), ("p", 6, "MC521")},
    ),
    ("MC528", {"c": cluster(), "p": modular("p", "failover_policy site_preferred_manual")}, {("p", 4, "MC528")}),
    ("MC528", {"c": cluster("SITE_NAME s"), "p": modular("p", "failover_policy site_preferred")}, set()),
    ("MC528", {"c": cluster(), "p": modular("p", "failover_policy configured_node")}, set()),
    ("MC528", {"p": modular("p", "failover_policy site_preferred")}, set()),
    (
        "MC529",
        {
            "c": cluster(),
            "p": modular("p", "generic_resource_name a", "generic_resource_up_criteria >5"),
            "q": modular("q", "generic_resource_name a"),
        },
        {("q", 4, "MC529")},
    ),
    (
        "MC529",
        {
            "p": modular("p", "generic_resource_name a", "generic_resource_up_criteria >5"),
            "q": modular("q", "generic_resource_name a"),
        },
        set(),
    ),
    (
        "MC423",
        {"c": cluster(), "p": modular("p", "fs_name /a", "fs_server f", "fs_directory /b", "fs_type nfs")},
        {("p", 5, "MC423")},
    ),
    (
        "MC423",
        {
            "c": cluster("CONFIGURED_IO_TIMEOUT_EXTENSION 1"),
            "p": modular("p", "fs_name /a", "fs_server f", "fs_directory /b", "fs_type nfs"),
        },
        set(),
    ),
    ("MC423", {"c": cluster(), "p": modular("p", "fs_name /dev/vg01/a", "fs_directory /b")}, set()),
]


@pytest.mark.parametrize(("code", "files", "expected"), SITES)
def test_cluster(code: str, files: Files, expected: Found) -> None:
    assert found(files, code) == expected


def test_sites_on_linux_are_not_judged() -> None:
    files = {"c": cluster(), "p": modular("p", "failover_policy site_preferred")}
    assert found(files, "MC528", "linux:A.11.20.10") == set()


def numbered(name: str, first: int, count: int) -> list[str]:
    return [f"{name} {name[:1]}{number}" for number in range(first, first + count)]


LIMITS = [
    ("SERVICE_NAME", 30, 900),
    ("RESOURCE_NAME", 20, 60),
    ("generic_resource_name", 25, 100),
]


@pytest.mark.parametrize(("name", "each", "limit"), LIMITS)
def test_limits_of_a_cluster(name: str, each: int, limit: int) -> None:
    package = modular if name.islower() else legacy
    full = {
        f"p{at}": package(
            f"p{at}", *(line.replace("RESOURCE_NAME R", "RESOURCE_NAME /r") for line in numbered(name, at, each))
        )
        for at in range(0, limit, each)
    }
    one_more = package(
        "more", *(line.replace("RESOURCE_NAME R", "RESOURCE_NAME /r") for line in numbered(name, limit - 1, 2))
    )
    messages = [
        finding.message
        for files in ({"c": cluster(), **full}, {"c": cluster(), **full, "z": one_more})
        for finding in check(
            Site.of([parse(text, name=path) for path, text in files.items()]), Selection(select=("MC530",))
        )
    ]
    assert messages == [
        f"this is {name} number {limit + 1} of the cluster, all packages together; the limit is {limit}"
    ]
