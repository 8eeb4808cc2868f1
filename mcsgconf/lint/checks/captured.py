"""What captures of commands show: switches that are off, kernels that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Note, Problem
from mcsgconf.lint.registry import check_cluster, check_document
from mcsgconf.lint.whole_cluster import called, nodes_of, sure_packages
from mcsgconf.lint.wording import cut
from mcsgconf.models.companions.captures import Tunable, switches, tunables
from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.site import ClusterSite

_OWN = ("dump", "nfile", "hostname", "crash")
"""How the names of parameters begin that a node may well have for itself."""


@check_document("MC527")
def switched_off(document: Document) -> Iterator[Problem]:
    """Yield the packages that run and may not move, and the nodes that are up and may not take one."""
    for switch in switches(document):
        if switch.enabled.value or not switch.up:
            continue
        package = cut(switch.package)
        if switch.node is None:
            message = (
                f"package {package} is up and may not move: when it or its node fails it stays down. Its switching was turned "
                f"off by a cmhaltpkg or by hand; cmmodpkg -e {package} turns it on again"
            )
        else:
            node = cut(switch.node)
            message = (
                f"package {package} may not run on {node}, which is up: it failed there, or was halted, and does not go back by "
                f"itself. Repair the cause, then cmmodpkg -e -n {node} {package}"
            )
        yield Problem(switch.span, message)


@check_cluster("MC907")
def kernels(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the kernel parameters that are not alike on two nodes which may run one package."""
    by_node: dict[str, tuple[Document, dict[str, Tunable]]] = {}
    for companion in cluster.companions(Kind.KERNEL_LISTING):
        if companion.node is not None:
            found = {one.name.value: one for one in tunables(companion.document) if not one.name.value.startswith(_OWN)}
            by_node.setdefault(companion.node, (companion.document, found))
    seen: set[tuple[str, str]] = set()
    for package in (site.package for site in sure_packages(cluster)):
        nodes = [node for node in nodes_of(package, cluster) if node in by_node]
        for node in nodes[1:]:
            model_document, model = by_node[nodes[0]]
            document, found = by_node[node]
            for name, one in found.items():
                other = model.get(name)
                if (
                    other is None
                    or (node, name) in seen
                    or one.value.text == other.value.text
                    or _is_automatic(one, other)
                ):
                    continue
                seen.add((node, name))
                yield Problem(
                    one.value.span,
                    f"{cut(name)} is {cut(one.value.text)} on {cut(node)} and {cut(other.value.text)} on {cut(nodes[0])}, and "
                    f"{called(package)} may run on both: what it needs there may fail after a failover only. Set the same "
                    "on all nodes of the package",
                    document=document,
                    notes=(Note(f"the kernel of {cut(nodes[0])}", model_document, other.value.span),),
                )


def _is_automatic(one: Tunable, other: Tunable) -> bool:
    """Tell whether the system chose both values for itself, by what else is in the machine."""
    return all("auto" in tunable.expression.lower() or tunable.expression == "Default" for tunable in (one, other))
