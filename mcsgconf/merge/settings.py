"""Settings that an administrator chooses, and volume groups: what stays, and what may come from the probe.

A probe writes defaults. Without a base nobody knows what current's values were once, so they all stay; with a base, a
value of the probe that is no default and that only the probe has changed is taken, as the three-way rule says.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from mcsgconf.merge import policies
from mcsgconf.merge.core import Outcome, Sequence
from mcsgconf.merge.keys import normal
from mcsgconf.merge.paths import settings_of
from mcsgconf.merge.settle import add, differ, keep, path_of
from mcsgconf.merge.view import is_node, last_setting
from mcsgconf.models.blocks import BlockTree, Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcsgconf.merge.case import Case
    from mcsgconf.merge.compose import Change
    from mcsgconf.merge.core import Entry, Item
    from mcsgconf.merge.policies import Policy
    from mcsgconf.merge.view import View

_WITH_THEIR_OPENER = frozenset({"access", "capacity", "subnet", "weight"})
"""Blocks in which a parameter that is ever required is required with the one that opens them."""

VOLUME_GROUPS = frozenset({"VOLUME_GROUP", "OPS_VOLUME_GROUP"})


def chosen(case: Case, path: str, entries: Iterable[Entry], places: dict[int, int]) -> Iterator[Change]:
    """Yield what becomes of settings that an administrator chooses.

    Args:
        case: the merge.
        path: the path of the block they stand in.
        entries: the entries of that block.
        places: where something of generic would be added, by identity of the item (see `anchors`).
    """
    for entry in entries:
        here = path_of(path, entry)
        if isinstance(entry.current, BlockTree) and isinstance(entry.generic, BlockTree):
            inner = anchors(case, entry.current, entry.generic, entry.entries)
            yield from chosen(case, here, entry.entries, inner)
        elif entry.generic is None:
            if entry.current is not None:
                yield keep(policies.ADMINISTRATORS_CHOICE.because("a probe knows nothing of this"), here, entry)
        elif entry.current is None:
            yield from _only_probed(case, here, entry, places.get(id(entry.generic), len(case.current.source)))
        elif entry.outcome not in {Outcome.UNCHANGED, Outcome.SAME}:
            yield from _different(case, here, entry)


def volume_group(case: Case, path: str, entry: Entry, at: int) -> Iterator[Change]:
    """Yield what becomes of a volume group of the cluster: what current lists stays, what the probe found is added."""
    if entry.generic is None:
        if entry.current is not None:
            yield keep(policies.VOLUME_GROUPS.because("what current lists stays listed"), path, entry)
    elif entry.current is None:
        refused = _refused(case, path, entry)
        yield refused or add(case, policies.VOLUME_GROUPS, path, entry.generic, at)


def anchors(case: Case, current: BlockTree, generic: BlockTree, entries: Iterable[Entry]) -> dict[int, int]:
    """Return where items that only generic has belong in a block of current, by identity of the item.

    That is behind the item that stands in front of it in generic, as far as current has that; else in front of all.
    """
    ours = items_of_current(entries)
    places: dict[int, int] = {}
    before: Item | None = None
    at: int | None = _beginning(case, current)
    for item in generic.items:
        found = ours.get(id(item))
        if found is not None:
            before, at = found, None
            continue
        if at is None and before is not None:
            at = _behind(case, before)
        places[id(item)] = at or 0
    return places


def items_of_current(entries: Iterable[Entry]) -> dict[int, Item]:
    """Return what current has for the items of generic, by identity; a sequence for each of its settings."""
    return {
        id(item): entry.current
        for entry in entries
        if entry.current is not None and entry.generic is not None
        for item in (entry.generic.settings if isinstance(entry.generic, Sequence) else (entry.generic,))
    }


def _behind(case: Case, item: Item) -> int:
    if isinstance(item, BlockTree) and is_node(item):
        return case.places.tail(item)
    return case.places.after(settings_of(item)[-1])


def _beginning(case: Case, block: BlockTree) -> int:
    if block.opener is not None:
        return case.places.after(block.opener)
    first = next(block.every_setting(), None)
    return case.places.before(first) if first is not None else len(case.current.source)


def is_default(setting: Setting) -> bool:
    """Tell whether a value is the default of its parameter, in any release."""
    parameter = setting.parameter
    if parameter is None:
        return False
    defaults = {parameter.default, *(limits.default for limits in parameter.by_release.values())} - {None}
    return normal(setting).upper() in {str(default).upper() for default in defaults}


def _is_chosen(setting: Setting) -> bool:
    """Tell whether a value of the probe says nothing: a default, or of a parameter whose value no probe can know."""
    return setting.parameter is not None and (setting.parameter.default is None or is_default(setting))


def _different(case: Case, path: str, entry: Entry) -> Iterator[Change]:
    """Yield what becomes of a setting that both sides have, with different values."""
    theirs = entry.generic
    if case.base is None or not isinstance(theirs, Setting) or _is_chosen(theirs):
        yield keep(policies.ADMINISTRATORS_CHOICE, path, entry)
    else:
        yield from differ(case, path, entry, 0, policies.THREE_WAY)


def _only_probed(case: Case, path: str, entry: Entry, at: int) -> Iterator[Change]:
    """Yield what becomes of a setting or block that only the probe has."""
    refused = _refused(case, path, entry) or replaced(case, path, entry)
    if refused is not None:
        yield refused
    elif isinstance(entry.generic, Setting) and entry.generic.parameter is None:
        yield keep(policies.PROBE_ONLY.because("only the probe has this name, and no table knows it"), path, entry)
    elif isinstance(entry.generic, Setting) and _is_required(case, path, entry.generic):
        yield add(case, policies.REQUIRED, path, entry.generic, at)
    elif case.base is not None and isinstance(entry.generic, Setting) and not _is_chosen(entry.generic):
        yield from differ(case, path, entry, at)
    else:
        yield keep(policies.PROBE_ONLY, path, entry)


def _refused(case: Case, path: str, entry: Entry) -> Change | None:
    """Return the decision against something that only the probe has, where there is one."""
    if entry.key.repetition:
        return keep(policies.WRITTEN_TWICE, path, entry)
    if case.base is not None and entry.base is not None:
        return keep(policies.REMOVED_BEFORE, path, entry)
    if isinstance(entry.generic, Setting) and entry.generic.key in VOLUME_GROUPS:
        place = case.commented.place_of(entry.generic)
        return keep(policies.COMMENTED_OUT, path, entry, at=place) if place is not None else None
    return None


def _is_required(case: Case, path: str, setting: Setting) -> bool:
    """Tell whether current cannot do without a parameter that it lacks: by itself, or in the block that current has.

    Where a gap is marked, somebody is to decide, and a probe is nobody.
    """
    parameter = setting.parameter
    target = case.current.document.target
    if parameter is None or parameter.came_later(target) or parameter.ended_before(target):
        return False
    if case.current.gap_of(path.rpartition("/")[0], setting.key) is not None:
        return False
    return parameter.required == "always" or (parameter.block in _WITH_THEIR_OPENER and parameter.required is not None)


def replaced(case: Case, path: str, entry: Entry, policy: Policy = policies.PROBE_ONLY) -> Change | None:
    """Return the decision against a parameter whose older or newer form current has: there is never both."""
    if not isinstance(entry.generic, Setting) or entry.generic.parameter is None:
        return None
    theirs = entry.generic.parameter
    older = [ours.name for ours in case.current.parameters if theirs.name in ours.replaced_by]
    newer = [ours.name for ours in case.current.parameters if ours.name in theirs.replaced_by]
    if not older and not newer:
        return None
    names = " and ".join(sorted(older or newer))
    which = f"replaces current's {names}" if older else f"is what current's {names} replaces"
    stays = "current's stay" if len(older or newer) > 1 else "current's stays"
    reason = f"{theirs.name} {which}; {stays}, for no file may have both and no formula translates them"
    return keep(policy.because(reason), path, entry)


def root_places(case: Case, generic: View, entries: Iterable[Entry]) -> dict[int, int]:
    """Return where what only generic has at the level of the cluster belongs in current, by identity of the item.

    Beside what current has of the same name; else below the comment that shows it; else as `anchors` has it.
    """
    root = case.current.root
    last: dict[str, int] = {setting.key: case.places.after(setting) for setting in root.settings}
    places = anchors(case, root, generic.root, entries)
    for setting in generic.root.settings:
        beside = last.get(setting.key, _below_example(case, setting.key))
        if id(setting) in places and beside is not None:
            places[id(setting)] = beside
    return places


def _below_example(case: Case, key: str) -> int | None:
    """Return the offset below the comment that shows a parameter, unless it stands within a block."""
    end = case.commented.example_end(key)
    blocks = case.current.root.blocks
    at = bisect_right(blocks, end, key=lambda block: block.opener.node.start if block.opener else 0) - 1 if end else -1
    return end if at < 0 or (end or 0) >= end_of(case, blocks[at]) else None


def end_of(case: Case, block: BlockTree) -> int:
    """Return the offset behind the last line of a block of current, comments behind it left out."""
    last = last_setting(block)
    return case.places.after(last) if last is not None else len(case.current.source)
