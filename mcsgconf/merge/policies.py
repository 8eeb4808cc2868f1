"""The policies of the merge: a name and a reason for each, as they stand in reports. What they do is in the modules that
use them; a decision without one of these does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.merge.result import Action, Decision, Notice

if TYPE_CHECKING:
    from typing import Literal


@dataclass(frozen=True, slots=True)
class Policy:
    """A piece of knowledge about the merge, by name, and the reason that is given where it acted."""

    name: str
    reason: str

    def because(self, reason: str) -> Policy:
        """Return this policy with the reason of the case at hand."""
        return Policy(self.name, reason)

    def decision(
        self,
        action: Action,
        path: str,
        *,
        base: str | None = None,
        current: str | None = None,
        generic: str | None = None,
    ) -> Decision:
        """Return a decision by this policy."""
        return Decision(path, action, self.name, self.reason, base, current, generic)

    def notice(self, severity: Literal["error", "note"], path: str, message: str) -> Notice:
        """Return what this policy has to say beyond single lines."""
        return Notice(severity, self.name, path, message)


THREE_WAY = Policy("three-way", "only one side changed this since the base")
ADMINISTRATORS_CHOICE = Policy(
    "administrators-choice", "an administrator decides this; what the probe writes is only a default"
)
PROBE_ONLY = Policy("probe-only", "only the probe writes this parameter, and it may be left out")
REQUIRED = Policy("required-parameter", "no file of this kind can be without this parameter, and current lacks it")
MACHINE_FACTS = Policy("machine-facts", "the machines know this; the two files differ for a node that both have")
SEEN_BY_PROBE = Policy("seen-by-probe", "the probe sees this on the node, current does not have it yet")
NOT_SEEN_BY_PROBE = Policy("not-seen-by-probe", "only current has this; that a probe missed it proves nothing")
NETWORK_ROLE = Policy("network-role", "a network plays the role on every node that it plays in current")
HEARTBEAT_SUBNETS = Policy("heartbeat-subnets", "each node needs an address on every heartbeat subnet of the others")
NEW_NODE = Policy("new-node", "only the probe has this node; it is added whole")
NODE_COMMENTS = Policy("node-comments", "a comment of the probe that speaks of the added node")
NODE_KEPT = Policy("node-kept", "the probe was not given this node; a merge never removes one")
COMMENTED_OUT = Policy("commented-out", "current has this commented out; a merge does not revive it")
REMOVED_BEFORE = Policy("removed-stays-removed", "the base has this and current has not: an administrator removed it")
WRITTEN_TWICE = Policy("written-twice", "the other file has this twice; the first one counts")
UNREADABLE = Policy("unreadable-line", "a line of the other file that is no parameter with its value is not taken over")
MISPLACED = Policy("misplaced-line", "the other file has this outside the block it belongs to; it is not taken over")
LOCK = Policy("cluster-lock", "the lock goes with the cluster: current's stays")
LOCK_OF_TWO = Policy("lock-for-two-nodes", "a cluster of two nodes must have a lock; the probe's is taken")
LOCK_LIMIT = Policy("lock-limit", "a lock disk or lock LUN serves four nodes at most")
SERIAL = Policy("serial-heartbeat", "a serial heartbeat is only legal in a cluster of exactly two nodes")
LIKE_THE_OTHERS = Policy("like-the-others", "every node of current has this, so the new node needs it too")
VOLUME_GROUPS = Policy("volume-groups", "the probe found this volume group; current does not list it yet")
MARKERS_LEFT = Policy("markers-left", "conflict markers of an earlier merge still stand here")
GAP_LEFT = Policy("gap-left", "a gap that an earlier merge marked is still to be filled")
PREFERRED = Policy("preferred-side", "both sides differ; the command line says which one wins")
CUSTOMERS_VALUE = Policy("customers-value", "the package is configured so; what another file has is only its default")
NEW_PARAMETER = Policy("new-parameter", "only the other file has this, and it may be left out")
MODULE_VERSION = Policy("module-version", "cmmakepkg writes this, nobody chooses it; the newer version counts")
ADDED_COMMENTS = Policy("added-comments", "a comment of the other file that stands directly above the added line")
CUSTOMERS_CODE = Policy(
    "customers-code", "functions and code above the vendor's part are the customer's; current's stay"
)
NEW_IN_TEMPLATE = Policy(
    "new-in-template", "the newer template has this and current has not; the vendor's part may need it"
)
VENDOR_PART = Policy("vendor-part", "the vendor's part comes from the newer script as a whole")
ADOPTED_NODE = Policy("adopted-node", "the command line asks that this package may run on the new node")
