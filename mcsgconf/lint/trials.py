"""Tries a rule on the examples of its page: does it fire on the marked lines and nowhere else, do its fixes give what is shown?

The rules of mcsgconf are tried by its tests, those of a user by `mcsgconf rules --test`: by the same functions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.lint.engine import check
from mcsgconf.lint.fixes import fix
from mcsgconf.lint.pages import examples
from mcsgconf.lint.registry import UNUSED_SUPPRESSION
from mcsgconf.lint.select import Selection
from mcsgconf.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.lint.pages import Example
    from mcsgconf.lint.rules import Rule
    from mcsgconf.settings.nearest import NearestSettings


class Fault(NamedTuple):
    """What is wrong with an example: the line of the page that its section begins on, and what it is."""

    line: int
    message: str


def faults_of(rule: Rule, settings: NearestSettings | None = None) -> list[Fault]:
    """Return what is wrong with the examples of a rule's page; nothing where the rule does what they show.

    Args:
        rule: the rule.
        settings: those that name it, where it is a user's.

    Raises:
        UsageError: an example makes no sense.
    """
    found = examples(rule.page)
    lacking = [head for head, bad in (("Bad", True), ("Good", False)) if all(example.bad != bad for example in found)]
    return [
        *(Fault(1, f"there is no section `## {head}`") for head in lacking),
        *(fault for example in found for fault in faults_of_example(rule, example, settings)),
    ]


def faults_of_example(rule: Rule, example: Example, settings: NearestSettings | None = None) -> Iterator[Fault]:
    """Yield what is wrong with one example; see `faults_of`."""
    site = _site(example, settings)
    for what in (*_faults_of_marks(rule, example, site), *(_faults_of_fix(rule, example, site) if example.bad else ())):
        yield Fault(example.line, f"{example.title}: {what}")


def _faults_of_marks(rule: Rule, example: Example, site: Site) -> Iterator[str]:
    marked = {(file.document.name, line) for file in example.files for line, code in file.expected if code == rule.code}
    selection = Selection(extend_select=(rule.code,))  # some rules only run where they are named
    findings = [finding for finding in check(site, selection) if finding.code == rule.code]
    found = {(finding.path, finding.line): finding.message for finding in findings}
    if not example.files:
        yield "there is no file in it"
    elif example.bad != bool(marked):
        yield f"no line is marked `# <- {rule.code}`" if example.bad else "a line is marked in what is good"
    for path, line in sorted(marked - found.keys()):
        yield f"line {line} of {path} is marked, and nothing is found there"
    for (path, line), message in sorted(found.items()):
        if (path, line) not in marked:
            yield f"line {line} of {path} is not marked, and this is found there: {message}"


def _faults_of_fix(rule: Rule, example: Example, site: Site) -> Iterator[str]:
    alone = "ALL" if rule.code == UNUSED_SUPPRESSION else rule.code  # it needs what others find, or do not
    result = fix(site, Selection(select=(alone,)), unsafe=True)
    texts = {name: document.source.text for name, document in result.documents.items()}
    for name in sorted({*texts, *example.fixed}):
        if name not in texts:
            yield f"{name} is shown as it is fixed, and no fix changes it"
        elif name not in example.fixed:
            yield f"a fix changes {name}, and no section `## Fixed` shows it"
        elif texts[name] != example.fixed[name]:
            yield f"the fix of {name} gives something else than is shown:\n{texts[name]}"
    yield from (f"a fix of {name} brings a new error" for name in result.taken_back)


def _site(example: Example, settings: NearestSettings | None) -> Site:
    site = Site.of([file.document for file in example.files])
    return site if settings is None else site.under(settings)
