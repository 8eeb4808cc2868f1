"""Models of cluster and package files, on small files as people write and break them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mcsgconf import catalogue
from mcsgconf.catalogue import ValueType
from mcsgconf.models.document import parse

if TYPE_CHECKING:
    from mcsgconf.models.kind import Kind

CLUSTER = """\
# a comment, and an example that does not count: # QS_HOST qs
CLUSTER_NAME\t\tshop
FIRST_CLUSTER_LOCK_VG /dev/vglock
node_name alfa
  NETWORK_INTERFACE lan0
    HEARTBEAT_IP 10.1.1.1
  NETWORK_INTERFACE lan1
    STATIONARY_IP 10.2.1.1
    STATIONARY_IP fe80::1
  NETWORK_INTERFACE lan2
  FIRST_CLUSTER_LOCK_PV /dev/dsk/c1t2d0
  SERIAL_DEVICE_FILE /dev/tty0p0
  CAPACITY_NAME memory
  CAPACITY_VALUE 12.5
Node_Name beta
  NETWORK_INTERFACE lan0
    HEARTBEAT_IP 10.1.1.2
  FIRST_CLUSTER_LOCK_PV /dev/dsk/c0t2d0
NODE_TIMEOUT 2000000
AUTO_START_TIMEOUT never
NETWORK_AUTO_FAILBACK yes
SUBNET 10.1.1.0
  IP_MONITOR on
  POLLING_TARGET 10.1.1.254
  POLLING_TARGET 10.1.1.253
MAX_CONFIGURED_PACKAGES 10
WEIGHT_NAME memory
WEIGHT_DEFAULT 1
USER_NAME lee ron\tadmn
USER_HOST cluster_member_node
USER_ROLE monitor
VOLUME_GROUP vglock
VOLUME_GROUP /dev/vgapp/
OPS_VOLUME_GROUP /dev/vgops
"""

LEGACY = """\
PACKAGE_NAME shop
PACKAGE_TYPE failover
NODE_NAME alfa
NODE_NAME beta
PKG_SWITCHING_ENABLED YES
RUN_SCRIPT /etc/cmcluster/shop/shop.cntl
RUN_SCRIPT_TIMEOUT no_timeout
HALT_SCRIPT /etc/cmcluster/shop/shop.cntl
HALT_SCRIPT_TIMEOUT 300
SERVICE_NAME "shop_mon"
SERVICE_FAIL_FAST_ENABLED no
SERVICE_HALT_TIMEOUT 300
service_name shop_web
SUBNET 10.1.1.0
RESOURCE_NAME /net/lan0
RESOURCE_START DEFERRED
RESOURCE_UP_VALUE > -5 and < 10
RESOURCE_UP_VALUE = "On Course"
DEPENDENCY_NAME db
DEPENDENCY_CONDITION db=up
DEPENDENCY_LOCATION same_node
USER_NAME any_user
USER_HOST beta
USER_ROLE PACKAGE_ADMIN
"""

MODULAR = """\
package_name shop
module_name sg/failover
module_version 1
module_name sg/service
node_name *
failover_policy configured_node
priority no_priority
monitored_subnet 10.1.1.0
monitored_subnet_access PARTIAL
ip_subnet 10.1.1.0
ip_subnet_node alfa
ip_address 10.1.1.50
ip_address 10.1.1.51
service_name mon
service_cmd "$SGCONF/shop/mon.sh -v"
service_restart unlimited
service_name web
service_cmd /opt/web
vg vg01
vgchange_cmd "vgchange -a e"
fs_name /dev/vg01/lv1
fs_directory /a
fs_mount_opt "-o rw"
fs_type "vxfs"
fs_name /dev/vg01/lv2
fs_umount_opt ""
generic_resource_name cpu
generic_resource_up_criteria <50
external_script $SGCONF/scripts/ext/a.sh
nfs/hanfs_export/XFS "-o rw=a:b /exp"
pev_greeting "good day"
PEV_X 1
"""

EXPECTED = {
    ("cluster", "name"): "shop",
    ("cluster", "nodes.0.name"): "alfa",
    ("cluster", "nodes.1.name"): "beta",
    ("cluster", "nodes.0.interfaces"): [
        {"name": "lan0", "heartbeat_ips": ["10.1.1.1"], "stationary_ips": []},
        {"name": "lan1", "heartbeat_ips": [], "stationary_ips": ["10.2.1.1", "fe80::1"]},
        {"name": "lan2", "heartbeat_ips": [], "stationary_ips": []},
    ],
    ("cluster", "nodes.0.serial_device_files"): ["/dev/tty0p0"],
    ("cluster", "nodes.0.capacities"): [{"name": "memory", "value": 12.5}],
    ("cluster", "lock"): {
        "kind": "lock-disk",
        "first": {
            "volume_group": "/dev/vglock",
            "physical_volumes": {"alfa": "/dev/dsk/c1t2d0", "beta": "/dev/dsk/c0t2d0"},
        },
        "second": None,
    },
    ("cluster", "timing.node_timeout"): 2.0,
    ("cluster", "timing.auto_start_timeout"): None,
    ("cluster", "network.auto_failback"): True,
    ("cluster", "subnets"): [
        {"address": "10.1.1.0", "ip_monitor": "ON", "polling_targets": ["10.1.1.254", "10.1.1.253"]}
    ],
    ("cluster", "max_configured_packages"): 10,
    ("cluster", "weights"): [{"name": "memory", "default": 1.0}],
    ("cluster", "access_policies"): [
        {"users": ["lee", "ron", "admn"], "host": "CLUSTER_MEMBER_NODE", "role": "MONITOR"}
    ],
    ("cluster", "volume_groups"): ["/dev/vglock", "/dev/vgapp"],
    ("cluster", "ops_volume_groups"): ["/dev/vgops"],
    ("legacy-package", "type"): "FAILOVER",
    ("legacy-package", "nodes"): ["alfa", "beta"],
    ("legacy-package", "auto_run"): True,
    ("legacy-package", "run_script"): "/etc/cmcluster/shop/shop.cntl",
    ("legacy-package", "run_script_timeout"): "NO_TIMEOUT",
    ("legacy-package", "halt_script_timeout"): 300.0,
    ("legacy-package", "services"): [
        {"name": "shop_mon", "fail_fast_enabled": False, "halt_timeout": 300.0},
        {"name": "shop_web", "fail_fast_enabled": None, "halt_timeout": None},
    ],
    ("legacy-package", "subnets"): [{"subnet": "10.1.1.0", "access": None}],
    ("legacy-package", "resources.0.start"): "DEFERRED",
    ("legacy-package", "resources.0.up_values"): [
        {"comparisons": [{"operator": ">", "value": -5.0}, {"operator": "<", "value": 10.0}]},
        {"comparisons": [{"operator": "=", "value": "On Course"}]},
    ],
    ("legacy-package", "dependencies"): [
        {"name": "db", "condition": {"package": "db", "state": "UP"}, "location": "SAME_NODE"}
    ],
    ("legacy-package", "access_policies"): [{"users": ["ANY_USER"], "host": "beta", "role": "PACKAGE_ADMIN"}],
    ("modular-package", "modules"): [
        {"name": "sg/failover", "version": 1},
        {"name": "sg/service", "version": None},
    ],
    ("modular-package", "nodes"): ["*"],
    ("modular-package", "priority"): "no_priority",
    ("modular-package", "monitored_subnets"): [{"subnet": "10.1.1.0", "access": "PARTIAL"}],
    ("modular-package", "ip_subnets"): [
        {"subnet": "10.1.1.0", "nodes": ["alfa"], "addresses": ["10.1.1.50", "10.1.1.51"]}
    ],
    ("modular-package", "services.0.cmd"): "$SGCONF/shop/mon.sh -v",
    ("modular-package", "services.0.restart"): "unlimited",
    ("modular-package", "services.1.restart"): None,
    ("modular-package", "volume_groups"): ["/dev/vg01"],
    ("modular-package", "file_systems.0.type"): "vxfs",
    ("modular-package", "file_systems.1.directory"): None,
    ("modular-package", "file_systems.1.umount_opt"): "",
    ("modular-package", "generic_resources.0.up_criteria"): {"comparisons": [{"operator": "<", "value": 50.0}]},
    ("modular-package", "other"): [
        {"name": "nfs/hanfs_export/XFS", "value": "-o rw=a:b /exp"},
        {"name": "pev_greeting", "value": "good day"},
        {"name": "PEV_X", "value": "1"},
    ],
}

FILES = {"cluster": CLUSTER, "legacy-package": LEGACY, "modular-package": MODULAR}


def plain(text: str, kind: Kind | str) -> object:
    """The model of a text, as JSON has it."""
    model = parse(text, kind=kind).model
    assert model is not None
    return model.model_dump(mode="json")


def at(data: object, path: str) -> object:
    """The value at a path such as `nodes.0.name`."""
    for step in path.split("."):
        data = data[int(step)] if isinstance(data, list) else data[step]  # type: ignore[index]  # wrong paths fail
    return data


@pytest.mark.parametrize(
    ("place", "value"), EXPECTED.items(), ids=lambda v: ":".join(v) if isinstance(v, tuple) else ""
)
def test_what_a_file_says(place: tuple[str, str], value: object) -> None:
    kind, path = place
    assert at(plain(FILES[kind], kind), path) == value


@pytest.mark.parametrize("kind", FILES)
def test_line_ends_and_trailing_blanks_change_nothing(kind: str) -> None:
    text = FILES[kind]
    assert plain(text.replace("\n", " \t\r\n"), kind) == plain(text, kind)
    assert plain(text.rstrip("\n"), kind) == plain(text, kind)


@pytest.mark.parametrize("kind", FILES)
def test_every_parameter_of_the_samples_has_a_home(kind: str) -> None:
    """No setting of the samples is left out of their models: a model without that line differs."""
    lines = FILES[kind].splitlines(keepends=True)
    whole = plain(FILES[kind], kind)
    for number, line in enumerate(lines):
        if not line.startswith("#"):
            without = plain("".join(lines[:number] + lines[number + 1 :]), kind)
            assert without != whole or line.split()[-1] == "never", line


LOCKS = [
    ("NODE_NAME a\n", []),
    ("NODE_NAME a\nCLUSTER_LOCK_LUN /dev/sdc1\nNODE_NAME b\nCLUSTER_LOCK_LUN /dev/sdd1\n", ["lock-lun"]),
    ("QS_HOST qs\nQS_ADDR 10.1.1.9\nQS_POLLING_INTERVAL 300000000\n", ["quorum-server"]),
    ("FIRST_CLUSTER_LOCK_VG vg\nSECOND_CLUSTER_LOCK_VG vg2\n", ["lock-disk"]),
    ("NODE_NAME a\nFIRST_CLUSTER_LOCK_PV /dev/dsk/c0\n", ["lock-disk"]),
    (
        "FIRST_CLUSTER_LOCK_VG vg\nQS_HOST qs\nNODE_NAME a\nCLUSTER_LOCK_LUN /dev/sdc1\n",
        ["lock-disk", "lock-lun", "quorum-server"],
    ),
]


@pytest.mark.parametrize(("text", "kinds"), LOCKS)
def test_every_lock_that_a_file_gives_is_there(text: str, kinds: list[str]) -> None:
    data = plain(text, "cluster")
    locks = at(data, "locks")
    assert isinstance(locks, list)
    assert [lock["kind"] for lock in locks] == kinds
    assert at(data, "lock") == (locks[0] if locks else None)


BROKEN = [
    # orphans stand in no node and no interface
    ("HEARTBEAT_IP 10.1.1.1\nNODE_NAME a\nHEARTBEAT_IP 10.1.1.2\n", "nodes.0.interfaces", []),
    ("NODE_NAME\nNODE_NAME a\n", "nodes.0.name", ""),
    ("CLUSTER_NAME one\nCLUSTER_NAME two\n", "name", "one"),
    ("NODE_NAME a\nNETWORK_INTERFACE lan0\nHEARTBEAT_IP here\n", "nodes.0.interfaces.0.heartbeat_ips", [None]),
    ("NODE_NAME a\nNODE_NAME a\n", "nodes.1.name", "a"),
    ("<<<\nCLUSTER_NAME c\n\0\0\n", "name", "c"),
    ("CLUSTER_NAME caf\udce9\n", "name", "caf\ufffd"),
    ("SUBNET 10.1.1.0\nNODE_NAME a\nIP_MONITOR ON\n", "subnets.0.ip_monitor", None),
]


@pytest.mark.parametrize(("text", "path", "value"), BROKEN)
def test_models_are_made_from_broken_files(text: str, path: str, value: object) -> None:
    assert at(plain(text, "cluster"), path) == value


SAMPLES = {
    ValueType.INTEGER: "1",
    ValueType.DURATION: "20",
    ValueType.FLOAT: "1",
    ValueType.IP: "10.1.1.1",
    ValueType.SUBNET: "10.1.1.0",
    ValueType.FLAG: "no",
    ValueType.BIT: "0",
    ValueType.CONDITION: "p = UP",
    ValueType.CRITERION: "> 1",
}
PARAMETERS = [(kind, parameter) for kind in FILES for parameter in catalogue.load(kind).parameters.values()]


def lines_above(kind: str, parameter: catalogue.Parameter) -> str:
    """The lines that open the blocks in which a parameter stands."""
    blocks = catalogue.load(kind).blocks
    block = blocks[parameter.block]
    lines = ""
    while block.opener is not None and block.inside is not None:
        lines = f"{block.opener} {sample(catalogue.load(kind).parameters[block.opener])}\n{lines}"
        block = blocks[block.inside]
    return lines


def sample(parameter: catalogue.Parameter) -> str:
    """A legal value of a parameter."""
    words = parameter.words(catalogue.Target())
    return words[0] if parameter.type is ValueType.ENUM else SAMPLES.get(parameter.type, "x")


@pytest.mark.parametrize(("kind", "parameter"), PARAMETERS, ids=lambda v: v if isinstance(v, str) else v.name)
def test_every_parameter_of_the_catalogue_has_a_home(kind: str, parameter: catalogue.Parameter) -> None:
    above = lines_above(kind, parameter)
    name = parameter.name.replace("*", "x")
    value = sample(parameter)
    with_it = plain(f"{above}{name} {value}\n", kind)
    assert with_it != plain(above, kind)
    assert with_it != plain(f"{above}{name}\n", kind), "the value itself is kept nowhere"
