"""Minor numbers of volume groups: what is compared with what, and what is not."""

from __future__ import annotations

import pytest

from mcsgconf.lint.engine import check
from mcsgconf.lint.select import Selection
from mcsgconf.models.document import parse
from mcsgconf.site import Site

CLUSTER = "CLUSTER_NAME c\nNODE_NAME anna\nNODE_NAME bert\nNODE_NAME carl\nVOLUME_GROUP /dev/vg01\nVOLUME_GROUP vg02\n"
PACKAGE = "PACKAGE_NAME p\nNODE_NAME bert\nNODE_NAME anna\nRUN_SCRIPT /etc/cmcluster/p.cntl\nHALT_SCRIPT /etc/cmcluster/p.cntl\n"


def ll(*groups: tuple[str, str]) -> str:
    return "".join(f"crw-r--r--   1 root  sys   64 {minor} Mar 14  2005 /dev/{name}/group\n" for name, minor in groups)


def sh(*groups: tuple[str, str]) -> str:
    return "#!/usr/bin/sh\n" + "".join(f"mknod /dev/{name}/group c 64 {minor}\n" for name, minor in groups)


ONE, TWO, THREE = "0x010000", "0x020000", "0x030000"

TABLE = [
    ({"anna.txt": ll(("vg01", ONE), ("vg02", ONE))}, {("anna.txt", 2, "MC701")}),
    ({"anna.txt": ll(("vg01", ONE), ("vg02", "0x10000"))}, {("anna.txt", 2, "MC701")}),
    ({"anna.txt": ll(("vg01", ONE), ("vg01", ONE))}, set()),
    ({"anna.txt": ll(("vg01", ONE)), "bert.txt": ll(("vg02", ONE))}, set()),
    ({"anna.txt": ll(("vg01", ONE)), "bert.txt": ll(("vg01", TWO))}, {("bert.txt", 1, "MC702")}),
    ({"anna.txt": ll(("vg09", ONE)), "bert.txt": ll(("vg09", TWO))}, set()),
    (
        {"anna.txt": ll(("vg01", ONE)), "bert.txt": ll(("vg01", TWO)), "carl.txt": ll(("vg01", TWO))},
        {("anna.txt", 1, "MC702")},
    ),
    (
        {"p.conf": PACKAGE, "p.cntl": "VG[0]=vg01\n", "anna.txt": ll(("vg01", ONE)), "bert.txt": ll(("vg01", TWO))},
        {("anna.txt", 1, "MC702")},
    ),
    ({"anna.txt": ll(("vg01", ONE)), "anna/make.sh": sh(("vg02", ONE))}, {("anna/make.sh", 2, "MC701")}),
    ({"anna.txt": ll(("vg01", ONE)), "bert/make.sh": sh(("vg02", ONE))}, set()),
    ({"anna.txt": ll(("vg01", ONE)), "make.sh": sh(("vg02", ONE), ("vg01", TWO))}, set()),
    ({"make.sh": sh(("vg02", ONE), ("vg01", ONE))}, {("make.sh", 3, "MC701")}),
    (
        {
            "make.sh": "#!/bin/sh\nremsh anna mknod /dev/vg01/group c 64 0x010000\n"
            "remsh bert mknod /dev/vg02/group c 64 0x010000\n"
        },
        set(),
    ),
    ({"old/anna.txt": ll(("vg01", ONE)), "anna.txt": ll(("vg02", ONE))}, set()),
    ({"old/anna.txt": ll(("vg01", ONE)), "anna.txt": ll(("vg01", TWO)), "bert.txt": ll(("vg01", TWO))}, set()),
    (
        {
            "anna.txt": ll(("vgold", ONE)),
            "anna/rename.sh": "#!/bin/sh\nvgexport -s -m /tmp/map /dev/vgold\n" + sh(("vg01", ONE)),
        },
        set(),
    ),
    (
        {
            "anna.txt": ll(("vgold", ONE)),
            "anna/look.sh": "#!/bin/sh\nvgexport -p -s -m /tmp/map vgold\n" + sh(("vg01", ONE)),
        },
        {("anna/look.sh", 4, "MC701")},
    ),
    ({"anna.txt": ll(("vg00", "0x000000"), ("vg01", ONE))}, set()),
    ({"anna.txt": ll(("vg00", "0x000000"), ("vg01", "0x000000"))}, {("anna.txt", 2, "MC701")}),
    ({"anna.txt": ll(("vgroot", "0x000000"))}, set()),
    ({"anna.txt": ll(("vg01", "0x010001"))}, {("anna.txt", 1, "MC703")}),
    ({"make.sh": "#!/bin/sh\nN=1\nmknod /dev/vg01/group c 64 0x0${N}0000\n"}, set()),
]


@pytest.mark.parametrize(("files", "expected"), TABLE)
def test_numbers(files: dict[str, str], expected: set[tuple[str, int, str]]) -> None:
    documents = [parse(text, name=name) for name, text in {"cluster.ascii": CLUSTER, **files}.items()]
    found = check(Site.of(documents), Selection(select=("MC701", "MC702", "MC703", "MC704")))
    assert {(f.path, f.line, f.code) for f in found} == expected


def test_without_cluster_file_listings_of_other_machines_are_not_compared() -> None:
    documents = [
        parse(ll(("vg01", ONE)), name="a/group.txt"),
        parse(ll(("vg02", ONE)), name="b/group.txt"),
        parse(ll(("vg01", THREE)), name="c/group.txt"),
    ]
    assert check(Site.of(documents)) == []
