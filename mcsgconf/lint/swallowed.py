"""Lines of a control script that stand inside the value of a parameter because a quotation mark was forgotten.

A quoted value may run over several lines, and commands sometimes do. What no value holds is the next assignment of the
template, or, where the value is no command, a comment. Substitutions may hold anything, and are left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.catalogue import ValueType

if TYPE_CHECKING:
    from mcsgconf.catalogue import Parameter
    from mcsgconf.models.document import Document
    from mcsgconf.text import Span

_LINE = re.compile(r"\n(?P<mark>[ \t#(]*+)(?:(?P<name>[A-Za-z_][A-Za-z0-9_]*+)(?:\[[^\]\n]*+\])?+=)?+")
_SUBSTITUTION = ("$(", "`")


def swallowed_line(document: Document, parameter: Parameter, value: Span) -> Span | None:
    """Return the first line that the value of a parameter swallows, None where none looks so.

    Args:
        document: the control script.
        parameter: the catalogue's entry of the variable.
        value: the place of its value, quotation marks included.
    """
    text = document.source.text
    if text.find("\n", value.start, value.end) < 0:
        return None
    known = catalogue.load(document.kind)
    for found in _LINE.finditer(text, value.start, value.end):
        assigned = known.lookup(found["name"]) if found["name"] is not None else None
        comment = found["mark"].lstrip(" \t").startswith("#") and parameter.type is not ValueType.COMMAND
        if assigned is None and not comment:
            continue
        if any(text.find(opener, value.start, found.start()) >= 0 for opener in _SUBSTITUTION):
            return None
        return document.source.line_span(document.source.position(found.start() + 1).line)
    return None
