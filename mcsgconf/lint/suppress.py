"""Suppressions at work: which findings of a file they cover, and which of them cover none.

How a suppression is written is told by `directives`, what it covers by `covered`. What speaks of the file's syntax or of
suppressions themselves cannot be suppressed in the file: text that was not understood is never called clean, and a
comment that does nothing is mended where it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.lint.covered import Covered
from mcsgconf.lint.directives import Code, Directive, Scope, directives
from mcsgconf.lint.finding import Fix, Problem
from mcsgconf.lint.wording import cut, listed
from mcsgconf.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mcsgconf.lint.finding import Finding
    from mcsgconf.lint.judging import Cover, Lines
    from mcsgconf.models.document import Document
    from mcsgconf.text import Span

NOT_UNDERSTOOD = frozenset({"MC001", "MC328"})
"""Rules that speak of text which could not be parsed."""
NEVER_SUPPRESSED = NOT_UNDERSTOOD | {"MC002", "MC003", "MC004", "MC005"}


class Suppression(NamedTuple):
    """One code of one comment, and the lines it covers; None: the whole file."""

    code: Code
    directive: Directive
    lines: Lines | None


class Suppressed(NamedTuple):
    """The findings of a file that remain, and by their numbers the covers that met none."""

    remaining: list[Finding]
    unused: list[int]


def suppressions(document: Document) -> list[Suppression]:
    """Return every suppression in a file, in its order; those of what cannot be suppressed are left out."""
    covered = Covered(document)
    found: list[Suppression] = []
    for directive in directives(document):
        if isinstance(directive, Directive):
            lines = covered.by(directive)
            if lines != ():
                codes = (code for code in directive.codes if code.code not in NEVER_SUPPRESSED)
                found += [Suppression(code, directive, lines) for code in codes]
    return found


def suppress(findings: Iterable[Finding], covers: Sequence[Cover]) -> Suppressed:
    """Take out of a file's findings those that its suppressions cover; a cover is what each of these comes to."""
    by_code: dict[str, list[int]] = {}
    for number, cover in enumerate(covers):
        by_code.setdefault(cover.code, []).append(number)
    remaining: list[Finding] = []
    met: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.code in by_code:
            met.setdefault(finding.code, []).append(finding)
        else:
            remaining.append(finding)
    unused: list[int] = []
    for code, numbers in by_code.items():
        outcome = _of_one_code(met.get(code, []), [covers[number].lines for number in numbers])
        remaining += outcome.remaining
        unused += [numbers[at] for at in outcome.unused]
    return Suppressed(remaining, sorted(unused))


def _of_one_code(findings: list[Finding], given: list[Lines | None]) -> Suppressed:
    """Take out what is covered, in one pass over the lines whatever number of suppressions covers each of them."""
    everywhere = None in given
    pieces = [(lines.start, lines.stop, number) for number, one in enumerate(given) for lines in one or ()]
    begins = sorted(pieces, reverse=True)
    ends = sorted((stop for _, stop, _ in pieces), reverse=True)
    open_pieces = 0
    used: set[int] = set()
    remaining: list[Finding] = []
    for finding in sorted(findings, key=lambda finding: finding.line):
        while begins and begins[-1][0] <= finding.line:
            _, stop, number = begins.pop()
            open_pieces += 1
            if finding.line < stop:  # the first finding behind its begin is the first that it can cover
                used.add(number)
        while ends and ends[-1] <= finding.line:
            ends.pop()
            open_pieces -= 1
        if not open_pieces and not everywhere:
            remaining.append(finding)
    idle = (number for number, one in enumerate(given) if not (findings if one is None else number in used))
    return Suppressed(remaining, [*idle])


def unused_problems(document: Document, unused: Iterable[Suppression]) -> Iterator[Problem]:
    """Yield a problem for each suppression that met nothing; the fix takes all such codes of a comment out at once."""
    by_directive: dict[Span, list[Suppression]] = {}
    for one in unused:
        by_directive.setdefault(one.directive.span, []).append(one)
    for of_one in by_directive.values():
        fix = _without(document, of_one[0].directive, {one.code for one in of_one})
        for one in of_one:
            yield Problem(one.code.span, f"no finding of {cut(one.code.code)} {_where(one)}; take it out", fix=fix)


def _where(suppression: Suppression) -> str:
    match suppression.directive.scope:
        case Scope.LINE:
            return "here"
        case Scope.FILE:
            return "in this file"
        case Scope.BLOCK:
            lines = [
                f"line {one.start}" if len(one) == 1 else f"lines {one.start} to {one.stop - 1}"
                for one in _few(suppression)
            ]
            return f"in the block this stands in ({listed(lines)})"


def _few(suppression: Suppression) -> Lines:
    return (suppression.lines or ())[:8]


def _without(document: Document, directive: Directive, unused: set[Code]) -> Fix:
    """Return the fix that takes codes out of a comment: the comment with them where it has no other, or its line."""
    kept = [code for code in directive.codes if code not in unused]
    if kept:
        written = ", ".join(document.source.slice(code.span) for code in kept)
        return Fix("take out what suppresses nothing", (Edit(*directive.codes_span, written),))
    if directive.comment.alone:
        return Fix("take the comment out", (Edit(*document.source.full_lines(directive.span), ""),))
    before = document.source.text[: directive.span.start]
    return Fix("take the comment out", (Edit(len(before.rstrip(" \t")), directive.span.end, ""),))
