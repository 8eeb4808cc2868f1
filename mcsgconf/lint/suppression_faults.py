"""What can be wrong with a suppression: it names no rule, is not written as one, or does not say why.

Which of them meet nothing shows only when all checks have run: see `suppress`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.errors import UsageError
from mcsgconf.lint.covered import Covered
from mcsgconf.lint.directives import Directive, Malformed, Scope, directives
from mcsgconf.lint.finding import Problem
from mcsgconf.lint.rules import find_rule
from mcsgconf.lint.suppress import NEVER_SUPPRESSED, NOT_UNDERSTOOD
from mcsgconf.lint.wording import cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mcsgconf.lint.rules import Rule
    from mcsgconf.models.document import Document

_HINTS = 20
"""For so many unknown codes of a file the nearest rule is looked up; that takes time, and files may hold anything."""


def unknown_code(document: Document, rules: Mapping[str, Rule]) -> Iterator[Problem]:
    """Yield the codes in suppressions that none of the rules has."""
    unknown = (code for directive in _suppressions(document) for code in directive.codes if code.code not in rules)
    for number, code in enumerate(unknown):
        word = cut(document.source.slice(code.span))
        what = _meant(word, rules) if number < _HINTS else f"there is no rule {word!r}"
        yield Problem(code.span, f"this suppresses nothing: {what}")


def _meant(word: str, rules: Mapping[str, Rule]) -> str:
    try:
        rule = find_rule(word, rules)
    except UsageError as error:
        return str(error)
    return f"a rule is named by its code here, which is {rule.code}"


def malformed(document: Document) -> Iterator[Problem]:
    """Yield comments that were meant to suppress something and cannot."""
    covered = Covered(document)
    for directive in directives(document):
        if isinstance(directive, Malformed):
            yield Problem(directive.span, directive.message)
            continue
        if directive.scope is Scope.BLOCK and covered.by(directive) == ():
            yield Problem(
                directive.head,
                "this stands in no block: put it on the line that opens one, right above that, or inside; or write ignore "
                "for a line, ignore-file for the file",
            )
        for code in directive.codes:
            if code.code in NEVER_SUPPRESSED:
                yield Problem(code.span, f"{code.code} cannot be suppressed by a comment: {_why_never(code.code)}")


def _why_never(code: str) -> str:
    if code in NOT_UNDERSTOOD:
        return (
            "a file that was not understood whole is never called clean. If it has to be, per-file-ignores in the settings "
            "leaves the rule out"
        )
    return "it speaks of such comments; mend the comment"


def without_reason(document: Document) -> Iterator[Problem]:
    """Yield suppressions that do not say why the finding is meant."""
    for directive in _suppressions(document):
        if not any(char.isalnum() for char in directive.reason):
            yield Problem(
                directive.head,
                "this suppression gives no reason: nobody will know whether it may go. Write behind the bracket why the "
                "finding is meant",
            )


def _suppressions(document: Document) -> Iterator[Directive]:
    return (directive for directive in directives(document) if isinstance(directive, Directive))
