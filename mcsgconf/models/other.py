"""Parameters without a field of their own: what toolkits and the site's scripts read, and names of no known meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.models.located import Located, readable

if TYPE_CHECKING:
    from mcsgconf.models.blocks import BlockTree, Setting

_BARE_NAMES = frozenset({"cfs_mount_point", "cvm_disk_group"})
"""Parameters of modules whose blocks are not known: their lines are kept as they are."""


@dataclass(frozen=True, slots=True)
class OtherParameter:
    """A parameter that is only a name and a text, such as `nfs/hanfs_export/XFS` or `pev_greeting`."""

    name: Located[str]
    value: Located[str]


def read_other_parameters(root: BlockTree) -> tuple[OtherParameter, ...]:
    """Return the parameters without a field, in the order of the file (those that stand in no block come last)."""
    return tuple(
        OtherParameter(
            Located(readable(setting.name), setting.name, setting.name_span),
            Located(readable(setting.bare), setting.value, setting.value_span),
        )
        for setting in root.every_setting()
        if _is_other(setting)
    )


def _is_other(setting: Setting) -> bool:
    parameter = setting.parameter
    return (
        parameter is None
        or parameter.legacy_only
        or parameter.name in _BARE_NAMES
        or parameter.name.endswith("*")
        or "/" in parameter.name
    )
