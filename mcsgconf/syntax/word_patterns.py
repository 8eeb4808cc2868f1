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

PIECES_RUN = re.compile(PIECES, re.DOTALL)
IN_DOUBLE = re.compile(_INSIDE_DOUBLE, re.DOTALL)
IN_PARAMETER = re.compile(rf"(?:[^}}'\"`\\$<>]++|[<>](?!\()|{_UNQUOTED})*+", re.DOTALL)
IN_PLAIN_PARAMETER = re.compile(
    rf"(?:[^}}\"`\\$]++|\$'|{_ESCAPED}|{_DOLLAR}|{_DOUBLE}|{_PARAMETER}|{_COMMAND}|{_BACKQUOTED})*+", re.DOTALL
)
IN_GROUP = re.compile(rf"(?:[^()'\"`\\$<>]++|[<>](?!\()|{_UNQUOTED})*+", re.DOTALL)
IN_ARITHMETIC = re.compile(rf"(?:[^()'\"`\\$]++|{_UNQUOTED}|'(?=[^'\n]*+(?:\n|\Z)))*+", re.DOTALL)
IN_SUBSCRIPT = re.compile(rf"(?:[^\[\]'\"`\\$\n;]++|{_UNQUOTED})*+", re.DOTALL)
BACKQUOTES = re.compile(_BACKQUOTED, re.DOTALL)
# `${x#…}` and its like take a pattern, in which single quotes quote even between double quotes.
TAKES_PATTERN = re.compile(r"\$\{[!#]?+[A-Za-z0-9_@*]*+(?:\[[^\]\n]*+\])?+[#%/^,]")

COMMAND_TOKEN = re.compile(
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
    r"|(?P<complex>.))",
    re.DOTALL,
)
