"""The node add that the README shows: from two to three nodes, with a serial heartbeat and a lock disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import mcsgconf
from mcsgconf.models.document import parse

if TYPE_CHECKING:
    from tests.merge.conftest import CheckLaws

EXAMPLE = Path(__file__).parents[2] / "examples" / "retail" / "node-add"

NEW_NODE = """
NODE_NAME\t\tkontor3
  NETWORK_INTERFACE\tlan0
    HEARTBEAT_IP\t\t10.30.5.13
  NETWORK_INTERFACE\tlan1
    HEARTBEAT_IP\t\t192.168.30.13
  NETWORK_INTERFACE\tlan4
  FIRST_CLUSTER_LOCK_PV\t/dev/dsk/c5t0d1

# Standby found: lan4 for lan0.
# Warning: lan1 of this node has no standby interface.
"""


def test_the_example(check_laws: CheckLaws) -> None:
    current, generic = (parse(EXAMPLE / name) for name in ("current_config", "generic_config"))
    lines = current.source.text.splitlines(keepends=True)
    gone = [at for at, line in enumerate(lines) if "SERIAL_DEVICE_FILE\t" in line]
    assert len(gone) == 2
    for at in reversed(gone):
        assert lines[at - 1].endswith("jb\n")  # the comment above that speaks of the line
        del lines[at - 1 : at + 1]
    end = max(at for at, line in enumerate(lines) if line.startswith("# Warning: lan1"))
    expected = "".join(lines[: end + 1]) + NEW_NODE + "".join(lines[end + 1 :])
    assert check_laws(current, generic).document.source.text == expected


def test_the_result_brings_no_finding() -> None:
    current, generic = (parse(EXAMPLE / name) for name in ("current_config", "generic_config"))
    result = mcsgconf.merge(current, generic)
    assert (result.status, result.findings, result.new_errors) == ("clean", (), ())
    assert result.nodes.added == ("kontor3",)
