"""Regular expressions for the text of shell words: what can be passed over in one stride, and where it cannot.

Data of `delimit` and of the lexers that share its notion of a word. Every quantifier is possessive: no text is gone over
twice, however a match ends.
"""

from __future__ import annotations

import re

_ESCAPED = r"\\(?:.|\Z)"
_SINGLE = r"'[^']*+'"
_ANSI = r"\$'[^'\\]*+(?:\\.[^'\\]*+)*+'"
_BACKQUOTED = r"`[^`\\]*+(?:\\.[^`\\]*+)*+`"
_PARAMETER = r"\$\{[^{}'\"`\\$ \t\n|][^{}'\"`\\$]*+\}"
# A substitution in which nothing nests. `case` is left to the machine: its patterns hold parentheses.
_COMMAND = r"\$\((?!\()(?:[^()'\"`\\$#<c]++|c(?!ase[ \t\n])|'[^']*+'|\"[^\"\\$`]*+\"|\$[A-Za-z0-9_?!@*-])*+\)"
_INSIDE_DOUBLE = rf"(?:[^\"\\$`]++|{_ESCAPED}|\$(?:\$|(?![$({{]))|{_PARAMETER}|{_COMMAND}|{_BACKQUOTED})*+"
_DOUBLE = rf"\"{_INSIDE_DOUBLE}\""
_DOLLAR = r"\$(?:\$|\[[^\]\[\n]*+\]|(?![$({']))"
_NESTABLE = rf"{_DOUBLE}|{_DOLLAR}|{_SINGLE}|{_PARAMETER}|{_COMMAND}|{_BACKQUOTED}|{_ANSI}"
_UNQUOTED = rf"{_ESCAPED}|{_NESTABLE}"

PIECES = rf"(?:[^ \t\n;&|()<>'\"`\\$]++|\\(?:[^\n]|\n(?![ \t\n;&|)]|\Z)|\Z)|{_NESTABLE})++"
"""A run of word text in which nothing needs the machine."""

WORD_END = r"(?:(?=[ \t\n;&|)]|[<>](?!\()|\\\n|\Z)|(?<![?*+@!])(?=\())"
"""Behind a whole word. A pattern list such as `@(…)` goes on with the word, and so do `<(` and `>(`."""


class Run:
    """A pattern that is compiled when it is first asked for: most scripts need few of these, and start-up is short."""

    __slots__ = ("_compiled", "_source")

    def __init__(self, source: str) -> None:
        self._source = source
        self._compiled: re.Pattern[str] | None = None

    def match(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """Match at `start`, with `end` for the end of the text; `.` is any character."""
        if self._compiled is None:
            self._compiled = re.compile(self._source, re.DOTALL)
        return self._compiled.match(text, start, end)


PIECES_RUN = Run(PIECES)
IN_DOUBLE = Run(_INSIDE_DOUBLE)
IN_PARAMETER = Run(rf"(?:[^}}'\"`\\$<>]++|[<>](?!\()|{_UNQUOTED})*+")
IN_PLAIN_PARAMETER = Run(
    rf"(?:[^}}\"`\\$]++|\$'|{_ESCAPED}|{_DOLLAR}|{_DOUBLE}|{_PARAMETER}|{_COMMAND}|{_BACKQUOTED})*+"
)
IN_GROUP = Run(rf"(?:[^()'\"`\\$<>]++|[<>](?!\()|{_UNQUOTED})*+")
IN_ARITHMETIC = Run(rf"(?:[^()'\"`\\$]++|{_UNQUOTED}|'(?=[^'\n]*+(?:\n|\Z)))*+")
IN_SUBSCRIPT = Run(rf"(?:[^\[\]'\"`\\$\n;]++|{_UNQUOTED})*+")
BACKQUOTES = Run(_BACKQUOTED)
# `${x#…}` and its like take a pattern, in which single quotes quote even between double quotes.
TAKES_PATTERN = Run(r"\$\{[!#]?+[A-Za-z0-9_@*]*+(?:\[[^\]\n]*+\])?+[#%/^,]")

COMMAND_TOKEN = Run(
    r"(?:[ \t]++|\r(?=\n)|\\\n)*+(?:"
    r"(?P<comment>#[^\n]*+)"
    rf"|(?P<word>{PIECES}){WORD_END}"
    r"|(?P<newline>\n)"
    r"|(?P<here><<-?(?!<))"
    r"|(?P<redirect><<<|<>|>>|[<>][&|]?(?!\())"
    r"|(?P<next>;;&|;[;&|])"
    r"|(?P<separator>;|&&|&|\|\||\|&|\|)"
    r"|(?P<arithmetic>\(\()"
    r"|(?P<open>\()"
    r"|(?P<close>\))"
    r"|(?P<complex>.))"
)
