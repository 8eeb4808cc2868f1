"""The lines by which a merge marks a conflict: they have a rule of their own, and no other one speaks of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.text import Span

if TYPE_CHECKING:
    from mcsgconf.models.document import Document

_MARKER = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?= |\r?$)[^\r\n]*+", re.MULTILINE)


def conflict_markers(document: Document) -> list[Span]:
    """Return the places of all markers; a row of `=` or `|` in a file without the other two is an ornament."""
    text = document.source.text
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return []
    markers = list(_MARKER.finditer(text))
    if all(marker[0][0] in "=|" for marker in markers):
        return []
    return [Span(*marker.span()) for marker in markers]
