"""Runs the checks over files, a cluster or a whole repository, and turns problems into findings.

The order of findings is that of path, place and code, whatever order the checks run in. The engine knows no rule.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.errors import UsageError
from mcsgconf.lint.finding import Finding, Place, Problem, Related
from mcsgconf.lint.mentions import mentions
from mcsgconf.lint.reach import Reach
from mcsgconf.lint.registry import UNUSED_SUPPRESSION, load_checks
from mcsgconf.lint.rules import Rule, all_rules
from mcsgconf.lint.select import Choice, Choices, Selection
from mcsgconf.models.document import Document
from mcsgconf.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcsgconf.text import Span


def check(what: Site | Document, selection: Selection | None = None) -> list[Finding]:
    """Return the findings of a site or of one document, sorted by path, place and code.

    Args:
        what: the site; a document alone is a site of one file.
        selection: which rules run, over what the site's settings say; all when left out.

    Raises:
        UsageError: the selection, or a settings file, names no rule.
    """
    site = Site.of([what]) if isinstance(what, Document) else what
    choices = Choices(site.settings, selection or Selection())
    rules = _rules(site, choices)
    by_path: dict[str, set[Finding]] = {document.name: set() for document in site.documents}
    for finding in _findings(site, rules, choices):
        by_path[finding.path].add(finding)
    result: list[Finding] = []
    reach = Reach(site, rules, choices)
    for document in site.documents:
        result += _after_suppression(document, by_path[document.name], choices.of(document.name), reach)
    if site.asked is not None:
        result = [finding for finding in result if _is_asked_for(finding, site)]
    return sorted(result, key=_order)


def reach_of(site: Site, selection: Selection) -> Reach:
    """Return what `check` could have found."""
    choices = Choices(site.settings, selection)
    return Reach(site, _rules(site, choices), choices)


def _rules(site: Site, choices: Choices) -> dict[str, Rule]:
    codes = frozenset[str]().union(*(choices.of(document.name).codes for document in site.documents))
    return {code: rule for code, rule in all_rules().items() if code in codes}


def _is_asked_for(finding: Finding, site: Site) -> bool:
    return any(map(site.is_asked_about, (finding.path, *(related.place.path for related in finding.related))))


def _findings(site: Site, rules: dict[str, Rule], choices: Choices) -> Iterator[Finding]:
    present = {document.kind for document in site.documents}
    rules = {code: rule for code, rule in rules.items() if not present.isdisjoint(rule.kinds)}
    checks = load_checks(rules.keys(), present)
    for codes, document_check, _ in checks.document:
        active = [rules[code] for code in codes if code in rules]
        kinds = frozenset[object]().union(*(rule.kinds for rule in active))
        for document in site.documents:
            if document.kind in kinds:
                yield from _turn(document_check(document), codes, rules, choices, document)
    for codes, cluster_check, _ in checks.cluster:
        for cluster in site.clusters:
            yield from _turn(cluster_check(cluster), codes, rules, choices, None)
    for codes, site_check, _ in checks.site:
        yield from _turn(site_check(site), codes, rules, choices, None)


def _turn(
    problems: Iterable[Problem],
    codes: tuple[str, ...],
    rules: dict[str, Rule],
    choices: Choices,
    default: Document | None,
) -> Iterator[Finding]:
    for problem in problems:
        document = problem.document or default
        code = problem.code or codes[0]
        if document is None or code not in codes:
            raise UsageError(f"the check for {', '.join(codes)} yields a problem without its document or code")
        rule = rules.get(code)
        if rule is None or document.kind not in rule.kinds or not rule.applies_to(document.target):
            continue
        choice = choices.of(document.name)
        if code in choice.codes:
            yield _finding(rule, problem, document, choice)


def _finding(rule: Rule, problem: Problem, document: Document, choice: Choice) -> Finding:
    from mcsgconf.models.structure import structural_path  # noqa: PLC0415 - a clean file needs no names

    return Finding(
        code=rule.code,
        name=rule.name,
        severity=choice.severities.get(rule.code) or problem.severity or rule.severity,
        message=problem.message,
        place=place(document, problem.span),
        fix=problem.fix,
        related=tuple(Related(note.message, place(note.document, note.span)) for note in problem.notes),
        source=document.source,
        structural_path=structural_path(document, problem.span),
    )


def place(document: Document, span: Span) -> Place:
    """Return a span of a document in lines and columns."""
    return Place(document.name, document.source.position(span.start), document.source.position(span.end))


def _after_suppression(document: Document, findings: set[Finding], choice: Choice, reach: Reach) -> Iterable[Finding]:
    """Return the findings of a file that no comment suppresses, and those comments that suppress nothing."""
    if not mentions(document):
        return findings
    from mcsgconf.lint.suppress import suppress, suppressions, unused_problems  # noqa: PLC0415 - next to no file needs it

    given = suppressions(document)
    if not given:
        return findings
    outcome = suppress(sorted(findings, key=_order), given)
    if UNUSED_SUPPRESSION not in choice.codes:
        return outcome.remaining
    rule = all_rules()[UNUSED_SUPPRESSION]
    unused = [one for one in outcome.unused if reach.has_judged(one.code.code, document)]
    problems = unused_problems(document, unused)
    return outcome.remaining + [_finding(rule, problem, document, choice) for problem in problems]


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    return (finding.path, finding.line, finding.column, finding.code, finding.message)
