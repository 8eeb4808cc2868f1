"""LAN interfaces of the nodes and their addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Note, Problem
from mcsgconf.lint.lines import lines
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.wording import cut, line_of, named
from mcsgconf.models import convert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import BlockTree, Setting
    from mcsgconf.models.convert import Address
    from mcsgconf.models.document import Document

_ADDRESSES = ("HEARTBEAT_IP", "STATIONARY_IP")


@check_document("MC126")
def repeated_address(document: Document) -> Iterator[Problem]:
    """Yield every heartbeat or stationary address that the file has given to an interface already."""
    first: dict[Address, Setting] = {}
    for setting in lines(document).named(*_ADDRESSES):
        address = _address(setting)
        if address is None:
            continue
        earlier = first.setdefault(address, setting)
        if earlier is not setting:
            yield Problem(
                setting.span,
                f"{cut(setting.bare)} is the address of another interface, in line {line_of(document, earlier)}: two "
                "interfaces with one address are a network fault at once. Was a node's section copied?",
                notes=(Note("the other interface", document, earlier.span),),
            )


@check_document("MC127")
def several_ipv4_addresses(document: Document) -> Iterator[Problem]:
    """Yield the second IPv4 address of an interface; a second HEARTBEAT_IP of any kind is a repeated line."""
    for interface in _interfaces(document):
        heartbeats = 0
        ipv4: list[Setting] = []
        for setting in interface.settings:
            address = _address(setting) if setting.key in _ADDRESSES else None
            heartbeats += setting.key == "HEARTBEAT_IP"
            if address is None or address.version != 4:
                continue
            ipv4.append(setting)
            repeated_heartbeat = setting.key == "HEARTBEAT_IP" and heartbeats > 1
            if len(ipv4) > 1 and not repeated_heartbeat and interface.opener is not None:
                yield Problem(
                    setting.span,
                    f"a second IPv4 address below {named(interface.opener)}: an interface carries one subnet of IPv4. "
                    "Give the address an interface of its own",
                    notes=(Note("the first address", document, ipv4[0].span),),
                )


@check_document("MC128")
def repeated_interface(document: Document) -> Iterator[Problem]:
    """Yield every interface that its node lists for the second time."""
    for node in document.blocks.named("node"):
        first: dict[str, Setting] = {}
        for interface in node.named("interface"):
            setting = interface.opener
            if setting is None or not setting.bare:
                continue
            earlier = first.setdefault(setting.bare, setting)
            if earlier is not setting:
                yield Problem(
                    setting.span,
                    f"{cut(setting.bare)} is an interface of this node already, in line {line_of(document, earlier)}; "
                    "a merge of two sections by hand leaves such lines. Take one of the two out",
                    notes=(Note("the first one", document, earlier.span),),
                )


def _interfaces(document: Document) -> Iterator[BlockTree]:
    for node in document.blocks.named("node"):
        yield from node.named("interface")


def _address(setting: Setting) -> Address | None:
    return convert.address(setting.parameter, setting.bare) if setting.parameter is not None else None
