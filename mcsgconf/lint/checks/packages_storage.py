"""Volume groups and mount points across the packages of a cluster: known to the cluster, and of one package each."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from mcsgconf.catalogue import Platform
from mcsgconf.lint.cluster_groups import (
    OF_THE_SYSTEM,
    OPS_VOLUME_GROUP,
    VOLUME_GROUP,
    ClusterGroups,
    activation_mode,
    cluster_groups,
)
from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.line_edits import line_below
from mcsgconf.lint.lines import lines
from mcsgconf.lint.placeholders import is_template
from mcsgconf.lint.registry import check_cluster
from mcsgconf.lint.started import platform_of
from mcsgconf.lint.whole_cluster import (
    PACKAGES_OF_A_CLUSTER,
    called,
    is_failover,
    name_of,
    nodes_of,
    packages_together,
    runs_with,
    shuts_out,
)
from mcsgconf.lint.wording import cut
from mcsgconf.models.kind import SHELL_KINDS
from mcsgconf.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document
    from mcsgconf.models.package import Package, Placed
    from mcsgconf.site import ClusterSite

_SHARED, _BY_ANYBODY = "s", "y"


@check_cluster("MC508", needs=PACKAGES_OF_A_CLUSTER)
def not_cluster_aware(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield a cluster file that does not list a volume group which a package activates for itself; the fix lists it."""
    groups = cluster_groups(cluster)
    if groups is None or not _is_hp_ux(groups):
        return
    for group, users in groups.activated.items():
        if group in groups.listed:
            continue
        lacking = [
            (package, place)
            for package, place in users
            if activation_mode(package) != _BY_ANYBODY
            and not (activation_mode(package) == _SHARED and group in groups.shared)
            and platform_of(place.document) is not Platform.LINUX
        ]
        if not lacking:
            continue
        package, place = lacking[0]
        neighbour = max(groups.listed.values(), key=lambda line: line.span) if groups.listed else None
        strict = package.is_modular or bool(groups.listed)
        place_of = neighbour or groups.document.blocks.first("CLUSTER_NAME")
        if place_of is not None:
            yield Problem(
                place_of.span,
                f"{cut(group)} of {called(package)} is not among the {VOLUME_GROUP} lines: the cluster does not mark it for "
                f"exclusive use, so the package cannot activate it, or two nodes can. Add {VOLUME_GROUP} {cut(group)}, "
                "unless somebody marks it by hand (vgchange -c y)",
                document=groups.document,
                severity=None if strict else Severity.WARNING,
                fix=_listed(groups.document, neighbour, group),
                notes=(Note(f"{called(package)} activates it", place.document, place.span),),
            )


def _is_hp_ux(groups: ClusterGroups) -> bool:
    """Tell whether a cluster is one of HP-UX, where volume groups are marked as the cluster's; Linux knows no such mark."""
    told = groups.document.target.platform
    if told is not None:
        return told is Platform.HP_UX
    return bool(groups.listed or groups.locks) or platform_of(groups.document) is Platform.HP_UX


def _listed(document: Document, neighbour: Setting | None, group: str) -> Fix | None:
    if neighbour is None:
        neighbour = lines(document).all[-1]
        if neighbour.name_span.start != document.source.full_lines(neighbour.span).start:
            return None  # the last line of the file is indented: it belongs to a node
    return Fix(f"add {VOLUME_GROUP} {group}", (line_below(document, neighbour, VOLUME_GROUP, group),))


@check_cluster("MC509", needs=PACKAGES_OF_A_CLUSTER)
def group_in_two_packages(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the volume groups that an earlier failover package activates, too."""
    first: dict[str, tuple[Package, Placed[str | None]]] = {}
    for site in packages_together(cluster):
        package = site.package
        if not is_failover(package) or activation_mode(package) == _SHARED:
            continue
        for group in package.volume_groups:
            if group.value is None:
                continue
            owner, place = first.setdefault(group.value, (package, group))
            if _are_two(owner, package):
                yield Problem(
                    group.span,
                    f"{called(owner)} has volume group {cut(group.value)}, too ({place.document.name}): the two packages "
                    "cannot run on different nodes, and halting one takes the disks of the other away. Give each a volume "
                    "group of its own, or make one package of them",
                    document=group.document,
                    notes=(Note(f"{called(owner)} activates it here", place.document, place.span),),
                )


def _are_two(one: Package, other: Package) -> bool:
    """Tell whether two views are of different packages, which may be up at one time."""
    return one.document is not other.document and name_of(one) != name_of(other) and not shuts_out(one, other)


@check_cluster("MC510", needs=PACKAGES_OF_A_CLUSTER)
def unused_group(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the volume groups of a cluster file that no package activates, where all packages are known."""
    groups = cluster_groups(cluster)
    if groups is None or not cluster.surroundings.is_whole or not groups.complete or not groups.activated:
        return
    for group, setting in groups.listed.items():
        if group in groups.activated or group in groups.locks or _is_spoken_of(cluster, group):
            continue
        if group == OF_THE_SYSTEM or is_template(groups.document, setting):  # MC139, MC150
            continue
        line = groups.document.source.full_lines(setting.span)
        yield Problem(
            setting.span,
            f"no package has {cut(group)}: it is only activated by hand, if it is still in use at all. If it is not, take "
            "the line out, apply, and clear the mark with vgchange -c n",
            document=groups.document,
            fix=Fix("comment the line out", (Edit(line.start, line.start, "#"),), Applicability.UNSAFE),
        )


def _is_spoken_of(cluster: ClusterSite, group: str) -> bool:
    """Tell whether a script, or a line for shared groups, has the name of a volume group in it."""
    name = group.removeprefix("/dev/")
    if cluster.cluster is not None and any(
        name in setting.value for setting in cluster.cluster.blocks.all(OPS_VOLUME_GROUP)
    ):
        return True
    return any(document.kind in SHELL_KINDS and name in document.source.text for document in cluster.documents)


@check_cluster("MC511", needs=PACKAGES_OF_A_CLUSTER)
def mount_points(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the mount points that another package which may run on the same node has, or that lie below one of it."""
    mounted: dict[PurePosixPath, list[tuple[Package, Placed[str | None]]]] = {}
    packages = [site.package for site in packages_together(cluster)]
    for package in packages:
        for system in package.file_systems:
            directory = system.directory
            if directory is not None and directory.value is not None and directory.value.startswith("/"):
                mounted.setdefault(PurePosixPath(directory.value), []).append((package, directory))
    for path, here in mounted.items():
        for at, (package, place) in enumerate(here):
            same = next((row for row in here[:at] if _may_meet(row[0], package, cluster)), None)
            if same is not None:
                yield _meeting(place, same, f"{called(same[0])} mounts on {cut(str(path))}, too", Severity.ERROR)
                continue
            above = [row for outer in path.parents[:-1] for row in mounted.get(outer, ())]
            outer = next(
                (row for row in above if _may_meet(row[0], package, cluster) and not runs_with(row[0], package)), None
            )
            if outer is not None:
                what = f"{cut(str(path))} lies below {cut(outer[1].value or '')}, where {called(outer[0])} mounts"
                yield _meeting(place, outer, what, Severity.WARNING)


def _may_meet(one: Package, other: Package, cluster: ClusterSite) -> bool:
    return _are_two(one, other) and bool(set(nodes_of(one, cluster)) & set(nodes_of(other, cluster)))


def _meeting(
    place: Placed[str | None], other: tuple[Package, Placed[str | None]], what: str, severity: Severity
) -> Problem:
    package, there = other
    return Problem(
        place.span,
        f"{what} ({there.document.name}): when both packages run on one node, after a failover, one file system hides the "
        "other, or cannot be unmounted. Serviceguard does not look. Use a directory of each package's own",
        document=place.document,
        severity=severity,
        notes=(Note(f"{called(package)} mounts here", there.document, there.span),),
    )
