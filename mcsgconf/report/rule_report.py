"""A rule's page as `explain` prints it: a head made of the front matter, then the page as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.report.escape import escape

if TYPE_CHECKING:
    from mcsgconf.lint.rules import Rule


def rule_report(rule: Rule) -> str:
    """Return the page of a rule as Markdown, its facts in a line below the title."""
    facts = [str(rule.severity), f"fix: {rule.fix}", f"files: {', '.join(sorted(rule.kinds))}"]
    facts += applicability(rule)
    if rule.cmcheckconf is not None:
        facts.append(f"cmcheckconf {rule.cmcheckconf} too")
    head = f"# {rule.code} {rule.name}\n\n{rule.summary}\n({'; '.join(facts)})"
    page = f"{head}\n\n{rule.text.strip()}\n\nSource: {rule.source}\n"
    return page if rule.own is None else escape(page)


def applicability(rule: Rule) -> list[str]:
    """Say for what a rule runs, in a few words for each thing that bounds it: platform, releases, having to be selected."""
    bounds: list[str] = []
    if len(rule.platforms) == 1:
        bounds.append(f"{next(iter(rule.platforms))} only")
    if rule.since is not None:
        bounds.append(f"from {rule.since}")
    if rule.until is not None:
        bounds.append(f"up to {rule.until}")
    if rule.opt_in:
        bounds.append("only where it is selected by its code")
    return bounds
