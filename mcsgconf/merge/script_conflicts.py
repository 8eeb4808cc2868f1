"""Conflicts of a script: both sides between markers, round the whole lines of what both have changed.

Lines may hold more than what is in conflict, and what is in conflict may be scattered over lines. So each half is the
text of current from the first of those lines to the last, with the values of the other side put in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.merge.compose import Mark, Note
from mcsgconf.merge.script_lines import lines_of_elements, rewritten
from mcsgconf.merge.script_places import unit_lines
from mcsgconf.merge.script_view import VARIABLE, lines_in, spoken
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mcsgconf.merge.compose import Change
    from mcsgconf.merge.result import Decision
    from mcsgconf.merge.script_lines import ElementEdit
    from mcsgconf.merge.script_view import ScriptView, Unit


@dataclass(frozen=True, slots=True)
class Side:
    """A unit in one of the other files, None where that has none; `view` is None where there is no such file."""

    view: ScriptView | None
    unit: Unit | None

    def lines(self) -> list[str]:
        """Return the lines of the unit as its own file has them."""
        return unit_lines(self.view, self.unit) if self.view is not None and self.unit is not None else []


@dataclass(frozen=True, slots=True)
class Clash:
    """A unit in conflict; `at` is where it belongs in current if that has none."""

    decision: Decision
    base: Side
    current: Unit | None
    generic: Side
    at: int


def marks(view: ScriptView, clashes: Sequence[Clash], edits: Sequence[ElementEdit]) -> Iterator[Change]:
    """Yield the conflicts, those whose lines overlap as one; `edits` are made to other values on the same lines."""
    for clash in clashes:
        if clash.current is None:
            yield _new(view, clash)
    values = {edit.element.span: edit.text for edit in edits}
    present = sorted((clash for clash in clashes if clash.current is not None), key=_span)
    group: list[Clash] = []
    for clash in present:
        if group and _span(clash).start >= max(_span(one).end for one in group):
            yield from _together(view, group, values)
            group = []
        group.append(clash)
    if group:
        yield from _together(view, group, values)


def _span(clash: Clash) -> Span:
    return clash.current.span if clash.current is not None else Span(clash.at, clash.at)


def _new(view: ScriptView, clash: Clash) -> Change:
    """Return the conflict of a unit that current has removed; an earlier merge may have marked it already."""
    lines = clash.generic.lines()
    wanted = spoken("\n".join(lines))
    for region in view.regions:
        if spoken(view.source.slice(region.generic)) == wanted:
            return Note(region.span.start, clash.decision)
    return Mark(Span(clash.at, clash.at), tuple(clash.base.lines()), tuple(lines), clash.decision)


def _together(view: ScriptView, clashes: Sequence[Clash], values: dict[Span, str | None]) -> Iterator[Change]:
    span = Span(_span(clashes[0]).start, max(_span(clash).end for clash in clashes))
    base = tuple(_half(view, span, [(clash.current, clash.base) for clash in clashes], values))
    generic = tuple(_half(view, span, [(clash.current, clash.generic) for clash in clashes], values))
    first, *others = clashes
    yield Mark(span, base, generic, first.decision)
    yield from (Note(_span(clash).start, clash.decision) for clash in others)


def _half(
    view: ScriptView, span: Span, clashes: Sequence[tuple[Unit | None, Side]], values: dict[Span, str | None]
) -> Iterator[str]:
    """Yield the lines of current in a span as the other side has the units in conflict."""
    put_in = dict(values)
    whole: dict[int, tuple[Unit, Side]] = {}
    behind: list[str] = []
    for unit, side in clashes:
        if unit is None:
            continue
        if unit.key.kind != VARIABLE or _is_alone(view, unit):
            whole[unit.span.start] = unit, side
            continue
        theirs = side.unit.elements if side.unit is not None else {}
        for label, element in unit.elements.items():
            put_in[element.span] = theirs[label].text if label in theirs else None
        behind += [
            side.view.source.slice(element.span)
            for label, element in theirs.items()
            if label not in unit.elements and side.view is not None
        ]
    at = span.start
    while at < span.end:
        if at in whole:
            unit, side = whole[at]
            yield from side.lines()
            at = unit.span.end
        elif at in view.on_line:
            yield from rewritten(view, at, put_in)
            at = lines_of_elements(view, at).end
        else:
            line = view.source.full_lines(Span(at, at + 1))
            yield from lines_in(view.source.slice(line))
            at = line.end
    yield from behind


def _is_alone(view: ScriptView, unit: Unit) -> bool:
    """Tell whether the lines of a unit hold nothing but its elements, one behind the other."""
    at = unit.span.start
    while at < unit.span.end:
        if at not in view.on_line or any(key != unit.key for key, _ in view.on_line[at]):
            return False
        at = lines_of_elements(view, at).end
    return True
