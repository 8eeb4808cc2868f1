"""Times in the wrong unit: the cluster file counts microseconds, package files count seconds.

A number is only called wrong where no cluster could work with it as it stands and the other unit gives a sensible one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.catalogue import ValueType
from mcsgconf.models import convert

if TYPE_CHECKING:
    from mcsgconf.catalogue import Parameter, Target
    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document

MICROSECONDS = 1_000_000
SMALLEST = 100_000
"""A tenth of a second: every time of the cluster file that has a default is longer."""
CALM_NODE_TIMEOUT = 8_000_000
"""What the manuals call right for most sites, at the upper end."""


def microseconds_meant(parameter: Parameter, text: str) -> int | None:
    """Return the microseconds that a value given in seconds or milliseconds stands for; None where it is not so given.

    Only times whose default is above zero are looked at: of the others a small number may be meant.
    """
    default = parameter.default
    if parameter.type is not ValueType.DURATION or parameter.unit != "us":
        return None
    if not isinstance(default, int) or default <= 0:
        return None
    value = convert.integer(parameter, text)
    if value is None or not 0 < value < SMALLEST:
        return None
    return value * MICROSECONDS if value < 1000 else value * 1000


def seconds_meant(parameter: Parameter, text: str) -> int | None:
    """Return the seconds that a value given in microseconds stands for; None where it is not so given."""
    if parameter.type is not ValueType.DURATION or parameter.unit != "s":
        return None
    value = convert.integer(parameter, text)
    return value // MICROSECONDS if value is not None and value >= MICROSECONDS else None


def is_within(parameter: Parameter, value: int, target: Target) -> bool:
    """Tell whether a number is in the range that a parameter has in `target`, as far as that is known."""
    limits = parameter.limits(target)
    return (limits.min is None or limits.min <= value) and (limits.max is None or value <= limits.max)


def time_given(document: Document, setting: Setting | None, name: str) -> int | None:
    """Return a time of the file, or its default; None where it is no number, or in the wrong unit."""
    if setting is None:
        default = catalogue.load(document.kind).parameters[name].limits(document.target).default
        return default if isinstance(default, int) else None
    if setting.parameter is None or microseconds_meant(setting.parameter, setting.bare) is not None:
        return None
    return convert.integer(setting.parameter, setting.bare)
