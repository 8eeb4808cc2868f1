"""Parameters that stand behind the value of another one, because the line end between the two was lost.

The second name has to be a parameter of the same kind of file, written as the first one is; in free text, and in
commands that are not in quotes, it may be a word like any other.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.catalogue import ValueType
from mcsgconf.text import Span

if TYPE_CHECKING:
    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document

_FREE = frozenset({ValueType.STRING, ValueType.COMMAND, ValueType.OPTIONS})
_PIECE = re.compile(r"\"[^\"]*+\"|'[^']*+'|[^\s\"']++|[\"']")
_BLANK = re.compile(r"[ \t]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_/]*+", re.ASCII)


def joined(document: Document, setting: Setting) -> list[Span]:
    """Return the places of the names of further parameters in the value of a setting."""
    value = setting.value
    if setting.parameter is None or not _BLANK.search(value):
        return []
    if setting.parameter.type in _FREE and not _ends_in_quotes(value):
        return []
    known = catalogue.load(document.kind)
    found = []
    pieces = list(_PIECE.finditer(value))
    for piece, behind in pairwise(pieces[1:]):
        name = piece[0]
        apart = value[piece.start() - 1].isspace() and value[behind.start() - 1].isspace()
        if apart and _NAME.fullmatch(name) and _is_written_alike(name, setting.name) and known.lookup(name) is not None:
            found.append(Span(setting.value_span.start + piece.start(), setting.value_span.start + piece.end()))
    return found


def _ends_in_quotes(value: str) -> bool:
    """Tell whether a value begins with a text in quotes that ends before the value does."""
    first = _PIECE.match(value)
    return first is not None and len(first[0]) > 1 and first[0][0] in "\"'" and first.end() < len(value)


def _is_written_alike(name: str, other: str) -> bool:
    return name.isupper() == other.isupper() and name.islower() == other.islower()
