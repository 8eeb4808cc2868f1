"""Rules across files: what is compared with what, and what is left alone because nobody can know."""

from __future__ import annotations

from pathlib import Path

import pytest
from folders import write

from mcsgconf.cli.inputs import site_of
from mcsgconf.lint.engine import check
from mcsgconf.lint.fixes import fix
from mcsgconf.lint.select import Selection
from mcsgconf.loading import load_site
from mcsgconf.models.document import parse
from mcsgconf.models.kind import COMPANION_KINDS, Kind
from mcsgconf.site import Site

CLUSTER = """CLUSTER_NAME shop
NODE_NAME anna
  NETWORK_INTERFACE lan0
    HEARTBEAT_IP 10.1.1.1
NODE_NAME bert
  NETWORK_INTERFACE lan0
    HEARTBEAT_IP 10.1.1.2
VOLUME_GROUP /dev/vg01
"""
OTHER = CLUSTER.replace("anna", "xena").replace("bert", "yves").replace("10.1.1", "10.2.1").replace("shop", "other")

Found = set[tuple[str, int, str]]
Files = dict[str, str]


def package(name: str, *more: str, nodes: str = "anna bert") -> str:
    script = f"/etc/cmcluster/{name}/{name}.cntl"
    lines = [f"PACKAGE_NAME {name}", *(f"NODE_NAME {node}" for node in nodes.split())]
    return "\n".join([*lines, f"RUN_SCRIPT {script}", f"HALT_SCRIPT {script}", *more, ""])


def modular(name: str, *more: str, nodes: str = "anna bert") -> str:
    lines = [f"package_name {name}", "module_name sg/failover", *(f"node_name {node}" for node in nodes.split())]
    return "\n".join([*lines, *more, ""])


def needs(other: str, state: str = "UP", location: str = "same_node") -> tuple[str, str, str]:
    return f"dependency_name d_{other}", f"dependency_condition {other} = {state}", f"dependency_location {location}"


def site(files: Files, *, is_whole: bool = True) -> Site:
    return Site.of([parse(text, name=name) for name, text in files.items()], is_whole=is_whole)


def found(files: Files, *codes: str, is_whole: bool = True) -> Found:
    return {(f.path, f.line, f.code) for f in check(site(files, is_whole=is_whole), Selection(select=codes))}


PACKAGES: list[tuple[str, Files, Found]] = [
    # services
    ("MC502", {"c": CLUSTER, "p": package("p", "SERVICE_NAME s"), "q": package("q", "SERVICE_NAME s")}, {("q", 6, "MC502")}),
    ("MC502", {"c": CLUSTER, "p": package("p", 'SERVICE_NAME "s"'), "q": package("q", "SERVICE_NAME s")}, {("q", 6, "MC502")}),
    ("MC502", {"c": CLUSTER, "p": package("p", "SERVICE_NAME s", "SERVICE_NAME s")}, set()),
    ("MC502", {"c": CLUSTER, "p": package("p", "SERVICE_NAME <name>"), "q": package("q", "SERVICE_NAME <name>")}, set()),
    ("MC502", {"p": package("p", "SERVICE_NAME s"), "q": package("q", "SERVICE_NAME s")}, set()),
    # two clusters in one heap: nobody knows whose package is whose
    ("MC502", {"c": CLUSTER, "o": OTHER, "p": package("p", "SERVICE_NAME s"), "q": package("q", "SERVICE_NAME s")}, set()),
    # two versions of one cluster
    (
        "MC502",
        {"current": CLUSTER, "generic": CLUSTER, "p": package("p", "SERVICE_NAME s"), "q": package("q", "SERVICE_NAME s")},
        {("q", 6, "MC502")},
    ),
    # names of packages
    ("MC503", {"c": CLUSTER, "a/pkg.conf": package("p"), "b/pkg.conf": package("p")}, {("b/pkg.conf", 1, "MC503")}),
    ("MC503", {"c": CLUSTER, "a/pkg.conf": package("p"), "old_a/pkg.conf": package("p")}, set()),
    ("MC503", {"c": CLUSTER, "a/pkg.conf": package("p"), "2009-11-03/pkg.conf": package("p")}, set()),
    ("MC503", {"c": CLUSTER, "a/pkg.conf": package("p"), "a/pkg_v2.conf": package("p")}, set()),
    ("MC503", {"c": CLUSTER, "a/pkg.conf": package("p"), "a/other.conf": package("p")}, {("a/other.conf", 1, "MC503")}),
    # only in a folder that is set aside: then it is the package
    ("MC503", {"c": CLUSTER, "old/a.conf": package("p"), "old/b.conf": package("p")}, {("old/b.conf", 1, "MC503")}),
    # nodes
    ("MC504", {"c": CLUSTER, "p": package("p", nodes="anna dora")}, {("p", 3, "MC504")}),
    ("MC504", {"c": CLUSTER, "d": CLUSTER, "p": package("p", nodes="anna dora")}, set()),
    ("MC504", {"c": CLUSTER, "p": package("p", nodes="*")}, set()),
    ("MC504", {"c": CLUSTER, "p": package("p", nodes="<node1>")}, set()),
    ("MC504", {"c": "CLUSTER_NAME shop\nNODE_TIMEOUT 1\n", "p": package("p", nodes="dora")}, set()),
    # how many
    ("MC505", {"c": f"{CLUSTER}MAX_CONFIGURED_PACKAGES 1\n", "p": package("p"), "q": package("q")}, {("c", 9, "MC505")}),
    ("MC505", {"c": f"{CLUSTER}MAX_CONFIGURED_PACKAGES many\n", "p": package("p"), "q": package("q")}, set()),
    ("MC505", {"c": f"{CLUSTER}MAX_CONFIGURED_PACKAGES 1\n", "p": package("p"), "q": package("p")}, set()),
    # priority
    ("MC520", {"c": CLUSTER, "p": modular("p", "priority 20"), "q": package("q", "PRIORITY 20")}, {("q", 6, "MC520")}),
    ("MC520", {"c": CLUSTER, "p": modular("p", "priority no_priority"), "q": modular("q", "priority no_priority")}, set()),
    # subnets
    ("MC506", {"c": CLUSTER, "p": package("p", "SUBNET 10.1.1.0", "SUBNET 10.0.0.0")}, set()),
    ("MC506", {"c": CLUSTER, "p": package("p", "SUBNET 10.1.2.0")}, {("p", 6, "MC506")}),
    # of a node with a line that cannot be read nobody knows the addresses
    ("MC506", {"c": CLUSTER.replace("  NETWORK_INTERFACE", "  NETWORK_INTERACE", 1), "p": package("p", "SUBNET 10.1.2.0")}, set()),
    ("MC506", {"c": CLUSTER.replace("    HEARTBEAT_IP 10.1.1.2", ""), "p": package("p", "SUBNET 10.1.1.0")}, set()),
    ("MC506", {"c": CLUSTER, "p": package("p", "SUBNET somewhere")}, set()),
    # addresses
    ("MC507", {"c": CLUSTER, "p": modular("p", "ip_subnet 10.1.1.0", "ip_address 10.1.1.2")}, {("p", 6, "MC507")}),
    (
        "MC507",
        {
            "c": CLUSTER,
            "p": modular("p", "priority 1", "ip_subnet 10.1.1.0", "ip_address 10.1.1.9", *needs("q", "DOWN")),
            "q": modular("q", "ip_subnet 10.1.1.0", "ip_address 10.1.1.9", *needs("p", "DOWN")),
        },
        set(),
    ),
    # the same plan of addresses twice is no shared LAN
    (
        "MC507",
        {
            "a/c": CLUSTER,
            "a/p": modular("p", "ip_subnet 10.1.1.0", "ip_address 10.1.1.9"),
            "b/c": OTHER.replace("10.2.1", "10.1.1"),
            "b/q": modular("q", "ip_subnet 10.1.1.0", "ip_address 10.1.1.9", nodes="xena"),
        },
        set(),
    ),
    # volume groups
    ("MC508", {"c": CLUSTER, "p": modular("p", "vg vg01", "vg vg02")}, {("c", 8, "MC508")}),
    ("MC508", {"c": CLUSTER, "d": CLUSTER, "p": modular("p", "vg vg02")}, set()),
    ("MC508", {"c": CLUSTER.replace("VOLUME_GROUP /dev/vg01\n", "").replace("lan", "bond"), "p": modular("p", "vg vg02")}, set()),
    ("MC508", {"c": f"{CLUSTER}OPS_VOLUME_GROUP /dev/vg02\n", "p": modular("p", "vg vg02", 'vgchange_cmd "vgchange -a s"')}, set()),
    ("MC509", {"c": CLUSTER, "p": modular("p", "vg vg01"), "q": modular("q", "vg /dev/vg01")}, {("q", 5, "MC509")}),
    ("MC509", {"c": CLUSTER, "p": modular("p", "vg vg01"), "q": modular("q", "vg vg01", "package_type multi_node")}, set()),
    ("MC510", {"c": f"{CLUSTER}VOLUME_GROUP /dev/vg02\n", "p": modular("p", "vg vg01")}, {("c", 9, "MC510")}),
    ("MC510", {"c": f"{CLUSTER}VOLUME_GROUP /dev/vg02\n", "p": modular("p")}, set()),
    # a group that no package can have is another mistake
    ("MC510", {"c": f"{CLUSTER}VOLUME_GROUP /dev/vg00\n", "p": modular("p", "vg vg01")}, set()),
    ("MC510", {"c": f"{CLUSTER}VOLUME_GROUP <group>\n", "p": modular("p", "vg vg01")}, set()),
    ("MC510", {"c": f"FIRST_CLUSTER_LOCK_VG vg02\n{CLUSTER}VOLUME_GROUP /dev/vg02\n", "p": modular("p", "vg vg01")}, set()),
    # mount points
    (
        "MC511",
        {"c": CLUSTER, "p": modular("p", "fs_name /dev/a/a", "fs_directory /d"), "q": modular("q", "fs_name /dev/b/b", "fs_directory /d/")},
        {("q", 6, "MC511")},
    ),
    (
        "MC511",
        {"c": CLUSTER, "p": modular("p", "fs_name /dev/a/a", "fs_directory /d/e"), "q": modular("q", "fs_name /dev/b/b", "fs_directory /d")},
        {("p", 6, "MC511")},
    ),
    (
        "MC511",
        {
            "c": CLUSTER,
            "p": modular("p", "fs_name /dev/a/a", "fs_directory /d", nodes="anna"),
            "q": modular("q", "fs_name /dev/b/b", "fs_directory /d", nodes="bert"),
        },
        set(),
    ),
    ("MC511", {"c": CLUSTER, "p": modular("p", "fs_name /dev/a/a", "fs_directory /data"), "q": modular("q", "fs_name /dev/b/b", "fs_directory /data2")}, set()),
    # dependencies
    ("MC517", {"c": CLUSTER, "p": modular("p", *needs("q")), "q": modular("q", *needs("r")), "r": modular("r", *needs("p"))}, {("p", 6, "MC517"), ("q", 6, "MC517"), ("r", 6, "MC517")}),
    ("MC517", {"c": CLUSTER, "p": modular("p", *needs("q", "DOWN")), "q": modular("q", *needs("p", "DOWN"))}, set()),
    ("MC517", {"c": CLUSTER, "p": modular("p", *needs("db2")), "db1": modular("db1")}, {("p", 6, "MC517")}),
    ("MC517", {"c": CLUSTER, "p": modular("p", *needs("q"))}, set()),
    ("MC518", {"c": CLUSTER, "p": modular("p", *needs("q"), nodes="anna"), "q": modular("q", nodes="*")}, set()),
    ("MC518", {"c": CLUSTER, "p": modular("p", *needs("q"), nodes="*"), "q": modular("q")}, {("p", 5, "MC518")}),
    ("MC518", {"c": CLUSTER, "p": modular("p", *needs("q"), "package_type multi_node"), "q": modular("q")}, {("p", 6, "MC518")}),
    ("MC518", {"c": CLUSTER, "p": modular("p", *needs("q")), "q": modular("q", "package_type multi_node", nodes="bert anna")}, set()),
    ("MC519", {"c": CLUSTER, "p": modular("p", "priority 1", *needs("q", "DOWN")), "q": modular("q", *needs("p", "DOWN"), "failover_policy min_package_node")}, {("q", 6, "MC519")}),
    # policies
    ("MC521", {"c": CLUSTER, "p": package("p", "FAILBACK_POLICY AUTOMATIC", "FAILOVER_POLICY MIN_PACKAGE_NODE")}, set()),
    ("MC522", {"c": f"{CLUSTER}USER_NAME a\nUSER_HOST anna\nUSER_ROLE MONITOR\n", "p": modular("p", "user_name b a", "user_host anna", "user_role package_admin")}, {("p", 5, "MC522")}),
    ("MC522", {"c": f"{CLUSTER}USER_NAME a b\nUSER_HOST CLUSTER_MEMBER_NODE\nUSER_ROLE MONITOR\n", "p": modular("p", "user_name b", "user_host cluster_member_node", "user_role package_admin")}, {("p", 5, "MC522")}),
    ("MC525", {"c": CLUSTER, "p": package("p"), "q": package("p").replace("NAME p", "NAME q")}, {("q", 4, "MC525")}),
    ("MC525", {"c": CLUSTER, "p": modular("p", "script_log_file $SGRUN/log/p.log"), "q": modular("q", "script_log_file ${SGRUN}/log/p.log")}, {("q", 5, "MC525")}),
    ("MC525", {"c": CLUSTER, "p": modular("p", "script_log_file $LOGS/p.log"), "q": modular("q", "script_log_file $LOGS/p.log")}, set()),
]  # fmt: skip


@pytest.mark.parametrize(("code", "files", "expected"), PACKAGES)
def test_packages(code: str, files: Files, expected: Found) -> None:
    assert found(files, code) == expected


CNTL = "VGCHANGE='vgchange -a e'\nVG[0]=vg01\n"
NODES = {"anna": "x/anna/p/p.cntl", "bert": "x/bert/p/p.cntl"}

SCRIPTS: list[tuple[str, Files, Found]] = [
    ("MC512", {"c": CLUSTER, "p/p.conf": package("p"), "p/p.cntl": CNTL, "q/q.conf": package("q")}, {("q/q.conf", 4, "MC512")}),
    # two are missing: this repository does not keep them
    ("MC512", {"c": CLUSTER, "p/p.conf": package("p"), "p/p.cntl": CNTL, "q/q.conf": package("q"), "r": package("r")}, set()),
    ("MC512", {"c": CLUSTER, "p/p.conf": package("p")}, set()),
    ("MC513", {"c": CLUSTER, "p.conf": package("p"), NODES["anna"]: CNTL, NODES["bert"]: f"{CNTL}VG[1]=vg02\n"}, {(NODES["bert"], 3, "MC513")}),
    ("MC513", {"c": CLUSTER, "p.conf": package("p"), NODES["anna"]: f"{CNTL}VG[1]=vg02\n", NODES["bert"]: CNTL}, {(NODES["bert"], 2, "MC513")}),
    ("MC513", {"c": CLUSTER, "p.conf": package("p", nodes="anna"), NODES["anna"]: CNTL, NODES["bert"]: "VG[0]=vg02\n"}, set()),
    ("MC513", {"c": CLUSTER, "p.conf": package("p"), NODES["anna"]: CNTL, NODES["bert"]: f"# new\n\n{CNTL.replace('VG[0]', '  VG[0]')}"}, set()),
    # the package file stands beside one of the copies
    ("MC513", {"c": CLUSTER, "x/anna/p/p.conf": package("p"), NODES["anna"]: CNTL, NODES["bert"]: "VG[0]=vg02\n"}, {(NODES["bert"], 1, "MC513")}),
    # across subnets each node has its own addresses
    (
        "MC513",
        {
            "c": CLUSTER,
            "p.conf": package("p", "SUBNET 10.1.1.0", "MONITORED_SUBNET_ACCESS PARTIAL"),
            NODES["anna"]: f"{CNTL}IP[0]=10.1.1.9\n",
            NODES["bert"]: f"{CNTL}IP[0]=10.2.1.9\n",
        },
        set(),
    ),
    ("MC515", {"p/p.conf": package("p").replace("HALT_SCRIPT /etc/cmcluster/p/p", "HALT_SCRIPT /etc/cmcluster/p/h"), "p/p.cntl": CNTL, "p/h.cntl": "customer_defined_halt_cmds() { :; }\n"}, set()),
    ("MC515", {"p/p.conf": package("p").replace("HALT_SCRIPT /etc/cmcluster/p/p", "HALT_SCRIPT /etc/cmcluster/p/h"), "p/p.cntl": f"{CNTL}LV[0]=/dev/vg01/l\n", "p/h.cntl": CNTL}, {("p/h.cntl", 1, "MC515")}),
    ("MC516", {"c": CLUSTER, "p/p.conf": package("p"), "p/p.cntl": "customer_defined_run_cmds() { cmhaltpkg -n anna p; cmrunpkg q; }\n", "q/q.conf": package("q"), "q/q.cntl": CNTL}, set()),
    # of three, in a circle
    (
        "MC516",
        {
            "c": CLUSTER,
            **{f"{a}/{a}.conf": package(a) for a in "pqr"},
            **{f"{a}/{a}.cntl": f"customer_defined_run_cmds() {{ cmmodpkg -e {b}; }}\n" for a, b in ("pq", "qr", "rp")},
        },
        {("p/p.cntl", 1, "MC516"), ("q/q.cntl", 1, "MC516"), ("r/r.cntl", 1, "MC516")},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("code", "files", "expected"), SCRIPTS)
def test_scripts(code: str, files: Files, expected: Found) -> None:
    assert found(files, code) == expected


ABSENT = [
    ("MC510", {"c": f"{CLUSTER}VOLUME_GROUP /dev/vg02\n", "p": modular("p", "vg vg01")}),
    ("MC512", {"c": CLUSTER, "p/p.conf": package("p"), "p/p.cntl": CNTL, "q/q.conf": package("q")}),
    ("MC517", {"c": CLUSTER, "p": modular("p", *needs("webfront")), "q": modular("q")}),
    ("MC711", {"c": CLUSTER, "anna/lvmrc": "AUTO_VG_ACTIVATE=0\n", "anna/fstab": "/dev/vg09/l /x vxfs rw 0 2\n"}),
]


@pytest.mark.parametrize(("code", "files"), ABSENT)
def test_nothing_follows_from_absence_where_files_were_picked(code: str, files: Files) -> None:
    assert found(files, code) != set()
    assert found(files, code, is_whole=False) == set()


def test_a_script_in_another_language_is_not_missing(tmp_path: Path) -> None:
    write(tmp_path, {"c": CLUSTER, "p/p.conf": package("p"), "p/p.cntl": CNTL, "q/q.conf": package("q")})
    chosen = Selection(select=("MC512",))
    assert [f.code for f in check(load_site(tmp_path), chosen)] == ["MC512"]
    write(tmp_path, {"q/q.cntl": "#!/usr/bin/perl\n"})
    assert check(load_site(tmp_path), chosen) == []


def test_files_named_on_the_command_line_are_not_all_there_is(tmp_path: Path) -> None:
    write(tmp_path, {"c": CLUSTER, "p/p.conf": package("p"), "p/p.cntl": CNTL, "q/q.conf": package("q")})
    paths = [str(tmp_path / name) for name in ("c", "p/p.conf", "p/p.cntl", "q/q.conf")]
    assert check(site_of(paths, "-", None), Selection(select=("MC512",))) == []


LISTING = "crw-r--r--   1 root  sys   64 {1} Mar 14  2005 /dev/{0}/group\n"
ROOT = LISTING.format("vg00", "0x000000")
VG01 = LISTING.format("vg01", "0x010000")
MAKE = "#!/usr/bin/sh\nmknod /dev/vg01/group c 64 0x010000\n"
HOSTS = "10.1.1.1 anna\n10.1.1.2 bert\n"
FSTAB = "# /etc/fstab\n"
MOUNTS = modular("p", "vg vg01", "fs_name /dev/vg01/l", "fs_directory /d")

COMPANIONS: list[tuple[str, Files, Found]] = [
    ("MC705", {"c": CLUSTER, "p": modular("p", "vg vg01"), "anna.txt": ROOT + VG01, "bert.txt": ROOT}, {("p", 5, "MC705")}),
    ("MC705", {"c": CLUSTER, "p": modular("p", "vg vg01"), "bert.txt": LISTING.format("vg09", "0x090000")}, set()),
    ("MC705", {"c": CLUSTER, "p": modular("p", "vg vg01"), "bert.txt": ROOT, "make.sh": MAKE}, set()),
    ("MC705", {"c": CLUSTER, "p": modular("p", "vg vg01"), "zeus.txt": ROOT}, set()),
    ("MC706", {"c": CLUSTER, "anna.txt": VG01, "anna/k": "Tunable Value Expression\nmaxvgs many x\n"}, set()),
    ("MC706", {"c": CLUSTER, "anna.txt": VG01, "anna/k": "Tunable Value Expression\nmaxvgs 1 x\n"}, {("anna.txt", 1, "MC706")}),
    ("MC710", {"c": CLUSTER, "anna/lvmrc": "AUTO_VG_ACTIVATE=1\n"}, {("anna/lvmrc", 1, "MC710")}),
    ("MC710", {"c": CLUSTER, "lvmrc": "custom_vg_activation() { return 0; }\n"}, {("lvmrc", 1, "MC710")}),
    ("MC710", {"c": CLUSTER, "zeus/lvmrc": "AUTO_VG_ACTIVATE=1\n"}, set()),
    ("MC710", {"c": CLUSTER, "zeus.lvmrc": "AUTO_VG_ACTIVATE=1\n"}, set()),
    ("MC710", {"zeus/lvmrc": "AUTO_VG_ACTIVATE=1\n"}, set()),
    ("MC711", {"c": CLUSTER, "anna/lvmrc": "AUTO_VG_ACTIVATE=0\n", "anna/x.txt": ROOT + LISTING.format("vg09", "0x090000")}, {("anna/lvmrc", 1, "MC711")}),
    ("MC711", {"c": CLUSTER, "anna/lvmrc": "AUTO_VG_ACTIVATE=0\n", "bert/fstab": f"{FSTAB}/dev/vg09/l /x vxfs rw 0 2\n"}, set()),
    ("MC711", {"c": CLUSTER, "p": package("p"), "anna/lvmrc": "AUTO_VG_ACTIVATE=0\n", "anna/fstab": f"{FSTAB}/dev/vg09/l /x vxfs rw 0 2\n"}, set()),
    ("MC712", {"c": CLUSTER, "anna/lvmrc": "AUTO_VG_ACTIVATE=0\nvgchange -a y\n"}, {("anna/lvmrc", 2, "MC712")}),
    ("MC712", {"c": CLUSTER, "anna/lvmrc": "AUTO_VG_ACTIVATE=0\nvgchange -a y $VGS\n"}, set()),
    ("MC714", {"c": CLUSTER, "p": MOUNTS, "anna/fstab": f"{FSTAB}/dev/mapper/vg01-l /x ext3 rw 0 2\n"}, {("anna/fstab", 2, "MC714")}),
    ("MC714", {"c": CLUSTER, "p": MOUNTS, "fstab": f"{FSTAB}/dev/vg09/l /d vxfs rw 0 2\n"}, {("fstab", 2, "MC714")}),
    ("MC714", {"c": CLUSTER, "p": MOUNTS, "zeus/fstab": f"{FSTAB}/dev/vg09/l /d vxfs rw 0 2\n"}, set()),
    ("MC714", {"c": CLUSTER, "p": MOUNTS, "anna/fstab": f"{FSTAB}/dev/vg01/other /x vxfs rw 0 2\n"}, set()),
    ("MC524", {"c": CLUSTER, "p": MOUNTS, "anna/fstab": f"{FSTAB}/dev/vg01/other /x vxfs rw 0 2\n"}, {("anna/fstab", 2, "MC524")}),
    ("MC720", {"c": CLUSTER, "cmclnodelist": "anna root\nbert oper\n"}, {("cmclnodelist", 2, "MC720")}),
    ("MC720", {"c": CLUSTER, "zeus/cmclnodelist": "zeus root\n"}, set()),
    ("MC722", {"c": CLUSTER, "anna/cmclnodelist": "anna\nbert\n", "bert/cmclnodelist": "bert root\nanna.x.y root\n"}, set()),
    ("MC723", {"zeus/cmclnodelist": "zeus root\nzeus:root\n"}, {("zeus/cmclnodelist", 2, "MC723")}),
    ("MC730", {"c": CLUSTER, "anna/hosts": HOSTS}, set()),
    ("MC730", {"c": CLUSTER, "anna/hosts": "10.1.1.1 anna\n10.1.1.9 bert\n"}, {("anna/hosts", 2, "MC730")}),
    ("MC730", {"c": CLUSTER, "d": CLUSTER, "anna/hosts": "10.1.1.1 anna\n"}, set()),
    ("MC731", {"c": CLUSTER, "anna/hosts": f"{HOSTS}127.0.1.1 anna\n"}, {("anna/hosts", 3, "MC731")}),
    ("MC732", {"nsswitch.conf": "hosts: dns files\n"}, set()),
    ("MC732", {"c": CLUSTER, "nsswitch.conf": "hosts: files\n"}, set()),
    ("MC733", {"c": CLUSTER, "anna/passwd": "x:*:0:0::/:\ny:*:0:0::/:\nroot:*:0:3::/:/sbin/sh\n"}, {("anna/passwd", 1, "MC733")}),
    ("MC740", {"anna/cmcluster": "AUTOSTART_CMCLD=0\n"}, {("anna/cmcluster", 1, "MC740")}),
    ("MC740", {"cmcluster": "AUTOSTART_CMCLD=$X\n"}, set()),
    ("MC741", {"c": CLUSTER, "anna/inittab": "a1:3:respawn:/usr/sbin/getty tty0p0 9600\n"}, set()),
    ("MC742", {"c": CLUSTER, "p": modular("p", "ip_subnet 10.1.1.0", "ip_address 10.1.1.9"), "bert/ifcfg-eth0": "DEVICE=eth0\nIPADDR=10.1.1.9\n"}, {("bert/ifcfg-eth0", 2, "MC742")}),
    ("MC744", {"c": CLUSTER.replace("lan", "eth"), "anna/lvm.conf": "# LVM volume_list\ndevices {\n}\n"}, {("anna/lvm.conf", 1, "MC744")}),
    ("MC907", {"c": CLUSTER, "p": package("p", nodes="anna"), "anna/k": "Tunable Value Expression\nn 1 1\n", "bert/k": "Tunable Value Expression\nn 2 2\n"}, set()),
]  # fmt: skip


@pytest.mark.parametrize(("code", "files", "expected"), COMPANIONS)
def test_companions(code: str, files: Files, expected: Found) -> None:
    assert found(files, code) == expected


SEVERITIES = [
    ("hp-ux:A.11.14", "error"),
    ("hp-ux:A.11.19", "info"),
    (None, "warning"),
]


@pytest.mark.parametrize(("target", "severity"), SEVERITIES)
def test_how_bad_a_missing_line_in_a_cmclnodelist_is(target: str | None, severity: str) -> None:
    files = [parse(CLUSTER, name="c", target=target), parse("anna root\n", name="cmclnodelist")]
    (one,) = check(Site.of(files), Selection(select=("MC720",)))
    assert one.severity == severity


def test_a_zero_on_every_node_is_a_choice() -> None:
    for value, severity in (("0", "info"), ("1", "warning")):
        files = {"anna/cmcluster": "AUTOSTART_CMCLD=0\n", "bert/cmcluster": f"AUTOSTART_CMCLD={value}\n"}
        assert {f.severity for f in check(site(files), Selection(select=("MC740",)))} == {severity}


DAEMONS = [
    ("MC745", "kill -9 `ps -e | grep cmcld`\n", True),
    ("MC745", "/usr/bin/pkill cmlvmd\n", True),
    ("MC745", "echo kill cmcld\nps -ef | grep cmcld\n", False),
    ("MC745", "kill $PID\n", False),
    ("MC743", "cmsetlog -f /tmp/log 4\n", True),
    ("MC743", "cmsetlog 2\ncmsetlog -r\n", False),
    ("MC906", "cp /etc/cmcluster/cmclconfig /backup\n", True),
    ("MC906", "rcp anna:/etc/cmcluster/cmclconfig.ascii /backup\nrm cmclconfig\n", False),
]


@pytest.mark.parametrize(("code", "command", "fires"), DAEMONS)
def test_commands(code: str, command: str, fires: bool) -> None:
    assert bool(found({"x.sh": f"#!/usr/bin/sh\n{command}"}, code)) == fires


SHUTDOWN = [
    ("reboot\n", True),
    ("shutdown -h -y 0\n", True),
    ("init 6\n", True),
    ("init q\n", False),
    ("shutdown -c\n", False),
    ("cmhaltnode -f\nreboot\n", False),
    ("if cmhaltnode -f; then reboot; fi\n", False),
    ("echo reboot\n", False),
]


@pytest.mark.parametrize(("commands", "fires"), SHUTDOWN)
def test_a_node_is_taken_down(commands: str, fires: bool) -> None:
    script = f"#!/usr/bin/sh\n{commands}"
    assert bool(found({"c": CLUSTER, "x.sh": script}, "MC745")) == fires
    assert found({"x.sh": script}, "MC745") == set()


FIXES = [
    # what an edit may not do: leave a function of the shell without a command, or touch what shares the line
    ("MC712", {"c": CLUSTER, "lvmrc": "AUTO_VG_ACTIVATE=0\ncustom_vg_activation() {\n vgchange -a y vg01\n}\n"}, {}),
    ("MC712", {"c": CLUSTER, "lvmrc": "AUTO_VG_ACTIVATE=0\ntrue; vgchange -a y vg01\n"}, {}),
    ("MC732", {"c": CLUSTER, "nsswitch.conf": "hosts: dns [NOTFOUND=return] files\n"}, {}),
    (
        "MC720",
        {"c": CLUSTER, "cmclnodelist": "anna root\r\nbert\r\n".replace("bert", "carl")},
        {"cmclnodelist": "anna root\r\ncarl\r\nbert root\r\n"},
    ),
    ("MC720", {"c": CLUSTER, "cmclnodelist": "anna root"}, {"cmclnodelist": "anna root\nbert root"}),
    ("MC730", {"c": CLUSTER, "anna/hosts": "10.1.1.1 anna"}, {"anna/hosts": "10.1.1.1 anna\n10.1.1.2 bert"}),
    ("MC731", {"c": CLUSTER, "hosts": "127.0.0.1 anna localhost anna.x\n"}, {"hosts": "127.0.0.1 localhost\n"}),
    ("MC731", {"c": CLUSTER, "hosts": "127.0.0.1 anna\n"}, {}),
    ("MC505", {"c": f"{CLUSTER}MAX_CONFIGURED_PACKAGES 0\n", "p": package("p")}, {"c": f"{CLUSTER}MAX_CONFIGURED_PACKAGES 6\n"}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "files", "expected"), FIXES)
def test_fixes(code: str, files: Files, expected: Files) -> None:
    result = fix(site(files), Selection(select=(code,)), unsafe=True)
    assert {name: document.source.text for name, document in result.documents.items()} == expected
    assert result.taken_back == ()


def test_clusters_of_one_name_are_compared_only_where_they_have_no_node_in_common() -> None:
    same = {"a/c": CLUSTER, "b/c": OTHER.replace("other", "shop"), "c/c": CLUSTER}
    assert found(same, "MC154") == {("b/c", 1, "MC154"), ("c/c", 1, "MC154")}
    assert found({"a/c": CLUSTER, "b/c": CLUSTER}, "MC154") == set()
    named = {"a/c": CLUSTER.replace("shop", "<cluster>"), "b/c": OTHER.replace("other", "<cluster>")}
    assert found(named, "MC154") == set()


CLEAN = {
    "hosts": "127.0.0.1 localhost loopback\n10.20.1.11 kassa1.example.com kassa1\n192.168.20.11 kassa1-hb kassa1\n"
    "10.20.1.12 kassa2.example.com kassa2\n192.168.20.12 kassa2-hb kassa2\n10.20.1.50 pos\n",
    "fstab": "# System /etc/fstab file\n/dev/vg00/lvol3 / vxfs delaylog 0 1\n# /dev/vgpos/lvdata /pos/data vxfs rw 0 2\n",
    "lvmrc": "# /etc/lvmrc\nAUTO_VG_ACTIVATE=0\n\nparallel_vg_sync()\n{\n\treturn 0\n}\n\ncustom_vg_activation()\n{\n\treturn 0\n}\n",
    "cmclnodelist": "kassa1 root\nkassa2 root\n",
    "nsswitch.conf": "passwd: files\nhosts: files [NOTFOUND=continue UNAVAIL=continue] dns\n",
    "passwd": "root:*:0:3::/:/sbin/sh\ndaemon:*:1:5::/:/sbin/sh\n",
    "inetd.conf": "auth stream tcp6 wait bin /usr/lbin/identd identd\n#tftp dgram udp wait root /usr/lbin/tftpd tftpd\n",
    "inittab": "init:3:initdefault:\ncons:123456:respawn:/usr/sbin/getty console console\n",
    "rc.config.d/netconf": 'HOSTNAME="kassa"\nINTERFACE_NAME[0]="lan0"\nIP_ADDRESS[0]="10.20.1.11"\n',
    "rc.config.d/cmcluster": "# join at boot\nAUTOSTART_CMCLD=1\n",
    "kctune.txt": "Tunable  Value  Expression  Changes\nmaxvgs  10  Default\nmaxuprc  256  Default  Immed\n",
}
STATUS = """CLUSTER        STATUS
store          up

  NODE           STATUS       STATE
  kassa1         up           running

    PACKAGE      STATUS       STATE        AUTO_RUN     NODE
    pos          up           running      enabled      kassa1
"""


def test_a_cluster_with_all_its_companions_in_order_is_silent() -> None:
    store = Path(__file__).parent.parent.parent / "examples" / "retail" / "clusters" / "store"
    documents = [
        parse(path, name=str(path.relative_to(store))) for path in sorted(store.rglob("*.*")) if path.is_file()
    ]
    documents += [
        parse(text, name=f"nodes/{node}/{name}") for node in ("kassa1", "kassa2") for name, text in CLEAN.items()
    ]
    documents.append(parse(STATUS, name="cmviewcl.txt"))
    kinds = {document.kind for document in documents}
    assert COMPANION_KINDS - {Kind.RHOSTS, Kind.LVM_CONF} <= kinds
    assert check(Site.of(documents)) == []
