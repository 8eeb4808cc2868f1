"""Which file the command of a service runs: the first word behind what only wraps it.

Serviceguard hands the command to a shell. A path behind `exec`, `nohup`, `nice`, `env` with its assignments, or an
interpreter such as `sh` or `/usr/bin/ksh` is the script; what `sh -c` or `su -c` runs is no file, and stays unknown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcsgconf.models.located import Located

_WRAPPERS = frozenset({"exec", "nohup", "nice", "env", "timex", "time", "command"})
_SHELLS = frozenset({"sh", "ksh", "ksh93", "bash", "dash", "rksh"})
_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=", re.ASCII)


def script_of(command: Located[str | None]) -> str | None:
    """Return the path of the script that a service's command runs, as it is written; None where it cannot be told."""
    from mcsgconf.syntax.words import literal, split_command  # noqa: PLC0415 - only loaded where a command is looked at

    text = command.value if command.value is not None else _inside_quotes(command.text)
    words = split_command(text)
    shell_seen = False
    takes_number = False
    for word in words:
        value = literal(word)
        name = (value or word).rpartition("/")[2]
        if takes_number:
            takes_number = False
        elif name in _WRAPPERS and not shell_seen:
            continue
        elif word.startswith("-"):
            if shell_seen and "c" in word:
                return None
            takes_number = word == "-n"
        elif _ASSIGNMENT.match(word) and not shell_seen:
            continue
        elif name in _SHELLS and not shell_seen:
            shell_seen = True
        else:
            return value if value is not None else _inside_quotes(word)
    return None


def _inside_quotes(word: str) -> str:
    return word[1:-1] if len(word) > 1 and word[0] == word[-1] == '"' else word
