"""The forms in which `mcsgconf check` prints findings, and what each needs to know beside them.

A report's module is imported when its form is asked for: a hook that prints text pays for no other.
"""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO, TypeAlias

from mcsgconf.cli.streams import wants_colour

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcsgconf.lint.finding import Finding
    from mcsgconf.lint.rules import Rule


class Format(StrEnum):
    """The forms in which findings are printed."""

    TEXT = "text"
    CONCISE = "concise"
    HTML = "html"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    GITLAB = "gitlab"
    JUNIT = "junit"
    CHECKSTYLE = "checkstyle"
    RDJSON = "rdjson"


_ForPrograms: TypeAlias = Literal[
    Format.JSON, Format.SARIF, Format.GITHUB, Format.GITLAB, Format.JUNIT, Format.CHECKSTYLE, Format.RDJSON
]


def report(
    findings: Sequence[Finding], form: Format, out: TextIO | Path, rules: Mapping[str, Rule] | None = None
) -> str:
    """Return findings in a form.

    Args:
        findings: all that are reported, in their order.
        form: the form.
        out: where the report goes: a stream, or a file by its path.
        rules: all that there are, by their codes; mcsgconf's when left out.
    """
    match form:
        case Format.TEXT | Format.CONCISE if not findings:
            return ""  # how most runs end: nothing to print, nothing to import for it
        case Format.TEXT:
            import shutil  # noqa: PLC0415 - only a report that fits its terminal needs it

            from mcsgconf.report.text_report import WIDTH, text_report  # noqa: PLC0415 - one report a run

            width = shutil.get_terminal_size((WIDTH, 24)).columns
            return text_report(findings, colour=wants_colour(out), width=width)
        case Format.CONCISE:
            from mcsgconf.report.text_report import concise_report  # noqa: PLC0415

            return concise_report(findings, colour=wants_colour(out))
        case Format.HTML:
            from mcsgconf.report.html_report import html_report  # noqa: PLC0415

            return html_report(findings, rules)
        case _:
            return _for_programs(findings, form, rules)


def _for_programs(findings: Sequence[Finding], form: _ForPrograms, rules: Mapping[str, Rule] | None) -> str:
    match form:
        case Format.JSON:
            from mcsgconf.report.json_report import json_report  # noqa: PLC0415

            return json_report(findings)
        case Format.SARIF:
            from mcsgconf.report.paths import folder_uri  # noqa: PLC0415
            from mcsgconf.report.sarif_report import sarif_report  # noqa: PLC0415

            return sarif_report(findings, folder_uri(Path.cwd()), rules)
        case Format.GITHUB:
            from mcsgconf.report.github_report import github_report  # noqa: PLC0415

            return github_report(findings, _folder_below("GITHUB_WORKSPACE"))
        case Format.GITLAB:
            from mcsgconf.report.gitlab_report import gitlab_report  # noqa: PLC0415

            return gitlab_report(findings, _folder_below("CI_PROJECT_DIR"))
        case Format.JUNIT:
            from mcsgconf.report.junit_report import junit_report  # noqa: PLC0415

            return junit_report(findings)
        case Format.CHECKSTYLE:
            from mcsgconf.report.checkstyle_report import checkstyle_report  # noqa: PLC0415

            return checkstyle_report(findings)
        case Format.RDJSON:
            from mcsgconf.report.rdjson_report import rdjson_report  # noqa: PLC0415

            return rdjson_report(findings)


def _folder_below(variable: str) -> str:
    """Return the current folder as seen from the one that a CI system names in a variable; empty where it is no part of it."""
    root = os.environ.get(variable)
    if not root:
        return ""
    here, there = Path.cwd().resolve(), Path(root).resolve()
    return str(here.relative_to(there)) if here != there and here.is_relative_to(there) else ""
