"""Findings as text for people: with the source line and a marker under the place (`text`), or a line each (`concise`).

Colour is the caller's wish; the words are the same without it.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Applicability, Severity
from mcsgconf.report.escape import escape, escape_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcsgconf.lint.finding import Finding, Place
    from mcsgconf.text import SourceText

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_BOLD = "1"
_BLUE = "34"
WIDTH = 120
"""Columns that a report takes at most where the terminal does not say, and the longest piece of a source line shown."""


def concise_report(findings: Sequence[Finding], *, colour: bool = False) -> str:
    """Return a line for each finding: `path:line:column: severity[code] message`; empty without findings."""
    return "".join(f"{_head(finding, colour=colour)}\n" for finding in findings)


def text_report(findings: Sequence[Finding], *, colour: bool = False, width: int = WIDTH) -> str:
    """Return each finding with its source line, a marker, the other places it speaks of and how it is mended.

    Sentences are wrapped to `width` columns. The last line counts. Empty without findings.
    """
    if not findings:
        return ""
    blocks = (_block(finding, colour=colour, width=max(width, 40)) for finding in findings)
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


def _head(finding: Finding, *, colour: bool) -> str:
    return f"{_label(finding, colour=colour)}{escape_line(finding.message)}"


def _label(finding: Finding, *, colour: bool) -> str:
    where = _paint(_where(finding.place), _BOLD, colour=colour)
    return f"{where}: {_paint(f'{finding.severity}[{finding.code}]', _COLOURS[finding.severity], colour=colour)} "


def _where(place: Place) -> str:
    return f"{escape_line(place.path)}:{place.start.line}:{place.start.column}"


def _block(finding: Finding, *, colour: bool, width: int) -> str:
    plain, painted = _label(finding, colour=False), _label(finding, colour=colour)
    first, *rest = _wrapped(f"{plain}{escape_line(finding.message)}", width)
    lines = [first.replace(plain, painted, 1), *rest]
    if finding.source is not None:
        lines += _excerpt(finding.source, finding.place, _COLOURS[finding.severity], colour=colour)
    for related in finding.related:
        lines += _wrapped(f"  note: {_where(related.place)}: {escape_line(related.message)}", width)
    if finding.fix is not None:
        option = "--fix" if finding.fix.applicability is Applicability.SAFE else "--unsafe-fixes"
        lines += _wrapped(f"  fix ({option}): {escape_line(finding.fix.message)}", width)
    return "\n".join(lines) + "\n"


def _wrapped(sentence: str, width: int) -> list[str]:
    """Break a sentence into lines; words (paths, values) stay whole, and lines after the first are indented."""
    return textwrap.wrap(
        sentence,
        width,
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=False,
        drop_whitespace=True,
    )


def _excerpt(source: SourceText, place: Place, code: str, *, colour: bool) -> list[str]:
    """Return the source line and the marker below it; a long line is cut round the place."""
    line = source.slice(source.line_span(place.start.line))
    first = place.start.column - 1
    last = place.end.column - 1 if place.end.line == place.start.line else len(line)
    cut = max(0, first - WIDTH // 2) if len(line) > WIDTH else 0
    shown = line[cut : cut + WIDTH]
    before = escape(shown[: first - cut]).expandtabs(8)
    marked = escape(shown[first - cut : max(last, first + 1) - cut]).expandtabs(8)
    after = escape(shown[max(last, first + 1) - cut :]).expandtabs(8)
    number = str(place.start.line)
    bar = _paint("|", _BLUE, colour=colour)
    lead = "…" if cut else ""
    tail = "…" if cut + WIDTH < len(line) else ""
    marker = _paint("^" * max(1, _width(marked)), code, colour=colour)
    return [
        f" {_paint(number, _BLUE, colour=colour)} {bar} {lead}{before}{marked}{after}{tail}",
        f" {' ' * len(number)} {bar} {' ' * (len(lead) + _width(before))}{marker}",
    ]


def _width(text: str) -> int:
    """Return how many columns of a terminal `text` takes."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def _paint(text: str, code: str, *, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
