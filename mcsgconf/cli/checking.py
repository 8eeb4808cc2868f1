"""What `mcsgconf check` does: lint files and folders, and mend what can be mended.

Free of typer, whose import would be a third of the run: a hook names files and seldom an option.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO, TypedDict

import mcsgconf
from mcsgconf.cli.formats import Format, report
from mcsgconf.cli.inputs import STDIN, site_of
from mcsgconf.cli.streams import say
from mcsgconf.errors import UsageError
from mcsgconf.report.escape import escape_line
from mcsgconf.settings.nearest import NearestSettings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcsgconf.lint.finding import Finding, Severity
    from mcsgconf.lint.fixes import FixResult
    from mcsgconf.site import Site


class FailOn(StrEnum):
    """The severity from which on findings make the exit status 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Options(NamedTuple):
    """What a command line says; each field is the option of its name, as its help in `check` has it."""

    paths: tuple[str, ...]
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    form: Format | None = None
    output_file: Path | None = None
    target: str | None = None
    fail_on: FailOn | None = None
    config: Path | None = None
    statistics: bool = False
    stdin_filename: str = "<stdin>"


class _Rules(TypedDict):
    """What the command line says of rules; None: the rules of the settings."""

    select: tuple[str, ...] | None
    extend_select: tuple[str, ...]
    ignore: tuple[str, ...]


def run_check(options: Options) -> int:
    """Check, and fix where asked; print what was found and return the exit status.

    Raises:
        McsgconfError: options contradict each other, or nothing of what is named can be checked.
    """
    _refuse_contradictions(options)
    named = options.paths
    target = None if options.target is None else mcsgconf.Target.parse(options.target)
    site = site_of(named, options.stdin_filename, target, _settings(options.config))
    output_file = None if options.output_file == Path(STDIN) else options.output_file
    _refuse_to_overwrite(site, output_file)
    choice = _Rules(select=options.select or None, extend_select=options.extend_select, ignore=options.ignore)
    mends = options.fix or options.unsafe_fixes
    if mends or options.diff:
        result = mcsgconf.fix(site, **choice, unsafe=options.unsafe_fixes)
        if options.diff:
            return _show_diff(site, result)
        _write_fixed(site, result, options.stdin_filename if STDIN in named else None)
        findings = result.remaining
    else:
        findings = mcsgconf.check(site, **choice)
    out = output_file or (sys.stderr if STDIN in named and mends else sys.stdout)
    _print(_statistics(findings) if options.statistics else report(findings, options.form or Format.TEXT, out), out)
    for unreadable in site.unreadable:
        say(f"mcsgconf: {escape_line(unreadable)}")
    return _status(findings, options.fail_on, site)


def _refuse_contradictions(options: Options) -> None:
    if options.statistics and options.form is not None:
        raise UsageError("--statistics prints a table of its own; leave --format out")
    if options.diff and (options.form is not None or options.output_file is not None or options.statistics):
        raise UsageError("--diff prints a diff and no findings; leave --format, --output-file and --statistics out")


def _settings(config: Path | None) -> NearestSettings:
    """Return the settings of a run; those of one file begin where the program runs, for it may lie anywhere."""
    if config is None:
        return NearestSettings()
    from mcsgconf.settings.load import load_settings  # noqa: PLC0415 - most runs meet no settings file

    return NearestSettings(load_settings(config, folder=Path()))


def _refuse_to_overwrite(site: Site, output_file: Path | None) -> None:
    """Raise a UsageError where the findings would be written over a file that is checked."""
    if output_file is not None and any(_same(output_file, document.name) for document in site.documents):
        raise UsageError(f"--output-file {output_file} is a file that is checked; name another one")


def _same(one: Path, other: str) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):  # one of them is not there, or cannot be
        return False


def _status(findings: Iterable[Finding], fail_on: FailOn | None, site: Site) -> int:
    if site.unreadable:
        return 2
    return int(any(finding.severity.rank >= _least(fail_on, site, finding.path).rank for finding in findings))


def _least(fail_on: FailOn | None, site: Site, path: str) -> Severity:
    """Return the severity from which on a finding in a file counts."""
    return mcsgconf.Severity(fail_on or site.settings.of(path).fail_on or FailOn.WARNING)


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
        say(f"{result.applied} fixed")
    for name in result.taken_back:
        say(f"mcsgconf: {escape_line(name)}: a fix would have brought a new error and was taken back")
