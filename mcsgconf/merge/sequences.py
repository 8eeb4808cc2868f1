"""Settings whose order means something: all lines of one name are one value, such as the failover order of a package.

A sequence is taken line by line, so that lines which stay keep their place and the comments around them. In a conflict
all lines from the first to the last stand between the markers, in both halves.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from mcsgconf.merge import policies
from mcsgconf.merge.compose import Insert, Line, Mark, Note, Remove
from mcsgconf.merge.core import Sequence
from mcsgconf.merge.existing import gap_line
from mcsgconf.merge.keys import normal
from mcsgconf.merge.paths import join, step, text_of
from mcsgconf.merge.result import Action
from mcsgconf.merge.settle import keep, lines_of, new_value
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.merge.case import Case
    from mcsgconf.merge.compose import Change
    from mcsgconf.merge.core import Entry
    from mcsgconf.merge.policies import Policy
    from mcsgconf.merge.result import Decision
    from mcsgconf.merge.view import View
    from mcsgconf.models.blocks import Setting


def add_sequence(case: Case, policy: Policy, path: str, entry: Entry, at: int) -> Change:
    """Return the change that adds generic's sequence at an offset of a file that has none."""
    marked = _marked(case, path, entry)
    return marked if marked is not None else Insert(at, tuple(_lines(case, policy, path, _settings(entry.generic))))


def take_sequence(case: Case, policy: Policy, path: str, entry: Entry) -> Iterator[Change]:
    """Yield the changes that give current's sequence the values of generic's, in their order."""
    ours, theirs = _settings(entry.current), _settings(entry.generic)
    marked = _marked(case, path, entry)
    if marked is not None:
        yield marked
        return
    matcher = SequenceMatcher(None, [normal(s) for s in ours], [normal(s) for s in theirs], autojunk=False)
    for _, first, last, start, end in (code for code in matcher.get_opcodes() if code[0] != "equal"):
        old, new = ours[first:last], theirs[start:end]
        paired = min(len(old), len(new))
        for mine, other in zip(old, new, strict=False):
            decision = policy.decision(Action.TAKE, _path(path, mine), current=mine.value, generic=other.value)
            yield new_value(case, mine, other, decision)
        for mine in old[paired:]:
            decision = policy.decision(Action.DROP, _path(path, mine), current=mine.value)
            yield Remove(mine.node.span, decision)
        if new[paired:]:
            at = case.places.after(ours[last - 1]) if last else case.places.before(ours[0])
            yield Insert(at, tuple(_lines(case, policy, path, new[paired:])))


def mark_sequence(case: Case, path: str, entry: Entry, at: int) -> Iterator[Change]:
    """Yield the conflict of a sequence that both sides have changed, or what the command line prefers.

    `at` is where generic's lines belong if current has none.
    """
    ours = _settings(entry.current)
    marked = _marked(case, path, entry)
    if case.prefer == "current":
        yield keep(policies.PREFERRED, path, entry)
    elif case.prefer == "generic" and not ours:
        yield add_sequence(case, policies.PREFERRED, path, entry, at)
    elif case.prefer == "generic":
        yield from take_sequence(case, policies.PREFERRED, path, entry)
    elif marked is not None:
        yield marked
    elif ours and _are_scattered(case, ours):
        yield from _gap(case, path, entry, ours)
    else:
        span = lines_of(Sequence(tuple(ours))) if ours else Span(at, at)
        lines = {setting.node.start for setting in ours}
        others = [line for line in case.places.lines(span) if line.start not in lines]
        between = tuple(case.current.source.slice(line).rstrip("\r\n") for line in others)
        base = _written(case, entry.base, case.base)
        generic = _written(case, entry.generic, case.generic)
        yield Mark(span, (*base, *between), (*generic, *between), _decision(path, entry))


def _are_scattered(case: Case, ours: list[Setting]) -> bool:
    """Tell whether anything but comments stands between the lines of a sequence."""
    lines = {setting.node.start for setting in ours}
    between = case.places.children(lines_of(Sequence(tuple(ours))))
    return any(child.start not in lines and child.kind not in {"comment", "blank"} for child in between)


def _gap(case: Case, path: str, entry: Entry, ours: list[Setting]) -> Iterator[Change]:
    """Yield a mark above a sequence in conflict whose lines are scattered: no markers could stand round them alone."""
    key = ours[0].key
    if all(gap.parameter != key.upper() for gap in case.current.gaps):
        told = f"the order, which both sides changed; the other file has {text_of(entry.generic) or 'none'}"
        yield Insert(case.places.before(ours[0]), (gap_line(policies.THREE_WAY, key, path, told),))


def _lines(case: Case, policy: Policy, path: str, settings: list[Setting]) -> Iterator[Line]:
    for setting in settings:
        decision = policy.decision(Action.ADD, _path(path, setting), generic=setting.value)
        yield Line(case.in_style(setting, case.generic), decision)


def _path(path: str, setting: Setting) -> str:
    """Return the path of one line of a sequence."""
    return join(path.rpartition("/")[0], step(setting))


def _marked(case: Case, path: str, entry: Entry) -> Note | None:
    """Return the decision that nothing is changed between the markers of an earlier merge, if some stand here."""
    ours = _settings(entry.current)
    if not ours:
        theirs = _settings(entry.generic)
        at = case.marked.get((_path(path, theirs[0]), normal(theirs[0]))) if theirs else None
        return Note(at, _decision(path, entry)) if at is not None else None
    regions = [case.current.region_at(setting.node.start) for setting in ours]
    region = next((region for region in regions if region is not None), None)
    return Note(region.span.start, _decision(path, entry)) if region is not None else None


def _decision(path: str, entry: Entry) -> Decision:
    policy = policies.THREE_WAY.because("both sides changed this since the base, each in its own way")
    values = {"base": text_of(entry.base), "current": text_of(entry.current), "generic": text_of(entry.generic)}
    return policy.decision(Action.CONFLICT, path, **values)


def _settings(item: object) -> list[Setting]:
    return list(item.settings) if isinstance(item, Sequence) else []


def _written(case: Case, item: object, view: View | None) -> tuple[str, ...]:
    return tuple(case.in_style(setting, view) for setting in _settings(item)) if view is not None else ()
