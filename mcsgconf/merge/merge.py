"""The merge of two cluster files: reads them, has the policies decide, and puts the result together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.errors import UnmergeableInput
from mcsgconf.merge import lock, policies
from mcsgconf.merge.case import Case, CommentedOut
from mcsgconf.merge.compose import Note, compose
from mcsgconf.merge.core import Outcome, merge_trees
from mcsgconf.merge.existing import FACTS, existing_node
from mcsgconf.merge.keys import ClusterKeys
from mcsgconf.merge.lock import LockPlan
from mcsgconf.merge.marks import marks_left
from mcsgconf.merge.monitoring import brought_by, monitored
from mcsgconf.merge.networks import Networks
from mcsgconf.merge.new_nodes import new_nodes, notices
from mcsgconf.merge.orphans import behind_orphans, misplaced
from mcsgconf.merge.packages import merge_packages
from mcsgconf.merge.places import Places
from mcsgconf.merge.result import MergeResult, Nodes
from mcsgconf.merge.script_view import ScriptView
from mcsgconf.merge.scripts import merge_scripts
from mcsgconf.merge.serial import drop_serial
from mcsgconf.merge.settings import VOLUME_GROUPS, chosen, root_places, volume_group
from mcsgconf.merge.settle import add, keep, path_of, take
from mcsgconf.merge.style import Style
from mcsgconf.merge.view import View, inferred_base, is_node
from mcsgconf.models.blocks import BlockTree, Setting
from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mcsgconf.merge.compose import Change
    from mcsgconf.merge.core import Entry
    from mcsgconf.merge.result import BaseOrigin, Side
    from mcsgconf.models.document import Document

MERGEABLE = frozenset({Kind.CLUSTER, Kind.LEGACY_PACKAGE, Kind.MODULAR_PACKAGE, Kind.CONTROL_SCRIPT})
"""The kinds of file that can be merged. Two equal files of any kind merge into themselves."""


def merge(
    current: Document, generic: Document, base: Document | None = None, *, prefer: Side | None = None
) -> MergeResult:
    """Return the merge of a freshly probed cluster file into the one that the cluster runs with.

    The result is current's text with edits. Its `findings` are left empty: they are for whoever runs the linter.

    Args:
        current: the file of the running cluster, with the administrator's modifications (`cmgetconf`).
        generic: the probed one, with defaults and the new node (`cmquerycl`).
        base: a common ancestor of both, if one is kept; else it is inferred.
        prefer: the side that wins where there would be a conflict.

    Raises:
        UnmergeableInput: the documents are of different kinds or of one that cannot be merged, or generic or base has
            conflict markers in it.
    """
    if current.kind is not generic.kind:
        raise UnmergeableInput(
            f"{current.name} is of kind {current.kind}, {generic.name} of kind {generic.kind}; two files of one kind "
            "can be merged"
        )
    origin: BaseOrigin = "inferred" if base is None else "given"
    if current.source.text == generic.source.text:
        nodes = tuple(View(current).nodes) if current.kind is Kind.CLUSTER else ()
        name = base.name if base is not None else None
        return MergeResult(current, nodes=Nodes(kept=nodes), base_origin=origin, base_name=name)
    if current.kind not in MERGEABLE:
        raise UnmergeableInput(
            f"{current.name}: files of kind {current.kind} cannot be merged; cluster and package files and control scripts can"
        )
    if base is not None and base.kind is not current.kind:
        raise UnmergeableInput(f"{base.name} is of kind {base.kind}, no base for files of kind {current.kind}")
    for document in (generic, base):
        if document is not None and _is_marked(document):
            raise UnmergeableInput(f"{document.name}: conflict markers of another merge stand in this file")
    if current.kind is Kind.CONTROL_SCRIPT:
        return merge_scripts(current, generic, base, prefer)
    views = View(current), View(generic), View(base) if base is not None else None
    return _merge(*views, prefer) if current.kind is Kind.CLUSTER else merge_packages(*views, prefer)


def _is_marked(document: Document) -> bool:
    """Tell whether conflict markers of another merge stand in a file."""
    return bool(ScriptView(document).regions if document.kind is Kind.CONTROL_SCRIPT else View(document).regions)


def _merge(current: View, generic: View, base: View | None, prefer: Side | None) -> MergeResult:
    base_root = base.root if base is not None else inferred_base(generic.root, current.nodes, FACTS | VOLUME_GROUPS)
    keying = ClusterKeys(current.source.text, generic.source.text)
    entries = merge_trees(base_root, current.root, generic.root, keying)
    commented = CommentedOut(current)
    nodes = [entry for entry in entries if entry.key.name == "NODE_NAME"]
    refused = {id(entry): note for entry in nodes if (note := _refused_node(entry, commented)) is not None}
    added = [
        entry.generic
        for entry in nodes
        if id(entry) not in refused and entry.current is None and isinstance(entry.generic, BlockTree)
    ]
    count = len(current.nodes) + len(added)
    case = Case(
        current,
        generic,
        base,
        prefer,
        Places(current),
        Places(generic),
        Style(current.root, current.source),
        count,
        LockPlan.of(current, generic, count),
        Networks(current.nodes),
        commented,
    )
    changes: list[Change] = list(refused.values())
    for entry in nodes:
        changes += existing_node(case, entry)
    if count != 2:
        changes += drop_serial(current, case.places)
    places = root_places(case, generic, entries)
    brought = new_nodes(case, added, _place_of_nodes(case, added, places))
    of_the_cluster = [entry for entry in entries if entry.key.name != "NODE_NAME"]
    cluster = _cluster(case, of_the_cluster, places, brought_by(case, added))
    # Where both come to stand in one place: behind nodes if current has some, else in front, lest a node part a block.
    changes += [*brought, *cluster] if current.nodes else [*cluster, *brought]
    changes += misplaced(generic)
    changes += marks_left(current, changes)
    changes = [behind_orphans(case, change) for change in changes]
    document, decisions = compose(current.document, changes)
    return MergeResult(
        document,
        decisions,
        (*case.lock.notices(), *notices(case, added)),
        Nodes(
            tuple(node.opener.bare for node in added if node.opener is not None),
            tuple(current.nodes),
            tuple(name for name in current.nodes if name not in generic.nodes),
        ),
        "inferred" if base is None else "given",
        base.document.name if base is not None else None,
    )


def _refused_node(entry: Entry, commented: CommentedOut) -> Note | None:
    """Return the decision on a node that is in one file only and stays as current has it, None for all others."""
    path = path_of("", entry)
    if entry.generic is None:
        if entry.current is None:
            return None
        twice = policies.NODE_KEPT.because(
            "current has this node twice; both stay, the probe's is merged with the first"
        )
        return keep(twice if entry.key.repetition else policies.NODE_KEPT, path, entry)
    if entry.current is not None or not isinstance(entry.generic, BlockTree) or entry.generic.opener is None:
        return None
    if entry.base is not None:
        return keep(policies.REMOVED_BEFORE, path, entry)
    if entry.key.repetition:
        return keep(policies.WRITTEN_TWICE, path, entry)
    if not entry.generic.opener.bare:
        return keep(policies.UNREADABLE.because("the probe writes a node without a name"), path, entry)
    place = commented.place_of(entry.generic.opener)
    return keep(policies.COMMENTED_OUT, path, entry, at=place) if place is not None else None


def _place_of_nodes(case: Case, added: Sequence[BlockTree], places: dict[int, int]) -> int:
    """Return where new nodes stand: behind the last node of current with what belongs to it."""
    last = next((block for block in reversed(case.current.root.blocks) if is_node(block)), None)
    if last is not None:
        return case.places.tail(last)
    return places[id(added[0])] if added else 0


def _cluster(case: Case, entries: Sequence[Entry], places: dict[int, int], subnets: frozenset[int]) -> Iterator[Change]:
    """Yield what becomes of the settings of the cluster itself; what goes into its blocks comes first.

    `subnets` are those of new nodes alone, by identity of the block.
    """
    special = VOLUME_GROUPS | lock.OF_THE_CLUSTER
    mine = [entry for entry in entries if entry.current is not None or id(entry.generic) not in subnets]
    yield from chosen(case, "", [entry for entry in mine if entry.key.name not in special], places)
    for entry in entries:
        at = places.get(id(entry.generic), 0)
        if entry.current is None and id(entry.generic) in subnets:
            yield from monitored(case, path_of("", entry), entry, at)
        elif entry.key.name in VOLUME_GROUPS:
            yield from volume_group(case, path_of("", entry), entry, at)
        elif entry.key.name in lock.OF_THE_CLUSTER:
            yield from _lock(case, path_of("", entry), entry, at)


def _lock(case: Case, path: str, entry: Entry, at: int) -> Iterator[Change]:
    """Yield what becomes of the lock's lines at the level of the cluster."""
    ours, theirs = entry.current, entry.generic
    if ours is None and theirs is None:
        return
    if not case.lock.taken or not isinstance(theirs, Setting) or not theirs.bare or entry.key.repetition:
        if entry.outcome not in {Outcome.UNCHANGED, Outcome.SAME}:
            yield keep(policies.LOCK, path, entry)
    elif ours is None:
        yield add(case, policies.LOCK_OF_TWO, path, theirs, at)
    elif isinstance(ours, Setting) and not ours.bare:
        yield take(case, policies.LOCK_OF_TWO, path, entry)
