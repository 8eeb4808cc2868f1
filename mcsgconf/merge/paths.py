"""How decisions name a place in a cluster file: `NODE_NAME[n3]/NETWORK_INTERFACE[lan0]/HEARTBEAT_IP`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.merge.core import Sequence
from mcsgconf.models import structure
from mcsgconf.models.blocks import BlockTree, Setting
from mcsgconf.models.structure import join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.merge.core import Item


def step(item: Item) -> str:
    """Return what an item is called within its block: its name, with the value where the name may be repeated."""
    return item.settings[0].key if isinstance(item, Sequence) else structure.step(item)


def with_paths(block: BlockTree, path: str = "") -> Iterator[tuple[str, Setting]]:
    """Yield every setting in and below a block with its path, in file order; openers come before what is inside."""
    here = join(path, step(block))
    if block.opener is not None:
        yield here, block.opener
    for item in block.items:
        if isinstance(item, BlockTree):
            yield from with_paths(item, here)
        else:
            yield join(here, step(item)), item


def text_of(item: Item | None) -> str | None:
    """Return the value of an item as it is written, that of its opener for a block; None for no item."""
    match item:
        case None:
            return None
        case Setting():
            return item.value
        case Sequence(settings):
            return " ".join(setting.value for setting in settings)
        case BlockTree():
            return item.opener.value if item.opener is not None else None


def settings_of(item: Item) -> list[Setting]:
    """Return the settings that an item is made of, in file order."""
    match item:
        case Setting():
            return [item]
        case Sequence(settings):
            return list(settings)
        case BlockTree():
            return list(item.every_setting())


__all__ = ["join", "settings_of", "step", "text_of", "with_paths"]
