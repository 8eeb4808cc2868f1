"""The catalogue of the rules as Markdown, made from the front matter of their pages and from nothing else.

`mcsgconf rules --format markdown` prints it, `docs/rules.md` is it, and the documentation site takes it with links of its
own. What a rule is about stands on its page; this is the list in which somebody finds it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Severity
from mcsgconf.models.kind import Kind
from mcsgconf.report.escape import escape_line
from mcsgconf.report.rule_report import applicability

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mcsgconf.lint.rules import Rule

SERIES = {
    "MC0": "Any file",
    "MC1": "Cluster files",
    "MC2": "Package files",
    "MC3": "Control scripts",
    "MC4": "Modular packages",
    "MC5": "Across files",
    "MC6": "Services and their scripts",
    "MC7": "Files of the nodes",
    "MC8": "Joined and merged files",
    "MC9": "Releases and platforms",
}
"""What the rules whose codes begin alike are about."""
_HEAD = "| code | name | severity | fix | files | cmcheckconf | what it finds |\n|---|---|---|---|---|---|---|"
_EVERY_FILE = frozenset(Kind) - {Kind.UNKNOWN}


def page_in_repository(rule: Rule) -> str:
    """Return the link to a rule's page from a file in the folder `docs`."""
    return f"../rules/{rule.page.name}"


def rule_catalogue(rules: Iterable[Rule], link: Callable[[Rule], str] = page_in_repository) -> str:
    """Return the catalogue of `rules` as Markdown: what there is of them, then a table for each series.

    `link` gives the target of the link on a rule's code; a user's own rule has none.
    """
    rules = list(rules)
    parts = [f"# Rules\n\n{_counts(rules)}"]
    for series, title in SERIES.items():
        rows = [_row(rule, link(rule)) for rule in rules if rule.code.startswith(series)]
        if rows:
            parts.append("\n".join([f"## {series}: {title}\n", _HEAD, *rows]))
    own = [_row(rule, "") for rule in rules if rule.own is not None]
    if own:
        parts.append("\n".join(["## Own rules\n", _HEAD, *own]))
    return "\n\n".join(parts) + "\n"


def _counts(rules: list[Rule]) -> str:
    severities = Counter(rule.severity for rule in rules)
    fixes = Counter(rule.fix for rule in rules)
    also = sum(rule.cmcheckconf is not None for rule in rules)
    by_severity = ", ".join(f"{severities[severity]} {severity}" for severity in Severity)
    return (
        f"{len(rules)} rules: {by_severity}. {fixes['safe']} have a safe fix, {fixes['unsafe']} one that has to be "
        "asked for.\n`mcsgconf explain CODE` prints the page of a rule.\n\n"
        f"{also} of them find what `cmcheckconf` on a node of the cluster refuses or warns of as well, in part at least:\n"
        "the column cmcheckconf says which of the two. The others find what it does not look at."
    )


def _row(rule: Rule, link: str) -> str:
    summary = escape_line(rule.summary).replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;")
    fix = "" if rule.fix == "none" else rule.fix
    files = "; ".join(["all" if rule.kinds == _EVERY_FILE else ", ".join(sorted(rule.kinds)), *applicability(rule)])
    cells = [
        f"[{rule.code}]({link})" if link else rule.code,
        rule.name,
        rule.severity,
        fix,
        files,
        rule.cmcheckconf or "",
        summary,
    ]
    return f"| {' | '.join(cells)} |"
