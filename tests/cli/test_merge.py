"""`mcsgconf merge` as its user meets it: where the result goes, what is written and what never is, exit statuses."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome

    Run = Callable[..., Outcome]

SCENARIOS = Path(__file__).parents[1] / "merge" / "scenarios"
FIELDS = {"status", "message", "base", "nodes", "decisions", "notices", "packages", "findings", "output"}
PACKAGE = "PACKAGE_NAME p\nNODE_NAME a\nRUN_SCRIPT /etc/cmcluster/p/p.cntl\nHALT_SCRIPT /etc/cmcluster/p/p.cntl\n"


@pytest.fixture
def files(tmp_path: Path) -> Callable[[str], dict[str, bytes]]:
    """Return a function that copies a scenario's files into the folder of the test."""

    def copy(scenario: str) -> dict[str, bytes]:
        contents = {path.name: path.read_bytes() for path in (SCENARIOS / scenario).iterdir()}
        for name in contents.keys() - {"expected", "report.json"}:
            (tmp_path / name).write_bytes(contents[name])
        return contents

    return copy


Files = "Callable[[str], dict[str, bytes]]"


def test_the_result_goes_to_standard_output_and_the_report_to_standard_error(mcsgconf: Run, files: Files) -> None:
    contents = files("two-to-three-serial-lock-disk")
    outcome = mcsgconf("merge", "current", "generic")
    assert outcome.status == 0
    assert outcome.out.encode() == contents["expected"]
    assert outcome.err.startswith("current merged with generic, without a base, one was inferred: clean\n")
    assert outcome.err.endswith("Next\n  cmcheckconf -C FILE\n  cmapplyconf -C FILE\n")
    assert "NODE_NAME[beta]/SERIAL_DEVICE_FILE  /dev/tty1p0" in outcome.err
    assert "cmhaltcl -f" in outcome.err


def test_a_file_that_is_named_is_written_and_standard_output_stays_empty(mcsgconf: Run, files: Files) -> None:
    contents = files("crlf")
    outcome = mcsgconf("merge", "current", "generic", "-o", "my result")
    assert (outcome.status, outcome.out) == (0, "")
    assert Path("my result").read_bytes() == contents["expected"]
    assert Path("current").read_bytes() == contents["current"]
    assert "cmapplyconf -C 'my result'" in outcome.err


def test_a_dash_is_standard_output(mcsgconf: Run, files: Files) -> None:
    files("two-to-three-serial-lock-disk")
    assert mcsgconf("merge", "current", "generic", "-o", "-") == mcsgconf("merge", "current", "generic")
    assert not Path("-").exists()


def test_in_place_keeps_the_mode(mcsgconf: Run, files: Files) -> None:
    contents = files("changed-address-with-base")
    Path("current").chmod(0o640)
    outcome = mcsgconf("merge", "current", "generic", "--base", "base", "--in-place")
    assert outcome.status == 0
    assert Path("current").read_bytes() == contents["expected"]
    assert Path("current").stat().st_mode & 0o777 == 0o640
    assert "with the base that was given" in outcome.err


@pytest.mark.parametrize(
    ("scenario", "mark"), [("changed-address", "<<<<<<< current"), ("dual-lock", "# mcsgconf: gap")]
)
def test_conflicts_and_gaps_are_written_with_their_marks(mcsgconf: Run, files: Files, scenario: str, mark: str) -> None:
    contents = files(scenario)
    outcome = mcsgconf("merge", "current", "generic", "-o", "out")
    assert outcome.status == 1
    assert Path("out").read_bytes() == contents["expected"]
    assert mark in Path("out").read_text()


def test_a_result_that_cannot_work_is_shown_but_only_written_by_force(mcsgconf: Run, files: Files) -> None:
    contents = files("three-to-five-lock-disk")
    shown = mcsgconf("merge", "current", "generic")
    assert (shown.status, shown.out.encode()) == (1, contents["expected"])
    refused = mcsgconf("merge", "current", "generic", "-o", "out")
    assert (refused.status, refused.out, Path("out").exists()) == (1, "", False)
    assert "out was not written (--force does it all the same): 5 nodes with a lock disk" in refused.err
    forced = mcsgconf("merge", "current", "generic", "-o", "out", "--force")
    assert (forced.status, Path("out").read_bytes()) == (1, contents["expected"])


def test_a_new_error_of_the_linter_keeps_the_result_from_being_written(mcsgconf: Run, files: Files) -> None:
    files("two-to-three-serial-lock-disk")
    text = Path("generic").read_text().replace("10.1.1.3", "10.1.1.1")
    Path("generic").write_text(text)
    outcome = mcsgconf("merge", "current", "generic", "--in-place", "--report", "json")
    report = json.loads(outcome.err)
    assert (outcome.status, report["status"], report["output"]) == (1, "error", None)
    assert "current was not written (--force does it all the same)" in report["message"]
    assert "10.1.1.1" in report["message"]


def test_a_difference_is_shown_against_current(mcsgconf: Run, files: Files) -> None:
    files("no-final-newline-volume-group")
    outcome = mcsgconf("merge", "current", "generic", "--diff")
    assert outcome.status == 0
    assert outcome.out.startswith("--- current\n+++ current (merged)\n")
    assert "+VOLUME_GROUP\t\t/dev/vgweb\n\\ No newline at end of file\n" in outcome.out


@pytest.mark.parametrize(("side", "address"), [("current", "10.1.1.2"), ("generic", "10.1.1.22")])
def test_the_preferred_side_wins(mcsgconf: Run, files: Files, side: str, address: str) -> None:
    contents = files("changed-address")
    outcome = mcsgconf("merge", "current", "generic", "--prefer", side)
    assert outcome.status == 0
    assert outcome.out.encode() == contents["current"].replace(b"10.1.1.2\n", f"{address}\n".encode())
    assert "preferred-side" in outcome.err


def test_the_report_as_json_has_every_field(mcsgconf: Run, files: Files) -> None:
    files("one-to-two-lock-disk")
    report = json.loads(mcsgconf("merge", "current", "generic", "-o", "out", "--report", "json").err)
    assert report.keys() == FIELDS
    assert (report["status"], report["base"], report["output"], report["message"]) == ("clean", "inferred", "out", None)
    assert report["nodes"] == {"added": ["sun2"], "kept": ["sun1"], "missing_from_generic": []}
    (decision,) = [d for d in report["decisions"] if d["path"] == "NODE_NAME[sun2]/FIRST_CLUSTER_LOCK_PV"]
    assert decision == {
        "path": "NODE_NAME[sun2]/FIRST_CLUSTER_LOCK_PV",
        "action": "add",
        "policy": "cluster-lock",
        "reason": "each node needs its path to the lock; the probe gives this node's",
        "base": None,
        "current": None,
        "generic": "/dev/dsk/c2t2d0",
        "line": 12,
        "end_line": 12,
    }


def _same_path() -> tuple[str, ...]:
    return "current", "./current"


def _hard_link() -> tuple[str, ...]:
    os.link("current", "link")
    return "current", "link"


def _missing() -> tuple[str, ...]:
    return "current", "nowhere"


def _package() -> tuple[str, ...]:
    Path("p.conf").write_text(PACKAGE)
    return "current", "p.conf"


def _scripts() -> tuple[str, ...]:
    for name in ("p.sh", "q.sh"):
        Path(name).write_text(f"#!/bin/sh\n# {name}\nwhile true; do sleep 5; done\n")
    return "p.sh", "q.sh"


def _empty() -> tuple[str, ...]:
    Path("empty").write_bytes(b"")
    return "empty", "generic"


def _binary() -> tuple[str, ...]:
    Path("binary").write_bytes(bytes(range(256)))
    return "current", "binary"


def _folder() -> tuple[str, ...]:
    return ".", "generic"


def _over_an_input() -> tuple[str, ...]:
    return "current", "generic", "-o", "generic"


def _over_current_unasked() -> tuple[str, ...]:
    return "current", "generic", "-o", "current"


def _two_outputs() -> tuple[str, ...]:
    return "current", "generic", "-o", "out", "--in-place"


def _no_such_folder() -> tuple[str, ...]:
    return "current", "generic", "-o", "no/such/folder"


def _markers_in_generic() -> tuple[str, ...]:
    text = Path("generic").read_text()
    Path("generic").write_text(f"{text}<<<<<<< a\nA 1\n=======\nA 2\n>>>>>>> b\n")
    return "current", "generic"


REFUSED = [
    (_same_path, "are the same file"),
    (_hard_link, "are the same file"),
    (_missing, "nowhere"),
    (_package, "current is of kind cluster, p.conf of kind legacy-package"),
    (_scripts, "p.sh: a file of kind shell"),
    (_empty, "empty: this file is empty"),
    (_binary, "binary: this is a binary file"),
    (_folder, "this is a folder"),
    (_over_an_input, "--output generic is an input"),
    (_over_current_unasked, "--in-place for current"),
    (_two_outputs, "give one of them"),
    (_no_such_folder, "no/such/folder"),
    (_markers_in_generic, "generic: conflict markers"),
]


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(("arguments", "message"), REFUSED, ids=[case[0].__name__.strip("_") for case in REFUSED])
def test_bad_input_is_refused_in_one_line(
    mcsgconf: Run, files: Files, arguments: Callable[[], tuple[str, ...]], message: str, form: str
) -> None:
    files("two-to-three-serial-lock-disk")
    words = arguments()
    before = {path: path.read_bytes() for path in Path().iterdir()}
    outcome = mcsgconf("merge", *words, "--report", form)
    assert (outcome.status, outcome.out) == (2, "")
    assert {path: path.read_bytes() for path in Path().iterdir()} == before
    if form == "json":
        report = json.loads(outcome.err)
        assert (report.keys(), report["status"], report["decisions"]) == (FIELDS, "error", [])
        assert message in report["message"]
    else:
        assert outcome.err.startswith("mcsgconf: ")
        assert outcome.err.count("\n") == 1
        assert message in outcome.err


def test_equal_files_merge_into_themselves(mcsgconf: Run, files: Files) -> None:
    contents = files("serial-left-in-three-nodes")
    Path("generic").write_bytes(contents["current"])
    outcome = mcsgconf("merge", "current", "generic")
    assert (outcome.status, outcome.out.encode()) == (0, contents["current"])


def test_what_a_file_holds_cannot_reach_the_terminal(mcsgconf: Run, files: Files) -> None:
    files("two-to-three-serial-lock-disk")
    evil = Path("generic").read_text().replace("gamma", "g\x1b[2J\u202emma\u2028x")
    Path("generic").write_text(evil)
    for words in ((), ("--report", "json"), ("--diff",)):
        outcome = mcsgconf("merge", "current", "generic", *words)
        shown = outcome.err if "--diff" not in words else outcome.out
        assert not set(shown) & set("\x1b\u202e\u2028\x9b")
        assert "gamma" not in shown


def test_the_example_of_the_repository(mcsgconf: Run) -> None:
    example = Path(__file__).parents[2] / "examples" / "retail" / "node-add"
    outcome = mcsgconf("merge", str(example / "current_config"), str(example / "generic_config"))
    assert outcome.status == 0
    assert "SERIAL_DEVICE_FILE\t" not in outcome.out
    assert outcome.out.count("NODE_NAME\t") == 3


def test_a_diff_writes_nothing(mcsgconf: Run, files: Files) -> None:
    contents = files("two-to-three-serial-lock-disk")
    for words in (["--in-place"], ["-o", "merged"], ["--in-place", "--force"]):
        outcome = mcsgconf("merge", "current", "generic", "--diff", *words)
        assert outcome.out.startswith("--- current\n")
        assert "--diff only shows" in outcome.err
    assert Path("current").read_bytes() == contents["current"]
    assert not Path("merged").exists()


def test_a_probe_without_a_node_is_refused(mcsgconf: Run, files: Files) -> None:
    files("two-to-three-serial-lock-disk")
    Path("generic").write_text("CLUSTER_NAME cluster1\nNODE_TIMEOUT 2000000\nVOLUME_GROUP /dev/vg01\n")
    outcome = mcsgconf("merge", "current", "generic")
    assert (outcome.status, outcome.out) == (2, "")
    assert "names no node" in outcome.err


def test_two_package_files_are_merged(mcsgconf: Run, files: Files) -> None:
    contents = files("package-and-two-templates")
    outcome = mcsgconf("merge", "current", "generic", "--base", "base", "--in-place")
    assert (outcome.status, outcome.out) == (0, "")
    assert Path("current").read_bytes() == contents["expected"]
    assert outcome.err.startswith("current merged with generic, with the base that was given: clean\n")
    assert "Changed as the other file has it\n" in outcome.err
    assert "PACKAGE_NAME  pay; the other file has nothing" in outcome.err
    assert "probe" not in outcome.err
    assert outcome.err.endswith("Next\n  cmcheckconf -P current\n  cmapplyconf -P current\n")


@pytest.mark.parametrize(
    ("side", "nodes"), [("current", ["bert", "anna"]), ("generic", ["anna", "bert", "carl"])]
)  # fmt: skip
def test_a_preferred_side_gives_the_whole_failover_order(
    mcsgconf: Run, files: Files, side: str, nodes: list[str]
) -> None:
    files("package-failover-order-changed-on-both-sides")
    outcome = mcsgconf("merge", "current", "generic", "--base", "base", "--prefer", side)
    assert outcome.status == 0
    assert [line.split()[1] for line in outcome.out.splitlines() if line.startswith("NODE_NAME")] == nodes


def test_a_legacy_and_a_modular_package_are_not_merged(mcsgconf: Run, files: Files) -> None:
    files("package-gap")
    Path("modular").write_bytes((SCENARIOS / "modular-unknown-names" / "current").read_bytes())
    outcome = mcsgconf("merge", "current", "modular")
    assert (outcome.status, outcome.out) == (2, "")
    assert "current is of kind legacy-package, modular of kind modular-package" in outcome.err
    assert (
        mcsgconf("merge", "current", "generic").status == 1
    )  # a template in small letters is a legacy one all the same


@pytest.mark.parametrize("mode", [0o755, 0o640])
def test_a_script_keeps_its_mode_and_gives_it_to_a_new_file(mcsgconf: Run, files: Files, mode: int) -> None:
    contents = files("script-and-two-templates")
    Path("current").chmod(mode)
    outcome = mcsgconf("merge", "current", "generic", "--base", "base", "-o", "new")
    assert (outcome.status, outcome.out) == (0, "")
    assert (Path("new").read_bytes(), os.access("new", os.X_OK)) == (contents["expected"], mode == 0o755)
    assert outcome.err.endswith("  chmod 755 new\n  copy new to every node of the package, while the package is down\n")
    assert mcsgconf("merge", "current", "generic", "--base", "base", "--in-place").status == 0
    assert Path("current").stat().st_mode & 0o777 == mode


def test_a_script_that_cannot_be_read_is_not_merged(mcsgconf: Run, files: Files) -> None:
    files("script-and-two-templates")
    Path("current").write_text(Path("current").read_text().replace("/opt/pay/start", "(( 1"))
    outcome = mcsgconf("merge", "current", "generic", "--in-place")
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith("mcsgconf: current:")
    assert "mend that first" in outcome.err
