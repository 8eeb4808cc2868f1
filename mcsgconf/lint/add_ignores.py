"""Writes a suppression for each finding of a site, as an administrator does who takes over a configuration as it is.

What is written is checked again: the findings must be gone, nothing new may have come, and the text must mean to the
shell what it meant. A file in which that cannot be had stays as it was. Nothing is written to the disk here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from mcsgconf.errors import UsageError
from mcsgconf.lint.ignore_comments import IgnoreComments
from mcsgconf.lint.suppress import NEVER_SUPPRESSED, NOT_UNDERSTOOD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mcsgconf.lint.engine import Checker
    from mcsgconf.lint.finding import Finding
    from mcsgconf.lint.ignore_comments import Place
    from mcsgconf.models.document import Document
    from mcsgconf.site import Site

_Key: TypeAlias = tuple[str, str, str]
"""What a finding is known by when lines have moved: file, structural path, code."""

_GAPS = frozenset({"comment", "blank"})


@dataclass(frozen=True, slots=True)
class IgnoreResult:
    """What came of it: changed documents by name, how many findings are suppressed now, and all that are not."""

    documents: dict[str, Document]
    suppressed: int
    remaining: list[Finding]


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A document with comments in it, and the findings that they are for."""

    document: Document
    suppressed: Counter[_Key]


def add_ignores(
    site: Site, checker: Checker, reason: str, counting: Callable[[list[Finding]], list[Finding]]
) -> IgnoreResult:
    """Return the files of `site` with a comment for each finding that a comment can suppress.

    Args:
        site: the site.
        checker: what checks it.
        reason: why the findings are meant; it stands in each comment.
        counting: returns those findings of a list that count: those that no baseline stands for.

    Raises:
        UsageError: the reason has no letter or digit in it, or is not one line of text.
    """
    if not any(char.isalnum() for char in reason) or not reason.isprintable():
        raise UsageError(f"{reason!r} is no reason; it is a line of words, for those who read the comments later")
    findings = counting(checker.check(site))
    before = Counter(map(_key, findings))
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        if site.is_asked_about(finding.path):
            by_file.setdefault(finding.path, []).append(finding)
    documents = {document.name: document for document in site.documents}
    done: dict[str, _Attempt] = {}
    left_out: set[_Key] = set()
    # Behind a command first; then on lines of their own; then without those that did not work there.
    for behind in (True, False, False):
        pending = [name for name in by_file if name not in done]
        tried = {
            name: _attempt(documents[name], by_file[name], reason.strip(), left_out, behind=behind) for name in pending
        }
        made = {name: attempt for name, attempt in tried.items() if attempt.suppressed}
        if not made:
            break
        expected = before - sum((one.suppressed for one in (*done.values(), *made.values())), Counter[_Key]())
        excess = Counter(map(_key, counting(checker.check(_site(site, done | made))))) - expected
        bad = {name for name, one in made.items() if _reading(one.document) != _reading(documents[name])}
        bad |= {path for path, _, _ in excess} or set()
        if not bad <= made.keys():
            bad |= made.keys()  # what came to another file may be the work of any of these
        done |= {name: attempt for name, attempt in made.items() if name not in bad}
        left_out = set() if behind else set(excess)
    remaining = checker.check(_site(site, done))
    suppressed = len(findings) - len(counting(remaining))
    return IgnoreResult({name: one.document for name, one in done.items()}, suppressed, remaining)


def why_not(finding: Finding) -> str:
    """Return why a finding has no comment that suppresses it, for one of those that remain."""
    if finding.code in NOT_UNDERSTOOD:
        return "a file that was not understood whole is never called clean"
    if finding.code in NEVER_SUPPRESSED:
        return "it speaks of a suppression; mend that comment"
    return "no comment can stand there without changing what the file says"


def _site(site: Site, attempts: dict[str, _Attempt]) -> Site:
    return site.with_documents(attempt.document for attempt in attempts.values())


def _key(finding: Finding) -> _Key:
    return (finding.path, finding.structural_path, finding.code)


def _attempt(
    document: Document, findings: Iterable[Finding], reason: str, left_out: set[_Key], *, behind: bool
) -> _Attempt:
    """Return a document with comments for some of its findings: those that have a place for one, and are not left out."""
    comments = IgnoreComments(document, reason, behind=behind)
    codes: dict[Place, list[str]] = {}
    suppressed = Counter[_Key]()
    for finding in findings:
        if finding.code in NEVER_SUPPRESSED or _key(finding) in left_out:
            continue
        place = comments.place_for(finding.line)
        if place is not None:
            codes.setdefault(place, []).append(finding.code)
            suppressed[_key(finding)] += 1
    return _Attempt(document.apply(comments.edits(codes.items())), suppressed)


def _reading(document: Document) -> list[tuple[str, str]]:
    """Return everything that a file says, in its order: comments and blanks mean nothing."""
    text = document.source.text
    leaves = (node for node in document.tree.walk() if not node.children and node.kind not in _GAPS)
    return [(node.kind, text[node.start : node.end]) for node in leaves if node.kind != "file"]
