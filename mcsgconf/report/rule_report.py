"""A rule's page as `explain` prints it: a head made of the front matter, then the page as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.rules import front_matter

if TYPE_CHECKING:
    from mcsgconf.lint.rules import Rule


def rule_report(rule: Rule) -> str:
    """Return the page of a rule as Markdown, its facts in a line below the title."""
    _, text = front_matter(rule.page.read_text(encoding="utf-8"))
    facts = [str(rule.severity), f"fix: {rule.fix}", f"files: {', '.join(sorted(rule.kinds))}"]
    if len(rule.platforms) == 1:
        facts.append(f"{next(iter(rule.platforms))} only")
    if rule.since is not None:
        facts.append(f"from {rule.since}")
    if rule.until is not None:
        facts.append(f"up to {rule.until}")
    if rule.cmcheckconf is not None:
        facts.append(f"cmcheckconf {rule.cmcheckconf} too")
    if rule.opt_in:
        facts.append("only runs where it is selected by its code")
    return f"# {rule.code} {rule.name}\n\n{rule.summary}\n({'; '.join(facts)})\n\n{text.strip()}\n\nSource: {rule.source}\n"
