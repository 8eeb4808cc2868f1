"""What a reader knows of a control script without running it: values, elements, doubt, functions, the typed model."""

from __future__ import annotations

import time

import pytest

from mcsgconf import catalogue
from mcsgconf.catalogue import ValueType
from mcsgconf.models.document import Document, parse


def script(text: str) -> Document:
    return parse(text, kind="control-script")


def values(text: str) -> dict[str, dict[int, str | None]]:
    """The arrays of a script with their values."""
    arrays = script(text).script.arrays
    return {name: {index: a.value.value for index, a in elements.items()} for name, elements in arrays.items()}


VALUES = [
    ("VG[0]=vg01\n", {"VG": {0: "vg01"}}),
    ('VG[0]=vg01\r\nVG[1]="vg02"\r\n', {"VG": {0: "vg01", 1: "vg02"}}),
    ("VG[0]=vg01 VG[1]='vg02'\n", {"VG": {0: "vg01", 1: "vg02"}}),
    (
        "LV[0]=/dev/vg01/l;FS[0]=/a; FS_TYPE[0]=vxfs;\n",
        {"LV": {0: "/dev/vg01/l"}, "FS": {0: "/a"}, "FS_TYPE": {0: "vxfs"}},
    ),
    ("VG[3]=c\nVG[0]=a # first\n", {"VG": {3: "c", 0: "a"}}),
    ("VG[08]=a\n", {"VG": {8: "a"}}),
    ("VG[0]=a\nVG[0]=b\n", {"VG": {0: "b"}}),
    ("VG=a\n", {"VG": {0: "a"}}),
    ('VG[0]=\nVG[1]=""\n', {"VG": {0: "", 1: ""}}),
    ('#VG[0]=""\n', {}),
    ("set -A VG a b\n", {"VG": {0: "a", 1: "b"}}),
    ("VG[5]=x\nset -A VG -- a\n", {"VG": {0: "a"}}),
    ("VG=(a 'b c')\n", {"VG": {0: "a", 1: "b c"}}),
    ("export A=1; typeset -i B=2\n", {"A": {0: "1"}, "B": {0: "2"}}),
    ("A=1 command\n", {}),
    ('VXVOL="vxvol -g \\$DiskGroup startall"\n', {"VXVOL": {0: "vxvol -g $DiskGroup startall"}}),
    (
        'D=/etc/cmcluster/p\nSERVICE_CMD[0]="$D/mon.sh ${D}"\n',
        {"D": {0: "/etc/cmcluster/p"}, "SERVICE_CMD": {0: "/etc/cmcluster/p/mon.sh /etc/cmcluster/p"}},
    ),
    ("VG[0]=a\nX=${VG[0]}b\n", {"VG": {0: "a"}, "X": {0: "ab"}}),
    (
        "X=$(hostname)\nY=`date`\nZ=${A:-b}\nW=$NOWHERE\n",
        {"X": {0: None}, "Y": {0: None}, "Z": {0: None}, "W": {0: None}},
    ),
    ("D=$(pwd)\nX=$D/a\nD=/b\nY=$D/a\n", {"D": {0: "/b"}, "X": {0: None}, "Y": {0: "/b/a"}}),
    ("D=/a\nif true; then D=/b; fi\nX=$D\n", {"D": {0: "/a"}, "X": {0: None}}),
    ("D=/a\n. /etc/pkg.env\nX=$D\nD=/b\nY=$D\n", {"D": {0: "/b"}, "X": {0: None}, "Y": {0: "/b"}}),
    ("{ VG[0]=a; }\n", {"VG": {0: "a"}}),
    ("VG[0] = a\n", {}),
    # below the vendor's marker nothing counts
    (
        "VG[0]=a\n# START OF CUSTOMER DEFINED FUNCTIONS\n# END OF CUSTOMER DEFINED FUNCTIONS\nVG[1]=b\n",
        {"VG": {0: "a"}},
    ),
]


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_values(text: str, expected: dict[str, dict[int, str | None]]) -> None:
    assert values(text) == expected


DOUBT = [
    ("VG[0]=a\nIP[0]=10.1.1.1\n", set()),
    ("VG[$i]=a\n", {"VG"}),
    ("VG[i]=a\n", {"VG"}),
    ("VG[0]+=a\n", {"VG"}),
    ("VG[0]=$(cat list)\n", {"VG"}),
    ("case $(hostname) in a) IP[0]=10.1.1.1;; b) IP[0]=10.1.1.2;; esac\n", {"IP"}),
    ("[ -f /x ] && VG[1]=b\n", {"VG"}),
    ("for v in a b; do VG[$n]=$v; done\n", {"VG"}),
    ("function customer_defined_run_cmds\n{\nSERVICE_CMD[1]=x\n}\n", {"SERVICE_CMD"}),
    ("set -A VG $(cat list)\n", {"VG"}),
    ("unset VG\nread IP\n", {"VG", "IP"}),
    (". /etc/cmcluster/other.env\n", None),
    ("if [ -f x ]; then . x; fi\n", None),
    ("eval VG[0]=a\n", None),
    (". ${SGCONFFILE:=/etc/cmcluster.conf}\n", set()),
    ("if [ -f /etc/cmcluster.conf ]; then . /etc/cmcluster.conf; fi\n", set()),
    ("run() { . /etc/profile; }\n", set()),
]


@pytest.mark.parametrize(("text", "expected"), DOUBT)
def test_doubt(text: str, expected: set[str] | None) -> None:
    assert script(text).script.doubtful == expected


def test_every_assignment_is_kept_with_its_place() -> None:
    text = "VG[0]=a; VG[0]='b' # twice\nVG[i]=c\n"
    document = script(text)
    rows = [
        (
            a.name,
            a.index,
            a.index_text,
            a.value.value,
            text[a.span.start : a.span.end],
            document.source.slice(a.value.span),
        )
        for a in document.script.assignments
    ]
    assert rows == [
        ("VG", 0, "0", "a", "VG[0]=a", "a"),
        ("VG", 0, "0", "b", "VG[0]='b'", "'b'"),
        ("VG", None, "i", "c", "VG[i]=c", "c"),
    ]


def test_functions_of_both_styles_have_their_places() -> None:
    text = "function customer_defined_run_cmds\n{\n:\n}\nhalt() { :; }\nfunction third {\n:\n}\n"
    document = script(text)
    assert {f.name.value: document.source.slice(f.span)[-1] for f in document.script.functions} == {
        "customer_defined_run_cmds": "}",
        "halt": "}",
        "third": "}",
    }
    found = document.script.function("halt")
    assert found is not None
    assert document.source.slice(found.span) == "halt() { :; }"
    assert document.script.function("none") is None


def test_values_that_double_line_by_line_stay_small() -> None:
    text = "A=xxxxxxxx\n" + "A=$A$A\n" * 5000
    before = time.process_time()
    assert values(text) == {"A": {0: None}}
    assert time.process_time() - before < 20


MODEL = """\
PATH=$SGSBIN:/bin
VGCHANGE="vgchange -a e"\t\t# Default
VG[0]=vg01; VG[1]=/dev/vg02
CVM_DG[0]=dg1
LV[0]=/dev/vg01/lv; FS[0]=/a; FS_MOUNT_OPT[0]="-o rw"; FS_TYPE[0]="vxfs"
LV[2]=/dev/vg02/lv
FS[3]=""
IP[0]=10.1.1.50 SUBNET[0]=10.1.1.0
IP[1]=$(cat ip); SUBNET[1]=10.1.1.0
SERVICE_NAME[0]=mon
SERVICE_CMD[0]='/a/mon.sh -v'
SERVICE_RESTART[0]="-r 2"
SERVICE_NAME[1]=""; SERVICE_CMD[1]=""; SERVICE_RESTART[1]=""
FS_MOUNT_RETRY_COUNT=0
ENABLE_THREADED_VGCHANGE=1
SITE_VARIABLE=blue
"""


def test_the_model() -> None:
    model = script(MODEL).model
    assert model is not None
    data = model.model_dump(mode="json", exclude_defaults=True)
    assert data == {
        "vgchange": "vgchange -a e",
        "volume_groups": {"0": "/dev/vg01", "1": "/dev/vg02"},
        "cvm_disk_groups": {"0": "dg1"},
        "enable_threaded_vgchange": True,
        "fs_mount_retry_count": 0,
        "file_systems": [
            {"index": 0, "lv": "/dev/vg01/lv", "fs": "/a", "type": "vxfs", "mount_opt": "-o rw"},
            {"index": 2, "lv": "/dev/vg02/lv"},
        ],
        "addresses": [
            {"index": 0, "ip": "10.1.1.50", "subnet": "10.1.1.0"},
            {"index": 1, "ip": None, "subnet": "10.1.1.0"},
        ],
        "services": [{"index": 0, "name": "mon", "cmd": "/a/mon.sh -v", "restart": 2}],
        "path": None,
        "other": [{"name": "SITE_VARIABLE", "index": None, "value": "blue"}],
        "doubtful": ["IP", "PATH"],
    }


SAMPLES = {
    ValueType.ENUM: ("YES", "NO"),
    ValueType.IP: ("10.1.1.1", "10.1.1.2"),
    ValueType.SUBNET: ("10.1.1.0", "10.2.1.0"),
    ValueType.RESTART: ("'-r 1'", "-R"),
}
VARIABLES = [p for p in catalogue.load("control-script").parameters.values() if p.assignable]


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda variable: variable.name)
def test_every_variable_of_the_catalogue_has_a_home(variable: catalogue.Parameter) -> None:
    name = variable.name + ("[1]" if variable.indexed else "")
    values = SAMPLES.get(variable.type, ("1", "0"))
    models = [script(f"{name}={value}\n").model for value in values]
    one, other = (model.model_dump(mode="json") for model in models if model is not None)
    assert one != other
    assert bool(one["other"]) is not variable.effective, "only what no script reads is kept without a type"
