"""Folders of files for tests, written from a table of names and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PACKAGE = "PACKAGE_NAME {0}\nNODE_NAME a\nRUN_SCRIPT /etc/cmcluster/{0}.cntl\nHALT_SCRIPT /etc/cmcluster/{0}.cntl\n"


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write files, and the folders they lie in: texts by their names from `folder` on."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def packages(folder: Path, *names: str) -> None:
    """Write legacy package files, each of a package that is called as the file is."""
    write(folder, {name: PACKAGE.format(name.rpartition("/")[2].removesuffix(".conf")) for name in names})
