"""The typer application: which commands there are, and what the program says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from mcsgconf.cli.check import check_command
from mcsgconf.cli.diff import diff_command
from mcsgconf.cli.explain import explain_command
from mcsgconf.cli.init import init_command
from mcsgconf.cli.merge import merge_command
from mcsgconf.cli.merge_driver import merge_driver_command
from mcsgconf.cli.rules import rules_command
from mcsgconf.cli.schema import schema_command
from mcsgconf.cli.show import show_command
from mcsgconf.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

application = typer.Typer(
    name="mcsgconf",
    no_args_is_help=True,
    add_completion=True,
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


application.command("check")(check_command)
application.command("merge")(merge_command)
application.command("merge-driver")(merge_driver_command)
application.command("diff")(diff_command)
application.command("explain")(explain_command)
application.command("rules")(rules_command)
application.command("show")(show_command)
application.command("schema")(schema_command)
application.command("init")(init_command)


def app(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name and return its exit status."""
    try:
        application(list(arguments), prog_name="mcsgconf")
    except SystemExit as end:
        return _status(end)
    return 0


def _status(end: SystemExit) -> int:
    return end.code if isinstance(end.code, int) else 0 if end.code is None else 2
