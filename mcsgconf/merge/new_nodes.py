"""Nodes that only the probe has: added whole, in current's style, with what the cluster asks of each of its nodes.

The probe's lines and the comments that speak of the node are taken in its order. Four things differ from a copy: an
address gets the role that its network has in current; the lock's path is taken only if it is that of current's lock; a
serial line goes with its comments unless the nodes are two; and what every other node has is asked of this one too, as
a marked gap where nobody knows it. A commented example stays a comment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.merge import lock, policies
from mcsgconf.merge.compose import Insert, Line, Note
from mcsgconf.merge.existing import gap_line
from mcsgconf.merge.keys import normal
from mcsgconf.merge.networks import HEARTBEAT_IP, addresses_of
from mcsgconf.merge.paths import join, step, with_paths
from mcsgconf.merge.result import Action
from mcsgconf.merge.serial import SERIAL_DEVICE_FILE, comment_without_serial, not_taken
from mcsgconf.merge.settle import in_role, role_of
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mcsgconf.merge.case import Case
    from mcsgconf.merge.compose import Change
    from mcsgconf.merge.result import Notice
    from mcsgconf.models.blocks import BlockTree, Setting
    from mcsgconf.syntax.tree import Node


def new_nodes(case: Case, nodes: Sequence[BlockTree], at: int) -> Iterator[Change]:
    """Yield the changes that add nodes of generic at an offset of current, parted as current parts its nodes."""
    apart = _blank_lines_between_nodes(case)
    asked = _asked_of_each(case)
    lines: list[Line] = []
    for node in nodes:
        writer = _Writer(case, node)
        lines += [writer.blank()] * apart
        lines += writer.lines(asked)
        yield from writer.left_out
    if lines and case.places.unknown_follows(at):  # only a blank line tells that it is not the node's
        lines.append(writer.blank())
    if lines:
        yield Insert(at, tuple(lines))


def notices(case: Case, nodes: Sequence[BlockTree]) -> Iterator[Notice]:
    """Yield what keeps new nodes from working in current's cluster, as far as their networks tell."""
    for node in nodes:
        name = node.opener.bare if node.opener is not None else ""
        path = step(node)
        addresses = [*addresses_of(name, node)]
        roles = [(case.networks.of(a.ip), a.role) for a in addresses]
        if not any((network.role if network and network.role else role) == HEARTBEAT_IP for network, role in roles):
            yield policies.HEARTBEAT_SUBNETS.notice("error", path, f"{name} has no heartbeat address")
            continue
        for missing in case.networks.missing_heartbeats(addresses):
            if missing.in_doubt:
                message = (
                    f"it cannot be told whether {name} has an address on the heartbeat subnet of {missing.network}"
                )
                yield policies.HEARTBEAT_SUBNETS.notice("note", path, message)
            else:
                message = f"{name} has no address on the heartbeat subnet of {missing.network}"
                yield policies.HEARTBEAT_SUBNETS.notice("error", path, message)


def _blank_lines_between_nodes(case: Case) -> int:
    """Return how many blank lines part a node from what is above it: those of the last node, of an only one at most 1."""
    nodes = [*case.current.nodes.values()]
    if not nodes:
        return 1
    count = case.places.blank_lines_above(nodes[-1])
    return count if len(nodes) > 1 else min(count, 1)


def _asked_of_each(case: Case) -> tuple[_Asked, ...]:
    """Return what every node of current has besides addresses and lock, and a new node therefore needs."""
    sites = [
        [("SITE", site)] if (site := node.first("SITE")) is not None else [] for node in case.current.nodes.values()
    ]
    capacities = [
        [found for block in node.blocks if _opens(block, "CAPACITY_NAME") for found in with_paths(block)]
        for node in case.current.nodes.values()
    ]
    asked = (
        _Asked("SITE", "the site", _uniform(sites)),
        _Asked("CAPACITY_NAME", "the capacities", _uniform(capacities)),
    )
    return tuple(one for one, found in zip(asked, (sites, capacities), strict=True) if any(found))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A parameter that nodes of current have; `like` is how the last one has it, with paths, None where they differ."""

    key: str
    meaning: str
    like: tuple[tuple[str, Setting], ...] | None

    def lines(self, case: Case, path: str, name: str) -> list[Line]:
        """Return the lines for a new node: as the others have it, or a mark that it is missing."""
        if self.like is None:
            missing = f"{self.meaning} of {name}, like the other nodes have"
            return [gap_line(policies.LIKE_THE_OTHERS, self.key, join(path, self.key), missing)]
        text = case.current.source.text
        return [
            Line(
                text[setting.node.start : setting.value_span.end],
                policies.LIKE_THE_OTHERS.decision(Action.ADD, join(path, where), current=setting.value),
            )
            for where, setting in self.like
        ]


def _uniform(found: list[list[tuple[str, Setting]]]) -> tuple[tuple[str, Setting], ...] | None:
    values = {tuple((setting.key, normal(setting)) for _, setting in settings) for settings in found}
    return tuple(found[-1]) if len(values) == 1 else None


def _opens(block: BlockTree, key: str) -> bool:
    return block.opener is not None and block.opener.key == key


class _Writer:
    """Writes one node of generic as current would."""

    def __init__(self, case: Case, node: BlockTree) -> None:
        self._case = case
        self._node = node
        self._name = node.opener.bare if node.opener is not None else ""
        self._path = step(node)
        self._settings = {setting.node.start: (path, setting) for path, setting in with_paths(node)}
        self._lines: list[Line] = []
        self._opened = 0  # number of lines up to the one that opens the node
        self._ended = 0  # number of lines up to the last setting
        self.left_out: list[Note] = []

    def blank(self) -> Line:
        """Return a blank line that parts the node from its neighbour."""
        policy = policies.NEW_NODE.because("parted from its neighbour as current parts its lines")
        return Line("", policy.decision(Action.ADD, self._path))

    def lines(self, asked: Sequence[_Asked]) -> list[Line]:
        """Return the lines of the node; what is not taken over is in `left_out` then."""
        span = self._case.probed_places.node_span(self._node)
        for child in self._case.probed_places.children(span):
            match child.kind:
                case "setting" if child.start in self._settings:
                    self._setting(*self._settings[child.start])
                case "comment":
                    self._comment(Span(max(child.start, span.start), min(child.end, span.end)))
                case "blank":
                    self._blanks(child)
                case _:
                    self._unreadable(child)
        return self._with_missing(asked)

    def _setting(self, path: str, setting: Setting) -> None:
        key = setting.key
        if key == SERIAL_DEVICE_FILE and self._case.count != 2:
            self.left_out.append(not_taken(path, setting))
            return
        if key in lock.OF_THE_NODE and not (self._case.lock.needs(key) and self._case.lock.fits(key)):
            policy = policies.LOCK.because(self._case.lock.why_not(key))
            self.left_out.append(Note(None, policy.decision(Action.KEEP, path, generic=setting.value)))
            return
        role = role_of(self._case, setting)
        policy = policies.NEW_NODE
        if role is not None:
            policy = policies.NETWORK_ROLE.because(f"the probe writes {key}; in current this network has {role}")
            path = in_role(path, setting, role)
        elif key in lock.OF_THE_NODE:
            policy = policies.LOCK.because("each node needs its path to the lock; the probe gives this node's")
        self._lines.append(
            Line(
                self._case.in_style(setting, self._case.generic, role),
                policy.decision(Action.ADD, path, generic=setting.value),
            )
        )
        self._ended = len(self._lines)
        if setting is self._node.opener:
            self._opened = self._ended

    def _comment(self, span: Span) -> None:
        text = self._case.generic.source.text
        lines = [*self._case.probed_places.lines(span)]
        if self._case.count != 2:
            lines = comment_without_serial(text, lines)
        for line in lines:
            written = text[line.start : line.end].rstrip("\r\n")
            decision = policies.NODE_COMMENTS.decision(Action.ADD, self._path, generic=written.strip())
            self._lines.append(Line(written, decision))

    def _blanks(self, blank: Node) -> None:
        """Add blank lines, unless what stood between them and other blank lines was left out."""
        if self._lines and self._lines[-1].text:
            self._lines += [self.blank()] * self._case.generic.source.text.count("\n", blank.start, blank.end)

    def _unreadable(self, child: Node) -> None:
        written = self._case.generic.source.slice(child.span).strip()
        decision = policies.UNREADABLE.decision(Action.DROP, self._path, generic=written)
        self.left_out.append(Note(None, decision))

    def _with_missing(self, asked: Sequence[_Asked]) -> list[Line]:
        """Return the lines with those put in that the cluster asks of each node and the probe has not."""
        keys = {setting.key for _, setting in self._settings.values()}
        taken = {line.decision.path.rsplit("/", 1)[-1] for line in self._lines}
        first: list[Line] = []
        last: list[Line] = []
        for one in asked:
            if one.key not in keys:
                (first if one.key == "SITE" else last).extend(one.lines(self._case, self._path, self._name))
        for key in self._case.lock.lock.of_each_node:
            if key not in taken:
                missing = self._case.lock.what_is_missing(key, self._name)
                line = gap_line(policies.LOCK, key, join(self._path, key), missing)
                (first if self._case.style.in_front(key) else last).append(line)
        lines = self._lines
        return [*lines[: self._opened], *first, *lines[self._opened : self._ended], *last, *lines[self._ended :]]
