"""Which comments belong to a node: the text of each ends, and the next thing begins, at the mark."""

from __future__ import annotations

import pytest

from mcsgconf.merge.places import Places
from mcsgconf.merge.view import View
from mcsgconf.models.document import Kind, parse

NODE = "NODE_NAME n2\n  NETWORK_INTERFACE lan0\n    HEARTBEAT_IP 10.1.1.2\n"


@pytest.mark.parametrize(
    "behind",
    [
        "|NODE_TIMEOUT 1\n",
        "# Warning: There are no standby network interfaces for lan0.\n|NODE_TIMEOUT 1\n",
        "\n# Warning: There are no standby network interfaces for lan0.\n|\nNODE_TIMEOUT 1\n",
        "\n# Possible standby Network Interfaces for lan0: lan1.\n\n# the second one, n2, is on loan\n|\n# Timing\n\nNODE_TIMEOUT 1\n",
        "\n# Primary Network Interfaces on Bridged Net 1: lan8.\n#   Possible standby on it: lan9.\n|\n# Timing\n\nNODE_TIMEOUT 1\n",
        "# not long for this world\n|\n# Timing\nNODE_TIMEOUT 1\n",
        "|# five seconds since the backup of May\nNODE_TIMEOUT 1\n",
        "|# Cluster Timing Parameters (microseconds).\n\nNODE_TIMEOUT 1\n",
        "# a good one\n|# NODE_TIMEOUT was 2000000 before\n\nNODE_TIMEOUT 1\n",
        "|\n# Timing\n#\n# A standby takes over in so many microseconds.\n\nNODE_TIMEOUT 1\n",
        "# SERIAL_DEVICE_FILE /dev/tty0p0\n|\n#NODE_NAME n3\n#  NETWORK_INTERFACE lan0\n\nNODE_TIMEOUT 1\n",
        "|#NODE_NAME n3\n#  NETWORK_INTERFACE lan0\nNODE_TIMEOUT 1\n",
        "# mcsgconf: gap CLUSTER_LOCK_LUN: the path\n|NODE_TIMEOUT 1\n",
        "\n# Warning: no standby for lan0.\n|# Volume groups\n\nVOLUME_GROUP vg1\n",
        "|",
        "\n# Warning: no standby for lan0.|",
        "|(broken\n# Warning: no standby for lan0.\n",
    ],
)
def test_what_stands_behind_a_node(behind: str) -> None:
    text = NODE + behind
    view = View(parse(text.replace("|", ""), kind=Kind.CLUSTER))
    assert Places(view).tail(view.nodes["n2"]) == text.index("|")


@pytest.mark.parametrize(
    "above",
    [
        "NODE_NAME n1\n\n|# on loan from the lab\n",
        "NODE_NAME n1\n# Warning: no standby for lan0.\n|",
        "NODE_NAME n1\n# Warning: no standby for lan0.\n|# on loan from the lab\n",
        "NODE_NAME n1\n\n# some time ago\n\n|",
        "CLUSTER_NAME c\n\n# Nodes, with their interfaces\n|",
        "CLUSTER_NAME c\n\n|# n2 is on loan\n",
        "NODE_NAME n1\n\n# FIRST_CLUSTER_LOCK_VG is missing\n|",
    ],
)
def test_what_stands_above_a_node(above: str) -> None:
    text = above + NODE
    view = View(parse(text.replace("|", ""), kind=Kind.CLUSTER))
    assert Places(view).node_span(view.nodes["n2"]).start == text.index("|")
