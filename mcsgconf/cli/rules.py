"""`mcsgconf rules`: the list of rules, and the trial of those that somebody writes."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mcsgconf.errors import UsageError
from mcsgconf.report.escape import escape, escape_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcsgconf.lint.rules import Rule
    from mcsgconf.settings.model import Settings


class Format(StrEnum):
    """The forms of the list."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def rules_command(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="With --test: folders of pages.  [default: those that settings name]"),
    ] = None,
    form: Annotated[Format | None, typer.Option("--format", help="How they are listed.  [default: text]")] = None,
    test: Annotated[
        bool,
        typer.Option("--test", help="Try your own rules on the examples of their pages; status 1 where one fails."),
    ] = False,
) -> None:
    """List every rule: code, severity, fix, name and summary; your own ones, that the settings here name, among them.

    Exit status: 0; 1 where --test finds that a rule does not do what its page shows; 2 where pages make no sense.
    """
    if test:
        if form is not None:
            raise UsageError("--test tells what fails; leave --format out")
        raise typer.Exit(_try(_tried(folders or [])))
    if folders:
        raise UsageError("folders are named with --test; settings name those whose rules are listed")
    from mcsgconf.cli.known import rules_here  # noqa: PLC0415

    _list(rules_here().values(), form or Format.TEXT)


def _list(rules: Iterable[Rule], form: Format) -> None:
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
    rules = list(rules)
    code, name = max(len(rule.code) for rule in rules), max(len(rule.name) for rule in rules)
    for rule in rules:
        fix = {"none": "", "safe": "fix", "unsafe": "unsafe fix"}[rule.fix]
        sys.stdout.write(
            f"{rule.code:{code}} {rule.severity:7} {fix:10} {rule.name:{name}} {escape_line(rule.summary)}\n"
        )


def _tried(folders: list[Path]) -> Settings:
    """Return settings that have the rules which are tried, and nothing else."""
    from mcsgconf.settings.model import Settings  # noqa: PLC0415
    from mcsgconf.settings.nearest import NearestSettings  # noqa: PLC0415

    if folders:
        return Settings(folder=str(Path.cwd()), rules=tuple(map(str, folders)))
    here = NearestSettings().of_folder("")
    if not here.has_own_rules():
        raise UsageError(
            'the settings here name no rules of your own; name a folder of pages, or write rules = ["rules"]'
        )
    return Settings(path=here.path, folder=here.folder, rules=here.rules)


def _try(settings: Settings) -> int:
    """Try rules, print what fails, and return the exit status."""
    from mcsgconf.lint.own.book import book_of  # noqa: PLC0415
    from mcsgconf.lint.trials import faults_of  # noqa: PLC0415
    from mcsgconf.settings.nearest import NearestSettings  # noqa: PLC0415
    from mcsgconf.settings.reader import shown_path  # noqa: PLC0415

    nearest = NearestSettings(settings)
    rules = [rule for rule in book_of(nearest).under(settings).values() if rule.own is not None]
    failed = 0
    for rule in rules:
        faults = faults_of(rule, nearest)
        failed += bool(faults)
        for fault in faults:
            sys.stdout.write(f"{escape_line(shown_path(rule.page))}:{fault.line}: {escape(fault.message)}\n")
    count = f"{len(rules)} rule{'s' if len(rules) != 1 else ''}"
    sys.stdout.write(
        f"{count} tried, {failed} failed\n" if failed else f"{count} tried: each does what its page shows\n"
    )
    return int(bool(failed))
