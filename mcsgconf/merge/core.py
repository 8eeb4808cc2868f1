"""The three-way merge of keyed trees, general and symmetric: no policy and no word of Serviceguard may enter.

A block of a file is a level of keys: inner blocks by what opens them, parameters that stand once by name, repeated ones
by name and value, and those whose order counts as one sequence; the catalogue says which is which. `merge_trees` sets
the levels of three trees side by side and says for each key what became of it. It decides nothing: what to do with an
outcome is the business of the policies, or of a caller that wants none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from mcsgconf.models.blocks import BlockTree, Setting

if TYPE_CHECKING:
    from collections.abc import Mapping

Content: TypeAlias = "str | tuple[str, ...] | frozenset[tuple[Key, Content]]"
"""What of an item is compared: the text of a value, the values of a sequence, the keyed contents of a block."""


class Key(NamedTuple):
    """What an item goes by among its neighbours: a name, what tells it from others of that name, its repetition."""

    name: str
    which: str
    repetition: int = 0


@dataclass(frozen=True, slots=True)
class Sequence:
    """All settings of one name in a block, where their order means something."""

    settings: tuple[Setting, ...]


Item: TypeAlias = Setting | BlockTree | Sequence


class Outcome(Enum):
    """What became of a key between base and the two sides."""

    UNCHANGED = "unchanged"  # both sides are as base
    CURRENT = "current"  # only current differs from base
    GENERIC = "generic"  # only generic differs from base
    SAME = "same"  # both differ from base, in the same way
    DELETED = "deleted"  # base has it; one side has not, and the other left it alone or has not either
    CONFLICT = "conflict"  # both differ from base, each in its own way


class Keying(Protocol):
    """How items are told apart and compared."""

    def enter(self, base: BlockTree | None, current: BlockTree | None, generic: BlockTree | None) -> bool:
        """Get ready for the items of blocks that are set side by side.

        False if both sides are known to be the same in every item, so that nobody needs to look.
        """
        ...

    def key(self, item: Setting | BlockTree) -> tuple[str, str]:
        """Return the name of an item, and what tells it from its neighbours of that name."""
        ...

    def value(self, setting: Setting) -> str:
        """Return the value of a setting in the form in which values are compared."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A key, its item in each tree (None where it is absent), and the outcome.

    Where both sides have a block, `entries` holds what is in it, and the outcome is that of the block's being there;
    otherwise the outcome is that of the block as a whole.
    """

    key: Key
    outcome: Outcome
    base: Item | None
    current: Item | None
    generic: Item | None
    entries: tuple[Entry, ...] = ()


def outcome_of(base: Content | None, current: Content | None, generic: Content | None) -> Outcome:
    """Return what became of one key, from its content in the three trees."""
    if current == generic:
        if current == base:
            return Outcome.UNCHANGED
        return Outcome.DELETED if current is None else Outcome.SAME
    if current == base:
        return Outcome.DELETED if generic is None else Outcome.GENERIC
    if generic == base:
        return Outcome.DELETED if current is None else Outcome.CURRENT
    return Outcome.CONFLICT


def agrees(entry: Entry) -> bool:
    """Tell whether both sides have the same in an entry and all below it, under the same names."""
    if entry.outcome not in {Outcome.UNCHANGED, Outcome.SAME}:
        return False
    if isinstance(entry.current, Setting) and isinstance(entry.generic, Setting):
        return entry.current.key == entry.generic.key
    return all(agrees(inner) for inner in entry.entries)


def merge_trees(
    base: BlockTree | None, current: BlockTree | None, generic: BlockTree | None, keying: Keying
) -> tuple[Entry, ...]:
    """Return an entry for each key of three blocks: in current's order, then what only generic has, then only base.

    Swapping `current` and `generic` swaps the sides of every entry and changes nothing else but their order. Blocks that
    the keying knows to be the same have no entries.
    """
    if not keying.enter(base, current, generic):
        return ()
    levels = [_level(tree, keying) for tree in (base, current, generic)]
    keys = dict.fromkeys(key for level in (levels[1], levels[2], levels[0]) for key in level)
    return tuple(_entry(key, levels[0].get(key), levels[1].get(key), levels[2].get(key), keying) for key in keys)


def _entry(key: Key, base: Item | None, current: Item | None, generic: Item | None, keying: Keying) -> Entry:
    if isinstance(current, BlockTree) and isinstance(generic, BlockTree):
        inner = merge_trees(base if isinstance(base, BlockTree) else None, current, generic, keying)
        return Entry(key, Outcome.SAME if base is None else Outcome.UNCHANGED, base, current, generic, inner)
    if base is None and (current is None or generic is None):  # spares the content of what only one tree has
        return Entry(key, Outcome.GENERIC if current is None else Outcome.CURRENT, base, current, generic)
    outcome = outcome_of(_content(base, keying), _content(current, keying), _content(generic, keying))
    return Entry(key, outcome, base, current, generic)


def _content(item: Item | None, keying: Keying) -> Content | None:
    match item:
        case None:
            return None
        case Setting():
            return keying.value(item)
        case Sequence():
            return tuple(keying.value(setting) for setting in item.settings)
        case BlockTree():
            return frozenset((key, _content(inner, keying) or "") for key, inner in _level(item, keying).items())


def _level(tree: BlockTree | None, keying: Keying) -> Mapping[Key, Item]:
    level: dict[Key, Item] = {}
    if tree is None:
        return level
    sequences: dict[Key, list[Setting]] = {}
    repetitions: dict[tuple[str, str], int] = {}
    for item in tree.items:
        name, which = keying.key(item)
        if isinstance(item, Setting) and item.parameter is not None and item.parameter.ordered:
            sequences.setdefault(Key(name, ""), []).append(item)
            level.setdefault(Key(name, ""), item)
            continue
        number = repetitions[name, which] = repetitions.get((name, which), -1) + 1
        level[Key(name, which, number)] = item
    for key, settings in sequences.items():
        level[key] = Sequence(tuple(settings))
    return level
