"""Which piece of code of one script is which of another: code has no name to go by.

What reads the same is the same, wherever it stands. Of the rest, what stands behind the same variable or function is one
piece that somebody has changed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mcsgconf.merge.script_view import CODE, Key, ScriptView

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(slots=True)
class _Piece:
    """One piece of code: its keys by the number of the script that has it; `repetition` of the same text in one."""

    repetition: int
    keys: dict[int, Key] = field(default_factory=dict)


def paired(views: Sequence[ScriptView]) -> list[ScriptView]:
    """Return the views of scripts with keys for their code by which those pieces go together that are one.

    A key has a `which` if the script has the same text further above.
    """
    names: list[dict[Key, Key]] = [{} for _ in views]
    for count, piece in enumerate(_by_place(_by_content(views))):
        for number, key in piece.keys.items():
            names[number][key] = Key(CODE, str(count), str(piece.repetition or ""))
    return [ScriptView(view.document, own) for view, own in zip(views, names, strict=True)]


def _by_content(views: Sequence[ScriptView]) -> list[_Piece]:
    """Return the code of all scripts, what reads the same as one piece; its repetitions are others."""
    pieces: dict[tuple[str, int], _Piece] = {}
    for number, view in enumerate(views):
        times = Counter[str]()
        for key, unit in view.units.items():
            if key.kind == CODE:
                repetition = times[unit.content]
                pieces.setdefault((unit.content, repetition), _Piece(repetition)).keys[number] = key
                times[unit.content] += 1
    return [*pieces.values()]


def _by_place(pieces: list[_Piece]) -> list[_Piece]:
    """Return the pieces, those that only one script has joined to one that stands at that place in others."""
    joined: list[_Piece] = []
    places: dict[str, list[_Piece]] = {}
    for piece in sorted(pieces, key=lambda each: len(each.keys), reverse=True):
        ((number, key), *others) = piece.keys.items()
        found = (
            [] if others or piece.repetition else [each for each in places.get(key.name, ()) if number not in each.keys]
        )
        if found:
            found[0].keys[number] = key
        else:
            joined.append(piece)
            for place in {key.name for key in piece.keys.values()}:
                places.setdefault(place, []).append(piece)
    return joined
