"""Edits of NAME value files, as the fixes of several rules need them: a line goes, a value changes, a line is added.

An added line looks like its neighbour: indent, column of the value, case of the name, line end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.text import Edit

if TYPE_CHECKING:
    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document

_LOOSE = 2
"""Blanks between name and value that only part the two; more of them, or a tab, lead up to a column."""
_TAB = 8
_BEGUN = re.compile(r"[ \t]*+([A-Za-z]\S*+)[ \t]++(?=\S)")


def without_line(document: Document, setting: Setting) -> Edit:
    """Return the edit that takes a setting's whole line out."""
    line = document.source.full_lines(setting.span)
    return Edit(line.start, line.end, "")


def with_value(setting: Setting, value: str) -> Edit:
    """Return the edit that gives a setting another value; quotation marks of the old one go too."""
    return Edit(setting.value_span.start, setting.value_span.end, value)


def with_word(setting: Setting, word: str) -> Edit:
    """Return the edit that gives a setting another word, in small letters where the old one has them."""
    return with_value(setting, in_case_of(setting.bare, word))


def commented_out(document: Document, setting: Setting, mark: str = "# ") -> Edit:
    """Return the edit that makes a comment of a setting's line, `mark` in front of it."""
    start = document.source.full_lines(setting.span).start
    start += document.source.text.startswith("\ufeff", start)
    return Edit(start, start, mark)


def with_name(setting: Setting, name: str) -> Edit:
    """Return the edit that gives a setting another name, in small letters where the old one has them."""
    return Edit(setting.name_span.start, setting.name_span.end, in_case_of(setting.name, name))


def line_below(document: Document, neighbour: Setting, name: str, value: str) -> Edit:
    """Return the edit that adds a line `name value` below a setting, in its style."""
    line = document.source.full_lines(neighbour.span)
    end = document.source.newline()
    added = _like(document, neighbour, name, value)
    finished = document.source.slice(line).endswith("\n")
    return Edit(line.end, line.end, f"{added}{end}" if finished else f"{end}{added}")


def line_above(document: Document, neighbour: Setting, name: str, value: str) -> Edit:
    """Return the edit that adds a line `name value` above a setting, in its style."""
    start = document.source.full_lines(neighbour.span).start
    start += document.source.text.startswith("\ufeff", start)
    return Edit(start, start, f"{_like(document, neighbour, name, value)}{document.source.newline()}")


def _like(document: Document, neighbour: Setting, name: str, value: str) -> str:
    text = document.source.text
    line = document.source.full_lines(neighbour.span)
    indent = text[line.start : neighbour.name_span.start].lstrip("\ufeff")
    gap = text[neighbour.name_span.end : neighbour.value_span.start] or " "
    begun = f"{indent}{in_case_of(neighbour.name, name)}"
    column = len(f"{indent}{neighbour.name}{gap}".expandtabs(_TAB))
    if "\t" in gap or len(gap) > _LOOSE or _is_column(document, neighbour, column):
        width = len(begun.expandtabs(_TAB))
        tabs = "\t" in gap
        gap = "\t" * max(1, -(-column // _TAB) - width // _TAB) if tabs else " " * max(1, column - width)
    return f"{begun}{gap}{value}"


def _is_column(document: Document, setting: Setting, column: int) -> bool:
    """Tell whether the line above or below has its value in the same column, behind a name of another length."""
    source = document.source
    line = source.position(setting.name_span.start).line
    for other in (line - 1, line + 1):
        if 1 <= other <= len(source.line_starts):
            begun = _BEGUN.match(source.text, source.line_starts[other - 1])
            if begun and len(begun[1]) != len(setting.name) and len(begun[0].expandtabs(_TAB)) == column:
                return True
    return False


def in_case_of(model: str, name: str) -> str:
    """Return `name` in the case of `model`: all small where `model` is, else all capital."""
    return name.lower() if model.islower() else name.upper()
