"""Every console example of the README is run, and its output is the real one."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks() -> list[tuple[int, str]]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return [(text.count("\n", 0, match.start()) + 2, match[1]) for match in BLOCK.finditer(text)]


def sessions(block: str) -> list[tuple[str, str]]:
    """Split a console block into (command, expected output) pairs."""
    pieces = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    return [(command, output) for command, _, output in (piece.partition("\n") for piece in pieces)]


def matches(actual: str, expected: str) -> bool:
    """Compare line by line; a line `...` in the README stands for any lines."""
    pattern = "".join(r"(?:[^\n]*\n)*?" if line == "..." else re.escape(f"{line}\n") for line in expected.splitlines())
    return re.fullmatch(pattern, actual) is not None


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository's examples: the README's commands write files."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "examples", folder / "examples")
    return folder


@pytest.mark.parametrize(("line", "block"), [pytest.param(*row, id=f"line-{row[0]}") for row in blocks()])
def test_console_example(line: int, block: str, checkout: Path) -> None:
    folder = checkout
    for command, expected in sessions(block):
        words = shlex.split(command)
        if words[0] == "cd":
            folder = checkout / words[1]
            continue
        result = run(command, folder)
        assert matches(result, expected), f"README.md:{line}: $ {command}\n{result}"


def run(command: str, folder: Path) -> str:
    """Run one line of the README in a shell, `mcsgconf` being the one under test, and return what it prints."""
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "120", "MCSGCONF_PYTHON": sys.executable}
    prelude = 'mcsgconf() { "$MCSGCONF_PYTHON" -m mcsgconf "$@"; }\n'
    return subprocess.run(
        ["sh", "-c", prelude + command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    ).stdout


def test_the_readme_opens_with_a_real_example() -> None:
    assert blocks(), "no console example"
