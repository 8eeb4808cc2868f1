"""Suppressions that are not written as such, and those that do not say why.

The engine itself says which name no rule, and which meet nothing.

What they look for is loaded where a file speaks to this program, which next to none does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.mentions import mentions
from mcsgconf.lint.registry import check_document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcsgconf.lint.finding import Problem
    from mcsgconf.models.document import Document


@check_document("MC004")
def malformed(document: Document) -> Iterable[Problem]:
    """Return the comments that were meant to suppress something and cannot."""
    if not mentions(document):
        return ()
    from mcsgconf.lint import suppression_faults  # noqa: PLC0415

    return suppression_faults.malformed(document)


@check_document("MC005")
def without_reason(document: Document) -> Iterable[Problem]:
    """Return the suppressions that do not say why the finding is meant."""
    if not mentions(document):
        return ()
    from mcsgconf.lint import suppression_faults  # noqa: PLC0415

    return suppression_faults.without_reason(document)
