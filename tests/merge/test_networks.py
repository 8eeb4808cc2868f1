"""Which addresses share a network, told without masks; which role a network plays; who misses a heartbeat network."""

from __future__ import annotations

import pytest

from mcsgconf.merge.networks import Networks, addresses_of
from mcsgconf.merge.view import View
from mcsgconf.models.convert import address_of
from mcsgconf.models.document import Kind, parse


def _nodes(text: str) -> View:
    """Read nodes from lines such as `a h10.1.1.1 s10.2.1.1`: a card each, with its heartbeat or stationary address."""
    lines: list[str] = []
    for line in text.splitlines():
        name, *cards = line.split()
        lines.append(f"NODE_NAME {name}")
        for number, card in enumerate(cards):
            role = {"h": "HEARTBEAT_IP", "s": "STATIONARY_IP"}[card[0]]
            lines += [f"NETWORK_INTERFACE lan{number}", f"{role} {card[1:]}"]
    return View(parse("\n".join(lines), kind=Kind.CLUSTER))


@pytest.mark.parametrize(
    ("nodes", "address", "role"),
    [
        ("a h10.1.1.1 s10.2.1.1\nb h10.1.1.2 s10.2.1.2", "10.1.1.77", "HEARTBEAT_IP"),
        ("a h10.1.1.1 s10.2.1.1\nb h10.1.1.2 s10.2.1.2", "10.2.1.3", "STATIONARY_IP"),
        ("a h10.1.1.1 s10.2.1.1\nb h10.1.1.2 s10.2.1.2", "10.3.1.3", None),
        ("a h10.1.1.1 s10.1.1.129\nb h10.1.1.2 s10.1.1.130", "10.1.1.200", "STATIONARY_IP"),  # two /25
        ("a h10.1.1.1 s10.9.1.1\nb h10.1.2.1 s10.9.2.1", "10.1.3.1", "HEARTBEAT_IP"),  # wider than /24
        ("a h10.1.1.1\nb s10.1.1.2", "10.1.1.3", None),  # the nodes do not agree
        ("a hfd00::1 h10.1.1.1\nb hfd00::2 h10.1.1.2", "fd00:0:0:0:9::3", "HEARTBEAT_IP"),
        ("a hfd00::1 h10.1.1.1\nb hfd00::2 h10.1.1.2", "fd00:0:0:1::3", None),
        ("a h10.1.1.1", "10.1.1.2", "HEARTBEAT_IP"),
        ("a hnonsense", "10.1.1.2", None),
    ],
)
def test_the_role_of_a_network(nodes: str, address: str, role: str | None) -> None:
    ip = address_of(address)
    assert ip is not None
    network = Networks(_nodes(nodes).nodes).of(ip)
    assert (network.role if network is not None else None) == role


TWO = "a h10.1.1.1 h10.2.1.1\nb h10.1.1.2 h10.2.1.2"


@pytest.mark.parametrize(
    ("nodes", "new", "missing"),
    [
        (TWO, "c h10.1.1.3 h10.2.1.3", []),
        (TWO, "c h10.2.1.3 h10.1.1.3", []),
        (TWO, "c h10.1.1.3", [("10.2.1.1", False)]),
        (TWO, "c h10.1.1.3 h192.168.1.3", [("10.2.1.1", False)]),
        (TWO, "c h10.1.1.3 h10.2.9.3", [("10.2.1.1", True)]),
        (TWO, "c", [("10.1.1.1", False), ("10.2.1.1", False)]),
        ("a h10.1.1.1 s10.2.1.1\nb h10.1.1.2 s10.2.1.2", "c h10.1.1.3", []),  # a stationary network is nobody's duty
        ("a h10.15.1.1 h172.15.1.1\nb h10.25.1.1 h172.25.1.1", "c h10.45.1.1", []),  # cross-subnet
    ],
)
def test_missing_heartbeat_networks(nodes: str, new: str, missing: list[tuple[str, bool]]) -> None:
    ((name, node),) = _nodes(new).nodes.items()
    found = Networks(_nodes(nodes).nodes).missing_heartbeats(addresses_of(name, node))
    assert [(str(one.network.addresses[0].ip), one.in_doubt) for one in found] == missing
