"""Reads a settings file: TOML to `Settings`, every mistake in it said at once, each with its line where it can be told."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from mcsgconf.errors import SettingsError, UnreadableInput
from mcsgconf.globs import Globs
from mcsgconf.settings import keys
from mcsgconf.settings.model import Layout, Settings
from mcsgconf.settings.reader import Origin, Reader, decode, parse_toml, read_file, shown_path

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcsgconf.globs import Glob
    from mcsgconf.settings.reader import Toml

_NOUN = "settings file"
_PROJECT = "pyproject.toml"
_TOOL = ("tool", "mcsgconf")


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
        return _settings(source, Origin(None, ""), folder or Path())
    found = load_settings_file(source, folder)
    if found is None:
        raise UnreadableInput(f"{source}: has no table [tool.mcsgconf]")
    return found


def load_settings_file(path: Path, folder: Path | None = None) -> Settings | None:
    """Return the settings of a file; None for a `pyproject.toml` that has none. Raises as `load_settings` does."""
    data = read_file(path, _NOUN)
    if path.name == _PROJECT and _TOOL[1].encode() not in data:
        return None
    text = decode(data, path)
    table = parse_toml(text, path)
    if path.name != _PROJECT:
        return _settings(table, Origin(path, text), folder or path.parent)
    tool = table.get(_TOOL[0])
    own = tool.get(_TOOL[1]) if isinstance(tool, dict) else None
    if own is None:
        return None
    if not isinstance(own, dict):
        raise SettingsError([f"{shown_path(path)}: tool.mcsgconf is a table"])
    return _settings(own, Origin(path, text, _TOOL), folder or path.parent)


def _settings(table: Toml, origin: Origin, folder: Path) -> Settings:
    reader = Reader(table, origin, "setting")
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
        rules=reader.take(keys.RULES) or (),
        exclude=_globs(reader.take(keys.EXCLUDE)),
        layout=_layout(reader.inside(keys.LAYOUT)),
    )
    if reader.problems:
        raise SettingsError(reader.problems)
    return settings


def _layout(reader: Reader) -> Layout:
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
        return Origin(settings.path, decode(read_file(settings.path, _NOUN), settings.path), above).located(at)
    except UnreadableInput:  # gone since it was read
        return str(settings.path)
