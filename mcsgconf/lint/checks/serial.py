"""Serial heartbeat: a line between exactly two nodes, one port on each, or none at all."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Applicability, Fix, Note, Problem
from mcsgconf.lint.heartbeats import node_links
from mcsgconf.lint.line_edits import without_line
from mcsgconf.lint.lines import lines
from mcsgconf.lint.meant import host_part, meant
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.wording import cut, line_of, shown
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import BlockTree, Setting
    from mcsgconf.models.document import Document

_NAMES = ("SERIAL_DEVICE_FILE", "SERIAL")
_COMMENTED_NODE = re.compile(r"^[ \t]*+(#[# \t]*+NODE_NAME[ \t]++[^<\s]\S*+)[ \t\r]*+$", re.IGNORECASE | re.MULTILINE)
MOST_LINES = 64
"""Lines that one fix takes out: more than any cluster has, and a bound for files that are none."""
_DOWN = "The cluster must be down when the change is applied"


@check_document("MC120")
def node_count(document: Document) -> Iterator[Problem]:
    """Yield every serial line of a cluster that does not have exactly two nodes; the fix takes all of them out."""
    serial = _serial_lines(document)
    nodes = _node_names(document) if serial else {}
    if not nodes or len(nodes) == 2:
        return
    fix = _without(document, serial) if len(serial) <= MOST_LINES else None
    count = "only one node" if len(nodes) == 1 else f"{len(nodes)} nodes"
    notes: tuple[Note, ...] = ()
    if len(nodes) == 1:
        notes = tuple(islice(_commented_nodes(document), 3))
    else:
        notes = (Note("the third node", document, list(nodes.values())[2].span),)
    for setting in serial:
        first = setting is serial[0]
        yield Problem(
            setting.span,
            f"serial heartbeat in a cluster of {count}: the line joins exactly two, so cmcheckconf refuses the file and "
            f"no node can be added. Take the lines of all nodes out. {_DOWN}"
            if first
            else f"a further line of the serial heartbeat, see line {line_of(document, serial[0])}",
            fix=fix,
            notes=notes if first else (),
        )


@check_document("MC121")
def one_sided(document: Document) -> Iterator[Problem]:
    """Yield the serial line of a cluster of two nodes where only one of the two has one."""
    nodes = document.blocks.named("node") if _serial_lines(document) else []
    by_node = {host_part(node.opener): _lines_of(node) for node in nodes if node.opener is not None}
    equipped = [serial for serial in by_node.values() if serial]
    if len(by_node) != 2 or len(nodes) != 2 or len(equipped) != 1 or _strays(document):
        return
    other = next(node for node in nodes if not _lines_of(node))
    if other.opener is None:
        return
    serial = equipped[0]
    yield Problem(
        serial[0].span,
        f"serial heartbeat on one side only: {cut(other.opener.bare)} has no line of this kind, and a line with one end "
        f"carries nothing. Add the other end, or take this one out. {_DOWN}",
        fix=_without(document, serial),
        notes=(Note("no serial line below this node", document, other.opener.span),),
    )


@check_document("MC123")
def superfluous(document: Document) -> Iterator[Problem]:
    """Yield the serial heartbeat of two nodes that have a second heartbeat LAN, or a standby, as well."""
    serial = _serial_lines(document)
    links = node_links(document) if serial else ()
    if len(links) != 2 or not all(link.serial for link in links):
        return
    if any(len(link.heartbeats) < (1 if link.standbys else 2) for link in links):
        return
    interface, _ = links[0].heartbeats[0]
    other = links[0].heartbeats[1][0] if len(links[0].heartbeats) > 1 else links[0].standbys[0]
    yield Problem(
        serial[0].span,
        f"serial heartbeat beside {cut(interface.bare)} and {cut(other.bare)}: with two paths over LAN the manuals advise "
        "against it, since a serial line corrects no errors and has its own faults, and no node can be added while it is "
        f"there. Take it out at both nodes at the next occasion. {_DOWN}",
        fix=_without(document, serial, Applicability.UNSAFE),
        notes=tuple(Note("the other end", document, line.span) for line in serial[1:2]),
    )


@check_document("MC122")
def device_file(document: Document) -> Iterator[Problem]:
    """Yield every serial line whose value is no device file."""
    for setting in _serial_lines(document):
        path = meant(setting)
        if path and not path.startswith(("/dev/", "<", "$")):
            yield Problem(
                setting.value_span,
                f"{shown(path)} is no device file: the serial port is named by its full path, such as /dev/tty0p0",
            )


def _serial_lines(document: Document) -> list[Setting]:
    return lines(document).named(*_NAMES)


def _lines_of(node: BlockTree) -> list[Setting]:
    return [setting for setting in node.every_setting() if setting.key in _NAMES]


def _strays(document: Document) -> bool:
    """Tell whether serial lines stand outside the node blocks, so that nobody can say whose they are."""
    return len(_serial_lines(document)) != sum(len(_lines_of(node)) for node in document.blocks.named("node"))


def _node_names(document: Document) -> dict[str, Setting]:
    """Return the first line of each node that the file has, by host name."""
    nodes: dict[str, Setting] = {}
    for block in document.blocks.named("node"):
        if block.opener is not None and host_part(block.opener):
            nodes.setdefault(host_part(block.opener), block.opener)
    return nodes


def _without(document: Document, serial: list[Setting], how_safe: Applicability = Applicability.SAFE) -> Fix:
    message = "take the serial line out" if len(serial) == 1 else f"take all {len(serial)} serial lines out"
    return Fix(message, tuple(without_line(document, setting) for setting in serial), how_safe)


def _commented_nodes(document: Document) -> Iterator[Note]:
    for match in _COMMENTED_NODE.finditer(document.source.text):
        yield Note("a node that is commented out does not count", document, Span(*match.span(1)))
