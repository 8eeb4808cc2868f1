"""What is known while a script is followed: its arguments, its constants, its functions, its jobs.

`Process` is what one run of a script shares; `State` is what changes from statement to statement and differs from
branch to branch. Both hold little on purpose: what would have to be copied with every branch is not tracked at all.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

from mcsgconf.models.flow.arithmetic import value_of
from mcsgconf.models.flow.commands import may_be_fifo
from mcsgconf.models.flow.outcomes import BLOCK, HANG
from mcsgconf.syntax.words import Constant, Reference, Unknown, parts

if TYPE_CHECKING:
    from mcsgconf.models.flow.outcomes import Trail, Way
    from mcsgconf.models.flow.unit import Unit
    from mcsgconf.syntax.tree import Node

Arguments: TypeAlias = "tuple[str | None, ...]"
"""Positional parameters; None for one whose value is not known."""

_FOLDER_OF_SCRIPT = re.compile(
    r"(?:cd[ \t]+[\"']?(?:\$\(|`))?[ \t]*dirname[ \t]+\"?\$\{?0\}?\"?[ \t]*"
    r"(?:[)`]\"?[ \t]*(?:&&|;)[ \t]*pwd(?:[ \t]+-[PL])?[ \t]*)?"
)
_NAME_OF_SCRIPT = re.compile(r"[ \t]*basename[ \t]+\"?\$\{?0\}?\"?[ \t]*")
_DEFAULT = re.compile(r"\$\{(?P<name>[A-Za-z_]\w*|[0-9]+):-(?P<word>[^${}`]*)\}", re.ASCII)
_CHANGING = frozenset("SECONDS RANDOM LINENO OPTIND OPTARG REPLY PWD OLDPWD EPOCHSECONDS ERRNO _".split())
"""Variables that change although nobody assigns them."""
_MOST_DEFINITIONS = 4

Definition: TypeAlias = "tuple[Unit, Node] | None"
"""The text and the body of a function; None: it may not be defined, and its name may be a program's."""


class Feed(Enum):
    """Where standard input comes from: who knows, most likely a plain file, or something that surely has an end."""

    UNKNOWN = "unknown"
    FILE = "file"
    ENDS = "ends"


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """The jobs in the background that a `wait` would wait for: for ever (BLOCK) or perhaps (HANG)."""

    way: Way
    trail: Trail


@dataclass(slots=True)
class State:
    """What is known at one point of a run.

    `arguments` and `folder` are None where they are not known, `jobs` where a `wait` would return at once; `last` is the
    job of `$!`. `certain` says that every run comes here; `tested`, that a failure here is looked at by somebody
    (`set -e` then does nothing); `loops` counts the loops round this point.
    """

    arguments: Arguments | None
    folder: str | None = None
    jobs: Job | None = None
    last: Job | None = None
    errexit: bool = False
    tested: bool = False
    certain: bool = True
    feed: Feed = Feed.UNKNOWN
    loops: int = 0

    def key(self) -> tuple[object, ...]:
        """Return what the flow of a function may depend on."""
        jobs = self.jobs.way if self.jobs is not None else None
        last = self.last.way if self.last is not None else None
        return (self.arguments, self.folder, jobs, last, self.errexit and not self.tested, self.feed)

    def branch(self, *, certain: bool = False) -> State:
        """Return a copy for a branch, which not every run takes unless it is `certain`."""
        return replace(self, certain=self.certain and certain)

    def apart(self) -> State:
        """Return a copy for a shell of its own: a subshell, a substitution, a command of a pipe.

        A `wait` there knows nothing of this shell's jobs; in ksh93, which makes no process of it, it waits for them.
        """
        return replace(self, certain=False, jobs=perhaps(self.jobs), last=perhaps(self.last), loops=0)

    def take(self, *branches: State) -> None:
        """Become what is known when any of the branches was taken."""
        first, *others = branches
        arguments, folder, jobs, last = first.arguments, first.folder, first.jobs, first.last
        errexit = first.errexit
        for other in others:
            arguments = arguments if arguments == other.arguments else None
            folder = folder if folder == other.folder else None
            jobs = either(jobs, other.jobs)
            last = either(last, other.last)
            errexit &= other.errexit
        self.arguments, self.folder, self.jobs, self.last, self.errexit = arguments, folder, jobs, last, errexit


def perhaps(job: Job | None) -> Job | None:
    """Return what a job is when it is not known whether it is still there."""
    return None if job is None else Job(HANG, job.trail)


def both(one: Job | None, other: Job | None) -> Job | None:
    """Return the jobs of two sets: a `wait` waits for all."""
    if one is None or (other is not None and other.way == BLOCK):
        return other
    return one


def either(one: Job | None, other: Job | None) -> Job | None:
    """Return the jobs where only one of two sets is there, and it is not known which."""
    if one is None and other is None:
        return None
    if one is not None and other is not None and one.way == other.way:
        return one
    return perhaps(one or other)


@dataclass
class Process:
    """One run of a script: what it is called, and what it has defined so far."""

    path: str | None
    units: list[Unit]
    constants: dict[str, str] = field(default_factory=dict)
    jobs: dict[str, Job | None] = field(default_factory=dict)
    functions: dict[str, list[Definition]] = field(default_factory=dict)
    version: int = 0
    shifts: int = 0
    """How many times arguments were shifted so far."""

    def assignments(self, name: str) -> int:
        """Return how many places might assign a variable."""
        changes = name in _CHANGING or any(unit.is_devious for unit in self.units)
        return changes + sum(len(unit.assigned.get(name, ())) for unit in self.units)

    def add(self, unit: Unit) -> None:
        """Take in a file that is sourced: what it may assign is no longer constant."""
        self.units.append(unit)
        for name in unit.assigned:
            self.constants.pop(name, None)
            self.jobs.pop(name, None)
        self.version += 1

    def define(self, name: str, unit: Unit, body: Node, *, certain: bool) -> None:
        """Take in the definition of a function; one that not every run comes to leaves the earlier ones in place."""
        known: list[Definition] = [] if certain else self.functions.get(name, [None])
        definition = (unit, body)
        if definition not in known:
            self.functions[name] = [*known, definition] if len(known) < _MOST_DEFINITIONS else [None, definition]
            self.version += 1

    def is_alias(self, name: str) -> bool:
        """Tell whether a name is made an alias somewhere."""
        return any(name in unit.aliases for unit in self.units)

    def may_be_fifo(self, path: str) -> bool:
        """Tell whether a file may be a named pipe."""
        if may_be_fifo(path):
            return True
        return any(unit.makes_fifo for unit in self.units) and not path.startswith("/etc/")


class Words:
    """The values of words at one point of a run."""

    def __init__(self, process: Process, state: State) -> None:
        self._process = process
        self._state = state

    def variable(self, name: str) -> str | None:
        """Return the value of a variable or parameter, None where it is not known."""
        arguments = self._state.arguments
        if name == "0":
            return self._process.path
        if name == "#":
            return None if arguments is None else str(len(arguments))
        if name in {"@", "*"}:
            return None if arguments is None or None in arguments else " ".join(filter(None, arguments))
        if name.isdigit():
            if arguments is None:
                return None
            return arguments[int(name) - 1] if int(name) <= len(arguments) else ""
        return self._process.constants.get(name)

    def value(self, word: str) -> str | None:
        """Return the value of a word that is not split, None where it is not known."""
        values = []
        for part in parts(word):
            value = self._part(part, word)
            if value is None:
                return None
            values.append(value)
        return "".join(values)

    def fields(self, word: str) -> Arguments | None:
        """Return the words that a word becomes, None where their number is not known."""
        pieces = parts(word)
        if len(pieces) == 1 and isinstance(pieces[0], Constant):
            constant = pieces[0]
            return None if _globs(word) else (constant.value,)
        if word in {'"$@"', '"${@}"'}:
            return self._state.arguments
        if not pieces:
            return ("",) if word else ()
        fields: list[str | None] = []
        open_field = False
        for part in pieces:
            quoted = part.quoted if isinstance(part, Reference) else _is_quoted(word, part.start)
            value = self._part(part, word)
            if not quoted and (value is None or (isinstance(part, Constant) and _globs(word[part.start : part.end]))):
                return None
            split = [value] if quoted or isinstance(part, Constant) or value is None else value.split()
            if open_field and split:
                last = fields.pop()
                first = split.pop(0)
                fields.append(None if last is None or first is None else last + first)
            fields += split
            open_field = bool(fields)
        if not fields and ('"' in word or "'" in word):
            return ("",)
        return tuple(fields)

    def _part(self, part: Constant | Reference | Unknown, word: str) -> str | None:
        match part:
            case Constant():
                return part.value
            case Reference():
                return self.variable(part.name) if part.index is None else None
            case Unknown():
                return self._unknown(word[part.start : part.end])

    def _unknown(self, text: str) -> str | None:
        """Return the value of an expansion, for the few whose value can be told."""
        if text.startswith("$((") and text.endswith("))"):
            value = value_of(text[3:-2], self.variable)
            return None if value is None else str(value)
        path = self._process.path
        command = text[2:-1] if text.startswith("$(") else text[1:-1] if text.startswith("`") else ""
        if path and (text == "${0%/*}" or (command and _FOLDER_OF_SCRIPT.fullmatch(command))):
            return posixpath.dirname(path)
        if path and (text == "${0##*/}" or (command and _NAME_OF_SCRIPT.fullmatch(command))):
            return posixpath.basename(path)
        if command.strip() == "pwd":
            return self._state.folder
        if found := _DEFAULT.fullmatch(text):
            known = self.variable(found["name"])
            return None if known is None else known or self.value(found["word"])
        return None


def _globs(word: str) -> bool:
    return any(character in word for character in "*?[") and not any(quote in word for quote in "'\"\\") and word != "["


def _is_quoted(word: str, at: int) -> bool:
    return word.count('"', 0, at) % 2 == 1
