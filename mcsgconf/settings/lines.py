"""On which line of a TOML file a key stands. The standard library's reader does not keep that; messages want it.

Only asked when something is wrong, and never needed to be right: a key that is written in a form that is not looked for
(inside an inline table, say) has the line of the table it stands in, or none.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcsgconf.settings.shapes import KeyPath

_HEADER = re.compile(r"[ \t]*+\[([^\[\]].*)\][ \t]*+(?:#.*)?")
_PAIR = re.compile(r"""[ \t]*+((?:[A-Za-z0-9_.\- \t]|"[^"]*+"|'[^']*+')++)=""", re.ASCII)


def line_of(text: str, at: KeyPath) -> int | None:
    """Return the line, from 1, of a key given by the names of the tables above it and its own; else that of the nearest
    of those tables that has one; None where none has.
    """
    lines: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.fullmatch(line)
        if header is not None:
            table = _names(header[1])
            lines.setdefault(table, number)
        elif (pair := _PAIR.match(line)) is not None:
            names = (*table, *_names(pair[1]))
            for end in range(len(table) + 1, len(names) + 1):
                lines.setdefault(names[:end], number)
    return next((lines[at[:end]] for end in range(len(at), 0, -1) if at[:end] in lines), None)


def _names(key: str) -> KeyPath:
    """Return the names of a dotted key; none of what is no key, as a line of a longer text may be."""
    try:
        table: object = tomllib.loads(f"{key} = 0")
    except tomllib.TOMLDecodeError:
        return ()
    names: list[str] = []
    while isinstance(table, dict):
        (name, table), *_ = table.items()
        names.append(name)
    return tuple(names)
