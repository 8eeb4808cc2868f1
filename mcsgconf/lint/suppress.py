"""Suppressions: comments by which an administrator says that a finding is meant.

`# mcsgconf: ignore[MC201] reason` on the line of the finding or alone on the line above it;
`# mcsgconf: ignore-file[MC201] reason` anywhere for the whole file. Several codes are parted by commas; there is no
form without a code. One that suppresses nothing, or names a rule that does not exist, is itself a finding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.lint.rules import all_rules
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Collection

    from mcsgconf.lint.finding import Finding
    from mcsgconf.models.document import Document

_SUPPRESSION = re.compile(
    r"#[ \t]*+mcsgconf:[ \t]*+(?P<scope>ignore-file|ignore)\[(?P<codes>[^\]\n]*+)\](?P<reason>[^\n]*+)"
)
_WORD = re.compile(r"[^,\s]+")


@dataclass(frozen=True, slots=True)
class Suppression:
    """One code in one comment: the lines it covers (None: the whole file), and the place of the code."""

    code: str
    lines: range | None
    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Suppressed:
    """The findings of a file that remain, and the suppressions that met none."""

    remaining: list[Finding]
    unused: list[Suppression]


def suppressions(document: Document) -> list[Suppression]:
    """Return every suppression in a file, in its order."""
    text = document.source.text
    if "mcsgconf:" not in text:
        return []
    found = []
    for match in _SUPPRESSION.finditer(text):
        line = document.source.position(match.start()).line
        start = document.source.line_starts[line - 1]
        alone = not text[start : match.start()].strip()
        lines = None if match["scope"] == "ignore-file" else range(line, line + 1 + alone)
        found += [
            Suppression(word[0].upper(), lines, Span(*word.span()), match["reason"].strip())
            for word in _WORD.finditer(text, match.start("codes"), match.end("codes"))
        ]
    return found


def suppress(findings: list[Finding], given: list[Suppression], running: Collection[str]) -> Suppressed:
    """Take out of a file's findings those that its suppressions cover.

    Args:
        findings: the findings of one file.
        given: the suppressions of that file.
        running: codes of the rules that ran: a suppression of another rule is not called unused.
    """
    used: set[Suppression] = set()
    remaining = []
    for finding in findings:
        covering = [s for s in given if s.code == finding.code and (s.lines is None or finding.line in s.lines)]
        used.update(covering)
        if not covering:
            remaining.append(finding)
    known = all_rules()
    unused = [s for s in given if s not in used and (s.code in running or s.code not in known)]
    return Suppressed(remaining, unused)
