"""Turns the outcome of one entry into changes of current's text: the steps that all policies share.

What an outcome is worth, and whether it is followed at all, is for the policies to say; here stands only how a value is
kept, taken, added, or put into a conflict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.merge import policies
from mcsgconf.merge.compose import Insert, Line, Mark, Note, Remove, Replace
from mcsgconf.merge.core import Outcome, Sequence
from mcsgconf.merge.keys import ADDRESSES, normal
from mcsgconf.merge.networks import HEARTBEAT_IP
from mcsgconf.merge.paths import join, settings_of, step, text_of, with_paths
from mcsgconf.merge.result import Action
from mcsgconf.models.blocks import BlockTree, Setting
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.merge.case import Case
    from mcsgconf.merge.compose import Change
    from mcsgconf.merge.core import Entry, Item
    from mcsgconf.merge.policies import Policy
    from mcsgconf.merge.result import Decision
    from mcsgconf.merge.view import View


def path_of(path: str, entry: Entry) -> str:
    """Return the path of an entry in the block `path`, as current calls it, else generic, else base."""
    item = entry.current or entry.generic or entry.base
    return join(path, step(item)) if item is not None else path


def keep(policy: Policy, path: str, entry: Entry, at: int | None = None) -> Note:
    """Return the decision that an entry stays as current has it, be it that current has nothing.

    `at` is the offset in current that it speaks of, where that is not the entry's own place.
    """
    return Note(_offset(entry.current) if at is None else at, _decision(policy, Action.KEEP, path, entry))


def take(case: Case, policy: Policy, path: str, entry: Entry) -> Change:
    """Return the change that gives current's setting the value of generic's, or its name to the block it opens."""
    ours, theirs = _first(entry.current), _first(entry.generic)
    if ours is None or theirs is None:
        return keep(policy, path, entry)
    if case.current.region_at(ours.node.start) is not None:
        return _still_marked(case, path, entry)
    return new_value(case, ours, theirs, _decision(policy, Action.TAKE, path, entry))


def new_value(case: Case, ours: Setting, theirs: Setting, decision: Decision) -> Replace:
    """Return the change that gives a setting of current the value of another one."""
    blanks = "" if ours.value else _blanks(case, ours)
    return Replace(ours.value_span, blanks + theirs.value, decision)


def drop(case: Case, policy: Policy, path: str, entry: Entry) -> Change:
    """Return the change that removes current's item."""
    if entry.current is None:
        return keep(policy, path, entry)
    if case.current.region_at(lines_of(entry.current).start) is not None:
        return _still_marked(case, path, entry)
    return Remove(lines_of(entry.current), _decision(policy, Action.DROP, path, entry))


def add(case: Case, policy: Policy, path: str, item: Item, at: int) -> Change:
    """Return the change that adds an item of generic at an offset, a decision for each of its lines.

    `path` is that of the item. What already stands in generic's half of a marked conflict is not added beside it.
    """
    first = _first(item)
    marked = case.marked.get((path, normal(first))) if first is not None else None
    if marked is not None:
        return Note(marked, policies.MARKERS_LEFT.decision(Action.CONFLICT, path, generic=text_of(item)))
    return Insert(at, tuple(_added(case, policy, where, setting) for where, setting in _named(path, item)))


def differ(case: Case, path: str, entry: Entry, at: int, policy: Policy = policies.MACHINE_FACTS) -> Iterator[Change]:
    """Yield what the three-way rule makes of an entry that the sides do not agree on.

    Args:
        case: the merge.
        path: the path of the entry.
        entry: what differs; a side may lack it.
        at: where it would be added, if current lacks it.
        policy: who asks; named where the sides are in conflict.
    """
    match entry.outcome:
        case Outcome.UNCHANGED | Outcome.SAME:
            return
        case Outcome.CURRENT:
            yield keep(policies.THREE_WAY, path, entry)
        case Outcome.GENERIC | Outcome.DELETED if entry.current is None and entry.generic is None:
            return
        case Outcome.DELETED if entry.current is None:
            yield keep(policies.REMOVED_BEFORE, path, entry)
        case Outcome.DELETED:
            yield drop(case, policies.THREE_WAY, path, entry)
        case Outcome.GENERIC if entry.generic is not None and entry.current is None:
            yield add(case, policies.THREE_WAY, path, entry.generic, at)
        case Outcome.GENERIC:
            yield take(case, policies.THREE_WAY, path, entry)
        case Outcome.CONFLICT:
            both = policy.because("both sides changed this since the base, each in its own way")
            yield conflict(case, path, entry, at, both if case.base is not None and entry.base is not None else policy)


def one_sided(case: Case, path: str, entry: Entry, at: int) -> Iterator[Change]:
    """Yield what becomes of a fact: what only one side has is no contradiction, everything else is for `differ`."""
    if entry.key.repetition and entry.current is None:
        yield keep(policies.WRITTEN_TWICE, path, entry)
    elif entry.generic is None:
        if entry.current is not None:
            yield keep(policies.NOT_SEEN_BY_PROBE, path, entry)
    elif entry.current is None:
        if entry.base is None:
            yield add(case, policies.SEEN_BY_PROBE, path, entry.generic, at)
        else:
            yield keep(policies.REMOVED_BEFORE, path, entry)
    else:
        yield from differ(case, path, entry, at)


def conflict(case: Case, path: str, entry: Entry, at: int, policy: Policy = policies.MACHINE_FACTS) -> Change:
    """Return the change that shows both sides of an entry, or the one that the command line prefers."""
    match case.prefer:
        case "current":
            return keep(policies.PREFERRED, path, entry)
        case "generic" if entry.generic is None:
            return drop(case, policies.PREFERRED, path, entry)
        case "generic" if entry.current is None and entry.generic is not None:
            return add(case, policies.PREFERRED, path, entry.generic, at)
        case "generic":
            return take(case, policies.PREFERRED, path, entry)
        case _:
            return _mark(case, path, entry, at, _decision(policy, Action.CONFLICT, path, entry))


def role_of(case: Case, setting: Setting) -> str | None:
    """Return the name under which an address is written, where it is not its own: the role of its network."""
    if setting.key not in ADDRESSES:
        return None
    role = case.networks.role_for(setting)
    return role if role != setting.key else None


def in_role(path: str, setting: Setting, role: str) -> str:
    """Return the path of an address that is written under the name of another role."""
    return path.removesuffix(step(setting)) + (role if role == HEARTBEAT_IP else f"{role}[{setting.bare}]")


def lines_of(item: Item) -> Span:
    """Return the whole lines from the first setting of an item to its last."""
    settings = settings_of(item)
    return Span(settings[0].node.start, settings[-1].node.end)


def _still_marked(case: Case, path: str, entry: Entry) -> Note:
    """Return the decision that nothing is changed between markers that an administrator has yet to resolve."""
    region = case.current.region_at(_offset(entry.current) or 0)
    decision = _decision(policies.MARKERS_LEFT, Action.CONFLICT, path, entry)
    return Note(region.span.start if region is not None else None, decision)


def _mark(case: Case, path: str, entry: Entry, at: int, decision: Decision) -> Change:
    marked = _already_marked(case, path, entry)
    if marked is not None:
        return Note(marked, decision)
    span = Span(at, at) if entry.current is None else lines_of(entry.current)
    return Mark(span, _written(case, entry.base, case.base), _written(case, entry.generic, case.generic), decision)


def _already_marked(case: Case, path: str, entry: Entry) -> int | None:
    """Return the offset of the markers that an earlier merge has put round this conflict."""
    if entry.current is not None:
        region = case.current.region_at(lines_of(entry.current).start)
        return region.span.start if region is not None else None
    theirs = _first(entry.generic)
    if theirs is None:
        return None
    role = role_of(case, theirs)
    where = path if role is None else in_role(path, theirs, role)
    return case.marked.get((where, normal(theirs)))


def _written(case: Case, item: Item | None, view: View | None) -> tuple[str, ...]:
    """Return the settings of an item as they stand between markers: the probe's addresses in the role of their network.

    Whoever chooses the probe's side wants what it found, and not to make a heartbeat of a network that is none.
    """
    if item is None or view is None:
        return ()
    probed = view is case.generic
    return tuple(case.in_style(s, view, role_of(case, s) if probed else None) for s in settings_of(item))


def _decision(policy: Policy, action: Action, path: str, entry: Entry) -> Decision:
    return policy.decision(
        action,
        path,
        base=text_of(entry.base),
        current=text_of(entry.current),
        generic=text_of(entry.generic),
    )


def _added(case: Case, policy: Policy, path: str, setting: Setting) -> Line:
    role = role_of(case, setting)
    where = path if role is None else in_role(path, setting, role)
    text = case.in_style(setting, case.generic, role)
    return Line(text, policy.decision(Action.ADD, where, generic=setting.value))


def _named(path: str, item: Item) -> Iterator[tuple[str, Setting]]:
    """Yield the settings of an item with their paths, `path` being that of the item."""
    if isinstance(item, BlockTree):
        outer = path.removesuffix(step(item)).removesuffix("/")
        yield from with_paths(item, outer)
    else:
        yield from ((path, setting) for setting in settings_of(item))


def _first(item: Item | None) -> Setting | None:
    match item:
        case None:
            return None
        case BlockTree():
            return item.opener
        case Setting():
            return item
        case Sequence(settings):
            return settings[0]


def _offset(item: Item | None) -> int | None:
    first = _first(item)
    return first.node.start if first is not None else None


def _blanks(case: Case, setting: Setting) -> str:
    """Return what parts the name of a setting without value from one."""
    written = case.style.head(setting, case.current.source)
    return written[len(written.rstrip()) :] or "\t"
