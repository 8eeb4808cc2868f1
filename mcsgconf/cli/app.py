"""The typer application: which commands there are, and what the program says of itself."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

from mcsgconf.cli.check import check_command
from mcsgconf.cli.diff import diff_command
from mcsgconf.cli.explain import explain_command
from mcsgconf.cli.init import init_command
from mcsgconf.cli.merge import merge_command
from mcsgconf.cli.merge_driver import merge_driver_command
from mcsgconf.cli.rules import rules_command
from mcsgconf.cli.schema import schema_command
from mcsgconf.cli.show import show_command
from mcsgconf.cli.usage import WRONG_USAGE, Command, wrong_usage
from mcsgconf.errors import UsageError
from mcsgconf.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

application = typer.Typer(
    name="mcsgconf",
    add_completion=True,
    suggest_commands=False,  # wrong_usage does
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain words: they go into logs, and need no import of rich
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mcsgconf {__version__}")
        raise typer.Exit


@application.callback()
def _program(
    _version: Annotated[
        bool, typer.Option("--version", "-V", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Check and merge MC/ServiceGuard (HP Serviceguard) configurations, before anything reaches the cluster.

    It reads cluster files, package files, control scripts and service scripts; it never talks to a cluster and never
    runs what it reads.
    """


for _command, _summary in (
    (check_command, "Lint configurations, and mend what can be mended."),
    (merge_command, "Merge a running cluster's file with a probed one."),
    (merge_driver_command, "Merge three versions of a file, for git."),
    (diff_command, "Show what changed in meaning between two files."),
    (show_command, "Show what a file or a folder says."),
    (explain_command, "Explain a rule, a parameter, a module or a policy."),
    (rules_command, "List every rule."),
    (schema_command, "Print the JSON Schema of what is written as JSON."),
    (init_command, "Write settings, a hook and a CI job to begin with."),
):
    _name = _command.__name__.removesuffix("_command").replace("_", "-")
    application.command(_name, cls=Command, short_help=_summary)(_command)


def program() -> TyperGroup:
    """Return the parser of the command line, with every command and option that the help has."""
    group = typer.main.get_command(application)
    if not isinstance(group, TyperGroup):
        raise TypeError(group)  # typer makes a group where there are several commands
    return group


def app(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name and return its exit status.

    Raises:
        UsageError: the arguments are none that the command takes.
    """
    if "_MCSGCONF_COMPLETE" in os.environ:  # a shell asks what may come next
        try:
            application(list(arguments), prog_name="mcsgconf")
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else 0
    group = program()
    if not arguments:
        with group.make_context("mcsgconf", [], resilient_parsing=True) as context:
            sys.stderr.write(f"{context.get_help()}\n")
        return 2
    try:
        with group.make_context("mcsgconf", list(arguments)) as context:
            group.invoke(context)
    except typer.Exit as end:
        return end.exit_code
    except WRONG_USAGE as error:
        raise UsageError(wrong_usage(error, arguments, group)) from None
    return 0
