"""The text of a value -> what it means: one reading of every type, shared by the models and by the rules.

Every function takes a `Parameter` of the catalogue and a text without its quotation marks, and returns the value, or
None for a text that means nothing of that type. None is never an error here: `value_problem` says what is wrong, in the
terms that a finding needs. Nothing in this module looks at more than one value.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING, Literal, TypeAlias

from mcsgconf.catalogue import Target

if TYPE_CHECKING:
    from mcsgconf.catalogue import Parameter
    from mcsgconf.models.criteria import Condition, Criterion

Address: TypeAlias = IPv4Address | IPv6Address
Timeout: TypeAlias = timedelta | str
"""A duration, or the word that stands for none (`NO_TIMEOUT`), spelt as the catalogue does."""
Restarts: TypeAlias = int | Literal["unlimited"]
"""How often a failed service is started again on its node."""

_ANY_TARGET = Target()
_INTEGER = re.compile(r"[+-]?[0-9]{1,100}")
_FLOAT = re.compile(r"[+-]?(?:[0-9]{1,100}(?:\.[0-9]{0,100})?|\.[0-9]{1,100})")
_RESTART = re.compile(r"-r[ \t]+([0-9]{1,9})|(-R)")
_UNITS = {"us": timedelta(microseconds=1), "s": timedelta(seconds=1)}


def string(_parameter: Parameter, text: str) -> str:
    """Return the text itself."""
    return text


def integer(_parameter: Parameter, text: str) -> int | None:
    """Return a whole number."""
    return int(text) if _INTEGER.fullmatch(text) else None


def number(_parameter: Parameter, text: str) -> float | None:
    """Return a number that may have decimals."""
    return float(text) if _FLOAT.fullmatch(text) else None


def duration(parameter: Parameter, text: str) -> timedelta | None:
    """Return a whole number of the parameter's unit as a duration."""
    count = integer(parameter, text)
    if count is None or parameter.unit is None:
        return None
    try:
        return count * _UNITS[parameter.unit]
    except OverflowError:
        return None


def timeout(parameter: Parameter, text: str) -> Timeout | None:
    """Return a duration, or the word for none in the catalogue's spelling."""
    return keyword(parameter, text) or duration(parameter, text)


def integer_or_word(parameter: Parameter, text: str) -> int | str | None:
    """Return a whole number, or one of the parameter's words in the catalogue's spelling."""
    return keyword(parameter, text) or integer(parameter, text)


def keyword(parameter: Parameter, text: str) -> str | None:
    """Return the word of some release that `text` is, in any case unless the parameter minds, as the catalogue has it."""
    if not (parameter.values or parameter.values_by_platform or parameter.values_since):
        return None
    words = parameter.words(_ANY_TARGET)
    if text in words or parameter.exact_case:
        return text if text in words else None
    folded = text.casefold()
    return next((word for word in words if word.casefold() == folded), None)


def name_or_keyword(parameter: Parameter, text: str) -> str:
    """Return a keyword in the catalogue's spelling, and any other text as it is: a name."""
    return keyword(parameter, text) or text


def flag(_parameter: Parameter, text: str) -> bool | None:
    """Return True for YES, False for NO, in any case."""
    return {"yes": True, "no": False}.get(text.casefold())


def bit(_parameter: Parameter, text: str) -> bool | None:
    """Return True for 1, False for 0."""
    return {"1": True, "0": False}.get(text)


def address(_parameter: Parameter, text: str) -> Address | None:
    """Return an IP address; a `/prefix` behind it, which the control script tolerates, is left out."""
    return address_of(text.partition("/")[0])


@lru_cache(maxsize=1 << 18)  # each address is asked for by several rules, and stands in several files
def address_of(text: str) -> Address | None:
    """Return the address that a text is, IPv4 or IPv6, else None."""
    try:
        return ip_address(text)
    except ValueError:
        return None


def subnet(parameter: Parameter, text: str) -> Address | None:
    """Return the address of a subnet; the files give no mask with it, and an IPv6 prefix length is left out."""
    return address(parameter, text)


def volume_group(_parameter: Parameter, text: str) -> str | None:
    """Return the one name of a volume group: `vg01`, `/dev/vg01` and `/dev/vg01/` are all `/dev/vg01`."""
    return device_of_volume_group(text) or None


def device_of_volume_group(text: str) -> str:
    """Return the device folder of a volume group given with or without `/dev/`; an empty text stays empty."""
    name = text.rstrip("/")
    return name if not name or name.startswith("/") else f"/dev/{name}"


def users(parameter: Parameter, text: str) -> tuple[str, ...]:
    """Return the login names of an access policy, which stand on one line parted by blanks, or the word for any."""
    return tuple(name_or_keyword(parameter, name) for name in text.split())


def restarts(_parameter: Parameter, text: str) -> Restarts | None:
    """Return how often a control script starts a service again: nothing or a blank, `-r n`, `-R`."""
    if not text.strip(" \t"):
        return 0
    match = _RESTART.fullmatch(text.strip(" \t"))
    if match is None:
        return None
    return "unlimited" if match[2] else int(match[1])


def modular_restarts(parameter: Parameter, text: str) -> Restarts | None:
    """Return how often a modular package starts a service again: `none`, `unlimited`, or a number."""
    match text.casefold():
        case "none":
            return 0
        case "unlimited":
            return "unlimited"
        case _:
            return integer(parameter, text)


def condition(parameter: Parameter, text: str) -> Condition | None:
    """Return a dependency condition: `pkg1 = UP`, `pkg1=down`."""
    from mcsgconf.models import criteria  # noqa: PLC0415 - few files have one

    return criteria.condition(parameter, text)


def criterion(parameter: Parameter, text: str) -> Criterion | None:
    """Return a resource criterion: `<50`, `> -5 and < 10`, `= "On Course"`."""
    from mcsgconf.models import criteria  # noqa: PLC0415 - as above

    return criteria.criterion(parameter, text)
