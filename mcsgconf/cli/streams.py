"""The three standard streams as the caller left them: closed, or a pipe that nobody reads any more.

A shell can start a program with a stream closed (`>&-`). The interpreter then has None in its place, and the next file
that is opened gets the stream's number. Here each gets something that says what happened when it is used.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from mcsgconf.errors import SettingsError, UnreadableInput, WriteError
from mcsgconf.report.escape import escape_line

if TYPE_CHECKING:
    from typing import BinaryIO, TextIO

    from mcsgconf.errors import McsgconfError


class _ClosedInput(io.TextIOBase):
    """Standard input that is not there; whoever reads it is told so."""

    @property
    def buffer(self) -> BinaryIO:
        raise UnreadableInput("standard input is closed, there is nothing to read")

    def read(self, size: int | None = -1, /) -> NoReturn:  # noqa: ARG002 - as every stream has it
        raise UnreadableInput("standard input is closed, there is nothing to read")


class _ClosedOutput(io.TextIOBase):
    """Standard output that is not there; a program with nothing to print does not notice."""

    @property
    def buffer(self) -> BinaryIO:
        raise WriteError("standard output is closed, there is nowhere to print to")

    def write(self, text: str, /) -> int:
        if text:
            raise WriteError("standard output is closed, there is nowhere to print to")
        return 0


def stand_in_for_closed_streams() -> None:
    """Put something in the place of each standard stream that is closed; what is open stays as it is."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number: this one
    if sys.stdin is None:
        sys.stdin = _ClosedInput()
    if sys.stdout is None:
        sys.stdout = _ClosedOutput()
    if sys.stderr is None:
        sys.stderr = io.StringIO()  # messages have nowhere to go; the exit status still tells


def forget_output() -> None:
    """Let what is still to be printed go nowhere: the reader of the pipe is gone, and the interpreter prints at its end."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(message: str) -> None:
    """Print a line on standard error, if anybody is there to read it."""
    with contextlib.suppress(OSError):
        print(message, file=sys.stderr)


def wants_colour(out: TextIO | Path) -> bool:
    """Tell whether to colour: on a terminal that can; on every stream where FORCE_COLOR is set, on none where NO_COLOR is."""
    if isinstance(out, Path) or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return out.isatty() and os.environ.get("TERM") != "dumb"


def say_error(error: McsgconfError) -> None:
    """Print what is wrong; a file's name may hold a newline, so lines are only those that were meant to be."""
    for line in error.problems if isinstance(error, SettingsError) else (str(error),):
        say(f"mcsgconf: {escape_line(line)}")
