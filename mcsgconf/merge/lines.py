"""The three-way merge of lines without any meaning: what comments need that both sides have edited.

Whole files go to git's own merge, which is faster; here stand a few lines at a time, and no file is touched.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_LINES = 300
"""A comment above this is not looked into: comparing takes time by the square of its lines."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Lines that both sides have changed, each in its own way: the texts of the three files, whole lines."""

    base: str
    ours: str
    theirs: str


Merged: TypeAlias = "tuple[str | Clash, ...]"
"""Pieces of text in their order, with the clashes among them."""


def pick(base: str | None, ours: str, theirs: str) -> str | None:
    """Return the text of the side that changed it; None where both did, each in its own way."""
    if theirs in {ours, base}:
        return ours
    return theirs if ours == base else None


def merge_lines(base: str, ours: str, theirs: str) -> Merged:
    """Return what both sides made of some lines; blank lines alone are nothing to clash about: ours stay."""
    picked = pick(base, ours, theirs)
    if picked is not None:
        return (picked,)
    if ours.split() == theirs.split() or theirs.split() == base.split():
        return (ours,)
    if ours.split() == base.split():
        return (theirs,)
    texts = [text.splitlines(keepends=True) for text in (base, ours, theirs)]
    if max(map(len, texts)) > MOST_LINES:
        return (Clash(base, ours, theirs),)
    return tuple(_merged(*texts))


def _merged(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[str | Clash]:
    """Yield the lines between those that all three have, merged one run at a time, and these."""
    at = our_at = their_at = 0
    for start, our_start, their_start, count in _in_common(base, ours, theirs):
        yield from _run(base[at:start], ours[our_at:our_start], theirs[their_at:their_start])
        yield "".join(base[start : start + count])
        at, our_at, their_at = start + count, our_start + count, their_start + count


def _run(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[str | Clash]:
    texts = ("".join(base), "".join(ours), "".join(theirs))
    picked = pick(*texts)
    if picked is None:
        yield Clash(*texts)
    elif picked:
        yield picked


def _in_common(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the runs of lines that all three have: where they begin in each, and how many they are; last an empty one."""
    in_theirs = {
        block.a + offset: block.b + offset
        for block in SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
        for offset in range(block.size)
    }
    for block in SequenceMatcher(None, base, ours, autojunk=False).get_matching_blocks():
        for offset in range(block.size):
            place = in_theirs.get(block.a + offset)
            if place is not None:
                yield block.a + offset, block.b + offset, place, 1
    yield len(base), len(ours), len(theirs), 0
