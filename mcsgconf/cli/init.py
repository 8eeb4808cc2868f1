"""`mcsgconf init`: settings, a hook and a job of a CI system for the repository it runs in."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mcsgconf.report.escape import escape, escape_line

if TYPE_CHECKING:
    from mcsgconf.starting import Draft


def init_command(
    diff: Annotated[bool, typer.Option("--diff", help="Show what would be written; write nothing.")] = False,
) -> None:
    """Write mcsgconf.toml, a hook for pre-commit and a job for the CI system of the repository.

    What they say is told from the clusters that are found, and from .github, .gitlab-ci.yml and the remotes of git. A
    file that is there stays as it is; what belongs into it is printed. The settings change no finding.

    Exit status: 0; 1 with --diff, where there is something to write; 2 a file that cannot be read or written.
    """
    from mcsgconf.files import create_atomically  # noqa: PLC0415 - imported when there is something to begin
    from mcsgconf.report.diff_report import unified_diff  # noqa: PLC0415
    from mcsgconf.starting import start  # noqa: PLC0415

    found = start(Path())
    new = False
    for draft in found.drafts:
        path = os.path.relpath(draft.path)
        if draft.there:
            _show_addition(draft)
        elif diff:
            sys.stdout.write(unified_diff("", draft.content, "/dev/null", path))
            new = True
        elif create_atomically(Path(path), draft.content.encode(), found.top):
            sys.stdout.write(f"wrote {escape_line(path)}\n")
        else:
            sys.stdout.write(f"kept {escape_line(path)}: it came into being just now\n")
    for remark in found.remarks:
        sys.stdout.write(f"{remark}\n")
    raise typer.Exit(int(new))


def _show_addition(draft: Draft) -> None:
    """Say that a file is kept, and what belongs into it where it has nothing of mcsgconf."""
    name = escape_line(os.path.relpath(draft.path))
    if draft.speaks:
        sys.stdout.write(f"kept {name}: it has mcsgconf already\n")
        return
    sys.stdout.write(f"kept {name}: add this to it, {draft.place}\n\n{escape(draft.addition)}\n")
