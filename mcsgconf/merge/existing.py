"""Nodes that current and the probe both have: facts of the machines, which the probe knows better or just otherwise.

A card, an address or a device that one side alone has is no contradiction: the probe's is added, current's is kept. Two
values for one thing are drift: with a base the three-way rule decides, without one the administrator does. An address
that has moved from one card to another is drift too, though each side has a card that the other lacks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.merge import lock, policies
from mcsgconf.merge.cards import CARD, cards_of
from mcsgconf.merge.compose import Insert, Line, Replace
from mcsgconf.merge.core import Entry, Outcome, agrees
from mcsgconf.merge.paths import join, step
from mcsgconf.merge.result import Action
from mcsgconf.merge.serial import SERIAL_DEVICE_FILE, not_taken
from mcsgconf.merge.settings import anchors, chosen, end_of
from mcsgconf.merge.settle import add, keep, one_sided, path_of
from mcsgconf.merge.view import GAP_MARK
from mcsgconf.models.blocks import BlockTree, Setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.merge.case import Case
    from mcsgconf.merge.compose import Change
    from mcsgconf.merge.policies import Policy

FACTS = lock.OF_THE_NODE | {CARD, SERIAL_DEVICE_FILE}
"""What the machines know of themselves, at the level of the node."""


def existing_node(case: Case, entry: Entry) -> Iterator[Change]:
    """Yield what becomes of a node that current and generic both have."""
    ours, theirs = entry.current, entry.generic
    if not isinstance(ours, BlockTree) or not isinstance(theirs, BlockTree):
        return
    if agrees(entry) and not case.lock.taken:
        return
    path = step(ours)
    places = anchors(case, ours, theirs, entry.entries)
    yield from cards_of(case, path, entry, places)
    yield from chosen(case, path, [inner for inner in entry.entries if inner.key.name not in FACTS], places)
    for inner in entry.entries:
        if inner.key.name in FACTS - {CARD}:
            yield from _fact(case, path_of(path, inner), inner, ours)
    yield from _lock_of_the_probe(case, path, ours, theirs)


def _fact(case: Case, path: str, entry: Entry, node: BlockTree) -> Iterator[Change]:
    """Yield what becomes of a device path: lock disk, lock LUN or serial line."""
    key = entry.key.name
    if key == SERIAL_DEVICE_FILE and case.count != 2:
        if isinstance(entry.generic, Setting) and entry.current is None:
            yield not_taken(path, entry.generic)
    elif key in lock.OF_THE_NODE and not (case.lock.needs(key) and case.lock.fits(key)):
        if entry.generic is not None and entry.outcome not in {Outcome.UNCHANGED, Outcome.SAME}:
            yield keep(policies.LOCK.because(case.lock.why_not(key)), path, entry)
    elif entry.current is None and isinstance(entry.generic, Setting):
        yield from _add_device(case, path, entry, entry.generic, node)
    else:
        yield from one_sided(case, path, entry, 0)


def _add_device(case: Case, path: str, entry: Entry, theirs: Setting, node: BlockTree) -> Iterator[Change]:
    if entry.key.repetition:
        yield keep(policies.WRITTEN_TWICE, path, entry)
        return
    if entry.base is not None:
        yield keep(policies.REMOVED_BEFORE, path, entry)
        return
    policy = policies.LOCK_OF_TWO if case.lock.taken and entry.key.name in lock.OF_THE_NODE else policies.SEEN_BY_PROBE
    gap = case.current.gap_of(step(node), theirs.key)
    if gap is None:
        yield add(case, policy, path, theirs, place_in_node(case, node, theirs.key))
        return
    policy = policy.because("it fills the gap that an earlier merge marked")
    decision = policy.decision(Action.ADD, path, generic=theirs.value)
    yield Replace(gap.span, case.in_style(theirs, case.generic), decision)


def _lock_of_the_probe(case: Case, path: str, node: BlockTree, probed: BlockTree) -> Iterator[Change]:
    """Yield a gap for each path that a lock taken from the probe needs on a node where the probe has none."""
    if not case.lock.taken:
        return
    for key in case.lock.lock.of_each_node:
        if node.first(key) is None and probed.first(key) is None and case.current.gap_of(path, key) is None:
            name = node.opener.bare if node.opener is not None else ""
            at = place_in_node(case, node, key)
            yield Insert(at, (gap_line(policies.LOCK, key, join(path, key), case.lock.what_is_missing(key, name)),))


def gap_line(policy: Policy, key: str, path: str, missing: str, reason: str = "") -> Line:
    """Return the line that marks a missing value, and the decision for it; without a `reason`, no file gives it."""
    policy = policy.because(reason or f"neither file gives {missing}")
    return Line(f"{GAP_MARK} {key}: {missing}", policy.decision(Action.GAP, path))


def place_in_node(case: Case, node: BlockTree, key: str) -> int:
    """Return where a device path belongs in a node of current: in front of the cards if other nodes have it there."""
    if case.style.in_front(key) and node.opener is not None:
        return case.places.after(node.first("SITE") or node.opener)
    return end_of(case, node)
