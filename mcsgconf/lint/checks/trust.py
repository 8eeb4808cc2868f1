"""Who a node lets in: its `cmclnodelist`, and the trust of the r-commands that it is there to replace."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.catalogue import Release
from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.registry import check_cluster, check_document
from mcsgconf.lint.whole_cluster import sure_cluster
from mcsgconf.lint.wording import cut, listed, shown
from mcsgconf.models.companions.trust import EVERY_HOST, Trusted, trusted_hosts
from mcsgconf.models.kind import Kind
from mcsgconf.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.site import ClusterSite, Companion

_POLICIES_SINCE = Release(11, 16)
_HOST = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*+|\+", re.ASCII)
_USER = re.compile(r"[A-Za-z0-9_.+$-]++", re.ASCII)


@check_cluster("MC720")
def missing(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the lists that lack root of a node of the cluster; the fix adds it."""
    document = sure_cluster(cluster)
    if document is None or not cluster.node_names:
        return
    for companion in cluster.companions(Kind.NODELIST):
        entries = list(trusted_hosts(companion.document))
        if any(entry.host.value == EVERY_HOST for entry in entries):
            continue
        let_in = {entry.node for entry in entries if entry.is_root}
        lacking = [node for node in cluster.node_names if node not in let_in]
        if not lacking:
            continue
        severity = _severity(document.target.release)
        effect = (
            "commands of root from there are refused on this node"
            if severity is Severity.ERROR
            else "as long as this node is in no cluster, commands of root from there are refused, and it cannot be added"
        )
        yield Problem(
            companion.document.source.line_span(_last_line(companion.document)),
            f"{listed([f'{cut(node)} root' for node in lacking])} {'is' if len(lacking) == 1 else 'are'} missing"
            f"{_of(companion)}: {effect}",
            document=companion.document,
            severity=severity,
            fix=_added(companion.document, [f"{node} root" for node in lacking]),
        )


def _severity(release: Release | None) -> Severity:
    """Return how bad a missing node is: up to A.11.15 the list governs all access, later that of unconfigured nodes."""
    if release is None:
        return Severity.WARNING
    return Severity.ERROR if release < _POLICIES_SINCE else Severity.INFO


def _of(companion: Companion) -> str:
    return f" in the list of {cut(companion.node)}" if companion.node is not None else ""


def _last_line(document: Document) -> int:
    """Return the number of the last line that has anything in it."""
    return document.source.position(len(document.source.text.rstrip())).line


def _added(document: Document, added: list[str]) -> Fix:
    line = document.source.full_lines(document.source.line_span(_last_line(document)))
    end = document.source.newline()
    finished = document.source.text[line.start : line.end].endswith("\n")
    text = "".join(f"{one}{end}" if finished else f"{end}{one}" for one in added)
    return Fix(f"add {listed(added)}", (Edit(line.end, line.end, text),))


@check_cluster("MC721")
def everybody(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the lines that let every host in; the fix lists the nodes of the cluster instead."""
    nodes = cluster.node_names if sure_cluster(cluster) is not None else ()
    for document in cluster.documents:
        for entry in trusted_hosts(document) if document.kind is Kind.NODELIST else ():
            if entry.host.value != EVERY_HOST:
                continue
            listed_nodes = document.source.newline().join(f"{node} root" for node in nodes)
            edit = Edit(entry.span.start, entry.span.end, listed_nodes)
            yield Problem(
                entry.span,
                "+ lets every host in: root of any machine with Serviceguard may configure this node. List the nodes of the "
                "cluster instead",
                document=document,
                fix=Fix("list the nodes", (edit,), Applicability.UNSAFE) if nodes else None,
            )


@check_cluster("MC722")
def differ(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the lists that are not as on the other nodes, and hosts in them that are no nodes of the cluster."""
    companions = cluster.companions(Kind.NODELIST)
    by_node = {one.node: one for one in companions if one.node is not None}
    sets = {node: _who(one) for node, one in by_node.items()}
    model = max(sets, key=lambda node: (list(sets.values()).count(sets[node]), len(sets[node])), default=None)
    for node, one in by_node.items():
        if model is None or sets[node] == sets[model]:
            continue
        more, less = sorted(sets[node] - sets[model]), sorted(sets[model] - sets[node])
        what = [f"lacks {listed([cut(entry) for entry in less])}"] if less else []
        what += [f"has {listed([cut(entry) for entry in more])} besides"] if more else []
        other = by_node[model].document
        yield Problem(
            one.document.source.line_span(1),
            f"the list of {cut(node or '')} {' and '.join(what)}, compared with that of {cut(model)}: commands work from one "
            "node and are refused from another, and nodes that were removed keep their rights. Have the same file everywhere",
            document=one.document,
            notes=(Note(f"the list of {cut(model)}", other, other.source.line_span(1)),),
        )
    if sure_cluster(cluster) is not None:
        yield from _strangers(cluster, companions)


def _who(companion: Companion) -> frozenset[str]:
    return frozenset(
        f"{entry.node} {entry.user.value if entry.user is not None else 'root'}"
        for entry in trusted_hosts(companion.document)
    )


def _strangers(cluster: ClusterSite, companions: tuple[Companion, ...]) -> Iterator[Problem]:
    """Yield the hosts whose root is let in and that are no nodes: they may be left over, or manage the cluster."""
    for one in companions:
        for entry in trusted_hosts(one.document):
            known = entry.node in cluster.node_names or entry.host.value == EVERY_HOST
            if not known and entry.is_root and _HOST.fullmatch(entry.host.value):
                yield Problem(
                    entry.span,
                    f"{cut(entry.host.value)} is no node of the cluster: if it is no host that manages it, it was left here "
                    "when the node was removed, and its root may still configure this one",
                    document=one.document,
                    severity=Severity.INFO,
                )


@check_document("MC723")
def malformed(document: Document) -> Iterator[Problem]:
    """Yield the lines of a list that are not a host and a user."""
    for entry in trusted_hosts(document):
        problem = _malformed(entry)
        if problem is not None:
            yield problem


def _malformed(entry: Trusted) -> Problem | None:
    host, user = entry.host.value, entry.user
    if not _HOST.fullmatch(host):
        name = re.split(r"[:@,\"']", host.strip("\"'"), maxsplit=1)[0]
        meant = f"{name} root" if name else "a host and a user"
        return Problem(
            entry.span,
            f"{shown(host)} is no host name, so the line lets nobody in. A line is a host and a user: {meant}",
        )
    if user is not None and not _USER.fullmatch(user.value):
        return Problem(
            user.span, f"{shown(user.value)} is no user name, so the line lets nobody in; quotes are not taken off"
        )
    if entry.rest:
        return Problem(
            Span(entry.rest[0].span.start, entry.rest[-1].span.end),
            "a line is one host and one user; what stands behind them is no part of it, and makes the line one that matches "
            "nobody. Write a line for each",
        )
    if "." in host and not host.replace(".", "").isdigit():
        return Problem(
            entry.host.span,
            f"of {cut(host)} only {cut(entry.node)} counts: hosts are compared without their domains, so a host of that name "
            f"in any domain is let in. {cut(entry.node)} says the same",
            severity=Severity.INFO,
        )
    return None


@check_cluster("MC724")
def r_commands(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the nodes of a cluster that a list of the r-commands lets in."""
    if sure_cluster(cluster) is None:
        return
    for companion in cluster.companions(Kind.RHOSTS):
        for entry in trusted_hosts(companion.document):
            everybody = entry.host.value == EVERY_HOST
            if everybody or (entry.node in cluster.node_names and entry.is_root):
                who = "every machine" if everybody else cut(entry.node)
                yield Problem(
                    entry.span,
                    f"root of {who} may log in here without a password. Serviceguard falls back on this list where "
                    "there is no cmclnodelist; use that, and ssh for copies, and take the trust away",
                    document=companion.document,
                )
