"""What an earlier merge has marked in current and this one leaves as it is: conflicts to resolve, gaps to fill."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from mcsgconf.merge import policies
from mcsgconf.merge.compose import Insert, Mark, Note, Replace, Rewrite
from mcsgconf.merge.paths import join, with_paths
from mcsgconf.merge.result import Action
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcsgconf.merge.compose import Change
    from mcsgconf.merge.view import View


def marks_left(current: View, changes: Sequence[Change]) -> list[Note]:
    """Return a decision for each mark that `changes` neither speak of nor replace."""
    return [*_conflicts(current, changes), *_gaps(current, changes)]


def outside_conflicts(changes: Sequence[Change]) -> list[Change]:
    """Return changes of which none adds lines between the markers that another one puts round lines of current."""
    spans = sorted(change.span for change in changes if isinstance(change, Mark))

    def outside(at: int) -> int:
        before = bisect_left(spans, (at, 0)) - 1
        return spans[before].end if before >= 0 and at < spans[before].end else at

    def moved(change: Change) -> Change:
        match change:
            case Insert(at, lines):
                return Insert(outside(at), lines)
            case Rewrite(span, lines, decision) if span.start == span.end:
                return Rewrite(Span(outside(span.start), outside(span.start)), lines, decision)
            case _:
                return change

    return [moved(change) for change in changes]


def _conflicts(current: View, changes: Sequence[Change]) -> list[Note]:
    if not current.regions:
        return []
    told = {c.at for c in changes if isinstance(c, Note) and c.decision.action is Action.CONFLICT}
    settings = [(setting.node.start, path) for path, setting in with_paths(current.document.blocks)]
    settings.sort()
    notes: list[Note] = []
    for region in current.regions:
        if region.span.start not in told:
            at = bisect_left(settings, (region.span.start, ""))
            inside = at < len(settings) and settings[at][0] < region.span.end
            decision = policies.MARKERS_LEFT.decision(Action.CONFLICT, settings[at][1] if inside else "")
            notes.append(Note(region.span.start, decision))
    return notes


def _gaps(current: View, changes: Sequence[Change]) -> list[Note]:
    if not current.gaps:
        return []
    filled = {change.span for change in changes if isinstance(change, Replace)}
    notes: list[Note] = []
    for gap in current.gaps:
        if gap.span not in filled:
            path = join(gap.block, gap.parameter)
            missing = current.source.slice(gap.span).partition(": ")[2].removeprefix("gap ")
            policy = policies.GAP_LEFT.because(f"{policies.GAP_LEFT.reason}: {missing}")
            notes.append(Note(gap.span.start, policy.decision(Action.GAP, path)))
    return notes
