"""Volume groups and their minor numbers, in listings and in `mknod` lines."""

from __future__ import annotations

import pytest

from mcsgconf.models.document import parse
from mcsgconf.models.group_files import device_number, listed_group_files, made_group_files

LISTED = [
    # HP-UX
    (
        "crw-r--r--   1 root       sys         64 0x010000 Nov  3  2009 /dev/vg01/group\n",
        ("/dev/vg01", "c", 64, 0x10000, 1),
    ),
    ("crw-r-----   1 root sys 64 0x1a0000 Nov 3 11:20 /dev/vgdb/group\r\n", ("/dev/vgdb", "c", 64, 0x1A0000, 26)),
    # other ways of `ls -l`
    ("crw-r--r-- 1 root sys 64, 0x010000 Nov 3 2009 /dev/vg01/group", ("/dev/vg01", "c", 64, 0x10000, 1)),
    ("crw-r--r-- 1 root sys 64,0x010000 Nov 3 2009 /dev/vg01/group", ("/dev/vg01", "c", 64, 0x10000, 1)),
    ("crw-r--r-- 1 root sys 64, 131072 Nov 3 2009 /dev/vg02/group", ("/dev/vg02", "c", 64, 131072, 2)),
    ("crw-r--r--\t1\troot\tsys\t64\t0x010000\tNov\t3\t2009\t/dev/vg01/group", ("/dev/vg01", "c", 64, 0x10000, 1)),
    ("crw-r--r-- 1 root sys 64 0x010000 Nov 3 2009 vg01/group", ("/dev/vg01", "c", 64, 0x10000, 1)),
    # LVM 2: the number stands in the top twelve bits
    ("crw-r--r-- 1 root sys 128 0x003000 Nov 3 2009 /dev/vg03/group", ("/dev/vg03", "c", 128, 0x3000, 3)),
    # what should not be, and is reported as it stands
    ("brw-r--r-- 1 root sys 64 0x010000 Nov 3 2009 /dev/vg01/group", ("/dev/vg01", "b", 64, 0x10000, 1)),
    ("crw-r--r-- 1 root sys 64 0x0#0000 Nov 3 2009 /dev/vg01/group", ("/dev/vg01", "c", 64, None, None)),
    ("crw-r--r-- 1 root sys 31 0x010000 Nov 3 2009 /dev/vg01/group", ("/dev/vg01", "c", 31, 0x10000, None)),
]


@pytest.mark.parametrize(("text", "expected"), LISTED)
def test_a_listing(text: str, expected: tuple[object, ...]) -> None:
    (group_file,) = listed_group_files(text)
    found = group_file
    assert (found.volume_group.value, found.device_type, found.major.value, found.minor.value, found.vgno) == expected
    assert text[found.span.start : found.span.end] == text.strip()
    for located in (found.volume_group, found.major, found.minor):
        assert text[located.span.start : located.span.end] == located.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# ll /dev/*/group\n",
        "total 0\n",
        "crw-r--r-- 1 root sys 64 0x010000 Nov 3 2009 /dev/vg01/lvol1\n",
        "-rw-r--r-- 1 root sys 64 Nov 3 2009 /etc/group\n",
        "/dev/vg01/group not found\n",
    ],
)
def test_other_lines_are_passed_over(text: str) -> None:
    assert list(listed_group_files(text)) == []


def test_the_model_of_a_listing() -> None:
    model = parse("# on alfa\n" + LISTED[0][0], kind="group-listing").model
    assert model is not None
    (listed,) = model.model_dump(mode="json")["group_files"]
    assert (listed["volume_group"], listed["major"], listed["minor"]) == ("/dev/vg01", 64, 65536)


MADE = [
    ("mknod /dev/vg01/group c 64 0x010000\n", [("/dev/vg01", 1)]),
    ("/usr/sbin/mknod '/dev/vg01/group' c 64 0x010000 || exit 1\n", [("/dev/vg01", 1)]),
    ("if true\nthen\n  mkdir /dev/vg02; mknod /dev/vg02/group c 64 0x020000\nfi\n", [("/dev/vg02", 2)]),
    ("f() { mknod /dev/vg02/group c 128 0x003000; }\n", [("/dev/vg02", 3)]),
    ("mknod /dev/vg01/group c 64 0x0#0000\n", [("/dev/vg01", None)]),
    ("sudo mknod /dev/vg01/group c 64 65536\n", [("/dev/vg01", 1)]),
    # what only the shell knows, what is no command, and what is no group file
    ("mknod /dev/$vg/group c 64 0x010000\n", []),
    ("# mknod /dev/vg01/group c 64 0x010000\n", []),
    ("echo 'mknod /dev/vg01/group c 64 0x010000'\n", []),
    ("mknod /dev/null c 3 2\n", []),
    ("mknod /dev/vg01/group c 64\n", []),
]


@pytest.mark.parametrize(("text", "expected"), MADE)
def test_mknod_lines(text: str, expected: list[tuple[str, int | None]]) -> None:
    found = list(made_group_files(parse(text, kind="shell").tree, text))
    assert [(group_file.volume_group.value, group_file.vgno) for group_file in found] == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [("64", 64), ("0x10", 16), ("0X1f", 31), ("010", 10), ("0x", None), ("1g", None), ("9" * 99, None)],
)
def test_device_number(text: str, value: int | None) -> None:
    assert device_number(text) == value
