"""A value as it is meant: without the quotation marks that rules of their own speak of.

So that one quote is one finding, whatever else is right or wrong with the value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.catalogue import ValueType
from mcsgconf.models.blocks import QUOTES

if TYPE_CHECKING:
    from mcsgconf.models.blocks import Setting

_WITH_QUOTES = frozenset(
    {ValueType.CRITERION, ValueType.CONDITION, ValueType.COMMAND, ValueType.OPTIONS, ValueType.STRING}
)
"""Types whose values may hold quotation marks of their own."""


def meant(setting: Setting) -> str:
    """Return the value without a pair of quotes round it, or a lone one; empty where nothing but blanks is left."""
    bare = setting.bare
    if bare == setting.value and (setting.parameter is None or setting.parameter.type not in _WITH_QUOTES):
        bare = bare.strip(QUOTES)
    return bare if bare.strip() else ""


def host_part(setting: Setting) -> str:
    """Return the host name that a node's name stands for: nodes are told apart by what stands before the first dot."""
    return meant(setting).partition(".")[0]
