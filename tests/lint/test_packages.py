"""Packages of both styles: times, policies, types, subnets, storage, and what stands in the template."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mcsgconf.lint.engine import check
from mcsgconf.lint.fixes import fix
from mcsgconf.lint.select import Selection
from mcsgconf.models.document import Document, parse
from mcsgconf.site import Site

if TYPE_CHECKING:
    from tests.lint.conftest import Fix

LEGACY = "PACKAGE_NAME p\nNODE_NAME a\nRUN_SCRIPT /etc/cmcluster/p.cntl\nHALT_SCRIPT /etc/cmcluster/p.cntl\n"
MODULAR = "package_name p\nnode_name a\n"
CLUSTER = "CLUSTER_NAME c\nQS_HOST q\nNODE_NAME a\nNODE_NAME b\n"


def found(code: str, *documents: Document) -> list[tuple[str, int, str]]:
    findings = check(Site.of(documents), Selection(select=(code,)))
    return [(finding.path, finding.line, finding.severity.value) for finding in findings]


def legacy(text: str, name: str = "c/p.conf", target: str | None = None) -> Document:
    return parse(text, kind="legacy-package", name=name, target=target)


def modular(text: str, name: str = "c/p.conf") -> Document:
    return parse(text, kind="modular-package", name=name)


def script(text: str, name: str = "c/p.cntl") -> Document:
    return parse(text, kind="control-script", name=name)


def cluster(text: str = CLUSTER) -> Document:
    return parse(text, kind="cluster", name="c/cluster.ascii")


# ------------------------------------------------------------------------------------------------ times

HALTS = [
    # HALT_SCRIPT_TIMEOUT, times of services, the value after the fix (None: not flagged)
    ("600", ("300",), None),
    ("300", ("300",), "600"),
    ("301", ("300",), None),
    ("300", ("200", "200"), "700"),
    ("300", ("0", "0"), None),
    ("300", (), None),
    ("NO_TIMEOUT", ("300",), None),
    ("0", ("300",), None),
    ("600000000", ("300",), None),  # MC209
    ("300", ("300000000",), None),  # MC213
    ("4294", ("4294",), "4294"),  # more is not legal
]


@pytest.mark.parametrize(("halt", "times", "after"), HALTS)
def test_the_halt_outlasts_the_services(halt: str, times: tuple[str, ...], after: str | None, fixed: Fix) -> None:
    services = "".join(f"SERVICE_NAME s{n}\nSERVICE_HALT_TIMEOUT {time}\n" for n, time in enumerate(times))
    text = f"{LEGACY}HALT_SCRIPT_TIMEOUT {halt}\n{services}"
    assert found("MC210", legacy(text)) == ([("c/p.conf", 5, "warning")] if after else [])
    assert fixed("legacy-package", text, "MC210") == text.replace(f"TIMEOUT {halt}", f"TIMEOUT {after or halt}", 1)


UNLIMITED = [
    (legacy(LEGACY), [3]),
    (legacy(LEGACY + "RUN_SCRIPT_TIMEOUT 10\n"), [4]),
    (legacy(LEGACY + "HALT_SCRIPT_TIMEOUT 10\n"), [3]),
    (legacy(LEGACY + "RUN_SCRIPT_TIMEOUT 10\nHALT_SCRIPT_TIMEOUT 10\n"), []),
    (legacy(LEGACY + "RUN_SCRIPT_TIMEOUT 0\nHALT_SCRIPT_TIMEOUT no_timeout\n"), [5]),
    (legacy(LEGACY + "RUN_SCRIPT_TIMEOUT NO_TIMEOUTS\nHALT_SCRIPT_TIMEOUT -1\n"), []),  # MC232, MC209
    (legacy(LEGACY + "RUN_SCRIPT_TIMEOUT\nHALT_SCRIPT_TIMEOUT 10\n"), []),  # MC150
    (modular(MODULAR), [1]),
    (modular(MODULAR + "run_script_timeout no_timeout\n"), [3]),
    (modular("node_name a\n"), []),
]


@pytest.mark.parametrize(("document", "expected"), UNLIMITED)
def test_scripts_without_a_timeout(document: Document, expected: list[int]) -> None:
    assert [line for _, line, _ in found("MC211", document)] == expected


def test_services_get_time_to_end(fixed: Fix) -> None:
    text = (
        LEGACY + "SERVICE_NAME\t\t\tone\r\nSERVICE_FAIL_FAST_ENABLED\tNO\r\n"
        "SERVICE_NAME\t\t\ttwo\r\nSERVICE_HALT_TIMEOUT\t\t0\r\nSERVICE_NAME\t\t\tthree\r\nSERVICE_HALT_TIMEOUT\t\t9"
    ).replace(LEGACY, LEGACY.replace("\n", "\r\n"))
    assert found("MC213", legacy(text)) == [("c/p.conf", 5, "info"), ("c/p.conf", 8, "warning")]
    expected = text.replace("\t\t0", "\t\t300").replace(
        "SERVICE_FAIL_FAST_ENABLED\tNO\r\n", "SERVICE_FAIL_FAST_ENABLED\tNO\r\nSERVICE_HALT_TIMEOUT\t\t300\r\n"
    )
    assert fixed("legacy-package", text, "MC213") == expected
    assert found("MC213", modular(MODULAR + "service_name s\nservice_cmd /s\n")) == [("c/p.conf", 3, "warning")]
    astray = LEGACY + "SERVICE_NAME s\nSUBNET 10.1.1.0\nSERVICE_HALT_TIMEOUT 9\n"
    assert found("MC213", legacy(astray)) == []


ROOM = [
    # line, packages beside the cluster file, release, severity, the line after the fix
    ("MAX_CONFIGURED_PACKAGES 0\n", 0, "A.11.16", "warning", "MAX_CONFIGURED_PACKAGES 10\n"),
    ("MAX_CONFIGURED_PACKAGES 0\n", 2, "A.11.16", "error", "MAX_CONFIGURED_PACKAGES 10\n"),
    ("MAX_CONFIGURED_PACKAGES 0\n", 20, "A.11.16", "error", "MAX_CONFIGURED_PACKAGES 25\n"),
    ("NODE_TIMEOUT 8000000\n", 1, "A.11.16", "error", "NODE_TIMEOUT 8000000\nMAX_CONFIGURED_PACKAGES 10\n"),
    ("MAX_CONFIGURED_PACKAGES 0\n", 2, "A.11.17", None, None),
    ("MAX_CONFIGURED_PACKAGES 0\n", 2, None, None, None),
    ("MAX_CONFIGURED_PACKAGES 1\n", 2, "A.11.16", None, None),
]


@pytest.mark.parametrize(("line", "packages", "release", "severity", "after"), ROOM)
def test_room_for_packages(
    line: str, packages: int, release: str | None, severity: str | None, after: str | None
) -> None:
    document = parse(CLUSTER + line, kind="cluster", name="c/cluster.ascii", target=release)
    files = [legacy(LEGACY.replace(" p\n", f" p{n}\n"), f"c/p{n}.conf") for n in range(packages)]
    site = Site.of([document, *files])
    findings = check(site, Selection(select=("MC137",)))
    assert [finding.severity.value for finding in findings] == ([severity] if severity else [])
    result = fix(site, Selection(select=("MC137",)), unsafe=True)
    fixed = result.documents.get(document.name, document)
    assert fixed.source.text == CLUSTER + (after or line)


# ------------------------------------------------------------------------------------------------ policies

ALONE = [
    (legacy(LEGACY), True),
    (legacy(LEGACY + "NODE_NAME b\n"), False),
    (legacy(LEGACY.replace(" a\n", " *\n")), False),
    (legacy(LEGACY + "PACKAGE_TYPE FAILOVER\n"), True),
    (legacy(LEGACY + "PACKAGE_TYPE MULTI_NODE\n"), False),
    (legacy(LEGACY + "PACKAGE_TYPE MULTI\n"), False),
    (modular(MODULAR), True),
    (modular("package_name p\n"), False),
]


@pytest.mark.parametrize(("package", "expected"), ALONE)
def test_a_package_with_one_node(package: Document, expected: bool) -> None:
    assert found("MC207", cluster(), package) == [("c/p.conf", 2, "warning")] * expected
    assert found("MC207", package) == []
    assert found("MC207", cluster("CLUSTER_NAME c\nNODE_NAME a\n"), package) == []


def test_fail_fast_says_what_goes_down_too(fixed: Fix) -> None:
    text = LEGACY + "NODE_FAIL_FAST_ENABLED\tyes\n"
    others = [legacy(LEGACY, "c/q.conf"), modular("package_name r\nnode_name *\n", "c/r.conf")]
    elsewhere = legacy(LEGACY.replace(" a\n", " b\n"), "c/s.conf")
    site = Site.of([cluster(), legacy(text), *others, elsewhere])
    (finding,) = check(site, Selection(select=("MC215",)))
    assert "on which 2 other packages of this cluster may run" in finding.message
    (finding,) = check(Site.of([cluster(), legacy(text), others[0]]), Selection(select=("MC215",)))
    assert "on which one other package of this cluster may run" in finding.message
    assert fixed("legacy-package", text, "MC215") == LEGACY + "NODE_FAIL_FAST_ENABLED\tno\n"


SYSTEM = "package_name p\npackage_type system_multi_node\nnode_name *\n"


@pytest.mark.parametrize("code", ["MC214", "MC215"])
def test_what_must_be_on_is_not_flagged(code: str) -> None:
    both = "node_fail_fast_enabled yes\nservice_name s\nservice_cmd /s\nservice_fail_fast_enabled yes\n"
    assert found(code, modular(SYSTEM + both)) == []
    assert len(found(code, modular(MODULAR + both))) == 1
    assert found(code, modular(MODULAR + both.replace("yes", "no"))) == []


def test_a_service_that_never_fails_does_not_reset_the_node() -> None:
    service = "service_name s\nservice_cmd /s\nservice_fail_fast_enabled yes\nservice_restart {}\n"
    assert found("MC214", modular(MODULAR + service.format("unlimited"))) == []
    assert len(found("MC214", modular(MODULAR + service.format("3")))) == 1


DEPENDENCY = "DEPENDENCY_NAME d\nDEPENDENCY_CONDITION {} = up\nDEPENDENCY_LOCATION SAME_NODE\n"
AUTO = [
    # package p, another package, code
    (LEGACY + "AUTO_RUN NO\n", "", "MC220"),
    (LEGACY + "PKG_SWITCHING_ENABLED NO\n", "", "MC220"),
    (LEGACY + "AUTO_RUN YES\n", "", None),
    (LEGACY, "", None),
    (LEGACY + "AUTO_RUN NO\n" + DEPENDENCY.format("q"), "", "MC416"),
    (LEGACY + "AUTO_RUN NO\n", DEPENDENCY.format("p"), "MC416"),
    (LEGACY + "AUTO_RUN NO\n", DEPENDENCY.format("x"), "MC220"),
    (LEGACY + "AUTO_RUN YES\n" + DEPENDENCY.format("q"), DEPENDENCY.format("p"), None),
]


@pytest.mark.parametrize(("package", "other", "code"), AUTO)
def test_packages_that_do_not_start_by_themselves(package: str, other: str, code: str | None) -> None:
    site = Site.of([cluster(), legacy(package), legacy(LEGACY.replace(" p\n", " q\n") + other, "c/q.conf")])
    findings = check(site, Selection(select=("MC220", "MC416")))
    assert [(finding.path, finding.code) for finding in findings] == ([("c/p.conf", code)] if code else [])


FAILBACKS = [("AUTOMATIC", "MANUAL"), ("automatic", "manual"), ("MANUAL", None), ("AUTOMATC", None)]


@pytest.mark.parametrize(("policy", "after"), FAILBACKS)
def test_going_back_by_itself(policy: str, after: str | None, fixed: Fix) -> None:
    text = f"{MODULAR}failback_policy {policy}\n"
    assert found("MC221", modular(text)) == [("c/p.conf", 3, "info")] * (after is not None)
    assert fixed("modular-package", text, "MC221") == text.replace(policy, after or policy)


ACROSS = [
    ("node_name *\nmonitored_subnet 10.1.1.0\nmonitored_subnet_access partial\n", True),
    ("node_name *\nip_subnet 10.1.1.0\nip_subnet_node a\n", True),
    ("node_name *\nmonitored_subnet 10.1.1.0\nmonitored_subnet_access FULL\n", False),
    ("node_name a\nip_subnet 10.1.1.0\nip_subnet_node a\n", False),
    ("ip_subnet 10.1.1.0\nip_subnet_node a\n", False),
]


@pytest.mark.parametrize(("text", "expected"), ACROSS)
def test_every_node_across_subnets(text: str, expected: bool) -> None:
    assert found("MC418", modular("package_name p\n" + text)) == [("c/p.conf", 2, "warning")] * expected


# ------------------------------------------------------------------------------------------------ types and storage

TYPES = [
    (modular(MODULAR + "package_type multi_node\nfailback_policy manual\n"), [(4, "error")]),
    (modular(MODULAR + "package_type multi_node\npriority no_priority\n"), []),
    (modular(MODULAR + "package_type multi_node\nip_subnet 10.1.1.0\nip_address 10.1.1.9\n"), [(4, "error")]),
    (modular(MODULAR + "package_type multi_node\nip_address 10.1.1.9\n"), [(4, "error")]),
    (modular(MODULAR + "failback_policy manual\ncluster_interconnect_subnet 10.1.1.0\n"), []),
    (modular(MODULAR + "package_type failover\ncluster_interconnect_subnet 10.1.1.0\n"), [(4, "error")]),
    (modular(MODULAR + "package_type multi_node\nfs_name f\nfs_server h\nfs_directory /f\n"), [(5, "error")]),
    (modular(SYSTEM + "auto_run no\nnode_fail_fast_enabled yes\n"), [(4, "error")]),
    (modular(SYSTEM + "auto_run yes\n"), []),
    (legacy(LEGACY + "PACKAGE_TYPE MULTI_NODE\nFAILOVER_POLICY CONFIGURED_NODE\n"), [(6, "warning")]),
    (legacy(LEGACY + "PACKAGE_TYPE MULTI_NODE\nFAILOVER_POLICY CONFIGURED_NODE\n", target="A.11.18"), [(6, "error")]),
    (legacy(LEGACY + "PACKAGE_TYPE SYSTEM_MULTI_NODE\nFAILBACK_POLICY MANUAL\n", target="A.11.16"), [(2, "error")]),
    (legacy(LEGACY + "PACKAGE_TYPE MULTI\nFAILOVER_POLICY CONFIGURED_NODE\n"), []),
    (legacy(LEGACY + "PACKAGE_TYPE FAILOVER\nFAILOVER_POLICY CONFIGURED_NODE\nPRIORITY 20\n"), []),
]


@pytest.mark.parametrize(("document", "expected"), TYPES)
def test_parameters_of_another_type(document: Document, expected: list[tuple[int, str]]) -> None:
    assert [(line, severity) for _, line, severity in found("MC225", document)] == expected


def test_addresses_of_a_package_on_several_nodes() -> None:
    started = script("IP[0]=10.1.1.9\nSUBNET[0]=10.1.1.0\n")
    assert found("MC225", legacy(LEGACY + "PACKAGE_TYPE MULTI_NODE\n"), started) == [("c/p.cntl", 1, "error")]
    assert found("MC225", legacy(LEGACY + "PACKAGE_TYPE FAILOVER\n"), started) == []
    assert found("MC225", legacy(LEGACY), started) == []


GROUPS = [
    ("/dev/vg01", True),
    ("/dev/vx/dsk/dg01", False),
    ("dg01", False),
    ("vgscript", True),
    ("vgcluster", True),
]


@pytest.mark.parametrize(("group", "expected"), GROUPS)
def test_groups_of_lvm_among_those_of_cvm(group: str, expected: bool) -> None:
    package = legacy(f"{LEGACY}STORAGE_GROUP {group}\n")
    files = (cluster(CLUSTER + "VOLUME_GROUP /dev/vgcluster\n"), package, script("VG[0]=vgscript\n"))
    assert found("MC223", *files) == [("c/p.conf", 5, "error")] * expected
    assert found("MC223", package) == [("c/p.conf", 5, "error")] * group.startswith("/dev/vg")


MONITORED = [
    ("10.1.1.0", False),
    ("10.1.1.64", False),
    ("10.1.1.20", False),  # a network of four addresses
    ("10.1.1.17", True),
    ("10.1.1.18", True),
    ("10.0.0.0", False),
    ("fd00:1::", False),
    ("fd00:1::1", True),
    ("fd00:1::/64", False),
    ("fe80::", True),
    ("0.0.0.0", False),
]


@pytest.mark.parametrize(("subnet", "expected"), MONITORED)
def test_watched_subnets_are_networks(subnet: str, expected: bool) -> None:
    assert found("MC218", legacy(f"{LEGACY}SUBNET {subnet}\n")) == [("c/p.conf", 5, "error")] * expected
    assert found("MC218", modular(f"{MODULAR}monitored_subnet {subnet}\n")) == [("c/p.conf", 3, "error")] * expected


def test_a_netmask_behind_a_subnet_is_shown_nowhere() -> None:
    assert found("MC218", legacy(f"{LEGACY}SUBNET 10.1.1.0/24\n")) == [("c/p.conf", 5, "warning")]
    assert found("MC218", modular(f"{MODULAR}monitored_subnet 10.1.1.0/24\n")) == [("c/p.conf", 3, "warning")]


def test_an_address_of_a_node_is_no_subnet() -> None:
    interface = "NETWORK_INTERFACE lan0\nHEARTBEAT_IP 10.1.1.64\n"
    package = legacy(f"{LEGACY}SUBNET 10.1.1.64\n")
    assert found("MC218", cluster(CLUSTER + interface), package) == [("c/p.conf", 5, "error")]
    assert found("MC218", package) == []
    odd = interface.replace("64", "17")  # told once, by the address itself
    assert len(found("MC218", cluster(CLUSTER + odd), legacy(f"{LEGACY}SUBNET 10.1.1.17\n"))) == 1


WATCHED = [
    # SUBNET lines, the script, lines with a finding, lines after the fix
    ("SUBNET 10.1.1.0\n", "IP[0]=10.1.1.9\nSUBNET[0]=10.1.1.0\n", [], ""),
    ("SUBNET 10.1.1.0\n", "IP[0]=10.2.1.9\nSUBNET[0]=10.2.1.0\n", [5], "SUBNET 10.2.1.0\n"),
    ("", "IP[0]=10.2.1.9\nSUBNET[0]=10.2.1.0\n", [1], ""),
    ("", "IP[0]=10.2.1.9\nSUBNET[0]=$NET\n", [], ""),
    ("", "SUBNET[0]=10.2.1.0\n", [], ""),
    ("SUBNET backbone\n", "IP[0]=10.2.1.9\nSUBNET[0]=10.2.1.0\n", [], ""),
]


@pytest.mark.parametrize(("watched", "started", "expected", "added"), WATCHED)
def test_subnets_of_addresses_are_watched(watched: str, started: str, expected: list[int], added: str) -> None:
    site = Site.of([legacy(LEGACY + watched), script(started)])
    findings = check(site, Selection(select=("MC406",)))
    assert [(finding.path, finding.line) for finding in findings] == [("c/p.conf", line) for line in expected]
    edits = [edit.replacement for finding in findings if finding.fix for edit in finding.fix.edits]
    assert "".join(edits) == added


def test_a_subnet_for_some_nodes_is_left_to_people() -> None:
    text = MODULAR + "ip_subnet 10.1.1.0\nip_subnet_node a\nip_address 10.1.1.9\n"
    (finding,) = check(modular(text), Selection(select=("MC406",)))
    assert finding.fix is None


VOLUMES = [
    ("vg vg01\nfs_name /dev/vg01/l\nfs_directory /a\n", None),
    ("vg /dev/vg01\nfs_name /dev/vg02/l\nfs_directory /a\n", "error"),
    ("fs_name /dev/vg02/l\nfs_directory /a\n", "warning"),
    ("vg vg01\nexternal_pre_script /x\nfs_name /dev/vg02/l\nfs_directory /a\n", "warning"),
    ("vg VG01\nfs_name /dev/vg01/l\nfs_directory /a\n", "error"),
    ("vxvm_dg dg\nfs_name /dev/vx/dsk/dg/v\nfs_directory /a\n", None),
    ("cvm_dg dg\nfs_name /dev/vx/dsk/other/v\nfs_directory /a\n", "error"),
    ("vg vg01\nfs_name /dev/mapper/vg02-l\nfs_directory /a\n", None),
    ("vg vg01\nfs_name /dev/dsk/c1t0d0\nfs_directory /a\n", None),
    ("vg vg01\nfs_name /export\nfs_server h\nfs_directory /a\nfs_type nfs\n", None),
    ("vg vg01\nfs_name /dev/vg02/l\nfs_server h\nfs_directory /a\n", None),
    ('vg vg01\nfs_name "/dev/vg02/l"\nfs_server ""\nfs_directory /a\n', "error"),
    ("vg vg01\nfs_name /dev/vg02/l\nfs_directory /a\nfs_type gfs\n", None),
]


@pytest.mark.parametrize(("text", "severity"), VOLUMES)
def test_volumes_have_their_group(text: str, severity: str | None) -> None:
    severities = [severity for _, _, severity in found("MC407", modular(MODULAR + text))]
    assert severities == ([severity] if severity else [])


COMMANDS = [
    ("/etc/cmcluster/p/mon.sh", None),
    ('"/etc/cmcluster/p/mon.sh a"', None),
    ("$SGCONF/p/mon.sh", None),
    ('"${SGSBIN}/mon a"', None),
    ("exec /x", None),
    ("while : ; do /x ; sleep 5 ; done", None),
    ("A=1 /x", None),
    ("mon.sh", "error"),
    ('"mon.sh a"', "error"),
    ("./mon.sh", "error"),
    ("su - oracle -c /x", "warning"),
    ("nohup /x", "warning"),
    ("$ORACLE_HOME/bin/x", "warning"),
    ("<command>", None),  # MC150
    ('""', None),
]


@pytest.mark.parametrize(("command", "severity"), COMMANDS)
def test_commands_of_services(command: str, severity: str | None) -> None:
    text = f"{MODULAR}service_name s\nservice_cmd {command}\n"
    assert found("MC403", modular(text)) == ([("c/p.conf", 4, severity)] if severity else [])


SEQUENCES = [
    ("volume_group filesystem package_ip external service", []),
    ("service volume_group filesystem", [4]),
    ("volume_group external filesystem package_ip", [5]),
    ("volume_group volume_group", []),
    ("filesystem", []),
    ("colour volume_group paint filesystem", []),
]


@pytest.mark.parametrize(("names", "expected"), SEQUENCES)
def test_the_order_of_modules(names: str, expected: list[int]) -> None:
    text = "".join(f"operation_sequence $SGCONF/scripts/sg/{name}.sh\n" for name in names.split())
    assert [line for _, line, _ in found("MC414", modular(MODULAR + text))] == expected


# ------------------------------------------------------------------------------------------------ names and words

EXAMPLES = [
    (script("IP[0]=192.10.25.12\n"), [1]),
    (script("IP[0]=192.10.250.12\nSERVICE_CMD[0]=/opt/xclocks\n"), []),
    (script('SERVICE_CMD[0]="xload"\n'), [1]),
    (script('# IP[0]=192.10.25.12\nNOTE="192.10.25.12"\n'), []),
    (legacy(LEGACY + "SUBNET 192.10.25.0\n"), [5]),
    (legacy(LEGACY.replace(" p\n", " pkg1\n").replace(" a\n", " lpTest1\n")), [2]),
    (legacy(LEGACY.replace(" p\n", " pkg1\n")), []),
    (legacy(LEGACY.replace(" a\n", " lptest1\n")), []),
    (modular(MODULAR + "ip_subnet 192.10.25.0\nip_address 2001::3\nservice_name s\nservice_cmd /X/xclock\n"), [3, 4, 6]),
]  # fmt: skip


@pytest.mark.parametrize(("document", "expected"), EXAMPLES)
def test_values_of_the_template(document: Document, expected: list[int]) -> None:
    assert [line for _, line, _ in found("MC230", document)] == expected


STRICTER = [
    ("PACKAGE_NAME a+b", None, True),
    ("PACKAGE_NAME a+b", "hp-ux:A.11.17", True),
    ("PACKAGE_NAME a+b", "hp-ux:A.11.18", False),  # MC204
    ("SERVICE_NAME _a", None, True),
    ("SERVICE_NAME a/b", None, False),  # MC202
    ('SERVICE_NAME "a"', None, False),
    ("SERVICE_NAME a.b-c_1", None, False),
    ("SERVICE_NAME <name>", None, False),
    ("DEPENDENCY_NAME a+b", None, True),
]


@pytest.mark.parametrize(("line", "target", "expected"), STRICTER)
def test_names_that_a_later_release_refuses(line: str, target: str | None, expected: bool) -> None:
    assert found("MC913", legacy(f"{line}\n", target=target)) == [("c/p.conf", 1, "info")] * expected


WORDS = [
    ("legacy-package", "RUN_SCRIPT_TIMEOUT", "NO_TIMEOUTS", "NO_TIMEOUT"),
    ("legacy-package", "HALT_SCRIPT_TIMEOUT", "notimeout", "NO_TIMEOUT"),
    ("legacy-package", "SUCCESSOR_HALT_TIMEOUT", "NO-TIMEOUT", "NO_TIMEOUT"),
    ("legacy-package", "PRIORITY", "NO_PRIORTY", "NO_PRIORITY"),
    ("legacy-package", "PRIORITY", "no_priority", None),
    ("legacy-package", "PRIORITY", "high", None),  # MC229
    ("modular-package", "run_script_timeout", "no_timout", "no_timeout"),
    ("modular-package", "priority", "NO_PRIORITIES", "no_priority"),
]


@pytest.mark.parametrize(("kind", "name", "word", "after"), WORDS)
def test_words_in_place_of_numbers(kind: str, name: str, word: str, after: str | None, fixed: Fix) -> None:
    text = f"{name}  {word}\n"
    assert fixed(kind, text, "MC232") == f"{name}  {after or word}\n"


def test_one_node_in_two_cases() -> None:
    assert found("MC157", legacy(LEGACY + "NODE_NAME A\n")) == [("c/p.conf", 5, "warning")]
    assert found("MC157", legacy(LEGACY + "NODE_NAME a\n")) == []  # MC206
    text = "package_name p\nnode_name Anna\nip_subnet 10.1.1.0\nip_subnet_node anna\n"
    assert found("MC157", modular(text)) == [("c/p.conf", 4, "error")]
    assert found("MC157", modular(text.replace("ip_subnet_node anna", "ip_subnet_node bert"))) == []
