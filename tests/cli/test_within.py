"""`check --within`: the whole folder is known, only the files asked about are judged. It is what a hook and an editor need."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome

    Run = Callable[..., Outcome]

RETAIL = Path(__file__).parents[2] / "examples" / "retail"


@pytest.fixture(autouse=True)
def retail(tmp_path: Path) -> Path:
    shutil.copytree(RETAIL, tmp_path, dirs_exist_ok=True)
    return tmp_path


def lines(outcome: Outcome) -> list[str]:
    return [line.split(" ")[0] + " " + line.split("[")[1][:5] for line in outcome.out.splitlines()]


def test_what_another_file_says_is_known(mcsgconf: Run) -> None:
    script = "clusters/depot/wms/wms_edi.sh"
    assert mcsgconf("check", script, "--format", "concise").status == 0  # alone it is any script
    outcome = mcsgconf("check", "--within", ".", script, "--format", "concise")
    assert lines(outcome) == [f"{script}:18:1: MC601"]
    assert outcome.status == 1


def test_a_finding_counts_where_it_points_to_the_file(mcsgconf: Run) -> None:
    """The service script that ends stands elsewhere; that it runs as a service is said in the file asked about."""
    outcome = mcsgconf("check", "--within", ".", "clusters/depot/wms/wms.cntl", "--format", "concise")
    assert "clusters/depot/wms/wms_edi.sh:18:1: MC601" in lines(outcome)


def test_only_the_files_asked_about_are_fixed(mcsgconf: Run, retail: Path) -> None:
    cluster = retail / "clusters/depot/cluster.ascii"
    before = cluster.read_bytes()
    conf = "clusters/depot/wms/wms.conf"
    mcsgconf("check", "--within", ".", "--fix", conf)
    assert cluster.read_bytes() == before
    assert '"wms_mon"' not in (retail / conf).read_text()


def test_only_the_files_asked_about_get_comments(mcsgconf: Run, retail: Path) -> None:
    mcsgconf("check", "--within", ".", "--add-ignores", "meant", "clusters/depot/wms/wms.cntl")
    assert "MC601" not in (retail / "clusters/depot/wms/wms_edi.sh").read_text()


def test_what_a_baseline_lists_of_other_files_is_not_stale(mcsgconf: Run) -> None:
    mcsgconf("check", "clusters/depot", "--baseline", "later.json", "--write-baseline")
    outcome = mcsgconf("check", "--within", ".", "--baseline", "later.json", "clusters/depot/wms/wms.conf")
    assert (outcome.status, outcome.out, outcome.err) == (0, "", "")


@pytest.mark.parametrize("folder", [".", "clusters/depot"])
def test_files_of_no_known_kind_are_no_error(mcsgconf: Run, retail: Path, folder: str) -> None:
    (retail / "clusters/depot/notes.txt").write_text("call the data centre first\n")
    (retail / "clusters/depot/empty").write_text("")
    outcome = mcsgconf("check", "--within", folder, "clusters/depot/notes.txt", "clusters/depot/empty")
    assert (outcome.status, outcome.out, outcome.err) == (0, "", "")


def test_a_repository_without_any_configuration_is_no_error(mcsgconf: Run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# To be filled\n")
    outcome = mcsgconf("check", "--within", ".", "README.md")
    assert (outcome.status, outcome.out, outcome.err) == (0, "", "")


def test_standard_input_stands_for_the_file_of_its_name(mcsgconf: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """As an editor asks: the text is not saved yet, its neighbours are."""
    name = "clusters/depot/wms/wms_edi.sh"
    loop = b"#!/usr/bin/ksh\nwhile true\ndo\n  ps -e | grep -q edi || exit 1\n  sleep 30\ndone\n"
    asked = ("check", "-", "--within", ".", "--stdin-filename", name, "--format", "concise", "--select", "MC601")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(loop)))
    assert mcsgconf(*asked).out == ""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"#!/usr/bin/ksh\nexit 0\n")))
    assert lines(mcsgconf(*asked)) == [f"{name}:2:1: MC601"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--within", "clusters/store", "clusters/depot/cluster.ascii"), "does not lie in clusters/store"),
        (("--within", ".", "clusters/lost.conf"), "clusters/lost.conf"),
        (("--within", "lost", "lost/a.conf"), "lost"),
    ],
)
def test_what_cannot_be_asked(mcsgconf: Run, words: tuple[str, ...], message: str) -> None:
    outcome = mcsgconf("check", *words)
    assert outcome.status == 2
    assert message in outcome.err
