"""Finds and reads the files of a configuration in a folder, whatever else lies there.

Folders are walked in the order of their names, so that every run sees the same. Nothing outside the folder is ever
read: a symbolic link to a folder is not entered (what it points to inside is met anyway, so no loop can trap the walk),
one to a file inside stands for a second name of that file, one that leads out is passed over. What git ignores and what
settings exclude is left out (see `leaving_out`), and so is everything that is no regular file, or that mcsgconf does not
know. Of a large file only the beginning is read before that is told.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.catalogue import Target
from mcsgconf.errors import UnreadableInput
from mcsgconf.leaving_out import (
    IGNORE_FILE,
    NONE,
    REPOSITORY,
    Patterns,
    excluded_in,
    ignored_above,
    is_never_entered,
)
from mcsgconf.models.document import Document, is_executable, parse
from mcsgconf.models.kind import HEAD_BYTES, Kind
from mcsgconf.on_disk import MAX_BYTES, OnDisk, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mcsgconf.settings.model import Settings
    from mcsgconf.settings.nearest import NearestSettings

_NUL_HEAD = 8192  # bytes; a NUL among them makes a file a binary, as `models.kind` has it


class Found(NamedTuple):
    """What a folder holds.

    `documents` are the files of a known kind; `links` gives the path of each link to one of them and the document's
    name; `passed_over` are the paths of the files of no known kind, and whether each could be a script; `excluded` those of the files and folders that
    settings exclude; `unreadable` holds a line for each file or folder that could not be read. `left_out` says whether
    there is anything that git ignores or settings exclude.
    """

    documents: tuple[Document, ...]
    links: dict[str, str]
    passed_over: dict[str, bool]
    excluded: tuple[str, ...]
    unreadable: tuple[str, ...]
    left_out: bool


def discover(folder: Path, target: Target | None, settings: NearestSettings, room: int | None = None) -> Found:
    """Return the configuration files below `folder`; paths begin with `folder` as it was given.

    Args:
        folder: where the walk begins; it is walked even if git ignores it.
        target: what the files are meant for.
        settings: those of the repository: what they exclude, and what the files are meant for where `target` is None.
        room: how many bytes of texts are kept in memory; the documents of further files are at rest. None: all.

    Raises:
        SettingsError: a settings file makes no sense.
    """
    documents: list[Document] = []
    links: list[Path] = []
    passed_over: dict[str, bool] = {}
    kept = 0
    walk = _Walk(settings)
    for path in walk.files(folder):
        if path.is_symlink():
            links.append(path)
            continue
        data, status = _read(path, walk.unreadable)
        document = parse(data, name=str(path)) if data is not None else None
        if status is None or data is None or document is None or document.kind is Kind.UNKNOWN:
            passed_over[str(path)] = data is not None and bool(data.strip()) and not data.startswith(b"#!")
            continue
        kept += len(data)
        text = document.source if room is None or kept <= room else OnDisk(str(path), digest_of(data), len(data))
        meant = target or settings.target_of(str(path)) or Target()
        documents.append(Document(text, document.kind, meant, executable=is_executable(status)))
    names = _names_of_links(links, documents)
    excluded, unreadable = tuple(walk.excluded), tuple(walk.unreadable)
    return Found(tuple(documents), names, passed_over, excluded, unreadable, walk.ignored or bool(excluded))


class _Place(NamedTuple):
    """A folder on the way of a walk, and what is known of it from above."""

    path: Path
    settings: Settings
    ignored: Patterns
    excluded: Patterns


class _Walk:
    """One walk: what it could not read, what settings excluded from it, and whether git ignores anything that it met."""

    def __init__(self, settings: NearestSettings) -> None:
        self._settings = settings
        self.excluded: list[str] = []
        self.unreadable: list[str] = []
        self.ignored = False

    def files(self, start: Path) -> Iterator[Path]:
        """Yield files, and links to what may be files, folder by folder."""
        settings = self._settings.of_folder(str(start))
        try:
            ignored = ignored_above(start)
        except UnreadableInput as error:
            ignored = NONE
            self.unreadable.append(str(error))
        places = [_Place(start, settings, ignored, excluded_in(str(start), settings))]
        while places:
            place = places.pop()
            try:
                with os.scandir(place.path) as scan:
                    entries = {entry.name: entry for entry in sorted(scan, key=lambda entry: entry.name)}
            except OSError as error:
                self.unreadable.append(str(UnreadableInput.because(place.path, error)))
                continue
            here = self._entered(place, entries)
            inner: list[_Place] = []
            for name, entry in entries.items():
                is_folder = entry.is_dir(follow_symlinks=False)
                if not self._is_wanted(here, entry, is_folder=is_folder):
                    continue
                if is_folder:
                    below = here.path / name
                    inner.append(_Place(below, here.settings, here.ignored.inside(name), here.excluded.inside(name)))
                else:
                    yield here.path / name
            places.extend(reversed(inner))

    def _is_wanted(self, here: _Place, entry: os.DirEntry[str], *, is_folder: bool) -> bool:
        """Tell whether the walk goes on with what lies in a folder; keeps what only settings exclude."""
        if is_folder and is_never_entered(entry.name):
            return False
        if not is_folder and not entry.is_symlink() and not entry.is_file(follow_symlinks=False):
            return False
        if here.ignored.name(entry.name, is_folder=is_folder):
            self.ignored = True
            return False
        if here.excluded.name(entry.name, is_folder=is_folder):
            self.excluded.append(str(here.path / entry.name))
            return False
        return True

    def _entered(self, place: _Place, entries: dict[str, os.DirEntry[str]]) -> _Place:
        """Return a folder with what it says itself: its settings, and its `.gitignore`; a repository begins anew."""
        settings = self._settings.inside(str(place.path), place.settings, entries)
        excluded = place.excluded if settings is place.settings else excluded_in(str(place.path), settings)
        ignored = NONE if REPOSITORY in entries else place.ignored
        own = entries.get(IGNORE_FILE)
        if own is not None and own.is_file(follow_symlinks=False):
            try:
                ignored = ignored.with_file(place.path / IGNORE_FILE)
            except UnreadableInput as error:
                self.unreadable.append(str(error))
        return _Place(place.path, settings, ignored, excluded)


def _read(path: Path, unreadable: list[str]) -> tuple[bytes | None, os.stat_result | None]:
    """Return the content of a file and its status; no content of a binary, or of one that is too large to be known."""
    try:
        with path.open("rb") as file:
            data = file.read(_NUL_HEAD)
            status = os.fstat(file.fileno())
            if b"\0" in data or status.st_size > MAX_BYTES:
                return None, status
            data += file.read(HEAD_BYTES - len(data))
            if len(data) == HEAD_BYTES and parse(data, name=str(path)).kind is not Kind.UNKNOWN:
                data += file.read(MAX_BYTES)
            return data, status
    except OSError as error:
        unreadable.append(str(UnreadableInput.because(path, error)))
        return None, None


def _names_of_links(links: list[Path], documents: list[Document]) -> dict[str, str]:
    if not links:
        return {}
    real = {os.path.realpath(document.name): document.name for document in documents}
    names = ((str(link), real.get(os.path.realpath(link))) for link in links)
    return {link: name for link, name in names if name is not None}
