"""What comments say to this program: suppressions as they should be written, and what was meant to be one.

    # mcsgconf: ignore[MC201] reason            the line it stands on or above
    # mcsgconf: ignore-block[MC201] reason      the node, interface, service, function … it stands in
    # mcsgconf: ignore-file[MC201] reason       the whole file

Several codes are parted by commas. There is no form without a code. Words only: what a suppression covers, and whether
its codes exist, is told elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from mcsgconf.lint.comments import Comment, comments
from mcsgconf.lint.mentions import NAME
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document


class Scope(StrEnum):
    """What a suppression covers."""

    LINE = "ignore"
    BLOCK = "ignore-block"
    FILE = "ignore-file"


@dataclass(frozen=True, slots=True)
class Code:
    """A code in the brackets of a suppression, in capitals, and its place."""

    code: str
    span: Span


@dataclass(frozen=True, slots=True)
class Directive:
    """A suppression: `span` runs from its `#` to the end of its comment, `head` ends behind the bracket."""

    scope: Scope
    codes: tuple[Code, ...]
    codes_span: Span
    reason: str
    span: Span
    head: Span
    comment: Comment


@dataclass(frozen=True, slots=True)
class Malformed:
    """A comment that was meant to suppress something and does not: what is wrong with it, and how it is written."""

    message: str
    span: Span


_DIRECTIVE = re.compile(
    rf"#[ \t]*+{NAME}:[ \t]*+(?P<scope>{'|'.join(sorted(Scope, key=len, reverse=True))})"
    r"\[(?P<codes>[^\[\]]*+)\](?P<reason>.*+)",
    re.DOTALL,
)
_ADDRESS = re.compile(rf"#[ \t]*+{NAME}\b", re.IGNORECASE)
_ATTEMPT = re.compile(
    rf"#[ \t]*+{NAME}\b[ \t]*+(?P<colon>:?+)[ \t]*+(?P<word>[A-Za-z]{{1,20}}(?:[-_][A-Za-z]{{1,20}}){{0,3}}(?![A-Za-z0-9]))?"
    r"[ \t]*+[:=]?+[ \t]*+(?P<bracket>[\[({<]?+)[ \t]*+(?P<codes>[A-Za-z]{2,10}[0-9]{2,4}\b)?",
    re.IGNORECASE,
)
"""Anything that may have been meant for a suppression: the name, and what may follow it."""
_CODE = re.compile(r"\b[A-Za-z]{2,10}[0-9]{2,4}\b")
_ITEM = re.compile(r"[^,\s]++")
_MEANT = re.compile(r"(?:ig[a-z]{0,3}n[a-z]{0,4}r?e?s?|noqa|disable|suppress|allow)(?:[-_]\w+)*+", re.IGNORECASE)
"""Words that people and other linters have for it, and `ignore` with a letter wrong."""
_CLOSING = {"[": "]", "(": ")", "{": "}", "<": ">"}
_SCOPE_WORDS = {"line": Scope.LINE, "next": Scope.LINE, "block": Scope.BLOCK, "node": Scope.BLOCK, "file": Scope.FILE}


def directives(document: Document) -> Iterator[Directive | Malformed]:
    """Yield what the comments of a file ask for, in its order."""
    for comment in comments(document):
        found = _read(document.source.slice(comment.span), comment)
        if found is not None:
            yield found


def _read(text: str, comment: Comment) -> Directive | Malformed | None:
    """Return what a comment asks for; None for one that only speaks of the program.

    A line that is commented out may have a suppression behind it: that is as dead as the line, so where a comment has its
    line to itself it must begin with the program's name. Behind something else, a remark may stand in front of it.
    """
    address = _ADDRESS.match(text) if comment.alone else _ADDRESS.search(text)
    if address is None:
        return None
    start, at = address.start(), comment.span.start
    match = _DIRECTIVE.match(text, start)
    items = list(_ITEM.finditer(text, *match.span("codes"))) if match is not None else []
    if match is None or not items:
        message = _what_is_wrong(text, start)
        return None if message is None else Malformed(message, Span(at + start, comment.span.end))
    return Directive(
        Scope(match["scope"]),
        tuple(Code(item[0].upper(), Span(at + item.start(), at + item.end())) for item in items),
        Span(at + match.start("codes"), at + match.end("codes")),
        match["reason"].strip(" \t\r:-"),
        Span(at + start, comment.span.end),
        Span(at + start, at + match.end("codes") + 1),
        comment,
    )


def _what_is_wrong(text: str, start: int) -> str | None:
    """Return what is wrong with a comment that was meant to be a suppression; None where it was not."""
    attempt = _ATTEMPT.match(text, start)
    if attempt is None:
        return None
    word, bracket = attempt["word"] or "", attempt["bracket"]
    meant = _MEANT.fullmatch(word) is not None
    if not ((meant and (attempt["colon"] or bracket == "[")) or (attempt["codes"] and (meant or attempt["colon"]))):
        return None
    inside = text[attempt.end("bracket") :].partition(_CLOSING.get(bracket, "#"))[0]
    codes = [code.upper() for code in _CODE.findall(inside)] if attempt["codes"] else []
    if not codes:
        problem = "it names no rule, and there is no form that stands for all of them"
    elif word and word not in tuple(Scope):
        problem = f"there is no {word!r}"
    elif bracket and _CLOSING[bracket] not in text[attempt.end("bracket") :]:
        problem = "its bracket is never closed"
    else:
        problem = "it is not written as a suppression is"
    right = f"# {NAME}: {_scope_of(word)}[{', '.join(codes) or 'CODE'}] reason"
    return f"this comment suppresses nothing: {problem}. Write `{right}`"


def _scope_of(word: str) -> Scope:
    from mcsgconf.lint.nearest import nearest  # noqa: PLC0415 - only a mistake needs it

    known = _SCOPE_WORDS.get(re.split("[-_]", word.lower())[-1])
    return known or Scope(next(iter(nearest(word, Scope)), Scope.LINE))
