"""Names and addresses of the nodes as the nodes themselves look them up, and whom they take for root."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.registry import check_cluster
from mcsgconf.lint.whole_cluster import addresses_of_nodes, sure_cluster
from mcsgconf.lint.wording import cut, listed
from mcsgconf.models.companions.name_service import Database, Host, databases, hosts
from mcsgconf.models.companions.system import daemons, users
from mcsgconf.models.kind import Kind
from mcsgconf.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.convert import Address
    from mcsgconf.models.document import Document
    from mcsgconf.models.located import Located
    from mcsgconf.site import ClusterSite

_FILES, _CONTINUE = "files", "continue"
_IDENT = "auth"
_CONFIGURATION = "hacl-cfg"


@check_cluster("MC730")
def nodes_in_hosts(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the hosts files that lack a node, or an address of one; the fix adds it."""
    document = sure_cluster(cluster)
    if document is None:
        return
    addresses = addresses_of_nodes(document)
    for companion in cluster.companions(Kind.HOSTS):
        table = hosts(companion.document)
        named: dict[str, set[Address]] = {}
        for host in table:
            if host.address.value is not None and not host.address.value.is_loopback:
                for name in host.short_names & addresses.keys():
                    named.setdefault(name, set()).add(host.address.value)
        for node, own in addresses.items():
            lacking = [address for address in own if address not in named.get(node, ())]
            if lacking:
                yield _not_named(companion.document, table, node, lacking, known=node in named)


def _is_loopback(host: Host) -> bool:
    return host.address.value is not None and host.address.value.is_loopback


def _not_named(
    document: Document, table: tuple[Host, ...], node: str, lacking: list[Address], *, known: bool
) -> Problem:
    other = next((host for host in table if host.address.value in lacking), None)
    last = document.source.line_span(document.source.position(len(document.source.text.rstrip())).line)
    addresses = listed([str(address) for address in lacking])
    plural = "es" if len(lacking) > 1 else ""
    if known:
        message = (
            f"the address{plural} {addresses} of {cut(node)} {'do' if plural else 'does'} not have its name here: commands "
            f"that come from there are taken for another host and refused. Let a line of each name {cut(node)}, if as an alias"
        )
    else:
        message = (
            f"{cut(node)} is not in this table: without a name server commands hang, or are refused, because {addresses} "
            "cannot be told to be a node"
        )
    edits = tuple(_edits(document, table, node, lacking))
    return Problem(
        other.span if other is not None else last,
        message,
        document=document,
        severity=Severity.WARNING if known else None,
        fix=Fix(f"name {node}", edits),
    )


def _edits(document: Document, table: tuple[Host, ...], node: str, lacking: list[Address]) -> Iterator[Edit]:
    """Yield the edits that name a node: behind the other names of its address, or on a line of its own at the end."""
    end = len(document.source.text)
    newline = document.source.newline()
    added = ""
    for address in lacking:
        host = next((host for host in table if host.address.value == address), None)
        if host is not None:
            at = host.names[-1].span.end if host.names else host.address.span.end
            yield Edit(at, at, f" {node}")
        else:
            added += f"{address} {node}{newline}"
    if added:
        unfinished = document.source.text and not document.source.text.endswith("\n")
        yield Edit(end, end, f"{newline}{added.removesuffix(newline)}" if unfinished else added)


@check_cluster("MC731")
def nodes_on_loopback(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the nodes that a hosts file gives the loopback address; the fix takes the name off."""
    if sure_cluster(cluster) is None:
        return
    for companion in cluster.companions(Kind.HOSTS):
        for host in hosts(companion.document):
            own = [name for name in host.names if name.value.partition(".")[0] in cluster.node_names]
            if not own or not _is_loopback(host) or own[0].value == "localhost":
                continue
            kept = len(host.names) > len(own)
            yield Problem(
                own[0].span,
                f"{cut(own[0].value)} is a node of the cluster and has the address {cut(host.address.text)} here: the node "
                "tells its peers an address at which they reach themselves, and they refuse it. Take the name off this line",
                document=companion.document,
                fix=Fix("take the node's name off", tuple(_off(companion.document, host, own))) if kept else None,
            )


def _off(document: Document, host: Host, names: list[Located[str]]) -> Iterator[Edit]:
    """Yield the edits that take names out of a line with the blanks before them, or behind those that come first."""
    text = document.source.text
    first = next(name for name in host.names if name not in names)
    for name in names:
        start, end = name.span
        if start < first.span.start:
            end += len(text[end:]) - len(text[end:].lstrip(" \t"))
        else:
            start -= len(text[:start]) - len(text[:start].rstrip(" \t"))
        yield Edit(start, end, "")


@check_cluster("MC732")
def files_first(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the name service switches that ask a name server before the file, or stop at the file."""
    if sure_cluster(cluster) is None:
        return
    for companion in cluster.companions(Kind.NSSWITCH):
        for database in databases(companion.document):
            if database.name.value != "hosts" or not database.sources:
                continue
            names = [source.name.value for source in database.sources]
            first = database.sources[0]
            if first.name.value != _FILES:
                yield Problem(
                    database.sources_span,
                    f"hosts are looked up in {cut(names[0])} first: when it does not answer, the commands of the cluster hang "
                    "with it. Ask files first",
                    document=companion.document,
                    fix=_files_to_front(companion.document, database),
                )
            elif len(names) > 1 and first.actions.get("NOTFOUND", _CONTINUE) != _CONTINUE:
                yield Problem(
                    first.name.span,
                    f"a host that is not in the file is never asked of {cut(names[1])}: NOTFOUND ends the search. Write "
                    "[NOTFOUND=continue UNAVAIL=continue] behind files",
                    document=companion.document,
                )


def _files_to_front(document: Document, database: Database) -> Fix | None:
    """Return the fix that puts files before all other sources, with what stands in brackets behind each left in place."""
    text = document.source.slice(database.sources_span)
    words = text.split()
    if "[" in text and _FILES in words:
        return None  # what is in brackets would go with another source
    rest = [word for word in words if word != _FILES]
    new = " ".join([_FILES, "[NOTFOUND=continue UNAVAIL=continue]", *rest])
    return Fix("ask files first", (Edit(*database.sources_span, new),), Applicability.UNSAFE)


@check_cluster("MC733")
def root_first(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the user who stands before root and has its number; the fix moves root up."""
    if sure_cluster(cluster) is None:
        return
    for companion in cluster.companions(Kind.PASSWD):
        supers = [user for user in users(companion.document) if user.uid.value == 0]
        root = next((user for user in supers if user.name.value == "root"), None)
        if root is None or supers[0] is root:
            continue
        lines = companion.document.source.full_lines(root.span)
        above = companion.document.source.full_lines(supers[0].span).start
        text = companion.document.source.text[lines.start : lines.end]
        moved = (Edit(above, above, text), Edit(lines.start, lines.end, ""))
        yield Problem(
            supers[0].span,
            f"{cut(supers[0].name.value)} has the user number 0 and stands above root: identd gives this name for every "
            "command of root, and the other nodes refuse it. Let root be the first with that number",
            document=companion.document,
            fix=Fix("move root up", moved, Applicability.UNSAFE) if text.endswith("\n") else None,
            notes=(Note("root", companion.document, root.span),),
        )


@check_cluster("MC734")
def ident_daemon(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the identd that is commented out on a node whose Serviceguard asks it; the fix takes the mark off."""
    if sure_cluster(cluster) is None:
        return
    for companion in cluster.companions(Kind.INETD):
        found = list(daemons(companion.document))
        ident = [daemon for daemon in found if daemon.name.value == _IDENT]
        asked = [daemon for daemon in found if daemon.name.value == _CONFIGURATION and daemon.active]
        if not ident or any(daemon.active for daemon in ident):
            continue
        if any("-i" in daemon.command.value.split() for daemon in asked):
            continue  # told not to ask
        daemon = ident[0]
        yield Problem(
            daemon.span,
            "identd is commented out: the other nodes ask it who a user is, get no answer, and refuse the command "
            '("permission denied"). Take the mark off, and have inetd read the file again (inetd -c)',
            document=companion.document,
            fix=Fix("take the mark off", (Edit(*daemon.mark, ""),), Applicability.UNSAFE),
        )
