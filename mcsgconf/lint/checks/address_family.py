"""IPv4 and IPv6: what HOSTNAME_ADDRESS_FAMILY promises, and what the release can carry a heartbeat over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.catalogue import Release
from mcsgconf.lint.finding import Note, Problem
from mcsgconf.lint.lines import lines
from mcsgconf.lint.meant import meant
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.wording import cut
from mcsgconf.models import convert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.convert import Address
    from mcsgconf.models.document import Document

_FAMILY = "HOSTNAME_ADDRESS_FAMILY"
_ADDRESSES = ("HEARTBEAT_IP", "STATIONARY_IP", "SUBNET", "POLLING_TARGET", "QS_HOST", "QS_ADDR")
_SERVER = frozenset({"QS_HOST", "QS_ADDR"})
_IPV6_HEARTBEAT_SINCE = Release(11, 19)


@check_document("MC147")
def families(document: Document) -> Iterator[Problem]:
    """Yield addresses of another family than the file says, and heartbeats over IPv6 before there were any."""
    yield from _against_the_family(document)
    release = document.target.release
    if release is not None and release < _IPV6_HEARTBEAT_SINCE:
        for setting, address in _addresses(document):
            if setting.key == "HEARTBEAT_IP" and address.version == 6:
                yield Problem(
                    setting.span,
                    f"{setting.name} {cut(meant(setting))} is an address of IPv6, and up to A.11.18 the heartbeat goes over "
                    "IPv4 only: cmcheckconf refuses it. Give the interface an IPv4 address for the heartbeat",
                )


def _against_the_family(document: Document) -> Iterator[Problem]:
    setting = document.blocks.first(_FAMILY)
    family = convert.keyword(setting.parameter, setting.bare) if setting is not None and setting.parameter else None
    if setting is None or family not in {"IPV4", "IPV6"}:
        return
    version = 4 if family == "IPV4" else 6
    looked_at = [pair for pair in _addresses(document) if family == "IPV6" or pair[0].key in _SERVER]
    odd = [line for line, address in looked_at if address.version != version]
    if len(odd) > 1 and len(odd) == len(looked_at):
        yield Problem(
            setting.span,
            f"{setting.name} is {family}, but all {len(odd)} addresses of the file are of the other family: cmcheckconf "
            "refuses that. Correct this line, or give the cluster addresses of its family",
            notes=(Note("one of the addresses", document, odd[0].span),),
        )
        return
    for line in odd:
        yield Problem(
            line.span,
            f"{line.name} {cut(meant(line))} is not of the family that {setting.name} {family} asks for: cmcheckconf refuses "
            "that. Write an address of that family, or the family ANY where your release and system support it",
            notes=(Note("the family", document, setting.span),),
        )


def _addresses(document: Document) -> list[tuple[Setting, Address]]:
    """Return the lines that give an address, in the order of the text; names of hosts are left out."""
    found = []
    for setting in lines(document).named(*_ADDRESSES):
        address = convert.address(setting.parameter, meant(setting)) if setting.parameter is not None else None
        if address is not None:
            found.append((setting, address))
    return found
