"""What a finding says beside its place, sentence by sentence, as every form for people or their tools repeats it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Applicability
from mcsgconf.report.escape import escape_line

if TYPE_CHECKING:
    from mcsgconf.lint.finding import Finding, Place


def where(place: Place) -> str:
    """Return where a place begins: `path:line:column`."""
    return f"{escape_line(place.path)}:{place.start.line}:{place.start.column}"


def further_sentences(finding: Finding) -> list[str]:
    """Return what follows a finding's message: a note for each other place it speaks of, and how it is mended."""
    notes = [f"note: {where(related.place)}: {escape_line(related.message)}" for related in finding.related]
    if finding.fix is None:
        return notes
    option = "--fix" if finding.fix.applicability is Applicability.SAFE else "--unsafe-fixes"
    return [*notes, f"fix ({option}): {escape_line(finding.fix.message)}"]


def whole_message(finding: Finding) -> str:
    """Return message and notes of a finding, a line each: for forms that have no place of their own for notes."""
    return "\n".join([escape_line(finding.message), *further_sentences(finding)])
