"""What makes two settings the same one, and two values equal, in files of `NAME value` lines.

`CatalogueKeys` follows the catalogue alone. `ClusterKeys` adds what the cluster file needs: an access policy goes by
users and host; the addresses of an interface go by the place they take on it, so that a changed address is a change and
not one address gone and another come.
"""

from __future__ import annotations

import ipaddress
import re
from collections import Counter, deque
from typing import TYPE_CHECKING, TypeAlias

from mcsgconf.catalogue import ValueType
from mcsgconf.merge.view import last_setting
from mcsgconf.models.blocks import QUOTES, BlockTree, Setting
from mcsgconf.models.convert import address_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

IPAddress: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

ADDRESSES = frozenset({"HEARTBEAT_IP", "STATIONARY_IP"})
_IPV4 = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}", re.ASCII)  # as it is written is how it is compared
_UNIQUE_LOCAL = ipaddress.IPv6Network("fc00::/7")

ADDRESS = "address"
"""The name in keys of an address of an interface, whatever its role."""


def normal(setting: Setting) -> str:
    """Return the value of a setting in the form in which values are compared; for display use `Setting.value`."""
    value = setting.value
    if value[:1] in QUOTES:
        value = setting.bare.strip()
    form = _FORMS.get(setting.parameter.type) if setting.parameter is not None else None
    return value if form is None else form(value)


def _address(value: str) -> str:
    if _IPV4.fullmatch(value):
        return value
    address = address_of(value)
    return value if address is None else str(address)


def _whole_number(value: str) -> str:
    return (value.lstrip("0") or "0") if value.isdecimal() and value.isascii() else value


def _device(value: str) -> str:
    return value if "/" in value or not value else f"/dev/{value}"


def _users(value: str) -> str:
    return " ".join(sorted(value.split()))


_FORMS: dict[ValueType, Callable[[str], str]] = {
    ValueType.ENUM: str.upper,
    ValueType.FLAG: str.upper,
    ValueType.BIT: str.upper,
    ValueType.IP: _address,
    ValueType.SUBNET: _address,
    ValueType.INTEGER: _whole_number,
    ValueType.DURATION: _whole_number,
    ValueType.DEVICE: _device,
    ValueType.USER: _users,
}


class CatalogueKeys:
    """Keys as the catalogue has them."""

    def enter(self, _base: BlockTree | None, _current: BlockTree | None, _generic: BlockTree | None) -> bool:
        """Look into every block."""
        return True

    def key(self, item: Setting | BlockTree) -> tuple[str, str]:
        """Return a block by its opener, a repeated parameter by its value, any other by its name."""
        if isinstance(item, BlockTree):
            return ("", "") if item.opener is None else (item.opener.key, normal(item.opener))
        return item.key, normal(item) if item.parameter is not None and item.parameter.repeat else ""

    def value(self, setting: Setting) -> str:
        """Return the value as `normal` does."""
        return normal(setting)


class ClusterKeys(CatalogueKeys):
    """Keys of the settings of cluster files.

    The texts of both sides, where given, spare the work of comparing blocks that are the same letter by letter.
    """

    def __init__(self, current: str = "", generic: str = "") -> None:
        self._current = current
        self._generic = generic
        self._places: dict[int, str] = {}

    def enter(self, base: BlockTree | None, current: BlockTree | None, generic: BlockTree | None) -> bool:
        """Pair up the addresses of an interface; False for blocks whose texts are the same."""
        if current is None or generic is None or current.opener is None or generic.opener is None:
            return True
        if self._current and self._current[_span(current)] == self._generic[_span(generic)]:
            return False
        if current.opener.key == "NETWORK_INTERFACE":
            self._places |= _address_places([block for block in (base, current, generic) if block is not None])
        return True

    def key(self, item: Setting | BlockTree) -> tuple[str, str]:
        """Return the catalogue's key, but access policies by users and host, and addresses by place."""
        place = self._places.get(id(item))
        if place is not None:
            return ADDRESS, place
        if isinstance(item, BlockTree) and item.opener is not None and item.opener.key == "USER_NAME":
            host = item.first("USER_HOST")
            return "USER_NAME", f"{normal(item.opener)}@{normal(host) if host else ''}"
        return super().key(item)


def _span(block: BlockTree) -> slice:
    """Return where the lines of a block stand, from its opener to its last setting."""
    last = last_setting(block)
    return slice(block.opener.node.start, last.node.end) if block.opener and last else slice(0)


def _address_places(interfaces: list[BlockTree]) -> dict[int, str]:
    """Return the place of each address of an interface, as several trees have it, by identity of the setting.

    Equal addresses have one place, then what is left of one family, in order.
    """
    families: dict[str, dict[tuple[str, int], dict[int, Setting]]] = {}
    for side, interface in enumerate(interfaces):
        repetitions = Counter[str]()
        for setting in interface.settings:
            if setting.key not in ADDRESSES:
                continue
            value = normal(setting)
            family = families.setdefault(_family(value), {})
            family.setdefault((value, repetitions[value]), {})[side] = setting
            repetitions[value] += 1
    places: dict[int, str] = {}
    for name, groups in families.items():
        for number, place in enumerate(_joined(groups.values())):
            places |= {id(setting): f"{name} {number}" for setting in place.values()}
    return places


def _joined(groups: Iterable[dict[int, Setting]]) -> list[dict[int, Setting]]:
    """Join groups that share no side: what stood there before, and what stands there now."""
    places: list[dict[int, Setting]] = []
    by_sides: dict[frozenset[int], deque[int]] = {}  # numbers of places that may still be joined, by their sides
    for group in groups:
        sides = frozenset(group)
        fitting = [numbers for taken, numbers in by_sides.items() if numbers and not taken & sides]
        if fitting:
            number = min(fitting, key=lambda numbers: numbers[0]).popleft()
            places[number] |= group
        else:
            number = len(places)
            places.append(dict(group))
        by_sides.setdefault(frozenset(places[number]), deque()).append(number)
    return places


def _family(value: str) -> str:
    """Return what an interface has one address of: IPv4, IPv6 of the site, IPv6 at large."""
    if _IPV4.fullmatch(value):
        return "ipv4"
    address = address_of(value)
    match address:
        case ipaddress.IPv4Address():
            return "ipv4"
        case ipaddress.IPv6Address():
            return "ipv6 site" if address.is_site_local or address in _UNIQUE_LOCAL else "ipv6"
        case None:
            return "unknown"
