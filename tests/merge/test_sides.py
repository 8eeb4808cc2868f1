"""The merge of two sides that count the same: what each changed is in the result, and where both changed one thing, both."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from branches import ALPHA, CLUSTER, NINE, Case, changed, conflict, node, verdict
from hypothesis import example, given, note, settings
from hypothesis import strategies as st

from mcsgconf.merge.sides import merge_sides
from mcsgconf.merge.view import View
from mcsgconf.merge.witness import comment_lines, facts
from mcsgconf.models.document import Kind, parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcsgconf.merge.sides import SidesMerged

PACKAGE = """\
PACKAGE_NAME web
# The order of the nodes is the order of failover.
NODE_NAME alpha
NODE_NAME beta
RUN_SCRIPT /etc/cmcluster/web/web.cntl
SERVICE_NAME web_mon
SERVICE_FAIL_FAST_ENABLED NO
SUBNET 10.1.1.0
"""


def merged(base: str, ours: str, theirs: str, kind: str = "cluster") -> SidesMerged | None:
    return merge_sides(*(parse(text, kind=kind) for text in (base, ours, theirs)))


# (what is done, base, ours, theirs, the result)
@pytest.mark.parametrize("case", NINE, ids=lambda case: case.name)
def test_the_nine(case: Case) -> None:
    found = merged(case.base, case.ours, case.theirs)
    assert found is not None
    assert (found.text, found.conflicts) == (case.merged, case.conflicts)
    assert verdict(found.text, case.merged) == "right"


CLEAN = [
    (
        "one side takes a node out, the other edits another one",
        CLUSTER,
        changed(ALPHA, ""),
        changed("10.2.1.2", "10.2.1.3"),
        changed("10.2.1.2", "10.2.1.3", changed(ALPHA, "")),
    ),
    (
        "one side gives an address another role, the other edits the comment above another line",
        CLUSTER,
        changed("    STATIONARY_IP\t10.2.1.2\n", "    HEARTBEAT_IP\t10.2.1.2\n"),
        changed("# Packages", "# Packages, at most"),
        changed("# Packages", "# Packages, at most").replace("STATIONARY_IP\t10.2.1.2\n", "HEARTBEAT_IP\t10.2.1.2\n"),
    ),
    (
        "both edit one comment, in lines of it that are apart",
        changed("# Packages\n", "# one\n# two\n# three\n"),
        changed("# Packages\n", "# 1\n# two\n# three\n"),
        changed("# Packages\n", "# one\n# two\n# 3\n"),
        changed("# Packages\n", "# 1\n# two\n# 3\n"),
    ),
    (
        "both append below the last comment",
        CLUSTER + "# the end\n",
        CLUSTER + "# the end\nVOLUME_GROUP\t\t/dev/vg1\n",
        CLUSTER + "# the end\nVOLUME_GROUP\t\t/dev/vg2\n",
        CLUSTER + "# the end\nVOLUME_GROUP\t\t/dev/vg1\nVOLUME_GROUP\t\t/dev/vg2\n",
    ),
    (
        "one side changes the line ends of the file, the other a value",
        CLUSTER,
        changed("2000000", "8000000"),
        CLUSTER.replace("\n", "\r\n"),
        changed("2000000", "8000000").replace("\n", "\r\n"),
    ),
    (
        "one side takes the last line end away, the other changes the last value",
        CLUSTER,
        CLUSTER.removesuffix("\n"),
        changed("vglock", "vg_lock"),
        changed("vglock", "vg_lock").removesuffix("\n"),
    ),
    (
        "one side changes a value, the other writes a remark behind it",
        CLUSTER,
        changed("2000000", "8000000"),
        changed("2000000", "2000000  # since the failure of May"),
        changed("2000000", "8000000  # since the failure of May"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("base", "ours", "theirs", "result"), [case[1:] for case in CLEAN], ids=[c[0] for c in CLEAN])
def test_both_changes_are_in(base: str, ours: str, theirs: str, result: str) -> None:
    found = merged(base, ours, theirs)
    assert found is not None
    assert found.text == result
    assert found.conflicts == ()


CONFLICTS = [
    (
        "both change one value",
        CLUSTER,
        changed("2000000", "4000000"),
        changed("2000000", "8000000"),
        changed(
            "NODE_TIMEOUT\t\t2000000\n",
            conflict("NODE_TIMEOUT\t\t2000000\n", "NODE_TIMEOUT\t\t4000000\n", "NODE_TIMEOUT\t\t8000000\n"),
        ),
        ("NODE_TIMEOUT",),
    ),
    (
        "one side takes a node out that the other edits",
        CLUSTER,
        changed(ALPHA, ""),
        changed("10.2.1.1", "10.2.1.9"),
        changed(
            ALPHA.removesuffix("\n"),
            conflict(ALPHA.removesuffix("\n"), "", changed("2.1.1", "2.1.9", ALPHA).removesuffix("\n")),
        ),
        ("NODE_NAME[alpha]",),
    ),
    (
        "one comment is edited by both",
        CLUSTER,
        changed("# Packages", "# Packages, few"),
        changed("# Packages", "# Packages, many"),
        changed("# Packages\n", conflict("# Packages\n", "# Packages, few\n", "# Packages, many\n")),
        ("MAX_CONFIGURED_PACKAGES",),
    ),
]


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "result", "paths"), [case[1:] for case in CONFLICTS], ids=[c[0] for c in CONFLICTS]
)
def test_one_thing_that_both_changed_is_shown_as_both_have_it(
    base: str, ours: str, theirs: str, result: str, paths: tuple[str, ...]
) -> None:
    found = merged(base, ours, theirs)
    assert found is not None
    assert found.text == result
    assert found.conflicts == paths


PACKAGES = [
    ("NODE_NAME beta\n", "NODE_NAME beta\nNODE_NAME gamma\n", "YES", "a node", ()),
    ("NODE_NAME alpha\nNODE_NAME beta\n", "NODE_NAME beta\nNODE_NAME alpha\n", "YES", "another order", ()),
    ("SUBNET 10.1.1.0\n", "SUBNET 10.1.1.0\nSUBNET 10.2.1.0\n", "YES", "a subnet", ()),
]


@pytest.mark.parametrize(("old", "new", "value", "what", "paths"), PACKAGES, ids=[case[3] for case in PACKAGES])
def test_packages(old: str, new: str, value: str, what: str, paths: tuple[str, ...]) -> None:
    ours, theirs = changed(old, new, PACKAGE), changed("ENABLED NO", f"ENABLED {value}", PACKAGE)
    found = merged(PACKAGE, ours, theirs, "legacy-package")
    assert found is not None, what
    assert (found.text, found.conflicts) == (changed(old, new, theirs), paths)


def test_two_orders_of_failover_are_a_conflict_on_the_whole_order() -> None:
    ours = changed("NODE_NAME beta\n", "NODE_NAME beta\nNODE_NAME gamma\n", PACKAGE)
    theirs = changed("NODE_NAME beta\n", "NODE_NAME beta\nNODE_NAME delta\n", PACKAGE)
    found = merged(PACKAGE, ours, theirs, "legacy-package")
    assert found is not None
    assert found.conflicts == ("NODE_NAME",)
    assert "NODE_NAME beta\nNODE_NAME gamma\n|||||||" in found.text


NOT_BY_KEYS = [
    (CLUSTER, CLUSTER, "HEARTBEAT_IP 10.1.1.1\n" + CLUSTER, "a line outside its block"),
    (CLUSTER, CLUSTER, changed("NODE_TIMEOUT\t\t2000000\n", conflict("", "NODE_TIMEOUT 1\n", "NODE_TIMEOUT 2\n")), "markers"),
    (CLUSTER, changed(ALPHA, ""), changed("# Warning", "# Beware", ALPHA).join(CLUSTER.split(ALPHA)), "a lost comment"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("base", "ours", "theirs"), [case[:3] for case in NOT_BY_KEYS], ids=[c[3] for c in NOT_BY_KEYS]
)
def test_what_keys_cannot_merge_is_left_to_others(base: str, ours: str, theirs: str) -> None:
    assert merged(base, ours, theirs) is None
    assert merge_sides(*(parse(text, kind="cluster") for text in (base, theirs, ours))) is None


def test_kinds_are_not_mixed_and_scripts_have_no_keys() -> None:
    cluster, package = parse(CLUSTER, kind="cluster"), parse(PACKAGE, kind="legacy-package")
    script = parse("#!/usr/bin/sh\nVG[0]=vg01\n", kind="control-script")
    assert merge_sides(cluster, cluster, package) is None
    assert merge_sides(script, script, script) is None


def test_markers_have_the_size_that_is_asked_for() -> None:
    documents = [parse(f"NODE_TIMEOUT {value}\n", kind="cluster") for value in (1, 2, 3)]
    found = merge_sides(*documents, marker_size=9)
    assert found is not None
    lines = "<<<<<<<<< ours|NODE_TIMEOUT 2|||||||||| base|NODE_TIMEOUT 1|=========|NODE_TIMEOUT 3|>>>>>>>>> theirs|"
    assert found.text.replace("\n", "|") == lines


@dataclass(frozen=True)
class File:
    """A cluster file in chapters that edits change one at a time."""

    nodes: tuple[str, ...]
    timing: tuple[str, ...]
    groups: tuple[str, ...]
    form: tuple[str, str] = ("  ", "\n")
    head: str = "# The cluster of the harbour.\n"

    def __str__(self) -> str:
        text = self.head + "CLUSTER_NAME\tharbour\n\n# Nodes\n\n" + "\n".join(self.nodes)
        text += "\n# Cluster Timing Parameters (microseconds).\n\n" + "".join(self.timing) + "\n" + "".join(self.groups)
        indent, newline = self.form
        return text.replace("  ", indent).replace("\n", newline)


BASE = File(
    tuple(node(name, host).removesuffix("\n") for name, host in (("n1", 1), ("n2", 2), ("n3", 3))),
    ("HEARTBEAT_INTERVAL\t1000000\n", "NODE_TIMEOUT\t2000000\n", "# by hand\n", "AUTO_START_TIMEOUT\t600000000\n"),
    ("VOLUME_GROUP\t/dev/vg1\n", "# VOLUME_GROUP\t/dev/vg0\n", "VOLUME_GROUP\t/dev/vg2\n"),
)
NODES = st.sampled_from(
    [*(node(name, host).removesuffix("\n") for name, host in (("n4", 4), ("n4", 44), ("n5", 5))), "# NODE_NAME n6\n"]
)
LINES = st.sampled_from(
    ["# a remark\n", "\n", "VOLUME_GROUP\tvg3\n", "VOLUME_GROUP\t/dev/vg4\n", "MAX_CONFIGURED_PACKAGES 9\n"]
)


def _with(items: tuple[str, ...], at: int, new: tuple[str, ...], width: int = 0) -> tuple[str, ...]:
    at %= len(items) + 1
    return items[:at] + new + items[at + width :]


def _changed_in(items: tuple[str, ...], at: int, old: str, new: str) -> tuple[str, ...]:
    return tuple(item.replace(old, new) if number == at % len(items) else item for number, item in enumerate(items))


@st.composite
def edits(draw: st.DrawFn) -> Callable[[File], File]:
    at = draw(st.integers(0, 4))
    new_node, line = draw(NODES), draw(LINES)
    order = draw(st.permutations(range(8)))
    edit: Callable[[File], File] = draw(
        st.sampled_from(
            [
                lambda f: replace(f, nodes=_with(f.nodes, at, (new_node,))),
                lambda f: replace(f, nodes=_with(f.nodes, at, (), 1)) if len(f.nodes) > 1 else f,
                lambda f: replace(f, nodes=tuple(f.nodes[i] for i in order if i < len(f.nodes))),
                lambda f: replace(
                    f, nodes=_changed_in(f.nodes, at, "HEARTBEAT_IP\t10.1.1.", f"HEARTBEAT_IP\t10.1.{at}.")
                ),
                lambda f: replace(f, nodes=_changed_in(f.nodes, at, "STATIONARY", "HEARTBEAT")),
                lambda f: replace(f, nodes=_changed_in(f.nodes, at, "  FIRST", "# FIRST")),
                lambda f: replace(f, nodes=_changed_in(f.nodes, at, "standby network", f"standby {at}")),
                lambda f: replace(f, timing=_with(f.timing, at, (line,))),
                lambda f: replace(f, timing=_with(f.timing, at, (), 1)),
                lambda f: replace(f, timing=_changed_in(f.timing, 1, "2000000", f"{at}000000")) if f.timing else f,
                lambda f: replace(f, groups=_with(f.groups, at, (line,))),
                lambda f: replace(f, groups=_with(f.groups, at, (), 1)),
                lambda f: replace(f, groups=f.groups[::-1]),
                lambda f: replace(f, form=("\t", f.form[1])),
                lambda f: replace(f, form=(f.form[0], "\r\n")),
                lambda f: replace(f, head=f.head + "# and of the quay\n"),
            ]
        )
    )
    return edit


@st.composite
def sides(draw: st.DrawFn) -> str:
    file = BASE
    for edit in draw(st.lists(edits(), max_size=3)):
        file = edit(file)
    return str(file)


@given(sides())
@settings(deadline=None)
def test_the_change_of_one_side_alone_is_that_side(side: str) -> None:
    base = str(BASE)
    for ours, theirs in ((side, base), (base, side), (side, side)):
        found = merged(base, ours, theirs)
        assert found is not None
        assert found == type(found)(side)


def _what_it_says(found: SidesMerged) -> set[object]:
    lines = "".join(line for line in found.text.splitlines(keepends=True) if line[0] not in "<>|=")
    return {*facts(View(parse(lines, kind=Kind.CLUSTER)).root)}


@given(sides(), sides())
@example(str(replace(BASE, nodes=BASE.nodes[::-1])), str(replace(BASE, nodes=BASE.nodes[:2])))
@settings(max_examples=200, deadline=None)
def test_neither_side_counts_more(ours: str, theirs: str) -> None:
    note(f"----- ours\n{ours}----- theirs\n{theirs}")
    here, there = merged(str(BASE), ours, theirs), merged(str(BASE), theirs, ours)
    assert (here is None) == (there is None)
    if here is not None and there is not None:
        places = [sorted(path.rpartition("[")[0] for path in found.conflicts) for found in (here, there)]
        assert places[0] == places[1]  # which value a path ends in is that of ours
        assert _what_it_says(here) == _what_it_says(there)


@given(*([st.text("# \n\tANODE_NAMEVOLUMEGROUPab<=>|\r", max_size=60)] * 3))
@settings(deadline=None)
def test_any_three_texts(base: str, ours: str, theirs: str) -> None:
    merged(base, ours, theirs)
    found = merged(base, ours, base)
    assert found is None or found.text == ours


def test_the_nine_beside_git() -> None:
    """The script that compares runs, and finds the nine right; how git fares is git's affair."""
    script = Path(__file__).with_name("side_by_side.py")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    assert "merge-driver: 9 right, 0 conflict, 0 wrong of 9\n" in done.stdout
    reports = [path.read_text() for path in (script.parent / "scenarios").glob("*/report.json")]
    count = sum('"kind"' not in report for report in reports)  # those of cluster files
    assert f"merge: {count} right, 0 conflict, 0 wrong of {count}\n" in done.stdout


EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = [path for path in sorted(EXAMPLES.rglob("*")) if path.suffix in {".conf", ".ascii"}]


@st.composite
def line_edits(draw: st.DrawFn, lines: list[str]) -> str:
    """A file with lines taken out, moved, doubled, commented out, changed, or indented."""
    lines = lines[:]
    for _ in range(draw(st.integers(1, 3))):
        at, to = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["take out", "move", "double", "comment", "change", "indent"])):
            case "take out" if len(lines) > 1:
                del lines[at]
            case "move":
                lines.insert(min(to, len(lines) - 1), lines.pop(at))
            case "double":
                lines.insert(to, lines[at])
            case "comment":
                lines[at] = f"# {lines[at]}"
            case "change":
                lines[at] = lines[at].rstrip("\n") + "9\n"
            case _:
                lines[at] = f"  {lines[at]}"
    return "".join(lines)


@given(st.data())
@settings(deadline=None, max_examples=30)
def test_edited_files_of_every_kind(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(FILES))
    base = path.read_text()
    kind = parse(path).kind
    lines = base.splitlines(keepends=True)
    ours, theirs = data.draw(line_edits(lines)), data.draw(line_edits(lines))
    for one, other in ((ours, base), (base, ours)):
        found = merged(base, one, other, kind)
        if found is not None:
            assert found.conflicts == ()
            assert _facts(found.text, kind) == _facts(ours, kind)
            assert sorted(comment_lines(found.text)) == sorted(comment_lines(ours))
            assert kind != "cluster" or found.text == ours  # a sequence that a package parts is put together again
    merged(base, ours, theirs, kind)


def _facts(text: str, kind: Kind) -> list[object]:
    return sorted(facts(View(parse(text, kind=kind)).root))
