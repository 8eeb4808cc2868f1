"""Control scripts as people write them: what the rules about them say, and above all where they are silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mcsgconf.lint.engine import check
from mcsgconf.lint.fixes import fix
from mcsgconf.lint.select import Selection
from mcsgconf.models.document import parse
from mcsgconf.site import Site

if TYPE_CHECKING:
    from mcsgconf.lint.finding import Finding

HEAD = "# @(#) A.11.16.00 Date: 06/14/04 $\n"
SERVICE = 'SERVICE_NAME[0]=shop_mon\nSERVICE_CMD[0]="/etc/cmcluster/shop/mon.sh"\nSERVICE_RESTART[0]=""\n'


def script_findings(text: str) -> list[Finding]:
    return check(Site.of([parse(text, name="shop.cntl", kind="control-script")]))


SILENT = {
    "a script of A.11.16 has no first line for a shell and none of the younger variables": HEAD
    + 'PATH=/sbin:/usr/bin:/usr/sbin:/etc:/bin\nVGCHANGE="vgchange -a e"\t\t# Default\nVG[0]=vg01\n'
    + "FS_UMOUNT_COUNT=3\nFS_MOUNT_RETRY_COUNT=0\n"
    + SERVICE,
    "the template's own line with a semicolon at its end": HEAD
    + 'VG[0]=vg01\nLV[0]=/dev/vg01/lvol1; FS[0]=/shop; FS_MOUNT_OPT[0]="-o rw";\n'
    + 'FS_UMOUNT_OPT[0]=""; FS_FSCK_OPT[0]=""; FS_TYPE[0]="vxfs"\n',
    "options that only the second file system has": "VG[0]=vg01\nLV[0]=/dev/vg01/a FS[0]=/a\n"
    'LV[1]=/dev/vg01/b FS[1]=/b FS_MOUNT_OPT[1]="-o ro"\n',
    "entries out of order": "VG[1]=vg02\nVG[0]=vg01\nIP[1]=10.1.1.7\nSUBNET[1]=10.1.1.0\nIP[0]=10.1.1.6\nSUBNET[0]=10.1.1.0\n",
    "set -A": "set -A VG vg01 vg02\nset -A IP 10.1.1.6\nset -A SUBNET 10.1.1.0\n",
    "an address for each node": "case $(hostname) in\nanna) IP[0]=10.1.1.6; SUBNET[0]=10.1.1.0 ;;\n"
    "*) IP[0]=10.2.1.6; SUBNET[0]=10.2.1.0 ;;\nesac\nSUBNET[1]=10.3.1.0\nIP[1]=10.3.1.6\n",
    "values from another file": ". /etc/cmcluster/shop/shop.env\nSERVICE_CMD[1]=/opt/shop/mon.sh\nVG[3]=vg04\n",
    "values of variables": "ROOT=/dev\nVG[0]=$ROOT/vg01\nPKG=shop\nSERVICE_NAME[0]=${PKG}_mon\n"
    'SERVICE_CMD[0]="/etc/cmcluster/${PKG}/mon.sh"\nSERVICE_RESTART[0]="-r 3"\n',
    "a name that only the shell knows": "SERVICE_NAME[0]=${PACKAGE}_mon\nSERVICE_CMD[0]=/opt/mon.sh\nSERVICE_RESTART[0]='-R'\n",
    "IPv6": "IP[0]=fd00:16:4::80\nSUBNET[0]=fd00:16:4::\nIP[1]=2001:db8::1/64\nSUBNET[1]=2001:db8::/64\n",
    "variables of the site": 'NODES="anna bert"\nFS_LIST[0]=/shop\nSERVICES[0]=shop\nMOUNTS[4]=x\nDIR=/opt\n',
    "an array that functions read": "IPS[0]=10.1.1.6\nfunction show\n{\n    print ${IPS[0]}\n}\n",
    "an assignment for one command": "TZ=UTC date > /dev/null\nUNIX95=1 ps -ef > /dev/null\n",
    "commands that only look like an array": "VG\nFS /x\nIP link\nvg[0]\necho VG[0=x\nVGX[0=x\n./VG[0]x\n",
    "indexes that the shell works out": "I=0\nVG[$I]=vg01\nVG[I+1]=vg02\nVG[ 2 ]=vg03\n",
    "a broken index in a function": "function show\n{\n    VG[0=vg01\n}\n",
    "values of several lines": f"{SERVICE}LV[0]='/dev/vg01/a \n'\nFS[0]=/a\nVG[0]=vg01\nVXVOL=\"vxvol \\\n startall\"\n",
    "a command that is a script": "VGCHANGE='\n# both\nvgchange -a e'\nMY_VALUE='a\n# b\nVG[0]=c'\n",
    "a substitution of several lines": 'VG[0]="$(\n# the first one\nFS=/x first)"\n',
    "carbon copies of the vendor's code are not looked at": SERVICE
    + "# END OF CUSTOMER DEFINED FUNCTIONS\n# START OF RUN FUNCTIONS\nVXVM_DG_RETRY=Perhaps\nif if if\n",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
def test_nothing_is_said_of_what_works(text: str) -> None:
    assert [(f.line, f.code, f.message) for f in script_findings(text)] == []


FOUND = [
    ("SERVICE_NAME[0]=“shop_mon”\nSERVICE_CMD[0]=/x/y\nSERVICE_RESTART[0]=\n", {(1, "MC301")}),
    ("N='shop mon'\nSERVICE_NAME[0]=$N\nSERVICE_CMD[0]=/x/y\nSERVICE_RESTART[0]=\n", {(2, "MC301")}),
    (f"SERVICE_NAME[0]={'n' * 40}\nSERVICE_CMD[0]=/x/y\nSERVICE_RESTART[0]=\n", {(1, "MC301")}),
    ('SERVICE_NAME[0]=" shop_mon"\nSERVICE_CMD[0]=/x/y\nSERVICE_RESTART[0]=\n', {(1, "MC301")}),
    ("SERVICE_NAME[1]=a\nSERVICE_CMD[1]=/x/y\nSERVICE_RESTART[1]=\n", {(1, "MC302")}),
    ("VXVM_DG[0]=a\nVXVM_DG[2]=b\n", {(2, "MC302")}),
    ("CVM_DG[1]=a\n", {(1, "MC302")}),
    ("VG[0]=vg01\nVG[0]=vg01\n", {(2, "MC303")}),
    ("VG[0]=$(first)\nVG[0]=vg01\n", {(2, "MC303")}),
    ("SERVICE_NAME[0]=a\nSERVICE_CMD[0]=\nSERVICE_RESTART[0]=\n", {(2, "MC304")}),
    ("SERVICE_NAME[0]=\nSERVICE_CMD[0]=/x/y\nSERVICE_RESTART[0]=\n", {(1, "MC304")}),
    ("SERVICE_NAME[0]=a\nSERVICE_CMD[0]=/x/y\nSERVICE_RESTART[0]=unlimited\n", {(3, "MC307")}),
    ("CONCURRENT_VGCHANGE_OPERATIONS=-1\n", {(1, "MC331")}),
    ("CONCURRENT_VGCHANGE_OPERATIONS=\n", {(1, "MC331")}),
    ("VG[0]=''\n", {(1, "MC334")}),
    ("VGCHANGE=/sbin/vgchange -a e\n", {(1, "MC337")}),
    ("if true\nthen\n    VGCHANGE=vgchange -a e\nfi\n", {(3, "MC337")}),
    ("VG[0] =vg01\n", {(1, "MC337")}),
    ("VGCHANGE = vgchange -a e\n", {(1, "MC337")}),
    ('ENABLE_THREADED_VGCHANGE="YES"\n', {(1, "MC339")}),
    ("FSCK_OPT[0]=-s\n", {(1, "MC340")}),
    ("SEVRICE_NAME[0]=a\n", {(1, "MC340")}),
    ("VGCHNAGE='vgchange -a e'\n", {(1, "MC340")}),
    ("if true; then\n", {(1, "MC328")}),
    ("VG[0]==vg01\n", {(1, "MC337")}),
    ("VGCHANGE=='vgchange -a e'\n", {(1, "MC337")}),
    ("VG[0\n", {(1, "MC340")}),
    ("VG[0]vg01\n", {(1, "MC340")}),
    ("VG[0] vg01\n", {(1, "MC340")}),
    ("VG [0]=vg01\n", {(1, "MC340")}),
    ("VG[$I=vg01\n", {(1, "MC340")}),
    ("if true; then VG{0}=vg01; fi\n", {(1, "MC340")}),
    ("VG[ ]=vg01\n", {(1, "MC340")}),
    ("VXVM_DG_RETRY='NO\"\n# the shop's\n", {(1, "MC341")}),
    ("VXVM_DG_RETRY='NO\"\nVG[0]=vg01\n# it's own\n", {(1, "MC341")}),
    ("VGCHANGE='vgchange -a e\"\n#VG[0]=vg01'\n", {(1, "MC341")}),
    ("VG[0]='vg01\n# '\n", {(1, "MC341")}),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_what_is_wrong_is_said_once(text: str, expected: set[tuple[int, str]]) -> None:
    assert {(f.line, f.code) for f in script_findings(text)} == expected


BROKEN = [
    ("VG[0=vg01", "VG[0]=vg01"),
    ("VG0]=vg01", "VG[0]=vg01"),
    ("VG[0]vg01", "VG[0]=vg01"),
    ("VG[0]:vg01", "VG[0]=vg01"),
    ("VG{0}=vg01", "VG[0]=vg01"),
    ("VG[0]]=vg01", "VG[0]=vg01"),
    ("VG [0]=vg01", "VG[0]=vg01"),
    ("VG[0] vg01", "VG[0]=vg01"),
    ('SERVICE_CMD[0="/x/y z"', 'SERVICE_CMD[0]="/x/y z"'),
    ("VG[]=vg01", None),
    ("VG[0", None),
    ("VG[=vg01", None),
    ("VG[$I=vg01", None),
    ("VG[0=vg01 vg02", None),
    ("VG[0=vg01 > /dev/null", None),
    ("VG[0]=vg02; VG[0=vg01", None),
]


@pytest.mark.parametrize(("line", "fixed"), BROKEN)
def test_a_broken_index_is_mended_where_it_is_clear_what_was_meant(line: str, fixed: str | None) -> None:
    site = Site.of([parse(f"{line}\n", name="shop.cntl", kind="control-script")])
    result = fix(site, Selection(select=("MC340",)), unsafe=True).documents
    assert (result["shop.cntl"].source.text if result else None) == (f"{fixed}\n" if fixed else None)
    assert fix(site, Selection(select=("MC340",)), unsafe=False).documents == {}


@pytest.mark.parametrize(
    ("line", "meant"), [("VG[]=vg02", "VG[1]=vg02?"), ("VG[2=vg02", "VG[2]=vg02?"), ("VG[2=a b", "VG[2]=value?")]
)
def test_a_broken_index_says_which_line_was_meant(line: str, meant: str) -> None:
    (finding,) = (f for f in script_findings(f"VG[0]=vg01\n{line}\n") if f.code == "MC340")
    assert finding.message.endswith(f"Did you mean {meant}")


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("VG[0]=a\nVG[2]=b; VG[4]=c\n", "VG[0]=a\nVG[1]=b; VG[2]=c\n"),
        ("VG[0]=a\nVG[2]=b\nprint ${VG[2]}\n", None),
        ("VG[0]=a\r\nSERVICE_RESTART[0]=2\r\n", 'VG[0]=a\nSERVICE_RESTART[0]="-r 2"\n'),
        ('  SERVICE_NAME[0]=a; SERVICE_CMD[0]="/x/y \\\n  z"', None),
        ('VG[0]="" # first\nVG[1]=vg02\n', '#VG[0]="" # first\nVG[0]=vg02\n'),
        ('VG[0]=""; VG[1]=vg02\n', None),
        ("VG[0]==vg01\n", "VG[0]=vg01\n"),
        ("CVM_ACTIVATION_CMD=vxdg -g $DiskGroup set activation=readonly\n", None),
        ("SERVICE_CMD[0]=/x/y z SERVICE_RESTART[0]=-R\n", None),
    ],
)
def test_safe_fixes(text: str, fixed: str | None) -> None:
    site = Site.of([parse(text, name="shop.cntl", kind="control-script")])
    rules = Selection(select=("MC302", "MC307", "MC334", "MC337", "MC153"))
    result = fix(site, rules, unsafe=False).documents
    assert (result["shop.cntl"].source.text if result else None) == fixed


CONF = "PACKAGE_NAME shop\nNODE_NAME anna\nRUN_SCRIPT /etc/cmcluster/shop/shop.cntl\nHALT_SCRIPT /etc/cmcluster/shop/shop.cntl\n"
NAMES = [
    ("SERVICE_NAME a\n", "SERVICE_NAME[0]=b\n", {("shop.cntl", 1)}),
    ("SERVICE_NAME A\n", "SERVICE_NAME[0]=a\n", {("shop.cntl", 1)}),
    ("SERVICE_NAME a\nSERVICE_NAME b\n", "SERVICE_NAME[0]=a\n", {("shop.conf", 6)}),
    ("SERVICE_NAME a\n", "SERVICE_NAME[0]=a\nSERVICE_NAME[1]=b\n", {("shop.cntl", 2)}),
    ("", "SERVICE_NAME[0]=a\n", {("shop.cntl", 1)}),
    ('SERVICE_NAME "a"\n', "SERVICE_NAME[0]=a\n", set()),
    ("SERVICE_NAME a\n", "SERVICE_NAME[0]='\"a\"'\n", set()),
    ("SERVICE_NAME a\n", "SERVICE_NAME[0]=$(cat names)\n", set()),
    ("SERVICE_NAME a\n", ". /etc/names\n", set()),
    ("SERVICE_NAME a\n", ". /etc/names\nSERVICE_NAME[0]=b\n", {("shop.cntl", 2)}),
    ("SERVICE_NAME nfs1.monitor\n", "HA_NFS_SCRIPT_EXTENSION=shop.sh\n", set()),
    ("#SERVICE_NAME a\n", "#SERVICE_NAME[0]=b\n", set()),
]


@pytest.mark.parametrize(("conf", "cntl", "expected"), NAMES)
def test_service_names_in_two_files(conf: str, cntl: str, expected: set[tuple[str, int]]) -> None:
    files = [
        parse(CONF + conf, name="shop/shop.conf", kind="legacy-package"),
        parse(cntl, name="shop/shop.cntl", kind="control-script"),
    ]
    found = check(Site.of(files), Selection(select=("MC501",)))
    assert {(f.path.removeprefix("shop/"), f.line) for f in found} == expected
