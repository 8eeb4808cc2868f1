"""How messages show pieces of files: short, on one line, the same everywhere.

Only words are made here. Control characters stay: making them harmless is the business of the reports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document

LONGEST = 60
"""Characters of a value that a message shows; a finding has its place, and reports show the line."""


def shown(text: str) -> str:
    """Return a value from a file in quotation marks, cut where it is long."""
    cut = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    mark = '"' if "'" in cut else "'"
    return f"{mark}{cut}{mark}"


def named(setting: Setting) -> str:
    """Return a setting as messages call it: its name as written and its value."""
    return f"{cut(setting.name)} {shown(setting.value)}" if setting.value else cut(setting.name)


def cut(word: str, longest: int = LONGEST) -> str:
    """Return a word from a file without quotation marks, cut where it has more than `longest` characters."""
    return word if len(word) <= longest else f"{word[: longest - 1]}…"


def listed(words: Sequence[str], joint: str = "and") -> str:
    """Return words as a sentence lists them: `a`, `a and b`, `a, b and c`."""
    return f"{', '.join(words[:-1])} {joint} {words[-1]}" if len(words) > 1 else "".join(words)


def line_of(document: Document, setting: Setting) -> int:
    """Return the line a setting stands on, from 1."""
    return document.source.position(setting.name_span.start).line
