"""Wrong usage of the command line in the words that everything else is said in: a line, and what was probably meant.

The parser of options has messages of its own, in several lines and with a prefix of its own. They are taken over here,
and nothing else: what a command finds wrong in its options it says itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from typer.core import TyperCommand, TyperGroup

from mcsgconf.lint.nearest import nearest
from mcsgconf.lint.wording import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

WRONG_USAGE: type[Exception] = typer.BadParameter.__mro__[1]
"""What the parser raises, whichever: typer gives a name only to this one of its subclasses."""


class Command(TyperCommand):
    """A command whose help calls an argument by its bare name."""

    def collect_usage_pieces(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # its class has no public name
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]


def wrong_usage(error: Exception, arguments: Sequence[str], group: TyperGroup) -> str:
    """Return what is wrong with a command line, and where to look.

    Args:
        error: what the parser raised, a WRONG_USAGE.
        arguments: the words behind the program's name.
        group: the program.
    """
    text = error.format_message() if isinstance(error, typer.BadParameter) else str(error)
    name = next((word for word in arguments if word in group.commands), None)
    program = f"mcsgconf {name}" if name else "mcsgconf"
    near = _near(arguments, group, name)
    hint = f"; did you mean {listed(near, 'or')}?" if near else f"; see `{program} --help`"
    return f"{text[:1].lower()}{text[1:].rstrip('.')}{hint}"


def _near(arguments: Sequence[str], group: TyperGroup, name: str | None) -> tuple[str, ...]:
    """Return the names nearest to the first word that is no command, or no option of it."""
    if name is None:
        word = next((word for word in arguments if not word.startswith("-")), "")
        return nearest(word, group.commands)
    known = ["--help", *(option for parameter in group.commands[name].params for option in parameter.opts)]
    given = [word.partition("=")[0] for word in arguments if word.startswith("--")]
    return next((nearest(word, known) for word in given if word not in known), ())
