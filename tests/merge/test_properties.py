"""The laws of the merge over generated clusters, over lines in any order, and over any text at all."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hypothesis import example, given, note, settings
from hypothesis import strategies as st

from mcsgconf.merge import Status, merge
from mcsgconf.merge.core import Outcome, merge_trees
from mcsgconf.merge.keys import CatalogueKeys, ClusterKeys
from mcsgconf.models.document import Kind, parse

if TYPE_CHECKING:
    from mcsgconf.merge.core import Entry
    from mcsgconf.models.document import Document
    from tests.merge.conftest import CheckLaws

NAMES = ["n1", "n2", "n3", "n4", "n5", "n6"]
COMMENTS = [
    "# Warning: There are no standby network interfaces for lan0.",
    "# Possible standby Network Interfaces for lan0: lan2.",
    "# by hand",
    "# SERIAL_DEVICE_FILE /dev/tty0p0",
    "# serial line to the other node",
    "# NODE_NAME n4",
    "# Timing, in microseconds",
    "# VOLUME_GROUP /dev/vg2",
]


@dataclass(frozen=True)
class Node:
    name: str
    cards: tuple[tuple[str, tuple[str, ...]], ...]
    own: tuple[str, ...] = ()  # settings at its end
    comments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cluster:
    nodes: tuple[Node, ...]
    head: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()


@dataclass(frozen=True)
class Writing:
    indent: str = "  "
    separator: str = "\t"
    lower: bool = False
    newline: str = "\n"
    final_newline: bool = True
    between: tuple[str, ...] = field(default=("",))

    def text(self, cluster: Cluster) -> str:
        lines = ["# the cluster", *(self._line(0, setting) for setting in cluster.head)]
        for node in cluster.nodes:
            lines += [*self.between, self._line(0, f"NODE_NAME {node.name}")]
            for card, addresses in node.cards:
                lines.append(self._line(1, f"NETWORK_INTERFACE {card}"))
                lines += [self._line(2, address) for address in addresses]
            lines += [self._line(1, setting) for setting in node.own]
            lines += node.comments
        lines += ["", *(self._line(0, setting) for setting in cluster.tail)]
        return self.newline.join(lines) + (self.newline if self.final_newline else "")

    def _line(self, depth: int, setting: str) -> str:
        if setting.startswith("#") or not setting:
            return setting
        name, value = setting.split(" ", 1)
        return self.indent * depth + (name.lower() if self.lower else name) + self.separator + value


def _node(name: str) -> st.SearchStrategy[Node]:
    number = NAMES.index(name) + 1
    addresses = st.sampled_from(
        [
            (),
            (f"HEARTBEAT_IP 10.1.1.{number}",),
            (f"STATIONARY_IP 10.1.1.{number}",),
            (f"HEARTBEAT_IP 10.2.1.{number}",),
            (f"HEARTBEAT_IP 10.3.7.{number}", f"STATIONARY_IP fec0::{number}"),
            (f"STATIONARY_IP 2001:db8::{number}", f"STATIONARY_IP fec0::{number}"),
        ]
    )
    cards = st.lists(
        st.tuples(st.sampled_from(["lan0", "lan1", "lan2", "lan9"]), addresses), max_size=4, unique_by=lambda c: c[0]
    )
    own = st.lists(
        st.sampled_from(
            [
                "FIRST_CLUSTER_LOCK_PV /dev/dsk/c1t2d0",
                "FIRST_CLUSTER_LOCK_PV /dev/dsk/c2t2d0",
                "SECOND_CLUSTER_LOCK_PV /dev/dsk/c3t2d0",
                "CLUSTER_LOCK_LUN /dev/sdc1",
                "SERIAL_DEVICE_FILE /dev/tty0p0",
                "SITE north",
                "SITE south",
                "XYZ_LEVEL 1",
            ]
        ),
        max_size=3,
        unique_by=lambda setting: setting.split()[0],
    )
    comments = st.lists(st.sampled_from(["", *COMMENTS]), max_size=3)
    return st.builds(lambda c, o, r: Node(name, tuple(c), tuple(o), tuple(r)), cards, own, comments)


_HEAD = [
    "CLUSTER_NAME prod",
    "CLUSTER_NAME cluster1",
    "FIRST_CLUSTER_LOCK_VG /dev/vglock",
    "FIRST_CLUSTER_LOCK_VG vglock",
    "SECOND_CLUSTER_LOCK_VG /dev/vg2",
    "QS_HOST witness",
    "QS_POLLING_INTERVAL 300000000",
    "SITE_NAME north",
    "# QS_HOST x",
]
_TAIL = [
    "HEARTBEAT_INTERVAL 1000000", "NODE_TIMEOUT 2000000", "NODE_TIMEOUT 8000000", "MEMBER_TIMEOUT 14000000",
    "AUTO_START_TIMEOUT 600000000", "AUTO_START_TIMEOUT 700000000", "MAX_CONFIGURED_PACKAGES 10", "DEF_LEVEL 7", "ABC 1",
    "SUBNET 10.1.1.0", "IP_MONITOR ON", "IP_MONITOR OFF", "POLLING_TARGET 10.1.1.9", "USER_NAME ulla hans", "USER_HOST h",
    "USER_ROLE MONITOR", "WEIGHT_NAME w", "WEIGHT_DEFAULT 5", "VOLUME_GROUP /dev/vglock", "VOLUME_GROUP /dev/vg1",
    "VOLUME_GROUP vg2", "OPS_VOLUME_GROUP /dev/vg3", "", "# by hand", "# Warning: no lock", "# VOLUME_GROUP /dev/vg4",
]  # fmt: skip


@st.composite
def clusters(draw: st.DrawFn) -> Cluster:
    names = draw(st.lists(st.sampled_from(NAMES), max_size=5, unique=True))
    unique = lambda setting: setting.split()[:2] if setting.startswith(("VOL", "#")) else setting.split()[:1]  # noqa: E731
    head = draw(st.lists(st.sampled_from(_HEAD), max_size=4, unique_by=lambda s: str(unique(s))))
    tail = draw(st.lists(st.sampled_from(_TAIL), max_size=8, unique_by=lambda s: str(unique(s))))
    return Cluster(tuple(draw(_node(name)) for name in names), tuple(head), tuple(tail))


writings = st.builds(
    Writing,
    st.sampled_from(["  ", "", "\t", "    "]),
    st.sampled_from(["\t", " ", "\t\t", "     "]),
    st.booleans(),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.sampled_from([("",), (), ("", ""), ("", "# a comment above"), ("# directly above",)]),
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    return parse(draw(writings).text(draw(clusters())), kind=Kind.CLUSTER)


@st.composite
def probes(draw: st.DrawFn) -> tuple[Document, Document]:
    """A cluster, and what a probe may find: other nodes, other order, defaults."""
    cluster = draw(clusters())
    kept = draw(st.lists(st.sampled_from(cluster.nodes), unique_by=lambda n: n.name)) if cluster.nodes else []
    names = {node.name for node in kept}
    new = [draw(_node(name)) for name in NAMES if name not in names and draw(st.booleans())]
    nodes = draw(st.permutations([*kept, *new]))
    probe = replace(draw(clusters()), nodes=tuple(nodes))
    return tuple(parse(draw(writings).text(one), kind=Kind.CLUSTER) for one in (cluster, probe))  # type: ignore[return-value]


@given(probes())
@settings(max_examples=150, deadline=None)
def test_a_probe_of_the_cluster(check_laws: CheckLaws, files: tuple[Document, Document]) -> None:
    _show(*files)
    check_laws(*files)


@given(documents(), documents(), documents())
@settings(max_examples=100, deadline=None)
def test_any_three_clusters(check_laws: CheckLaws, current: Document, generic: Document, base: Document) -> None:
    _show(current, generic, base)
    check_laws(current, generic, base)
    check_laws(current, generic)


_LINES = st.sampled_from(
    [
        *(f"NODE_NAME {name}" for name in NAMES[:4]),
        *(f"  NETWORK_INTERFACE lan{number}" for number in range(3)),
        *(f"    HEARTBEAT_IP 10.{net}.1.{host}" for net in (1, 2) for host in (1, 2)),
        *(f"    STATIONARY_IP {address}" for address in ("10.1.1.1", "10.2.1.2", "fec0::1", "2001:db8::1", "nonsense")),
        "  FIRST_CLUSTER_LOCK_PV /dev/dsk/c1",
        "  CLUSTER_LOCK_LUN /dev/sdc1",
        "  SERIAL_DEVICE_FILE /dev/tty0p0",
        "  CAPACITY_NAME mips",
        "  CAPACITY_VALUE 3",
        "NODE_NAME",
        'node_name  "n3"',
        "(broken too",
        "# mcsgconf: gap FIRST_CLUSTER_LOCK_PV: the path",
        "<<<<<<< current",
        "||||||| base",
        "=======",
        ">>>>>>> generic",
        *_HEAD,
        *_TAIL,
        *COMMENTS,
    ]
)


@st.composite
def heaps(draw: st.DrawFn, *, markers: bool) -> Document:
    lines = draw(st.lists(_LINES, max_size=25))
    if not markers:
        lines = [line for line in lines if not line.startswith(("<", "|", "=", ">"))]
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return parse(newline.join(lines) + draw(st.sampled_from(["", newline])), kind=Kind.CLUSTER)


BEHIND_THE_NODE = """\
NODE_NAME n1
FIRST_CLUSTER_LOCK_VG /dev/vglock
# mcsgconf: gap FIRST_CLUSTER_LOCK_PV: the path
"""
OUTSIDE_A_NODE = """\
DEF_LEVEL 7
  SERIAL_DEVICE_FILE /dev/tty0p0
"""
PROBED = """\
NODE_NAME n1
  FIRST_CLUSTER_LOCK_PV /dev/dsk/c1
"""


@given(heaps(markers=True), heaps(markers=False), st.none() | heaps(markers=False))
@example(parse(OUTSIDE_A_NODE, kind=Kind.CLUSTER), parse("NODE_NAME n1\n", kind=Kind.CLUSTER), None)
@example(parse(BEHIND_THE_NODE, kind=Kind.CLUSTER), parse(PROBED, kind=Kind.CLUSTER), None)
@settings(max_examples=200, deadline=None)
def test_lines_in_any_order(check_laws: CheckLaws, current: Document, generic: Document, base: Document | None) -> None:
    _show(current, generic, base)
    check_laws(current, generic, base)


@given(st.binary() | st.text(), st.sampled_from(Kind))
def test_any_text_with_itself(content: bytes | str, kind: Kind) -> None:
    document = parse(content, kind=kind)
    result = merge(document, parse(content, kind=kind))
    assert result.document.render() == document.render()
    assert result.status is Status.CLEAN


@given(st.binary() | st.text(), st.binary() | st.text())
def test_any_two_texts(check_laws: CheckLaws, one: bytes | str, other: bytes | str) -> None:
    check_laws(parse(one, kind=Kind.CLUSTER), parse(other, kind=Kind.CLUSTER))


def _show(*documents: Document | None) -> None:
    for role, document in zip(("current", "generic", "base"), documents, strict=False):
        note(f"---------- {role}\n{document.source.text if document is not None else None}")


_MIRRORED = {Outcome.CURRENT: Outcome.GENERIC, Outcome.GENERIC: Outcome.CURRENT}


def _mirrored(entry: Entry) -> Entry:
    inner = tuple(_mirrored(one) for one in entry.entries)
    return replace(
        entry,
        outcome=_MIRRORED.get(entry.outcome, entry.outcome),
        current=entry.generic,
        generic=entry.current,
        entries=inner,
    )


def _as_set(entries: tuple[Entry, ...]) -> set[str]:
    return {repr((e.key, e.outcome, id(e.current), id(e.generic), sorted(_as_set(e.entries)))) for e in entries}


@given(st.none() | documents(), documents(), documents())
@settings(deadline=None)
def test_the_core_is_symmetric(base: Document | None, one: Document, other: Document) -> None:
    root = base.blocks if base is not None else None
    for keying in (CatalogueKeys(), ClusterKeys()):
        there = merge_trees(root, one.blocks, other.blocks, keying)
        back = merge_trees(root, other.blocks, one.blocks, keying)
        assert _as_set(there) == _as_set(tuple(_mirrored(entry) for entry in back))


@given(documents())
@settings(deadline=None)
def test_the_core_finds_a_file_unchanged(document: Document) -> None:
    twin = parse(document.render(), kind=Kind.CLUSTER)
    entries = merge_trees(document.blocks, document.blocks, twin.blocks, CatalogueKeys())
    assert all(entry.outcome is Outcome.UNCHANGED for entry in entries)
