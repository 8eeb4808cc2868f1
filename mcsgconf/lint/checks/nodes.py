"""Nodes: their names in cluster and package files, and the sites they stand in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Fix, Note, Problem, Severity
from mcsgconf.lint.line_edits import with_value, without_line
from mcsgconf.lint.lines import lines
from mcsgconf.lint.meant import host_part
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.wording import cut, line_of, shown
from mcsgconf.models import convert
from mcsgconf.models.kind import Kind
from mcsgconf.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document

_EVERY_NODE = "*"
MOST_MOVED = 64
"""Lines that one fix moves: more sites than any cluster has, and a bound for files that are none."""


@check_document("MC104")
def node_configured_twice(document: Document) -> Iterator[Problem]:
    """Yield every NODE_NAME of a cluster file that names the host of an earlier one."""
    exact: dict[str, Setting] = {}
    folded: dict[str, Setting] = {}
    for setting in _node_lines(document):
        host = host_part(setting)
        if not host:
            continue
        earlier = exact.setdefault(host, setting)
        alike = folded.setdefault(host.casefold(), setting)
        if earlier is not setting:
            message = (
                f"node {shown(host)} is configured already, in line {line_of(document, earlier)}: it would have two "
                "half sections. Make one of the two"
            )
            yield _repetition(document, setting, earlier, message, Severity.ERROR)
        elif alike is not setting:
            message = (
                f"node {shown(host)} differs from that of line {line_of(document, alike)} in the case of its letters "
                "only, which counts here; if both are one host, make one section of the two"
            )
            yield _repetition(document, setting, alike, message, Severity.WARNING)


def _repetition(document: Document, setting: Setting, earlier: Setting, message: str, severity: Severity) -> Problem:
    notes = (Note("the first section", document, earlier.span),)
    return Problem(setting.span, message, severity=severity, notes=notes)


@check_document("MC105")
def qualified_node_name(document: Document) -> Iterator[Problem]:
    """Yield every node name with a domain; the fix cuts it off where no other node has the same host part."""
    nodes = _node_lines(document)
    hosts = Counter(host_part(setting) for setting in nodes)
    for setting in nodes:
        host = host_part(setting)
        if "." not in setting.bare:
            continue
        if setting.parameter is not None and convert.address(setting.parameter, setting.bare) is not None:
            message, fix = f"{setting.name} {cut(setting.bare)} is an address; a node goes by its host name", None
        else:
            message = (
                f"{setting.name} {cut(setting.bare)} has a domain; nodes go by the bare host name, and the two do not "
                f"match. Write {cut(host)}, in cluster and package files alike"
            )
            alone = host and hosts[host] == 1 and setting.bare == setting.value
            fix = Fix(f"write {cut(host)}", (with_value(setting, host),)) if alone else None
        yield Problem(setting.value_span, message, fix=fix)


@check_document("MC206")
def package_node_repeated(document: Document) -> Iterator[Problem]:
    """Yield every node that a package lists for the second time; the fix takes that line out."""
    first: dict[str, Setting] = {}
    for setting in _node_lines(document):
        if not setting.bare:
            continue
        earlier = first.setdefault(setting.bare, setting)
        if earlier is not setting:
            yield Problem(
                setting.span,
                f"node {shown(setting.bare)} is in the list already, in line {line_of(document, earlier)}; the order "
                "is the order of preference, so one of the two is wrong, and cmcheckconf refuses duplicates",
                fix=Fix("take the later line out", (without_line(document, setting),)),
                notes=(Note("the first one", document, earlier.span),),
            )


@check_document("MC205")
def every_node_and_some(document: Document) -> Iterator[Problem]:
    """Yield the `*` of a package that lists nodes by name, too."""
    nodes = _node_lines(document)
    star = next((setting for setting in nodes if setting.bare == _EVERY_NODE), None)
    named = next((setting for setting in nodes if setting.bare not in {_EVERY_NODE, ""}), None)
    if star is not None and named is not None:
        yield Problem(
            star.span,
            f"{star.name} * means every node of the cluster and stands alone, but line {line_of(document, named)} "
            "names a node; keep the one or the other",
            notes=(Note("a node by name", document, named.span),),
        )


@check_document("MC149")
def sites(document: Document) -> Iterator[Problem]:
    """Yield sites declared below the first node, nodes on sites that nobody declares, and nodes without one."""
    nodes = document.blocks.named("node")
    declared = document.blocks.all("SITE_NAME")
    first = nodes[0].opener if nodes else None
    if first is not None:
        late = [setting for setting in declared if setting.name_span > first.name_span]
        fix = _moved_up(document, late, first) if len(late) <= MOST_MOVED else None
        for setting in late:
            message = f"{setting.name} {cut(setting.value)} stands below a node; sites are declared above the first one"
            yield Problem(setting.span, message, fix=fix, notes=(Note("the first node", document, first.span),))
    names = {setting.bare.casefold() for setting in declared}
    sited = [(node.opener, node.first("SITE")) for node in nodes]
    used = any(site is not None for _, site in sited)
    for opener, site in sited:
        if site is not None and site.bare and site.bare.casefold() not in names:  # in case alone: MC157
            yield Problem(site.span, f"no SITE_NAME declares {shown(site.bare)}; declare it above the first node")
        if site is None and opener is not None and used:
            message = f"{cut(opener.value)} has no SITE, other nodes have one; as soon as one node has it, all must"
            yield Problem(opener.span, message)


def _moved_up(document: Document, late: list[Setting], first: Setting) -> Fix:
    """Return the fix that moves whole lines above the first node, in their order."""
    source = document.source
    places = [source.full_lines(setting.span) for setting in late]
    texts = [source.slice(place).rstrip("\r\n") for place in places]
    start = source.full_lines(first.span).start
    moved = "".join(f"{text}{source.newline()}" for text in texts)
    edits = (Edit(start, start, moved), *(Edit(place.start, place.end, "") for place in places))
    return Fix("move the line up" if len(late) == 1 else f"move the {len(late)} lines up", edits)


def _node_lines(document: Document) -> list[Setting]:
    """Return the NODE_NAME lines of a cluster or package file."""
    return lines(document).named("node_name" if document.kind is Kind.MODULAR_PACKAGE else "NODE_NAME")
