"""The manual page, made from the built-in help when a wheel is built: `man mcsgconf` says what `mcsgconf --help` says.

One page holds all commands, so that one search finds an option. No command reads this module.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import typer
from typer.core import TyperCommand

from mcsgconf.cli.app import program
from mcsgconf.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typer.core import TyperGroup

_FILES = {
    "mcsgconf.toml": "the settings of a repository; the nearest one upwards counts",
    "pyproject.toml": "its table [tool.mcsgconf] says the same",
}
_ENVIRONMENT = {
    "NO_COLOR": "set to anything: no colour, not even on a terminal",
    "FORCE_COLOR": "set to anything: colour, even where the output is no terminal",
    "XDG_CACHE_HOME": "the folder below which compiled data and results are kept; ~/.cache, if not set",
    "MCSGCONF_DEBUG": "set to anything: show the traceback of an internal error",
}
_SPECIAL = re.compile(r"^([.'])", re.MULTILINE)


def man_page() -> str:
    """Return the manual page in the man macros of roff."""
    group = program()
    context = typer.Context(group, info_name="mcsgconf", **group.context_settings)
    return "\n".join(_page(group, context)) + "\n"


def _page(group: TyperGroup, context: typer.Context) -> Iterator[str]:
    summary, *rest = _paragraphs(group.help or "")
    yield f'.TH MCSGCONF 1 "" "mcsgconf {__version__}" "User Commands"'
    yield ".SH NAME"
    yield f"mcsgconf \\- {_text(summary[:1].lower() + summary[1:].rstrip('.'))}"
    yield ".SH SYNOPSIS"
    yield f"\\fBmcsgconf\\fR {_text(' '.join(group.collect_usage_pieces(context)))}"
    yield ".SH DESCRIPTION"
    for paragraph in rest:
        yield from (".PP", _text(paragraph))
    yield from _options(group, context)
    yield ".SH COMMANDS"
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, TyperCommand) and not command.hidden:
            yield from _command(
                command,
                typer.Context(command, info_name=name, parent=context, help_option_names=context.help_option_names),
            )
    for title, entries in (("FILES", _FILES), ("ENVIRONMENT", _ENVIRONMENT)):
        yield f".SH {title}"
        for name, meaning in entries.items():
            yield from (".TP", f"\\fB{_text(name)}\\fR", _text(meaning))


def _command(command: TyperCommand, context: typer.Context) -> Iterator[str]:
    yield f".SS {_text(context.command_path)} {_text(' '.join(command.collect_usage_pieces(context)))}"
    for paragraph in _paragraphs(command.help or ""):
        yield from (".PP", _text(paragraph))
    yield from _options(command, context)


def _options(command: TyperCommand | TyperGroup, context: typer.Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None:
            yield from (".TP", f"\\fB{_text(record[0])}\\fR", _text(" ".join(record[1].split())))


def _paragraphs(text: str) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]


def _text(text: str) -> str:
    """Return text that roff prints as it stands."""
    return _SPECIAL.sub(r"\\&\1", text.replace("\\", "\\e").replace("-", "\\-"))
