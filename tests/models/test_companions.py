"""Files of the system beside a configuration: told from what they are not, and read line by line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcsgconf.models.companions.captures import switches, tunables
from mcsgconf.models.companions.entries import entries
from mcsgconf.models.companions.name_service import databases, hosts
from mcsgconf.models.companions.start_up import boot_addresses
from mcsgconf.models.companions.storage import activations, lvm_settings, mounts, same_volume, volume_group_of
from mcsgconf.models.companions.system import daemons, processes, users
from mcsgconf.models.companions.trust import trusted_hosts
from mcsgconf.models.document import Document, parse
from mcsgconf.models.kind import LINE_KINDS, Kind
from mcsgconf.syntax.lines import parse_lines

CMVIEWCL = """
CLUSTER        STATUS
store          up

  NODE           STATUS       STATE
  kassa1         up           running

    PACKAGE      STATUS       STATE        AUTO_RUN     NODE
    pos          up           running      disabled     kassa1

      Policy_Parameters:
      POLICY_NAME     CONFIGURED_VALUE
      Failover        configured_node

      Script_Parameters:
      ITEM       STATUS   MAX_RESTARTS  RESTARTS   NAME
      Service    up                  2         0   pos_mon
      Subnet     up                                10.20.1.0

      Node_Switching_Parameters:
      NODE_TYPE    STATUS       SWITCHING    NAME
      Primary      up           enabled      kassa1       (current)
      Alternate    up           disabled     kassa2

MULTI_NODE_PACKAGES

  PACKAGE      STATUS       STATE        AUTO_RUN     SYSTEM
  SG-CFS-pkg   up           running      enabled      yes

    NODE_NAME    STATUS       SWITCHING
    kassa1       up           enabled
    kassa2       down         disabled
"""

KINDS = [
    # the text, the name of the file, the kind
    ("alfa root\nbeta root\n", "nodes/alfa/cmclnodelist", "nodelist"),
    ("# nodes\nalfa\tbackup.example.com\n", "etc/cmclnodelist.txt", "nodelist"),
    ("alfa:root\n", "cmclnodelist", "nodelist"),
    ("alfa root\nbeta root\n", "nodes.txt", "unknown"),
    ("This is what the file cmclnodelist is for, in a few words.\n", "cmclnodelist.md", "unknown"),
    ("", "cmclnodelist", "unknown"),
    ("beta root\n", ".rhosts", "rhosts"),
    ("+ +\n", "hosts.equiv", "rhosts"),
    ("127.0.0.1 localhost\n10.1.1.1 alfa\n", "x", "hosts"),
    ("::1 localhost\n10.1.1.1 alfa\n", "x", "hosts"),
    ("10.1.1.1 alfa alfa.example.com\n", "nodes/alfa/etc/hosts", "hosts"),
    ("10.1.1.1 alfa alfa.example.com\n", "addresses.txt", "unknown"),
    ("10.1.1.1 alfa\nand some words\n", "hosts", "unknown"),
    ("10.1.1.1 ssh-rsa AAAA\nalfa ssh-rsa AAAA\n", "known_hosts", "unknown"),
    ("passwd: files\nhosts: files dns\n", "x", "nsswitch"),
    ("hosts: all\ntasks:\n", "playbook.yml", "unknown"),
    ("root:x:0:0:root:/root:/bin/bash\n", "x", "passwd"),
    ("auth stream tcp6 wait bin /usr/lbin/identd identd\n", "x", "inetd"),
    ("init:3:initdefault:\n", "x", "inittab"),
    ("# System /etc/fstab file\n/dev/vg00/lvol3 / vxfs delaylog 0 1\n", "x", "fstab"),
    ("/dev/vg00/lvol3 / vxfs delaylog 0 1\n", "fstab.alfa", "fstab"),
    ("/dev/vg00/lvol3 / vxfs delaylog 0 1 1257258900\n", "mnttab", "unknown"),
    ("/dev/sda1 / ext3 rw 0 0\n", "proc-mounts.txt", "unknown"),
    ("# LVM\ndevices {\n}\n", "lvm.conf", "lvm-conf"),
    ("tags { hosttags = 1 }\n", "x", "lvm-conf"),
    ("server {\n}\ntags {\n}\n", "nginx.conf", "unknown"),
    ("AUTO_VG_ACTIVATE=0\n", "x", "lvmrc"),
    ("#!/sbin/sh\nAUTO_VG_ACTIVATE=1\n", "x", "lvmrc"),
    ("#!/sbin/sh\n. /etc/lvmrc\n[ $AUTO_VG_ACTIVATE = 1 ] && vgchange -a y\n", "x", "shell"),
    ("# boot\nAUTOSTART_CMCLD=1\n", "x", "rc-config"),
    ("HOSTNAME=alfa\nINTERFACE_NAME[0]=lan0\nIP_ADDRESS[0]=10.1.1.1\n", "x", "netconf"),
    ("DEVICE=eth0\nBOOTPROTO=static\nIPADDR=10.1.1.1\n", "ifcfg-eth0", "netconf"),
    ("IPADDR=10.1.1.1\n", "settings", "unknown"),
    (CMVIEWCL, "x", "status"),
    ("package:pos|name=pos\npackage:pos|status=up\n", "x", "status"),
    ("Tunable   Value  Expression  Changes\nmaxvgs 10 Default\n", "x", "kernel-listing"),
    ("Tunable   Current  Expression  Changes\n", "x", "kernel-listing"),
    ("Parameter             Current Dyn Planned    Module   Version\n", "x", "kernel-listing"),
    ("CLUSTER_NAME c\nNODE_NAME alfa\n", "hosts", "cluster"),
    ("VG[0]=vg01\nAUTO_VG_ACTIVATE=0\n", "x", "control-script"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "kind"), KINDS)
def test_the_kind_of_a_companion(text: str, name: str, kind: str) -> None:
    assert parse(text, name=name).kind == kind


def of(kind: Kind, text: str) -> Document:
    return parse(text, kind=kind)


def test_lines_and_remarks() -> None:
    document = of(Kind.HOSTS, "\ufeff# a\n\n10.1.1.1\talfa  # first\r\n  beta")
    assert [node.kind for node in document.tree.children] == ["bom", "comment", "blank", "entry", "entry"]
    first, second = entries(document)
    assert [word.value for word in first.words] == ["10.1.1.1", "alfa"]
    assert first.line.text == "10.1.1.1\talfa  # first"
    assert document.source.slice(second.span) == "beta"


@given(st.text(alphabet=" \t\r\n\f\v\x1c\x85\u2028\ufeff#a:=|\ud800"), st.sampled_from(sorted(LINE_KINDS)))
def test_every_text_has_a_tree_and_every_kind_a_model(text: str, kind: Kind) -> None:
    tree = parse_lines(text)
    at = 0
    for node in tree.children:
        assert node.start == at
        at = node.end
    assert at == len(text)
    document = of(kind, text)
    assert document.problems == ()
    assert document.model is not None
    document.model.model_dump(mode="json")  # as text it would have to be UTF-8


def test_trusted_hosts() -> None:
    found = list(trusted_hosts(of(Kind.NODELIST, "alfa.example.com root # x\nbeta\n+\ngamma oper extra words\n")))
    assert [(one.node, one.user.value if one.user else None, one.is_root, len(one.rest)) for one in found] == [
        ("alfa", "root", True, 0),
        ("beta", None, True, 0),
        ("+", None, True, 0),
        ("gamma", "oper", False, 2),
    ]


def test_hosts() -> None:
    found = list(hosts(of(Kind.HOSTS, "10.1.1.1 alfa.example.com alfa#first\nfe80::1 beta\nlonely\n300.1.1.1 x\n")))
    assert [(str(one.address.value), sorted(one.short_names)) for one in found] == [
        ("10.1.1.1", ["alfa"]),
        ("fe80::1", ["beta"]),
        ("None", ["x"]),
    ]


def test_name_service_switch() -> None:
    text = "passwd: files\nhosts:\tfiles [NOTFOUND=continue UNAVAIL = continue] dns [TRYAGAIN=return # x\nbroken\n:\n"
    document = of(Kind.NSSWITCH, text)
    (passwd, found) = databases(document)
    assert (passwd.name.value, found.name.value) == ("passwd", "hosts")
    assert [(one.name.value, one.actions) for one in found.sources] == [
        ("files", {"NOTFOUND": "continue", "UNAVAIL": "continue"}),
        ("dns", {"TRYAGAIN": "return"}),
    ]
    assert document.source.slice(found.sources_span).startswith("files [NOTFOUND")


def test_users_daemons_and_processes() -> None:
    (root, odd) = users(of(Kind.PASSWD, "root:*:0:3:the boss:/:/sbin/sh\nx:*:zero:1::/:\nnothing\n"))
    assert (root.name.value, root.uid.value, odd.uid.value) == ("root", 0, None)
    inetd = "auth stream tcp6 wait bin /usr/lbin/identd identd -t\n##ftp stream tcp nowait root /usr/lbin/ftpd ftpd\n# words\n"
    (auth, ftp) = daemons(of(Kind.INETD, inetd))
    assert (auth.active, auth.command.value, ftp.active) == (True, "/usr/lbin/identd identd -t", False)
    inittab = "init:3:initdefault:\na1:3:respawn:/usr/sbin/getty tty0p0 9600 # line\na2:3:off:/usr/sbin/getty tty1p0\n"
    found = list(processes(of(Kind.INITTAB, inittab)))
    assert [(one.id.value, one.active) for one in found] == [("init", False), ("a1", True), ("a2", False)]
    assert found[1].command.value == "/usr/sbin/getty tty0p0 9600 # line"


def test_mounts() -> None:
    text = "/dev/vg01/lvol1 /data vxfs rw,noauto 0 2\nnas:/exp /home nfs\n/dev/vg00/lvol2 swap\nalone\n"
    assert [(one.device.value, one.directory.value, one.at_boot) for one in mounts(of(Kind.FSTAB, text))] == [
        ("/dev/vg01/lvol1", "/data", False),
        ("nas:/exp", "/home", True),
        ("/dev/vg00/lvol2", "swap", True),
    ]


VOLUMES = [
    ("/dev/vg01/lvol1", "/dev/vg01"),
    ("/dev/mapper/vg01-lvol1", "/dev/vg01"),
    ("/dev/mapper/vg--shop-lv--data", "/dev/vg-shop"),
    ("/dev/mapper/mpatha", None),
    ("/dev/dsk/c0t0d0", None),
    ("/dev/sda1", None),
    ("nas:/exp", None),
    ("LABEL=root", None),
]


@pytest.mark.parametrize(("device", "group"), VOLUMES)
def test_the_volume_group_of_a_device(device: str, group: str | None) -> None:
    assert volume_group_of(device) == group


def test_the_device_mapper_has_names_of_its_own() -> None:
    assert same_volume("/dev/mapper/vg--shop-lv--data") == same_volume("/dev/vg-shop/lv-data") == "/dev/vg-shop/lv-data"


LVMRC = """
AUTO_VG_ACTIVATE=0
parallel_vg_sync() { return 0; }
custom_vg_activation()
{
	# /sbin/vgchange -a y vg09
	/sbin/vgchange -a y -s vg01 /dev/vg02
	vgchange -an vg03
	parallel_vg_sync "/dev/vg04 /dev/vg05"
	for v in $LOCAL; do vgchange -a y $v; done
	return 0
}
vgchange -a y
"""


def test_activations() -> None:
    found = list(activations(of(Kind.LVMRC, LVMRC)))
    assert [
        ([g.value for g in one.groups], one.activates, one.certain, one.is_of_all, one.in_function) for one in found
    ] == [
        (["/dev/vg01", "/dev/vg02"], True, True, False, True),
        (["/dev/vg03"], False, True, False, True),
        (["/dev/vg04", "/dev/vg05"], False, True, False, True),
        ([], True, False, False, True),
        ([], True, True, True, False),
    ]


def test_lvm_settings() -> None:
    text = 'tags { hosttags = 1 }\nactivation {\n  # volume_list = [ "x" ]\n  volume_list = [ "vg00", "@*" ]\n}\n'
    assert [(one.name.value, one.value.value) for one in lvm_settings(of(Kind.LVM_CONF, text))] == [
        ("hosttags", "1"),
        ("volume_list", "["),
    ]


def test_boot_addresses() -> None:
    text = 'IP_ADDRESS[0]="10.1.1.1"\nIP_ADDRESS[3]=$OTHER\nIPADDR1=10.1.1.2\n#IP_ADDRESS[1]=10.1.1.9\n'
    found = list(boot_addresses(of(Kind.NETCONF, text)))
    assert [(str(one.address.value), one.index) for one in found] == [("10.1.1.1", 0), ("None", 3), ("10.1.1.2", None)]


def test_switches_of_the_table() -> None:
    found = switches(of(Kind.STATUS, CMVIEWCL))
    assert [(one.package, one.node, one.up, one.enabled.value) for one in found] == [
        ("pos", None, True, False),
        ("pos", "kassa1", True, True),
        ("pos", "kassa2", True, False),
        ("SG-CFS-pkg", None, True, True),
        ("SG-CFS-pkg", "kassa1", True, True),
        ("SG-CFS-pkg", "kassa2", False, False),
    ]


def test_switches_of_the_short_table() -> None:
    text = "    PACKAGE  STATUS  STATE    PKG_SWITCH  NODE\n    a  up  running  enabled  n1\n    b  up  running  disabled  n1\n"
    assert [(one.package, one.enabled.value) for one in switches(of(Kind.STATUS, text))] == [("a", True), ("b", False)]


LINES = [
    (
        "node:n1|status=up\npackage:a|status=up\npackage:a|autorun=disabled\npackage:a|node:n1|switching=disabled\n",
        [("a", None, True, False), ("a", "n1", True, False)],
    ),
    ("node:n1|status=down\npackage:a|node:n1|switching=disabled\n", [("a", "n1", False, False)]),
    (
        "name=a\nstatus=up\nautorun=enabled\nnode:n1|switching=disabled\n",
        [("a", None, True, True), ("a", "n1", True, False)],
    ),
    ("package:a|autorun=disabled\n", [("a", None, False, False)]),
]


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_switches_of_lines(text: str, expected: list[tuple[str, str | None, bool, bool]]) -> None:
    found = switches(of(Kind.STATUS, text))
    assert [(one.package, one.node, one.up, one.enabled.value) for one in found] == expected


def test_tunables() -> None:
    text = "Tunable  Value  Expression  Changes\nmaxvgs  10  Default\nnstrpty  0  0\nodd  many  x\nalone\n"
    assert [(one.name.value, one.value.value, one.expression) for one in tunables(of(Kind.KERNEL_LISTING, text))] == [
        ("maxvgs", 10, "Default"),
        ("nstrpty", 0, "0"),
        ("odd", None, "x"),
    ]
