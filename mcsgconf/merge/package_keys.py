"""What makes two settings of package files the same one, and two values equal.

The catalogue says what is told apart by value, by name, or by its place in a sequence. Three things it cannot say: an
access policy goes by users and host, of a family such as `pev_*` each name is a setting of its own, and words and
conditions know no case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.catalogue import ValueType
from mcsgconf.merge.keys import CatalogueKeys, normal
from mcsgconf.models import convert
from mcsgconf.models.blocks import BlockTree

if TYPE_CHECKING:
    from mcsgconf.models.blocks import Setting


class PackageKeys(CatalogueKeys):
    """Keys of the settings of package files, legacy and modular."""

    def key(self, item: Setting | BlockTree) -> tuple[str, str]:
        """Return the catalogue's key, but access policies by users and host, and families by name."""
        if isinstance(item, BlockTree):
            if item.opener is None:
                return "", ""
            which = self.value(item.opener)
            if item.block.name == "access":
                host = next((setting for setting in item.settings if setting.key.upper() == "USER_HOST"), None)
                which += f"@{self.value(host) if host is not None else ''}"
            return item.opener.key, which
        parameter = item.parameter
        if parameter is not None and parameter.name.endswith("*"):
            return item.name.upper(), ""
        return item.key, self.value(item) if parameter is not None and parameter.repeat else ""

    def value(self, setting: Setting) -> str:
        """Return the value in the form in which values are compared: words and conditions in one spelling."""
        parameter = setting.parameter
        if parameter is None:
            return normal(setting)
        word = convert.keyword(parameter, setting.bare)
        if word is not None:
            return word.upper()
        if parameter.type is ValueType.CONDITION:
            condition = convert.condition(parameter, setting.bare)
            if condition is not None:
                return f"{condition.package} = {condition.state}"
        return normal(setting)
