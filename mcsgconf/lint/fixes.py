"""Carries fixes out: in rounds, never overlapping, each round checked again, until nothing more changes.

A round that brings a file a new error is taken back for that file, and its fixes are not tried again. Nothing is written
here; the caller gets new documents.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.lint.engine import Checker
from mcsgconf.lint.finding import Applicability, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mcsgconf.lint.select import Selection
    from mcsgconf.models.document import Document
    from mcsgconf.site import Site
    from mcsgconf.text import Edit

ROUNDS = 10
"""A bound on rounds: fixes that undo one another must not go on for ever."""


class FixResult(NamedTuple):
    """What fixing gave.

    `documents` are the changed files by name, `applied` how many findings were fixed, `remaining` the findings of the
    result, `taken_back` the names of files in which a fix would have brought a new error.
    """

    documents: dict[str, Document]
    applied: int
    remaining: list[Finding]
    taken_back: tuple[str, ...]


def fix(
    site: Site, rules: Selection | Checker, *, unsafe: bool, counting: Callable[[list[Finding]], list[Finding]] = list
) -> FixResult:
    """Return the files of `site` with their safe fixes (and, if asked, the unsafe ones) carried out.

    Args:
        site: the site.
        rules: which rules run, or what checks by them.
        unsafe: carry out the unsafe fixes as well.
        counting: returns those findings of a list that count, and are mended: those that no baseline stands for.
    """
    wanted = {Applicability.SAFE, Applicability.UNSAFE} if unsafe else {Applicability.SAFE}
    checker = rules if isinstance(rules, Checker) else Checker(rules)
    findings = checker.check(site)
    changed: dict[str, Document] = {}
    taken_back: set[str] = set()
    applied = 0
    for _ in range(ROUNDS):
        open_to_change = (f for f in counting(findings) if f.path not in taken_back and site.is_asked_about(f.path))
        edits, count = _edits(open_to_change, wanted)
        if not edits:
            break
        before = {document.name: document for document in site.documents}
        after = {name: before[name].apply(edits[name]) for name in edits}
        tried = site.with_documents(after.values())
        found = checker.check(tried)
        worse = _worse(findings, found) & set(edits)
        if worse:
            taken_back |= worse
            continue
        site, findings = tried, found
        applied += count
        changed |= after
    return FixResult(changed, applied, findings, tuple(sorted(taken_back)))


def _edits(findings: Iterable[Finding], wanted: set[Applicability]) -> tuple[dict[str, list[Edit]], int]:
    """Return the edits by file of as many findings as fit together, and how many findings those are."""
    chosen: dict[str, list[Edit]] = {}
    count = 0
    for finding in findings:
        if finding.fix is None or finding.fix.applicability not in wanted:
            continue
        there = chosen.setdefault(finding.path, [])
        new = [edit for edit in finding.fix.edits if not _is_among(edit, there)]
        if not any(_clashes(edit, there) for edit in new):
            for edit in new:
                insort(there, edit)
            count += 1
    return {path: edits for path, edits in chosen.items() if edits}, count


def _is_among(edit: Edit, there: list[Edit]) -> bool:
    at = bisect_left(there, edit)
    return at < len(there) and there[at] == edit


def _clashes(edit: Edit, there: list[Edit]) -> bool:
    """Tell whether `edit` touches its neighbours among edits that are in order and do not overlap."""
    at = bisect_left(there, edit)
    return any(_clash(edit, other) for other in there[max(0, at - 1) : at + 1])


def _clash(edit: Edit, other: Edit) -> bool:
    if edit.start == edit.end or other.start == other.end:
        return edit.start <= other.end and other.start <= edit.end
    return edit.start < other.end and other.start < edit.end


def _worse(before: Iterable[Finding], after: Iterable[Finding]) -> set[str]:
    """Return the files that have more errors of some rule than they had."""
    had = Counter((f.path, f.code) for f in before if f.severity is Severity.ERROR)
    has = Counter((f.path, f.code) for f in after if f.severity is Severity.ERROR)
    return {path for (path, code), number in has.items() if number > had[path, code]}
