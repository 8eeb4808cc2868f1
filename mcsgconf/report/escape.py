"""Makes text from files harmless for terminals and logs.

Control characters in a file could move the cursor or rewrite what was printed, and words of a CI system (`::error::`,
`##[group]`, `##vso[...]`) could give it commands; a report shows them as escapes instead.
"""

from __future__ import annotations

import re

_HARMFUL = (  # compiled when something is printed, which a sound file never needs
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and newline, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    "\u2028\u2029"  # line and paragraph separator
    "\ud800-\udfff"  # bytes that are no UTF-8
    "\ufffe\uffff]"  # no characters, and forbidden in XML
    r"|(?<!\S):(?=:[A-Za-z][A-Za-z-]*+(?:[ \t]|::))"  # ::error file=…:: and the like of GitHub, ahead of a line's words
    r"|(?<=##)\[(?=[A-Za-z])|(?<=##vso)\[|(?<=##teamcity)\["  # GitHub, Azure Pipelines, TeamCity: anywhere in a line
)


def escape(text: str) -> str:
    """Return `text` with every character that may not reach a terminal or a log written as an escape of its code."""
    return re.sub(_HARMFUL, lambda match: _written(ord(match[0])), text)


def escape_line(text: str) -> str:
    """Return `text` escaped and on one line: newlines are written as escapes, too."""
    return escape(text).replace("\n", "\\n")


def escape_pieces(text: str) -> list[tuple[int, str]]:
    """Return `text` escaped, as pieces that each begin at an offset of `text`: an escape is a piece of its own."""
    pieces = []
    at = 0
    for match in re.finditer(_HARMFUL, text):
        pieces += [(at, text[at : match.start()]), (match.start(), _written(ord(match[0])))]
        at = match.end()
    return [*pieces, (at, text[at:])]


def _written(code: int) -> str:
    if 0xDC80 <= code <= 0xDCFF:  # a byte kept as a lone surrogate
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
