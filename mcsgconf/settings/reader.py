"""Reads a TOML file that a user wrote by a table of keys: every mistake said at once, each with its line where it can be told.

What the keys are, and what becomes of their values, is said elsewhere: by `keys` for settings, and by whoever else has
such files.
"""

from __future__ import annotations

import os
import re
import tomllib
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

from mcsgconf.errors import UnreadableInput
from mcsgconf.settings.shapes import described

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mcsgconf.settings.shapes import KeyPath, Readable

Toml: TypeAlias = "Mapping[str, object]"
_T = TypeVar("_T")
_T_co = TypeVar("_T_co", covariant=True)
MAX_BYTES = 1024 * 1024
"""No file that a person writes as TOML is a hundredth of it."""
_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


class Field(Protocol[_T_co]):
    """A key that a table may have: its name, and what its value looks like."""

    @property
    def name(self) -> str:
        """What stands in front of the `=`."""

    @property
    def shape(self) -> Readable[_T_co]:
        """What reads its value."""


def read_file(path: Path, noun: str) -> bytes:
    """Return the content of a file that a user wrote; `noun` is what messages call it, such as "settings file".

    Raises:
        UnreadableInput: it cannot be read, is no regular file, or too large.
    """
    try:
        if not path.is_file() and path.exists():
            raise UnreadableInput(f"{shown_path(path)}: this is no regular file")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableInput.because(shown_path(path), error) from error
    if len(data) > MAX_BYTES:
        raise UnreadableInput(f"{shown_path(path)}: larger than {MAX_BYTES // 1024**2} MiB, which no {noun} is")
    return data


def decode(data: bytes, path: Path) -> str:
    """Return the text of a file.

    Raises:
        UnreadableInput: it is no UTF-8.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableInput(
            f"{shown_path(path)}:{line}: this is not UTF-8, as TOML has to be; save the file as UTF-8"
        ) from error


def parse_toml(text: str, path: Path) -> Toml:
    """Return what a text says; `path` is where it stands.

    Raises:
        UnreadableInput: it is no TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableInput(f"{shown_path(path)}: this is no TOML: {error}") from error
    except RecursionError as error:
        raise UnreadableInput(f"{shown_path(path)}: brackets are nested too deeply") from error


class Origin:
    """Where keys come from, to say where a mistake in them stands: a file, its text, and the tables above them.

    `called` stands in messages for what has no file.
    """

    def __init__(self, path: Path | None, text: str, above: KeyPath = (), called: str = "settings") -> None:
        self.path = path
        self._text = text
        self._above = above
        self._called = called

    def located(self, at: KeyPath) -> str:
        """Return the file and line of a key; what stands nearest above it where it has no line of its own."""
        if self.path is None:
            return self._called
        from mcsgconf.settings.lines import line_of  # noqa: PLC0415 - only a mistake needs it

        line = line_of(self._text, (*self._above, *at))
        return shown_path(self.path) if line is None else f"{shown_path(self.path)}:{line}"


class Reader:
    """A table of which keys are taken; what is wrong gathers in `problems`. `noun` is what messages call a key."""

    def __init__(self, table: Toml, origin: Origin, noun: str, above: KeyPath = ()) -> None:
        self._table = table
        self._origin = origin
        self._noun = noun
        self._above = above
        self.problems: list[str] = []

    def has(self, name: str) -> bool:
        """Tell whether a key is there."""
        return name in self._table

    def take(self, key: Field[_T]) -> _T | None:
        """Return the value of a key; None where it is not there, or wrong."""
        value = self._table.get(key.name)
        return None if value is None else key.shape.read(value, (*self._above, key.name), self.complain)

    def inside(self, name: str) -> Reader:
        """Return the reader of a table in this one, empty where there is none; both gather in the same list."""
        table = self._table.get(name, {})
        if not isinstance(table, dict):
            self.complain((*self._above, name), f" is a table, not {described(table)}")
            table = {}
        reader = Reader(table, self._origin, self._noun, (*self._above, name))
        reader.problems = self.problems
        return reader

    def complain(self, at: KeyPath, what: str) -> None:
        """Keep a mistake for the message, with its place; `what` stands behind the key."""
        self.problems.append(f"{self._origin.located(at)}: {_written(at)}{what}")

    def refuse_unknown(self, *known: str) -> None:
        """Complain of every key that there is not."""
        for word in self._table:
            if word not in known:
                at = (*self._above, word)
                written = repr(word) if _BARE.fullmatch(word) is None or not self._above else repr(_written(at))
                place = self._origin.located(at)
                self.problems.append(f"{place}: there is no {self._noun} {written}; {_hint(word, known)}")


def shown_path(path: Path) -> str:
    """Return a path as short as it can be said: from the current folder on where it lies below that."""
    below = os.path.relpath(path)
    return str(path) if below.startswith("..") else below


def _written(at: KeyPath) -> str:
    """Return keys as TOML writes them."""
    return ".".join(name if _BARE.fullmatch(name) else f'"{name}"' for name in at)


def _hint(word: str, known: tuple[str, ...]) -> str:
    import difflib  # noqa: PLC0415 - only a typing mistake needs it

    near = difflib.get_close_matches(word.lower().replace("_", "-"), known, 1)
    return f"did you mean {near[0]}?" if near else f"known keys: {', '.join(known)}"
