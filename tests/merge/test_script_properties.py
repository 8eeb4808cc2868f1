"""The laws of the merge over control scripts: a customised one and newer templates, two versions, and lines in any order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, note, settings
from hypothesis import strategies as st

from mcsgconf.errors import UnmergeableInput
from mcsgconf.merge import merge
from mcsgconf.merge.script_view import ScriptView
from mcsgconf.models.document import Kind, parse

if TYPE_CHECKING:
    from mcsgconf.models.document import Document
    from tests.merge.conftest import CheckLaws

VENDOR = """\
# START OF RUN FUNCTIONS
function {name}
{{
    print "{word}"
}}

#----MAINLINE Control Script Code Starts Here----
customer_defined_run_cmds
"""
vendors = st.builds(
    lambda name, word: VENDOR.format(name=name, word=word),
    st.sampled_from(["verify_ha_nfs", "start_services", "of_our_own"]),
    st.sampled_from(["old", "new", "grün"]),
)
LINES = [
    "# @(#) A.11.16.00 $", "# @(#) A.11.19.00 $", "#!/usr/bin/sh", ". ${SGCONFFILE:=/etc/cmcluster.conf}", ". /etc/own.conf",
    "PATH=/usr/bin", "PATH=$SGSBIN:/usr/bin", 'VGCHANGE="vgchange -a e"    # Default', "VGCHANGE='vgchange -a e'", "VGCHANGE=",
    '#VG[0]=""', "VG[0]=vg01", "VG[0]=vg02", "VG[1]=vg02", "VG[1]=vg03; VG[2]=vg04", "VG[0]=vg01 VG[1]=vg05", "set -A VG vg01 vg02",
    'LV[0]=/dev/vg01/l1; FS[0]=/a; FS_TYPE[0]="vxfs"', "LV[0]=/dev/vg01/l2; FS[0]=/a", 'FS_TYPE[0]="hfs"', "FS[0]=/b;",
    "IP[0]=10.1.1.1", "SUBNET[0]=10.1.1.0", "IP[0]=10.1.1.2 SUBNET[0]=10.1.1.0", "FS_UMOUNT_COUNT=1", "FS_UMOUNT_COUNT=3",
    "ENABLE_THREADED_VGCHANGE=0", "# FS_UMOUNT_COUNT=1", "export MAILTO=ops", "MAILTO=$OTHER", "X=`hostname`; Y=1",
    "if [ -f /x ]; then\n    VG[3]=vg09\nfi", "echo hello; A=1", "case $(hostname) in\na) B=1;;\nesac", "# by hand", "", "TEXT='two\nlines'",
    "log_file=${SG_SCRIPT_LOG_FILE:-$0.log}",
]  # fmt: skip
BODIES = [":", "/opt/start\n    echo done", "/opt/start -v", "cat <<!\nVG[0]=x\n!"]
functions = st.builds(
    lambda name, body: f"function {name}\n{{\n    {body}\n}}",
    st.sampled_from(["customer_defined_run_cmds", "customer_defined_halt_cmds", "helper"]),
    st.sampled_from(BODIES),
)
pieces = st.sampled_from(LINES) | functions


def _text(lines: list[str], vendor: str, newline: str) -> str:
    return newline.join("\n".join([*lines, "# END OF CUSTOMER DEFINED FUNCTIONS", vendor]).split("\n"))


@st.composite
def versions(draw: st.DrawFn) -> tuple[Document, Document, Document]:
    """A script, and two descendants of it that pieces were taken from, put into and moved in."""
    base = draw(st.lists(pieces, max_size=12))
    files = [base]
    for _ in range(2):
        lines = list(base)
        for _ in range(draw(st.integers(0, 3))):
            at = draw(st.integers(0, len(lines)))
            match draw(st.sampled_from(["add", "take", "change"])):
                case "add":
                    lines.insert(at, draw(pieces))
                case "take":
                    del lines[at : at + 1]
                case "change":
                    lines[at : at + 1] = [draw(pieces)]
        files.append(lines)
    vendor = draw(st.lists(vendors, min_size=1, max_size=2))
    return tuple(parse(_text(lines, draw(st.sampled_from(vendor)), "\n"), kind=Kind.CONTROL_SCRIPT) for lines in files)  # type: ignore[return-value]


@given(versions())
@settings(max_examples=150, deadline=None)
def test_two_versions_of_a_script(check_laws: CheckLaws, files: tuple[Document, Document, Document]) -> None:
    base, current, generic = files
    _show(current, generic, base)
    check_laws(current, generic, base)
    check_laws(current, generic)


@given(versions())
@settings(deadline=None)
def test_what_one_side_changed_comes_out_whole(files: tuple[Document, Document, Document]) -> None:
    base, current, _ = files
    _show(current, base)
    assert merge(current, base, base).document.source.text == current.source.text


def test_what_comes_in_the_place_of_a_first_line() -> None:
    """Above the first line there is none to look at, also where it goes."""
    base, generic = (parse(text, kind=Kind.CONTROL_SCRIPT) for text in ("VG[0]=vg01\n", "IP[0]=10.0.0.1\n"))
    assert merge(base, generic, base).document.source.text == "IP[0]=10.0.0.1\n"


MARKERS = [
    "<<<<<<< current",
    ">>>>>>> generic",
    "<<<<<<< current\nVG[0]=vg01\n||||||| base\n=======\nVG[0]=vg02\n>>>>>>> generic",
    "<<<<<<< current\n=======\nMAILTO=ops\n>>>>>>> generic",
]


@st.composite
def heaps(draw: st.DrawFn, *, markers: bool) -> Document:
    lines = draw(st.lists(pieces | st.sampled_from(MARKERS) if markers else pieces, max_size=14))
    vendor = draw(vendors)
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return parse(_text(lines, vendor, newline), kind=Kind.CONTROL_SCRIPT)


@given(heaps(markers=True), heaps(markers=False), st.none() | heaps(markers=False))
@settings(max_examples=150, deadline=None)
def test_pieces_in_any_order(
    check_laws: CheckLaws, current: Document, generic: Document, base: Document | None
) -> None:
    _show(current, generic, base)
    _check(check_laws, current, generic, base)


def _check(check_laws: CheckLaws, *files: Document | None) -> None:
    """Check the laws, unless a script cannot be read: then that is said."""
    try:
        check_laws(*files)  # type: ignore[arg-type]
    except UnmergeableInput:
        assert any(ScriptView(file).settled.problems for file in files if file is not None)


texts = st.text("VG[]=01; \n#{}()'\"\\$aif<>|\r", max_size=60).map(lambda text: f"{text}\n:\n")


@given(texts, texts)
@settings(deadline=None)
def test_any_two_texts(check_laws: CheckLaws, one: str, other: str) -> None:
    files = [parse(text, kind=Kind.CONTROL_SCRIPT) for text in (one, other)]
    _show(*files)
    _check(check_laws, *files)


def _show(*documents: Document | None) -> None:
    for role, document in zip(("current", "generic", "base"), documents, strict=False):
        note(f"---------- {role}\n{document.source.text if document is not None else None}")
