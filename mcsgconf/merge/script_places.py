"""Where in a script of current something belongs that only the other script has, and how it is written there.

It stands behind what stands in front of it in the other script, as far as current has that, be it in a comment: a template
shows its arrays in comments only. It brings the explanation along that stands directly above it.
"""

from __future__ import annotations

import re
from itertools import dropwhile
from typing import TYPE_CHECKING

from mcsgconf.merge.script_view import FUNCTION, VARIABLE, group_of, lines_in, place_name
from mcsgconf.syntax.vendor import customer_area
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mcsgconf.merge.script_view import Element, Key, ScriptView, Unit

_SHOWN = re.compile(r"[ \t]*+#[# \t]*+([A-Za-z_]\w*+)(?:\[[^\]\n]*+\])?=", re.ASCII)


def places_of(current: ScriptView, generic: ScriptView) -> dict[Key, int]:
    """Return the offset in current at which each unit that only generic has belongs: the start of a line, or the end.

    That is behind what current has of its name. Functions stand behind functions, by default as the customer's last.
    """
    ends = {mark.name: mark.end for mark in current.landmarks}
    new: dict[int, list[Key]] = {}
    for key, unit in generic.units.items():
        if key not in current.units:
            new.setdefault(unit.span.start, []).append(key)
    end = _end(current)
    at, behind_functions = _beginning(current), end
    places: dict[Key, int] = {}
    for mark in generic.landmarks:
        for key in new.get(mark.start, ()):
            behind = behind_functions if key.kind == FUNCTION else at
            places.setdefault(key, ends.get(place_name(key), behind))
        at = ends.get(mark.name, at)
        behind_functions = ends.get(mark.name, end) if mark.name.startswith(f"{FUNCTION} ") else behind_functions
    return {key: _outside(current, min(place, end)) for key, place in places.items()}


def _end(current: ScriptView) -> int:
    """Return the offset at which the customer's functions end, or the script's own part."""
    area = customer_area(current.source.text)
    if area is not None:
        return area.end
    return current.vendor.start if current.vendor is not None else len(current.source)


def _beginning(current: ScriptView) -> int:
    """Return the offset of the first unit with the comment above it, behind the lines that tell shell and release."""
    first = next(iter(current.units.values()), None)
    if first is None:
        return _end(current)
    above = current.comment_above(first.span.start)
    return first.span.start if above is None or above.start <= 1 else above.start


def _outside(current: ScriptView, at: int) -> int:
    """Return an offset, or that behind the marked conflict it lies in."""
    region = next((region for region in current.regions if region.span.start < at < region.span.end), None)
    return region.span.end if region is not None else at


def written(
    current: ScriptView, generic: ScriptView, units: Sequence[Unit], at: int, gone: frozenset[int]
) -> list[tuple[str, ...]]:
    """Return the lines by which units of generic are added at one offset of current, each with its explanation.

    Blank lines part them from what is above and below as they do in generic. `gone` are the offsets of lines of current
    that are left out.
    """
    blocks: list[tuple[str, ...]] = []
    behind = at
    while (line := _line_before(current, behind)) and behind - len(line) in gone:
        behind -= len(line)
    above = bool(line.strip())
    for unit in units:
        explanation, is_whole = _explanation(generic, unit)
        parted = above and not (is_whole and _line_before(generic, _start(generic, unit, explanation)).strip())
        blocks.append((*[""] * parted, *explanation, *unit_lines(generic, unit)))
        above = True
    text, end = generic.source.text, units[-1].span.end
    ahead = at
    while ahead in gone:
        ahead += len(_line_at(current, ahead))
    follows = _line_at(current, ahead)
    if follows.strip() and not text[end : text.find("\n", end) + 1 or len(text)].strip():
        blocks[-1] += ("",)
    return blocks


def _line_at(view: ScriptView, at: int) -> str:
    """Return the line that holds an offset, empty at the end of the text."""
    source = view.source
    return source.slice(source.full_lines(Span(at, at + 1))) if at < len(source) else ""


def _line_before(view: ScriptView, at: int) -> str:
    """Return the line that ends at an offset."""
    text = view.source.text
    return text[text.rfind("\n", 0, max(0, at - 1)) + 1 : at]


def _start(view: ScriptView, unit: Unit, explanation: list[str]) -> int:
    """Return the offset at which a unit begins, its explanation included."""
    line = view.source.position(unit.span.start).line - len(explanation)
    return view.source.line_starts[max(0, line - 1)]


def unit_lines(view: ScriptView, unit: Unit) -> list[str]:
    """Return the lines of a unit; of a variable only those lines, or parts of lines, that are its own."""
    if unit.key.kind != VARIABLE:
        return lines_in(view.source.slice(unit.span))
    return [line for lines in _own_lines(view, unit) for line in lines]


def _own_lines(view: ScriptView, unit: Unit) -> Iterator[list[str]]:
    spans: dict[Span, list[Element]] = {}
    for element in sorted(unit.elements.values(), key=lambda each: each.span):
        spans.setdefault(view.source.full_lines(element.span), []).append(element)
    for span, elements in spans.items():
        if any(key != unit.key for key, _ in view.on_line[span.start]):
            yield [view.source.slice(element.span) for element in elements]
        else:
            yield lines_in(view.source.slice(span))


def _explanation(view: ScriptView, unit: Unit) -> tuple[list[str], bool]:
    """Return the comment directly above a unit, and whether that is all of it.

    Lines at its beginning that end in showing another variable are left out.
    """
    above = view.comment_above(unit.span.start)
    if above is None:
        return [], True
    lines = lines_in(view.source.slice(above))
    shown = [(number, found[1]) for number, line in enumerate(lines) if (found := _SHOWN.match(line))]
    others = [number for number, name in shown if unit.key.kind != VARIABLE or group_of(name) != unit.key.name]
    own = [*dropwhile(lambda line: not line.strip("# \t"), lines[others[-1] + 1 :] if others else lines)]
    return own, len(own) in {0, len(lines)}
