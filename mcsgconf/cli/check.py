"""`mcsgconf check` as typer sees it: its options and their help. What it does stands in `checking`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated

import typer

from mcsgconf.cli.checking import FailOn, Options, run_check
from mcsgconf.cli.completion import codes
from mcsgconf.cli.formats import Format  # noqa: TC001 - as above

_CODES = "Codes or prefixes of rules, parted by commas"


def check_command(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Files and folders; - is standard input.  [default: .]"),
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODES",
            autocompletion=codes,
            help=f"{_CODES}: only these run (MC2, MC120, ALL).  [default: what settings say, or ALL]",
        ),
    ] = None,
    extend_select: Annotated[
        list[str] | None, typer.Option(metavar="CODES", autocompletion=codes, help=f"{_CODES}: these run as well.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="CODES", autocompletion=codes, help=f"{_CODES}: these do not run.")
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Carry out the safe fixes.")] = False,
    unsafe_fixes: Annotated[
        bool, typer.Option("--unsafe-fixes", help="Carry out the safe fixes and the unsafe ones.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what the fixes would change; write nothing.")] = False,
    form: Annotated[Format | None, typer.Option("--format", help="How findings are printed.  [default: text]")] = None,
    output_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the findings into FILE.  [default: standard output, as -]"),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(
            metavar="TARGET",
            help="What the files are meant for: platform, release or both (hp-ux:A.11.19, linux, A.11.16).  [default: what "
            "settings and files say]",
        ),
    ] = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(help="Least severity that makes the exit status 1.  [default: what settings say, or warning]"),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Take the settings of FILE, for all files; its globs begin at the current folder.  [default: the nearest "
            "mcsgconf.toml of each file]",
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Leave the findings for later that FILE lists; show what is new.  [default: what settings say]",
        ),
    ] = None,
    write_baseline: Annotated[
        bool, typer.Option("--write-baseline", help="Write all findings into the baseline; show none.")
    ] = False,
    prune_baseline: Annotated[
        bool, typer.Option("--prune-baseline", help="Take out of the baseline what is no longer found.")
    ] = False,
    add_ignores: Annotated[
        str | None, typer.Option(metavar="REASON", help="Write a comment for each finding that says why it is meant.")
    ] = None,
    force_exclude: Annotated[
        bool,
        typer.Option("--force-exclude", help="Leave out what git ignores or settings exclude even if it is named."),
    ] = False,
    within: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Read all of FOLDER, but judge only PATHs: what contradicts another file is seen as well. For hooks and "
            "editors; that no PATH is a configuration is no error.",
        ),
    ] = None,
    statistics: Annotated[bool, typer.Option("--statistics", help="Count the findings of each rule instead.")] = False,
    stdin_filename: Annotated[str, typer.Option(metavar="NAME", help="What messages call standard input.")] = "<stdin>",
) -> None:
    """Lint cluster and package files, control scripts and service scripts.

    What holds for a repository stands in mcsgconf.toml, or in [tool.mcsgconf] of pyproject.toml: for each file the
    nearest one upwards counts, and over it what an option says. Of a folder, what git ignores and what settings exclude
    is left out.

    Exit status: 0 nothing at or above --fail-on; 1 findings, or entries of a baseline that stand for nothing any more
    (with --diff: there is something to change); 2 wrong usage, unreadable input or an internal error.
    """
    options = Options(
        paths=tuple(paths or ["."]),
        select=_words(select),
        extend_select=_words(extend_select),
        ignore=_words(ignore),
        fix=fix,
        unsafe_fixes=unsafe_fixes,
        diff=diff,
        form=form,
        output_file=output_file,
        target=target,
        fail_on=fail_on,
        config=config,
        baseline=baseline,
        write_baseline=write_baseline,
        prune_baseline=prune_baseline,
        add_ignores=add_ignores,
        force_exclude=force_exclude,
        within=within,
        statistics=statistics,
        stdin_filename=stdin_filename,
    )
    raise typer.Exit(run_check(options))


def _words(given: list[str] | None) -> tuple[str, ...]:
    return tuple(word for text in given or () for word in text.replace(",", " ").split())
