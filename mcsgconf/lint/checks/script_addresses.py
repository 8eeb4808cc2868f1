"""The relocatable addresses of a package: each with its subnet, and on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.lint.finding import Note, Problem
from mcsgconf.lint.paired_elements import halves
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.script_edits import element
from mcsgconf.lint.started import called
from mcsgconf.lint.wording import shown
from mcsgconf.models.value_problem import ProblemKind, value_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.convert import Address
    from mcsgconf.models.document import Document
    from mcsgconf.models.package import RelocatableAddress
    from mcsgconf.models.script import Assignment

_IP, _SUBNET = "IP", "SUBNET"
_EFFECT = {
    _SUBNET: "cannot be put on any LAN, and the package does not start",
    _IP: "has no address to go on it, and is passed over",
}
_LONGEST_PREFIX = {4: 30, 6: 127}


@check_document("MC310")
def pairs(document: Document) -> Iterator[Problem]:
    """Yield addresses without subnet, subnets without address, and values that are no addresses."""
    script = document.script
    ips, subnets = script.elements(_IP), script.elements(_SUBNET)
    for half in halves(document, _IP, _SUBNET):
        effect = _EFFECT[half.missing]
        yield Problem(half.span, f"{element(half.there)} {shown(half.there.value.value or '')} {effect}: {half.what}")
    for assignment in (*ips.values(), *subnets.values()):
        yield from _no_address(document, assignment)


def _no_address(document: Document, assignment: Assignment) -> Iterator[Problem]:
    parameter = catalogue.load(document.kind).parameters[assignment.name]
    value = assignment.value.value
    problem = value_problem(parameter, value, document.target) if value else None
    if problem is not None and problem.kind is not ProblemKind.RELEASE:
        yield Problem(
            assignment.value.span,
            f"{element(assignment)} cannot be {shown(value or '')}: expected {problem.expected}; cmmodnet refuses it, and "
            "the package does not start",
        )


@check_document("MC311")
def outside_subnet(document: Document) -> Iterator[Problem]:
    """Yield addresses that lie in their subnet under no netmask, and subnets that are no address of a network."""
    for address in document.package_view.addresses:
        fault = _fault(address)
        if fault is None or address.address is None or address.subnet is None:
            continue
        ip, subnet = (
            f"{called(name, address.index)} {shown(str(half.value))}"
            for name, half in ((_IP, address.address), (_SUBNET, address.subnet))
        )
        yield Problem(
            address.address.span,
            f"{ip} {fault} {subnet}: cmmodnet cannot place it, and the package does not start. Correct one of the two",
            notes=(Note("the subnet", document, address.subnet.span),),
        )


def _fault(address: RelocatableAddress) -> str | None:
    """Return what is wrong between an address and its subnet, in words that stand between the two; else None."""
    ip = address.address.value if address.address is not None else None
    subnet = address.subnet.value if address.subnet is not None else None
    if ip is None or subnet is None:
        return None
    if ip.version != subnet.version:
        return "is of the other version of IP than"
    if ip == subnet:
        return "is itself the address of"
    prefix = _shortest_prefix(subnet, address.subnet.text if address.subnet is not None else "")
    if prefix is None:
        return "cannot lie in what is the address of a host,"
    shift = subnet.max_prefixlen - prefix
    return None if int(ip) >> shift == int(subnet) >> shift else "does not lie in"


def _shortest_prefix(subnet: Address, text: str) -> int | None:
    """Return the length of the shortest prefix, which is the widest network, that a subnet's address can have.

    That is the length it is written with; else as many bits as are left without the zeros at its end, at least eight.
    None where too few zeros are there for a network.
    """
    written = text.strip("\"'").partition("/")[2]
    if written.isdecimal() and subnet.version == 6 and int(written) <= subnet.max_prefixlen:
        return int(written)
    bits = int(subnet)
    zeros = (bits & -bits).bit_length() - 1 if bits else subnet.max_prefixlen
    prefix = max(8, subnet.max_prefixlen - zeros)
    return prefix if prefix <= _LONGEST_PREFIX[subnet.version] else None
