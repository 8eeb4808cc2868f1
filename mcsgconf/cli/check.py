"""`mcsgconf check`: lint files and folders, and mend what can be mended."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

import mcsgconf
from mcsgconf.cli.formats import Format, report
from mcsgconf.cli.inputs import STDIN, site_of
from mcsgconf.errors import UsageError
from mcsgconf.lint.select import Selection
from mcsgconf.report.escape import escape_line
from mcsgconf.settings import find_settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcsgconf.lint.finding import Finding, Severity
    from mcsgconf.lint.fixes import FixResult
    from mcsgconf.settings import Settings
    from mcsgconf.site import Site


class FailOn(StrEnum):
    """The severity from which on findings make the exit status 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


_CODES = "Codes or prefixes of rules, parted by commas"


def check_command(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH]...", help="Files and folders; - is standard input.")
    ] = None,
    select: Annotated[list[str] | None, typer.Option(help=f"{_CODES}: only these run (MC2, MC120, ALL).")] = None,
    extend_select: Annotated[list[str] | None, typer.Option(help=f"{_CODES}: these run as well.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(help=f"{_CODES}: these do not run.")] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Carry out the safe fixes.")] = False,
    unsafe_fixes: Annotated[bool, typer.Option("--unsafe-fixes", help="Carry out the unsafe fixes as well.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what the fixes would change; write nothing.")] = False,
    form: Annotated[
        Format | None, typer.Option("--format", help="How findings are printed; text, if not given.")
    ] = None,
    output_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the findings into FILE; - is standard output.")
    ] = None,
    target: Annotated[
        str | None, typer.Option(metavar="TARGET", help="Platform and release: hp-ux:A.11.19, linux, A.11.16.")
    ] = None,
    fail_on: Annotated[
        FailOn | None, typer.Option(help="Least severity that makes the exit status 1; warning, if not given.")
    ] = None,
    statistics: Annotated[bool, typer.Option("--statistics", help="Count the findings of each rule instead.")] = False,
    stdin_filename: Annotated[str, typer.Option(metavar="NAME", help="What messages call standard input.")] = "<stdin>",
) -> None:
    """Lint cluster and package files, control scripts and service scripts.

    Target, rules and --fail-on are taken from the nearest mcsgconf.toml, or [tool.mcsgconf] of pyproject.toml, where an
    option does not say them.

    Exit status: 0 nothing at or above --fail-on; 1 findings (with --diff: there is something to change); 2 wrong usage,
    unreadable input or an internal error.
    """
    if statistics and form is not None:
        raise UsageError("--statistics prints a table of its own; leave --format out")
    if diff and (form is not None or output_file is not None or statistics):
        raise UsageError("--diff prints a diff and no findings; leave --format, --output-file and --statistics out")
    if output_file == Path(STDIN):
        output_file = None
    named = paths or ["."]
    settings = find_settings(Path("." if named[0] == STDIN else named[0]))
    _refuse_unknown_codes(settings)
    site = site_of(named, stdin_filename, settings.target if target is None else mcsgconf.Target.parse(target))
    _refuse_to_overwrite(site, output_file)
    choice = {
        "select": _words(select) or [*settings.select] or ["ALL"],
        "extend_select": [*settings.extend_select, *_words(extend_select)],
        "ignore": [*settings.ignore, *_words(ignore)],
    }
    if fix or unsafe_fixes or diff:
        result = mcsgconf.fix(site, **choice, unsafe=unsafe_fixes)
        if diff:
            raise typer.Exit(_show_diff(site, result))
        _write_fixed(site, result, stdin_filename if STDIN in named else None)
        findings = result.remaining
    else:
        findings = mcsgconf.check(site, **choice)
    out = output_file or (sys.stderr if STDIN in named and (fix or unsafe_fixes) else sys.stdout)
    _print(_statistics(findings) if statistics else report(findings, form or Format.TEXT, out), out)
    for unreadable in site.unreadable:
        typer.echo(f"mcsgconf: {escape_line(unreadable)}", err=True)
    least = mcsgconf.Severity(fail_on or settings.fail_on or FailOn.WARNING)
    raise typer.Exit(_status(findings, least, site))


def _refuse_unknown_codes(settings: Settings) -> None:
    """Raise a UsageError where the settings name rules that there are not; it says in which file and under which key."""
    for key, words in (
        ("select", settings.select),
        ("extend-select", settings.extend_select),
        ("ignore", settings.ignore),
    ):
        try:
            Selection(select=words).codes()
        except UsageError as error:
            raise UsageError(f"{settings.path}: {key}: {error}") from error


def _refuse_to_overwrite(site: Site, output_file: Path | None) -> None:
    """Raise a UsageError where the findings would be written over a file that is checked."""
    if output_file is not None and any(_same(output_file, document.name) for document in site.documents):
        raise UsageError(f"--output-file {output_file} is a file that is checked; name another one")


def _same(one: Path, other: str) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):  # one of them is not there, or cannot be
        return False


def _words(given: Iterable[str] | None) -> list[str]:
    return [word for text in given or () for word in text.replace(",", " ").split()]


def _status(findings: Iterable[Finding], least: Severity, site: Site) -> int:
    if site.unreadable:
        return 2
    return int(any(finding.severity.rank >= least.rank for finding in findings))


def _statistics(findings: Iterable[Finding]) -> str:
    from collections import Counter  # noqa: PLC0415

    counts = Counter((finding.code, finding.name, finding.severity.value) for finding in findings)
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    return "".join(f"{number:6} {code} {name} ({severity})\n" for (code, name, severity), number in rows)


def _print(text: str, out: TextIO | Path) -> None:
    if not isinstance(out, Path):
        out.write(text)
        return
    from mcsgconf.files import write_atomically  # noqa: PLC0415

    write_atomically(out, text.encode("utf-8", "backslashreplace"))


def _show_diff(site: Site, result: FixResult) -> int:
    from mcsgconf.report.diff_report import unified_diff  # noqa: PLC0415

    before = {document.name: document for document in site.documents}
    for name, after in sorted(result.documents.items()):
        sys.stdout.write(unified_diff(before[name].source.text, after.source.text, name, name))
    return int(bool(result.documents))


def _write_fixed(site: Site, result: FixResult, stdin_name: str | None) -> None:
    """Write the files that were fixed; standard input comes out on standard output, fixed or not."""
    from mcsgconf.files import write_atomically  # noqa: PLC0415

    for name, document in sorted(result.documents.items()):
        if name != stdin_name:
            write_atomically(Path(name), document.render(), Path.cwd())
    for document in site.documents:
        if document.name == stdin_name:
            sys.stdout.buffer.write(result.documents.get(document.name, document).render())
    if result.applied:
        typer.echo(f"{result.applied} fixed", err=True)
    for name in result.taken_back:
        typer.echo(f"mcsgconf: {escape_line(name)}: a fix would have brought a new error and was taken back", err=True)
