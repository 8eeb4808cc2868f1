"""What a package is told to do when something fails: where it may go, whether by itself, and whether the node is reset.

All of it is legal. The rules say what follows, so that it stands there because somebody wanted it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Applicability, Fix, Note, Problem
from mcsgconf.lint.line_edits import in_case_of, with_word
from mcsgconf.lint.lines import first_line, in_style, lines
from mcsgconf.lint.meant import meant
from mcsgconf.lint.registry import check_cluster, check_document
from mcsgconf.lint.whole_cluster import PACKAGES_OF_A_CLUSTER, is_failover, packages_together, sure_cluster
from mcsgconf.lint.wording import cut, listed, named
from mcsgconf.models import convert
from mcsgconf.models.kind import Kind
from mcsgconf.site import PACKAGE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.criteria import Condition
    from mcsgconf.models.document import Document
    from mcsgconf.models.package import Placed
    from mcsgconf.site import ClusterSite
    from mcsgconf.text import Span

_EVERY_NODE = "*"
_OF_THE_SYSTEM = "SYSTEM_MULTI_NODE"
_BY_LOAD = "MIN_PACKAGE_NODE"
_MOST_NAMED = 3


@check_cluster("MC207", needs=PACKAGES_OF_A_CLUSTER)
def single_node(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the only node of a failover package in a cluster that has more of them."""
    if sure_cluster(cluster) is None or len(cluster.node_names) < 2:
        return
    for package in cluster.packages:
        nodes = {node.value: node for node in package.package.nodes}
        node = next(iter(nodes.values()), None)
        if node is None or len(nodes) > 1 or node.value in {_EVERY_NODE, ""} or not is_failover(package.package):
            continue
        others = [name for name in cluster.node_names if name != node.value]
        yield Problem(
            node.span,
            f"only {cut(node.value)} may run this package: when that node fails, the package stays down. Add an adoptive "
            f"node ({listed([cut(name) for name in others[:_MOST_NAMED]], 'or')}), or say in a comment that it is meant",
            document=package.document,
        )


@check_cluster("MC214")
def service_fail_fast(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield services whose end resets the node; not those that are started again without end, of which MC309 speaks."""
    never = set(_never_failing(cluster))
    for document in cluster.documents:
        if document.kind not in PACKAGE_KINDS or _is_of_the_system(document):
            continue
        for block in document.blocks.named("service"):
            setting = block.first(in_style(document, "SERVICE_FAIL_FAST_ENABLED"))
            if setting is None or not _is(setting, wanted=True) or block.opener is None:
                continue
            if (document.name, setting.value_span) not in never:
                yield Problem(
                    setting.span,
                    f"{setting.name} {setting.bare}: when {cut(meant(block.opener))} ends, after its restarts, the node is "
                    "reset at once, and every other package on it goes down with it. Write NO unless that is wanted",
                    document=document,
                    fix=Fix("write NO", (with_word(setting, "NO"),), Applicability.UNSAFE),
                )


def _never_failing(cluster: ClusterSite) -> Iterator[tuple[str, Span]]:
    """Yield where services are to reset the node that are restarted without end."""
    told = [site for site in cluster.packages if site.document.kind is Kind.MODULAR_PACKAGE or site.run_scripts]
    for service in (service for site in told for service in site.package.services):
        if service.fail_fast is not None and service.restart is not None and service.restart.value == "unlimited":
            yield service.fail_fast.document.name, service.fail_fast.span


@check_cluster("MC215")
def node_fail_fast(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield packages that reset their node when they cannot start or stop, with what else runs there."""
    for document in cluster.documents:
        if document.kind not in PACKAGE_KINDS or _is_of_the_system(document):
            continue
        setting = first_line(document, "NODE_FAIL_FAST_ENABLED")
        if setting is not None and _is(setting, wanted=True):
            yield Problem(
                setting.span,
                f"{setting.name} {setting.bare}: a start that fails, a script that runs out of time or a lost subnet "
                f"resets the node{_neighbours(cluster, document)}. It is the only way to get a package off a node on which "
                "its script hangs; write NO unless that is wanted",
                document=document,
                fix=Fix("write NO", (with_word(setting, "NO"),), Applicability.UNSAFE),
            )


def _neighbours(cluster: ClusterSite, document: Document) -> str:
    """Return in words how many other packages of the cluster may run on the package's nodes."""
    packages = packages_together(cluster)
    if not packages:
        return ", and every other package on it goes down with it"
    mine = _node_names(document)
    others = sum(_share(mine, _node_names(other.document)) for other in packages if other.document is not document)
    if others == 0:
        return ""
    return (
        f", on which {'one other package' if others == 1 else f'{others} other packages'} of this cluster may run, too"
    )


def _node_names(document: Document) -> set[str]:
    return {meant(setting) for setting in lines(document).named(in_style(document, "NODE_NAME"))}


def _share(one: set[str], other: set[str]) -> bool:
    return bool(one & other) or _EVERY_NODE in one | other


@check_cluster("MC220", "MC416")
def not_by_itself(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield packages that neither start nor move by themselves, and those of them that depend, or are depended on."""
    wanted = _wanted_by(cluster)
    for document in cluster.documents:
        setting = _auto_run(document) if document.kind in PACKAGE_KINDS else None
        if setting is None or not _is(setting, wanted=False):
            continue
        on = in_case_of(setting.bare, "YES")
        fix = Fix(f"write {on}", (with_word(setting, "YES"),), Applicability.UNSAFE)
        bound = _bound(document, wanted)
        if bound is None:
            yield Problem(
                setting.span,
                f"{setting.name} {setting.bare}: the package does not start with the cluster, nor move when its node fails. "
                f"After maintenance it is often forgotten; write {on}, or start it by cmrunpkg and cmmodpkg -e",
                document=document,
                code="MC220",
                fix=fix,
            )
        else:
            why, note = bound
            yield Problem(
                setting.span,
                f"{setting.name} {setting.bare}, and {why}: packages that depend on one another are to start and move by "
                "themselves, all of them, else the one waits for the other and both stay down",
                document=document,
                code="MC416",
                fix=fix,
                notes=(note,),
            )


def _auto_run(document: Document) -> Setting | None:
    return first_line(document, "AUTO_RUN") or first_line(document, "PKG_SWITCHING_ENABLED")


def _bound(document: Document, wanted: dict[str, Placed[Condition | None]]) -> tuple[str, Note] | None:
    """Return in words whether a package depends on another one or is depended on, and where it stands; else None."""
    dependency = first_line(document, "DEPENDENCY_NAME")
    if dependency is not None:
        return "it depends on another package", Note("a dependency of this package", document, dependency.span)
    name = first_line(document, "PACKAGE_NAME")
    condition = wanted.get(meant(name)) if name is not None else None
    if condition is None:
        return None
    note = Note("the dependency of the other package", condition.document, condition.span)
    return "another package depends on it", note


def _wanted_by(cluster: ClusterSite) -> dict[str, Placed[Condition | None]]:
    """Return the conditions that packages of the cluster set for others, by the other's name."""
    return {
        condition.value.package: condition
        for package in reversed(packages_together(cluster))
        for dependency in package.package.dependencies
        if (condition := dependency.condition) is not None and condition.value is not None
    }


@check_document("MC229")
def priority_by_load(document: Document) -> Iterator[Problem]:
    """Yield a priority of a package that goes where the fewest packages are, and never makes another one leave."""
    priority, policy = first_line(document, "PRIORITY"), first_line(document, "FAILOVER_POLICY")
    if priority is None or policy is None or priority.parameter is None or policy.parameter is None:
        return
    word = (convert.keyword(policy.parameter, meant(policy)) or "").upper()
    if word == _BY_LOAD and convert.integer(priority.parameter, meant(priority)) is not None:
        yield Problem(
            priority.span,
            f"{named(priority)}: only a package with the policy CONFIGURED_NODE has a priority, and cmcheckconf refuses this "
            "one. Take the line out, or change the policy",
            notes=(Note("the policy of this package", document, policy.span),),
        )


@check_document("MC221")
def automatic_failback(document: Document) -> Iterator[Problem]:
    """Yield packages that go back by themselves as soon as their first node can run them."""
    setting = first_line(document, "FAILBACK_POLICY")
    parameter = setting.parameter if setting is not None else None
    if setting is None or parameter is None:
        return
    if (convert.keyword(parameter, meant(setting)) or "").upper() == "AUTOMATIC":
        yield Problem(
            setting.span,
            f"{named(setting)}: as soon as the first node is back, the package is halted and started there, a second outage "
            "at an hour that nobody chose, and again and again where the node is not sound. MANUAL leaves it to you",
            fix=Fix("write MANUAL", (with_word(setting, "MANUAL"),), Applicability.UNSAFE),
        )


@check_document("MC418")
def every_node_across_subnets(document: Document) -> Iterator[Problem]:
    """Yield the `*` of a package that belongs to some subnets more than to others."""
    nodes = lines(document).named(in_style(document, "NODE_NAME"))
    star = next((setting for setting in nodes if meant(setting) == _EVERY_NODE), None)
    if star is None:
        return
    partial = lines(document).named(in_style(document, "MONITORED_SUBNET_ACCESS"))
    across = [line for line in partial if meant(line).upper() == "PARTIAL"] + lines(document).named("ip_subnet_node")
    if across:
        yield Problem(
            star.span,
            f"{star.name} * in a package whose subnets are not at every node ({named(across[0])}): with * their order is not "
            "told, and it may move to the far site though a near node is free; some releases refuse it. List the nodes, "
            "the near ones first",
            notes=(Note("a subnet that some nodes lack", document, across[0].span),),
        )


def _is(setting: Setting, *, wanted: bool) -> bool:
    return setting.parameter is not None and convert.flag(setting.parameter, meant(setting)) is wanted


def _is_of_the_system(document: Document) -> bool:
    """Tell whether the package is one of HP's own that run everywhere, which need what others should not have."""
    setting = first_line(document, "PACKAGE_TYPE")
    return setting is not None and meant(setting).upper() == _OF_THE_SYSTEM
