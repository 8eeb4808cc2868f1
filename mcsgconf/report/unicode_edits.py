"""The edits of a fix as formats can carry them that hold Unicode text only.

A file may have bytes that are no UTF-8. A fix that only moves round them is narrowed to what it changes; one that
would have to write such bytes cannot be told to another program, and is left to `mcsgconf check --fix`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.text import Edit

if TYPE_CHECKING:
    from mcsgconf.lint.finding import Finding

_NO_UTF8 = re.compile("[\ud800-\udfff]")


def unicode_edits(finding: Finding) -> tuple[Edit, ...]:
    """Return the edits that mend a finding, none of them where it has no fix or one that text cannot tell."""
    if finding.fix is None:
        return ()
    edits = finding.fix.edits
    if not any(map(_is_unsound, edits)):
        return edits
    if finding.source is None:
        return ()
    narrowed = tuple(_narrowed(edit, finding.source.text) for edit in edits)
    return () if any(map(_is_unsound, narrowed)) else narrowed


def _is_unsound(edit: Edit) -> bool:
    return not edit.replacement.isascii() and _NO_UTF8.search(edit.replacement) is not None


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
