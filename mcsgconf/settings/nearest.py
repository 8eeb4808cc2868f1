"""Finds the settings that hold for a file: those of the nearest folder upwards that has any, and of no other.

Each file of settings is read once. Folders below one another may have settings of their own, as parts of a repository
that several teams look after.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from mcsgconf.settings.model import NONE, Settings

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from mcsgconf.catalogue.target import Target

FILE = "mcsgconf.toml"
PROJECT = "pyproject.toml"


class NearestSettings:
    """The settings of files, looked for when first asked.

    Args:
        only: settings that hold for every file.
        standing: settings by the absolute path of a folder, as if they stood there.
    """

    def __init__(self, only: Settings | None = None, standing: Mapping[str, Settings] | None = None) -> None:
        self._only = only
        self._of_folder: dict[str, Settings] = dict(standing or {})

    def of(self, name: str) -> Settings:
        """Return the settings that hold for the file of this name, relative to the folder the program runs in.

        Raises:
            UnreadableInput: the settings file cannot be read, or is no TOML.
            SettingsError: it has an unknown key, or a value that makes no sense.
        """
        return self._only or self.of_folder(os.path.dirname(name))  # noqa: PTH120 - a name is no path before it is asked

    def target_of(self, name: str) -> Target | None:
        """Return what the file of this name is meant for, as far as settings say; raises as `of` does."""
        return self.of(name).target_of(name)

    def of_folder(self, folder: str) -> Settings:
        """Return the settings that hold in a folder; raises as `of` does."""
        if self._only is not None:
            return self._only
        known = self._of_folder.get(folder)
        if known is not None:
            return known
        passed = [folder]
        found = NONE
        place = Path(os.path.abspath(folder))  # noqa: PTH100 - `absolute` keeps `..`
        for above in (place, *place.parents):
            known = self._of_folder.get(str(above)) or _standing_in(above)
            passed.append(str(above))
            if known is not None:
                found = known
                break
        self._of_folder.update(dict.fromkeys(passed, found))
        return found

    def inside(self, folder: str, outer: Settings, names: Container[str]) -> Settings:
        """Return the settings that hold in a folder of which more is known than its path; raises as `of` does.

        Args:
            folder: the folder.
            outer: the settings of the folder that it lies in.
            names: the names of what lies in it.
        """
        known = self._of_folder.get(folder)
        if known is None:
            asked = self._only is None and (FILE in names or PROJECT in names)
            known = self._of_folder[folder] = (_standing_in(Path(folder)) if asked else None) or outer
        return known


def settings_of(given: Settings | NearestSettings | None) -> NearestSettings:
    """Return settings as they are asked, however a caller gives them; None: there are none, whatever files there are."""
    return given if isinstance(given, NearestSettings) else NearestSettings(given or NONE)


def _standing_in(folder: Path) -> Settings | None:
    """Return the settings that stand in a folder itself."""
    for path in (folder / FILE, folder / PROJECT):
        if os.path.isfile(path):  # noqa: PTH113 - unlike the method, it is False in a folder that cannot be entered
            from mcsgconf.settings.load import load_settings_file  # noqa: PLC0415 - most runs meet no settings file

            found = load_settings_file(path)
            if found is not None:
                return found
    return None
