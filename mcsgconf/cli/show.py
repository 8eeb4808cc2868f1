"""`mcsgconf show`: what a file or a folder says, as a sketch or as data."""

from __future__ import annotations

import shutil
import sys
from enum import StrEnum
from typing import Annotated

import typer

from mcsgconf.cli.inputs import site_of
from mcsgconf.loading import resolved
from mcsgconf.report.escape import escape_line
from mcsgconf.settings.nearest import NearestSettings


class Format(StrEnum):
    """The forms in which a configuration is shown."""

    TEXT = "text"
    JSON = "json"


def show_command(
    path: Annotated[str, typer.Argument(metavar="PATH", help="A file or a folder; - is standard input.")],
    form: Annotated[Format, typer.Option("--format", help="A sketch, or the typed models as JSON.")] = Format.TEXT,
) -> None:
    """Show nodes and networks, the lock, packages in failover order and what each owns.

    Exit status: 0; 2 a file that cannot be read or is of no known kind; what else is in the folder is shown.
    """
    from mcsgconf.report.show_report import WIDTH, show_json, show_text  # noqa: PLC0415

    site = resolved(site_of([path], "<stdin>", None, NearestSettings()))
    if form is Format.JSON:
        sys.stdout.write(show_json(site.documents))
    else:
        sys.stdout.write(show_text(site, shutil.get_terminal_size((WIDTH, 24)).columns))
    for unreadable in site.unreadable:
        typer.echo(f"mcsgconf: {escape_line(unreadable)}", err=True)
    if site.unreadable:
        raise typer.Exit(2)
