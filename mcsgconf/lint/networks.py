"""What can be said of subnets without their netmasks, which no file gives.

The address of a network ends in zeros, as many at least as its netmask leaves bits for the hosts. So the zeros bound how
wide the network can be, and an address that has none is that of a host.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcsgconf.models.convert import Address

_LONGEST_PREFIX = {4: 30, 6: 127}
"""The narrowest network that two hosts fit into."""


def widest_prefix(subnet: Address) -> int | None:
    """Return the length of the shortest prefix that the network of this address can have; None: it is no network's."""
    bits = int(subnet)
    zeros = (bits & -bits).bit_length() - 1 if bits else subnet.max_prefixlen
    prefix = subnet.max_prefixlen - zeros
    return prefix if prefix <= _LONGEST_PREFIX[subnet.version] else None


class Networks:
    """Tells which subnets some addresses may lie in, each looked at once for each length of prefix."""

    def __init__(self, addresses: list[Address]) -> None:
        self._addresses = addresses
        self._by_prefix: dict[tuple[int, int], set[int]] = {}

    def may_hold(self, subnet: Address) -> bool:
        """Tell whether any of the addresses lies in a subnet under the widest netmask that the subnet's address allows."""
        prefix = widest_prefix(subnet)
        shift = 0 if prefix is None else subnet.max_prefixlen - prefix
        key = subnet.version, shift
        if key not in self._by_prefix:
            fitting = (address for address in self._addresses if address.version == subnet.version)
            self._by_prefix[key] = {int(address) >> shift for address in fitting}
        return int(subnet) >> shift in self._by_prefix[key]


def is_link_local(address: Address) -> bool:
    """Tell whether an address is one that IPv6 uses on a single link only (fe80::/10)."""
    return address.version == 6 and address.is_link_local
