"""The command line: reads arguments, calls the library, chooses a report, sets the exit status. Nothing else.

Commands stand in one module each; they reach the library through the public API, whose names are imported when used.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mcsgconf.cli.streams import forget_output, say, say_error, stand_in_for_closed_streams
from mcsgconf.errors import McsgconfError
from mcsgconf.report.escape import escape, escape_line

if TYPE_CHECKING:
    from collections.abc import Sequence


_NOTHING_MERGED = 255
"""Git takes a status up to 128 of a merge driver for conflicts, in a file that has both sides in it."""


def run(arguments: Sequence[str], *, debug: bool = False) -> int:
    """Run one command line and return its exit status: 0, 1 or 2 as each command documents, 130 when interrupted.

    Args:
        arguments: the words behind the program's name.
        debug: let exceptions that are faults of mcsgconf itself through, with their traceback.
    """
    status = _run_guarded(arguments, debug=debug)
    return _NOTHING_MERGED if status == 2 and [*arguments[:1]] == ["merge-driver"] else status


def _run_guarded(arguments: Sequence[str], *, debug: bool) -> int:
    """Run one command line; what goes wrong is said in a line, and the status is 2."""
    stand_in_for_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        return _run_command(arguments)
    except McsgconfError as error:
        say_error(error)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        forget_output()
        return 2
    except OSError as error:  # what reads and writes files has said so in its own words
        if debug:
            raise
        say(f"mcsgconf: {escape_line(_cannot_go_on(error))}")
        return 2
    except Exception as error:  # the boundary: a traceback is no message for a user, and its status 1 means findings
        if debug:
            raise
        say(
            f"mcsgconf: internal error, a fault of mcsgconf and not of your files: {type(error).__name__}: "
            f"{escape(str(error))}\nmcsgconf: MCSGCONF_DEBUG=1 shows where; please report it"
        )
        return 2


def _run_command(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name: as typer reads them, or by itself the `check [--within FOLDER] PATH…` of a hook.

    Paths need no parser of options, and its import takes longer than the check of a file.
    """
    command, *paths = arguments or [""]
    within: Path | None = None
    if command == "check" and paths[:1] == ["--within"] and len(paths) > 2:
        within = Path(paths[1])
        paths = paths[2:]
    try:
        if command == "check" and paths and not any(path.startswith("-") for path in paths):
            from mcsgconf.cli.checking import Options, run_check  # noqa: PLC0415 - only what the command needs

            return run_check(Options(tuple(paths), within=within))
        from mcsgconf.cli.app import app  # noqa: PLC0415

        return app(arguments)
    finally:
        sys.stdout.flush()


def _cannot_go_on(error: OSError) -> str:
    """Return what the system refused: a path, the folder that the program runs in, or standard output."""
    what = error.strerror or str(error)
    if error.filename is not None:
        return f"cannot go on: {error.filename}: {what}"
    if isinstance(error, FileNotFoundError):
        return f"the current folder is not there any more: {what}"
    return f"standard output cannot be written: {what}"
