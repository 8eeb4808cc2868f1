"""`mcsgconf merge-driver` as git calls it: real merges and rebases in scratch repositories, and the program alone."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from repository import DRIVER, Repository

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome

    Run = Callable[..., Outcome]


def node(name: str, host: int) -> str:
    return (
        f"NODE_NAME\t\t{name}\n  NETWORK_INTERFACE\tlan0\n    HEARTBEAT_IP\t10.1.1.{host}\n"
        f"  FIRST_CLUSTER_LOCK_PV\t/dev/dsk/c{host}t2d0\n# Warning: There are no standby network interfaces for lan0.\n\n"
    )


HEAD = "CLUSTER_NAME\t\tharbour\nFIRST_CLUSTER_LOCK_VG\t/dev/vglock\n\n"
TAIL = "# Cluster Timing Parameters (microseconds).\n\nHEARTBEAT_INTERVAL\t1000000\nNODE_TIMEOUT\t\t8000000\nVOLUME_GROUP\t\t/dev/vglock\n"
N1, N2, N3, N4 = (node(f"n{host}", host) for host in (1, 2, 3, 4))
BASE = HEAD + N1 + N2 + TAIL
PACKAGE = """\
PACKAGE_NAME web
FAILOVER_POLICY CONFIGURED_NODE
FAILBACK_POLICY MANUAL
NODE_NAME n1
NODE_NAME n2
RUN_SCRIPT /etc/cmcluster/web/web.cntl
RUN_SCRIPT_TIMEOUT NO_TIMEOUT
HALT_SCRIPT /etc/cmcluster/web/web.cntl
HALT_SCRIPT_TIMEOUT NO_TIMEOUT
SERVICE_NAME web_mon
SERVICE_FAIL_FAST_ENABLED NO
SERVICE_HALT_TIMEOUT 300
SUBNET 10.1.1.0
"""
SCRIPT = """\
#!/usr/bin/sh
# "(#) A.11.16.00       $Date: 2004 $"
VG[0]=vgweb
LV[0]=/dev/vgweb/lvol1; FS[0]=/web; FS_TYPE[0]=vxfs
IP[0]=10.1.1.50
SUBNET[0]=10.1.1.0
SERVICE_NAME[0]=web_mon
SERVICE_CMD[0]=/etc/cmcluster/web/mon.sh
function customer_defined_run_cmds
{
: # do nothing
        test_return 51
}
"""


def address(text: str, name: str, host: int) -> str:
    """Return a cluster with another heartbeat address of one node."""
    number = name.removeprefix("n")
    return text.replace(f"10.1.1.{number}\n", f"10.1.1.{host}\n")


def conflict(base: str, ours: str, theirs: str) -> str:
    return f"<<<<<<< ours\n{ours}||||||| base\n{base}=======\n{theirs}>>>>>>> theirs\n"


# (what is done, the file, base, ours, theirs, the result)
CLEAN = [
    ("each side edits a node of its own", "cluster.ascii", BASE, address(BASE, "n1", 11), address(BASE, "n2", 22),
     address(address(BASE, "n1", 11), "n2", 22)),
    ("each side adds a node", "cluster.ascii", BASE, HEAD + N1 + N2 + N3 + TAIL, HEAD + N1 + N2 + N4 + TAIL,
     HEAD + N1 + N2 + N3 + N4 + TAIL),
    ("each side writes the file anew, with the same node", "cluster.ascii", None, HEAD + N1 + N2 + TAIL, HEAD + N2 + N1 + TAIL,
     HEAD + N1 + N2 + TAIL),
    ("one side adds a node, the other a service", "web.conf", PACKAGE, PACKAGE.replace("NODE_NAME n2\n", "NODE_NAME n2\nNODE_NAME n3\n"),
     PACKAGE + "SUBNET 10.2.1.0\n", PACKAGE.replace("NODE_NAME n2\n", "NODE_NAME n2\nNODE_NAME n3\n") + "SUBNET 10.2.1.0\n"),
    ("each side adds a subnet", "web.conf", PACKAGE, PACKAGE + "SUBNET 10.2.1.0\n", PACKAGE + "SUBNET 10.3.1.0\n",
     PACKAGE + "SUBNET 10.2.1.0\nSUBNET 10.3.1.0\n"),
    ("each side edits another end of a script", "web.cntl", SCRIPT, SCRIPT.replace("vgweb\n", "vgshop\n"), SCRIPT + "# theirs\n",
     SCRIPT.replace("vgweb\n", "vgshop\n") + "# theirs\n"),
    ("one side gives a service another name, the other edits it", "web.conf", PACKAGE, PACKAGE.replace("web_mon", "shop_mon"),
     PACKAGE.replace("TIMEOUT 300", "TIMEOUT 60"), PACKAGE.replace("web_mon", "shop_mon").replace("TIMEOUT 300", "TIMEOUT 60")),
    ("text that is no configuration", "notes.txt", "one\ntwo\nthree\n", "1\ntwo\nthree\n", "one\ntwo\n3\n", "1\ntwo\n3\n"),
]  # fmt: skip
THEIR_HEARTBEAT = "    HEARTBEAT_IP\t10.1.1.22\n"
CONFLICTS = [
    ("both change one address", "cluster.ascii", BASE, address(BASE, "n2", 12), address(BASE, "n2", 22),
     BASE.replace("    HEARTBEAT_IP\t10.1.1.2\n", conflict("    HEARTBEAT_IP\t10.1.1.2\n", "    HEARTBEAT_IP\t10.1.1.12\n", THEIR_HEARTBEAT)),
     "both sides changed NODE_NAME[n2]/NETWORK_INTERFACE[lan0]/HEARTBEAT_IP"),
    ("both add one node with different addresses", "cluster.ascii", BASE, HEAD + N1 + N2 + N3 + TAIL, HEAD + address(N3, "n3", 22) + N1 + N2 + TAIL,
     HEAD + N1 + N2 + N3.replace("    HEARTBEAT_IP\t10.1.1.3\n", conflict("", "    HEARTBEAT_IP\t10.1.1.3\n", THEIR_HEARTBEAT)) + TAIL,
     "both sides changed NODE_NAME[n3]/NETWORK_INTERFACE[lan0]/HEARTBEAT_IP"),
    ("each side adds one parameter in a place of its own", "cluster.ascii", BASE, BASE + "AUTO_START_TIMEOUT\t500000000\n",
     BASE.replace("CLUSTER_NAME", "AUTO_START_TIMEOUT\t600000000\nCLUSTER_NAME"),
     BASE + conflict("", "AUTO_START_TIMEOUT\t500000000\n", "AUTO_START_TIMEOUT\t600000000\n"), "both sides changed AUTO_START_TIMEOUT"),
    ("two orders of failover", "web.conf", PACKAGE, PACKAGE.replace("NODE_NAME n1\nNODE_NAME n2\n", "NODE_NAME n2\nNODE_NAME n1\n"),
     PACKAGE.replace("NODE_NAME n2\n", "NODE_NAME n2\nNODE_NAME n3\n"),
     PACKAGE.replace("NODE_NAME n1\nNODE_NAME n2\n", conflict("NODE_NAME n1\nNODE_NAME n2\n", "NODE_NAME n2\nNODE_NAME n1\n", "NODE_NAME n1\nNODE_NAME n2\nNODE_NAME n3\n")),
     "both sides changed NODE_NAME"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "base", "ours", "theirs", "result"), [c[1:] for c in CLEAN], ids=[c[0] for c in CLEAN]
)
def test_git_merges_what_does_not_contradict(
    tmp_path: Path, name: str, base: str | None, ours: str, theirs: str, result: str
) -> None:
    repository = Repository(tmp_path)
    repository.branches(name, base, ours, theirs)
    done = repository.git("merge", "-q", "theirs", "-m", "merged")
    assert (done.returncode, done.stderr) == (0, ""), done
    assert repository.read(name) == result
    assert repository.git("status", "--porcelain").stdout == ""


def test_the_readme_shows_the_driver_that_is_tested() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    assert f'driver "{DRIVER.replace(f"{sys.executable} -m ", "")}"' in readme


def test_git_alone_sees_a_conflict_there(tmp_path: Path) -> None:
    repository = Repository(tmp_path, driver=False)
    repository.branches("cluster.ascii", *CLEAN[1][2:5])
    assert repository.git("merge", "-q", "theirs").returncode == 1


@pytest.mark.parametrize(
    ("name", "base", "ours", "theirs", "result", "said"), [c[1:] for c in CONFLICTS], ids=[c[0] for c in CONFLICTS]
)
def test_a_true_conflict_is_one_and_says_where(
    tmp_path: Path, name: str, base: str, ours: str, theirs: str, result: str, said: str
) -> None:
    repository = Repository(tmp_path)
    repository.branches(name, base, ours, theirs)
    done = repository.git("merge", "theirs")
    assert done.returncode == 1
    assert f"mcsgconf: {name}: {said}\n" in done.stderr
    assert repository.read(name) == result
    assert repository.git("status", "--porcelain").stdout.split() in (["UU", name], ["AA", name])


def test_a_branch_is_rebased_node_by_node(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.branches("cluster.ascii", BASE, address(BASE, "n1", 11), HEAD + N1 + N2 + N3 + TAIL)
    repository.git("checkout", "-q", "theirs")
    repository.commit({"cluster.ascii": address(HEAD + N1 + N2 + N3 + TAIL, "n3", 33)})
    repository.git("checkout", "-q", "main")
    repository.commit({"cluster.ascii": address(HEAD + N1 + N2 + N4 + TAIL, "n1", 11)})
    repository.git("checkout", "-q", "theirs")
    done = repository.git("rebase", "-q", "main")
    assert (done.returncode, done.stderr) == (0, "")
    expected = HEAD + N1 + N2 + N4 + N3 + TAIL
    assert repository.read("cluster.ascii") == address(address(expected, "n1", 11), "n3", 33)


def test_a_rebase_stops_at_a_true_conflict(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.branches("cluster.ascii", BASE, address(BASE, "n1", 11), address(BASE, "n1", 12))
    repository.git("checkout", "-q", "theirs")
    assert repository.git("rebase", "main").returncode == 1
    assert "    HEARTBEAT_IP\t10.1.1.11\n||||||| base\n" in repository.read("cluster.ascii")


def test_two_merges_of_two_branches_into_each_other(tmp_path: Path) -> None:
    """Git merges the two ancestors first, by the same driver."""
    repository = Repository(tmp_path)
    repository.branches("cluster.ascii", BASE, address(BASE, "n1", 11), address(BASE, "n2", 22))
    repository.git("branch", "before")
    repository.git("merge", "-q", "theirs", "-m", "one way")
    repository.git("checkout", "-q", "theirs")
    repository.git("merge", "-q", "before", "-m", "and the other")
    repository.commit({"cluster.ascii": address(address(HEAD + N1 + N2 + N3 + TAIL, "n1", 11), "n2", 22)})
    repository.git("checkout", "-q", "main")
    repository.commit({"cluster.ascii": address(address(HEAD + N1 + N2 + N4 + TAIL, "n1", 11), "n2", 22)})
    done = repository.git("merge", "-q", "theirs", "-m", "criss-cross")
    assert (done.returncode, done.stderr) == (0, "")
    assert repository.read("cluster.ascii") == address(address(HEAD + N1 + N2 + N4 + N3 + TAIL, "n1", 11), "n2", 22)


@pytest.fixture
def versions(tmp_path: Path) -> Callable[..., tuple[str, ...]]:
    """Return a function that writes three versions into files named as git names them, and gives their names."""

    def write(base: str | bytes, ours: str | bytes, theirs: str | bytes) -> tuple[str, ...]:
        for name, content in (("O", base), ("A", ours), ("B", theirs)):
            (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return "O", "A", "B", "harbour/cluster.ascii"

    return write


def test_an_error_that_neither_side_had_makes_no_clean_merge(
    mcsgconf: Run, versions: Callable[..., tuple[str, ...]]
) -> None:
    bare = "".join(line for line in BASE.splitlines(keepends=True) if "CLUSTER_LOCK" not in line)
    witness = "QS_HOST\t\t\twitness\nQS_POLLING_INTERVAL\t300000000\n"
    outcome = mcsgconf("merge-driver", *versions(bare, BASE, bare.replace("harbour\n", f"harbour\n{witness}")))
    assert outcome.status == 1
    assert Path("A").read_text() == BASE.replace("/dev/vglock\n", f"/dev/vglock\n{witness}", 1)
    assert outcome.err.startswith("mcsgconf: harbour/cluster.ascii: line ")
    assert "MC112" in outcome.err


def test_an_index_that_both_sides_give_is_found_in_a_script(
    mcsgconf: Run, versions: Callable[..., tuple[str, ...]]
) -> None:
    ours = SCRIPT.replace("VG[0]=vgweb\n", "VG[0]=vgweb\nVG[1]=vgone\n")
    theirs = SCRIPT.replace("IP[0]=", "VG[1]=vgtwo\nIP[0]=")
    outcome = mcsgconf("merge-driver", *versions(SCRIPT, ours, theirs))
    assert outcome.status == 1
    assert Path("A").read_text() == ours.replace("IP[0]=", "VG[1]=vgtwo\nIP[0]=")
    assert "VG[1] is set a second time" in outcome.err


def test_what_no_keys_can_merge_gets_the_marks_of_git(mcsgconf: Run, versions: Callable[..., tuple[str, ...]]) -> None:
    outcome = mcsgconf("merge-driver", *versions("one\n", "1\n", "uno\n"))
    assert outcome.status == 1
    assert Path("A").read_text() == "<<<<<<< ours\n1\n=======\nuno\n>>>>>>> theirs\n"
    assert outcome.err == "mcsgconf: harbour/cluster.ascii: both sides changed the same lines\n"


@pytest.mark.parametrize("size", [7, 11])
def test_the_markers_have_the_length_that_git_asks_for(
    mcsgconf: Run, versions: Callable[..., tuple[str, ...]], size: int
) -> None:
    files = versions(BASE, address(BASE, "n2", 12), address(BASE, "n2", 22))
    assert mcsgconf("merge-driver", "-L", str(size), *files).status == 1
    assert f"\n{'<' * size} ours\n" in Path("A").read_text()
    assert f"\n{'>' * size} theirs\n" in Path("A").read_text()


def test_a_binary_file_stays_ours_and_is_a_conflict(mcsgconf: Run, versions: Callable[..., tuple[str, ...]]) -> None:
    assert mcsgconf("merge-driver", *versions(b"a\0", b"b\0", b"c\0")).status == 1
    assert Path("A").read_bytes() == b"b\0"


@pytest.mark.parametrize("words", [("O", "A"), ("O", "A", "nowhere", "p"), ("--sizes", "O", "A", "B", "p")])
def test_where_nothing_was_merged_git_must_not_see_a_conflict(
    mcsgconf: Run, versions: Callable[..., tuple[str, ...]], words: tuple[str, ...]
) -> None:
    versions(BASE, BASE, BASE)
    assert mcsgconf("merge-driver", *words).status > 128
    assert Path("A").read_text() == BASE


def test_without_git_nothing_is_merged(
    mcsgconf: Run, versions: Callable[..., tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    outcome = mcsgconf("merge-driver", *versions("one\n", "1\n", "uno\n"))
    assert (outcome.status, Path("A").read_text()) == (255, "1\n")
    assert outcome.err == "mcsgconf: git cannot be run: there is no such program on the search path\n"


def test_the_path_cannot_reach_the_terminal(mcsgconf: Run, versions: Callable[..., tuple[str, ...]]) -> None:
    *files, _ = versions("one\n", "1\n", "uno\n")
    outcome = mcsgconf("merge-driver", *files, "a\x1b[2Jb")
    assert "\x1b" not in outcome.err
