"""Wrong usage is a line like every other message, and the help says what each command and option takes."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import typer

from mcsgconf.cli.app import program

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

    Run = Callable[..., Outcome]

WRONG = [
    ("chek", "no such command 'chek'; did you mean check?"),
    ("zzz", "no such command 'zzz'; see `mcsgconf --help`"),
    ("--vers", "no such option: --vers; see `mcsgconf --help`"),
    ("check --selct MC2 .", "no such option: --selct; did you mean --select?"),
    ("check --fail-no=info .", "no such option: --fail-no; did you mean --fail-on?"),
    ("check --colour", "no such option: --colour; see `mcsgconf check --help`"),
    ("check --select", "option '--select' requires an argument; see `mcsgconf check --help`"),
    ("merge a", "missing argument 'GENERIC'; see `mcsgconf merge --help`"),
    ("merge --prefer mine a b", "invalid value for '--prefer': 'mine' is not one of 'current', 'generic'; see `mcsg"),
    ("rules all", "folders are named with --test; settings name those whose rules are listed"),
    ("check --select MC2011 .", "no rule has the code or prefix 'MC2011'; did you mean MC201? `mcsgconf rules` lists"),
    (
        "check --ignore quoted-service-name .",
        "no rule has the code or prefix 'quoted-service-name'; did you mean MC201",
    ),
    ("explain zzzzzzz", "no rule, parameter, module or policy is called 'zzzzzzz'; `mcsgconf rules` lists the rules"),
]


@pytest.mark.parametrize(("words", "message"), WRONG, ids=[words for words, _ in WRONG])
def test_wrong_usage_is_one_line_with_what_to_do(mcsgconf: Run, words: str, message: str) -> None:
    outcome = mcsgconf(*shlex.split(words))
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith(f"mcsgconf: {message}")
    assert outcome.err.count("\n") == 1


def test_a_driver_that_is_called_wrongly_lets_git_give_up(mcsgconf: Run) -> None:
    outcome = mcsgconf("merge-driver", "-L", "0", "a", "b", "c")
    assert (outcome.status, outcome.out) == (255, "")


def test_without_a_command_the_help_goes_to_standard_error(mcsgconf: Run) -> None:
    outcome = mcsgconf()
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err == mcsgconf("--help").out


DOES_NOTHING_UNASKED = {"--add-ignores", "--adopt", "--packages", "--within"}
COMMANDS = ["", *program().commands]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_is_complete_and_the_same_for_both_its_names(mcsgconf: Run, command: str) -> None:
    short, long = (mcsgconf(*command.split(), option) for option in ("-h", "--help"))
    assert short == long
    assert (long.status, long.err) == (0, "")
    assert long.out.isascii(), "a terminal without UTF-8 shows it, too"
    assert "..." not in long.out.replace("[ARGS]...", "").replace("[PATH]...", ""), "nothing is cut off"
    assert not re.search(r"Usage:.*\{", long.out)


@pytest.mark.parametrize("command", COMMANDS[1:])
def test_each_option_says_what_it_takes_and_what_holds_without_it(mcsgconf: Run, command: str) -> None:
    text = " ".join(mcsgconf(command, "--help").out.split())
    assert "Exit status: " in text
    for parameter in program().commands[command].params:
        record = parameter.get_help_record(typer.Context(program().commands[command]))
        assert record is not None
        assert record[1], parameter.name
        takes_a_value = not getattr(parameter, "is_flag", True) and not parameter.multiple
        assert not takes_a_value or "[default: " in record[1] or record[0].split()[0] in DOES_NOTHING_UNASKED, record


@pytest.mark.parametrize("words", [["rules"], ["check", "--format", "json", "."], ["check", "."]], ids=" ".join)
def test_a_reader_that_goes_away_is_the_same_to_every_command(tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "shop.conf").write_text('PACKAGE_NAME shop\nSERVICE_NAME "a"\n' * 2000)
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "mcsgconf", *words],
            stdout=writing,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            check=False,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (2, b"")


def test_a_folder_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    command = f"cd gone && rmdir ../gone && {shlex.quote(sys.executable)} -m mcsgconf check"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("mcsgconf: the current folder is not there any more")
