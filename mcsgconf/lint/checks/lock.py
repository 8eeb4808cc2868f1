"""The cluster lock: one kind of it, at all nodes, where the number of nodes asks for it or allows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.line_edits import without_line
from mcsgconf.lint.lines import lines
from mcsgconf.lint.meant import host_part, meant
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.wording import cut, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import BlockTree, Setting
    from mcsgconf.models.document import Document

MOST_NODES_WITH_DISK = 4

FIRST_VG, FIRST_PV = "FIRST_CLUSTER_LOCK_VG", "FIRST_CLUSTER_LOCK_PV"
SECOND_VG, SECOND_PV = "SECOND_CLUSTER_LOCK_VG", "SECOND_CLUSTER_LOCK_PV"
LUN, QUORUM_SERVER = "CLUSTER_LOCK_LUN", "QS_HOST"
_KEYS = (FIRST_VG, FIRST_PV, SECOND_VG, SECOND_PV, LUN, QUORUM_SERVER)
_OF_QUORUM_SERVER = ("QS_ADDR", "QS_POLLING_INTERVAL", "QS_TIMEOUT_EXTENSION")
_MOST_LINES = 64
"""Lines that one fix takes out: more than any lock has, and a bound for files that are none."""


class _Locks(NamedTuple):
    """The nodes of a cluster file, and the lines of its lock by name of the parameter, in file order."""

    nodes: list[BlockTree]
    lines: dict[str, list[Setting]]

    @property
    def names(self) -> dict[str, Setting]:
        """The first line of each node, by host name."""
        openers = [node.opener for node in reversed(self.nodes) if node.opener is not None]
        return {host_part(opener): opener for opener in openers if host_part(opener)}

    def without(self, key: str) -> list[Setting]:
        """Return the first lines of the nodes that have no line of a parameter, in none of their sections."""
        having = {host_part(node.opener) for node in self.nodes if node.opener is not None and node.all(key)}
        openers = (opener for name, opener in self.names.items() if name not in having)
        return sorted(openers, key=lambda opener: opener.span)

    def first(self, *keys: str) -> Setting | None:
        """Return the first line of any of some parameters."""
        found = [setting for key in keys for setting in self.lines.get(key, ())]
        return min(found, key=lambda setting: setting.span, default=None)


def _locks(document: Document) -> _Locks:
    by_key = lines(document).by_key
    present = {key: by_key[key] for key in _KEYS if key in by_key}
    return _Locks(document.blocks.named("node"), present)


@check_document("MC109")
def two_nodes_without_lock(document: Document) -> Iterator[Problem]:
    """Yield the second node of a cluster of two that has no lock of any kind."""
    locks = _locks(document)
    names = list(locks.names.values())
    if len(names) == 2 and not locks.lines:
        second = max(names, key=lambda setting: setting.span)
        yield Problem(
            second.span,
            "two nodes and no cluster lock: when they lose touch neither half may go on, so that the loss of one node "
            "halts the whole cluster. Add a lock disk, a lock LUN or a quorum server",
        )


@check_document("MC110")
def lock_of_one_node(document: Document) -> Iterator[Problem]:
    """Yield the lock of a cluster that has a single node; the fix takes all its lines out."""
    locks = _locks(document)
    lock = locks.first(*_KEYS)
    if lock is None or len(locks.nodes) != 1 or len(locks.names) != 1:
        return
    all_lines = lines(document).named(*_KEYS, *_OF_QUORUM_SERVER)
    fix = None
    if len(all_lines) <= _MOST_LINES:
        message = "take the lines of the lock out"
        fix = Fix(message, tuple(without_line(document, line) for line in all_lines), Applicability.UNSAFE)
    yield Problem(
        lock.span,
        f"{lock.key} in a cluster of one node: there is nobody to decide against, so no lock is needed. If no second "
        "node is to come, take its lines out; they are perhaps left from one that is gone",
        fix=fix,
    )


@check_document("MC116")
def no_tie_breaker(document: Document) -> Iterator[Problem]:
    """Yield the last node of a cluster of three, or of an even number above, that has no lock."""
    locks = _locks(document)
    names = sorted(locks.names.values(), key=lambda setting: setting.span)
    if locks.lines or len(names) < 3 or (len(names) > 3 and len(names) % 2):
        return
    if len(names) == 3:
        what = "three nodes and no cluster lock: while one of them is down for maintenance, the other two are a cluster"
        effect = "of two without a tie-breaker, and one more fault halts everything"
    else:
        what = f"{len(names)} nodes and no cluster lock: when the network parts them into two halves of"
        effect = f"{len(names) // 2}, neither may go on, and the whole cluster halts"
    yield Problem(
        names[-1].span,
        f"{what} {effect}. Add a quorum server{' or another lock' if len(names) <= MOST_NODES_WITH_DISK else ''}",
        severity=Severity.WARNING if len(names) == 3 else Severity.INFO,
    )


@check_document("MC111")
def disk_lock_for_many_nodes(document: Document) -> Iterator[Problem]:
    """Yield the lock disk or lock LUN of a cluster that has more nodes than may use one."""
    locks = _locks(document)
    names = sorted(locks.names.values(), key=lambda setting: setting.span)
    lock = locks.first(FIRST_VG, LUN)
    if lock is not None and len(names) > MOST_NODES_WITH_DISK:
        what = "lock LUN" if lock.key == LUN else "lock disk"
        yield Problem(
            lock.span,
            f"a {what} serves {MOST_NODES_WITH_DISK} nodes at most, and the cluster has {len(names)}. "
            "Change to a quorum server before the fifth node joins",
            notes=(Note("the fifth node", document, names[MOST_NODES_WITH_DISK].span),),
        )


@check_document("MC112")
def mixed_locks(document: Document) -> Iterator[Problem]:
    """Yield the second and third kind of lock in one file."""
    locks = _locks(document)
    kinds = (locks.first(FIRST_VG), locks.first(LUN), locks.first(QUORUM_SERVER))
    present = sorted((lock for lock in kinds if lock is not None), key=lambda setting: setting.span)
    for other in present[1:]:
        first = present[0]
        yield Problem(
            other.span,
            f"{other.key} and {first.key} in one cluster: there is one lock and one kind of it, and cmcheckconf "
            "refuses the second. Keep one, take the lines of the other out at every node",
            notes=(Note("the other kind of lock", document, first.span),),
        )


@check_document("MC113")
def lock_disk_at_every_node(document: Document) -> Iterator[Problem]:
    """Yield nodes without the lock disk, lock disks whose volume group is not named, and paths that are none."""
    locks = _locks(document)
    for group_key, disk_key in ((FIRST_VG, FIRST_PV), (SECOND_VG, SECOND_PV)):
        group = locks.first(group_key)
        disks = locks.lines.get(disk_key, [])
        if group is not None:
            strays = len(disks) - sum(len(node.all(disk_key)) for node in locks.nodes)
            yield from () if strays else _nodes_without(document, locks, group, disk_key)
        elif group_key == FIRST_VG:
            for disk in disks:
                message = f"{disk.key} without {group_key}: a lock disk counts only when its volume group is named"
                yield Problem(disk.span, message)
        for disk in disks:
            path = meant(disk)
            if path and not path.startswith(("/", "<", "$")):
                message = f"{shown(path)} is no path: a lock disk is named by its device file in /dev/"
                yield Problem(disk.value_span, message)


def _nodes_without(document: Document, locks: _Locks, group: Setting, disk_key: str) -> Iterator[Problem]:
    for node in locks.without(disk_key):
        yield Problem(
            node.span,
            f"node {cut(node.bare)} has no {disk_key}, though {cut(group.value)} holds the cluster lock: it could not "
            "take part in the race for the lock. Add the path that cmquerycl finds on that node",
            notes=(Note("the volume group of the lock", document, group.span),),
        )


@check_document("MC117")
def lock_lun_paths(document: Document) -> Iterator[Problem]:
    """Yield lock LUNs that are named by no path."""
    for lun in _locks(document).lines.get(LUN, []):
        path = meant(lun)
        if path and not path.startswith(("/", "<", "$")):
            message = f"{shown(path)} is no path: a lock LUN is named by its device file in /dev/, as the node has it"
            yield Problem(lun.value_span, message)


@check_document("MC115")
def second_lock(document: Document) -> Iterator[Problem]:
    """Yield second locks that have no first one, lie on its disk, or go with a lock LUN."""
    locks = _locks(document)
    for first_key, second_key in ((FIRST_VG, SECOND_VG), (FIRST_PV, SECOND_PV)):
        second = locks.first(second_key)
        if second is not None and not locks.lines.get(first_key):
            yield Problem(second.span, f"{second_key} without {first_key}: a second lock needs a first one")
            break
    group, lun = locks.first(SECOND_VG), locks.first(LUN)
    if group is not None and lun is not None:
        message = "a second lock together with a lock LUN: only lock disks of LVM can be doubled"
        yield Problem(group.span, message, notes=(Note("the lock LUN", document, lun.span),))
    for node in locks.nodes:
        first, second = node.first(FIRST_PV), node.first(SECOND_PV)
        if first is not None and second is not None and first.bare == second.bare != "":
            yield Problem(
                second.span,
                f"both locks of this node lie on {cut(second.bare)}: when the disk fails, both are gone. Use disks "
                "on separate power, or one lock",
                notes=(Note("the first lock", document, first.span),),
            )


@check_document("MC117")
def lock_lun_at_every_node(document: Document) -> Iterator[Problem]:
    """Yield nodes without the lock LUN that other nodes have."""
    locks = _locks(document)
    luns = locks.lines.get(LUN, [])
    if not luns or len(luns) != sum(len(node.all(LUN)) for node in locks.nodes):
        return
    for node in locks.without(LUN):
        yield Problem(
            node.span,
            f"node {cut(node.bare)} has no {LUN}, other nodes have one: it could not take part in the race for the lock. "
            "Add the path by which it reaches the LUN",
            notes=(Note("the lock LUN of another node", document, luns[0].span),),
        )
