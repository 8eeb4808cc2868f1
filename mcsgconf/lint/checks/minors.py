"""The numbers of volume groups: one group a number on a node, one number a group on all nodes.

They are in the minor numbers of the group files, known from captures of `ll /dev/*/group` and from `mknod` commands.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Note, Problem
from mcsgconf.lint.registry import check_cluster, check_document
from mcsgconf.lint.shell_commands import commands
from mcsgconf.lint.wording import cut, listed, shown
from mcsgconf.models.convert import device_of_volume_group
from mcsgconf.models.group_files import listed_group_files, made_group_files
from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.models.group_files import GroupFile
    from mcsgconf.site import Capture, ClusterSite
    from mcsgconf.text import Span

_LOW_BITS = {64: 0xFFFF, 128: 0xFFF}
"""By major: the bits of a minor that number the logical volumes; a group file has none of them set."""
_ROOT = "/dev/vg00"
_PLACES = ("VOLUME_GROUP", "OPS_VOLUME_GROUP", "FIRST_CLUSTER_LOCK_VG", "SECOND_CLUSTER_LOCK_VG")
_TOOLS = frozenset({"remsh", "rsh", "ssh", "cmexec", "rexec"})


@dataclass(frozen=True, slots=True)
class _Seen:
    """A group file with a sound number, where it was seen, and on which node; None: on one that is not known."""

    node: str | None
    capture: Capture
    file: GroupFile

    @property
    def group(self) -> str:
        return self.file.volume_group.value

    @property
    def number(self) -> tuple[int | None, int | None]:
        return self.file.major.value, self.file.vgno

    @property
    def minor(self) -> str:
        return cut(self.file.minor.text)

    @property
    def document(self) -> Document:
        return self.capture.document

    def note(self, what: str) -> Note:
        return Note(what, self.document, self.file.span)


def _seen(cluster: ClusterSite) -> list[_Seen]:
    """Return what is known of the numbers on each node, listings first; lines that are malformed are left out."""
    captures = sorted(cluster.captures, key=lambda capture: not capture.is_listing)
    return [
        _Seen(capture.node, capture, file)
        for capture in captures
        for file in _certain(capture)
        if file.vgno is not None and _malformed(file) is None
    ]


def _certain(capture: Capture) -> Iterable[GroupFile]:
    """Return the group files that a capture speaks of for its own node: not those of branches, nor of other nodes."""
    if capture.is_listing:
        return capture.group_files
    text = capture.document.source.text
    apart = {"case-item", "subshell"} if capture.node is not None else {"case-item", "subshell", "if"}
    ends: list[int] = [0]
    starts: list[int] = [0]
    for node in capture.document.tree.walk():
        if node.kind in apart and node.start >= ends[-1]:
            starts.append(node.start)
            ends.append(node.end)
    return [
        file
        for file in capture.group_files
        if file.span.start >= ends[bisect_right(starts, file.span.start) - 1]
        and text[file.span.start : file.span.end].split(None, 1)[0].rpartition("/")[2] not in _TOOLS
    ]


@check_cluster("MC701")
def duplicate(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield a group file whose number another volume group of the same node has.

    A listing is compared with itself, for another one of the node may be older; `mknod` commands with their own file and
    with the listings of their node.
    """
    listed_on: dict[tuple[object, ...], _Seen] = {}
    first: dict[tuple[object, ...], _Seen] = {}
    for seen in _seen(cluster):
        known = seen.node in cluster.node_names
        if seen.capture.is_listing and known:
            listed_on.setdefault((seen.node, *seen.number), seen)
        other = first.setdefault((seen.document.name, *seen.number), seen)
        if other.group == seen.group and known and not seen.capture.is_listing:
            other = listed_on.get((seen.node, *seen.number), seen)
        if other.group == seen.group or other.group in _exported(seen):
            continue
        where = f"on {cut(seen.node or '')}" if known else "on the same node"
        yield Problem(
            seen.file.span,
            f"{cut(seen.group)} has the number {seen.minor} {where}, which {cut(other.group)} has already: LVM tells "
            "volume groups apart by it, so an import fails or opens the disks of the other group, and cmcheckconf does "
            "not look. Make the group file again with a number that is free on all nodes",
            document=seen.document,
            notes=(other.note(f"{cut(other.group)} has it here"),),
        )


def _exported(seen: _Seen) -> set[str]:
    """Return the volume groups that the script which makes a group file takes from the node: their numbers are free."""
    if seen.capture.is_listing:
        return set()
    return {
        device_of_volume_group(command.values[-1] or "")
        for command in commands(seen.document)
        if command.program == "vgexport" and not any(_previews(value) for value in command.values[1:])
    }


def _previews(option: str | None) -> bool:
    return option is not None and option.startswith("-") and "p" in option


@check_cluster("MC702")
def differs(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield a group file of a shared volume group whose number is not the one it has on the other nodes."""
    shared = _shared_groups(cluster)
    by_group: dict[str, list[_Seen]] = {}
    for seen in _seen(cluster):
        if seen.node in cluster.node_names and seen.group in shared and seen.group != _ROOT:
            by_group.setdefault(seen.group, []).append(seen)
    for group, every in by_group.items():
        found = _without_old(every)
        if not found:
            continue
        usual = _usual(found, cluster, group)
        right = [seen for seen in found if seen.number == usual.number]
        for seen in found:
            if seen.number == usual.number or seen.node == usual.node:
                continue
            nodes = list(dict.fromkeys(cut(other.node or "") for other in right))
            yield Problem(
                seen.file.span,
                f"{cut(group)} has the number {seen.minor} on {cut(seen.node or '')}, and {usual.minor} on "
                f"{listed(nodes)}: give it one number on all nodes that may have it. NFS clients lose their files at a "
                "failover otherwise, and the next import may meet a number that is taken",
                document=seen.document,
                notes=tuple(other.note(f"{usual.minor} on {cut(other.node or '')}") for other in right),
            )


def _without_old(found: list[_Seen]) -> list[_Seen]:
    """Leave out the listings of a node that disagree with each other: nobody can say which of them is of today."""
    numbers: dict[str | None, set[object]] = {}
    for seen in found:
        if seen.capture.is_listing:
            numbers.setdefault(seen.node, set()).add(seen.number)
    return [seen for seen in found if not seen.capture.is_listing or len(numbers[seen.node]) == 1]


def _usual(found: list[_Seen], cluster: ClusterSite, group: str) -> _Seen:
    """Return the one whose number the others should have: that of most nodes, else that of the group's primary node."""
    nodes = {(seen.node, seen.number) for seen in found}
    count = Counter(number for _, number in nodes)
    most = max(count.values())
    primary = _node_order(cluster, group)
    candidates = [seen for seen in found if count[seen.number] == most]
    return min(candidates, key=lambda seen: primary.index(seen.node) if seen.node in primary else len(primary))


def _node_order(cluster: ClusterSite, group: str) -> list[str]:
    """Return the nodes of the package that has a volume group, in its order, and then those of the cluster."""
    own = [
        node.value
        for site in cluster.packages
        if any(volume_group.value == group for volume_group in site.package.volume_groups)
        for node in site.package.nodes
    ]
    return [*own, *cluster.node_names]


def _shared_groups(cluster: ClusterSite) -> dict[str, str]:
    """Return the volume groups that the cluster's nodes share, each with the name of a file that says so."""
    groups: dict[str, str] = {}
    if cluster.cluster is None:
        return groups
    for setting in cluster.cluster.blocks.every_setting():
        if setting.key in _PLACES and setting.bare:
            groups.setdefault(device_of_volume_group(setting.bare), cluster.cluster.name)
    for site in cluster.packages:
        for group in site.package.volume_groups:
            if group.value is not None:
                groups.setdefault(group.value, group.document.name)
    return groups


@check_document("MC703")
def malformed(document: Document) -> Iterator[Problem]:
    """Yield a group file that is no character device of LVM's, or has the number of a logical volume."""
    for file in _group_files(document):
        fault = _malformed(file)
        if fault is not None:
            span, message = fault
            yield Problem(span, message)


def _group_files(document: Document) -> Iterable[GroupFile]:
    text = document.source.text
    if document.kind is Kind.GROUP_LISTING:
        return listed_group_files(text)
    return made_group_files(document.tree, text) if "mknod" in text else ()


def _malformed(file: GroupFile) -> tuple[Span, str] | None:
    """Return the place and the message of what is wrong with a group file by itself, else None."""
    group = cut(file.volume_group.value)
    major, minor = file.major.value, file.minor.value
    if file.device_type == "b":
        return file.span, (
            f"the group file of {group} is a block device: LVM wants a character device, and finds no volume group"
        )
    if major not in _LOW_BITS:
        return file.major.span, (
            f"the major number {shown(file.major.text)} of {group} is none of LVM's: it is 64, or 128 for volume groups "
            "of version 2, and with any other the group file belongs to another driver"
        )
    if minor is None:
        return file.minor.span, (
            f"the minor number {shown(file.minor.text)} of {group} is no number: the place that the instructions leave "
            "for the number of the volume group was not filled in"
        )
    if minor & _LOW_BITS[major]:
        digits = "four" if major == 64 else "three"
        return file.minor.span, (
            f"the minor number {shown(file.minor.text)} of {group} is that of a logical volume: that of a group file "
            f"ends in {digits} zeros, as in {'0x010000' if major == 64 else '0x001000'}"
        )
    return None


@check_cluster("MC704")
def zero(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield a shared volume group that has, or is to get, the number of the root volume group."""
    shared = _shared_groups(cluster)
    seen = _seen(cluster)
    zeros = [one for one in seen if one.number == (64, 0) and one.group != _ROOT]
    taken = {one.node for one in seen if one.number == (64, 0) and one.group == _ROOT}
    for one in zeros:
        if one.node is not None and one.node in taken:
            continue  # a duplicate on one node, which has its own rule
        if one.group in shared or (not one.capture.is_listing and "root" not in one.group):
            yield Problem(
                one.file.minor.span,
                f"{cut(one.group)} has the number 0, which the root volume group vg00 has on practically every node: "
                "the import fails there. Take a number that is free on all nodes",
                document=one.document,
            )
