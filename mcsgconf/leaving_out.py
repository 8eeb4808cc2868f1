"""What a walk leaves out: what git ignores, what settings exclude, and folders that never hold a configuration.

Only the `.gitignore` files of the repository count, from its top down to the folder in question, so that everybody who
has the repository sees the same; what a user keeps to himself (`.git/info/exclude`, a global list) does not. Outside of
a repository those count that stand in the folder of the walk, or below it; for a single file, in the current folder.
"""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.errors import UnreadableInput

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcsgconf.globs import Globs
    from mcsgconf.settings.model import Settings
    from mcsgconf.settings.nearest import NearestSettings

IGNORE_FILE = ".gitignore"
REPOSITORY = ".git"  # a folder, or a file in a worktree or submodule
_NEVER = frozenset({"__pycache__", "node_modules"})
_MAX_BYTES = 1024 * 1024


def is_never_entered(folder: str) -> bool:
    """Tell whether a folder of this name is left alone wherever it stands: `.git`, `.svn`, `.venv` and the like."""
    return folder.startswith(".") or folder in _NEVER


class Patterns(NamedTuple):
    """What holds in one folder: lists of globs, the outermost first, each with the path from where it begins to here."""

    lists: tuple[tuple[Globs, str], ...] = ()

    def name(self, name: str, *, is_folder: bool) -> bool:
        """Tell whether they name what is called so in the folder; the innermost list that speaks of it decides."""
        for globs, way in reversed(self.lists):
            verdict = globs.names(f"{way}{name}/" if is_folder else f"{way}{name}")
            if verdict is not None:
                return verdict
        return False

    def inside(self, folder: str) -> Patterns:
        """Return what holds in a folder of this one, as far as it is said here."""
        return Patterns(tuple((globs, f"{way}{folder}/") for globs, way in self.lists)) if self.lists else self

    def with_file(self, path: Path) -> Patterns:
        """Return these patterns and those of the folder's own `.gitignore`.

        Raises:
            UnreadableInput: it cannot be read.
        """
        from mcsgconf.globs import ignore_patterns  # noqa: PLC0415 - most folders have no such file

        globs = ignore_patterns(_read(path))
        return Patterns((*self.lists, (globs, ""))) if globs else self


NONE = Patterns()


def excluded_in(folder: str, settings: Settings) -> Patterns:
    """Return what settings exclude, as it holds in a folder."""
    if settings.exclude is None:
        return NONE
    way = settings.relative(folder)
    return Patterns(((settings.exclude, "" if way == "." else f"{way}/"),))


def ignored_above(folder: Path) -> Patterns:
    """Return what the folders above one, up to the top of its repository, say of what lies in it.

    Raises:
        UnreadableInput: a `.gitignore` cannot be read.
    """
    place = _absolute(folder)
    ignored = NONE
    for above, name in _way(top_of_repository((place, *place.parents)) or place, place):
        ignored = _with_own(ignored, above).inside(name)
    return ignored


def is_left_out(path: Path, settings: NearestSettings, *, is_folder: bool = False) -> bool:
    """Tell whether a walk through the repository would leave a file or folder out, or a folder that it lies in.

    Args:
        path: as it was named; folders that are never entered count from where the program runs.
        settings: those that hold for each folder.
        is_folder: whether it is a folder.

    Raises:
        UnreadableInput: a `.gitignore` cannot be read.
        SettingsError: a settings file makes no sense.
    """
    folders = PurePath(path).parts if is_folder else PurePath(path).parts[:-1]
    if any(is_never_entered(name) and name not in {".", ".."} for name in folders):
        return True
    place = _absolute(path)
    here = Path.cwd()
    top = top_of_repository(place.parents) or (here if here in place.parents else place.parent)
    ignored = NONE
    for above, name in _way(top, place):
        inner = is_folder or above / name != place
        ignored = _with_own(ignored, above)
        excluded = excluded_in(str(above), settings.of_folder(str(above)))
        if ignored.name(name, is_folder=inner) or excluded.name(name, is_folder=inner):
            return True
        ignored = ignored.inside(name)
    return False


def top_of_repository(places: Iterable[Path]) -> Path | None:
    """Return the first of some folders that is the top of a repository."""
    return next((place for place in places if os.path.lexists(place / REPOSITORY)), None)


def _way(top: Path, place: Path) -> list[tuple[Path, str]]:
    """Return the folders from one down to what lies in it, each with the name of the next."""
    names = place.relative_to(top).parts
    return [(top.joinpath(*names[:at]), name) for at, name in enumerate(names)]


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - `absolute` keeps `..`


def _with_own(ignored: Patterns, folder: Path) -> Patterns:
    path = folder / IGNORE_FILE
    may_be_one = os.path.isfile(path)  # noqa: PTH113 - unlike the method, it is False in a folder that cannot be entered
    return ignored.with_file(path) if may_be_one and not path.is_symlink() else ignored


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableInput.because(path, error) from error
    if len(data) > _MAX_BYTES:
        raise UnreadableInput(f"{path}: larger than {_MAX_BYTES // 1024**2} MiB, which no list of patterns is")
    return os.fsdecode(data)
