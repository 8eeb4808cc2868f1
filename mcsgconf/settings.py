"""The settings of a repository: `mcsgconf.toml`, or `[tool.mcsgconf]` in `pyproject.toml`, the nearest one upwards.

They say once what would otherwise stand on every command line; an option given there wins. An unknown key is an error,
not a key that does nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from mcsgconf.catalogue.target import Target
from mcsgconf.errors import UnreadableInput, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_Toml: TypeAlias = "Mapping[str, object]"

FILE = "mcsgconf.toml"
SEVERITIES = ("error", "warning", "info")
KEYS = ("target", "select", "extend-select", "ignore", "fail-on", "require-reason")
WITHOUT_REASON = "MC005"
"""The rule that `require-reason` turns on; it only runs where it is selected by its code."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a settings file says; None and empty where it says nothing. `path` is the file, None where there is none."""

    path: Path | None = None
    target: Target | None = None
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str | None = None


def find_settings(start: Path) -> Settings:
    """Return the settings that hold for a file or folder: those of the nearest folder upwards that has any.

    Raises:
        UnreadableInput: the file cannot be read, or is no TOML.
        UsageError: it has an unknown key, or a value that makes no sense.
    """
    for folder in _upwards(start):
        own = folder / FILE
        if own.is_file():
            return _settings(_load(own), own)
        project = folder / "pyproject.toml"
        if project.is_file():
            tool = _load(project).get("tool")
            table = tool.get("mcsgconf") if isinstance(tool, dict) else None
            if isinstance(table, dict):
                return _settings(table, project)
    return Settings()


def _upwards(start: Path) -> Iterator[Path]:
    place = start.absolute()
    yield from (place, *place.parents) if place.is_dir() else place.parents


def _load(path: Path) -> _Toml:
    import tomllib  # noqa: PLC0415 - most runs meet no settings file

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnreadableInput(f"{path}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:  # no TOML, or no UTF-8
        raise UnreadableInput(f"{path}: {error}") from error


def _settings(table: _Toml, path: Path) -> Settings:
    for key in table:
        if key not in KEYS:
            import difflib  # noqa: PLC0415 - only a typing mistake needs it

            near = difflib.get_close_matches(key, KEYS, 1)
            hint = f"did you mean {near[0]}?" if near else f"known keys: {', '.join(KEYS)}"
            raise UsageError(f"{path}: there is no setting {key!r}; {hint}")
    target = _word(table, "target", path)
    fail_on = _word(table, "fail-on", path)
    if fail_on is not None and fail_on not in SEVERITIES:
        raise UsageError(f"{path}: fail-on is {', '.join(SEVERITIES)}, not {fail_on!r}")
    try:
        aimed = None if target is None else Target.parse(target)
    except UsageError as error:
        raise UsageError(f"{path}: target: {error}") from error
    reasons = (WITHOUT_REASON,) if _switch(table, "require-reason", path) else ()
    return Settings(
        path=path,
        target=aimed,
        select=_words(table, "select", path),
        extend_select=_words(table, "extend-select", path) + reasons,
        ignore=_words(table, "ignore", path),
        fail_on=fail_on,
    )


def _word(table: _Toml, key: str, path: Path) -> str | None:
    value = table.get(key)
    if value is not None and not isinstance(value, str):
        raise UsageError(f"{path}: {key} is a string in quotes")
    return value


def _words(table: _Toml, key: str, path: Path) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise UsageError(f'{path}: {key} is a list of codes or prefixes, such as ["MC2", "MC120"]')
    return tuple(value)


def _switch(table: _Toml, key: str, path: Path) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise UsageError(f"{path}: {key} is true or false, without quotes")
    return value
