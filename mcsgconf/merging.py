"""The public function that merges: the merge floor knows no rules, so its result is checked here."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from mcsgconf.collector import at_rest
from mcsgconf.lint import engine
from mcsgconf.lint.finding import Severity
from mcsgconf.lint.registry import ENGINE_CODES
from mcsgconf.lint.select import Selection
from mcsgconf.merge.merge import merge as merge_documents
from mcsgconf.merge.view import GAP_MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcsgconf.lint.finding import Finding
    from mcsgconf.merge import MergeResult
    from mcsgconf.models.document import Document


@at_rest()
def merge(
    current: Document,
    generic: Document,
    base: Document | None = None,
    *,
    prefer: Literal["current", "generic"] | None = None,
) -> MergeResult:
    """Merge a freshly probed configuration into the running cluster's, and check the result.

    Args:
        current: what the cluster runs with, the administrator's modifications in it (`cmgetconf`).
        generic: what was probed, with defaults and the new node (`cmquerycl`).
        base: a common ancestor, if one is kept.
        prefer: which side wins where both differ and neither is known to be right; without it that is a conflict.

    Returns:
        The merged document, a decision for each line that differs from current, the conflicts; as `findings` those of
        the result that neither input had, and as `new_errors` the errors that should keep it from being written.

    Raises:
        UnmergeableInput: the documents are of different kinds, or of a kind that cannot be merged.
    """
    result = merge_documents(current, generic, base, prefer=prefer)
    if result.document is current:
        return result
    found = settled = engine.check(result.document)
    if result.conflicts:  # what stands between markers is no finding; current's side was there before
        settled = engine.check(merge_documents(current, generic, base, prefer="current").document)
    known = _alike(current, [*found, *settled])
    return replace(
        result,
        findings=tuple(_beyond(found, known | _alike(generic, found))),
        new_errors=tuple(
            finding
            for finding in _beyond(settled, known)
            if finding.severity is Severity.ERROR and not _is_of_a_gap(finding, result)
        ),
    )


def findings_beyond(findings: Iterable[Finding], known: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that are not among those known before, nor as many of their kind."""
    return tuple(_beyond(findings, Counter(map(_kind, known))))


def new_errors(result: Document, *before: Document) -> tuple[Finding, ...]:
    """Return the errors of a document that none of those it was made from has."""
    known = Counter[tuple[str, str]]()
    found = engine.check(result)
    errors = [finding for finding in found if finding.severity is Severity.ERROR]
    for document in before:
        known |= _alike(document, errors)
    return tuple(finding for finding in _beyond(found, known) if finding.severity is Severity.ERROR)


def _beyond(findings: Iterable[Finding], known: Counter[tuple[str, str]]) -> Iterator[Finding]:
    """Yield the findings that are not known, nor as many of their kind."""
    left = Counter(known)
    for finding in findings:
        left[_kind(finding)] -= 1
        if left[_kind(finding)] < 0:
            yield finding


def _alike(document: Document, findings: Iterable[Finding]) -> Counter[tuple[str, str]]:
    """Return the findings of a document by their kind; only of rules that have some of `findings`: the others need not run."""
    codes = {finding.code for finding in findings}
    if not codes:
        return Counter()
    selection = Selection() if codes & ENGINE_CODES else Selection(select=tuple(sorted(codes)))
    return Counter(_kind(finding) for finding in engine.check(document, selection))


def _kind(finding: Finding) -> tuple[str, str]:
    """Return what stays of a finding when lines move: its rule, and its message without numbers."""
    return finding.code, re.sub(r"\d+", "0", finding.message)


def _is_of_a_gap(finding: Finding, result: MergeResult) -> bool:
    """Tell whether a finding says no more than a mark of the merge: that a value is missing there."""
    parameters = {gap.path.rpartition("/")[2] for gap in result.gaps}
    return GAP_MARK.lstrip("# ") in finding.message or any(name in finding.message for name in parameters)
