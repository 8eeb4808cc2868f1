"""When `mcsgconf merge` writes the file that it was told to write: a table of results, statuses and files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome

    Run = Callable[..., Outcome]


def node(number: int, host: int | None = None, lock: str = "  FIRST_CLUSTER_LOCK_PV /dev/dsk/c{}t2d0\n") -> str:
    host = number if host is None else host
    return f"NODE_NAME n{number}\n  NETWORK_INTERFACE lan0\n    HEARTBEAT_IP 10.1.1.{host}\n" + lock.format(number)


def cluster(*nodes: str, head: str = "FIRST_CLUSTER_LOCK_VG /dev/vglock\n", tail: str = "") -> str:
    return f"CLUSTER_NAME c\n{head}{''.join(nodes)}NODE_TIMEOUT 8000000\nVOLUME_GROUP /dev/vglock\n{tail}"


TWO = cluster(node(1), node(2))
FOUR = cluster(*map(node, (1, 2, 3, 4)))
NO_LOCK = {"head": "", "tail": ""}
BARE = [node(number, lock="") for number in (1, 2, 3)]

# (what it is, current, generic, the report's status, whether it is written without --force, a piece of the message)
RESULTS = [
    ("clean", TWO, cluster(node(1), node(2), node(3)), "clean", True, None),
    ("nothing to do", TWO, TWO.replace("8000000", "2000000"), "clean", True, None),
    ("a conflict", TWO, cluster(node(1), node(2, 22)), "conflicts", True, None),
    ("a gap", TWO, cluster(node(1), node(2), node(3, lock="")), "gaps", True, None),
    ("a gap and a conflict", TWO, cluster(node(1, 11), node(2), node(3, lock="")), "conflicts", True, None),
    ("five nodes with a lock disk", FOUR, cluster(*map(node, range(1, 6))), "error", False, "5 nodes with a lock disk"),
    ("five nodes, and a gap", FOUR, cluster(*map(node, range(1, 5)), node(5, lock="")), "gaps", False, "5 nodes with"),
    ("five nodes, and a conflict", FOUR, cluster(node(1, 11), *map(node, range(2, 6))), "conflicts", False, "5 nodes with"),
    ("two nodes without a lock", cluster(BARE[0], head=""), cluster(*BARE[:2], head=""), "error", False, "without a cluster lock"),
    (
        "a heartbeat subnet that the new node is not on",
        TWO.replace("NODE_NAME n2", "  NETWORK_INTERFACE lan1\n    HEARTBEAT_IP 10.2.1.1\nNODE_NAME n2").replace(
            "NODE_TIMEOUT", "  NETWORK_INTERFACE lan1\n    HEARTBEAT_IP 10.2.1.2\nNODE_TIMEOUT"
        ),
        cluster(node(1), node(2), node(3)),
        "error",
        False,
        "no address on the heartbeat subnet of 10.2.1.1",
    ),
    ("an error that the linter finds", TWO, cluster(node(1), node(2), node(3, 2)), "error", False, "10.1.1.2"),
    (
        "an error that current has already",
        TWO.replace("NODE_TIMEOUT 8000000", "NODE_TIMEOUT soon"),
        cluster(node(1), node(2), node(3)),
        "clean",
        True,
        None,
    ),
    (
        "a mistake that the probe brings",
        TWO,
        cluster(node(1), node(2), node(3)) + "VOLUME_GROUP /dev/vg with blanks\n",
        "error",
        False,
        "/dev/vg with blanks",
    ),
]  # fmt: skip
IDS = [row[0] for row in RESULTS]


@pytest.mark.parametrize(
    ("current", "generic", "status", "is_written", "message"), [row[1:] for row in RESULTS], ids=IDS
)
@pytest.mark.parametrize("where", [["-o", "out"], ["--in-place"]], ids=["output", "in-place"])
def test_a_result_is_written_unless_it_has_a_new_error(
    mcsgconf: Run, current: str, generic: str, status: str, is_written: bool, message: str | None, where: list[str]
) -> None:
    Path("current").write_text(current)
    Path("generic").write_text(generic)
    target = Path("current" if where == ["--in-place"] else "out")
    shown = mcsgconf("merge", "current", "generic")
    assert shown.status == int(status != "clean")
    assert shown.out
    assert Path("current").read_text() == current

    outcome = mcsgconf("merge", "current", "generic", *where, "--report", "json")
    report = json.loads(outcome.err)
    assert (outcome.status, outcome.out, report["status"]) == (int(status != "clean"), "", status)
    assert report["output"] == (str(target) if is_written else None)
    assert (message is None) == (report["message"] is None)
    assert message is None or message in report["message"]
    if is_written:
        assert target.read_text() == shown.out
        return
    assert Path("current").read_text() == current
    assert not Path("out").exists()
    assert f"{target} was not written (--force does it all the same)" in report["message"]
    forced = mcsgconf("merge", "current", "generic", *where, "--force")
    assert (forced.status, target.read_text()) == (1, shown.out)


@pytest.mark.parametrize("row", RESULTS, ids=IDS)
def test_a_diff_is_shown_whatever_came_of_it(mcsgconf: Run, row: tuple[str, str, str, str, bool, str | None]) -> None:
    _, current, generic, status, *_ = row
    Path("current").write_text(current)
    Path("generic").write_text(generic)
    shown = mcsgconf("merge", "current", "generic").out
    outcome = mcsgconf("merge", "current", "generic", "--diff")
    assert outcome.status == int(status != "clean")
    assert outcome.out.startswith("--- current\n") == (shown != current)
    assert Path("current").read_text() == current
