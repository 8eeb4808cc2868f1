"""Merges of two branches that a line merge gets wrong more often than not, and how a result is judged.

The tests hold mcsgconf to them, and `tests/merge/side_by_side.py` sets git's own merge beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from mcsgconf.merge.view import View
from mcsgconf.merge.witness import facts
from mcsgconf.models.document import Kind, parse

CLUSTER = """\
# The cluster of the harbour.
CLUSTER_NAME\t\tharbour

# Nodes

NODE_NAME\t\talpha
  NETWORK_INTERFACE\tlan0
    HEARTBEAT_IP\t10.1.1.1
  NETWORK_INTERFACE\tlan1
    STATIONARY_IP\t10.2.1.1
  FIRST_CLUSTER_LOCK_PV\t/dev/dsk/c1t2d0
# Warning: There are no standby network interfaces for lan0.

NODE_NAME\t\tbeta
  NETWORK_INTERFACE\tlan0
    HEARTBEAT_IP\t10.1.1.2
  NETWORK_INTERFACE\tlan1
    STATIONARY_IP\t10.2.1.2
  FIRST_CLUSTER_LOCK_PV\t/dev/dsk/c2t2d0
# Warning: There are no standby network interfaces for lan0.

# Cluster Timing Parameters (microseconds).

NODE_TIMEOUT\t\t2000000
AUTO_START_TIMEOUT\t600000000

# Packages
MAX_CONFIGURED_PACKAGES\t10
VOLUME_GROUP\t\t/dev/vglock
"""
ALPHA = CLUSTER[CLUSTER.index("NODE_NAME\t\talpha") : CLUSTER.index("NODE_NAME\t\tbeta")]
BETA = CLUSTER[CLUSTER.index("NODE_NAME\t\tbeta") : CLUSTER.index("# Cluster Timing")]


def node(name: str, host: int) -> str:
    """Return a node like beta."""
    return BETA.replace("beta", name).replace("1.2\n", f"1.{host}\n").replace("c2t", f"c{host}t")


def changed(old: str, new: str, text: str = CLUSTER) -> str:
    """Return a text with the only place that has `old` changed."""
    assert text.count(old) == 1
    return text.replace(old, new)


def behind(old: str, new: str, text: str = CLUSTER) -> str:
    """Return a text with `new` behind the only place that has `old`."""
    return changed(old, old + new, text)


def conflict(base: str, ours: str, theirs: str) -> str:
    """Return the lines of a conflict."""
    return f"<<<<<<< ours\n{ours}||||||| base\n{base}=======\n{theirs}>>>>>>> theirs\n"


@dataclass(frozen=True)
class Case:
    """Three versions of a file, and the merge that they should give."""

    name: str
    base: str
    ours: str
    theirs: str
    merged: str
    conflicts: tuple[str, ...] = ()


GAMMA = node("gamma", 3)
MOVED = changed("HEARTBEAT_IP\t10.1.1.3\n", "HEARTBEAT_IP\t10.1.1.33\n", GAMMA)
WITH_GAMMA = behind(BETA, GAMMA)
LOCK_OF_BETA = "  FIRST_CLUSTER_LOCK_PV\t/dev/dsk/c2t2d0\n"
TIGHT = changed(BETA, BETA[: BETA.index("# Warning")])  # nothing parts the last node from what follows
TIGHT_WITH_GAMMA = behind(LOCK_OF_BETA, GAMMA[: GAMMA.index("# Warning")], TIGHT)

NINE = [
    Case(
        "one side tunes a timeout, the other adds a node",
        CLUSTER,
        changed("2000000", "8000000"),
        WITH_GAMMA,
        changed("2000000", "8000000", WITH_GAMMA),
    ),
    Case(
        "each side adds another node",
        CLUSTER,
        WITH_GAMMA,
        behind(BETA, node("delta", 4)),
        behind(BETA, GAMMA + node("delta", 4)),
    ),
    Case(
        "one side comments the last node's last line out, the other adds a node behind it",
        TIGHT,
        changed(LOCK_OF_BETA, LOCK_OF_BETA.replace("  ", "# "), TIGHT),
        TIGHT_WITH_GAMMA,
        changed(LOCK_OF_BETA, LOCK_OF_BETA.replace("  ", "# "), TIGHT_WITH_GAMMA),
    ),
    Case(
        "one side edits an address, the other puts the nodes in another order",
        CLUSTER,
        changed("10.1.1.2\n", "10.1.1.22\n"),
        changed(ALPHA + BETA, BETA + ALPHA),
        changed(ALPHA + BETA, changed("1.1.2\n", "1.1.22\n", BETA) + ALPHA),
    ),
    Case(
        "one side edits an address, the other the indent of all lines",
        CLUSTER,
        changed("10.1.1.2\n", "10.1.1.22\n"),
        CLUSTER.replace("  ", "\t"),
        changed("10.1.1.2\n", "10.1.1.22\n").replace("  ", "\t"),
    ),
    Case(
        "no common ancestor, a node more on one side, a volume group on the other",
        "",
        CLUSTER + "VOLUME_GROUP\t\t/dev/vgmail\n",
        WITH_GAMMA,
        WITH_GAMMA + "VOLUME_GROUP\t\t/dev/vgmail\n",
    ),
    Case(
        "both sides add one node, with different addresses",
        CLUSTER,
        WITH_GAMMA,
        behind(BETA, MOVED),
        changed(
            "    HEARTBEAT_IP\t10.1.1.3\n",
            conflict("", "    HEARTBEAT_IP\t10.1.1.3\n", "    HEARTBEAT_IP\t10.1.1.33\n"),
            WITH_GAMMA,
        ),
        ("NODE_NAME[gamma]/NETWORK_INTERFACE[lan0]/HEARTBEAT_IP",),
    ),
    Case("both sides add one node, with the same lines", CLUSTER, WITH_GAMMA, WITH_GAMMA, WITH_GAMMA),
    Case(
        "one side adds a node in front of the others, the other the same behind them",
        CLUSTER,
        behind("# Nodes\n\n", GAMMA),
        WITH_GAMMA,
        behind("# Nodes\n\n", GAMMA),
    ),
]
"""The nine cases by which the keyed merge is measured."""

Verdict = Literal["right", "conflict", "wrong"]

_CONFLICT = re.compile(
    r"^<{7}[^\n]*\n(?P<ours>(?:.*\n)*?)(?:\|{7}[^\n]*\n(?:.*\n)*?)?={7}\n(?P<theirs>(?:.*\n)*?)>{7}[^\n]*\n?",
    re.MULTILINE,
)


def verdict(result: str, expected: str) -> Verdict:
    """Judge a merge by what it says, one side of each conflict taken and then the other; its layout is no matter.

    Returns:
        right: it says what is expected, in as many conflicts; conflict: it has more or wider ones than are expected;
        wrong: it has no conflict beyond those expected, and says something else.
    """
    wanted, found = len(_CONFLICT.findall(expected)), len(_CONFLICT.findall(result))
    same = all(_says(result, side) == _says(expected, side) for side in ("ours", "theirs"))
    if same and wanted == found:
        return "right"
    return "conflict" if found and (found > wanted or same or wanted == 0) else "wrong"


def _says(text: str, side: Literal["ours", "theirs"]) -> list[object]:
    chosen = _CONFLICT.sub(lambda match: match[side], text.replace("\r\n", "\n"))
    return sorted(facts(View(parse(chosen, kind=Kind.CLUSTER)).root))
