"""What a node mounts by itself when it boots: nothing of a package, and nothing on the disks of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.cluster_groups import ClusterGroups, cluster_groups
from mcsgconf.lint.finding import Fix, Note, Problem, Severity
from mcsgconf.lint.registry import check_cluster
from mcsgconf.lint.whole_cluster import called, nodes_of, sure_packages
from mcsgconf.lint.wording import cut
from mcsgconf.models.companions.storage import Mount, mounts, same_volume, volume_group_of
from mcsgconf.models.kind import Kind
from mcsgconf.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.models.package import Package, Placed
    from mcsgconf.site import ClusterSite, Companion


@check_cluster("MC714", "MC524")
def of_packages(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the lines of an fstab that are about what a package mounts, or about its volume groups."""
    groups = cluster_groups(cluster)
    if groups is None:
        return
    mounted = _mounted_by_packages(cluster)
    for companion in cluster.companions(Kind.FSTAB):
        for mount in mounts(companion.document):
            problem = _of_package(mount, companion, cluster, mounted) or _of_group(mount, companion, cluster, groups)
            if problem is not None:
                yield problem


def _mounted_by_packages(cluster: ClusterSite) -> dict[str, list[tuple[Package, Placed[str | None]]]]:
    """Return what packages mount, by device and by directory."""
    found: dict[str, list[tuple[Package, Placed[str | None]]]] = {}
    for package in (site.package for site in sure_packages(cluster)):
        for system in package.file_systems:
            if system.device is not None and system.device.value:
                found.setdefault(same_volume(system.device.value), []).append((package, system.device))
            if system.directory is not None and system.directory.value:
                found.setdefault(_directory(system.directory.value), []).append((package, system.directory))
    return found


def _may_run(package: Package, companion: Companion, cluster: ClusterSite) -> bool:
    """Tell whether a package may run on the node that a file is of."""
    return companion.node is None or companion.node in nodes_of(package, cluster)


def _of_package(
    mount: Mount,
    companion: Companion,
    cluster: ClusterSite,
    mounted: dict[str, list[tuple[Package, Placed[str | None]]]],
) -> Problem | None:
    """Return the problem of a line with a device or a mount point that a package has."""
    for word, name in (
        (mount.device, same_volume(mount.device.value)),
        (mount.directory, _directory(mount.directory.value)),
    ):
        for package, place in mounted.get(name, ()):
            if _may_run(package, companion, cluster):
                return _mounted(mount, companion, package, place, cut(word.value))
    return None


def _directory(path: str) -> str:
    return path.rstrip("/") or "/"


def _mounted(mount: Mount, companion: Companion, package: Package, place: Placed[str | None], what: str) -> Problem:
    node = cut(companion.node) if companion.node is not None else "a node"
    effect = (
        f"{node} mounts it at boot, or fails to check it and stops in the boot, whichever node has the package"
        if mount.at_boot
        else f"with noauto {node} leaves it alone at boot, but mount -a or an operator may not"
    )
    return Problem(
        mount.span,
        f"{what} is mounted by {called(package)} ({place.document.name}): {effect}. Serviceguard does not look here. Comment "
        "the line out; as a comment it may well be kept",
        document=companion.document,
        severity=None if mount.at_boot else Severity.WARNING,
        fix=_out(companion.document, mount),
        notes=(Note(f"that of {called(package)}", place.document, place.span),),
    )


def _out(document: Document, mount: Mount) -> Fix:
    start = document.source.full_lines(mount.span).start
    return Fix("comment the line out", (Edit(start, start, "# "),))


def _of_group(mount: Mount, companion: Companion, cluster: ClusterSite, groups: ClusterGroups) -> Problem | None:
    """Return the problem of a volume that no package mounts and that is in a group of the cluster."""
    group = volume_group_of(mount.device.value)
    if group is None or not groups.has(group):
        return None
    users = [row for row in groups.activated.get(group, ()) if _may_run(row[0], companion, cluster)]
    if users:
        package, place = users[0]
        return Problem(
            mount.span,
            f"{cut(mount.device.value)} is in {cut(group)}, which moves with {called(package)} ({place.document.name}): the "
            "data of this node go away with the package, and the boot finds no such volume where the package is "
            "elsewhere. Keep them in a volume group of the node's own",
            document=companion.document,
            code="MC524",
            severity=None if mount.at_boot else Severity.INFO,
            notes=(Note(f"{called(package)} activates it", place.document, place.span),),
        )
    setting = groups.listed.get(group) or groups.shared.get(group) or groups.locks.get(group)
    if setting is None:
        return None
    return Problem(
        mount.span,
        f"{cut(mount.device.value)} is in {cut(group)}, which is the cluster's ({groups.document.name}): at boot it is not "
        "active, and the mount fails. Mount it in a package, or take the group out of the cluster. Serviceguard does not "
        "look here",
        document=companion.document,
        severity=None if mount.at_boot else Severity.WARNING,
        fix=_out(companion.document, mount),
        notes=(Note("the cluster's volume group", groups.document, setting.span),),
    )
