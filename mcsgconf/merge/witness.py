"""What a merge of two sides has to say, and whether a text says it: the check on the writing of `sides`.

It looks at the outcomes and at the text and knows nothing of how one became the other, so that a fault there is found.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from mcsgconf.merge.core import Outcome, Sequence
from mcsgconf.merge.keys import normal
from mcsgconf.models.blocks import BlockTree, Setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcsgconf.merge.core import Entry, Item
    from mcsgconf.models.document import Document

Side: TypeAlias = Literal["ours", "theirs"]
SIDES: tuple[Side, Side] = ("ours", "theirs")

_Chain: TypeAlias = "tuple[tuple[str, str], ...]"
Fact: TypeAlias = "tuple[_Chain, str, str, int]"
"""What a setting says: the blocks it stands in, its name and value, its number where the order of such settings counts."""

_WORD = re.compile(r"\w")


def is_alive(entry: Entry) -> bool:
    """Tell whether anything of an entry is in the merge."""
    return entry.outcome is not Outcome.DELETED and not (entry.current is None and entry.generic is None)


def comment_lines(text: str) -> list[str]:
    """Return the lines of comments, and of anything else between settings, that have a word in them."""
    return [line.strip() for line in text.splitlines() if _WORD.search(line)]


@dataclass(frozen=True, slots=True)
class Comments:
    """How often each line that is no setting has to stand in a merge at least, and may stand at most."""

    least: Counter[str]
    most: Counter[str]

    @classmethod
    def of(cls, base: Document, ours: Document, theirs: Document) -> Comments:
        """Return what both sides made of the comments of the base."""
        counts = [Counter(_not_settings(document)) for document in (base, ours, theirs)]
        least, most = Counter[str](), Counter[str]()
        for line in counts[0] | counts[1] | counts[2]:
            before, our, their = (count[line] for count in counts)
            apart = max(0, our + their - before)  # where the sides did not do the same thing
            together = min(our, their) if our < before and their < before else max(our, their)
            are_alike = (our < before) == (their < before)
            least[line], most[line] = sorted((apart, together)) if are_alike else (apart, apart)
        return cls(least, most)

    def are_in(self, text: str) -> bool:
        """Tell whether no comment is lost in a text."""
        written = Counter(comment_lines(text))
        return all(written[line] >= count for line, count in self.least.items())


def _not_settings(document: Document) -> Iterator[str]:
    for node in document.tree.children:
        if node.kind != "setting":
            yield from comment_lines(document.source.slice(node.span))


def facts(block: BlockTree, chain: _Chain = ()) -> Iterator[Fact]:
    """Yield what a block says."""
    numbers = Counter[str]()
    for item in block.items:
        if isinstance(item, Setting):
            is_ordered = item.parameter is not None and item.parameter.ordered
            numbers[item.key] += 1
            yield chain, item.key, normal(item), numbers[item.key] if is_ordered else 0
        elif item.opener is not None:
            inner = (*chain, (item.opener.key, normal(item.opener)))
            yield inner, "", "", 0
            yield from facts(item, inner)


def written_twice(block: BlockTree) -> Counter[tuple[_Chain, str, str]]:
    """Return what a file may say once and says more often: a block, a parameter, one value of a repeated parameter."""
    count = Counter(_single(block))
    return Counter({one: times for one, times in count.items() if times > 1})


def _single(block: BlockTree, chain: _Chain = ()) -> Iterator[tuple[_Chain, str, str]]:
    for item in block.items:
        if isinstance(item, Setting):
            is_repeated = item.parameter is None or item.parameter.repeat
            yield chain, item.key, normal(item) if is_repeated else ""
        elif item.opener is not None:
            inner = (*chain, (item.opener.key, normal(item.opener)))
            yield inner, "", ""
            yield from _single(item, inner)


def asked(entries: Iterable[Entry], side: Side, chain: _Chain = ()) -> Iterator[Fact]:
    """Yield what the merge has to say by the outcomes of its entries."""
    for entry in entries:
        ours, theirs = entry.current, entry.generic
        if isinstance(ours, BlockTree) and isinstance(theirs, BlockTree):
            if ours.opener is not None:
                inner = (*chain, (ours.opener.key, normal(ours.opener)))
                yield inner, "", "", 0
                yield from asked(entry.entries, side, inner)
        elif is_alive(entry):
            yield from _facts_of(_chosen(entry, side), chain)


def _chosen(entry: Entry, side: Side) -> Item | None:
    match entry.outcome:
        case Outcome.CURRENT:
            return entry.current
        case Outcome.GENERIC:
            return entry.generic
        case Outcome.CONFLICT if side == "theirs":
            return entry.generic
        case _:
            return entry.current


def _facts_of(item: Item | None, chain: _Chain) -> Iterator[Fact]:
    match item:
        case None:
            return
        case Setting():
            yield chain, item.key, normal(item), 0
        case Sequence(settings):
            for number, setting in enumerate(settings, 1):
                yield chain, setting.key, normal(setting), number
        case BlockTree():
            if item.opener is not None:
                inner = (*chain, (item.opener.key, normal(item.opener)))
                yield inner, "", "", 0
                yield from facts(item, inner)
