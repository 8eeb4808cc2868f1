"""Monitoring of subnets that a new node brings along: as the subnets of current are monitored, or a marked gap.

A SUBNET that only the probe lists is mostly one that an administrator has taken out. It is something else where no node
of current has an address on it: then nobody has decided anything yet, and the new node's subnet is treated like the
others. Where those are not treated alike a comment asks for a decision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.merge import policies
from mcsgconf.merge.compose import Insert, Line
from mcsgconf.merge.existing import gap_line
from mcsgconf.merge.keys import normal
from mcsgconf.merge.networks import addresses_of, subnets_of
from mcsgconf.merge.paths import join, step
from mcsgconf.merge.result import Action
from mcsgconf.merge.settle import keep
from mcsgconf.models.blocks import BlockTree
from mcsgconf.models.convert import address_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mcsgconf.merge.case import Case
    from mcsgconf.merge.compose import Change
    from mcsgconf.merge.core import Entry
    from mcsgconf.merge.networks import Address
    from mcsgconf.models.blocks import Setting

SUBNET = "SUBNET"
IP_MONITOR = "IP_MONITOR"
POLLING_TARGET = "POLLING_TARGET"


def brought_by(case: Case, nodes: Iterable[BlockTree]) -> frozenset[int]:
    """Return the SUBNET blocks of generic on which new nodes have addresses and no node of current has one.

    Args:
        case: the merge.
        nodes: the new nodes, as generic has them.

    Returns:
        The identities of the blocks.
    """
    subnets: dict[tuple[int, int], int] = {}
    for block in case.generic.root.named(SUBNET.lower()):
        number = address_of(block.opener.bare) if block.opener is not None else None
        if number is not None:
            subnets.setdefault((number.version, int(number)), id(block))
    if not subnets:
        return frozenset()
    known = {_subnet_of(a, subnets) for name, node in case.current.nodes.items() for a in addresses_of(name, node)}
    new = {_subnet_of(a, subnets) for node in nodes for a in addresses_of("", node)}
    return frozenset(one for one in new - known if one is not None)


def _subnet_of(address: Address, subnets: Mapping[tuple[int, int], int]) -> int | None:
    """Return the subnet that an address is on, None where no such subnet is listed."""
    return next((subnets[number] for number in subnets_of(address) if number in subnets), None)


def monitored(case: Case, path: str, entry: Entry, at: int) -> Iterator[Change]:
    """Yield what becomes of a subnet that a new node brings along."""
    block = entry.generic
    if not isinstance(block, BlockTree) or block.opener is None:
        return
    place = case.commented.place_of(block.opener)
    ours = case.current.root.named(SUBNET.lower())
    if place is not None:
        yield keep(policies.COMMENTED_OUT, path, entry, at=place)
    elif case.base is not None and entry.base is not None:
        yield keep(policies.REMOVED_BEFORE, path, entry)
    elif not ours:
        yield keep(policies.PROBE_ONLY.because("current says nothing of the monitoring of subnets"), path, entry)
    else:
        policy = policies.LIKE_THE_OTHERS.because(
            "only new nodes have addresses on this subnet; current lists its subnets"
        )
        opener = Line(
            case.in_style(block.opener, case.generic), policy.decision(Action.ADD, path, generic=block.opener.value)
        )
        yield Insert(at, (opener, _monitor(case, path, ours), *_targets(case, path, ours, block)))


def _monitor(case: Case, path: str, ours: list[BlockTree]) -> Line:
    """Return the line that says whether the subnet is monitored: as current's are, if they are all monitored alike."""
    settings = [block.first(IP_MONITOR) for block in ours]
    values = {normal(setting) if setting is not None else None for setting in settings}
    path = join(path, IP_MONITOR)
    last = settings[-1]
    if len(values) > 1 or last is None:
        return gap_line(
            policies.LIKE_THE_OTHERS,
            IP_MONITOR,
            path,
            "whether this subnet is monitored (ON or OFF)",
            "the subnets of current are not monitored alike",
        )
    policy = policies.LIKE_THE_OTHERS.because("the subnets of current are all monitored like this")
    return Line(_as_written(case, last), policy.decision(Action.ADD, path, current=last.value))


def _targets(case: Case, path: str, ours: list[BlockTree], block: BlockTree) -> Iterator[Line]:
    """Yield the lines of addresses to be polled, where each monitored subnet of current has some."""
    if not all(subnet.all(POLLING_TARGET) for subnet in ours):
        return
    targets = block.all(POLLING_TARGET)
    policy = policies.LIKE_THE_OTHERS.because("every subnet of current has a target; the probe gives this one's")
    for target in targets:
        decision = policy.decision(Action.ADD, join(path, step(target)), generic=target.value)
        yield Line(case.in_style(target, case.generic), decision)
    if not targets:
        missing = "an address outside the cluster to be polled, as every subnet of current has one"
        yield gap_line(policies.LIKE_THE_OTHERS, POLLING_TARGET, join(path, POLLING_TARGET), missing)


def _as_written(case: Case, setting: Setting) -> str:
    return case.current.source.text[setting.node.start : setting.value_span.end]
