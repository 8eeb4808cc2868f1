"""One view of a package: a legacy one of two files and a modular one of a single file say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mcsgconf.models.document import parse
from mcsgconf.models.views import package_view

if TYPE_CHECKING:
    from mcsgconf.models.located import Located
    from mcsgconf.models.package import Package

LEGACY = """\
PACKAGE_NAME shop
PACKAGE_TYPE FAILOVER
NODE_NAME alfa
NODE_NAME beta
AUTO_RUN YES
NET_SWITCHING_ENABLED NO
NODE_FAIL_FAST_ENABLED NO
FAILOVER_POLICY CONFIGURED_NODE
FAILBACK_POLICY MANUAL
PRIORITY 20
RUN_SCRIPT /etc/cmcluster/shop/shop.cntl
RUN_SCRIPT_TIMEOUT NO_TIMEOUT
HALT_SCRIPT_TIMEOUT 300
SUBNET 10.1.1.0
SERVICE_NAME mon
SERVICE_FAIL_FAST_ENABLED NO
SERVICE_HALT_TIMEOUT 60
DEPENDENCY_NAME db
DEPENDENCY_CONDITION db = UP
DEPENDENCY_LOCATION SAME_NODE
"""
SCRIPT = """\
VGCHANGE="vgchange -a e"
VG[0]=vg01
LV[0]=/dev/vg01/lv; FS[0]=/a; FS_TYPE[0]=vxfs; FS_MOUNT_OPT[0]="-o rw"
IP[0]=10.1.1.50; SUBNET[0]=10.1.1.0
SERVICE_NAME[0]=mon; SERVICE_CMD[0]="/a/mon.sh -v"; SERVICE_RESTART[0]="-r 2"
"""
MODULAR = """\
package_name shop
package_type failover
node_name alfa
node_name beta
auto_run yes
local_lan_failover_allowed no
node_fail_fast_enabled no
failover_policy configured_node
failback_policy manual
priority 20
run_script_timeout no_timeout
halt_script_timeout 300
monitored_subnet 10.1.1.0
service_name mon
service_cmd "/a/mon.sh -v"
service_restart 2
service_fail_fast_enabled no
service_halt_timeout 60
dependency_name db
dependency_condition db = up
dependency_location same_node
vgchange_cmd "vgchange -a e"
vg /dev/vg01
fs_name /dev/vg01/lv
fs_directory /a
fs_type vxfs
fs_mount_opt "-o rw"
ip_subnet 10.1.1.0
ip_address 10.1.1.50
"""


def legacy(package_file: str, script: str | None) -> Package:
    control_script = None if script is None else parse(script, kind="control-script", name="p.cntl")
    return package_view(parse(package_file, kind="legacy-package", name="p.conf"), control_script)


def modular(text: str) -> Package:
    return package_view(parse(text, kind="modular-package", name="p.mod"))


def said(located: Located[object] | None) -> object:
    """The value alone."""
    return None if located is None else located.value


def contents(package: Package) -> dict[str, object]:
    """All that a view says, without places."""
    singles = (
        "name type auto_run local_lan_failover_allowed node_fail_fast failover_policy failback_policy priority vgchange "
        "run_script_timeout halt_script_timeout"
    ).split()
    return {name: said(getattr(package, name)) for name in singles} | {
        "nodes": [said(node) for node in package.nodes],
        "services": [
            tuple(map(said, (s.name, s.declared, s.started, s.cmd, s.restart, s.fail_fast, s.halt_timeout)))
            for s in package.services
        ],
        "volume_groups": [said(vg) for vg in package.volume_groups],
        "file_systems": [tuple(map(said, (f.device, f.directory, f.type, f.mount_opt))) for f in package.file_systems],
        "addresses": [tuple(map(said, (a.address, a.subnet))) for a in package.addresses],
        "monitored": [said(m.subnet) for m in package.monitored_subnets],
        "dependencies": [tuple(map(said, (d.name, d.condition, d.location))) for d in package.dependencies],
    }


def test_both_styles_give_the_same_view() -> None:
    said_by_both = contents(legacy(LEGACY, SCRIPT))
    assert None not in said_by_both.values()
    assert contents(modular(MODULAR)) == said_by_both


def test_every_value_knows_the_document_it_stands_in() -> None:
    package = legacy(LEGACY, SCRIPT)
    (service,) = package.services
    for placed, document in [
        (package.name, "p.conf"),
        (service.declared, "p.conf"),
        (service.halt_timeout, "p.conf"),
        (service.started, "p.cntl"),
        (service.cmd, "p.cntl"),
        (package.volume_groups[0], "p.cntl"),
        (package.addresses[0].subnet, "p.cntl"),
        (package.monitored_subnets[0].subnet, "p.conf"),
    ]:
        assert placed is not None
        assert placed.document.name == document
        assert placed.document.source.slice(placed.span) == placed.text


SERVICES = [
    # package file, control script, (declared, started, index)
    ("mon", "SERVICE_NAME[0]=mon\n", [("mon", "mon", 0)]),
    ('"mon"', "SERVICE_NAME[0]='mon'\n", [("mon", "mon", 0)]),
    ("mon", "SERVICE_NAME[0]=other\n", [("mon", None, None), (None, "other", 0)]),
    ("mon", "SERVICE_NAME[0]=Mon\n", [("mon", None, None), (None, "Mon", 0)]),
    ("mon", "", [("mon", None, None)]),
    ("mon", None, [("mon", None, None)]),
    ("mon", "SERVICE_NAME[0]=mon\nSERVICE_NAME[1]=mon\n", [("mon", "mon", 0), ("mon", "mon", 1)]),
    ("mon\nSERVICE_NAME mon", "SERVICE_NAME[4]=mon\n", [("mon", "mon", 4), ("mon", "mon", 4)]),
    ("mon", "SERVICE_NAME[0]=$NAME\n", [("mon", None, None), (None, None, 0)]),
    ("mon", "SERVICE_CMD[0]=/a\n", [("mon", None, None), (None, None, 0)]),
    ("a\nSERVICE_NAME b", "SERVICE_NAME[0]=b\nSERVICE_NAME[1]=a\n", [("a", "a", 1), ("b", "b", 0)]),
]


@pytest.mark.parametrize(("names", "script", "expected"), SERVICES)
def test_services_are_joined_by_name(names: str, script: str | None, expected: list[tuple[object, ...]]) -> None:
    package = legacy(f"PACKAGE_NAME p\nSERVICE_NAME {names}\n", script)
    assert [(said(s.declared), said(s.started), s.index) for s in package.services] == expected


def test_doubt() -> None:
    assert legacy(LEGACY, None).is_doubtful("SERVICE_NAME")
    assert not legacy(LEGACY, SCRIPT).is_doubtful("SERVICE_NAME")
    assert legacy(LEGACY, "SERVICE_NAME[0]=$(x)\n").is_doubtful("SERVICE_NAME")
    assert not legacy(LEGACY, "SERVICE_NAME[0]=$(x)\n").is_doubtful("VG")
    assert legacy(LEGACY, ". ./other\n").is_doubtful("VG")
    assert not modular(MODULAR).is_doubtful("VG")


def test_an_empty_package_file_is_an_empty_package() -> None:
    for package in (legacy("", ""), modular("")):
        assert package.name is None
        assert package.nodes == package.services == package.volume_groups == ()
