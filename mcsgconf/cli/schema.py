"""`mcsgconf schema`: the JSON Schemas of what mcsgconf writes as JSON, and of its settings."""

from __future__ import annotations

import sys
from typing import Annotated

import typer


def schema_command(
    subject: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="A kind of file (such as cluster, legacy-package), or findings, merge-report, changes, rules, settings.",
        ),
    ],
) -> None:
    """Print the JSON Schema of a model or of a report.

    A model is what show --format json prints of a file of its kind; findings, merge-report, changes and rules are what
    check --format json, merge --report json, diff --format json and rules --format json print. That of the settings
    lets an editor complete and check mcsgconf.toml.

    Exit status: 0; 2 a word that has no schema, and the list of those that have one.
    """
    from mcsgconf.report.schema_report import schema_report  # noqa: PLC0415 - it may load pydantic

    sys.stdout.write(schema_report(subject))
