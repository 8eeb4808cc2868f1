"""Which rules the commands that look at no file know: those that hold for the files of the current folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.rules import all_rules
from mcsgconf.settings.nearest import NearestSettings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcsgconf.lint.rules import Rule


def rules_here() -> Mapping[str, Rule]:
    """Return the rules of mcsgconf and those that the settings of the current folder name.

    Raises:
        UnreadableInput: the settings cannot be read.
        SettingsError: they, or pages of rules, make no sense.
    """
    settings = NearestSettings().of_folder("")
    if not settings.has_own_rules():
        return all_rules()
    from mcsgconf.lint.own.book import Book  # noqa: PLC0415 - few have rules of their own

    return Book().under(settings)
