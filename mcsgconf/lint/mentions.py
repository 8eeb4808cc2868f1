"""Whether a file speaks to this program at all. Next to no file does, and the others need nothing more of it loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcsgconf.models.document import Document

NAME = "mcsgconf"
_SPELLINGS = (NAME, NAME.upper(), NAME.capitalize())


def mentions(document: Document) -> bool:
    """Tell whether a file has the program's name in it."""
    text = document.source.text
    return any(spelling in text for spelling in _SPELLINGS)
