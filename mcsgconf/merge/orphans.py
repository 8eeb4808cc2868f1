"""Lines that stand outside the block they belong to: what follows from where they stand, in either file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.merge import policies
from mcsgconf.merge.compose import Insert, Mark, Note
from mcsgconf.merge.paths import step
from mcsgconf.merge.result import Action
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.merge.case import Case
    from mcsgconf.merge.compose import Change
    from mcsgconf.merge.view import View


def misplaced(generic: View) -> Iterator[Change]:
    """Yield the decision against each line of generic whose block is not open where it stands."""
    for setting in generic.root.orphans:
        yield Note(None, policies.MISPLACED.decision(Action.KEEP, step(setting), generic=setting.value))


def behind_orphans(case: Case, change: Change) -> Change:
    """Return a change that adds lines, moved behind lines of current that would become part of what is added."""
    match change:
        case Insert(at, lines):
            return Insert(case.places.behind_orphans(at), lines)
        case Mark(span, base, generic, decision) if span.start == span.end:
            at = case.places.behind_orphans(span.start)
            return Mark(Span(at, at), base, generic, decision)
        case _:
            return change
