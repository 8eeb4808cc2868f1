"""What `mcsgconf check` leaves out of folders, what it checks because it was named, and what it says of odd things."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from folders import PACKAGE, packages, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Outcome

    Check = Callable[..., Outcome]


@pytest.fixture
def check(mcsgconf: Callable[..., Outcome]) -> Check:
    """Return a function that runs `mcsgconf check WORDS...` in the current folder."""
    return lambda *words: mcsgconf("check", "--format", "concise", "--fail-on", "error", *words)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Return an empty repository, the current folder."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    return tmp_path


@pytest.fixture
def odd(tree: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A tree with one package, and everything else that may stand in a tree."""
    monkeypatch.chdir(tree)
    packages(tree, "x/a.conf")
    (tree / "x" / "loop").symlink_to("..")
    (tree / "x" / "one").symlink_to("two")
    (tree / "x" / "two").symlink_to("one")
    (tree / "x" / "self").symlink_to("self")
    (tree / "x" / "zero").symlink_to("/dev/zero")
    (tree / "x" / "tty").symlink_to("/dev/tty")
    (tree / "x" / "proc").symlink_to("/proc")
    (tree / "x" / "b.conf").symlink_to("a.conf")
    os.mkfifo(tree / "x" / "pipe.conf")
    (tree / "x" / "to-pipe").symlink_to("pipe.conf")
    with socket.socket(socket.AF_UNIX) as unix:
        unix.bind("x/s.conf")
        yield tree


@pytest.mark.usefixtures("odd")
def test_odd_things_are_passed_over_and_nothing_blocks(check: Check) -> None:
    outcome = check(".")
    assert (outcome.status, outcome.err) == (0, "")
    for name in ("x/pipe.conf", "x/s.conf", "x/zero", "x/to-pipe"):
        outcome = check(name)
        assert outcome.status == 2
        assert outcome.err == f"mcsgconf: {name}: this is no regular file\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_what_cannot_be_read_is_said_once(check: Check, tree: Path) -> None:
    packages(tree, "a.conf", "b.conf", "x/c.conf")
    (tree / "b.conf").chmod(0)
    (tree / "x").chmod(0)
    try:
        outcome = check(".", "./")
    finally:
        (tree / "x").chmod(0o700)
    assert outcome.status == 2
    assert sorted(outcome.err.splitlines()) == [
        "mcsgconf: b.conf: cannot be read: Permission denied",
        "mcsgconf: x: cannot be read: Permission denied",
    ]


def test_a_list_of_patterns_that_cannot_be_read_is_said(check: Check, tree: Path) -> None:
    packages(tree, "a.conf", "x/b.conf")
    write(tree, {"x/.gitignore": "#" * (1024 * 1024 + 1)})
    for named in (".", "x"):
        outcome = check(named)
        assert outcome.status == 2
        assert outcome.err == "mcsgconf: x/.gitignore: larger than 1 MiB, which no list of patterns is\n"


HOSTILE = "x\n::error::y\x1b[31m\u202e\udce9.conf"


@pytest.mark.parametrize("words", [["."], ["--force-exclude", HOSTILE], [HOSTILE], [f"./{HOSTILE}", "no" + HOSTILE]])
def test_names_that_would_speak_to_a_terminal_are_escaped(check: Check, tree: Path, words: list[str]) -> None:
    (tree / HOSTILE).write_text(PACKAGE.format('"p q"') + 'SERVICE_NAME "a b"\n')
    outcome = check(*words)
    shown = outcome.out + outcome.err
    assert "x\\n\\x3a:error::y\\x1b[31m\\u202e\\xe9.conf" in shown
    assert not any(line.startswith("::") or "\x1b" in line or "\u202e" in line for line in shown.splitlines())


def test_named_files_are_checked_unless_exclusion_is_forced(
    check: Check, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quoted = 'SERVICE_NAME "m"\n'
    write(
        tree, {name: PACKAGE.format("p") + quoted for name in ("a.conf", "x/b.conf", "y/c.conf", ".z/d.conf", "e.conf")}
    )
    write(tree, {"mcsgconf.toml": 'exclude = ["x/"]\nselect = ["MC201"]', ".gitignore": "c.conf\n"})
    names = ["a.conf", "x/b.conf", "y/c.conf", ".z/d.conf"]
    assert {line.partition(":")[0] for line in check(*names).out.splitlines()} == {*names}
    forced = check("--force-exclude", *names)
    assert [line.partition(":")[0] for line in forced.out.splitlines()] == ["a.conf"]
    assert forced.status == 1
    for word in (*names[1:], "x", "./x/", "y/../x/b.conf", str(tree / "x" / "b.conf")):
        nothing = check("--force-exclude", word)
        assert (nothing.status, nothing.out) == (0, "")
        assert nothing.err.startswith("mcsgconf: nothing to check: ")
    monkeypatch.chdir("x")
    inside = check("--force-exclude", "b.conf")
    assert (inside.status, inside.out) == (0, "")


def test_forced_exclusion_counts_outside_of_a_repository(check: Check, tmp_path: Path) -> None:
    packages(tmp_path, "a.conf", "x/b.conf", "x/c.conf")
    write(tmp_path, {"mcsgconf.toml": 'exclude = ["b.conf"]', ".gitignore": "c.conf\n"})
    for name, said in (("x/b.conf", True), ("x/c.conf", True), ("a.conf", False)):
        assert bool(check("--force-exclude", name).err) == said


def test_standard_input_that_is_left_out_comes_back_as_it_came(tree: Path) -> None:
    write(tree, {"mcsgconf.toml": 'exclude = ["x/"]'})
    text = PACKAGE.format("p") + 'SERVICE_NAME "m"\n'
    command = [sys.executable, "-m", "mcsgconf", "check", "--fail-on", "error", "--force-exclude", "--fix", "-"]
    for name, expected in (("x/a.conf", text), ("y/a.conf", text.replace('"', ""))):
        words = [*command, "--stdin-filename", name]
        outcome = subprocess.run(words, cwd=tree, input=text, capture_output=True, check=True, text=True)
        assert outcome.stdout == expected


def test_a_report_of_nothing_is_whole(check: Check, tree: Path) -> None:
    packages(tree, "x/a.conf")
    write(tree, {"mcsgconf.toml": 'exclude = ["x/"]'})
    assert check("--format", "json", "--force-exclude", "x/a.conf").out == "[]\n"


def test_a_folder_of_which_everything_is_left_out_says_so(check: Check, tree: Path) -> None:
    packages(tree, "x/a.conf")
    for files in ({".gitignore": "*.conf\n"}, {".gitignore": "", "mcsgconf.toml": 'exclude = ["x/"]'}):
        write(tree, files)
        outcome = check()
        assert outcome.status == 2
        assert outcome.err == (
            "mcsgconf: .: holds no Serviceguard configuration; what git ignores or settings exclude was left out\n"
        )
