"""Node adds as they happen: sound clusters, probes of them with new nodes; the result is sound, however it is come by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hypothesis import assume, given, note, settings
from hypothesis import strategies as st

import mcsgconf
from mcsgconf.merge import Action, merge
from mcsgconf.models.document import Kind, parse

if TYPE_CHECKING:
    from mcsgconf.models.document import Document
    from tests.merge.conftest import CheckLaws

NAMES = ["anton", "berta", "carla", "dora", "emil", "fritz"]
WARNING = "# Warning: There are no standby network interfaces for lan0.\n"


@dataclass(frozen=True)
class Cluster:
    """A sound cluster: its nodes by number, its lock, the role of its second network, what was written by hand."""

    nodes: tuple[int, ...]
    lock: str
    second: str
    is_old: bool
    serial: bool = False
    site: bool = False
    timeout: int = 2000000
    by_hand: tuple[str, ...] = ()
    groups: tuple[str, ...] = ("/dev/vglock", "/dev/vgapp")

    def text(self) -> str:
        """Return the file."""
        head = "CLUSTER_NAME\t\tsound\n" + LOCKS[self.lock]
        head += "SITE_NAME\t\tnorth\n" if self.site else ""
        nodes = "\n".join(self._node(number) for number in self.nodes)
        timing = f"NODE_TIMEOUT\t\t{self.timeout}\n" if self.is_old else f"MEMBER_TIMEOUT\t\t{self.timeout * 7}\n"
        subnets = "" if self.is_old else "SUBNET\t\t\t10.1.1.0\n  IP_MONITOR\t\tOFF\n"
        groups = "".join(f"VOLUME_GROUP\t\t{group}\n" for group in self.groups)
        return f"{head}\n{nodes}\n# Timing, in microseconds.\n\n{timing}{subnets}{''.join(self.by_hand)}\n{groups}"

    def _node(self, number: int) -> str:
        lines = [f"NODE_NAME\t\t{NAMES[number]}\n"]
        lines += ["  SITE\t\t\tnorth\n"] if self.site else []
        lines += [f"  NETWORK_INTERFACE\tlan0\n    HEARTBEAT_IP\t10.1.1.{number + 1}\n"]
        lines += [f"  NETWORK_INTERFACE\tlan1\n    {self.second}\t10.2.1.{number + 1}\n"]
        lines += ["  NETWORK_INTERFACE\tlan2\n"]
        lines += [line.format(number) for line in NODE_LOCKS[self.lock]]
        lines += [f"  SERIAL_DEVICE_FILE\t/dev/tty{number}p0\n"] if self.serial else []
        return "".join(lines) + WARNING


LOCKS = {
    "disk": "FIRST_CLUSTER_LOCK_VG\t/dev/vglock\n",
    "dual": "FIRST_CLUSTER_LOCK_VG\t/dev/vglock\nSECOND_CLUSTER_LOCK_VG\t/dev/vgapp\n",
    "lun": "",
    "quorum": "QS_HOST\t\t\twitness\nQS_POLLING_INTERVAL\t300000000\n",
}
NODE_LOCKS = {
    "disk": ["  FIRST_CLUSTER_LOCK_PV\t/dev/dsk/c{}t2d0\n"],
    "dual": ["  FIRST_CLUSTER_LOCK_PV\t/dev/dsk/c{}t2d0\n", "  SECOND_CLUSTER_LOCK_PV\t/dev/dsk/c{}t3d0\n"],
    "lun": ["  CLUSTER_LOCK_LUN\t/dev/dsk/c{}t2d0\n"],
    "quorum": [],
}
BY_HAND = [
    "AUTO_START_TIMEOUT\t900000000\n",
    "MAX_CONFIGURED_PACKAGES\t12\n",
    "USER_NAME\t\toper\nUSER_HOST\t\tCLUSTER_MEMBER_NODE\nUSER_ROLE\t\tMONITOR\n",
    "# nothing below this line without a word to tk\n",
]


@st.composite
def clusters(draw: st.DrawFn) -> Cluster:
    lock = draw(st.sampled_from([*LOCKS]))
    is_old = lock != "lun" and draw(st.booleans())
    count = draw(st.integers(1, 4))
    by_hand = tuple(line for line in BY_HAND if draw(st.booleans()))
    second = draw(st.sampled_from(["HEARTBEAT_IP", "STATIONARY_IP"]))
    serial = is_old and count == 2 and draw(st.booleans())
    timeout = draw(st.sampled_from([2000000, 4000000]))
    return Cluster(
        tuple(range(count)), lock, second, is_old, serial, not is_old and draw(st.booleans()), timeout, by_hand
    )


@st.composite
def node_adds(draw: st.DrawFn) -> tuple[Cluster, Cluster]:
    """A cluster, and its probe with new nodes: defaults, in some order, knowing nothing that no probe knows."""
    cluster = draw(clusters())
    most = 4 if cluster.lock != "quorum" else len(NAMES)
    new = range(len(cluster.nodes), max(len(cluster.nodes), draw(st.integers(len(cluster.nodes), most))))
    nodes = tuple(draw(st.permutations([*cluster.nodes, *new])))
    lock = draw(st.sampled_from([cluster.lock, "disk" if cluster.lock == "quorum" else cluster.lock]))
    groups = draw(st.sampled_from([cluster.groups, ("/dev/vglock",), ("/dev/vgnew", "/dev/vgapp")]))
    probe = replace(
        cluster, nodes=nodes, lock=lock, serial=False, site=False, timeout=2000000, by_hand=(), groups=groups
    )
    return cluster, replace(probe, second=draw(st.sampled_from(["HEARTBEAT_IP", "STATIONARY_IP"])))


def _read(cluster: Cluster) -> Document:
    return parse(cluster.text(), kind=Kind.CLUSTER, target="hp-ux:A.11.16" if cluster.is_old else "hp-ux:A.11.20")


@given(node_adds())
@settings(deadline=None)
def test_the_result_is_sound(check_laws: CheckLaws, files: tuple[Cluster, Cluster]) -> None:
    current, generic = map(_read, files)
    note(f"----- current\n{current.source.text}----- generic\n{generic.source.text}")
    assert not [finding for finding in mcsgconf.check(current) if finding.severity == "error"], "the cluster is sound"
    check_laws(current, generic)
    result = mcsgconf.merge(current, generic)
    assert not result.new_errors
    assert result.status == "clean"
    assert not [finding for finding in mcsgconf.check(result.document) if finding.severity == "error"]


@given(node_adds())
@settings(deadline=None)
def test_nodes_one_by_one_are_nodes_at_once(files: tuple[Cluster, Cluster]) -> None:
    cluster, probe = files
    at_once = merge(_read(cluster), _read(probe)).document.source.text
    document = _read(cluster)
    known = [*cluster.nodes]
    new = [number for number in probe.nodes if number not in cluster.nodes]
    assume(len(new) > 1)
    for number in new:
        known.append(number)
        nodes = tuple(one for one in probe.nodes if one in known)
        document = merge(document, _read(replace(probe, nodes=nodes))).document
    note(f"----- at once\n{at_once}----- one by one\n{document.source.text}")
    assert document.source.text == at_once


@given(node_adds())
@settings(deadline=None)
def test_a_wish_of_the_administrator_never_yields_to_a_default(files: tuple[Cluster, Cluster]) -> None:
    current, generic = map(_read, files)
    result = merge(current, generic)
    assert not [one for one in result.decisions if one.action is Action.TAKE]
    after = result.document.source.text
    assert all(line in after for line in files[0].by_hand)
    assert f"TIMEOUT\t\t{files[0].timeout * (1 if files[0].is_old else 7)}\n" in after
