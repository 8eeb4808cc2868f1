"""The interfaces of a node that current and the probe both have, and the addresses on them.

The key of an interface is its name, so a renamed card looks like one gone and another come, and an address that moved
like an address lost and another found. Both are recognised by the address, which the node has in both files.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.merge import policies
from mcsgconf.merge.core import Entry, Outcome
from mcsgconf.merge.keys import ADDRESS, ADDRESSES, normal
from mcsgconf.merge.paths import join, step
from mcsgconf.merge.settings import anchors, chosen, end_of
from mcsgconf.merge.settle import add, conflict, differ, drop, keep, one_sided, path_of, take
from mcsgconf.models.blocks import BlockTree, Setting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.merge.case import Case
    from mcsgconf.merge.compose import Change
    from mcsgconf.merge.core import Item
    from mcsgconf.merge.policies import Policy
    from mcsgconf.text import Span

CARD = "NETWORK_INTERFACE"


def cards_of(case: Case, path: str, node: Entry, places: dict[int, int]) -> Iterator[Change]:
    """Yield what becomes of the interfaces of a node.

    Args:
        case: the merge.
        path: the path of the node.
        node: the node, which both sides have.
        places: where an interface that only generic has belongs, by identity of its block.
    """
    cards = _Cards.of(node)
    span = case.places.node_span(node.current) if isinstance(node.current, BlockTree) else None
    for entry in node.entries:
        if entry.key.name != CARD:
            continue
        here = path_of(path, entry)
        if id(entry) in cards.renamed:
            yield _renamed(case, here, entry, cards.renamed[id(entry)])
        elif id(entry) in cards.new_names:
            continue
        elif (out := _commented_out(case, here, entry, span)) is not None:
            yield out
        elif isinstance(entry.current, BlockTree) and isinstance(entry.generic, BlockTree):
            yield from _on_both(case, here, entry, cards, span)
        elif isinstance(entry.current, BlockTree):
            yield from _only_current(case, here, entry, cards)
        elif isinstance(entry.generic, BlockTree):
            yield from _only_generic(case, here, entry, cards, places[id(entry.generic)])


def _commented_out(case: Case, path: str, entry: Entry, span: Span | None) -> Change | None:
    """Return the decision against a card or address of the probe that stands commented out in current's node."""
    theirs = entry.generic.opener if isinstance(entry.generic, BlockTree) else entry.generic
    if entry.current is not None or not isinstance(theirs, Setting):
        return None
    place = case.commented.place_of(theirs, span)
    return keep(policies.COMMENTED_OUT, path, entry, at=place) if place is not None else None


@dataclass(frozen=True, slots=True)
class _Cards:
    """Which addresses of a node are on which card, in each file, and what follows from it."""

    base: dict[str, tuple[str, ...]]
    current: dict[str, tuple[str, ...]]
    generic: dict[str, tuple[str, ...]]
    removed: frozenset[str]  # cards that base has and current has not
    renamed: dict[int, Entry]  # by identity of the entry with the old name, that with the new one
    new_names: frozenset[int]

    @classmethod
    def of(cls, node: Entry) -> _Cards:
        base, current, generic = (_cards_by_address(item) for item in (node.base, node.current, node.generic))
        cards = [entry for entry in node.entries if entry.key.name == CARD and not entry.key.repetition]
        gone = {entry.key.which: entry for entry in cards if entry.generic is None and entry.current is not None}
        removed = frozenset(e.key.which for e in cards if e.base is not None and e.current is None)
        renamed: dict[int, Entry] = {}
        for entry in cards:
            if entry.current is not None or entry.generic is None:
                continue
            addresses = _addresses(entry.generic)
            names = current.get(next(iter(addresses), ""), ())
            old = gone.get(names[0]) if len(names) == 1 else None
            if old is not None and id(old) not in renamed and _addresses(old.current) == addresses:
                renamed[id(old)] = entry
        return cls(base, current, generic, removed, renamed, frozenset(id(entry) for entry in renamed.values()))

    def has_moved(self, address: str) -> bool:
        """Tell whether both sides have an address, on different cards."""
        ours, theirs = self.current.get(address, ()), self.generic.get(address, ())
        return bool(ours) and bool(theirs) and not set(ours) & set(theirs)

    def base_decides(self, address: str) -> bool:
        """Tell whether an address that has moved was on one of the two cards before, and can be where it is now."""
        before, ours, theirs = self.base.get(address, ()), self.current[address], self.generic[address]
        if not len(before) == len(ours) == len(theirs) == 1:
            return False
        return before == theirs or (before == ours and theirs[0] not in self.removed)


def _cards_by_address(node: Item | None) -> dict[str, tuple[str, ...]]:
    """Return the names of the cards that have each address; a sound file has one."""
    cards: dict[str, list[str]] = {}
    for block in node.blocks if isinstance(node, BlockTree) else ():
        if block.opener is not None and block.opener.key == CARD:
            for address in _addresses(block):
                cards.setdefault(address, []).append(normal(block.opener))
    return {address: tuple(names) for address, names in cards.items()}


def _addresses(card: Item | None) -> set[str]:
    settings = card.settings if isinstance(card, BlockTree) else []
    return {normal(setting) for setting in settings if setting.key in ADDRESSES}


def _renamed(case: Case, path: str, old: Entry, new: Entry) -> Change:
    """Return what becomes of a card that the two sides call by different names."""
    both = Entry(old.key, Outcome.CONFLICT, old.base or new.base, old.current, new.generic)
    if old.base is not None and new.base is None:
        newer = policies.THREE_WAY.because("the base has current's name, so the probe's is the newer one")
        return take(case, newer, path, both)
    if new.base is not None and old.base is None:
        newer = policies.THREE_WAY.because("the base has the probe's name, so current's is the newer one")
        return keep(newer, path, both)
    reason = "the probe finds the same address on a card of another name"
    return conflict(case, path, both, 0, policies.MACHINE_FACTS.because(reason))


def _on_both(case: Case, path: str, card: Entry, cards: _Cards, span: Span | None) -> Iterator[Change]:
    ours, theirs = card.current, card.generic
    if not isinstance(ours, BlockTree) or not isinstance(theirs, BlockTree):
        return
    at = end_of(case, ours)
    for entry in card.entries:
        here = path_of(path, entry)
        if entry.key.name == ADDRESS:
            out = _commented_out(case, here, entry, span)
            yield from (out,) if out is not None else _address(case, here, entry, cards, at)
    others = [entry for entry in card.entries if entry.key.name != ADDRESS]
    yield from chosen(case, path, others, anchors(case, ours, theirs, others))


def _address(case: Case, path: str, entry: Entry, cards: _Cards, at: int) -> Iterator[Change]:
    ours, theirs = entry.current, entry.generic
    present = ours or theirs
    if isinstance(ours, Setting) and isinstance(theirs, Setting):
        if ours.key != theirs.key and normal(ours) == normal(theirs):
            reason = f"the probe writes {theirs.key}; which networks carry the heartbeat an administrator decides"
            yield keep(policies.ADMINISTRATORS_CHOICE.because(reason), path, entry)
        else:
            yield from differ(case, path, entry, at)
    elif isinstance(present, Setting) and cards.has_moved(normal(present)):
        if cards.base_decides(normal(present)):
            yield from differ(case, path, entry, at)
        else:
            yield conflict(case, path, entry, at, _moved(cards, normal(present)))
    else:
        yield from one_sided(case, path, entry, at)


def _only_current(case: Case, path: str, card: Entry, cards: _Cards) -> Iterator[Change]:
    """Yield what becomes of a card that the probe does not have, under this name or another."""
    block = card.current
    moved = sorted(address for address in _addresses(block) if cards.has_moved(address))
    if not moved or not isinstance(block, BlockTree):
        yield keep(policies.NOT_SEEN_BY_PROBE, path, card)
    elif not all(cards.base_decides(address) for address in moved):
        yield conflict(case, path, card, 0, _moved(cards, moved[0]))
    else:
        yield keep(policies.NOT_SEEN_BY_PROBE, path, card)
        for setting in block.settings:
            if normal(setting) in moved and card.key.which in cards.base[normal(setting)]:
                entry = Entry(card.key, Outcome.DELETED, setting, setting, None)
                policy = policies.THREE_WAY.because(f"the probe finds it on {cards.generic[normal(setting)][0]}")
                yield drop(case, policy, join(path, step(setting)), entry)


def _only_generic(case: Case, path: str, card: Entry, cards: _Cards, at: int) -> Iterator[Change]:
    """Yield what becomes of a card that current does not have, under this name or another."""
    moved = sorted(address for address in _addresses(card.generic) if cards.has_moved(address))
    if card.generic is None or card.key.repetition or not moved:
        yield from one_sided(case, path, card, at)
    elif all(cards.base_decides(address) for address in moved) and card.base is not None:
        yield keep(policies.REMOVED_BEFORE, path, card)
    elif all(cards.base_decides(address) for address in moved):
        yield add(case, policies.THREE_WAY, path, card.generic, at)
    else:
        yield conflict(case, path, card, at, _moved(cards, moved[0]))


def _moved(cards: _Cards, address: str) -> Policy:
    where = f"current has {address} on {cards.current[address][0]}, the probe finds it on {cards.generic[address][0]}"
    return policies.MACHINE_FACTS.because(where)
