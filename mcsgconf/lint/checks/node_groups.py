"""The volume groups of packages on the nodes: imported where a package may run, and of a kind that the nodes take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.catalogue import Platform, Release
from mcsgconf.lint.finding import Note, Problem
from mcsgconf.lint.lines import lines
from mcsgconf.lint.meant import meant
from mcsgconf.lint.registry import check_cluster
from mcsgconf.lint.whole_cluster import PACKAGES_OF_A_CLUSTER, called, nodes_of, sure_packages
from mcsgconf.lint.wording import cut, listed
from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.group_files import GroupFile
    from mcsgconf.site import Capture, ClusterSite

_ROOT = "/dev/vg00"
_LVM_1, _LVM_2 = 64, 128
_FIRST_ON_11I_V3 = Release(11, 17, 1)
"""LVM 2.x and the agile view came with that system; releases before this one do not run on it."""
_LOCK_DISKS = ("FIRST_CLUSTER_LOCK_PV", "SECOND_CLUSTER_LOCK_PV", "CLUSTER_LOCK_LUN")
_AGILE = ("/dev/disk/", "/dev/rdisk/", "/dev/cdisk/")
_LIMIT = "maxvgs"


@check_cluster("MC705", needs=PACKAGES_OF_A_CLUSTER)
def not_imported(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield volume groups of packages that a node which may run the package does not have, by its listing."""
    listings = _listings(cluster)
    to_be_made = {
        file.volume_group.value: capture.node
        for capture in cluster.captures
        if not capture.is_listing
        for file in capture.group_files
    }
    for site in sure_packages(cluster):
        nodes = [node for node in nodes_of(site.package, cluster) if node in listings]
        for group in site.package.volume_groups:
            name = group.value
            if name is None or name in to_be_made:
                continue
            lacking = [node for node in nodes if not any(_has(capture, name) for capture in listings[node])]
            if not lacking:
                continue
            place = listings[lacking[0]][0]
            yield Problem(
                group.span,
                f"{cut(name)} is not imported on {listed([cut(node) for node in lacking])}, where {called(site.package)} may "
                f"run ({place.document.name} does not list it): the first failover there fails. Export the map with "
                "vgexport -p -s -m, make the group file and vgimport it",
                document=group.document,
                notes=(Note(f"what {cut(lacking[0])} has", place.document, place.group_files[0].span),),
            )


def _listings(cluster: ClusterSite) -> dict[str, list[Capture]]:
    """Return the listings of each node; one of a single group shows what somebody asked for, not what is there."""
    found: dict[str, list[Capture]] = {}
    for capture in cluster.captures:
        whole = capture.is_listing and (len(capture.group_files) > 1 or _has(capture, _ROOT))
        if whole and capture.node in cluster.node_names and capture.node is not None:
            found.setdefault(capture.node, []).append(capture)
    return found


def _has(capture: Capture, group: str) -> bool:
    return any(file.volume_group.value == group for file in capture.group_files)


@check_cluster("MC706", needs=(frozenset({Kind.KERNEL_LISTING}),))
def over_the_limit(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the volume groups whose number the kernel of their node does not take."""
    for companion in cluster.companions(Kind.KERNEL_LISTING):
        from mcsgconf.models.companions.captures import tunables  # noqa: PLC0415 - few clusters come with a capture

        limit = next((one for one in tunables(companion.document) if one.name.value == _LIMIT), None)
        if limit is None or limit.value.value is None:
            continue
        for capture in cluster.captures:
            if not capture.is_listing or capture.node != companion.node or capture.node is None:
                continue
            for file in capture.group_files:
                number = _number(file)
                if number is not None and number >= limit.value.value:
                    yield Problem(
                        file.minor.span,
                        f"{cut(file.volume_group.value)} has the number {number} ({cut(file.minor.text)}), and the kernel of "
                        f"{cut(capture.node)} takes numbers below {_LIMIT}, which is {limit.value.value}: the group cannot "
                        f"be activated there. Take a lower number on all nodes, or raise {_LIMIT} on all",
                        document=capture.document,
                        notes=(Note("the limit of the kernel", companion.document, limit.name.span),),
                    )


def _number(file: GroupFile) -> int | None:
    return file.vgno if file.major.value == _LVM_1 else None


@check_cluster("MC912")
def too_new_for_the_system(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield volume groups of LVM 2.x, and agile device names, in a cluster whose release only runs on older systems."""
    document = cluster.cluster
    release = document.target.release if document is not None else None
    if document is None or release is None or release >= _FIRST_ON_11I_V3 or document.target.platform is Platform.LINUX:
        return
    for capture in cluster.captures:
        for file in capture.group_files:
            if file.major.value == _LVM_2:
                yield Problem(
                    file.major.span,
                    f"{cut(file.volume_group.value)} is a volume group of LVM 2.x (major {_LVM_2}), which only HP-UX 11i v3 "
                    f"knows, and {release} runs on older systems: their nodes cannot import it. Make it one of LVM 1.0",
                    document=capture.document,
                )
    for setting in lines(document).named(*_LOCK_DISKS):
        if meant(setting).startswith(_AGILE):
            yield Problem(
                setting.value_span,
                f"{cut(meant(setting))} is an agile device name of HP-UX 11i v3, and {release} runs on older systems: their "
                "nodes have no such file. Write the name below /dev/dsk",
                document=document,
            )
