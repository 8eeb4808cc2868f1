"""The edits of a fix as formats can carry them that hold Unicode text only.

A file may have bytes that are no UTF-8. A fix that only moves round them is narrowed to what it changes; one that
would have to write such bytes cannot be told to another program, and is left to `mcsgconf check --fix`.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from mcsgconf.text import Edit

if TYPE_CHECKING:
    from mcsgconf.lint.finding import Finding

_NO_UTF8 = re.compile("[\ud800-\udfff]")


def unicode_edits(finding: Finding) -> tuple[Edit, ...]:
    """Return the edits that mend a finding, none of them where it has no fix or one that Unicode text cannot tell."""
    if finding.fix is None:
        return ()
    edits = finding.fix.edits
    if all(map(_is_unicode, edits)):
        return edits
    if finding.source is None:
        return ()
    narrowed = tuple(_narrowed(edit, finding.source.text) for edit in edits)
    return narrowed if all(map(_is_unicode, narrowed)) else ()


def one_edit(finding: Finding) -> Edit | None:
    """Return the fix of a finding as a single edit, None where it has none or one that Unicode text cannot tell.

    What takes fixes apart takes them edit by edit, and half a fix may be worse than none.
    """
    edits = sorted(unicode_edits(finding))
    if finding.source is None or not edits:
        return None
    text = finding.source.text
    pieces = [edits[0].replacement]
    for before, edit in pairwise(edits):
        pieces += (text[before.end : edit.start], edit.replacement)
    joined = Edit(edits[0].start, edits[-1].end, "".join(pieces))
    return joined if _is_unicode(joined) else None


def _is_unicode(edit: Edit) -> bool:
    return edit.replacement.isascii() or _NO_UTF8.search(edit.replacement) is None


def _narrowed(edit: Edit, text: str) -> Edit:
    """Return an edit that does the same without replacing what stays."""
    replaced = text[edit.start : edit.end]
    ahead = _common(replaced, edit.replacement)
    old, new = replaced[ahead:], edit.replacement[ahead:]
    behind = _common(old[::-1], new[::-1])
    return Edit(edit.start + ahead, edit.end - behind, new[: len(new) - behind])


def _common(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    unlike = (at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right)
    return next(unlike, min(len(one), len(other)))
