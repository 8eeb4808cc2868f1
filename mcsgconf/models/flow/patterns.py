"""Whether a text matches a shell pattern, as `case` and `[[ = ]]` ask; in time linear in both, whatever the pattern."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.syntax.words import literal

if TYPE_CHECKING:
    from collections.abc import Callable

_QUOTES = re.compile(r"[\\'\"]")
_SPECIAL = re.compile(r"[*?\[]")
_EXTENDED = re.compile(r"[?*+@!]\(")


def matches(text: str, pattern: str, expand: Callable[[str], str | None]) -> bool | None:
    """Tell whether `text` matches `pattern`, None where that is not known.

    Args:
        text: what is looked at.
        pattern: as the script has it, quotes included.
        expand: gives the value of a word, None where it is not known.
    """
    if _EXTENDED.search(pattern):
        return None
    if not _SPECIAL.search(pattern):
        value = expand(pattern)
        return None if value is None or _SPECIAL.search(value) else value == text
    if not _QUOTES.search(pattern) and "$" not in pattern and "`" not in pattern:
        return _matches(text, pattern)
    whole = pattern[:1] in {"'", '"'} and pattern[-1] == pattern[0] and pattern.count(pattern[0]) == 2
    value = literal(pattern) if whole else None
    return None if value is None else value == text


def _matches(text: str, pattern: str) -> bool | None:
    """Match by going back to the last `*` only: what stood before it needs no second look."""
    pieces = _pieces(pattern)
    if pieces is None:
        return None
    at = piece = 0
    star: int | None = None
    star_at = 0
    while at < len(text):
        if piece < len(pieces) and pieces[piece] == "*":
            star, star_at = piece, at
            piece += 1
        elif piece < len(pieces) and _takes(pieces[piece], text[at]):
            piece += 1
            at += 1
        elif star is not None:
            star_at += 1
            at, piece = star_at, star + 1
        else:
            return False
    return all(rest == "*" for rest in pieces[piece:])


def _pieces(pattern: str) -> list[str] | None:
    """Split a pattern into `*`, `?`, brackets and characters; None where a bracket is one of classes."""
    pieces = []
    at = 0
    while at < len(pattern):
        end = at + 1
        if pattern[at] == "[":
            close = pattern.find("]", at + 2)
            if close < 0 or "[" in pattern[at + 1 : close]:
                return None
            end = close + 1
        pieces.append(pattern[at:end])
        at = end
    return pieces


def _takes(piece: str, character: str) -> bool:
    if piece == "?":
        return True
    if len(piece) == 1:
        return piece == character
    inside = piece[1:-1]
    negated = inside[:1] in {"!", "^"}
    members = inside[1:] if negated else inside
    found = False
    at = 0
    while at < len(members):
        if at + 2 < len(members) and members[at + 1] == "-":
            found |= members[at] <= character <= members[at + 2]
            at += 3
        else:
            found |= members[at] == character
            at += 1
    return found != negated
