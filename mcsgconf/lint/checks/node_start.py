"""What a node starts by itself when it boots: the cluster, and nothing that gets in the cluster's way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.registry import check_cluster
from mcsgconf.lint.script_edits import commented_out, is_alone, styled, with_word
from mcsgconf.lint.whole_cluster import called, sure_cluster, sure_packages
from mcsgconf.lint.wording import cut, listed
from mcsgconf.models.cluster_nodes import read_nodes
from mcsgconf.models.companions.start_up import AUTOSTART, BootAddress, autostart, boot_addresses, of_interface
from mcsgconf.models.companions.system import processes
from mcsgconf.models.kind import Kind
from mcsgconf.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.convert import Address
    from mcsgconf.models.document import Document
    from mcsgconf.models.package import Package, Placed
    from mcsgconf.site import ClusterSite

_GETTYS = frozenset({"getty", "uugetty", "mgetty", "agetty"})


@check_cluster("MC740")
def stays_out(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the nodes that do not join their cluster when they boot."""
    values = {
        document.name: (document, assignment)
        for document in cluster.documents
        if document.kind is Kind.RC_CONFIG and (assignment := autostart(document)) is not None
    }
    nodes = {one.document.name: one.node for one in cluster.companions(Kind.RC_CONFIG)}
    others = [nodes.get(name) or name for name, (_, one) in values.items() if one.value.value == "1"]
    all_alike = len(values) > 1 and all(one.value.value == "0" for _, one in values.values())
    for name, (document, assignment) in values.items():
        if assignment.value.value != "0":
            continue
        where = cut(nodes.get(name) or "the node")
        compared = (
            f", while {listed([cut(other) for other in others])} {'do' if len(others) > 1 else 'does'}"
            if others
            else ""
        )
        yield Problem(
            assignment.span,
            f"{where} does not join the cluster when it boots{compared}: after a reset the packages have one node less to go "
            f"to, and nobody notices. {AUTOSTART}=0 is for the time of an upgrade; write 1",
            document=document,
            severity=Severity.INFO if all_alike else None,
            fix=Fix("write 1", (with_word(assignment, styled(assignment.value.text, "1")),), Applicability.UNSAFE),
        )


@check_cluster("MC741")
def getty_on_heartbeat(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the gettys on a serial line that carries heartbeats; the fix comments them out."""
    document = sure_cluster(cluster)
    if document is None:
        return
    lines = {node.name.value: node.serial_device_files for node in read_nodes(document.blocks)}
    for companion in cluster.companions(Kind.INITTAB):
        nodes = [companion.node] if companion.node is not None else list(lines)
        heartbeats = {file.value.rpartition("/")[2]: file for node in nodes for file in lines.get(node, ())}
        for process in processes(companion.document):
            words = process.command.value.partition("#")[0].split()
            program = words[0].rpartition("/")[2] if words else ""
            device = next(
                (word.rpartition("/")[2] for word in words[1:] if word.rpartition("/")[2] in heartbeats), None
            )
            if not process.active or program not in _GETTYS or device is None:
                continue
            start = companion.document.source.full_lines(process.span).start
            yield Problem(
                process.span,
                f"{program} waits for a login on {cut(device)}, which is the serial heartbeat of {listed([cut(node) for node in nodes])}: it "
                "reads the heartbeats, and the line counts as dead. Comment it out, and have init read the file again "
                "(init q)",
                document=companion.document,
                fix=Fix("comment the line out", (Edit(start, start, "#"),)),
                notes=(Note("the heartbeat line", document, heartbeats[device].span),),
            )


@check_cluster("MC742")
def relocatable_at_boot(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the addresses of packages that an interface gets when a node boots."""
    moving: dict[Address, tuple[Package, Placed[Address | None]]] = {}
    for package in (site.package for site in sure_packages(cluster)):
        for relocatable in package.addresses:
            if relocatable.address is not None and relocatable.address.value is not None:
                moving.setdefault(relocatable.address.value, (package, relocatable.address))
    for companion in cluster.companions(Kind.NETCONF):
        for boot in boot_addresses(companion.document):
            found = moving.get(boot.address.value) if boot.address.value is not None else None
            if found is None:
                continue
            package, place = found
            where = cut(companion.node) if companion.node is not None else "a node"
            yield Problem(
                boot.assignment.span,
                f"{boot.address.value} is an address of {called(package)} ({place.document.name}), and {where} takes it at boot: "
                "after a failover two nodes have it. Leave it to the package, which brings it up where it runs",
                document=companion.document,
                fix=_out(companion.document, boot),
                notes=(Note(f"that of {called(package)}", place.document, place.span),),
            )


def _out(document: Document, boot: BootAddress) -> Fix | None:
    """Return the fix that comments out what sets up the interface, where each assignment has a line of its own."""
    if boot.index is None:
        return None
    block = of_interface(document, boot.index)
    if not all(is_alone(document, [assignment]) for assignment in block):
        return None
    edits = commented_out(document, [assignment.span for assignment in block])
    return Fix("comment the interface's lines out", edits, Applicability.UNSAFE)
