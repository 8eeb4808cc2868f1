"""The lines of a settings file as checks want them: flat, in the order of the text, and by name; gathered once a file.

Every check of a settings file walks its lines, and most look for a few names that are not there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document


class Lines(NamedTuple):
    """Every setting of a file, orphans included, and the same by the catalogue's name."""

    all: tuple[Setting, ...]
    by_key: dict[str, list[Setting]]

    def named(self, *keys: str) -> list[Setting]:
        """Return the settings of some names, in the order of the text."""
        found = [self.by_key[key] for key in keys if key in self.by_key]
        if len(found) < 2:
            return found[0] if found else []
        return sorted((setting for settings in found for setting in settings), key=lambda setting: setting.node.start)


_GATHERED: WeakKeyDictionary[Document, Lines] = WeakKeyDictionary()


def lines(document: Document) -> Lines:
    """Return the lines of a settings file; a document never changes, so they are gathered once."""
    gathered = _GATHERED.get(document)
    if gathered is None:
        settings = list(document.blocks.every_setting())
        if document.blocks.orphans:
            settings.sort(key=lambda setting: setting.node.start)
        by_key: dict[str, list[Setting]] = {}
        for setting in settings:
            by_key.setdefault(setting.key, []).append(setting)
        gathered = _GATHERED[document] = Lines(tuple(settings), by_key)
    return gathered


def in_style(document: Document, name: str) -> str:
    """Return a parameter's name as the file's kind spells it; `name` is given in capitals, as legacy files have it."""
    return name.lower() if document.kind is Kind.MODULAR_PACKAGE else name


def first_line(document: Document, name: str) -> Setting | None:
    """Return the first line of a parameter of a package file of either style; `name` is given in capitals."""
    return next(iter(lines(document).named(in_style(document, name))), None)
