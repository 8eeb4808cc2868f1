"""The merge of two package files, legacy or modular: the customer's, and one that a newer release wrote or another edited.

Everything in a package file is a choice, and no probe knows better. Without a base current's values stay, whatever the
other file says. With one, what only the other file has changed is taken, and what both have changed is a conflict, unless
the other file is a template: it belongs to no package yet, and what it leaves out or writes as a default, nobody decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.merge import policies
from mcsgconf.merge.case import Case, CommentedOut
from mcsgconf.merge.compose import Insert, Line, Note, Replace, compose
from mcsgconf.merge.core import Outcome, Sequence, merge_trees
from mcsgconf.merge.existing import gap_line
from mcsgconf.merge.lock import Lock, LockKind, LockPlan
from mcsgconf.merge.marks import marks_left, outside_conflicts
from mcsgconf.merge.networks import Networks
from mcsgconf.merge.orphans import behind_orphans, misplaced
from mcsgconf.merge.package_keys import PackageKeys
from mcsgconf.merge.package_places import is_inside, last_of_each_kind, places_of
from mcsgconf.merge.paths import step
from mcsgconf.merge.places import Places
from mcsgconf.merge.result import Action, MergeResult
from mcsgconf.merge.sequences import add_sequence, mark_sequence, take_sequence
from mcsgconf.merge.settings import replaced
from mcsgconf.merge.settle import add, conflict, differ, keep, path_of, take
from mcsgconf.merge.style import Style
from mcsgconf.models.blocks import BlockTree, Setting
from mcsgconf.syntax.tree import ERROR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcsgconf.merge.compose import Change
    from mcsgconf.merge.core import Entry, Item
    from mcsgconf.merge.result import BaseOrigin, Notice, Side
    from mcsgconf.merge.view import View

_PACKAGE_NAME = "PACKAGE_NAME"
_NODE_NAME = "NODE_NAME"
_MODULE = "module"
_MODULE_VERSION = "module_version"
_LONGEST_COMMENT = 3
"""Lines of a comment that is taken along with what stands below it; longer ones are the vendor's explanations."""


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of one merge, and whether generic is a template."""

    case: Case
    is_template: bool
    last_blocks: dict[str, BlockTree]  # of each kind, in current

    @property
    def three_way(self) -> bool:
        """Whether what generic lacks or adds was decided by somebody."""
        return self.case.base is not None and not self.is_template


def merge_packages(current: View, generic: View, base: View | None, prefer: Side | None) -> MergeResult:
    """Return the merge of two package files of one kind; see `merge` for the arguments."""
    keying = PackageKeys()
    entries = merge_trees(base.root if base is not None else None, current.root, generic.root, keying)
    no_lock = LockPlan(Lock(LockKind.NONE), Lock(LockKind.NONE), taken=False, count=0)
    case = Case(
        current,
        generic,
        base,
        prefer,
        Places(current),
        Places(generic),
        Style(current.root, current.source),
        0,
        no_lock,
        Networks({}),
        CommentedOut(current),
    )
    files = _Files(case, is_template(generic.root), last_of_each_kind(current.root))
    changes = [*_level(files, "", current.root, generic.root, entries), *misplaced(generic), *_unreadable(generic)]
    changes += marks_left(current, changes)
    changes = outside_conflicts([behind_orphans(case, change) for change in changes])
    document, decisions = compose(current.document, changes)
    name = base.document.name if base is not None else None
    notices = tuple(_notices(current.root, generic.root))
    origin: BaseOrigin = "inferred" if base is None else "given"
    return MergeResult(document, decisions, notices, base_origin=origin, base_name=name)


def _notices(current: BlockTree, generic: BlockTree) -> Iterator[Notice]:
    """Yield what is to be said beyond single lines: two packages, or blocks whose order means something in two orders."""
    ours, theirs = _name(current), _name(generic)
    if ours and theirs and ours != theirs and not is_template(generic):
        yield policies.CUSTOMERS_VALUE.notice("note", "", f"the files describe two packages, {ours} and {theirs}")
    keys = PackageKeys()
    one, other = ([keys.key(block) for block in root.blocks if _is_ordered(block)] for root in (current, generic))
    both = {*one} & {*other}
    here, there = ([key for key in order if key in both] for order in (one, other))
    for name in sorted({ours[0] for ours, theirs in zip(here, there, strict=False) if ours != theirs}):
        message = f"the two files have {name} in different orders, and the order means something; current's stays"
        yield policies.CUSTOMERS_VALUE.notice("note", name, message)


def _is_ordered(block: BlockTree) -> bool:
    return block.opener is not None and block.opener.parameter is not None and block.opener.parameter.ordered


def _name(root: BlockTree) -> str:
    """Return the name of the package that a file describes, empty where it has none."""
    return next((setting.bare for setting in root.settings if setting.key.upper() == _PACKAGE_NAME), "")


def is_template(root: BlockTree) -> bool:
    """Tell whether a file is a template: it names no package, or neither a node nor anything that a package is made of."""
    if not _name(root):
        return True
    nodes = {setting.bare for setting in root.settings if setting.key.upper() == _NODE_NAME} - {"", "*"}
    parts = {block.opener.bare for block in root.blocks if block.opener is not None and block.block.name != _MODULE}
    return not nodes and not parts - {""}


def _level(
    files: _Files, path: str, current: BlockTree, generic: BlockTree, entries: Iterable[Entry]
) -> Iterator[Change]:
    """Yield what becomes of the entries of a block that both sides have."""
    places = places_of(files.case, current, generic, entries)
    twice = {entry.key[:2] for entry in entries if entry.key.repetition and entry.current is not None}
    for entry in entries:
        here = path_of(path, entry)
        ours, theirs = entry.current, entry.generic
        at = places.get(id(_first(theirs) if isinstance(theirs, Sequence) else theirs))
        if isinstance(ours, BlockTree) and isinstance(theirs, BlockTree):
            yield from _level(files, here, ours, theirs, entry.entries)
        elif theirs is None:
            yield from _only_current(files, here, entry, is_twice=entry.key[:2] in twice)
        elif ours is None:
            yield from _only_generic(files, here, current, entry, at)
        elif entry.outcome not in {Outcome.UNCHANGED, Outcome.SAME}:
            yield from _different(files, here, entry)


def _only_current(files: _Files, path: str, entry: Entry, *, is_twice: bool) -> Iterator[Change]:
    if entry.current is None:
        return
    if is_twice:
        yield keep(policies.CUSTOMERS_VALUE.because("current has this twice; settle that first"), path, entry)
    elif entry.base is None:
        yield keep(policies.CUSTOMERS_VALUE.because("only current has this"), path, entry)
    elif files.is_template:
        reason = "the newer template leaves this out, and that takes nothing away"
        yield keep(policies.CUSTOMERS_VALUE.because(reason), path, entry)
    elif not isinstance(entry.current, Sequence):
        yield from differ(files.case, path, entry, 0, policies.THREE_WAY)
    elif entry.outcome is Outcome.DELETED:
        yield from take_sequence(files.case, policies.THREE_WAY, path, entry)
    else:
        yield from mark_sequence(files.case, path, entry, 0)


def _different(files: _Files, path: str, entry: Entry) -> Iterator[Change]:
    """Yield what becomes of a setting, or of a sequence of them, that both sides have in their own way."""
    case, ours, theirs = files.case, entry.current, entry.generic
    if entry.outcome is Outcome.CURRENT:
        yield keep(policies.THREE_WAY, path, entry)
    elif entry.key.name == _MODULE_VERSION and isinstance(ours, Setting) and isinstance(theirs, Setting):
        yield _module_version(case, path, entry, ours, theirs)
    elif not _has_value(theirs):
        yield keep(policies.CUSTOMERS_VALUE.because("the other file leaves this to be filled in"), path, entry)
    elif entry.outcome is Outcome.GENERIC:
        yield from _taken(case, path, entry)
    elif not files.three_way:
        yield keep(policies.CUSTOMERS_VALUE, path, entry)
    elif isinstance(ours, Sequence) and isinstance(theirs, Sequence):
        yield from mark_sequence(case, path, entry, 0)
    else:
        both = policies.THREE_WAY.because("both sides changed this since the base, each in its own way")
        yield conflict(case, path, entry, 0, both)


def _taken(case: Case, path: str, entry: Entry) -> Iterator[Change]:
    if isinstance(entry.current, Sequence) and isinstance(entry.generic, Sequence):
        yield from take_sequence(case, policies.THREE_WAY, path, entry)
    else:
        yield take(case, policies.THREE_WAY, path, entry)


def _module_version(case: Case, path: str, entry: Entry, ours: Setting, theirs: Setting) -> Change:
    """Return what becomes of a module's version: the higher one counts, for a file is made for one release."""
    if ours.bare.isdecimal() and theirs.bare.isdecimal() and int(ours.bare[:9]) < int(theirs.bare[:9]):
        return take(case, policies.MODULE_VERSION, path, entry)
    return keep(policies.MODULE_VERSION.because("current's version is not older"), path, entry)


def _only_generic(files: _Files, path: str, block: BlockTree, entry: Entry, at: int | None) -> Iterator[Change]:
    """Yield what becomes of something that a block of current does not have; `at` is None where it has no place."""
    case, theirs = files.case, entry.generic
    if theirs is None:
        return
    refused = None if files.three_way else replaced(case, path, entry, policies.NEW_PARAMETER)
    if entry.key.repetition:
        yield keep(policies.WRITTEN_TWICE, path, entry)
    elif refused is not None:
        yield refused
    elif at is None:
        reason = "no table knows this name, and here it would belong to the block above; add it by hand"
        yield keep(policies.NEW_PARAMETER.because(reason), path, entry)
    elif entry.base is None and _is_required(theirs, block):
        yield from _needed(case, path, entry, theirs, at)
    elif files.three_way:
        yield from _decided(files, path, entry, theirs, at)
    elif entry.base is not None:
        yield keep(policies.REMOVED_BEFORE, path, entry)
    else:
        yield keep(policies.NEW_PARAMETER, path, entry)


def _decided(files: _Files, path: str, entry: Entry, item: Item, at: int) -> Iterator[Change]:
    """Yield what becomes of something that generic has and current has not, for reasons that both sides had."""
    case = files.case
    if isinstance(item, Sequence) and entry.outcome is Outcome.CONFLICT:
        yield from mark_sequence(case, path, entry, at)
    elif isinstance(item, Sequence) and entry.base is None:
        yield add_sequence(case, policies.THREE_WAY, path, entry, at)
    elif entry.base is not None:
        yield from differ(case, path, entry, at, policies.THREE_WAY)
    elif _has_value(item):
        yield from _added(files, path, item, at)
    else:
        yield keep(policies.NEW_PARAMETER, path, entry)


def _added(files: _Files, path: str, item: Item, at: int) -> Iterator[Change]:
    """Yield the change that adds an item because only generic has added it since the base, with its short comment."""
    case = files.case
    change = add(case, policies.THREE_WAY, path, item, at)
    if not isinstance(change, Insert):
        yield change
        return
    policy = policies.THREE_WAY.because("parted from its neighbour as current parts such lines")
    blank = Line("", policy.decision(Action.ADD, path))
    above = [blank] * (isinstance(item, BlockTree) and _parts_blocks(files, item))
    above += [
        Line(text, policies.ADDED_COMMENTS.decision(Action.ADD, path, generic=text)) for text in _comment(case, item)
    ]
    yield Insert(at, (*above, *change.lines))


def _parts_blocks(files: _Files, block: BlockTree) -> bool:
    """Tell whether current parts such blocks by blank lines: its last two, or what is above the only one of some lines."""
    last = files.last_blocks.get(block.block.name)
    if last is None or not files.case.places.blank_lines_above(last):
        return False
    before = files.case.places.before_block(last)
    return bool(last.items) or (before is not None and before.block.name == last.block.name)


def _comment(case: Case, item: Item) -> list[str]:
    """Return the lines of the comment directly above an item of generic, if it is short and not in current already."""
    first = _first(item)
    span = case.probed_places.comment_above(first) if first is not None else None
    if span is None:
        return []
    lines = [line.strip() for line in case.generic.source.slice(span).splitlines()]
    return [] if len(lines) > _LONGEST_COMMENT or case.current.lines.issuperset(lines) else lines


def _needed(case: Case, path: str, entry: Entry, item: Item, at: int) -> Iterator[Change]:
    """Yield the change that adds what no package can be without, or marks that its value is missing."""
    first = _first(item)
    if first is None:
        return
    outer = path.removesuffix(step(item)).removesuffix("/")
    gaps = [gap for gap in case.current.gaps if gap.parameter == first.key.upper() and outer in {"", gap.block}]
    if gaps and _has_value(item) and not is_inside(case, gaps[0].span.start):
        policy = policies.REQUIRED.because("it fills the gap that an earlier merge marked")
        decision = policy.decision(Action.ADD, path, generic=first.value)
        yield Replace(gaps[0].span, case.in_style(first, case.generic), decision)
    elif gaps:
        return  # the mark speaks for itself
    elif not _has_value(item):
        yield Insert(at, (gap_line(policies.REQUIRED, first.key, path, "a value that no package can be without"),))
    elif isinstance(item, Sequence):
        yield add_sequence(case, policies.REQUIRED, path, entry, at)
    else:
        yield add(case, policies.REQUIRED, path, item, at)


def _has_value(item: Item | None) -> bool:
    """Tell whether an item has a value, and is not left to be filled in."""
    match item:
        case None:
            return False
        case Setting():
            return bool(item.value)
        case Sequence(settings):
            return any(setting.bare for setting in settings)
        case BlockTree():
            return item.opener is not None and bool(item.opener.bare)


def _is_required(item: Item, block: BlockTree) -> bool:
    """Tell whether no package, or no block such as current's `block`, can be without an item of generic.

    Of what may be repeated, one is enough.
    """
    first = _first(item)
    if first is None or first.parameter is None or first.parameter.required is None:
        return False
    names = {ours.opener.key for ours in block.blocks if ours.opener is not None} | {s.key for s in block.settings}
    opener = block.opener.key if block.opener is not None else ""
    return first.key not in names and first.parameter.required in {"always", f"with {opener}"}


def _first(item: Item) -> Setting | None:
    match item:
        case Setting():
            return item
        case Sequence(settings):
            return settings[0]
        case BlockTree():
            return item.opener


def _unreadable(generic: View) -> Iterator[Change]:
    for node in generic.document.tree.children:
        if node.kind == ERROR:
            written = generic.source.slice(node.span).strip()
            yield Note(None, policies.UNREADABLE.decision(Action.DROP, "", generic=written))
