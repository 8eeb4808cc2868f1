"""Findings as text for people: with the source line and a marker under the place (`text`), or a line each (`concise`).

Colour is the caller's wish; the words are the same without it.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Applicability, Severity
from mcsgconf.report.escape import escape_line
from mcsgconf.report.excerpt import columns, excerpt
from mcsgconf.report.sentences import further_sentences, where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcsgconf.lint.finding import Finding, Place
    from mcsgconf.text import SourceText

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_BOLD = "1"
_BLUE = "34"
_INDENT = "    "
_WORD = re.compile(r"\s*\S+")
WIDTH = 120
"""Columns that a report takes at most where the terminal does not say."""


def concise_report(findings: Sequence[Finding], *, colour: bool = False) -> str:
    """Return a line for each finding: `path:line:column: severity[code] message`; empty without findings."""
    return "".join(f"{_line(finding, colour=colour)}\n" for finding in findings)


def text_report(findings: Sequence[Finding], *, colour: bool = False, width: int = WIDTH) -> str:
    """Return each finding with its source line, a marker, the other places it speaks of and how it is mended.

    Sentences are wrapped and source lines cut to `width` columns. The last line counts. Empty without findings.
    """
    if not findings:
        return ""
    blocks = (text_block(finding, colour=colour, width=width) for finding in findings)
    return "\n".join(blocks) + "\n" + summary(findings)


def summary(findings: Sequence[Finding]) -> str:
    """Return the line that counts findings by severity and says how many `--fix` would mend."""
    counts = Counter(finding.severity for finding in findings)
    parts = [_count(counts[severity], severity.value) for severity in reversed(Severity) if counts[severity]]
    parts.reverse()
    fixable = sum(f.fix is not None and f.fix.applicability is Applicability.SAFE for f in findings)
    unsafe = sum(f.fix is not None and f.fix.applicability is Applicability.UNSAFE for f in findings)
    hints = []
    if fixable:
        hints.append(f"{fixable} can be mended by --fix")
    if unsafe:
        hints.append(f"{unsafe} by --unsafe-fixes" if fixable else f"{unsafe} can be mended by --unsafe-fixes")
    return ", ".join(parts) + (f" ({', '.join(hints)})" if hints else "") + "\n"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 or noun == "info" else f"{number} {noun}s"


def _line(finding: Finding, *, colour: bool) -> str:
    line = f"{where(finding.place)}: {_what(finding)} {escape_line(finding.message)}"
    return _coloured(line, finding) if colour else line


def _what(finding: Finding) -> str:
    return f"{finding.severity}[{finding.code}]"


def _coloured(text: str, finding: Finding) -> str:
    """Return the first words of a finding, however they are wrapped, in their colours."""
    place, what = where(finding.place), _what(finding)
    behind = text.removeprefix(place)
    ahead = "" if behind == text else _paint(place, _BOLD, colour=True)
    return ahead + behind.replace(what, _paint(what, _COLOURS[finding.severity], colour=True), 1)


def text_block(finding: Finding, *, colour: bool = False, width: int = WIDTH) -> str:
    """Return one finding of a text report."""
    width = max(width, 40)
    head = "\n".join(_wrapped(_line(finding, colour=False), width))
    lines = [_coloured(head, finding) if colour else head]
    if finding.source is not None:
        lines += _excerpt(finding.source, finding.place, _COLOURS[finding.severity], colour=colour, width=width)
    for sentence in further_sentences(finding):
        lines += _wrapped(f"  {sentence}", width)
    return "\n".join(lines) + "\n"


def _wrapped(sentence: str, width: int) -> list[str]:
    """Break a sentence into lines; words (paths, values) stay whole, and lines after the first are indented."""
    lines: list[str] = []
    line = ""
    taken = 0
    for word in _WORD.findall(sentence.expandtabs()):
        piece = word
        if line and taken + columns(piece) > width:
            lines.append(line)
            line, taken = _INDENT, len(_INDENT)
            piece = word.lstrip()
        line += piece
        taken += columns(piece)
    return [*lines, line]


def _excerpt(source: SourceText, place: Place, code: str, *, colour: bool, width: int) -> list[str]:
    """Return the source line and the marker below it; a long line is cut round the place."""
    number = str(place.start.line)
    shown = excerpt(source, place, width - len(f" {number} | "))
    bar = _paint("|", _BLUE, colour=colour)
    marker = _paint("^" * shown.marked, code, colour=colour)
    goes_on = f" up to line {place.last_line}" if place.last_line > place.start.line else ""
    return [
        f" {_paint(number, _BLUE, colour=colour)} {bar} {shown.line}",
        f" {' ' * len(number)} {bar} {' ' * shown.before}{marker}{goes_on}",
    ]


def _paint(text: str, code: str, *, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
