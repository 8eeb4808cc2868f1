"""Which rules hold where: those of mcsgconf, and for the files of a settings file those that it names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from mcsgconf.errors import SettingsError
from mcsgconf.lint.own.folder import read_folder
from mcsgconf.lint.rules import all_rules
from mcsgconf.settings.reader import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mcsgconf.lint.rules import Rule
    from mcsgconf.settings.model import Settings
    from mcsgconf.settings.nearest import NearestSettings


class Book:
    """The rules under each settings file that is met; pages are read once. A code means one page wherever it is used."""

    def __init__(self) -> None:
        self._by_folder: dict[str, list[Rule]] = {}
        self._under: dict[int, tuple[Settings, Mapping[str, Rule]]] = {}
        self._met: dict[str, Rule] = {}

    def under(self, settings: Settings) -> Mapping[str, Rule]:
        """Return the rules that hold for the files of a settings file, by their codes.

        Raises:
            SettingsError: a folder or page makes no sense, or two pages have one code.
        """
        known = self._under.get(id(settings))
        if known is None:
            rules = all_rules() | {rule.code: rule for rule in self._read(settings)}
            known = self._under[id(settings)] = (settings, rules)
        return known[1]

    def _read(self, settings: Settings) -> list[Rule]:
        found = [rule for name in settings.rules for rule in self._of_folder(folder_of_rules(settings, name))]
        problems = [problem for rule in found if (problem := self._clash(rule)) is not None]
        if problems:
            raise SettingsError(problems)
        return found

    def _of_folder(self, folder: Path) -> list[Rule]:
        place = os.path.realpath(folder)
        known = self._by_folder.get(place)
        if known is None:
            known = self._by_folder[place] = read_folder(folder)
        return known

    def _clash(self, rule: Rule) -> str | None:
        """Return what is wrong where another page has the code or the name of a rule."""
        for word in (rule.code, rule.name):
            other = self._met.setdefault(word, rule)
            if other is not rule:
                what = "code" if word == rule.code else "name"
                return (
                    f"{shown_path(rule.page)}: {shown_path(other.page)} has the {what} {word}, too; "
                    "one page has to take another one"
                )
        ours = next((one for one in all_rules().values() if one.name == rule.name), None)
        if ours is not None:
            return f"{shown_path(rule.page)}: {ours.code}, a rule of mcsgconf, is called {rule.name}, too; take another name"
        return None


def folder_of_rules(settings: Settings, name: str) -> Path:
    """Return the folder that `rules` of a settings file names.

    Raises:
        SettingsError: it lies behind a link.
    """
    base = os.path.realpath(settings.folder if settings.path is None else settings.path.parent)
    path = Path(os.path.normpath(Path(base, name)))
    if not Path(name).is_absolute() and os.path.realpath(path) != str(path):
        raise SettingsError([f"{shown_path(path)}: is a link or lies behind one, and rules are not read through links"])
    return path


_BOOKS: WeakKeyDictionary[NearestSettings, Book] = WeakKeyDictionary()


def book_of(settings: NearestSettings) -> Book:
    """Return the book for all files that look for their settings in one place."""
    return _BOOKS.setdefault(settings, Book())


def digest(rules: Iterable[Rule]) -> str:
    """Return a text that no other own rules have, empty where there is none among them: what a cache goes by."""
    own = sorted((rule.code, rule.own.front, rule.own.text) for rule in rules if rule.own is not None)
    if not own:
        return ""
    import hashlib  # noqa: PLC0415 - only a cache asks

    return hashlib.blake2b(repr(own).encode(errors="surrogatepass"), digest_size=20).hexdigest()
