"""What a merge driver of git makes of three versions of a file: git's own merge where that is right, a better one else.

Git merges lines. Where it is done without a conflict and the result says what the keyed merge of the settings says, its
text stands. Where it sees a conflict that is none, or says something twice, the keyed merge's text does. A file that has
no keys is git's business. In the end the result is checked: with an error in it that neither side had, no merge is
clean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.merge.sides import merge_sides
from mcsgconf.merge.view import View
from mcsgconf.merge.witness import facts, written_twice
from mcsgconf.merging import new_errors
from mcsgconf.models.document import parse
from mcsgconf.text import encode

if TYPE_CHECKING:
    from mcsgconf.git import LineMerge, Versions
    from mcsgconf.merge.sides import SidesMerged
    from mcsgconf.models.blocks import BlockTree
    from mcsgconf.models.document import Document


@dataclass(frozen=True, slots=True)
class Driven:
    """The merged file, and what stands in the way of taking it as it is; nothing does if the merge is clean."""

    content: bytes
    conflicts: tuple[str, ...] = ()


def merge_versions(name: str, versions: Versions, lines: LineMerge, marker_size: int = 7) -> Driven:
    """Return the merge of three versions of a file.

    Args:
        name: what messages call the file.
        versions: those of the common ancestor, of the branch that is merged into, and of the other one.
        lines: what git's own merge makes of them.
        marker_size: how many characters long the markers of a conflict are.
    """
    ours, theirs = parse(versions.ours, name=name), parse(versions.theirs, name=name)
    base = parse(versions.base, name=name, kind=ours.kind)
    merged = merge_sides(base, ours, theirs, marker_size)
    if merged is None or (lines.is_clean and _is_right(lines, merged, ours, theirs)):
        driven = Driven(lines.content, () if lines.is_clean else ("both sides changed the same lines",))
    else:
        driven = Driven(
            encode(merged.text), tuple(f"both sides changed {path or 'the end'}" for path in merged.conflicts)
        )
    if driven.conflicts:
        return driven
    errors = new_errors(parse(driven.content, name=name, kind=ours.kind), ours, theirs)
    return Driven(driven.content, tuple(f"line {error.line}: {error.code} {error.message}" for error in errors))


def _is_right(lines: LineMerge, merged: SidesMerged, ours: Document, theirs: Document) -> bool:
    """Tell whether git's merge, which sees no conflict, says what it should.

    That is what the keyed merge says. Where this one sees a conflict, as when one side gives a block another name and
    the other changes something in it, git's is right if it says nothing twice that neither side does.
    """
    result = _root(lines.content, ours)
    if merged.conflicts:
        known = written_twice(_root(ours.render(), ours)) | written_twice(_root(theirs.render(), ours))
        return not written_twice(result) - known
    return not result.orphans and sorted(facts(result)) == sorted(facts(_root(merged.text, ours)))


def _root(content: bytes | str, like: Document) -> BlockTree:
    return View(parse(content, kind=like.kind)).root
