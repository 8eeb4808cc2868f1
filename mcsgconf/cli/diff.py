"""`mcsgconf diff`: what changed in meaning between two files."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

import mcsgconf
from mcsgconf.cli.inputs import document_of, of_no_use
from mcsgconf.errors import UnreadableInput

if TYPE_CHECKING:
    from mcsgconf.models.document import Document


class Format(StrEnum):
    """The forms in which changes are printed."""

    TEXT = "text"
    JSON = "json"


def diff_command(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A cluster or package file; - is standard input.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Another one of the same kind.")],
    form: Annotated[Format, typer.Option("--format", help="How changes are printed.")] = Format.TEXT,
) -> None:
    """Show what changed in meaning; comments, order, blanks and case are no change unless they mean something.

    Exit status: 0 the same; 1 different; 2 files that cannot be read or compared.
    """
    from mcsgconf.report.change_report import change_json, change_text  # noqa: PLC0415

    changes = mcsgconf.diff(_document(old), _document(new))
    sys.stdout.write(change_json(changes) if form is Format.JSON else change_text(changes))
    raise typer.Exit(int(bool(changes)))


def _document(path: str) -> Document:
    document = document_of(path, "<stdin>", None)
    reason = of_no_use(document)
    if reason is not None:
        raise UnreadableInput(f"{document.name}: {reason}")
    return document
