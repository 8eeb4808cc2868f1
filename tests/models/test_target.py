"""What a file tells of its release and platform: the table says each case, and a wrong line is never taken at its word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcsgconf.catalogue import Platform, Target, load
from mcsgconf.lint.engine import check
from mcsgconf.lint.select import Selection
from mcsgconf.models.document import parse

if TYPE_CHECKING:
    from mcsgconf.catalogue import Parameter

# ------------------------------------------------------------------------------------------------- control scripts

SCRIPT = "VG[0]=vg01\nfunction customer_defined_run_cmds\n{\n:\n}\n"

HEADERS = [
    # the script's first lines, what they tell
    ("# @(#) A.11.19.00 Date: 01/12/11 PHSS_41810 $\n", "hp-ux A.11.19"),
    ("# @(#) A.11.19.00 Date: 01/12/11 $\n", "A.11.19"),
    ("#@(#) A.11.16\n", "A.11.16"),
    ("# @(#) A.11.20.20\r\n", "A.11.20.20"),
    ("\ufeff# @(#) A.10.10 \n", "A.10.10"),
    ("#!/usr/bin/sh\n# @(#) A.11.14.01 PHCO_1234\n", "hp-ux A.11.14.01"),
    ("#!/bin/bash\n\n# @(#) A.11.19.00\n", ""),
    ("# pos: start and stop\n# @(#) A.11.19.00\n", ""),
    ("# @(#) A.01.02 Date: 2004-05-06\n", ""),
    ("# @(#) A.11.19.00.1\n", ""),
    ("# @(#) B.11.31\n", ""),
    ("# @(#) pos.cntl A.11.19.00\n", ""),
    ("echo '# @(#) A.11.19.00'\n", ""),
    ("# A.11.19.00\n", ""),
    ("# @(#) A.11.19.00 (not XPHSS_41810)\n", "A.11.19"),
    ("", ""),
]


@pytest.mark.parametrize(("head", "told"), HEADERS)
def test_a_control_script_tells_what_its_first_line_says(head: str, told: str):
    assert str(parse(head + SCRIPT, kind="control-script").target) == told


@pytest.mark.parametrize("kind", ["shell", "cluster", "legacy-package", "modular-package", "group-listing", "unknown"])
def test_the_line_counts_in_control_scripts_only(kind: str):
    assert parse("# @(#) A.11.19.00 PHSS_41810\n", kind=kind).target == Target()


@pytest.mark.parametrize(
    ("given_target", "target"),
    [
        ("A.11.20", "hp-ux A.11.20"),
        ("linux", "linux A.11.19"),
        ("linux A.12.00", "linux A.12.00"),
        ("hp-ux", "hp-ux A.11.19"),
    ],
)
def test_what_is_given_goes_before_what_a_script_tells(given_target: str, target: str):
    text = "# @(#) A.11.19.00 PHSS_41810\n" + SCRIPT
    assert str(parse(text, kind="control-script", target=given_target).target) == target


# --------------------------------------------------------------------------------------- cluster and package files

CLUSTER = "CLUSTER_NAME shop\nNODE_NAME anna\n"
LEGACY = "PACKAGE_NAME shop\nNODE_NAME anna\n"
MODULAR = "package_name shop\nmodule_name sg/failover\nmodule_version 1\nnode_name anna\n"

TOLD = [
    # kind, lines below the first ones, the platform
    ("cluster", "NETWORK_INTERFACE lan0\nNETWORK_INTERFACE lan1\n", "hp-ux"),
    ("cluster", "NETWORK_INTERFACE lan0\nHEARTBEAT_IP 10.0.0.1\nVOLUME_GROUP /dev/vg01\n", "hp-ux"),
    ("cluster", "FIRST_CLUSTER_LOCK_VG /dev/vg01\nFIRST_CLUSTER_LOCK_PV /dev/dsk/c1t2d0\n", "hp-ux"),
    ("cluster", "NETWORK_INTERFACE lan900\nCLUSTER_LOCK_LUN /dev/disk/disk14\n", "hp-ux"),
    ("cluster", "NETWORK_INTERFACE eth0\nNETWORK_INTERFACE bond0\n", "linux"),
    ("cluster", "CLUSTER_LOCK_LUN /dev/sdc1\nNETWORK_INTERFACE bond0.17\n", "linux"),
    ("cluster", "CLUSTER_LOCK_LUN /dev/mapper/lock\nNETWORK_INTERFACE enp3s0f1\n", "linux"),
    ("legacy-package", "LOCAL_LAN_FAILOVER_ALLOWED YES\nRESOURCE_NAME /net/lan0\n", "hp-ux"),
    ("legacy-package", "RUN_SCRIPT /usr/local/cmcluster/conf/a.sh\nHALT_SCRIPT /opt/cmcluster/conf/a.sh\n", "linux"),
    ("modular-package", 'fs_name /dev/vg01/a\nfs_type "ext4"\nfs_name /dev/vg01/b\nfs_type EXT3\n', "linux"),
    ("modular-package", 'vgchange_cmd "vgchange -a e"\nlocal_lan_failover_allowed yes\n', "hp-ux"),
    ("modular-package", "fs_name /dev/mapper/vg01-a\nexternal_script /usr/local/cmcluster/conf/a.sh\n", "linux"),
]

NOT_TOLD = [
    # nothing speaks
    ("cluster", "MEMBER_TIMEOUT 14000000\nQS_HOST witness\n"),
    ("cluster", "SITE_NAME north\nSITE_NAME south\n"),
    ("modular-package", 'service_cmd "$SGCONF/a.sh"\nvg vg01\nfs_type "nfs"\nfs_type nfs\n'),
    ("modular-package", 'fs_type vxfs\nfs_type vxfs\nvgchange_cmd "vgchange -a y"\n'),
    ("legacy-package", "RUN_SCRIPT /etc/cmcluster/a.sh\nHALT_SCRIPT /opt/cmcluster/toolkit/a.sh\n"),
    ("cluster", "NETWORK_INTERFACE LAN0\nNETWORK_INTERFACE lan\nNETWORK_INTERFACE wlan0\n"),
    ("modular-package", "vg /dev/sdata\nvg /dev/sdb\nfs_name /dev/sdata/lvol1\nfs_name /dev/md/a\n"),
    # one line alone is not enough
    ("cluster", "NETWORK_INTERFACE lan0\n"),
    ("cluster", "SERIAL_DEVICE_FILE /dev/tty0p0\nMEMBER_TIMEOUT 14000000\n"),
    ("legacy-package", "LOCAL_LAN_FAILOVER_ALLOWED YES\n"),
    ("modular-package", "fs_type ext4\n"),
    # comments do not speak, nor do names that no catalogue knows
    ("cluster", "# NETWORK_INTERFACE lan0\n# NETWORK_INTERFACE lan1\n# VOLUME_GROUP vg01\n"),
    ("cluster", "NETWORK_INTERFACES lan0\nNETWORK_INTERFACES lan1\n"),
    # one line against all others
    ("cluster", "NETWORK_INTERFACE lan0\nNETWORK_INTERFACE lan1\nNETWORK_INTERFACE eth2\n"),
    ("cluster", "NETWORK_INTERFACE eth0\nNETWORK_INTERFACE eth1\nSERIAL_DEVICE_FILE /dev/tty0p0\n"),
    ("cluster", "NETWORK_INTERFACE bond0\nCLUSTER_LOCK_LUN /dev/sdc1\nVOLUME_GROUP /dev/vg01\n"),
    ("modular-package", "fs_type ext4\nfs_type ext4\nresource_name /net/lan0\n"),
    # a product's parameter: its other platform is not known
    ("modular-package", "xdc/xdc/raid_device /dev/vg01/a\nxdc/xdc/rpo_target 0\n"),
    # names of the other style of package
    ("modular-package", "storage_group a\nstorage_group b\n"),
]


def document(kind: str, lines: str, target: str | None = None):
    head = {"cluster": CLUSTER, "legacy-package": LEGACY, "modular-package": MODULAR}[kind]
    return parse(head + lines, kind=kind, target=target)


@pytest.mark.parametrize(("kind", "lines", "platform"), TOLD)
def test_a_platform_is_told_where_no_line_leaves_a_doubt(kind: str, lines: str, platform: str):
    assert str(document(kind, lines).target) == platform


@pytest.mark.parametrize(("kind", "lines"), NOT_TOLD)
def test_in_doubt_nothing_is_told(kind: str, lines: str):
    assert document(kind, lines).target == Target()


BOUNDS = [
    "QS_HOST q\nQS_ADDR 10.0.0.9\nNODE_TIMEOUT 8000000\n",  # from A.11.18 on, and up to A.11.18
    "MEMBER_TIMEOUT 14000000\n",
    "MEMBER_TIMEOUT 14000000\nSERIAL_DEVICE_FILE /dev/tty0p0\n",
    "HEARTBEAT_INTERVAL 1000000\nNODE_TIMEOUT 8000000\n",
]


@pytest.mark.parametrize("lines", BOUNDS)
def test_a_release_is_never_read_from_parameters(lines: str):
    assert document("cluster", lines).target.release is None


@pytest.mark.parametrize("lines", BOUNDS)
def test_no_rule_of_releases_speaks_where_no_release_is_given(lines: str):
    found = document("cluster", "NETWORK_INTERFACE lan0\nNETWORK_INTERFACE lan1\n" + lines)
    assert found.target == Target(Platform.HP_UX)
    assert check(found, Selection(("MC904", "MC905"))) == []


def test_a_given_release_is_joined_with_the_platform_that_is_told():
    found = document("cluster", "NETWORK_INTERFACE lan0\nNETWORK_INTERFACE lan1\n", "A.11.17")
    assert str(found.target) == "hp-ux A.11.17"


@pytest.mark.parametrize("platform", list(Platform))
def test_a_given_platform_stays(platform: Platform):
    lines = "NETWORK_INTERFACE lan0\nNETWORK_INTERFACE eth1\nNETWORK_INTERFACE eth2\n"
    assert document("cluster", lines, str(platform)).target == Target(platform)


# ------------------------------------------------------------------------------------------- whatever stands there

KINDS = ["cluster", "legacy-package", "modular-package"]


def values_of(parameter: Parameter) -> st.SearchStrategy[str]:
    words = [*parameter.values, *parameter.values_since]
    words += [word for some in parameter.values_by_platform.values() for word in some]
    forms = ["lan0", "eth0", "bond1", "/dev/sda1", "/dev/dsk/c1t2d0", "/usr/local/cmcluster/a", "7", "x"]
    return st.sampled_from(words + forms)


@st.composite
def files(draw: st.DrawFn) -> tuple[str, str]:
    kind = draw(st.sampled_from(KINDS))
    rows = [row for row in load(kind).parameters.values() if "*" not in row.name]
    chosen = draw(st.lists(st.sampled_from(rows), max_size=8))
    return kind, "".join(f'{row.name} "{draw(values_of(row))}"\n' for row in chosen)


@given(files())
def test_what_a_file_tells_never_makes_one_of_its_own_lines_foreign(file: tuple[str, str]):
    kind, text = file
    found = parse(text, kind=kind)
    assert check(found, Selection(("MC904", "MC905"))) == []


@given(st.text())
def test_every_text_has_a_target(text: str):
    for kind in [*KINDS, "control-script"]:
        assert isinstance(parse(text, kind=kind).target, Target)
