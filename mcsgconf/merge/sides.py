"""The keyed merge of two sides that count the same: what `core` finds, in a text, without any policy.

This is the merge for version control. Both sides may have edited anything, so text comes from both: a setting's value,
its spelling and the comment above it are each taken from the side that changed them. The order is that of the side that
changed it; what one side adds stands behind what it stood behind there. Where both changed one thing, each in its own
way, the three texts stand between markers, whole lines of them.

What is put together is read again: a result that does not say what the outcomes ask for, or has lost a comment, is not
given out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from mcsgconf.merge.core import Entry, Outcome, Sequence, merge_trees, outcome_of
from mcsgconf.merge.keys import CatalogueKeys, ClusterKeys, normal
from mcsgconf.merge.lines import Clash, merge_lines, pick
from mcsgconf.merge.paths import join, settings_of, step
from mcsgconf.merge.pieces import Form, Line, Pieces
from mcsgconf.merge.view import View
from mcsgconf.merge.witness import SIDES, Comments, Side, asked, comment_lines, facts, is_alive
from mcsgconf.models.blocks import BlockTree, Setting
from mcsgconf.models.document import parse
from mcsgconf.models.kind import SETTINGS_KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcsgconf.merge.core import Item
    from mcsgconf.models.document import Document


@dataclass(frozen=True, slots=True)
class SidesMerged:
    """A merge of two sides: the text, with markers where both changed one thing, and the paths of those settings."""

    text: str
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Comments:
    """Comments and blank lines; those above a setting that `only_theirs` has may well be some that ours has elsewhere."""

    text: str
    only_theirs: bool = False


@dataclass(frozen=True, slots=True)
class _Conflict:
    path: str
    texts: Clash


_Part: TypeAlias = "str | _Comments | _Conflict"


def merge_sides(base: Document, ours: Document, theirs: Document, marker_size: int = 7) -> SidesMerged | None:
    """Return the keyed three-way merge of two files of NAME value lines.

    Args:
        base: the common ancestor; an empty document where there is none.
        ours: one side; where both changed the layout of a line or the order of lines, this one's stays.
        theirs: the other side.
        marker_size: how many characters long the markers of a conflict are.

    Returns:
        The merge; None where the files cannot be merged by keys: they are of different kinds, they are no settings, a
        setting stands outside the block it belongs to, markers of another merge stand in one, or the result would not
        say what it should.
    """
    documents = (base, ours, theirs)
    if any(document.kind is not ours.kind or document.kind not in SETTINGS_KINDS for document in documents):
        return None
    forms = [Form.of(document.source.text) for document in documents]
    files = [Pieces(document, form) for document, form in zip(documents, forms, strict=True)]
    if not all(file.can_be_cut for file in files):
        return None
    keys = _ClusterSides() if ours.kind is Kind.CLUSTER else _Sides()
    entries = merge_trees(files[0].root, files[1].root, files[2].root, keys)
    comments = Comments.of(base, ours, theirs)
    _hand_down(entries, files[1], files[2], frozenset(comment_lines(base.source.text)))
    parts = _without_doubled([*_Writer(*files).everything(entries)], comments)
    text = "".join(_marked(part, marker_size) for part in parts)
    if not comments.are_in(text) or not all(_says(parts, side, entries, ours.kind) for side in SIDES):
        return None
    form = _merged_form(forms) if base.source.text else forms[1]
    conflicts = tuple(part.path for part in parts if isinstance(part, _Conflict))
    return SidesMerged(form.give(text), conflicts)


class _Sides(CatalogueKeys):
    """Keys of the catalogue; a setting's name is part of what is compared, for an address may change its role."""

    def value(self, setting: Setting) -> str:
        return f"{setting.key} {normal(setting)}"


class _ClusterSides(ClusterKeys):
    """The same for cluster files."""

    def value(self, setting: Setting) -> str:
        return f"{setting.key} {normal(setting)}"


def _merged_form(forms: list[Form]) -> Form:
    base, ours, theirs = forms
    return Form(
        ours.mark if theirs.mark == base.mark else theirs.mark,
        ours.newline if theirs.newline == base.newline else theirs.newline,
        ours.is_ended if theirs.is_ended == base.is_ended else theirs.is_ended,
    )


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries of a level in the order of the side that changed it, ours where both did or none.

    What only the other side has follows what it follows there, behind what the first side has added at that place.
    """
    alive = [entry for entry in entries if is_alive(entry)]
    base, ours, theirs = (_by_place(alive, side) for side in ("base", "current", "generic"))
    skeleton, other = (theirs, ours) if _is_moved(base, theirs) and not _is_moved(base, ours) else (ours, theirs)
    known = {id(entry) for entry in skeleton}
    common = {id(entry) for entry in other} & known
    followers: dict[int, list[Entry]] = {}
    before = 0
    for entry in other:
        if id(entry) in common:
            before = id(entry)
        else:
            followers.setdefault(before, []).append(entry)
    result: list[Entry] = []
    waiting = followers.get(0, [])
    for entry in skeleton:
        if id(entry) in common:
            result += waiting
            waiting = followers.get(id(entry), [])
        result.append(entry)
    return result + waiting


def _by_place(entries: Iterable[Entry], side: Literal["base", "current", "generic"]) -> list[Entry]:
    """Return the entries that a side has, in the order in which they stand there."""
    placed: list[tuple[int, Entry]] = []
    for entry in entries:
        item: Item | None = getattr(entry, side)
        if item is not None:
            placed.append((settings_of(item)[0].node.start, entry))
    return [entry for _, entry in sorted(placed, key=lambda place: place[0])]


def _is_moved(base: list[Entry], side: list[Entry]) -> bool:
    """Tell whether a side has what it has in common with the base in another order."""
    mine, before = {id(entry) for entry in side}, {id(entry) for entry in base}
    return [id(e) for e in base if id(e) in mine] != [id(e) for e in side if id(e) in before]


class _Writer:
    """Writes the entries of three files as text, part by part."""

    def __init__(self, base: Pieces, ours: Pieces, theirs: Pieces) -> None:
        self._base = base
        self._ours = ours
        self._theirs = theirs

    def everything(self, entries: Iterable[Entry]) -> Iterator[_Part]:
        """Yield the whole text."""
        yield from self._level("", entries)
        yield from _pieces("", self._base.end, self._ours.end, self._theirs.end)

    def _level(self, path: str, entries: Iterable[Entry]) -> Iterator[_Part]:
        for entry in in_order(entries):
            item = entry.current or entry.generic
            if item is not None:
                yield from self._entry(join(path, step(item)), entry)

    def _entry(self, path: str, entry: Entry) -> Iterator[_Part]:
        base, ours, theirs = entry.base, entry.current, entry.generic
        match ours, theirs:
            case BlockTree(), BlockTree():
                before = base if isinstance(base, BlockTree) else None
                yield from self._block(path, entry, before, ours, theirs)
            case Setting(), Setting():
                yield from self._setting(path, base if isinstance(base, Setting) else None, ours, theirs)
            case Sequence(), Sequence():
                yield from self._sequence(path, entry, ours, theirs)
            case _ if entry.outcome is Outcome.CONFLICT:
                file, item = (self._ours, ours) if ours is not None else (self._theirs, theirs)
                yield _Comments("" if item is None else file.lead(settings_of(item)[0]))
                texts = (_body(self._base, base), _body(self._ours, ours), _body(self._theirs, theirs))
                yield _Conflict(path, Clash(*texts))
            case None, _ if theirs is not None:
                for setting in settings_of(theirs):
                    yield _Comments(self._theirs.lead(setting), only_theirs=True)
                    yield str(self._theirs.line(setting))
                yield self._theirs.tail(theirs) if isinstance(theirs, BlockTree) else ""
            case _:
                yield _copy(self._ours, ours)

    def _block(
        self, path: str, entry: Entry, base: BlockTree | None, ours: BlockTree, theirs: BlockTree
    ) -> Iterator[_Part]:
        if ours.opener is not None and theirs.opener is not None:
            yield from self._setting(path, base.opener if base is not None else None, ours.opener, theirs.opener)
        yield from self._level(path, entry.entries)
        tail = self._base.tail(base) if base is not None else ""
        yield from _pieces(path, tail, self._ours.tail(ours), self._theirs.tail(theirs))

    def _setting(self, path: str, base: Setting | None, ours: Setting, theirs: Setting) -> Iterator[_Part]:
        lead = self._base.lead(base) if base is not None else ""
        yield from _pieces(path, lead, self._ours.lead(ours), self._theirs.lead(theirs))
        before = self._base.line(base) if base is not None else None
        our_line, their_line = self._ours.line(ours), self._theirs.line(theirs)
        outcome = _outcome(base, ours, theirs)
        if outcome is Outcome.CONFLICT:
            yield _Conflict(path, Clash("" if before is None else str(before), str(our_line), str(their_line)))
            return
        line = _merged_line(before, our_line, their_line, outcome)
        remarks = (before.rest if before is not None else None, our_line.rest, their_line.rest)
        if pick(*remarks) is not None or our_line.rest.split() == their_line.rest.split():
            yield str(replace(line, rest=our_line.rest if (rest := pick(*remarks)) is None else rest))
        else:
            texts = ("" if before is None else str(before), *(str(replace(line, rest=rest)) for rest in remarks[1:]))
            yield _Conflict(path, Clash(*texts))

    def _sequence(self, path: str, entry: Entry, ours: Sequence, theirs: Sequence) -> Iterator[_Part]:
        base = entry.base
        if entry.outcome is Outcome.CONFLICT:
            texts = (_copy(self._base, base), _copy(self._ours, ours), _copy(self._theirs, theirs))
            yield _Conflict(path, Clash(*texts))
        elif entry.outcome is Outcome.GENERIC:
            yield _copy(self._theirs, theirs)
        elif entry.outcome is Outcome.CURRENT or not isinstance(base, Sequence | None):
            yield _copy(self._ours, ours)
        else:
            bases = base.settings if base is not None and entry.outcome is Outcome.UNCHANGED else ()
            for number, (our, their) in enumerate(zip(ours.settings, theirs.settings, strict=True)):
                yield from self._setting(path, bases[number] if bases else None, our, their)


def _outcome(base: Setting | None, ours: Setting, theirs: Setting) -> Outcome:
    said = [None if setting is None else f"{setting.key} {normal(setting)}" for setting in (base, ours, theirs)]
    return outcome_of(*said)


def _copy(file: Pieces, item: Item | None) -> str:
    if item is None:
        return ""
    text = "".join(f"{file.lead(setting)}{file.line(setting)}" for setting in settings_of(item))
    return text + file.tail(item) if isinstance(item, BlockTree) else text


def _body(file: Pieces, item: Item | None) -> str:
    """Return the text of an item without what stands above it."""
    return "" if item is None else _copy(file, item)[len(file.lead(settings_of(item)[0])) :]


def _pieces(path: str, base: str, ours: str, theirs: str) -> Iterator[_Part]:
    """Yield comments that both sides have."""
    for piece in merge_lines(base, ours, theirs):
        yield _Conflict(path, piece) if isinstance(piece, Clash) else _Comments(piece)


def _merged_line(base: Line | None, ours: Line, theirs: Line, outcome: Outcome) -> Line:
    """Return the line of a setting: name and value of the side that changed them, layout likewise; the remark is ours."""
    match outcome:
        case Outcome.CURRENT:
            name, value = ours.name, ours.value
        case Outcome.GENERIC:
            name, value = theirs.name, theirs.value
        case _:
            name, value = _layout(base, ours, theirs, "name"), _layout(base, ours, theirs, "value")
    indent, blanks = _layout(base, ours, theirs, "indent"), _layout(base, ours, theirs, "blanks")
    return Line(indent, name, blanks, value, ours.rest)


def _layout(base: Line | None, ours: Line, theirs: Line, part: Literal["indent", "name", "blanks", "value"]) -> str:
    """Return a part of a line from the side that changed it, ours where both did."""
    mine, other = str(getattr(ours, part)), str(getattr(theirs, part))
    picked = pick(str(getattr(base, part)) if base is not None else None, mine, other)
    return mine if picked is None else picked


def _hand_down(entries: Iterable[Entry], ours: Pieces, theirs: Pieces, known: frozenset[str]) -> None:
    """Let go of comments of the base above what both sides have added: they stand there by the place that theirs chose.

    The place in the result is the one that ours chose.
    """
    for entry in entries:
        _hand_down(entry.entries, ours, theirs, known)
        if entry.base is not None or entry.current is None or entry.generic is None:
            continue
        here = comment_lines(ours.lead(settings_of(entry.current)[0]))
        there = comment_lines(theirs.lead(settings_of(entry.generic)[0]))
        if not known.isdisjoint(there) and not known.intersection(there) <= {*here}:
            theirs.hand_down(entry.generic)


def _without_doubled(parts: list[_Part], comments: Comments) -> list[_Part]:
    """Return the parts without comments that stand there twice because a side has them in another place than the other.

    Those go first that come with what theirs alone has, then the last ones.
    """
    spare = Counter(line for part in parts for line in comment_lines(_side(part, "ours")))
    spare = Counter({line: count - comments.most[line] for line, count in spare.items() if comments.most[line]})
    for only_theirs in (True, False):
        if not any(count > 0 for count in spare.values()):
            break
        for at in range(len(parts) - 1, -1, -1):
            part = parts[at]
            if isinstance(part, _Comments) and part.only_theirs is only_theirs:
                parts[at] = _thinned(part.text, spare)
    return parts


def _thinned(text: str, spare: Counter[str]) -> _Comments:
    """Return comments without lines that are to spare; what parted them from what is above goes with them."""
    lines: list[str] = []
    for line in text.splitlines(keepends=True):
        said = line.strip()
        if spare[said] > 0:
            spare[said] -= 1
            lines = [above for above in lines if above.strip()]
        else:
            lines.append(line)
    return _Comments("".join(lines))


def _says(parts: list[_Part], side: Side, entries: tuple[Entry, ...], kind: Kind) -> bool:
    """Tell whether the text, read with one side of each conflict, says what the outcomes ask for."""
    document = parse("".join(_side(part, side) for part in parts), kind=kind)
    return Counter(facts(View(document).root)) == Counter(asked(entries, side))


def _side(part: _Part, side: Side) -> str:
    match part:
        case str():
            return part
        case _Comments(text):
            return text
        case _Conflict(_, texts):
            return texts.ours if side == "ours" else texts.theirs


def _marked(part: _Part, size: int) -> str:
    if not isinstance(part, _Conflict):
        return _side(part, "ours")
    texts = part.texts
    return f"{'<' * size} ours\n{texts.ours}{'|' * size} base\n{texts.base}{'=' * size}\n{texts.theirs}{'>' * size} theirs\n"
