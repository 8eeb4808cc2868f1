"""Where in a package file of current something belongs that only the other file has.

A line means something by the block above it: what is added must neither cut a block in two nor fall to one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.merge.paths import settings_of
from mcsgconf.merge.settings import anchors, end_of, items_of_current, root_places
from mcsgconf.models.blocks import BlockTree, Setting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcsgconf.merge.case import Case
    from mcsgconf.merge.core import Entry


def places_of(case: Case, current: BlockTree, generic: BlockTree, entries: Iterable[Entry]) -> dict[int, int]:
    """Return where what only generic has belongs in a block of current, by identity of the item.

    That is beside the last one of the same name or kind, else where generic has it.
    """
    if current.opener is None:
        places = root_places(case, case.generic, entries)
        places = _unknown_places(case, generic, entries, places)
    else:
        places = anchors(case, current, generic, entries)
        last = {setting.key: case.places.after(setting) for setting in current.settings}
        places |= {id(s): last[s.key] for s in generic.settings if id(s) in places and s.key in last}
    like = last_of_each_kind(current)
    new = [block for block in generic.blocks if id(block) in places and block.block.name in like]
    return places | {id(block): end_of(case, like[block.block.name]) for block in new}


def _unknown_places(case: Case, generic: BlockTree, entries: Iterable[Entry], places: dict[int, int]) -> dict[int, int]:
    """Return `places` with unknown names of the package itself directly behind the setting that they follow in generic.

    Those that follow something that the result does not have are left out: behind a block they would be part of it.
    """
    ours = items_of_current(entries)
    gone = {id(entry.generic) for entry in entries if entry.current is None and entry.base is not None}
    found = dict(places)
    at: int | None = None
    for item in generic.items:
        before = ours.get(id(item))
        if before is not None:
            at = None if isinstance(before, BlockTree) else case.places.after(settings_of(before)[-1])
        elif isinstance(item, Setting) and item.parameter is not None:
            at = places.get(id(item)) if item.value and id(item) not in gone else None
        elif isinstance(item, BlockTree):
            at = None
        elif at is not None:
            found[id(item)] = at
        else:
            found.pop(id(item), None)
    return found


def last_of_each_kind(root: BlockTree) -> dict[str, BlockTree]:
    """Return the last block of each kind directly in a block."""
    return {block.block.name: block for block in root.blocks}


def is_inside(case: Case, offset: int) -> bool:
    """Tell whether a block of current goes on behind an offset: a line of the package would cut it in two there."""
    blocks = case.current.root.blocks
    return any(b.opener is not None and b.opener.node.start < offset < end_of(case, b) for b in blocks)
