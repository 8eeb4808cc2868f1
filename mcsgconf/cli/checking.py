"""What `mcsgconf check` does: lint files and folders, and mend what can be mended.

Free of typer, whose import would be a third of the run: a hook names files and seldom an option.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

import mcsgconf
from mcsgconf.cli.formats import Format, report
from mcsgconf.cli.inputs import STDIN, site_of, site_within, without_left_out
from mcsgconf.cli.streams import say
from mcsgconf.errors import UsageError
from mcsgconf.lint.engine import Checker
from mcsgconf.lint.select import Selection
from mcsgconf.report.escape import escape_line
from mcsgconf.settings.nearest import NearestSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mcsgconf.cli.later import Later
    from mcsgconf.lint.finding import Finding, Severity
    from mcsgconf.models.document import Document
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
    baseline: Path | None = None
    write_baseline: bool = False
    prune_baseline: bool = False
    add_ignores: str | None = None
    force_exclude: bool = False
    statistics: bool = False
    within: Path | None = None
    stdin_filename: str = "<stdin>"


def run_check(options: Options) -> int:
    """Check, and change files where asked; print what was found and return the exit status.

    Raises:
        McsgconfError: options contradict each other, or nothing of what is named can be checked.
    """
    _refuse_contradictions(options)
    selection = Selection(options.select or None, options.extend_select, options.ignore)
    selection.refuse_impossible()  # a code that no rule can have is said before anything is read
    checker = Checker(selection)
    site = _site(options)
    output_file = None if options.output_file == Path(STDIN) else options.output_file
    _refuse_to_overwrite((document.name for document in site.documents), output_file, options.baseline)
    if options.fix or options.unsafe_fixes or options.diff or options.add_ignores is not None:
        from mcsgconf.loading import resolved  # noqa: PLC0415 - most runs change nothing

        site = resolved(site)
    later = _later(options, site)
    counting = list if later is None else later.counting
    changed = _changed(options, site, checker, counting)
    if options.diff:
        return _show_diff(site, changed.documents if changed is not None else {})
    if changed is not None:
        _write(site, changed.documents, options.stdin_filename if STDIN in options.paths else None)
        site = site.with_documents(changed.documents.values())
    found = checker.check(site) if changed is None else changed.remaining
    findings, stale = (found, False) if later is None else later.settle(checker.reach(site), found)
    if output_file is not None:
        _refuse_to_overwrite(checker.reach(site).seen, output_file)
    for line in changed.said(findings) if changed is not None else ():
        say(line)
    out = output_file or (sys.stderr if STDIN in options.paths and changed is not None else sys.stdout)
    form = options.form or Format.TEXT
    _print(_statistics(findings) if options.statistics else report(findings, form, out, checker.rules(site)), out)
    for unreadable in site.unreadable:
        say(f"mcsgconf: {escape_line(unreadable)}")
    return max(_status(findings, options.fail_on, site), int(stale))


class _Changed(NamedTuple):
    """What the options that change files made of them: the new documents, all findings of them, what is said of it."""

    documents: dict[str, Document]
    remaining: list[Finding]
    said: Callable[[list[Finding]], list[str]]


def _changed(
    options: Options, site: Site, checker: Checker, counting: Callable[[list[Finding]], list[Finding]]
) -> _Changed | None:
    """Return what is to be changed in the files, None where nothing was to be."""
    if options.add_ignores is not None:
        from mcsgconf.lint.add_ignores import add_ignores, why_not  # noqa: PLC0415 - most runs change nothing

        ignored = add_ignores(site, checker, options.add_ignores, counting)

        def left(findings: list[Finding]) -> list[str]:
            rows = (f"{one.path}:{one.line}: no comment suppresses {one.code}: {why_not(one)}" for one in findings)
            count = [f"{ignored.suppressed} suppressed"] if ignored.suppressed else []
            return [*count, *(f"mcsgconf: {escape_line(row)}" for row in rows)]

        return _Changed(ignored.documents, ignored.remaining, left)
    if not (options.fix or options.unsafe_fixes or options.diff):
        return None
    from mcsgconf.lint.fixes import fix  # noqa: PLC0415

    fixed = fix(site, checker, unsafe=options.unsafe_fixes, counting=counting)
    said = [f"{fixed.applied} fixed"] if fixed.applied else []
    said += [
        f"mcsgconf: {escape_line(name)}: a fix would have brought a new error and was taken back"
        for name in fixed.taken_back
    ]
    return _Changed(fixed.documents, fixed.remaining, lambda _: said)


def _later(options: Options, site: Site) -> Later | None:
    """Return the findings that are left for later, None where no baseline is named."""
    asked = options.baseline is not None or options.write_baseline or options.prune_baseline
    if not asked and not any(site.settings.of(document.name).baseline for document in site.documents):
        return None
    from mcsgconf.cli.later import Later  # noqa: PLC0415 - most runs have no baseline

    return Later(options, site)


def _refuse_contradictions(options: Options) -> None:
    if options.statistics and options.form is not None:
        raise UsageError("--statistics prints a table of its own; leave --format out")
    if options.diff and (options.form is not None or options.output_file is not None or options.statistics):
        raise UsageError("--diff prints a diff and no findings; leave --format, --output-file and --statistics out")
    if options.diff and (options.write_baseline or options.prune_baseline):
        raise UsageError("--diff writes nothing; leave --write-baseline and --prune-baseline out")
    if options.write_baseline and options.prune_baseline:
        raise UsageError("--write-baseline writes the baseline anew, there is nothing to prune; leave one of them out")
    if options.add_ignores is not None and (options.fix or options.unsafe_fixes):
        raise UsageError("--add-ignores leaves what --fix would mend; run one after the other")


def _site(options: Options) -> Site:
    """Return what is to be checked; with --force-exclude and --within that may be nothing."""
    target = None if options.target is None else mcsgconf.Target.parse(options.target)
    settings = _settings(options.config)
    named = options.paths
    if options.force_exclude:
        named = without_left_out(named, options.stdin_filename, settings)
    if not named:
        say("mcsgconf: nothing to check: git ignores, or settings exclude, all that is named")
        return mcsgconf.Site([], settings=settings)
    if options.within is not None:
        return site_within(options.within, named, options.stdin_filename, target, settings)
    return site_of(named, options.stdin_filename, target, settings)


def _settings(config: Path | None) -> NearestSettings:
    """Return the settings of a run; those of one file begin where the program runs, for it may lie anywhere."""
    if config is None:
        return NearestSettings()
    from mcsgconf.settings.load import load_settings  # noqa: PLC0415 - most runs meet no settings file

    return NearestSettings(load_settings(config, folder=Path()))


def _refuse_to_overwrite(names: Iterable[str], output_file: Path | None, baseline: Path | None = None) -> None:
    """Raise a UsageError where the findings would be written over a file that is checked, or over the baseline."""
    if output_file is None:
        return
    if any(_same(output_file, name) for name in names):
        raise UsageError(f"--output-file {output_file} is a file that is checked; name another one")
    if baseline is not None and _same(output_file, str(baseline)):
        raise UsageError(f"--output-file {output_file} is the baseline; name another one")


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


def _show_diff(site: Site, changed: Mapping[str, Document]) -> int:
    from mcsgconf.report.diff_report import unified_diff  # noqa: PLC0415

    before = {document.name: document for document in site.documents}
    for name, after in sorted(changed.items()):
        sys.stdout.write(unified_diff(before[name].source.text, after.source.text, name, name))
    return int(bool(changed))


def _stdin_changed(site: Site, changed: Mapping[str, Document], name: str) -> bytes:
    """Return standard input, changed or as it came; where it was left out nobody has read it yet."""
    for document in site.documents:
        if document.name == name:
            return changed.get(name, document).render()
    return sys.stdin.buffer.read()


def _write(site: Site, changed: Mapping[str, Document], stdin_name: str | None) -> None:
    """Write the files that were changed; standard input comes out on standard output, changed or not."""
    from mcsgconf.files import write_atomically  # noqa: PLC0415

    for name, document in sorted(changed.items()):
        if name != stdin_name:
            write_atomically(Path(name), document.render(), Path.cwd())
    if stdin_name is not None:
        sys.stdout.buffer.write(_stdin_changed(site, changed, stdin_name))
