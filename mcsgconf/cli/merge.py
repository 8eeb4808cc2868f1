"""`mcsgconf merge`: what an administrator changed and what a command wrote afresh become one file."""

from __future__ import annotations

import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

import mcsgconf
from mcsgconf.cli.inputs import STDIN, document_of, of_no_use, shown
from mcsgconf.errors import McsgconfError, UnmergeableInput, UsageError

if TYPE_CHECKING:
    from mcsgconf.merge.result import MergeResult
    from mcsgconf.models.document import Document


class Report(StrEnum):
    """The forms of the report."""

    TEXT = "text"
    JSON = "json"


class Prefer(StrEnum):
    """The sides that can win a conflict."""

    CURRENT = "current"
    GENERIC = "generic"


def merge_command(
    current: Annotated[
        str,
        typer.Argument(metavar="CURRENT", help="The running cluster's file (cmgetconf), a package's, or its script."),
    ],
    generic: Annotated[
        str, typer.Argument(metavar="GENERIC", help="The probed file (cmquerycl), or a newer template (cmmakepkg).")
    ],
    base: Annotated[
        str | None, typer.Option(metavar="FILE", help="A common ancestor of both.  [default: one is inferred]")
    ] = None,
    base_from_git: Annotated[
        bool,
        typer.Option("--base-from-git", help="Take as base the version that CURRENT had in git at its last merge."),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write the result into FILE.  [default: standard output, as -]"
        ),
    ] = None,
    in_place: Annotated[bool, typer.Option("--in-place", help="Write the result over CURRENT.")] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show the result as a diff against CURRENT; write nothing.")
    ] = False,
    prefer: Annotated[
        Prefer | None,
        typer.Option(help="The side that wins where both differ.  [default: neither, the result has both]"),
    ] = None,
    report: Annotated[Report, typer.Option(help="Form of the report on standard error.")] = Report.TEXT,
    force: Annotated[bool, typer.Option("--force", help="Write the result even if it cannot work.")] = False,
    packages: Annotated[
        str | None, typer.Option(metavar="FOLDER", help="The folder with the packages that --adopt names.")
    ] = None,
    adopt: Annotated[
        str | None,
        typer.Option(
            metavar="PACKAGES", help="Packages, parted by commas, that may run on the added nodes: they list them last."
        ),
    ] = None,
) -> None:
    """Merge the running cluster's file with a freshly probed one, as when a node is added.

    Two package files are merged as well, or two control scripts: a package's, and a newer template (cmmakepkg) or another
    version of it. A template decides nothing; the package's values stay. A control script takes the newer vendor's part.

    The result goes to standard output unless a file is named, the report to standard error. Package files that adopt the
    added nodes are written with --in-place, and shown as a diff in the report otherwise. Exit status: 0 clean;
    1 conflicts or gaps, which are marked in the result, or a result that cannot work; 2 input that cannot be merged,
    wrong usage or an internal error, and nothing is written.
    """
    try:
        target = _target(current, generic, base, output, in_place=in_place)
        ours, theirs = _document(current), _document(generic)
        before = _base(base, ours, from_git=base_from_git)
        if ours.kind is theirs.kind is mcsgconf.Kind.CLUSTER and _has_nodes(ours) and not _has_nodes(theirs):
            raise UnmergeableInput(f"{theirs.name}: it names no node (NODE_NAME), so it tells nothing of the machines")
        result = mcsgconf.merge(ours, theirs, before, prefer=_side(prefer))
        result = replace(result, base_origin="git") if base_from_git else result
        result = _with_adopted(result, packages, adopt)
        refusal = _refusal(target, result, force=force, diff=diff)
        if target is not None and refusal is None:
            _write(target, ours, result, Path(packages) if packages is not None and in_place else None)
    except McsgconfError as error:
        if report is Report.JSON:
            _refuse_as_json(error)
        raise
    if diff:
        _show_diff(ours, result)
    elif target is None:
        sys.stdout.buffer.write(result.document.render())
    written = str(target) if target is not None and refusal is None else None
    names = (ours.name, theirs.name)
    sys.stderr.write(_report(report, result, names, written, refusal, in_place=in_place, diff=diff))
    raise typer.Exit(int(result.status != "clean"))


def _target(current: str, generic: str, base: str | None, output: Path | None, *, in_place: bool) -> Path | None:
    """Return the file to write, None for standard output.

    Raises:
        UnmergeableInput: the two inputs are one file.
        UsageError: the output would overwrite an input unasked, or is given twice over.
    """
    if _same(current, generic):
        raise UnmergeableInput(f"{current} and {generic} are the same file; nothing to merge")
    if in_place and output is not None:
        raise UsageError("--in-place and --output name two files to write; give one of them")
    if in_place and current == STDIN:
        raise UsageError("standard input cannot be written in place; give --output")
    if output == Path(STDIN):
        return None
    for name in (current, generic, base):
        if output is not None and name is not None and _same(str(output), name):
            raise UsageError(
                f"--output {output} is an input of the merge; name another file (--in-place for {current})"
            )
    return Path(current) if in_place else output


def _base(name: str | None, current: Document, *, from_git: bool) -> Document | None:
    """Return the common ancestor that the command line names, None where it names none.

    Raises:
        UsageError: it names two, or git is asked about standard input.
    """
    if not from_git:
        return None if name is None else _document(name)
    if name is not None:
        raise UsageError("--base and --base-from-git name two bases; give one of them")
    if current.name == "<stdin>":
        raise UsageError("standard input has no versions in git; name the file, or give the base with --base")
    from mcsgconf.history import version_of_last_merge  # noqa: PLC0415 - it runs git, and is seldom asked for

    return version_of_last_merge(Path(current.name), current)


def _with_adopted(result: MergeResult, packages: str | None, adopt: str | None) -> MergeResult:
    """Return a merge with the packages that adopt its nodes, where the command line names some.

    Raises:
        UsageError: only one of folder and packages is named, or no package of a name is in the folder.
        UnmergeableInput: a package file cannot be changed.
        UnreadableInput: the folder cannot be read, or holds nothing.
    """
    if packages is None and adopt is None:
        return result
    names = [name.strip() for name in (adopt or "").split(",") if name.strip()]
    if packages is None or not names:
        raise UsageError("--packages FOLDER and --adopt PACKAGES go together: the folder, and which of its packages")
    from mcsgconf.adopting import with_adopted  # noqa: PLC0415 - few merges ask for it
    from mcsgconf.settings.nearest import NearestSettings  # noqa: PLC0415

    return with_adopted(result, mcsgconf.load_site(shown(packages), settings=NearestSettings()), names)


def _refusal(target: Path | None, result: MergeResult, *, force: bool, diff: bool) -> str | None:
    """Return why the result is not written into a file, None where it is or none was asked for."""
    if target is not None and diff:
        return f"{target} was not written: --diff only shows what would change"
    if target is None or result.message is None or force:
        return None
    return f"{target} was not written (--force does it all the same): {result.message}"


def _same(one: str, other: str) -> bool:
    if STDIN in {one, other}:
        return one == other
    try:
        return Path(one).samefile(other)
    except (OSError, ValueError):  # one of them is not there, or cannot be
        return Path(one).absolute() == Path(other).absolute()


def _document(path: str) -> Document:
    document = document_of(path, "<stdin>", None)
    from mcsgconf.merge.merge import MERGEABLE  # noqa: PLC0415

    if document.kind not in MERGEABLE:
        only = f"a file of kind {document.kind}; only cluster and package files and control scripts can be merged"
        raise UnmergeableInput(f"{document.name}: {of_no_use(document) or only}")
    return document


def _has_nodes(document: Document) -> bool:
    return bool(document.blocks.named("node"))


def _side(prefer: Prefer | None) -> Literal["current", "generic"] | None:
    match prefer:
        case None:
            return None
        case Prefer.CURRENT:
            return "current"
        case Prefer.GENERIC:
            return "generic"


def _write(target: Path, current: Document, result: MergeResult, packages: Path | None) -> None:
    """Write the result, and package files below `packages` that adopt its nodes: all of them, or none."""
    from mcsgconf.files import write_atomically, write_together  # noqa: PLC0415

    data = result.document.render()
    is_changed = str(target) != current.name or data != current.render()
    changed = [adoption.document for adoption in result.adopted if adoption.is_changed]
    if packages is None or not changed:
        if is_changed:
            write_atomically(target, data, executable=current.executable is True)
        return
    files = [(Path(document.name), document.render(), packages) for document in changed]
    write_together([*files, (target, data, target.parent)] if is_changed else files)


def _show_diff(current: Document, result: MergeResult) -> None:
    from mcsgconf.report.diff_report import unified_diff  # noqa: PLC0415

    text = unified_diff(current.source.text, result.document.source.text, current.name, f"{current.name} (merged)")
    sys.stdout.write(text)
    if result.adopted:
        from mcsgconf.report.adoption_text import adoption_diff  # noqa: PLC0415

        sys.stdout.write("".join(map(adoption_diff, result.adopted)))


def _report(
    form: Report,
    result: MergeResult,
    names: tuple[str, str],
    output: str | None,
    not_written: str | None,
    *,
    in_place: bool,
    diff: bool,
) -> str:
    written = in_place and output is not None
    match form:
        case Report.JSON:
            from mcsgconf.report.merge_json import merge_json  # noqa: PLC0415 - one report a run

            return merge_json(result, output, not_written, packages_written=written)
        case Report.TEXT:
            from mcsgconf.report.merge_text import merge_text  # noqa: PLC0415

            return merge_text(
                result,
                current=names[0],
                generic=names[1],
                output=output,
                not_written=not_written,
                packages="written" if written else "told" if diff else "shown",
            )


def _refuse_as_json(error: McsgconfError) -> None:
    from mcsgconf.report.merge_json import refusal_json  # noqa: PLC0415

    sys.stderr.write(refusal_json(str(error)))
    raise typer.Exit(2) from error
