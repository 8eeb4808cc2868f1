"""Reads a settings file: TOML to `Settings`, every mistake in it said at once, each with its line where it can be told."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from mcsgconf.errors import SettingsError, UnreadableInput
from mcsgconf.globs import Globs
from mcsgconf.settings import keys
from mcsgconf.settings.model import Layout, Settings
from mcsgconf.settings.shapes import described

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcsgconf.globs import Glob
    from mcsgconf.settings.shapes import KeyPath

_Toml: TypeAlias = "Mapping[str, object]"
_T = TypeVar("_T")

MAX_BYTES = 1024 * 1024
"""No settings file is a hundredth of it."""
_PROJECT = "pyproject.toml"
_TOOL = ("tool", "mcsgconf")
_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


def load_settings(source: Path | Mapping[str, object], *, folder: Path | None = None) -> Settings:
    """Return the settings of a file, or of a table of the same form.

    Args:
        source: a `mcsgconf.toml`, a `pyproject.toml`, or what such a table holds.
        folder: where globs begin; the folder of the file, or the current one, when left out.

    Raises:
        UnreadableInput: the file cannot be read, is no TOML, or is a `pyproject.toml` without `[tool.mcsgconf]`.
        SettingsError: an unknown key, or a value that makes no sense.
    """
    if not isinstance(source, Path):
        return _settings(source, _Origin(None, "", ()), folder or Path())
    found = load_settings_file(source, folder)
    if found is None:
        raise UnreadableInput(f"{source}: has no table [tool.mcsgconf]")
    return found


def load_settings_file(path: Path, folder: Path | None = None) -> Settings | None:
    """Return the settings of a file; None for a `pyproject.toml` that has none. Raises as `load_settings` does."""
    data = _read(path)
    if path.name == _PROJECT and _TOOL[1].encode() not in data:
        return None
    text = _decode(data, path)
    table = _parse(text, path)
    if path.name != _PROJECT:
        return _settings(table, _Origin(path, text, ()), folder or path.parent)
    tool = table.get(_TOOL[0])
    own = tool.get(_TOOL[1]) if isinstance(tool, dict) else None
    if own is None:
        return None
    if not isinstance(own, dict):
        raise SettingsError([f"{_shown(path)}: tool.mcsgconf is a table"])
    return _settings(own, _Origin(path, text, _TOOL), folder or path.parent)


def _read(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise UnreadableInput(f"{_shown(path)}: {'no regular file' if path.exists() else 'there is no such file'}")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableInput(f"{_shown(path)}: cannot be read: {error.strerror or error}") from error
    if len(data) > MAX_BYTES:
        raise UnreadableInput(f"{_shown(path)}: larger than {MAX_BYTES // 1024**2} MiB, which no settings file is")
    return data


def _decode(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableInput(
            f"{_shown(path)}:{line}: this is not UTF-8, as TOML has to be; save the file as UTF-8"
        ) from error


def _parse(text: str, path: Path) -> _Toml:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableInput(f"{_shown(path)}: this is no TOML: {error}") from error
    except RecursionError as error:
        raise UnreadableInput(f"{_shown(path)}: brackets are nested too deeply") from error


class _Origin:
    """Where settings come from, to say where a mistake in them stands."""

    def __init__(self, path: Path | None, text: str, above: KeyPath) -> None:
        self.path = path
        self._text = text
        self._above = above

    def located(self, at: KeyPath) -> str:
        """Return the file and line of a key; what stands nearest above it where it has no line of its own."""
        if self.path is None:
            return "settings"
        from mcsgconf.settings.lines import line_of  # noqa: PLC0415 - only a mistake needs it

        line = line_of(self._text, (*self._above, *at))
        return _shown(self.path) if line is None else f"{_shown(self.path)}:{line}"


class _Reader:
    """A table of settings, of which keys are taken; what is wrong gathers in `problems`."""

    def __init__(self, table: _Toml, origin: _Origin, above: KeyPath = ()) -> None:
        self._table = table
        self._origin = origin
        self._above = above
        self.problems: list[str] = []

    def take(self, key: keys.Key[_T]) -> _T | None:
        """Return the value of a key; None where it is not there, or wrong."""
        value = self._table.get(key.name)
        return None if value is None else key.shape.read(value, (*self._above, key.name), self.complain)

    def inside(self, name: str) -> _Reader:
        """Return the reader of a table in this one, empty where there is none; both gather in the same list."""
        table = self._table.get(name, {})
        if not isinstance(table, dict):
            self.complain((name,), f" is a table, not {described(table)}")
            table = {}
        reader = _Reader(table, self._origin, (*self._above, name))
        reader.problems = self.problems
        return reader

    def complain(self, at: KeyPath, what: str) -> None:
        """Keep a mistake for the message, with its place."""
        self.problems.append(f"{self._origin.located(at)}: {_written(at)}{what}")

    def refuse_unknown(self, *known: str) -> None:
        """Complain of every key that there is not."""
        for word in self._table:
            if word not in known:
                at = (*self._above, word)
                written = repr(word) if _BARE.fullmatch(word) is None or not self._above else repr(_written(at))
                self.problems.append(f"{self._origin.located(at)}: there is no setting {written}; {_hint(word, known)}")


def _settings(table: _Toml, origin: _Origin, folder: Path) -> Settings:
    reader = _Reader(table, origin)
    reader.refuse_unknown(*(key.name for key in keys.KEYS), keys.LAYOUT)
    reasons = (keys.WITHOUT_REASON,) if reader.take(keys.REQUIRE_REASON) else ()
    settings = Settings(
        path=origin.path,
        folder=os.path.abspath(folder),  # noqa: PTH100 - `absolute` keeps `..`
        target=reader.take(keys.TARGET),
        target_by_path=reader.take(keys.TARGET_BY_PATH) or (),
        select=reader.take(keys.SELECT),
        extend_select=(reader.take(keys.EXTEND_SELECT) or ()) + reasons,
        ignore=reader.take(keys.IGNORE) or (),
        per_file_ignores=reader.take(keys.PER_FILE_IGNORES) or (),
        severity=reader.take(keys.SEVERITY) or (),
        fail_on=reader.take(keys.FAIL_ON),
        baseline=reader.take(keys.BASELINE),
        exclude=_globs(reader.take(keys.EXCLUDE)),
        layout=_layout(reader.inside(keys.LAYOUT)),
    )
    if reader.problems:
        raise SettingsError(reader.problems)
    return settings


def _layout(reader: _Reader) -> Layout:
    reader.refuse_unknown(*(key.name for key in keys.LAYOUT_KEYS))
    clusters = reader.take(keys.CLUSTERS) or ()
    return Layout(
        clusters=_globs(tuple(glob for globs in clusters for glob in globs.globs)),
        captures=reader.take(keys.CAPTURES) or (),
        paths=reader.take(keys.PATHS) or (),
    )


def _globs(given: tuple[Glob, ...] | None) -> Globs | None:
    return Globs(given) if given else None


def place_of(settings: Settings, *at: str) -> str:
    """Return where a setting stands, file and line, for a message of a floor that knows better what it may say."""
    if settings.path is None:
        return "settings"
    above = _TOOL if settings.path.name == _PROJECT else ()
    try:
        return _Origin(settings.path, _decode(_read(settings.path), settings.path), above).located(at)
    except UnreadableInput:  # gone since it was read
        return str(settings.path)


def _shown(path: Path) -> str:
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
