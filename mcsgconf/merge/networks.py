"""Which addresses are on one network, and what a network is used for.

The cluster file has no masks. What network an address is on follows from the addresses of the other nodes: networks are
as wide as they must be to have an address of every node, and as narrow as they must be to keep the interfaces of one
node apart. Where no width does both, the nodes do not share their networks (cross-subnet), and nothing is demanded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.merge.keys import ADDRESSES
from mcsgconf.models.convert import address_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mcsgconf.merge.keys import IPAddress
    from mcsgconf.models.blocks import BlockTree, Setting

HEARTBEAT_IP = "HEARTBEAT_IP"

_LENGTH = {4: 32, 6: 128}  # of an address, in bits
_USUAL = {4: 24, 6: 64}  # the width that is tried first, in bits
_NARROWEST = {4: 30, 6: 126}
_WIDEST = {4: 16, 6: 48}
"""Addresses that differ within these bits are not taken for one network, nor is it held possible."""


class Address(NamedTuple):
    """An address of a node's interface in its role, HEARTBEAT_IP or STATIONARY_IP; `value` is `ip` as a number."""

    node: str
    interface: str
    role: str
    ip: IPAddress
    value: int


@dataclass(frozen=True, slots=True)
class Network:
    """The addresses that current's nodes have on one network."""

    version: int
    number: int  # the bits of the network
    addresses: list[Address] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)

    @property
    def role(self) -> str | None:
        """What all nodes use the network for; None where they do not agree."""
        return next(iter(self.roles)) if len(self.roles) == 1 else None

    def __str__(self) -> str:
        shown = [f"{address.ip} of {address.node}" for address in self.addresses[:2]]
        return ", ".join(shown) + (", …" if len(self.addresses) > len(shown) else "")


class Missing(NamedTuple):
    """A heartbeat network on which a new node has no address; in doubt where one of its addresses may be on it."""

    network: Network
    in_doubt: bool


class Networks:
    """The networks of a cluster, told from the addresses of its nodes."""

    def __init__(self, nodes: Mapping[str, BlockTree]) -> None:
        addresses = [address for name, node in nodes.items() for address in addresses_of(name, node)]
        self.shared = True  # whether every heartbeat network has an address of every node
        self._shifts: dict[int, int] = {}
        self._networks: dict[tuple[int, int], Network] = {}
        for version in (4, 6):
            ours = [address for address in addresses if address.ip.version == version]
            bits, shared = _width(version, ours)
            self._shifts[version] = _LENGTH[version] - bits
            self._networks |= _group(version, self._shifts[version], ours)
            self.shared = self.shared and shared

    def of(self, ip: IPAddress) -> Network | None:
        """Return the network that an address is on; None where no node of current has one on it."""
        return self._networks.get((ip.version, int(ip) >> self._shifts[ip.version]))

    def role_for(self, setting: Setting) -> str:
        """Return the role that an address of the probe plays in current's cluster: that of its network, if known."""
        ip = address_of(setting.bare)
        network = self.of(ip) if ip is not None else None
        return (network.role if network is not None else None) or setting.key

    def missing_heartbeats(self, addresses: Iterable[Address]) -> Iterator[Missing]:
        """Yield the heartbeat networks that none of a new node's addresses is on; none if nodes share no networks."""
        if not self.shared:
            return
        ours = list(addresses)
        known = {id(network) for address in ours if (network := self.of(address.ip)) is not None}
        strangers = [address.ip for address in ours if self.of(address.ip) is None]
        for network in self._networks.values():
            if network.role == HEARTBEAT_IP and id(network) not in known:
                yield Missing(network, any(_near(ip, network) for ip in strangers))


def addresses_of(name: str, node: BlockTree) -> Iterator[Address]:
    """Yield the addresses of a node's interfaces; values that are no address are left out."""
    for block in node.blocks:
        for setting in block.settings:
            ip = address_of(setting.bare) if setting.key in ADDRESSES else None
            if ip is not None and block.opener is not None:
                yield Address(name, block.opener.bare, setting.key, ip, int(ip))


def _width(version: int, addresses: list[Address]) -> tuple[int, bool]:
    """Return how many bits of an address name its network, and whether all nodes share the heartbeat networks then."""
    usual = _USUAL[version]
    narrower = range(usual, _NARROWEST[version] + 1)
    length = _LENGTH[version]
    apart = next((bits for bits in narrower if _keeps_apart(length - bits, addresses)), None)
    if apart is None:
        return usual, False
    for bits in range(apart, _WIDEST[version] - 1, -1):
        if not _keeps_apart(length - bits, addresses):
            break
        if _is_shared(length - bits, addresses):
            return bits, True
    return apart, False


def _keeps_apart(shift: int, addresses: Iterable[Address]) -> bool:
    """Tell whether no node has two interfaces on one network; `shift` is how many bits do not name it."""
    interfaces: dict[tuple[str, int], str] = {}
    return all(
        interfaces.setdefault((address.node, address.value >> shift), address.interface) == address.interface
        for address in addresses
    )


def _is_shared(shift: int, addresses: Sequence[Address]) -> bool:
    """Tell whether each heartbeat network has an address of every node that has any; `shift` as for `_keeps_apart`."""
    every = {address.node for address in addresses}
    heartbeats = {address.value >> shift for address in addresses if address.role == HEARTBEAT_IP}
    if len(every) * len(heartbeats) > len(addresses):
        return False  # there are too few for that
    nodes: dict[int, set[str]] = {}
    for address in addresses:
        nodes.setdefault(address.value >> shift, set()).add(address.node)
    return all(len(nodes[number]) == len(every) for number in heartbeats)


def _group(version: int, shift: int, addresses: Iterable[Address]) -> dict[tuple[int, int], Network]:
    networks: dict[tuple[int, int], Network] = {}
    for address in addresses:
        number = address.value >> shift
        network = networks.get((version, number))
        if network is None:
            network = networks[version, number] = Network(version, number)
        network.addresses.append(address)
        network.roles.add(address.role)
    return networks


def subnets_of(address: Address) -> Iterator[tuple[int, int]]:
    """Yield the version and the numbers that the subnet of an address may have, that of the narrowest subnet first."""
    version = address.ip.version
    for bits in range(_LENGTH[version] - _WIDEST[version] + 1):
        yield version, address.value >> bits << bits


def _near(ip: IPAddress, network: Network) -> bool:
    """Tell whether an address might be on a network after all, if that is wider than it looks."""
    shift = _LENGTH[network.version] - _WIDEST[network.version]
    return ip.version == network.version and int(ip) >> shift == network.addresses[0].value >> shift
