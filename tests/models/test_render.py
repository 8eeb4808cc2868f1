"""Rendering by example: the layout for each age of the product, quoting, units, and what is refused with which words."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import ip_address
from typing import TYPE_CHECKING

import pytest

import mcsgconf
from mcsgconf.catalogue import Target
from mcsgconf.errors import UsageError
from mcsgconf.models import cluster_nodes as nodes
from mcsgconf.models import cluster_parts as cluster
from mcsgconf.models import modular_parts as modular
from mcsgconf.models import package_parts as package
from mcsgconf.models import script_parts as script
from mcsgconf.models.access import AccessPolicy
from mcsgconf.models.cluster import Cluster
from mcsgconf.models.control_script import ControlScript, OtherVariable
from mcsgconf.models.criteria import Comparison, Condition, Criterion
from mcsgconf.models.document import parse
from mcsgconf.models.group_listing import GroupListing
from mcsgconf.models.legacy_package import LegacyPackage
from mcsgconf.models.located import Located
from mcsgconf.models.modular_package import ModularPackage
from mcsgconf.models.other import OtherParameter
from mcsgconf.models.render import render

if TYPE_CHECKING:
    from mcsgconf.models.base import Model

at = Located


def node(name: str, last: int, **more: object) -> nodes.Node:
    """A node with a heartbeat and a standby interface."""
    address = ip_address(f"10.1.1.{last}")
    interfaces = (nodes.Interface(at("lan0"), (at(address),)), nodes.Interface(at("lan1")))
    return nodes.Node(at(name), interfaces=interfaces, **more)  # type: ignore[arg-type]  # fields of Node


def disk_cluster(capacities: tuple[nodes.Capacity, ...] = (), **more: object) -> Cluster:
    """A cluster of two nodes with a lock disk and what every age has."""
    disks = {"alfa": at("/dev/dsk/c1t2d0"), "beta": at("/dev/dsk/c0t2d0")}
    lock = cluster.LockDisk(cluster.LockVolume(at("/dev/vglock"), dict(disks)))
    return Cluster(
        name=at("shop"),
        nodes=(
            node("alfa", 1, first_lock_pv=disks["alfa"], capacities=capacities),
            node("beta", 2, first_lock_pv=disks["beta"]),
        ),
        lock=lock,
        locks=(lock,),
        volume_groups=(at("/dev/vglock"), at("/dev/vgapp")),
        max_configured_packages=at(10),
        **more,  # type: ignore[arg-type]  # fields of Cluster
    )


OLD_TIMES = cluster.Timing(
    heartbeat_interval=at(timedelta(seconds=1)),
    node_timeout=at(timedelta(seconds=8)),
    auto_start_timeout=at(timedelta(minutes=10)),
    network_polling_interval=at(timedelta(seconds=2)),
)
NEW_TIMES = cluster.Timing(
    member_timeout=at(timedelta(seconds=14)),
    auto_start_timeout=at(timedelta(minutes=10)),
    network_polling_interval=at(timedelta(seconds=2)),
)
POLICY = AccessPolicy(at(("lee", "ron")), at("CLUSTER_MEMBER_NODE"), at("MONITOR"))

BOX = "# " + "*" * 70 + "\n"
CLUSTER_BOX = f"{BOX}# ************ HIGH AVAILABILITY CLUSTER CONFIGURATION FILE ************\n{BOX}\n"
PACKAGE_BOX = f"{BOX}# ************ HIGH AVAILABILITY PACKAGE CONFIGURATION FILE ************\n{BOX}\n"
SCRIPT_BOX = f"{BOX}# ************** HIGH AVAILABILITY PACKAGE CONTROL SCRIPT **************\n{BOX}\n"

LAYOUTS = {
    "a cluster of A.11.16": (
        disk_cluster(timing=OLD_TIMES, access_policies=(POLICY,)),
        "hp-ux:A.11.16",
        CLUSTER_BOX
        + """\
CLUSTER_NAME		shop
FIRST_CLUSTER_LOCK_VG	/dev/vglock

NODE_NAME		alfa
  NETWORK_INTERFACE	lan0
    HEARTBEAT_IP	10.1.1.1
  NETWORK_INTERFACE	lan1
  FIRST_CLUSTER_LOCK_PV	/dev/dsk/c1t2d0

NODE_NAME		beta
  NETWORK_INTERFACE	lan0
    HEARTBEAT_IP	10.1.1.2
  NETWORK_INTERFACE	lan1
  FIRST_CLUSTER_LOCK_PV	/dev/dsk/c0t2d0

HEARTBEAT_INTERVAL	1000000
NODE_TIMEOUT		8000000
AUTO_START_TIMEOUT	600000000
NETWORK_POLLING_INTERVAL	2000000
MAX_CONFIGURED_PACKAGES	10

USER_NAME		lee ron
USER_HOST		CLUSTER_MEMBER_NODE
USER_ROLE		MONITOR

VOLUME_GROUP		/dev/vglock
VOLUME_GROUP		/dev/vgapp
""",
    ),
    "a cluster of A.11.20": (
        disk_cluster(
            capacities=(nodes.Capacity(at("memory"), at(12.25)),),
            hostname_address_family=at("IPV4"),
            timing=NEW_TIMES,
            network=cluster.NetworkPolicies(at("INOUT"), at(True)),
            subnets=(cluster.Subnet(at(ip_address("10.1.1.0")), at("ON"), (at(ip_address("10.1.1.254")),)),),
            weights=(cluster.Weight(at("memory"), at(0.5)),),
        ),
        "hp-ux:A.11.20",
        CLUSTER_BOX
        + """\
CLUSTER_NAME		shop
HOSTNAME_ADDRESS_FAMILY	IPV4
FIRST_CLUSTER_LOCK_VG	/dev/vglock

NODE_NAME		alfa
  NETWORK_INTERFACE	lan0
    HEARTBEAT_IP	10.1.1.1
  NETWORK_INTERFACE	lan1
  FIRST_CLUSTER_LOCK_PV	/dev/dsk/c1t2d0
  CAPACITY_NAME		memory
  CAPACITY_VALUE	12.25

NODE_NAME		beta
  NETWORK_INTERFACE	lan0
    HEARTBEAT_IP	10.1.1.2
  NETWORK_INTERFACE	lan1
  FIRST_CLUSTER_LOCK_PV	/dev/dsk/c0t2d0

MEMBER_TIMEOUT		14000000
AUTO_START_TIMEOUT	600000000
NETWORK_POLLING_INTERVAL	2000000
NETWORK_FAILURE_DETECTION	INOUT
NETWORK_AUTO_FAILBACK	YES

SUBNET			10.1.1.0
  IP_MONITOR		ON
  POLLING_TARGET	10.1.1.254

MAX_CONFIGURED_PACKAGES	10

WEIGHT_NAME		memory
WEIGHT_DEFAULT		0.5

VOLUME_GROUP		/dev/vglock
VOLUME_GROUP		/dev/vgapp
""",
    ),
    "on Linux the lock LUN stands in front of the interfaces": (
        Cluster(
            name=at("tux"),
            nodes=(
                node("emil", 1, lock_lun=at("/dev/sdc1"), capacities=(nodes.Capacity(at("cpu"), at(4.0)),)),
                node("frida", 2, lock_lun=at("/dev/sdd1")),
            ),
            lock=cluster.LockLun({"emil": at("/dev/sdc1"), "frida": at("/dev/sdd1")}),
            locks=(cluster.LockLun({"emil": at("/dev/sdc1"), "frida": at("/dev/sdd1")}),),
            timing=NEW_TIMES,
        ),
        "linux:A.11.20",
        CLUSTER_BOX
        + """\
CLUSTER_NAME		tux

NODE_NAME		emil
  CLUSTER_LOCK_LUN	/dev/sdc1
  NETWORK_INTERFACE	lan0
    HEARTBEAT_IP	10.1.1.1
  NETWORK_INTERFACE	lan1
  CAPACITY_NAME		cpu
  CAPACITY_VALUE	4

NODE_NAME		frida
  CLUSTER_LOCK_LUN	/dev/sdd1
  NETWORK_INTERFACE	lan0
    HEARTBEAT_IP	10.1.1.2
  NETWORK_INTERFACE	lan1

MEMBER_TIMEOUT		14000000
AUTO_START_TIMEOUT	600000000
NETWORK_POLLING_INTERVAL	2000000
""",
    ),
    "a legacy package": (
        LegacyPackage(
            name=at("pos"),
            nodes=(at("alfa"), at("beta")),
            auto_run=at(True),
            run_script=at("/etc/cmcluster/pos/pos.cntl"),
            run_script_timeout=at("NO_TIMEOUT"),
            halt_script=at("/etc/cmcluster/pos/pos.cntl"),
            halt_script_timeout=at(timedelta(minutes=5)),
            services=(package.DeclaredService(at("mon"), at(False), at(timedelta(seconds=300))),),
            subnets=(package.PackageSubnet(at(ip_address("10.1.1.0"))),),
            resources=(
                package.Resource(
                    at("/net/lan0"),
                    at(timedelta(seconds=60)),
                    None,
                    (
                        at(Criterion((Comparison(">", -5.0), Comparison("<", 10.0)))),
                        at(Criterion((Comparison("=", "On Course"),))),
                    ),
                ),
            ),
        ),
        "hp-ux:A.11.16",
        PACKAGE_BOX
        + """\
PACKAGE_NAME			pos

NODE_NAME			alfa
NODE_NAME			beta

AUTO_RUN			YES
RUN_SCRIPT			/etc/cmcluster/pos/pos.cntl
RUN_SCRIPT_TIMEOUT		NO_TIMEOUT
HALT_SCRIPT			/etc/cmcluster/pos/pos.cntl
HALT_SCRIPT_TIMEOUT		300

SERVICE_NAME			mon
SERVICE_FAIL_FAST_ENABLED	NO
SERVICE_HALT_TIMEOUT		300

SUBNET				10.1.1.0

RESOURCE_NAME			/net/lan0
RESOURCE_POLLING_INTERVAL	60
RESOURCE_UP_VALUE		> -5 and < 10
RESOURCE_UP_VALUE		= "On Course"
""",
    ),
    "before A.11.12 switching has its old name": (
        LegacyPackage(
            name=at("pos"),
            nodes=(at("alfa"),),
            auto_run=at(True),
            local_lan_failover_allowed=at(False),
            run_script=at("/etc/cmcluster/pos/pos.cntl"),
            halt_script=at("/etc/cmcluster/pos/pos.cntl"),
        ),
        "hp-ux:A.10.10",
        PACKAGE_BOX
        + """\
PACKAGE_NAME			pos

NODE_NAME			alfa

PKG_SWITCHING_ENABLED		YES
NET_SWITCHING_ENABLED		NO
RUN_SCRIPT			/etc/cmcluster/pos/pos.cntl
HALT_SCRIPT			/etc/cmcluster/pos/pos.cntl
""",
    ),
    "a modular package": (
        ModularPackage(
            name=at("pos"),
            modules=(modular.Module(at("sg/failover"), at(1)), modular.Module(at("sg/service"), at(1))),
            type=at("failover"),
            description=at("Cash desks"),
            nodes=(at("*"),),
            auto_run=at(True),
            dependencies=(package.PackageDependency(at("db"), at(Condition("db", "UP")), at("same_node")),),
            ip_subnets=(modular.IpSubnet(at(ip_address("10.1.1.0")), (at("alfa"),), (at(ip_address("10.1.1.50")),)),),
            services=(modular.ModularService(at("mon"), at("/opt/mon -v"), at(0)),),
            generic_resources=(modular.GenericResource(at("cpu"), None, at(Criterion((Comparison("<", 50.0),)))),),
            enable_threaded_vgchange=at(True),
            volume_groups=(at("/dev/vgpos"),),
            file_systems=(modular.ModularFileSystem(at("/dev/vgpos/lv1"), None, at("/pos"), fsck_opt=at("")),),
            other=(OtherParameter(at("pev_greeting"), at("good day")), OtherParameter(at("nfs/x/Y"), at("1"))),
        ),
        "hp-ux:A.11.20",
        PACKAGE_BOX
        + """\
package_name			pos

module_name			sg/failover
module_version			1

module_name			sg/service
module_version			1

package_type			failover
package_description		"Cash desks"

node_name			*

auto_run			yes

dependency_name			db
dependency_condition		db = UP
dependency_location		same_node

ip_subnet			10.1.1.0
ip_subnet_node			alfa
ip_address			10.1.1.50

service_name			mon
service_cmd			"/opt/mon -v"
service_restart			none

generic_resource_name		cpu
generic_resource_up_criteria	<50

enable_threaded_vgchange	1

vg				/dev/vgpos

fs_name				/dev/vgpos/lv1
fs_directory			/pos
fs_fsck_opt			""

pev_greeting			"good day"
nfs/x/Y				1
""",
    ),
    "the configuration part of a control script": (
        ControlScript(
            vgchange=at("vgchange -a e"),
            volume_groups={0: at("/dev/vgpos"), 1: at("/dev/vgjrnl")},
            vxvol=at("vxvol -g $DiskGroup startall"),
            fs_umount_count=at(3),
            file_systems=(
                script.Mount(0, at("/dev/vgpos/l1"), at("/pos"), at("vxfs"), at("-o rw"), at("")),
                script.Mount(1, at("/dev/vgjrnl/l1"), at("/jrnl")),
            ),
            addresses=(script.ScriptAddress(0, at(ip_address("10.1.1.50")), at(ip_address("10.1.1.0"))),),
            services=(
                script.StartedService(0, at("mon"), at("/pos/mon.sh -v"), at(2)),
                script.StartedService(1, at("web"), at("/pos/web.sh"), at("unlimited")),
                script.StartedService(2, at("log"), at("/pos/log.sh"), at(0)),
            ),
            other=(OtherVariable("SITE", None, at('the "south"')),),
        ),
        "hp-ux:A.11.19",
        SCRIPT_BOX
        + r"""SITE="the \"south\""

VGCHANGE="vgchange -a e"

VG[0]="/dev/vgpos"
VG[1]="/dev/vgjrnl"

LV[0]="/dev/vgpos/l1"; FS[0]="/pos"; FS_MOUNT_OPT[0]="-o rw"; FS_UMOUNT_OPT[0]=""; FS_TYPE[0]="vxfs"
LV[1]="/dev/vgjrnl/l1"; FS[1]="/jrnl"

VXVOL="vxvol -g \$DiskGroup startall"
FS_UMOUNT_COUNT=3

IP[0]="10.1.1.50"
SUBNET[0]="10.1.1.0"

SERVICE_NAME[0]="mon"
SERVICE_CMD[0]="/pos/mon.sh -v"
SERVICE_RESTART[0]="-r 2"

SERVICE_NAME[1]="web"
SERVICE_CMD[1]="/pos/web.sh"
SERVICE_RESTART[1]="-R"

SERVICE_NAME[2]="log"
SERVICE_CMD[2]="/pos/log.sh"
SERVICE_RESTART[2]=""
""",
    ),
}


@pytest.mark.parametrize(("model", "target", "text"), LAYOUTS.values(), ids=LAYOUTS)
def test_layout(model: Model, target: str, text: str) -> None:
    assert render(model, Target.parse(target)) == text


@pytest.mark.parametrize(("model", "target", "text"), LAYOUTS.values(), ids=LAYOUTS)
def test_what_is_written_is_known_for_what_it_is_and_has_no_error(model: Model, target: str, text: str) -> None:
    document = parse(text, name="x", target=target)
    assert type(document.model) is type(model)
    errors = [finding for finding in mcsgconf.check(document) if finding.severity is mcsgconf.Severity.ERROR]
    assert errors == []


def test_without_a_target_everything_that_any_release_has_can_be_written() -> None:
    times = cluster.Timing(member_timeout=at(timedelta(seconds=14)), node_timeout=at(timedelta(seconds=8)))
    text = render(Cluster(name=at("c"), timing=times))
    assert text == CLUSTER_BOX + "CLUSTER_NAME\t\tc\nMEMBER_TIMEOUT\t\t14000000\nNODE_TIMEOUT\t\t8000000\n"


LUN = nodes.Node(at("a"), lock_lun=at("/dev/sdc1"))
REFUSED = [
    (Cluster(timing=NEW_TIMES), "hp-ux:A.11.16", "MEMBER_TIMEOUT came with A.11.19; hp-ux A.11.16 does not have it"),
    (Cluster(timing=OLD_TIMES), "linux:A.11.20", "HEARTBEAT_INTERVAL ended with A.11.18; linux A.11.20"),
    (Cluster(volume_groups=(at("/dev/vg"),)), "linux", "VOLUME_GROUP exists on HP-UX only; linux does not have it"),
    (ModularPackage(name=at("p")), "A.11.16", "package_name came with A.11.18; A.11.16 does not have it"),
    (LegacyPackage(type=at("MULTI_NODE")), "A.11.16", "PACKAGE_TYPE MULTI_NODE"),
    (ControlScript(cvm_disk_groups={0: at("dg")}), "linux", "CVM_DG exists on HP-UX only"),
    (
        ModularPackage(other=(OtherParameter(at("pev_x"), at("1")),)),
        "A.11.16",
        "pev_* came with A.11.18; A.11.16 does not have it",
    ),
    (
        LegacyPackage(run_script_timeout=at(timedelta(seconds=1.5))),
        "A.11.16",
        "RUN_SCRIPT_TIMEOUT: 0:00:01.500000 is no whole number of seconds",
    ),
    (LegacyPackage(name=at("a\nNODE_NAME b")), "A.11.16", r"PACKAGE_NAME: no line can hold the value 'a\nNODE_NAME b'"),
    (LegacyPackage(name=at("'\" #1")), "A.11.16", "PACKAGE_NAME: no line can hold the value"),
    (Cluster(nodes=(LUN,)), "A.11.18", "no cluster file can say this: lock nothing would be read as LockLun("),
    (
        Cluster(volume_groups=(at("vg01"),)),
        "A.11.18",
        "no cluster file can say this: volume_groups[0] 'vg01' would be read as '/dev/vg01'",
    ),
    (
        Cluster(other=(OtherParameter(at("NODE_NAME"), at("x")),)),
        "A.11.18",
        "no cluster file can say this: nodes with 0 entries would be read as with 1 entries",
    ),
    (Cluster(subnets=(cluster.Subnet(at(None)),)), "A.11.20", "SUBNET has no value, and cannot open a block"),
    (
        Cluster(ops_volume_groups=(at(None, "a\nNODE_NAME x"),)),
        "A.11.18",
        "OPS_VOLUME_GROUP has no value, and no text that could be written",
    ),
    (
        ControlScript(volume_groups={0: at(None, "$(x); rm -rf /")}),
        "A.11.18",
        "VG: '$(x); rm -rf /' is no single word of the shell",
    ),
    (
        ControlScript(other=(OtherVariable("A; rm", None, at("x")),)),
        "A.11.18",
        "'A; rm' is no name of a variable",
    ),
    (
        ControlScript(doubtful=("VG",)),
        "A.11.18",
        "no control-script file can say this: doubtful with 1 entries would be read as with 0 entries",
    ),
    (GroupListing(), "A.11.18", "a model of type GroupListing is not written as a file"),
]


@pytest.mark.parametrize(("model", "target", "message"), REFUSED, ids=[row[2][:40] for row in REFUSED])
def test_what_cannot_be_written_is_refused_with_a_reason(model: Model, target: str, message: str) -> None:
    with pytest.raises(UsageError) as error:
        render(model, Target.parse(target))
    assert message in str(error.value)


KEPT = [
    ("cluster", "AUTO_START_TIMEOUT never\n", "AUTO_START_TIMEOUT\tnever\n"),  # no time, but what the file had
    ("cluster", "SUBNET 2001:db8::/64\n", "SUBNET\t\t\t2001:db8::/64\n"),  # the value is the address alone
    ("cluster", "node_timeout 02000000\n", "NODE_TIMEOUT\t\t2000000\n"),
    ("cluster", "NETWORK_AUTO_FAILBACK yes\n", "NETWORK_AUTO_FAILBACK\tYES\n"),
    ("legacy-package", "failover_policy configured_node\n", "FAILOVER_POLICY\t\t\tCONFIGURED_NODE\n"),
    ("legacy-package", 'PACKAGE_NAME "p"\n', "PACKAGE_NAME\t\t\tp\n"),
    ("modular-package", "AUTO_RUN YES\n", "auto_run\t\t\tyes\n"),
    ("modular-package", "script_log_file a # b\n", "script_log_file\t\t\ta\n"),
    ("modular-package", 'script_log_file "a # b"\n', 'script_log_file\t\t\t"a # b"\n'),
    ("modular-package", "package_description it's\n", 'package_description\t\t"it\'s"\n'),
    ("control-script", "VG[1]=$(hostname)_vg\n", "VG[1]=$(hostname)_vg\n"),
    ("control-script", "PATH=$SGSBIN:/bin\n", "PATH=$SGSBIN:/bin\n"),
]


@pytest.mark.parametrize(("kind", "line", "written"), KEPT)
def test_a_model_that_was_read_is_written_with_what_it_means(kind: str, line: str, written: str) -> None:
    model = parse(line, kind=kind).model
    assert model is not None
    assert render(model).partition("\n\n")[2] == written


@pytest.mark.parametrize(("model", "target", "text"), LAYOUTS.values(), ids=LAYOUTS)
def test_a_model_that_went_through_json_is_written_alike(model: Model, target: str, text: str) -> None:
    assert render(type(model).model_validate_json(model.model_dump_json()), Target.parse(target)) == text
