"""Rules about what control scripts start and do: the cases that their pages have no room for, most of them silent."""

from __future__ import annotations

import pytest

from mcsgconf.lint.engine import check
from mcsgconf.lint.fixes import fix
from mcsgconf.lint.select import Selection
from mcsgconf.models.document import parse
from mcsgconf.site import Site


def run(body: str, halt: str = ": # nothing") -> str:
    return f"function customer_defined_run_cmds\n{{\n{body}\n}}\nfunction customer_defined_halt_cmds\n{{\n{halt}\n}}\n"


def service(command: str) -> str:
    return f"SERVICE_NAME[0]=a\nSERVICE_CMD[0]={command}\nSERVICE_RESTART[0]=\n"


VENDOR = "# END OF CUSTOMER DEFINED FUNCTIONS\n# START OF RUN FUNCTIONS\n"
MANY = "".join(
    f"function {name}\n{{\n  a\n}}\n"
    for name in ("check_dg", "umount_fs", "test_return", "halt_services", "stop_resources")
)
CALLS = "customer_defined_run_cmds\n"
LV = "VG[0]=vg01\nLV[0]=/dev/vg01/a; FS[0]="

TABLE: list[tuple[str, str, set[int]]] = [
    ("MC305", service("/opt/a"), set()),
    ("MC305", service('"exec /opt/a"'), set()),
    ("MC305", service('"LANG=C /opt/a"'), set()),
    ("MC305", service("'while :; do /opt/a; sleep 9; done'"), set()),
    ("MC305", service("$SGCONF/a/mon.sh"), set()),
    ("MC305", service("${HOME_OF_A}/mon.sh"), {2}),
    ("MC305", "for HOME_OF_A in /opt; do :; done\n" + service("${HOME_OF_A}/mon.sh"), set()),
    ("MC305", ". /etc/a.env\n" + service("${HOME_OF_A}/mon.sh"), set()),
    ("MC305", service("./mon.sh"), {2}),
    ("MC305", service('""'), set()),
    ("MC306", service('"/opt/a > /dev/null 2>&1"'), set()),
    ("MC306", service('"/opt/a & wait"'), set()),
    ("MC306", service('"/opt/a \\"x & y\\""'), set()),
    ("MC306", service("'nohup /opt/a 2>&1 &'"), {2}),
    ("MC310", "IP[0]=10.1.1.7\nSUBNET[0]=$(subnet)\n", set()),
    ("MC310", "IP[0]=10.1.1.7\nSUBNET[0]=\n", {2}),
    ("MC310", "IP[0]=shop.example.com\nSUBNET[0]=10.1.1.0\n", {1}),
    ("MC311", "IP[0]=10.1.1.200\nSUBNET[0]=10.1.1.128\n", set()),
    ("MC311", "IP[0]=10.1.1.100\nSUBNET[0]=10.1.1.128\n", {1}),
    ("MC311", "IP[0]=10.1.1.0\nSUBNET[0]=10.1.1.0\n", {1}),
    ("MC311", "IP[0]=2001:db8::7\nSUBNET[0]=10.1.1.0\n", {1}),
    ("MC311", "IP[0]=2001:db8:1::7\nSUBNET[0]=2001:db8::/64\n", {1}),
    ("MC311", "IP[0]=2001:db8:1::7\nSUBNET[0]=2001:db8::\n", set()),
    ("MC311", "IP[0]=$(address)\nSUBNET[0]=10.1.1.0\n", set()),
    ("MC312", LV + "/a\n", set()),
    ("MC312", LV + "a\n", {2}),
    ("MC312", "LV[0]=LABEL=shop\nFS[0]=/a\n", set()),
    ("MC312", "LV[0]=filer:/a\nFS[0]=/a\n", set()),
    ("MC312", "LV[0]=vg01/a\nFS[0]=/a\n", {1}),
    ("MC312", "LV[0]=/dev/vx/rdsk/dg/a\nFS[0]=/a\n", {1}),
    ("MC312", "LV[0]=/dev/vg01/a\n", {1}),
    ("MC312", "for i in 0 1; do FS[$i]=/a; done\nLV[0]=/dev/vg01/a\n", set()),
    ("MC313", "LV[0]=/dev/vg01/a\nFS[0]=/a\n", {1}),
    ("MC313", "VG[0]=$(groups)\nLV[0]=/dev/vg01/a\nFS[0]=/a\n", set()),
    ("MC313", "LV[0]=/dev/mapper/vg01-a\nFS[0]=/a\n", set()),
    ("MC313", "LV[0]=/dev/disk/disk7\nFS[0]=/a\n", set()),
    ("MC313", run("vgchange -a e vg01\ntest_return 51") + "LV[0]=/dev/vg01/a\nFS[0]=/a\n", set()),
    ("MC313", "D=/dev/vg01\nVG[0]=$D\nLV[0]=$D/a\nFS[0]=/a\n", set()),
    ("MC315", 'VGCHANGE="vgchange -a e -q y"\n', set()),
    ("MC317", LV + "/a\nLV[1]=/dev/vg01/b; FS[1]=//a/./\n", {3}),
    ("MC317", LV + "/a\nLV[1]=/dev/vg01/b; FS[1]=/A\n", set()),
    ("MC319", LV + "/a\nFS_UMOUNT_COUNT=0\n", {3}),
    ("MC319", LV + "/a\nFS_UMOUNT_COUNT=2\n", set()),
    ("MC320", "function customer_defined_run_cmds { :; }\n", set()),
    ("MC320", run(" # nothing"), {1}),
    ("MC320", run(" )"), set()),
    ("MC328", run(" )"), {3}),
    ("MC320", run(" if ; then\n  /opt/a/start"), set()),
    ("MC328", run(" if ; then\n  /opt/a/start"), {3}),
    ("MC320", VENDOR + CALLS, {2}),
    ("MC320", "case a in\n b) echo\n" + run(":") + VENDOR + CALLS, set()),
    ("MC320", "cat <<EOF\n" + run(":") + VENDOR + CALLS, set()),
    ("MC320", "function customer_defined_halt_cmds\n{\n}\n" + VENDOR + CALLS, {1, 5}),
    ("MC321", run("/opt/a/start"), {1}),
    ("MC321", run("/opt/a/start || print failed"), set()),
    ("MC321", run("print start\ndate"), set()),
    ("MC321", run("/opt/a/start\nrc=$?\nprint done"), set()),
    ("MC321", run("start_a") + "function start_a\n{\nif /opt/a/start; then return 0; fi\n}\n", set()),
    ("MC321", run("start_a") + "function start_a\n{\n/opt/a/start\n}\n", {1}),
    ("MC321", run("/opt/a/start &\ntest_return 51"), set()),
    ("MC321", run("/opt/a/start\ntest_return 51\nprint ok\ntest_return 51"), set()),
    ("MC321", run("/opt/a/start\nrc=$?\n[ $rc = 0 ] && test_return 51"), {5}),
    ("MC321", run("/opt/a/start && print ok && test_return 51"), {3}),
    ("MC321", run("/opt/a/start || test_return 51"), set()),
    ("MC321", run("/opt/a/start || print bad && test_return 51"), {3}),
    ("MC321", run("if [ -f /a ]; then print bad; test_return 51; fi"), {3}),
    ("MC321", run("if [ -f /a ]; then :; elif /opt/a/b; then test_return 51; fi"), {3}),
    ("MC321", run("if [ -f /a ]; then :; else test_return 51; fi"), set()),
    ("MC321", run("if [ -f /a ]; then /opt/a/start; test_return 51; fi"), set()),
    ("MC321", run("if [ -f /a ]; then print bad; let 0; test_return 51; fi"), set()),
    ("MC321", run("if [ -f /a ]; then print bad; test_return 51; exit_value=1; fi"), set()),
    ("MC321", run("if [ -f /a ]; then test_return 51; return 1; fi"), set()),
    ("MC321", run("/opt/a/start\nrc=$?\ntest_return 51"), {5}),
    ("MC321", run("/opt/a/start\nrc=$?\nprint $rc\ntest_return 51"), {6}),
    ("MC321", run("rc=$?\n/opt/a/start\ntest_return 51"), set()),
    ("MC321", run("/opt/a/start\nrc=$?\n(exit $rc)\ntest_return 51"), set()),
    ("MC321", run("out=$(/opt/a/start)\ntest_return 51"), set()),
    ("MC321", run("/opt/a/start &"), set()),
    ("MC321", run("(cd /a; /opt/a/start) &\n/opt/a/log"), {1}),
    ("MC321", run("/opt/a/start\ntrue\ntest_return 51"), set()),
    ("MC321", run("/opt/a/start\n:\ntest_return 51"), {5}),
    ("MC321", run("/opt/a/start\ntrue\nprint up\ntest_return 51"), {6}),
    ("MC322", run("test -f /a || exit 2"), set()),
    ("MC322", run(": ok", "test -f /a || exit 2"), {7}),
    ("MC322", run("(cd /a || exit 1)"), set()),
    ("MC322", run("ps | while read a; do exit 1; done"), set()),
    ("MC322", run("/opt/a/start || leave") + "leave()\n{\n  exit 1\n}\n", {11}),
    ("MC322", "leave()\n{\n  exit 1\n}\n", set()),
    ("MC322", run("su - a -c 'exit 1'"), set()),
    ("MC324", run("while true; do date; done"), {3}),
    ("MC324", run("while true; do date; [ -f /a ] && return; done"), set()),
    ("MC324", run("(while true; do date; done) &"), set()),
    ("MC324", run('if [ -n "$X" ]; then while :; do date; done; fi'), set()),
    ("MC324", run("until /opt/a/ready; do sleep 3; done"), set()),
    ("MC328", VENDOR + "function test_return\n{\n  a\n}\n", set()),
    ("MC328", VENDOR + "function test_return\n{\n  if a\n", {3}),
    ("MC328", VENDOR + "# breaks o", {3}),
    ("MC328", VENDOR + MANY, {22}),
    ("MC328", VENDOR + MANY[MANY.index("}") + 2 :], set()),
    ("MC328", VENDOR + MANY + "customer_defined_run_cmds\n", set()),
    ("MC328", VENDOR + "# -- MAINLINE --\nexit_value=0\n", {4}),
    ("MC328", VENDOR + "# -- MAINLINE --\nif a; then\ncustomer_defined_run_cmds\n", {4}),
    ("MC328", VENDOR + "# -- MAINLINE --\nif a; then\ncustomer_defined_run_cmds\nfi\n", set()),
    ("MC328", "# END OF CUSTOMER DEFINED FUNCTIONS\nfunction test_return\n{\n", set()),
    ("MC329", "PATH=/usr/bin\ncmviewcl\n", {2}),
    ("MC329", "PATH=/usr/bin:/usr/sbin\ncmviewcl\n", set()),
    ("MC329", "PATH=/usr/bin:/opt/cm/bin\ncmviewcl\n", set()),
    ("MC329", "PATH=/usr/bin:$SGSBIN\ncmviewcl\n", set()),
    ("MC329", "PATH=/usr/bin\nif true; then PATH=/a; fi\ncmviewcl\n", set()),
    ("MC150", "SERVICE_NAME[0]=<name>\nVG[0]='<vg>'\nLV[0]=/dev/xxx/lvol1\n", {2, 3}),
    ("MC150", "IP[0]=xxx\nVG[0]=${VG0}\nMY_NAME=xxx\n", set()),
    ("MC329", ". /etc/cmcluster.conf\ncmviewcl\n", set()),
    ("MC329", "cmviewcl\ncmviewcl\n", {1}),
    ("MC330", "VG[0]=vg01\nVG[1]=vg01/\n", {2}),
    ("MC332", "set -o xtrace\n", {1}),
    ("MC332", "set -ex\nset +x\n", {1}),
    ("MC332", "set -- -x\nset -e\n", set()),
    ("MC333", VENDOR + "  pids_list[$j]=1\nUM_COUNT=0\nVGS[0]=1\n", set()),
    ("MC333", VENDOR + "SERVICE_NAME[1]=a\n", {3}),
    ("MC335", run("ifconfig lan0:1 0.0.0.0"), set()),
    ("MC335", run("ip addr add 10.1.1.7/24 dev eth0"), {3}),
    ("MC335", run("ip addr show"), set()),
    ("MC336", run("mount -F nfs filer:/a /a", "umount /a"), set()),
    ("MC336", run("mount -F nfs filer:/a /a"), {3}),
    ("MC336", run("mount -v"), set()),
    ("MC336", run("vxdg -tfC import dg01"), {3}),
    ("MC338", run("exit_value=1"), set()),
    ("MC338", run("exit_value=1") + VENDOR, {3}),
    ("MC338", run("/opt/a/start || exit_value=1") + VENDOR, set()),
    ("MC338", run("if ! /opt/a/start; then exit_value=1; fi") + VENDOR, set()),
    ("MC338", run("/opt/a/start || exit_value=2") + VENDOR, {3}),
    ("MC338", run("/opt/a/start && exit_value=0") + VENDOR, {3}),
    ("MC338", run("/opt/a/start\nexit_value=$?") + VENDOR, {4}),
    ("MC338", run("typeset exit_value\nexit_value=1") + VENDOR, set()),
    ("MC338", "SG_PACKAGE=shop\n", {1}),
    ("MC338", "SGCONF=/etc/cmcluster\n", set()),
]


@pytest.mark.parametrize(("rule", "text", "lines"), TABLE)
def test_rule_speaks_on_these_lines_only(rule: str, text: str, lines: set[int]) -> None:
    found = check(Site.of([parse(text, name="shop.cntl", kind="control-script")]), Selection(select=(rule,)))
    assert {f.line for f in found} == lines, [f.message for f in found]


SORTING = "function sort_fs_directories\n{\n:\n}\n"


@pytest.mark.parametrize(
    ("target", "vendor", "severity"),
    [
        ("A.11.16", "", "error"),
        (None, "", "warning"),
        ("A.11.20", "", None),
        (None, VENDOR + SORTING, None),
        (None, VENDOR, "error"),
    ],
)
def test_order_of_nested_mounts_depends_on_the_script(target: str | None, vendor: str, severity: str | None) -> None:
    text = "VG[0]=vg01\nLV[0]=/dev/vg01/a FS[0]=/a/b\nLV[1]=/dev/vg01/b FS[1]=/a\n" + vendor
    document = parse(text, name="shop.cntl", kind="control-script", target=target)
    found = check(Site.of([document]), Selection(select=("MC318",)))
    assert [f.severity for f in found] == ([severity] if severity else [])


def test_nests_of_several_levels_are_put_in_order_and_nothing_else_moves() -> None:
    text = (
        "VG[0]=vg01\n"
        'LV[0]=/dev/vg01/c FS[0]=/a/b/c FS_TYPE[0]="hfs"\n'
        'LV[1]=/dev/vg01/x FS[1]=/x FS_TYPE[1]="vxfs"\n'
        'LV[2]=/dev/vg01/b FS[2]=/a/b FS_TYPE[2]="vxfs"\n'
        'LV[3]=/dev/vg01/a FS[3]=/a FS_TYPE[3]="vxfs"\n'
    )
    document = parse(text, name="shop.cntl", kind="control-script", target="A.11.16")
    fixed = fix(Site.of([document]), Selection(select=("MC318",)), unsafe=False).documents["shop.cntl"]
    assert fixed.source.text == (
        "VG[0]=vg01\n"
        'LV[0]=/dev/vg01/a FS[0]=/a FS_TYPE[0]="vxfs"\n'
        'LV[1]=/dev/vg01/x FS[1]=/x FS_TYPE[1]="vxfs"\n'
        'LV[2]=/dev/vg01/b FS[2]=/a/b FS_TYPE[2]="vxfs"\n'
        'LV[3]=/dev/vg01/c FS[3]=/a/b/c FS_TYPE[3]="hfs"\n'
    )


CLUSTER = "CLUSTER_NAME c\nNODE_NAME anna\n{}VOLUME_GROUP vg01\n"
CONF = "PACKAGE_NAME shop\nNODE_NAME anna\nNODE_NAME bert\nRUN_SCRIPT /etc/cmcluster/shop.cntl\nHALT_SCRIPT /etc/cmcluster/shop.cntl\n"


@pytest.mark.parametrize(
    ("nodes", "conf", "script", "expected"),
    [
        (2, "", 'VGCHANGE="vgchange -a y"\nVG[0]=vg01\n', ("MC314", "error", "safe")),
        (2, "", 'VGCHANGE="vgchange -a y"\nVG[0]=vg02\n', ("MC314", "error", "unsafe")),
        (1, "", 'VGCHANGE="vgchange -a y"\nVG[0]=vg01\n', ("MC314", "info", "safe")),
        (2, "", 'VGCHANGE="vgchange -a y"\n', None),
        (2, "", 'VGCHANGE="vgchange -ae"\nVG[0]=vg01\n', None),
        (2, "", "VGCHANGE=$(mode)\nVG[0]=vg01\n", None),
        (2, "", 'VGCHANGE="vgchange -a s"\nVG[0]=vg01\n', ("MC316", "warning", None)),
        (2, "PACKAGE_TYPE MULTI_NODE\n", 'VGCHANGE="vgchange -a s"\nVG[0]=vg01\n', None),
        (2, "PACKAGE_TYPE MULTI_NODE\n", 'VGCHANGE="vgchange -a e"\nVG[0]=vg01\n', ("MC316", "error", None)),
        (2, "", 'VGCHANGE="vgchange -a s"\nVG[0]=vg01\nLV[0]=/dev/vg01/a FS[0]=/a\n', ("MC316", "error", None)),
    ],
)
def test_activation(nodes: int, conf: str, script: str, expected: tuple[str, str, str | None] | None) -> None:
    files = [
        parse(CLUSTER.format("NODE_NAME bert\n" if nodes == 2 else ""), name="c.ascii", kind="cluster"),
        parse(CONF + conf, name="shop.conf", kind="legacy-package"),
        parse(script, name="shop.cntl", kind="control-script", target="hp-ux"),
    ]
    found = check(Site.of(files), Selection(select=("MC314", "MC316")))
    said = [(f.code, f.severity.value, f.fix.applicability.value if f.fix else None) for f in found]
    assert said == ([expected] if expected else [])


def test_linux_activates_as_it_does() -> None:
    script = parse('VGCHANGE="vgchange -a y"\nVG[0]=vg01\n', name="shop.cntl", kind="control-script")
    assert check(Site.of([script])) == []


def test_own_package_is_known_by_name_and_by_variable() -> None:
    body = "cmhaltpkg shop\ncmhaltpkg other\ncmmodpkg -d $PACKAGE\ncmmodpkg -e ${SG_PACKAGE} &\ntest_return 51"
    files = [
        parse(CONF + "RUN_SCRIPT_TIMEOUT 60\nHALT_SCRIPT_TIMEOUT 60\n", name="shop.conf", kind="legacy-package"),
        parse("PATH=/usr/sbin\n" + run(body), name="shop.cntl", kind="control-script"),
    ]
    assert [(f.line, f.code) for f in check(Site.of(files)) if f.path == "shop.cntl"] == [(4, "MC323"), (6, "MC323")]
