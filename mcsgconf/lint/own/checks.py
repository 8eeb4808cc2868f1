"""The checks of own rules, as the engine runs them beside those of mcsgconf."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mcsgconf.lint.own.declared import find
from mcsgconf.lint.registry import Check

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcsgconf.lint.registry import Checks, DocumentCheck
    from mcsgconf.lint.rules import Rule


def with_own_checks(checks: Checks, rules: Iterable[Rule]) -> Checks:
    """Return checks with those of the own rules among `rules`."""
    declared: list[Check[DocumentCheck]] = [
        Check((rule.code,), partial(find, rule.own.check)) for rule in rules if rule.own is not None
    ]
    return checks._replace(document=[*checks.document, *declared])
