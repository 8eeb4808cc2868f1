"""Runs the checks over files, a cluster or a whole repository: judges its parts, and joins what came of them.

The order of findings is that of path, place and code, whatever order the checks run in. The engine knows no rule.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from mcsgconf.lint.judging import finding_of, findings_of, judge, rules_for
from mcsgconf.lint.reach import Reach
from mcsgconf.lint.registry import UNUSED_SUPPRESSION, load_checks
from mcsgconf.lint.rules import Rule, all_rules
from mcsgconf.lint.select import Choices, Selection
from mcsgconf.models.document import Document, parse
from mcsgconf.models.kind import Kind
from mcsgconf.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mcsgconf.lint.finding import Finding
    from mcsgconf.lint.judging import Fact, Outcome, Seen

    JudgeAll: TypeAlias = Callable[[Sequence[Site], dict[str, Rule], Choices], Sequence[Outcome]]
    _PartKey: TypeAlias = tuple[object, ...]


def check(what: Site | Document, selection: Selection | None = None) -> list[Finding]:
    """Return the findings of a site or of one document, sorted by path, place and code.

    Args:
        what: the site; a document alone is a site of one file.
        selection: which rules run, over what the site's settings say; all when left out.

    Raises:
        UsageError: the selection, or a settings file, names no rule.
    """
    site = Site.of([what]) if isinstance(what, Document) else what
    return Checker(selection or Selection()).check(site)


def one_after_another(parts: Sequence[Site], rules: dict[str, Rule], choices: Choices) -> list[Outcome]:
    """Judge the parts of a site in this process."""
    return [judge(part, rules, choices) for part in parts]


class Checker:
    """Checks sites under one selection. A part that was judged before, with the same documents, is not judged again."""

    def __init__(self, selection: Selection, judge_all: JudgeAll = one_after_another) -> None:
        """Prepare to check.

        Args:
            selection: which rules run, over what the site's settings say.
            judge_all: how the parts of a site are judged.
        """
        self._selection = selection
        self._judge_all = judge_all
        self._known: dict[_PartKey, Outcome] = {}

    def check(self, site: Site) -> list[Finding]:
        """Return the findings of a site, sorted by path, place and code.

        Raises:
            UsageError: the selection, or a settings file, names no rule.
        """
        outcomes = self._judged(site)
        reach = self._reach(site, outcomes)
        return _Join(site, outcomes, reach).findings()

    def reach(self, site: Site) -> Reach:
        """Return what `check` can find; raises as that does."""
        return self._reach(site, self._judged(site))

    def rules(self, site: Site) -> Mapping[str, Rule]:
        """Return all rules that there are for any file of a site, whether they run or not; raises as `check` does."""
        return self._choices(site).rules

    def _choices(self, site: Site) -> Choices:
        return Choices(site.settings, self._selection, (document.name for document in site.documents))

    def _judged(self, site: Site) -> list[Outcome]:
        parts = site.parts()
        keys = [(part.documents, part.beyond.guests, *part.links.items()) for part in parts]
        new = [(key, part) for key, part in zip(keys, parts, strict=True) if key not in self._known]
        choices = self._choices(site)
        rules = rules_for((document.name for document in site.documents), choices)
        made = self._judge_all([part for _, part in new], rules, choices) if new else ()
        self._known |= {key: outcome for (key, _), outcome in zip(new, made, strict=True)}
        return [self._known[key] for key in keys]

    def _reach(self, site: Site, outcomes: Sequence[Outcome]) -> Reach:
        choices = self._choices(site)
        seen = {one.name: one for outcome in outcomes for one in outcome.seen}
        return Reach(site, seen, rules_for(seen, choices), choices)


class _Join:
    """What the outcomes of all parts amount to."""

    def __init__(self, site: Site, outcomes: Sequence[Outcome], reach: Reach) -> None:
        self._site = site
        self._outcomes = outcomes
        self._reach = reach
        self._at_rest = {document.name: document for document in site.documents}
        self._targets = {one.name: one.target for one in site.surroundings.passed_over}
        self._awake: dict[str, Document] = {}

    def findings(self) -> list[Finding]:
        by_path: dict[str, dict[Finding, None]] = {}
        for finding in (*(one for outcome in self._outcomes for one in outcome.findings), *self._across()):
            by_path.setdefault(finding.path, {})[finding] = None
        result: list[Finding] = []
        for name, found in by_path.items():
            if name not in self._reach.seen or not self._reach.seen[name].covers:
                result += found
        for seen in self._reach.seen.values():
            if seen.covers:
                result += self._after_suppression(seen, [*by_path.get(seen.name, ())])
        if self._site.asked is not None:
            result = [finding for finding in result if self._is_asked_for(finding)]
        return sorted(result, key=_order)

    def _across(self) -> Iterator[Finding]:
        """Yield what shows when the facts of all parts are compared."""
        facts: dict[str, list[Fact]] = {}
        for outcome in self._outcomes:
            for code, rows in outcome.facts.items():
                facts.setdefault(code, []).extend(rows)
        if not facts:
            return
        for codes, compared, _ in load_checks(facts.keys()).across:
            problems = compared.compare(facts.get(codes[0], []), self._document)
            yield from findings_of(problems, codes, self._reach.rules, self._reach.choices)

    def _document(self, name: str) -> Document:
        """Return a document of the site, or the script that one of its packages made of a file of no known kind."""
        known = self._awake.get(name)
        if known is None:
            at_rest = self._at_rest.get(name)
            known = self._awake[name] = (
                parse(Path(name), kind=Kind.SHELL, target=self._targets[name]) if at_rest is None else at_rest.awake()
            )
        return known

    def _after_suppression(self, seen: Seen, found: list[Finding]) -> Iterator[Finding]:
        """Yield the findings of a file that no comment suppresses, and those comments that suppress nothing."""
        from mcsgconf.lint.suppress import suppress, suppressions, unused_problems  # noqa: PLC0415 - few files need it

        outcome = suppress(sorted(found, key=_order), seen.covers)
        yield from outcome.remaining
        choice = self._reach.choices.of(seen.name)
        if UNUSED_SUPPRESSION not in choice.codes:
            return
        unused = [at for at in outcome.unused if self._reach.has_judged(seen.covers[at].code, seen)]
        if not unused:
            return
        document = self._document(seen.name)
        written = suppressions(document)
        rule = all_rules()[UNUSED_SUPPRESSION]
        for problem in unused_problems(document, [written[at] for at in unused]):
            yield finding_of(rule, problem, document, choice)

    def _is_asked_for(self, finding: Finding) -> bool:
        return any(map(self._site.is_asked_about, (finding.path, *(one.place.path for one in finding.related))))


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    return (finding.path, finding.line, finding.column, finding.code, finding.message)
