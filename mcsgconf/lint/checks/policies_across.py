"""Policies that cluster file and package files give in parts: roles, deferred resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Note, Problem, Severity
from mcsgconf.lint.lines import lines
from mcsgconf.lint.registry import check_cluster
from mcsgconf.lint.script_edits import element
from mcsgconf.lint.whole_cluster import PACKAGES_OF_A_CLUSTER, SCRIPTS_OF_PACKAGES, sure_cluster, sure_packages
from mcsgconf.lint.wording import cut, shown
from mcsgconf.models.access import AccessPolicy, access_policies
from mcsgconf.models.kind import Kind
from mcsgconf.models.package_parts import read_resources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.models.located import Located
    from mcsgconf.site import ClusterSite

_DEFERRED = "DEFERRED_RESOURCE_NAME"
_WORDS = frozenset({"ANY_USER", "ANY_SERVICEGUARD_NODE", "CLUSTER_MEMBER_NODE"})
"""Words of access policies for many users and hosts; they are read in any case."""


@check_cluster("MC522", needs=PACKAGES_OF_A_CLUSTER)
def roles(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the users of a package file that the cluster file gives a role already, from the same host."""
    document = sure_cluster(cluster)
    if document is None:
        return
    known: dict[tuple[str, str], AccessPolicy] = {}
    for policy in access_policies(document.blocks):
        for user in policy.users.value:
            if policy.host is not None:
                known.setdefault(_pair(user, policy.host.value), policy)
    for site in sure_packages(cluster):
        names = ("user_host", "user_role") if site.document.kind is Kind.MODULAR_PACKAGE else ("USER_HOST", "USER_ROLE")
        for policy in access_policies(site.document.blocks, host=names[0], role=names[1]):
            for user in policy.users.value if policy.host is not None else ():
                given = known.get(_pair(user, policy.host.value if policy.host is not None else ""))
                if given is None:
                    continue
                role = given.role.text if given.role is not None else "a role"
                yield Problem(
                    policy.users.span,
                    f"the cluster file gives {shown(user)} the role {cut(role)} from "
                    f"{cut(policy.host.text if policy.host is not None else '')} already: a user has one role from one host "
                    "in the whole cluster, and applying the package fails. Take the policy out of the package",
                    document=site.document,
                    notes=(Note("the policy of the cluster", document, given.users.span),),
                )


def _pair(user: str, host: str) -> tuple[str, str]:
    """Return user and host with the words that stand for many in the spelling of the cluster file."""
    user, host = (word.upper() if word.upper() in _WORDS else word for word in (user, host))
    return user, host


@check_cluster("MC523", needs=SCRIPTS_OF_PACKAGES)
def deferred_resources(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield resources that are to be started late and that the control script does not start, and the reverse."""
    for site in cluster.packages:
        if site.document.kind is not Kind.LEGACY_PACKAGE:
            continue
        resources = read_resources(site.document.blocks, str.upper)
        deferred = {
            one.name.value: one.name for one in resources if one.start is not None and one.start.value == "DEFERRED"
        }
        known = {one.name.value for one in resources}
        for script in site.run_scripts:
            if script.kind is Kind.CONTROL_SCRIPT and not script.script.is_doubtful(_DEFERRED):
                yield from _of_script(site.document, script, deferred, known)


def _of_script(
    package: Document, script: Document, deferred: dict[str, Located[str]], known: set[str]
) -> Iterator[Problem]:
    started = {one.value.value: one for one in script.script.elements(_DEFERRED).values() if one.value.value}
    for name, place in deferred.items():
        if name not in started:
            alike = next((other for other in started if other and other.casefold() == name.casefold()), None)
            hint = f"; it has {shown(alike)}, and capitals count" if alike is not None else ""
            yield Problem(
                place.span,
                f"resource {cut(name)} is to be started by the control script (RESOURCE_START DEFERRED), and "
                f"{script.name} has no {_DEFERRED} for it{hint}: nobody starts it, and the package waits for it or fails",
                document=package,
                notes=(Note("the control script", script, script.source.line_span(1)),),
            )
    for started_name, assignment in started.items():
        if started_name is None or started_name in deferred:
            continue
        what = (
            "does not say RESOURCE_START DEFERRED for it" if started_name in known else "has no resource of that name"
        )
        yield Problem(
            assignment.span,
            f"{element(assignment)} {shown(started_name)} is started here, but the package file {package.name} {what}",
            document=script,
            severity=Severity.WARNING,
            notes=(Note("the package file", package, lines(package).all[0].span),),
        )
