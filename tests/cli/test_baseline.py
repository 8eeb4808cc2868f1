"""Baselines on the command line: written, kept to, pruned; what is new is shown and what is gone is said."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome

    Run = Callable[..., Outcome]

RETAIL = Path("examples/retail/clusters").absolute()
PACKAGE = """\
PACKAGE_NAME shop
NODE_NAME anna
NODE_NAME berta
RUN_SCRIPT /etc/cmcluster/shop/shop.cntl
RUN_SCRIPT_TIMEOUT 600
HALT_SCRIPT /etc/cmcluster/shop/shop.cntl
HALT_SCRIPT_TIMEOUT 900
SERVICE_NAME "a"
  SERVICE_HALT_TIMEOUT 30
SERVICE_NAME "b"
  SERVICE_HALT_TIMEOUT 30
"""
BASE = ("--baseline", "base.json")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    file = tmp_path / "clusters" / "shop.conf"
    file.parent.mkdir()
    file.write_text(PACKAGE)
    return file


def places(path: Path) -> list[str]:
    return [f"{row['rule']} {row['path']} {row['place']}" for row in json.loads(path.read_text())["findings"]]


def test_a_baseline_leaves_for_later_what_is_there_and_shows_what_is_new(
    mcsgconf: Run, tmp_path: Path, package: Path
) -> None:
    outcome = mcsgconf("check", *BASE, "--write-baseline", "clusters")
    assert (outcome.status, outcome.out) == (0, "")
    assert outcome.err == "mcsgconf: base.json: 2 findings left for later\n"
    assert places(tmp_path / "base.json") == [
        "MC201 clusters/shop.conf SERVICE_NAME[a]",
        "MC201 clusters/shop.conf SERVICE_NAME[b]",
    ]
    assert mcsgconf("check", *BASE, "clusters") == mcsgconf("check", "--select", "MC1", "clusters")
    package.write_text("# new\n\n" + PACKAGE.replace('"b"', '"c"').replace("\nNODE_NAME", "\n   NODE_NAME"))
    outcome = mcsgconf("check", *BASE, "--format", "concise", "clusters")
    assert outcome.status == 1
    assert re.fullmatch(r"clusters/shop\.conf:12:14: error\[MC201\] [^\n]*\n", outcome.out)
    assert "base.json: MC201 in clusters/shop.conf, SERVICE_NAME[b] is no longer found\n" in outcome.err


def test_what_is_gone_fails_until_it_is_pruned(mcsgconf: Run, tmp_path: Path, package: Path) -> None:
    mcsgconf("check", *BASE, "--write-baseline", "clusters")
    before = (tmp_path / "base.json").read_text()
    package.write_text(PACKAGE.replace('"a"', "a"))
    for _ in range(2):
        outcome = mcsgconf("check", *BASE, "clusters")
        assert (outcome.status, outcome.out) == (1, "")
        assert outcome.err == (
            "mcsgconf: base.json: MC201 in clusters/shop.conf, SERVICE_NAME[a] is no longer found\n"
            "mcsgconf: --prune-baseline takes out of a baseline what is no longer found\n"
        )
        assert (tmp_path / "base.json").read_text() == before
    outcome = mcsgconf("check", *BASE, "--prune-baseline", "clusters")
    assert (outcome.status, outcome.out) == (0, "")
    assert outcome.err == "mcsgconf: base.json: 1 finding left for later\n"
    assert places(tmp_path / "base.json") == ["MC201 clusters/shop.conf SERVICE_NAME[b]"]
    assert mcsgconf("check", *BASE, "--prune-baseline", "clusters").err == ""


NOT_GONE = [
    ("another file alone", ["clusters/other.conf"]),
    ("a rule that does not run", ["clusters", "--select", "MC1"]),
    ("a rule that is ignored", ["clusters", "--ignore", "MC201"]),
    ("another folder", ["elsewhere"]),
]


@pytest.mark.parametrize("words", [row[1] for row in NOT_GONE], ids=[row[0] for row in NOT_GONE])
def test_what_was_not_looked_at_is_not_gone(mcsgconf: Run, tmp_path: Path, package: Path, words: list[str]) -> None:
    mcsgconf("check", *BASE, "--write-baseline", "clusters")
    before = (tmp_path / "base.json").read_text()
    package.write_text(PACKAGE.replace('"', ""))
    (tmp_path / "elsewhere").mkdir()
    for other in ("clusters", "elsewhere"):
        (tmp_path / other / "other.conf").write_text(PACKAGE.replace("shop", "other").replace('"', ""))
    outcome = mcsgconf("check", *BASE, *words)
    assert (outcome.status, outcome.out, outcome.err) == (0, "", "")
    assert mcsgconf("check", *BASE, "--prune-baseline", *words).err == ""
    outcome = mcsgconf("check", *BASE, "--write-baseline", *words)
    assert outcome.err == "mcsgconf: base.json: 2 findings left for later\n"
    assert (tmp_path / "base.json").read_text() == before


def test_a_file_that_is_gone_from_a_folder_that_is_checked(mcsgconf: Run, tmp_path: Path, package: Path) -> None:
    (tmp_path / "clusters" / "other.conf").write_text(PACKAGE.replace("shop", "other").replace('"', ""))
    mcsgconf("check", *BASE, "--write-baseline", "clusters")
    package.unlink()
    assert mcsgconf("check", *BASE, "clusters/other.conf").status == 0
    outcome = mcsgconf("check", *BASE, "clusters")
    assert outcome.status == 1
    assert outcome.err.count("] is no longer found") == 2


def test_a_rule_that_there_is_not_is_gone(mcsgconf: Run, tmp_path: Path, package: Path) -> None:
    row = {"path": "clusters/shop.conf", "place": "", "rule": "MC999", "count": 2}
    (tmp_path / "base.json").write_text(json.dumps({"version": 1, "findings": [row]}))
    outcome = mcsgconf("check", *BASE, str(package), "--select", "MC1")
    assert outcome.status == 1
    assert "MC999 in clusters/shop.conf is no longer found (2 of them)" in outcome.err


def test_paths_begin_at_the_baseline_and_not_where_the_program_runs(
    mcsgconf: Run, tmp_path: Path, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ci").mkdir()
    mcsgconf("check", "--baseline", "ci/base.json", "--write-baseline", "clusters")
    assert places(tmp_path / "ci" / "base.json")[0] == "MC201 ../clusters/shop.conf SERVICE_NAME[a]"
    monkeypatch.chdir(package.parent)
    for base in ("../ci/base.json", str(tmp_path / "ci" / "base.json")):
        for path in (".", "shop.conf", str(package)):
            outcome = mcsgconf("check", "--baseline", base, path)
            assert (outcome.status, outcome.out, outcome.err) == (0, "", "")


def test_the_settings_name_a_baseline(mcsgconf: Run, tmp_path: Path, package: Path) -> None:
    (tmp_path / "mcsgconf.toml").write_text('baseline = "ci/base.json"\n')
    (tmp_path / "ci").mkdir()
    outcome = mcsgconf("check", "clusters")
    assert outcome.status == 2
    assert (
        outcome.err
        == "mcsgconf: ci/base.json: there is no such baseline yet; `mcsgconf check --write-baseline` makes it\n"
    )
    assert mcsgconf("check", "--write-baseline", "clusters").status == 0
    assert mcsgconf("check", str(package)).status == 0
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "mcsgconf.toml").write_text('baseline = "base.json"\n')
    (tmp_path / "own" / "shop.conf").write_text(PACKAGE)
    assert mcsgconf("check", "--write-baseline", "own").status == 0
    assert places(tmp_path / "own" / "base.json")[0] == "MC201 shop.conf SERVICE_NAME[a]"
    assert len(places(tmp_path / "ci" / "base.json")) == 2
    assert mcsgconf("check", ".").status == 0
    assert mcsgconf("check", "--baseline", "own/base.json", "--select", "MC2", "clusters").status == 1


def test_fixes_leave_alone_what_is_left_for_later(mcsgconf: Run, package: Path) -> None:
    mcsgconf("check", *BASE, "--write-baseline", "clusters")
    package.write_text(PACKAGE + 'SERVICE_NAME "c"\n  SERVICE_HALT_TIMEOUT 30\n')
    outcome = mcsgconf("check", *BASE, "--fix", "clusters")
    assert (outcome.status, outcome.out, outcome.err) == (0, "", "1 fixed\n")
    assert package.read_text() == PACKAGE + "SERVICE_NAME c\n  SERVICE_HALT_TIMEOUT 30\n"
    assert "+SERVICE_NAME a\n" in mcsgconf("check", "--diff", "clusters").out
    assert mcsgconf("check", *BASE, "--diff", "clusters").out == ""


def test_comments_are_added_to_what_is_not_left_for_later(mcsgconf: Run, package: Path) -> None:
    mcsgconf("check", *BASE, "--write-baseline", "clusters")
    package.write_text(PACKAGE + 'SERVICE_NAME "c"\n  SERVICE_HALT_TIMEOUT 30\n')
    outcome = mcsgconf("check", *BASE, "--add-ignores", "the old name", "clusters")
    assert (outcome.status, outcome.out, outcome.err) == (0, "", "1 suppressed\n")
    assert package.read_text() == (
        PACKAGE + '# mcsgconf: ignore[MC201] the old name\nSERVICE_NAME "c"\n  SERVICE_HALT_TIMEOUT 30\n'
    )


def test_a_whole_repository_survives_edits_of_every_line_number(
    mcsgconf: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(RETAIL, tmp_path / "clusters")
    assert mcsgconf("check", "clusters").status == 1
    assert mcsgconf("check", *BASE, "--write-baseline", "clusters").status == 0
    written = (tmp_path / "base.json").read_text()
    for file in (tmp_path / "clusters").rglob("*"):
        if file.suffix in {".ascii", ".conf", ".cntl"}:
            text = file.read_text()
            head, rest = text.split("\n", 1)
            file.write_text(f"{head}\n\n# another line\n" + re.sub(r"(?m)^(?=[A-Z]+_[A-Z]+[ \t])", "   ", rest))
    outcome = mcsgconf("check", *BASE, "clusters")
    assert (outcome.status, outcome.out, outcome.err) == (0, "", "")
    mcsgconf("check", *BASE, "--write-baseline", "clusters")
    assert (tmp_path / "base.json").read_text() == written
    monkeypatch.chdir(tmp_path / "clusters")
    assert mcsgconf("check", "--baseline", "../base.json").status == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--write-baseline"], "--write-baseline needs a file"),
        (["--prune-baseline"], "--prune-baseline needs a file"),
        ([*BASE, "--write-baseline", "--prune-baseline"], "leave one of them out"),
        ([*BASE, "--write-baseline", "--diff"], "--diff writes nothing"),
        ([*BASE, "--prune-baseline", "--diff"], "--diff writes nothing"),
        ([*BASE], "base.json: there is no such baseline yet"),
        ([*BASE, "--prune-baseline"], "base.json: there is no such baseline yet"),
        (["--baseline", "clusters/shop.conf", "--write-baseline"], "shop.conf:1: this is no JSON, so no baseline"),
        (["--baseline", "clusters", "--write-baseline"], "clusters: this is a folder"),
        (["--baseline", "no/where.json", "--write-baseline"], "no/where.json: cannot be written"),
        (["--baseline", "/dev/null"], "/dev/null: this is no regular file"),
        (["--add-ignores", "x", "--fix"], "--add-ignores leaves what --fix would mend"),
        (["--add-ignores", ""], "'' is no reason"),
        (["--add-ignores", "a\nSERVICE_NAME b"], "is no reason; it is a line of words"),
    ],
)
def test_what_makes_no_sense_is_status_2_and_changes_nothing(
    mcsgconf: Run, tmp_path: Path, package: Path, words: list[str], message: str
) -> None:
    outcome = mcsgconf("check", *words, "clusters")
    assert (outcome.status, outcome.out) == (2, "")
    assert message in outcome.err
    assert outcome.err.count("\n") == 1
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [package]
    assert package.read_text() == PACKAGE


def test_a_baseline_that_is_none_is_left_as_it_is(mcsgconf: Run, tmp_path: Path, package: Path) -> None:
    hostile = '{"version": 1, "findings": [{"path": "\\u001b[31m\\n::error::x", "place": 5}]}'
    for text in (hostile, "[" * 100_000, "<<<<<<< ours\n"):
        (tmp_path / "base.json").write_text(text)
        for option in ((), ("--write-baseline",), ("--prune-baseline",)):
            outcome = mcsgconf("check", *BASE, *option, str(package))
            assert outcome.status == 2
            assert outcome.err.startswith("mcsgconf: base.json:")
            assert "\x1b" not in outcome.err
            assert outcome.err.count("\n") == 1
        assert (tmp_path / "base.json").read_text() == text


def test_names_in_a_baseline_cannot_reach_the_terminal(mcsgconf: Run, tmp_path: Path, package: Path) -> None:
    row = {"path": "clusters/shop.conf", "place": "\x1b[31m\n::error::x", "rule": "MC201", "count": 1}
    (tmp_path / "base.json").write_text(json.dumps({"version": 1, "findings": [row]}))
    outcome = mcsgconf("check", *BASE, "--select", "MC201", str(package))
    assert "\x1b" not in outcome.err
    assert not re.search("^::", outcome.err, re.MULTILINE)


def test_comments_are_added_once_and_the_check_is_silent(mcsgconf: Run, tmp_path: Path) -> None:
    shutil.copytree(RETAIL, tmp_path / "clusters")
    number = len(json.loads(mcsgconf("check", "--format", "json", "clusters").out))
    diff = mcsgconf("check", "--add-ignores", "as it was taken over", "--diff", "clusters")
    assert diff.status == 1
    assert diff.out.count("\n+") >= number
    outcome = mcsgconf("check", "--add-ignores", "as it was taken over", "clusters")
    assert (outcome.status, outcome.out, outcome.err) == (0, "", f"{number} suppressed\n")
    before = {file: file.read_bytes() for file in (tmp_path / "clusters").rglob("*") if file.is_file()}
    for words in (["--add-ignores", "again"], []):
        outcome = mcsgconf("check", *words, "clusters")
        assert (outcome.status, outcome.out, outcome.err) == (0, "", "")
    assert {file: file.read_bytes() for file in before} == before


def test_what_no_comment_suppresses_is_said(mcsgconf: Run, package: Path) -> None:
    package.write_text(PACKAGE + "<oops>\n")
    outcome = mcsgconf("check", "--add-ignores", "taken over", "--format", "concise", "clusters")
    assert outcome.status == 1
    assert outcome.out.startswith("clusters/shop.conf:14:1: error[MC001]")
    assert outcome.err == (
        "2 suppressed\nmcsgconf: clusters/shop.conf:14: no comment suppresses MC001: a file that was not understood "
        "whole is never called clean\n"
    )
