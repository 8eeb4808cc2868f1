"""The manual page is made from the help, says all of it, and is sound roff."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
import typer

from mcsgconf.cli.app import application
from mcsgconf.cli.man import man_page

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def page() -> str:
    return man_page()


def test_every_command_and_option_is_there(page: str) -> None:
    plain = page.replace("\\-", "-")
    group = typer.main.get_group(application)
    for name, command in group.commands.items():
        assert f"\n.SS mcsgconf {name} " in plain
        for option in (text for parameter in command.params for text in parameter.opts if text.startswith("--")):
            assert re.search(rf"^\\fB(?:-\w, )?{option}\b", plain, re.MULTILINE), option


def test_no_line_is_taken_for_a_macro_by_mistake(page: str) -> None:
    assert {line.split(" ")[0] for line in page.splitlines() if line[:1] in {".", "'"}} == {
        ".TH",
        ".SH",
        ".SS",
        ".PP",
        ".TP",
    }


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_roff_has_nothing_to_say_against_it(page: str, tmp_path: Path) -> None:
    path = tmp_path / "mcsgconf.1"
    path.write_text(page, encoding="utf-8")
    result = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-Kutf8", str(path)], capture_output=True, text=True, check=True
    )
    assert result.stderr == ""
    assert "MCSGCONF(1)" in result.stdout
