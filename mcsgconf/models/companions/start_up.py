"""What a node brings up when it boots: the cluster daemon (`cmcluster`) and its addresses (`netconf`, `ifcfg-*`)."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING

from mcsgconf.models.convert import Address  # noqa: TC001 - pydantic reads the annotations
from mcsgconf.models.located import Located

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.models.script import Assignment

AUTOSTART = "AUTOSTART_CMCLD"
_ADDRESS = "IP_ADDRESS"
_PER_INTERFACE = frozenset(
    {
        _ADDRESS,
        "INTERFACE_NAME",
        "SUBNET_MASK",
        "BROADCAST_ADDRESS",
        "INTERFACE_STATE",
        "DHCP_ENABLE",
        "INTERFACE_MODULES",
    }
)


@dataclass(frozen=True, slots=True)
class BootAddress:
    """An address that an interface gets at boot; `index` numbers the interface, None in a file of one interface."""

    address: Located[Address | None]
    index: int | None
    assignment: Assignment


def autostart(document: Document) -> Assignment | None:
    """Return the assignment that says whether the node joins its cluster at boot; the last one counts."""
    return document.script.scalar(AUTOSTART)


def boot_addresses(document: Document) -> Iterator[BootAddress]:
    """Yield the addresses of a `netconf` or an `ifcfg` file."""
    script = document.script
    names = [name for name in script.arrays if name == _ADDRESS or name.startswith("IPADDR")]
    for name in names:
        for index, assignment in script.elements(name).items():
            value = assignment.value
            address = Located(_address(value.value), value.text, value.span)
            yield BootAddress(address, index if name == _ADDRESS else None, assignment)


def of_interface(document: Document, index: int) -> tuple[Assignment, ...]:
    """Return the assignments of a `netconf` that set up the interface of a number."""
    return tuple(
        assignment
        for assignment in document.script.assignments
        if assignment.name in _PER_INTERFACE and assignment.index == index
    )


def _address(text: str | None) -> Address | None:
    try:
        return ip_address(text.partition("/")[0]) if text else None
    except ValueError:
        return None
