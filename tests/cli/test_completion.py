"""What a shell offers at the tab key, asked as bash and zsh ask it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

CASES = [
    ("mcsgconf ex", ["explain"], []),
    ("mcsgconf check --for", ["--format"], []),
    ("mcsgconf check --format js", ["json"], []),
    ("mcsgconf check --select MC20", ["MC201", "MC202"], ["MC301", "ALL"]),
    ("mcsgconf check --ignore MC120,mc12", ["MC120,mc121", "MC120,mc122"], ["mc121"]),
    ("mcsgconf explain node_time", ["node_timeout"], []),
    ("mcsgconf explain network", ["network-role"], []),
]


@pytest.mark.parametrize(("line", "offered", "withheld"), CASES)
def test_bash(line: str, offered: list[str], withheld: list[str]) -> None:
    words = line.split(" ")
    environment = {"_MCSGCONF_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    found = ask(environment)
    assert {*offered} <= {*found}
    assert not {*withheld} & {*found}


def test_zsh_tells_what_a_rule_finds() -> None:
    found = ask({"_MCSGCONF_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "mcsgconf check --select MC20"})
    assert any('"MC201":"A service name in a legacy package file is in quotes."' in line for line in found)


def ask(environment: dict[str, str]) -> list[str]:
    result = subprocess.run(
        [sys.executable, "-m", "mcsgconf"],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return result.stdout.splitlines()
