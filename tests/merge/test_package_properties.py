"""The laws of the merge over package files: generated ones, changed on one side and the other, and lines in any order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, note, settings
from hypothesis import strategies as st

from mcsgconf.merge import Action, merge
from mcsgconf.models.document import Kind, parse

if TYPE_CHECKING:
    from mcsgconf.models.document import Document
    from tests.merge.conftest import CheckLaws

LEGACY = [
    "PACKAGE_NAME pay", "PACKAGE_NAME pkg1", "PACKAGE_NAME", "NODE_NAME anna", "NODE_NAME bert", "NODE_NAME carl", "NODE_NAME *",
    "NODE_NAME", "AUTO_RUN YES", "AUTO_RUN no", "PKG_SWITCHING_ENABLED YES", "RUN_SCRIPT /etc/cmcluster/pay/pay.cntl", "RUN_SCRIPT",
    "HALT_SCRIPT /etc/cmcluster/pay/pay.cntl", "RUN_SCRIPT_TIMEOUT NO_TIMEOUT", "RUN_SCRIPT_TIMEOUT 600", "PRIORITY 20",
    "SERVICE_NAME mon", "SERVICE_NAME web", "SERVICE_HALT_TIMEOUT 300", "SERVICE_HALT_TIMEOUT 60", "SERVICE_FAIL_FAST_ENABLED NO",
    "SUBNET 10.1.1.0", "SUBNET 10.2.1.0", "MONITORED_SUBNET_ACCESS PARTIAL", "DEPENDENCY_NAME db", "DEPENDENCY_CONDITION db = UP",
    "DEPENDENCY_CONDITION db=up", "DEPENDENCY_LOCATION SAME_NODE", "RESOURCE_NAME /net/lan0", "RESOURCE_UP_VALUE = UP",
    "RESOURCE_UP_VALUE != DOWN", "RESOURCE_POLLING_INTERVAL 30", "USER_NAME ulla hans", "USER_HOST anna", "USER_ROLE PACKAGE_ADMIN",
    "XYZ 1", "XYZ 2", "(broken", "# by hand", "", "# SERVICE_NAME example", "# mcsgconf: gap HALT_SCRIPT: a value",
]  # fmt: skip
MODULAR = [
    "package_name web", "package_name pkg1", "package_name", "module_name sg/all", "module_name sg/failover", "module_version 1",
    "module_version 2", "node_name anna", "node_name bert", "node_name *", "operation_sequence $SGCONF/scripts/sg/a.sh",
    "operation_sequence $SGCONF/scripts/sg/b.sh", "auto_run yes", "service_name mon", "service_name web", 'service_cmd "/a b"',
    'service_cmd "/a c"', "service_restart none", "service_restart 3", "vg vgweb", "vg /dev/vgweb", "vg vglog", "fs_name /dev/vgweb/l1",
    "fs_name /dev/vgweb/l2", "fs_directory /web", "fs_directory /log", 'fs_mount_opt "-o rw"', 'fs_mount_opt "-o ro"',
    "ip_subnet 10.1.1.0", "ip_subnet 10.2.1.0", "ip_address 10.1.1.80", "ip_address 10.1.1.81", "ip_subnet_node anna", "pev_a 1",
    "pev_a 2", "PEV_A 1", "pev_b 1", "external_script /a.sh", "external_script /b.sh", "weight_name w", "weight_value 3",
    "sgesap/x/y 1", "sgesap/x/y 2", "(broken", "# by hand", "", "#vg vg01",
]  # fmt: skip
VOCABULARY = {Kind.LEGACY_PACKAGE: LEGACY, Kind.MODULAR_PACKAGE: MODULAR}
MARKERS = ["<<<<<<< current", "||||||| base", "=======", ">>>>>>> generic"]
kinds = st.sampled_from(list(VOCABULARY))


def _text(lines: list[str], newline: str, separator: str) -> str:
    return "".join(line.replace(" ", separator, 1) + newline for line in lines)


@st.composite
def versions(draw: st.DrawFn) -> tuple[Document, Document, Document]:
    """A package, and two descendants of it that lines were taken from, put into and moved in."""
    kind = draw(kinds)
    words = VOCABULARY[kind]
    base = draw(st.lists(st.sampled_from(words), max_size=14))
    files = [base]
    for _ in range(2):
        lines = list(base)
        for _ in range(draw(st.integers(0, 3))):
            at = draw(st.integers(0, len(lines)))
            match draw(st.sampled_from(["add", "take", "change", "move"])):
                case "add":
                    lines.insert(at, draw(st.sampled_from(words)))
                case "take":
                    del lines[at : at + 1]
                case "change":
                    lines[at : at + 1] = [draw(st.sampled_from(words))]
                case "move":
                    lines[at:at], lines[-1:] = lines[-1:], []
        files.append(lines)
    written = [
        _text(lines, draw(st.sampled_from(["\n", "\r\n"])), draw(st.sampled_from([" ", "\t", "      "])))
        for lines in files
    ]
    return tuple(parse(text, kind=kind) for text in written)  # type: ignore[return-value]


@given(versions())
@settings(max_examples=200, deadline=None)
def test_two_versions_of_a_package(check_laws: CheckLaws, files: tuple[Document, Document, Document]) -> None:
    base, current, generic = files
    _show(current, generic, base)
    check_laws(current, generic, base)
    check_laws(current, generic)


@given(versions())
@settings(deadline=None)
def test_what_one_side_changed_comes_out_whole(files: tuple[Document, Document, Document]) -> None:
    base, current, _ = files
    result = merge(current, base, base)
    assert result.document.source.text == current.source.text


@given(versions())
@settings(deadline=None)
def test_without_a_base_no_line_of_current_changes(files: tuple[Document, Document, Document]) -> None:
    """All but the version of a module stays, and lines are only added."""
    _, current, generic = files
    result = merge(current, generic)
    changed = [d for d in result.decisions if d.action in {Action.DROP, Action.TAKE, Action.CONFLICT} and d.current]
    assert {decision.policy for decision in changed} <= {"module-version", "markers-left"}


@st.composite
def heaps(draw: st.DrawFn, kind: Kind, *, markers: bool) -> Document:
    words = VOCABULARY[kind] + (MARKERS if markers else [])
    lines = draw(st.lists(st.sampled_from(words), max_size=20))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return parse(newline.join(lines) + draw(st.sampled_from(["", newline])), kind=kind)


@given(
    kinds.flatmap(
        lambda kind: st.tuples(heaps(kind, markers=True), heaps(kind, markers=False), st.none() | heaps(kind, markers=False))
    )
)  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_lines_in_any_order(check_laws: CheckLaws, files: tuple[Document, Document, Document | None]) -> None:
    _show(*files)
    check_laws(*files)


def _show(*documents: Document | None) -> None:
    for role, document in zip(("current", "generic", "base"), documents, strict=False):
        note(f"---------- {role}\n{document.source.text if document is not None else None}")
