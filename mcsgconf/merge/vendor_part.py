"""The vendor's part of a control script: it is taken from the newer template as a whole, or it is not.

Nobody should edit it, and people do. With a base an edit is known; without one only its signs are: what no vendor writes,
or two parts of one release that differ. An edited part is a conflict, for it cannot be told what the edit was for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.merge import policies
from mcsgconf.merge.compose import Insert, Line, Mark, Note, Rewrite
from mcsgconf.merge.core import Outcome, outcome_of
from mcsgconf.merge.result import Action
from mcsgconf.merge.script_view import lines_in, spoken
from mcsgconf.models.structure import VENDOR_PART
from mcsgconf.syntax.vendor import VENDOR_FUNCTIONS
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.merge.compose import Change
    from mcsgconf.merge.policies import Policy
    from mcsgconf.merge.result import Side
    from mcsgconf.merge.script_view import ScriptView

_ELEMENT = re.compile(r"[ \t]*+([A-Z][A-Z_]*+)\[[0-9]{1,6}\]=", re.ASCII)
_FUNCTION = re.compile(
    r"^[ \t]*+(?:function[ \t]++([A-Za-z_]\w*+)|([A-Za-z_]\w*+)[ \t]*+\([ \t]*+\))", re.MULTILINE | re.ASCII
)
RELEASE_LINE = "@(#)"
"""What decisions call the line that names the release."""


def vendor_changes(
    current: ScriptView, generic: ScriptView, base: ScriptView | None, prefer: Side | None
) -> Iterator[Change]:
    """Yield what becomes of the vendor's part, and of the line at the top that names its release."""
    ours, theirs = spoken(current.vendor_text), spoken(generic.vendor_text)
    before = spoken(base.vendor_text) if base is not None else None
    if ours == theirs:
        yield from _release_line(current, generic, base)
        return
    if not theirs:
        yield _kept(current, policies.VENDOR_PART.because("the other file has no vendor's part"))
        return
    doubt = _doubt(current, generic, before) if ours else None
    region = current.region_of(current.vendor) if current.vendor is not None else None
    if before is not None and before == theirs:
        yield _kept(current, policies.THREE_WAY)
    elif doubt is None and _is_older(generic, current) and before is None:
        yield _kept(current, policies.VENDOR_PART.because("the other file's is of an older release"))
    elif region is not None:
        yield Note(region.span.start, policies.MARKERS_LEFT.decision(Action.CONFLICT, VENDOR_PART))
    elif doubt is None or prefer == "generic":
        yield _taken(current, generic, policies.VENDOR_PART if doubt is None else policies.PREFERRED)
        yield from _release_line(current, generic, base)
    elif prefer == "current":
        yield _kept(current, policies.PREFERRED)
    else:
        yield _mark(current, generic, base, policies.VENDOR_PART.because(doubt))


def _doubt(current: ScriptView, generic: ScriptView, before: str | None) -> str | None:
    """Return why current's vendor part may have been edited, None if it is as it was made, as far as can be told."""
    if before is not None:
        ours = spoken(current.vendor_text)
        outcome = outcome_of(before or None, ours, spoken(generic.vendor_text))
        return "it was edited, and the newer one is another" if outcome is Outcome.CONFLICT else None
    releases = [view.document.target.release for view in (current, generic)]
    if releases[0] is not None and releases[0] == releases[1]:
        return f"both are of release {releases[0]} and differ: one of them was edited"
    sign = _sign_of_an_edit(current.vendor_text, generic.vendor_text)
    return f"it was edited: {sign}" if sign is not None else None


def _sign_of_an_edit(text: str, other: str) -> str | None:
    """Return what in a vendor part no vendor has written, None if nothing is; what the other part has too is none."""
    known = catalogue.load("control-script")
    theirs = {line.strip() for line in lines_in(other)}
    for line in lines_in(text):
        if line.strip() in theirs:
            continue
        if not line.isascii():
            return "it has letters that the vendor does not use"
        found = _ELEMENT.match(line)
        parameter = known.lookup(found[1]) if found is not None else None
        if found is not None and parameter is not None and parameter.indexed:
            return f"it sets {found[1]}"
    functions = [found[1] or found[2] for found in _FUNCTION.finditer(text)]
    made = VENDOR_FUNCTIONS | {found[1] or found[2] for found in _FUNCTION.finditer(other)}
    strange = next((name for name in functions if name not in made), None)
    return None if strange is None else f"it defines {strange}"


def _is_older(one: ScriptView, other: ScriptView) -> bool:
    release, newer = one.document.target.release, other.document.target.release
    return release is not None and newer is not None and release < newer


def _taken(current: ScriptView, generic: ScriptView, policy: Policy) -> Change:
    end = len(current.source)
    span = current.vendor or Span(end, end)
    decision = policy.decision(
        Action.TAKE if current.vendor is not None else Action.ADD,
        VENDOR_PART,
        current=_size(current) if current.vendor is not None else None,
        generic=_size(generic),
    )
    return Rewrite(span, tuple(lines_in(generic.vendor_text)), decision)


def _kept(current: ScriptView, policy: Policy) -> Change:
    at = current.vendor.start if current.vendor is not None else None
    return Note(at, policy.decision(Action.KEEP, VENDOR_PART, current=_size(current) if at is not None else None))


def _size(view: ScriptView) -> str:
    lines = len(lines_in(view.vendor_text))
    release = view.document.target.release
    return f"{lines} lines" + (f" of {release}" if release is not None else "")


def _mark(current: ScriptView, generic: ScriptView, base: ScriptView | None, policy: Policy) -> Change:
    """Return the conflict, its markers round no more lines than those that are not the same on all sides."""
    start = current.vendor.start if current.vendor is not None else len(current.source)
    sides = [lines_in(view.vendor_text) for view in (current, generic, base) if view is not None]
    head = _common(sides)
    tail = _common([side[head:][::-1] for side in sides])
    ours, theirs, *before = (side[head : len(side) - tail] for side in sides)
    starts = [*current.source.line_starts, len(current.source)]
    number = current.source.position(start).line - 1
    first, last = starts[number + head], starts[min(number + head + len(ours), len(starts) - 1)]
    decision = policy.decision(
        Action.CONFLICT,
        VENDOR_PART,
        base=_size(base) if base is not None else None,
        current=_size(current),
        generic=_size(generic),
    )
    return Mark(Span(first, last), tuple(before[0]) if before else (), tuple(theirs), decision)


def _common(sides: list[list[str]]) -> int:
    """Return how many lines at the beginning all sides have in common, blanks at their ends not counted."""
    count = 0
    for lines in zip(*sides, strict=False):
        if len({line.rstrip() for line in lines}) > 1:
            break
        count += 1
    return count


def _release_line(current: ScriptView, generic: ScriptView, base: ScriptView | None) -> Iterator[Change]:
    """Yield the change of the line that names the release: it speaks of the vendor's part."""
    ours, theirs = current.what_string, generic.what_string
    if theirs is None or generic.vendor is None:
        return
    line = generic.source.slice(theirs)
    if base is not None and base.what_string is not None and base.source.slice(base.what_string) == line:
        return
    if ours is None:
        decision = policies.VENDOR_PART.decision(Action.ADD, RELEASE_LINE, generic=line)
        text = current.source.text
        at = text.find("\n") + 1 if current.interpreter is not None else 0
        if not text.startswith("\ufeff") and (at or current.interpreter is None):
            yield Insert(at, (Line(line, decision),))
    elif current.source.slice(ours) != line:
        decision = policies.VENDOR_PART.decision(
            Action.TAKE, RELEASE_LINE, current=current.source.slice(ours), generic=line
        )
        full = current.source.full_lines(ours)
        yield Rewrite(full, (line,), decision)
