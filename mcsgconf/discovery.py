"""Finds and reads the files of a configuration in a folder, whatever else lies there.

Folders are walked in the order of their names, so that every run sees the same. Nothing outside the folder is ever
read: a symbolic link to a folder is not entered (what it points to inside is met anyway, so no loop can trap the walk),
one to a file inside stands for a second name of that file, one that leads out is passed over. Folders whose name begins
with a dot are left alone, and so is everything that is no regular file, or that mcsgconf does not know.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.models.document import MAX_BYTES, Document, is_executable, parse
from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mcsgconf.catalogue import Target
    from mcsgconf.settings.nearest import NearestSettings

_HEAD = 8192  # bytes; a NUL among them makes a file a binary, as `models.kind` has it


@dataclass(frozen=True, slots=True)
class Found:
    """What a folder holds.

    `documents` are the files of a known kind; `links` gives the path of each link to one of them and the document's
    name; `passed_over` are the paths of the files of no known kind; `unreadable` holds a line for each file or folder
    that could not be read.
    """

    documents: tuple[Document, ...]
    links: dict[str, str]
    passed_over: tuple[str, ...]
    unreadable: tuple[str, ...]


def discover(folder: Path, target: Target | None, settings: NearestSettings) -> Found:
    """Return the configuration files below `folder`; paths begin with `folder` as it was given.

    Args:
        folder: where the walk begins.
        target: what the files are meant for.
        settings: those of the repository, which say it where `target` does not.
    """
    documents: list[Document] = []
    links: list[Path] = []
    passed_over: list[str] = []
    unreadable: list[str] = []
    for path in _walk(folder, unreadable):
        if path.is_symlink():
            links.append(path)
            continue
        document = _read(path, target or settings.target_of(str(path)), unreadable)
        if document is not None:
            documents.append(document)
        else:
            passed_over.append(str(path))
    return Found(tuple(documents), _names_of_links(links, documents), tuple(passed_over), tuple(unreadable))


def _walk(folder: Path, unreadable: list[str]) -> Iterator[Path]:
    """Yield files, and links to what may be files, folder by folder; says of folders that cannot be read."""
    folders = [folder]
    while folders:
        current = folders.pop()
        try:
            with os.scandir(current) as scan:
                entries = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            unreadable.append(_cannot_be_read(current, error))
            continue
        inner: list[Path] = []
        for entry in entries:
            path = current / entry.name
            if entry.is_symlink():
                yield path
            elif entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith("."):
                    inner.append(path)
            elif entry.is_file(follow_symlinks=False):
                yield path
        folders.extend(reversed(inner))


def _read(path: Path, target: Target | None, unreadable: list[str]) -> Document | None:
    """Return the document of a file, None if it is of no known kind or cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(_HEAD)
            status = os.fstat(file.fileno())
            if b"\0" in data or status.st_size > MAX_BYTES:
                return None
            data += file.read(MAX_BYTES)
    except OSError as error:
        unreadable.append(_cannot_be_read(path, error))
        return None
    document = parse(data, name=str(path), target=target, executable=is_executable(status))
    return None if document.kind is Kind.UNKNOWN else document


def _names_of_links(links: list[Path], documents: list[Document]) -> dict[str, str]:
    if not links:
        return {}
    real = {os.path.realpath(document.name): document.name for document in documents}
    names = ((str(link), real.get(os.path.realpath(link))) for link in links)
    return {link: name for link, name in names if name is not None}


def _cannot_be_read(path: Path, error: OSError) -> str:
    return f"{path}: cannot be read: {error.strerror or error}"
