"""What one simple command does to the flow of control: does it return, never, or is that not known.

Looks at the words of the command, constants resolved, and at the tables of `programs`; knows no script and no shell
state. Builtins that change the flow themselves (`exit`, `wait`, …) are not its business.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from mcsgconf.models.flow import programs
from mcsgconf.models.flow.programs import UNCOUNTED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_AWK_LOOP = re.compile(r"\b(?:while|do|system|getline)\b|\bfor[ \t]*\([ \t]*;|\|&")
_DURATION = re.compile(r"([0-9]+(?:\.[0-9]*)?)([smhd]?)")
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}
_VERY_LONG = 365 * 86400
_NUMBER = re.compile(r"[0-9]+")
_FIFO = re.compile(r"fifo|pipe|/dev/(?!null\b)", re.IGNORECASE)


class Conduct(Enum):
    """What a command does: return with status 0, return, never return, start a daemon and return, or who knows."""

    SUCCEEDS = "succeeds"
    FAILS = "fails"
    RETURNS = "returns"
    STAYS = "stays"
    STARTS = "starts"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What a command does, and why, where that is worth saying: a sentence that goes on from the command's name."""

    conduct: Conduct
    reason: str = ""


_RETURNS = Behaviour(Conduct.RETURNS)
_UNKNOWN_PROGRAM = Behaviour(Conduct.UNKNOWN, "may stay in the foreground as long as the application runs, or not")
_READS_INPUT = Behaviour(Conduct.UNKNOWN, "waits for input, and where that comes from is not known")
_STARTS = Behaviour(Conduct.STARTS, "starts a daemon and returns")


def known_name(program: str) -> str | None:
    """Return the name by which the tables know a program, None for one that lies outside the system's folders."""
    folder, slash, name = program.rpartition("/")
    return name if not slash or folder in programs.SYSTEM_FOLDERS else None


def may_be_fifo(path: str) -> bool:
    """Tell whether a path looks like a named pipe or a device, which may be read for ever."""
    return _FIFO.search(path) is not None


def behaviour(words: Sequence[str | None], *, fed: bool, is_fifo: Callable[[str], bool] = may_be_fifo) -> Behaviour:
    """Return what a command does.

    Args:
        words: the command's words; None for one whose value is not known. The first is known.
        fed: whether its standard input is a file, a pipe or a here-document, which has an end.
        is_fifo: tells whether a path may be a named pipe.
    """
    program = words[0] or ""
    arguments = words[1:]
    starter = _starter(program, arguments)
    if starter is not None:
        return starter
    name = known_name(program)
    if name is None:
        return _UNKNOWN_PROGRAM
    if name == "xargs" and not fed:
        return _READS_INPUT
    if name in programs.ENDLESS or name in _SPECIAL:
        special = _SPECIAL.get(name)
        return special(arguments) if special is not None else Behaviour(Conduct.STAYS, "does not end by itself")
    if name == "false":
        return Behaviour(Conduct.FAILS)
    if name in programs.SUCCEED:
        return Behaviour(Conduct.SUCCEEDS)
    if name in programs.FILTERS:
        return _filter(name, arguments, fed=fed, is_fifo=is_fifo)
    return _RETURNS if name in programs.RETURN else _UNKNOWN_PROGRAM


def unwrapped(words: Sequence[str | None]) -> Sequence[str | None]:
    """Return the words of the command that wrappers such as `nohup`, `nice -n 5` or `env A=b` run in their place."""
    while words and words[0] is not None:
        name = known_name(words[0])
        if name is None or name not in programs.WRAPPERS:
            break
        rest = words[1:]
        takes_word = programs.WRAPPERS[name]
        while rest and (option := rest[0]) is not None and option.startswith("-"):
            if name in {"command", "builtin"} and option in {"-v", "-V"}:
                return ["command", option]
            rest = rest[2:] if option in takes_word else rest[1:]
        while name == "env" and rest and (assigned := rest[0]) is not None and "=" in assigned:
            rest = rest[1:]
        if name in programs.NUMBER_FIRST:
            rest = rest[1:]
        if not rest:
            return [words[0]] if name not in {"nohup", "stdbuf"} else ["true"]
        words = rest
    return words


def limited(words: Sequence[str | None]) -> bool:
    """Tell whether the command runs another one for a limited time only (`timeout 30 …`)."""
    if not words or words[0] is None or known_name(words[0]) != "timeout":
        return False
    rest = words[1:]
    while rest and (option := rest[0]) is not None and option.startswith("-"):
        rest = rest[2 if option in {"-s", "-k"} else 1 :]
    seconds = pause_of(rest[:1])
    return seconds is not None and 0 < seconds < _VERY_LONG


def shell_text(words: Sequence[str | None]) -> tuple[bool, str | None]:
    """Return whether the command hands a text to a shell (`sh -c`, `su -c`), and that text (None: not known)."""
    name = known_name(words[0] or "")
    if name not in programs.SHELLS | {"su", "runuser"}:
        return False, None
    for at, word in enumerate(words[1:], 1):
        if word is None:
            return True, None
        if word.startswith("-") and not word.startswith("--") and word.endswith("c"):
            return True, words[at + 1] if at + 1 < len(words) else None
        if name in programs.SHELLS and not word.startswith("-"):
            return False, None
    return False, None


def script_words(words: Sequence[str | None]) -> Sequence[str | None]:
    """Return the words behind a shell that runs a script by its path (`sh mon.sh`), `words` itself where none does."""
    if known_name(words[0] or "") not in programs.SHELLS:
        return words
    rest = words[1:]
    while rest and (option := rest[0]) is not None and option.startswith(("-", "+")):
        rest = rest[1:]
    return rest or words


def pause_of(durations: Sequence[str | None]) -> float | None:
    """Return the seconds that a `sleep` with these arguments takes, None where that is not known."""
    total = 0.0
    for word in durations:
        found = _DURATION.fullmatch(word or "")
        if found is None:
            return None
        total += float(found[1]) * _SECONDS[found[2]]
    return total if durations else None


def _starter(program: str, arguments: Sequence[str | None]) -> Behaviour | None:
    """Return what a start script, a controller or a daemon does; None for another program."""
    name = program.rpartition("/")[2]
    if name in programs.OF_THE_SYSTEM and known_name(program) is None:
        return None
    given = {word for argument in arguments for word in (argument or "").split()}
    if name in programs.DAEMONS and given & set(programs.DAEMONS[name].split()):
        return _UNKNOWN_PROGRAM
    script = any(folder in program for folder in programs.START_FOLDERS)
    if script or name in programs.CONTROLLERS:
        if given & programs.OTHER_WORDS:
            return _RETURNS
        return _STARTS if given & programs.START_WORDS else _UNKNOWN_PROGRAM
    tomcat = name == "startup.sh" and ("tomcat" in program.lower() or "catalina" in program.lower())
    if tomcat or (name == "sendmail" and "-bd" in given):
        return _STARTS
    if name in programs.DAEMONS or name in programs.STARTERS:
        return _STARTS
    return None


def _filter(name: str, arguments: Sequence[str | None], *, fed: bool, is_fifo: Callable[[str], bool]) -> Behaviour:
    operands = [word for word in arguments if word is None or not word.startswith("-")]
    programmed = any(word is None or word.startswith("-f") or _AWK_LOOP.search(word) for word in arguments)
    if name.endswith("awk") and (programmed or not arguments):
        return Behaviour(Conduct.UNKNOWN, "runs a program of its own that may loop")
    if name == "tail" and any(_follows(word) for word in arguments if word is not None):
        return Behaviour(Conduct.STAYS, "with -f does not end by itself")
    if name == "tail" and UNCOUNTED in arguments:
        return Behaviour(Conduct.UNKNOWN, "may be given an option with which it does not end")
    if any(word is not None and is_fifo(word) for word in operands):
        return Behaviour(Conduct.UNKNOWN, "may read from a named pipe, and waits for a writer")
    wanted = programs.FILTERS[name]
    if wanted == 2 and any((word or "").startswith(("-e", "-f")) for word in arguments):
        wanted = 1
    return _RETURNS if fed or len(operands) >= wanted else _READS_INPUT


def _follows(option: str) -> bool:
    if option.startswith("--"):
        return option.startswith(("--follow", "--retry"))
    return option[:1] in {"-", "+"} and ("f" in option or "F" in option) and len(option) < 8


def _sleep(arguments: Sequence[str | None]) -> Behaviour:
    if arguments and arguments[0] in {"infinity", "inf"}:
        return Behaviour(Conduct.STAYS, "does not end by itself")
    seconds = pause_of(arguments)
    if seconds is None and any(word is None or word == UNCOUNTED for word in arguments):
        return Behaviour(Conduct.UNKNOWN, "takes a time that is not known")
    if seconds is not None and seconds >= _VERY_LONG:
        return Behaviour(Conduct.UNKNOWN, "lasts for years")
    return Behaviour(Conduct.SUCCEEDS)


def _ping(arguments: Sequence[str | None]) -> Behaviour:
    known = [word or "" for word in arguments]
    options = [word for word in known if word.startswith("-")]
    limited_to = any(word.startswith(("-c", "-w")) for word in options)
    numbered = any(word == "-n" and _NUMBER.fullmatch(after) for word, after in pairwise(known))
    if limited_to or numbered:
        return _RETURNS
    operands = [word for word in known if not word.startswith("-")]
    if len(operands) == 1 and not options and None not in arguments:
        return Behaviour(Conduct.STAYS, "without a count does not end by itself")
    return _UNKNOWN_PROGRAM


def _measuring(arguments: Sequence[str | None]) -> Behaviour:
    """`vmstat` and `iostat`: an interval without a count goes on for ever."""
    numbers = [word for word in arguments if word is not None and _NUMBER.fullmatch(word)]
    if None in arguments or len(numbers) > 2:
        return _UNKNOWN_PROGRAM
    if len(numbers) == 1 and arguments[-1] == numbers[0] and len(arguments) == 1:
        return Behaviour(Conduct.STAYS, "with an interval and no count does not end by itself")
    return _RETURNS if len(numbers) != 1 else _UNKNOWN_PROGRAM


def _sar(arguments: Sequence[str | None]) -> Behaviour:
    """`sar`: an interval without a count is one round on some systems and no end of them on others."""
    numbers = [word for word in arguments if word is not None and _NUMBER.fullmatch(word)]
    return _UNKNOWN_PROGRAM if None in arguments or len(numbers) == 1 else _RETURNS


def _repeating(arguments: Sequence[str | None]) -> Behaviour:
    """`lsof -r`, `ip monitor`, `ss -E`: they go on showing what changes."""
    repeats = {"monitor", "-E", "--events"}
    goes_on = any(word is None or word in repeats or word.startswith(("-r", "+r")) for word in arguments)
    return _UNKNOWN_PROGRAM if goes_on else _RETURNS


def _dmesg(arguments: Sequence[str | None]) -> Behaviour:
    follows = any(word is None or word in {"-w", "-W", "--follow"} for word in arguments)
    return Behaviour(Conduct.UNKNOWN, "may go on for ever") if follows else _RETURNS


def _journalctl(arguments: Sequence[str | None]) -> Behaviour:
    if any(word in {"-f", "--follow"} for word in arguments):
        return Behaviour(Conduct.STAYS, "with -f does not end by itself")
    return _UNKNOWN_PROGRAM


def _find(arguments: Sequence[str | None]) -> Behaviour:
    runs = any(word is None or word in {"-exec", "-ok", "-execdir", "-okdir"} for word in arguments)
    return Behaviour(Conduct.UNKNOWN, "runs commands that are not known") if runs else _RETURNS


def _xargs(arguments: Sequence[str | None]) -> Behaviour:
    for at, word in enumerate(arguments):
        if word is None:
            break
        if not word.startswith("-") and not _NUMBER.fullmatch(word) and word != "{}":
            inner = behaviour(arguments[at:], fed=True)
            return _RETURNS if inner.conduct is not Conduct.UNKNOWN else inner
    return _UNKNOWN_PROGRAM


def _netstat(arguments: Sequence[str | None]) -> Behaviour:
    repeats = any(word is None or _NUMBER.fullmatch(word) or word.startswith("-c") for word in arguments)
    return _UNKNOWN_PROGRAM if repeats else _RETURNS


def _at(arguments: Sequence[str | None]) -> Behaviour:
    return _RETURNS if arguments else _UNKNOWN_PROGRAM


_SPECIAL = {
    "sleep": _sleep,
    "ping": _ping,
    "ping6": _ping,
    "vmstat": _measuring,
    "iostat": _measuring,
    "sar": _sar,
    "lsof": _repeating,
    "ip": _repeating,
    "ss": _repeating,
    "dmesg": _dmesg,
    "journalctl": _journalctl,
    "find": _find,
    "xargs": _xargs,
    "netstat": _netstat,
    "at": _at,
    "batch": _at,
}
