"""Reads a folder of pages. It may be anything that a repository holds, so it is bounded, and no link in it is followed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mcsgconf.errors import SettingsError, UnreadableInput
from mcsgconf.lint.own.pages import WrongPage, read_rule
from mcsgconf.settings.reader import decode, read_file, shown_path

if TYPE_CHECKING:
    from pathlib import Path

    from mcsgconf.lint.rules import Rule

MOST_PAGES = 1000
_MOST_ENTRIES = 10_000
_SHOWN = 20  # mistakes that are told of one folder
NO_PAGE = "README.md"


def read_folder(folder: Path) -> list[Rule]:
    """Return the rules of a folder: every file `*.md` in it but `README.md` is the page of one.

    Args:
        folder: the folder; what lies in folders below it is left alone.

    Raises:
        SettingsError: it cannot be read, holds no page, or pages of it make no sense; each mistake has its line.
    """
    problems: list[str] = []
    rules: list[Rule] = []
    for path in _page_paths(folder):
        try:
            rules.append(read_rule(_text(path), path))
        except WrongPage as error:
            problems += error.problems
        except UnreadableInput as error:
            problems.append(str(error))
    if problems:
        more = [f"{shown_path(folder)}: {len(problems) - _SHOWN} more mistakes"] if len(problems) > _SHOWN else []
        raise SettingsError([*problems[:_SHOWN], *more])
    if not rules:
        raise SettingsError([f"{shown_path(folder)}: holds no page of a rule, which is a file such as SHOP001-name.md"])
    return rules


def _page_paths(folder: Path) -> list[Path]:
    names: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for number, entry in enumerate(entries):
                if number == _MOST_ENTRIES:
                    raise SettingsError(
                        [f"{shown_path(folder)}: has more than {_MOST_ENTRIES} files; give pages their own"]
                    )
                if entry.name.endswith(".md") and not entry.name.startswith(".") and entry.name != NO_PAGE:
                    names.append(entry.name)
    except OSError as error:
        raise SettingsError([f"{shown_path(folder)}: no folder of rules: {error.strerror or error}"]) from error
    if len(names) > MOST_PAGES:
        raise SettingsError([f"{shown_path(folder)}: has {len(names)} pages, more than the {MOST_PAGES} that are read"])
    return [folder / name for name in sorted(names)]


def _text(path: Path) -> str:
    if path.is_symlink():
        raise UnreadableInput(
            f"{shown_path(path)}: is a link, and pages of rules are not read through links; copy the page"
        )
    return decode(read_file(path, "page of a rule"), path).removeprefix("\ufeff").replace("\r\n", "\n")
