"""From settings to located values: the two functions with which every part of a settings file is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from mcsgconf.models.located import Located, readable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mcsgconf.catalogue import Parameter
    from mcsgconf.models.blocks import BlockTree, Setting

T = TypeVar("T")


def one(setting: Setting | None, convert: Callable[[Parameter, str], T]) -> Located[T] | None:
    """Return the value of a setting as `convert` reads it; None where there is no setting, or none the catalogue knows.

    Where a file gives a parameter twice, models hold the first; `BlockTree.all` has every one.
    """
    if setting is None or setting.parameter is None:
        return None
    return Located(convert(setting.parameter, readable(setting.bare)), setting.value, setting.value_span)


def every(settings: Iterable[Setting], convert: Callable[[Parameter, str], T]) -> tuple[Located[T], ...]:
    """Return the values of several settings, in their order."""
    values = (one(setting, convert) for setting in settings)
    return tuple(value for value in values if value is not None)


def opener(block: BlockTree) -> Located[str]:
    """Return the name that opened a block: the node's, the service's.

    Raises:
        ValueError: the block is the whole file, which nothing opened.
    """
    if block.opener is None:
        raise ValueError("the outermost block has no opener")
    return Located(readable(block.opener.bare), block.opener.value, block.opener.value_span)
