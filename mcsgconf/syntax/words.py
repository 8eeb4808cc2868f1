"""What the text of a shell word means, as far as a reader can know it without running anything.

A word is constant text, plain references to variables, and what only the shell can tell: command substitutions,
arithmetic, expansions with an operator, `~`. Where a word ends is said by `delimit`; whether a variable has a known
value is for those to say who know the script. Patterns and braces (`*`, `[a-z]`, `{a,b}`) count as text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from mcsgconf.syntax.delimit import Delimiter

_CONSTANT = re.compile(r"(?!~)[^\\'\"`$<>]*+", re.DOTALL)
_ONE_QUOTE = re.compile(r"\"([^\"\\$`]*+)\"|'([^']*+)'", re.DOTALL)

_NAME = r"[A-Za-z_][A-Za-z0-9_]*+"
_REFERENCE = (
    rf"\$(?P<plain>{_NAME}|[0-9@*#?$!-])"
    rf"|\$\{{(?P<braced>{_NAME}|[0-9]++|[@*#?$!-])(?:\[(?P<index>[^\[\]'\"`$\\]*+)\])?\}}"
)
_UNQUOTED = re.compile(
    r"(?P<text>[^\\'\"`$<>]++|[<>](?!\()|\$(?=[^A-Za-z0-9_@*#?$!([{'\"-]|\Z))"
    r"|'(?P<single>[^']*+)'"
    r"|\$'(?P<ansi>[^'\\]*+(?:\\.[^'\\]*+)*+)'"
    r"|\\(?P<escape>.?)"
    r"|(?P<double>\$?\")"
    rf"|{_REFERENCE}",
    re.DOTALL,
)
_IN_DOUBLE = re.compile(
    r"(?P<text>[^\\\"`$]++|\\(?![$`\"\\\n])|\$(?=[^A-Za-z0-9_@*#?$!([{-]|\Z))"
    r"|\\(?P<escape>.)"
    r"|(?P<double>\")"
    rf"|{_REFERENCE}",
    re.DOTALL,
)
_ANSI_ESCAPE = re.compile(
    r"\\(?:(?P<octal>[0-7]{1,3})|x(?P<hex>[0-9A-Fa-f]{1,2})|u(?P<short>[0-9A-Fa-f]{1,4})"
    r"|U(?P<long>[0-9A-Fa-f]{1,8})|c(?P<control>.)|(?P<plain>.))",
    re.DOTALL,
)
_ANSI_PLAIN = {"a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_ANSI_QUOTED = frozenset("\\'\"?")
_UNICODE_END = 0x110000

_COMMAND_TOKEN = re.compile(
    r"(?:[ \t]++|\\\n)*+(?P<redirect>(?:[0-9]++|\{[A-Za-z_][A-Za-z0-9_]*+\})?(?:<<<|<<-?|<>|>>|&>>?|[<>][&|]?)(?!\())?+"
    r"(?P<end>[\n;&|()#]|\Z)?+",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Constant:
    """Text of a word whose value is known; `start` and `end` are offsets in the word, quotes included."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Reference:
    """`$NAME`, `${NAME}` or `${NAME[index]}`; `name` may be a number or a special parameter such as `?` or `@`.

    `index` is the text between the brackets. The shell splits the value into words where it is not `quoted`.
    """

    start: int
    end: int
    name: str
    index: str | None
    quoted: bool


@dataclass(frozen=True, slots=True)
class Unknown:
    """A piece of a word that only the shell can tell."""

    start: int
    end: int


Part: TypeAlias = Constant | Reference | Unknown


def literal(word: str) -> str | None:
    """Return the value that the shell gives to `word`, quotes and escapes undone; None where anything is expanded."""
    if _CONSTANT.fullmatch(word):
        return word
    if found := _ONE_QUOTE.fullmatch(word):
        return str(found[found.lastindex or 0])
    values: list[str] = []
    for part in parts(word):
        if not isinstance(part, Constant):
            return None
        values.append(part.value)
    return "".join(values)


def parts(word: str) -> tuple[Part, ...]:
    """Return the pieces of `word` in order; constant text that touches is one piece, an empty word has none."""
    found: list[Part] = []
    at, end, quoted = 0, len(word), False
    if word.startswith("~"):
        at = len(word) if "/" not in word else word.index("/")
        found.append(Unknown(0, at))
    delimiter = Delimiter(word, end)
    while at < end:
        piece = (_IN_DOUBLE if quoted else _UNQUOTED).match(word, at)
        if piece is None:
            behind = delimiter.expansion(at, in_double=quoted)
            behind = behind if isinstance(behind, int) else end
            found.append(Unknown(at, behind))
            at = behind
            continue
        if piece.lastgroup == "double":
            quoted = not quoted
        elif name := piece["plain"] or piece["braced"]:
            found.append(Reference(at, piece.end(), name, piece["index"], quoted))
        else:
            _add_constant(found, at, piece.end(), _value(piece))
        at = piece.end()
    return (Unknown(0, end),) if quoted else tuple(found)


def _add_constant(found: list[Part], start: int, end: int, value: str) -> None:
    last = found[-1] if found else None
    if isinstance(last, Constant):
        found[-1] = Constant(last.start, end, last.value + value)
    else:
        found.append(Constant(start, end, value))


def _value(piece: re.Match[str]) -> str:
    value = piece[piece.lastgroup or 0]
    match piece.lastgroup:
        case "escape":
            return "" if value == "\n" else value or "\\"
        case "ansi":
            return _ANSI_ESCAPE.sub(_ansi_character, value)
    return str(value)


def _ansi_character(found: re.Match[str]) -> str:
    kind, value = found.lastgroup, found[found.lastgroup or 0]
    if kind == "octal":
        return chr(int(value, 8) & 0xFF)
    if kind == "control":
        return chr(ord(value) & 0x1F)
    if kind == "plain":
        return _ANSI_PLAIN.get(value, value if value in _ANSI_QUOTED else "\\" + value)
    code = int(value, 16)
    return chr(code) if code < _UNICODE_END else found[0]


def split_command(text: str) -> list[str]:
    """Return the words of the simple command at the start of `text`, as they are written (see `literal`).

    Redirections are left out; the command ends at an operator, a comment, a line end, or a word that never ends.
    """
    words: list[str] = []
    delimiter = Delimiter(text, len(text))
    at = 0
    while True:
        found = _COMMAND_TOKEN.match(text, at)
        if found is None or found["end"] is not None:
            return words
        start = found.end()
        while found["redirect"] and text.startswith((" ", "\t"), start):
            start += 1
        end = delimiter.word(start)
        if not isinstance(end, int) or end == start:
            return words
        if not found["redirect"]:
            words.append(text[start:end])
        at = end
