"""Workflow commands of GitHub Actions: what the runner gets to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mcsgconf.lint.finding import Finding, Fix, Place, Related, Severity
from mcsgconf.report.github_report import github_report
from mcsgconf.text import Edit, Position

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Finding]

TITLE = "title=MC201 quoted-service-name"
PLACES = [
    ("A b\n", "b", "line=1,col=3,endLine=1,endColumn=4"),
    ("A b\nC d\nE\n", "b\nC", "line=1,endLine=2"),
    ("A b\nC d\nE\n", "C d\n", "line=2,col=1,endLine=2"),  # no column of that line is behind its end
    ("A b\nC d\nE\n", "b\nC d\n", "line=1,endLine=2"),
    ("A b", "", "line=1,col=1,endLine=1,endColumn=1"),
    ("漢 b", "b", "line=1,col=3,endLine=1,endColumn=4"),
]


@pytest.mark.parametrize(("text", "what", "lines"), PLACES)
def test_columns_are_only_told_of_one_line(found: Make, text: str, what: str, lines: str) -> None:
    printed = github_report([found(text, what)])
    assert printed.startswith(f"::error {TITLE},file=pkg.conf,{lines}::pkg.conf:")
    assert printed.endswith(": MC201 this is wrong\n")


@pytest.mark.parametrize(
    ("severity", "level"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "notice")],
)
def test_every_severity_has_its_command(found: Make, severity: Severity, level: str) -> None:
    assert github_report([found("A b", "b", severity=severity)]).startswith(f"::{level} title=")


def test_what_the_runner_would_read_as_its_own_is_encoded(found: Make) -> None:
    finding = found("A b", "b", path="100%,a:b.conf", message="50% of a: b, c")
    head, _, message = github_report([finding]).partition("::100")
    assert head == f"::error {TITLE},file=100%25%2Ca%3Ab.conf,line=1,col=3,endLine=1,endColumn=4"
    assert message == "%25,a:b.conf:1:3: MC201 50%25 of a: b, c\n"


def test_notes_and_fix_are_further_lines_of_the_message(found: Make) -> None:
    there = Place("a.cntl", Position(7, 2), Position(7, 3))
    finding = found("A b", "b", related=(Related("the other half", there),), fix=Fix("take it out", (Edit(0, 1, ""),)))
    printed = github_report([finding])
    assert printed.endswith(
        "::pkg.conf:1:3: MC201 this is wrong%0Anote: a.cntl:7:2: the other half%0Afix (--fix): take it out\n"
    )


@pytest.mark.parametrize(
    ("folder", "path", "file"),
    [
        ("", "a/b.conf", "a/b.conf"),
        ("clusters", "a/b.conf", "clusters/a/b.conf"),
        ("clusters/east", "../west/b.conf", "clusters/west/b.conf"),
    ],
)
def test_paths_are_those_of_the_repository(found: Make, folder: str, path: str, file: str) -> None:
    assert f",file={file}," in github_report([found("A b", "b", path=path)], folder)


def test_nothing_found_is_nothing_printed() -> None:
    assert github_report([]) == ""
