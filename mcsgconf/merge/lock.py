"""The cluster lock: it goes with the cluster, and each node must know its own path to it.

Two nodes need a lock; a lock disk or lock LUN serves four at most; a quorum server any number. There is one lock and
one kind of it. The volume group of a lock disk is named once, its physical volume in every node; a lock LUN in every
node. What the probe says of the lock is of use only where it speaks of the same one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from mcsgconf.merge import policies
from mcsgconf.merge.keys import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.merge.result import Notice
    from mcsgconf.merge.view import View

LOCK_LUN = "CLUSTER_LOCK_LUN"
GROUP_OF = {
    "FIRST_CLUSTER_LOCK_PV": "FIRST_CLUSTER_LOCK_VG",
    "SECOND_CLUSTER_LOCK_PV": "SECOND_CLUSTER_LOCK_VG",
}
QUORUM = frozenset({"QS_HOST", "QS_ADDR", "QS_POLLING_INTERVAL", "QS_TIMEOUT_EXTENSION"})
OF_THE_NODE = frozenset({LOCK_LUN, *GROUP_OF})
OF_THE_CLUSTER = QUORUM | frozenset(GROUP_OF.values())

MOST_NODES = 4  # that a lock disk or lock LUN serves


class LockKind(Enum):
    """The kinds of cluster lock."""

    NONE = "no lock"
    DISK = "lock disk"
    LUN = "lock LUN"
    QUORUM_SERVER = "quorum server"


@dataclass(frozen=True, slots=True)
class Lock:
    """The lock of one file; for a lock disk, `groups` has the volume group that belongs to each node parameter.

    The group is empty where the nodes have the parameter and no line names their group.
    """

    kind: LockKind
    groups: dict[str, str] = field(default_factory=dict)

    @property
    def of_each_node(self) -> tuple[str, ...]:
        """The parameters that every node needs for this lock."""
        return (LOCK_LUN,) if self.kind is LockKind.LUN else tuple(self.groups)


def read_lock(view: View) -> Lock:
    """Return the lock that a file names; of several, the lock disk before the quorum server before the LUN."""
    settings = {setting.key: setting for setting in reversed(view.root.settings) if setting.bare}
    groups = {
        volume: normal(settings[group]) if group in settings else ""
        for volume, group in GROUP_OF.items()
        if group in settings or any(node.first(volume) is not None for node in view.nodes.values())
    }
    if any(groups.values()) or (groups and "QS_HOST" not in settings):
        return Lock(LockKind.DISK, groups)
    if "QS_HOST" in settings:
        return Lock(LockKind.QUORUM_SERVER)
    if any(node.first(LOCK_LUN) is not None for node in view.nodes.values()):
        return Lock(LockKind.LUN)
    return Lock(LockKind.NONE)


@dataclass(frozen=True, slots=True)
class LockPlan:
    """The lock of the result: current's, or the probe's where current has none and the nodes are two."""

    lock: Lock
    probed: Lock
    taken: bool  # the probe's is taken
    count: int  # nodes in the result

    @classmethod
    def of(cls, current: View, generic: View, count: int) -> LockPlan:
        """Return the plan for a result with `count` nodes."""
        lock, probed = read_lock(current), read_lock(generic)
        is_whole = probed.kind is not LockKind.NONE and all(probed.groups.values())
        taken = lock.kind is LockKind.NONE and is_whole and count == 2
        return cls(probed if taken else lock, probed, taken, count)

    def needs(self, key: str) -> bool:
        """Tell whether each node of the result needs the parameter."""
        return key in self.lock.of_each_node

    def fits(self, key: str) -> bool:
        """Tell whether the probe's value of a node's parameter speaks of the lock of the result, or of none."""
        if self.lock.kind is LockKind.LUN:
            return self.probed.kind in {LockKind.LUN, LockKind.NONE}
        ours, theirs = self.lock.groups.get(key), self.probed.groups.get(key)
        return ours == theirs or not ours or not theirs

    def why_not(self, key: str) -> str:
        """Return why a node's parameter of the probe is not taken over."""
        if self.lock.kind is LockKind.NONE:
            return f"the cluster has no lock, so its nodes need no {key}"
        if not self.needs(key):
            return f"the cluster's lock is {_named(self.lock)}, which needs no {key}"
        return f"the probe names {_named(self.probed)}, the cluster's lock is {_named(self.lock)}"

    def what_is_missing(self, key: str, node: str) -> str:
        """Return what has to be filled in where a node's parameter is missing."""
        group = self.lock.groups.get(key)
        device = "the lock LUN" if group is None else f"the lock disk of {group}" if group else "the lock disk"
        return f"the path of {device} on {node}"

    def notices(self) -> Iterator[Notice]:
        """Yield what keeps a cluster of so many nodes from working with this lock."""
        if self.lock.kind in {LockKind.DISK, LockKind.LUN} and self.count > MOST_NODES:
            yield policies.LOCK_LIMIT.notice(
                "error",
                "NODE_NAME",
                f"{self.count} nodes with a {self.lock.kind.value}: it serves {MOST_NODES} at most; "
                "set up a quorum server (QS_HOST, QS_POLLING_INTERVAL) in its place",
            )
        if self.lock.kind is LockKind.NONE and self.count == 2:
            yield policies.LOCK_OF_TWO.notice(
                "error",
                "NODE_NAME",
                "two nodes without a cluster lock: give a lock disk (FIRST_CLUSTER_LOCK_VG and in each node "
                "FIRST_CLUSTER_LOCK_PV), a lock LUN (CLUSTER_LOCK_LUN) or a quorum server (QS_HOST)",
            )


def _named(lock: Lock) -> str:
    match lock.kind:
        case LockKind.NONE:
            return "no lock"
        case LockKind.DISK:
            groups = " and ".join(dict.fromkeys(group for group in lock.groups.values() if group))
            return f"a lock disk in {groups}" if groups else "a lock disk"
        case LockKind.LUN | LockKind.QUORUM_SERVER:
            return f"a {lock.kind.value}"
