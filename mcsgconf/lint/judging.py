"""Judges one part of a site: runs the checks of its files and clusters, and turns problems into findings.

Nothing here knows the other parts, so parts can be judged in any order, by any process, and be left out where nothing in
them has changed. What comes of a part are values that say all that is needed of it later, without its documents; what
checks compare between parts is gathered as facts. `engine` joins it all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from mcsgconf.errors import UsageError
from mcsgconf.lint.finding import Finding, Place, Problem, Related
from mcsgconf.lint.mentions import mentions
from mcsgconf.lint.registry import UNKNOWN_CODE, load_checks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mcsgconf.catalogue import Target
    from mcsgconf.lint.registry import Checks
    from mcsgconf.lint.rules import Rule
    from mcsgconf.lint.select import Choice, Choices
    from mcsgconf.models.document import Document
    from mcsgconf.models.kind import Kind
    from mcsgconf.site import Site
    from mcsgconf.text import Span


Lines: TypeAlias = tuple[range, ...]
Fact: TypeAlias = tuple[object, ...]
"""What a check wants to compare between parts: a named tuple of texts, numbers, truth values, None, and lists of such."""


class Cover(NamedTuple):
    """One code of a suppression, and the lines that it covers; None: the whole file."""

    code: str
    lines: Lines | None


class Seen(NamedTuple):
    """A file that was judged.

    `is_parsed` says whether all of it could be read, `in_cluster` whether it belongs to a cluster whose file is at hand.
    """

    name: str
    kind: Kind
    target: Target
    is_parsed: bool
    in_cluster: bool
    covers: tuple[Cover, ...]


class Outcome(NamedTuple):
    """What was found in a part, before any suppression; its files; and the facts for each check that compares parts."""

    seen: tuple[Seen, ...]
    findings: tuple[Finding, ...]
    facts: Mapping[str, tuple[Fact, ...]]


def judge(part: Site, rules: dict[str, Rule], choices: Choices) -> Outcome:
    """Return what is found in a part of a site.

    Args:
        part: the part, as it was found: documents may be at rest, and scripts among what was passed over.
        rules: the rules that run over any file of the whole site, by code.
        choices: which of them run over each file, and how bad they are there.
    """
    part = part.awake()
    if any(one.may_be_script for one in part.surroundings.passed_over):
        from mcsgconf.named_scripts import with_named_scripts  # noqa: PLC0415 - most folders hold nothing that is unknown

        part = with_named_scripts(part)
    present = {document.kind for document in part.documents}
    speaking = {code: rule for code, rule in rules.items() if not present.isdisjoint(rule.kinds)}
    checks = load_checks(speaking.keys(), present)
    if any(rule.own is not None for rule in speaking.values()):
        from mcsgconf.lint.own.checks import with_own_checks  # noqa: PLC0415 - most runs have no own rules

        checks = with_own_checks(checks, speaking.values())
    findings = dict.fromkeys(_findings(part, checks, rules, choices))
    facts = {check.codes[0]: tuple(check.function.gather(part)) for check in checks.across}
    in_clusters = {
        document.name for cluster in part.clusters if cluster.cluster is not None for document in cluster.documents
    }
    seen = tuple(_seen(document, in_cluster=document.name in in_clusters) for document in part.documents)
    return Outcome(seen, tuple(findings), {code: rows for code, rows in facts.items() if rows})


def rules_for(names: Iterable[str], choices: Choices) -> dict[str, Rule]:
    """Return the rules that run over any of the files of these names."""
    codes = frozenset[str]().union(*(choices.of(name).codes for name in names))
    return {code: rule for code, rule in choices.rules.items() if code in codes}


def _findings(part: Site, checks: Checks, rules: dict[str, Rule], choices: Choices) -> Iterator[Finding]:
    for document in part.documents:
        if mentions(document):
            from mcsgconf.lint.suppression_faults import unknown_code  # noqa: PLC0415 - next to no file needs it

            known = choices.of(document.name).known
            yield from findings_of(unknown_code(document, known), (UNKNOWN_CODE,), rules, choices, document)
    for codes, document_check, _ in checks.document:
        kinds = frozenset[object]().union(*(rules[code].kinds for code in codes if code in rules))
        for document in part.documents:
            if document.kind in kinds:
                yield from findings_of(document_check(document), codes, rules, choices, document)
    for codes, cluster_check, _ in checks.cluster:
        for cluster in part.clusters:
            yield from findings_of(cluster_check(cluster), codes, rules, choices)


def findings_of(
    problems: Iterable[Problem],
    codes: tuple[str, ...],
    rules: dict[str, Rule],
    choices: Choices,
    default: Document | None = None,
) -> Iterator[Finding]:
    """Yield what the problems of one check are to the user: findings of rules that apply to the file and are chosen.

    Args:
        problems: what the check yields.
        codes: those that it speaks for.
        rules: the rules that run.
        choices: which of them, and how bad they are, for each file.
        default: the document of a problem that names none.
    """
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
            yield finding_of(rule, problem, document, choice)


def finding_of(rule: Rule, problem: Problem, document: Document, choice: Choice) -> Finding:
    """Return what a problem that a rule finds in a document is to the user."""
    from mcsgconf.models.structure import structural_path  # noqa: PLC0415 - a clean file needs no names

    return Finding(
        code=rule.code,
        name=rule.name,
        severity=choice.severities.get(rule.code) or problem.severity or rule.severity,
        message=problem.message,
        place=place(document, problem.span),
        fix=problem.fix,
        related=tuple(Related(note.message, place(note.document, note.span)) for note in problem.notes),
        text=document.stored or document.source,
        structural_path=structural_path(document, problem.span),
    )


def place(document: Document, span: Span) -> Place:
    """Return a span of a document in lines and columns."""
    return Place(document.name, document.source.position(span.start), document.source.position(span.end))


def _seen(document: Document, *, in_cluster: bool) -> Seen:
    return Seen(
        document.name, document.kind, document.target, not document.problems, in_cluster, tuple(_covers(document))
    )


def _covers(document: Document) -> Iterator[Cover]:
    if mentions(document):
        from mcsgconf.lint.suppress import suppressions  # noqa: PLC0415 - next to no file needs it

        for suppression in suppressions(document):
            yield Cover(suppression.code.code, suppression.lines)
