"""`mcsgconf merge-driver`: what git calls to merge a file of which two branches have different versions."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import Annotated

import typer

from mcsgconf.errors import UnreadableInput
from mcsgconf.report.escape import escape_line


def merge_driver_command(
    base: Annotated[Path, typer.Argument(metavar="BASE", help="%O: the common ancestor; empty where there is none.")],
    ours: Annotated[
        Path, typer.Argument(metavar="OURS", help="%A: the version of this branch; the result is written here.")
    ],
    theirs: Annotated[Path, typer.Argument(metavar="THEIRS", help="%B: the version of the other branch.")],
    path: Annotated[str, typer.Argument(metavar="[PATH]", help="%P: what the file is called in the repository.")] = "",
    marker_size: Annotated[
        int,
        typer.Option("--marker-size", "-L", metavar="SIZE", min=1, help="%L: the length of the markers of a conflict."),
    ] = 7,
) -> None:
    """Merge three versions of a file for git: by settings where they are known, by lines elsewhere.

    Git calls it where .gitattributes says `merge=mcsgconf` and the configuration of git has
    `merge.mcsgconf.driver "mcsgconf merge-driver -L %L %O %A %B %P"`. Exit status: 0 clean; 1 conflicts, which are
    marked in the result, or an error in it that neither side had; above 128 nothing was merged, and git gives up.
    """
    from mcsgconf.files import write_atomically  # noqa: PLC0415 - imported when git calls, not for the help
    from mcsgconf.git import Versions, merge_file  # noqa: PLC0415
    from mcsgconf.merge_driver import merge_versions  # noqa: PLC0415

    versions = Versions(_content(base), _content(ours), _content(theirs))
    lines = merge_file(versions, marker_size)
    write_atomically(ours, lines.content)  # whatever may happen now, both sides are in the file
    driven = merge_versions(path or str(ours), versions, lines, marker_size)
    write_atomically(ours, driven.content)
    for conflict in driven.conflicts:
        sys.stderr.write(escape_line(f"mcsgconf: {path or ours}: {conflict}") + "\n")
    raise typer.Exit(int(bool(driven.conflicts)))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableInput.because(path, error) from error
