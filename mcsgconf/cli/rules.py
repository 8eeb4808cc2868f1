"""`mcsgconf rules`: the list of rules."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer


class Format(StrEnum):
    """The forms of the list."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def rules_command(form: Annotated[Format, typer.Option("--format", help="How they are listed.")] = Format.TEXT) -> None:
    """List every rule: code, severity, fix, name and summary.

    Exit status: 0.
    """
    from mcsgconf.lint.rules import all_rules  # noqa: PLC0415

    rules = all_rules().values()
    if form is Format.JSON:
        rows = [
            {
                "code": rule.code,
                "name": rule.name,
                "severity": rule.severity.value,
                "fix": rule.fix,
                "kinds": sorted(rule.kinds),
                "cmcheckconf": rule.cmcheckconf,
                "summary": rule.summary,
            }
            for rule in rules
        ]
        from mcsgconf.report.json_text import json_text  # noqa: PLC0415

        sys.stdout.write(json_text(rows))
        return
    if form is Format.MARKDOWN:
        from mcsgconf.report.rule_catalogue import rule_catalogue  # noqa: PLC0415

        sys.stdout.write(rule_catalogue(rules))
        return
    width = max(len(rule.name) for rule in rules)
    for rule in rules:
        fix = {"none": "", "safe": "fix", "unsafe": "unsafe fix"}[rule.fix]
        sys.stdout.write(f"{rule.code} {rule.severity:7} {fix:10} {rule.name:{width}} {rule.summary}\n")
