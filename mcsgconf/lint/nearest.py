"""Which known name a misspelt one was meant to be.

A name is near when few letters must be changed, added, left out or swapped with their neighbour: none in short names,
where everything would be near, one in longer ones, two in long ones. Bounded, since names come from files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known names nearest to `name`, case left aside: several when they are equally near, none when far."""
    word = name.upper()
    best = allowed(len(word))
    found: list[str] = []
    for candidate in known:
        if abs(len(candidate) - len(word)) > best:
            continue
        distance = edit_distance(word, candidate.upper(), best)
        if distance > best or distance > allowed(len(candidate)):
            continue
        found = [*(found if distance == best else ()), candidate]
        best = distance
    return tuple(found)


def allowed(length: int) -> int:
    """Return how many mistakes a name of so many letters may have and still be recognised."""
    return 0 if length < 4 else 1 if length < 8 else 2


def edit_distance(one: str, other: str, limit: int) -> int:
    """Return how many letters differ, a swap of neighbours counting once; `limit + 1` for anything above `limit`."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        here = [row]
        for column, against in enumerate(other, 1):
            cost = min(last[column] + 1, here[-1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            here.append(cost)
        if min(here) > limit:
            return limit + 1
        before, last = last, here
    return min(last[-1], limit + 1)
