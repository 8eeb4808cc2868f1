"""What a service does in each round of its loop: nothing at all, without a pause, or with a command that may hang."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.registry import check_cluster
from mcsgconf.lint.service_rounds import Loop, loops_of
from mcsgconf.lint.service_runs import service_runs
from mcsgconf.lint.wording import shown
from mcsgconf.models.verdict import StepKind, VerdictKind
from mcsgconf.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.lint.service_runs import ServiceRun
    from mcsgconf.lint.shell_commands import Command
    from mcsgconf.site import ClusterSite
    from mcsgconf.syntax.tree import Node

_PAUSE = re.compile(
    r"(?<![\w-])(?:sleep|usleep|wait|read|select|ping|timeout|vmstat|iostat|sar|pause|tail|cat|line)(?![\w-])"
)
"""Words that take time, or may wait: a loop with one of them is not called busy."""
_SHELL_WORDS = frozenset(
    ". : [ test true false break cd continue eval exit export kill let local print printf echo return set shift trap "
    "typeset unset".split()
)
_UNKNOWN_ANYHOW = frozenset({".", "eval", "exec", "source", "su"})
_SAYING = frozenset("sleep : true false echo print printf date logger let [ test".split())
_FILE_TESTS = frozenset("-a -b -c -d -e -f -g -h -k -p -r -s -u -w -x -G -L -O -S -nt -ot -ef".split())
_IDLE = re.compile(r"\btail[ \t]+(?:-\S+[ \t]+)*-\w*[fF]\w*[ \t]+(?:-\S+[ \t]+)*/dev/null\b|\bsleep[ \t]+inf")
_DECIDING = frozenset("test arithmetic if case and-or subshell pipeline background for select function".split())
_OPTION_WORD = re.compile(r"-\w*[ln]")
_LIMITS = ("-m", "--max-time", "--connect-timeout", "-T", "--timeout", "ConnectTimeout", "-oConnectTimeout")
_ALONE = re.compile(r"[ \t]*+done")


@check_cluster("MC605", "MC612", "MC614")
def rounds(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield what is wrong with the rounds of the loops that keep services going."""
    for run in service_runs(cluster):
        loops = list(loops_of(run))
        if loops and all(_watches_nothing(loop) for loop in loops):
            yield _idle_loop(run, loops[0])
        for loop in loops:
            yield from _busy(run, loop)
            yield from _hanging(run, loop)
        yield from _idle_program(run)


def _busy(run: ServiceRun, loop: Loop) -> Iterator[Problem]:
    unknown: str | None = None
    for document, command in loop.commands():
        if _PAUSE.search(document.source.slice(command.span)):
            return
        if unknown is None and not _returns_at_once(loop, command):
            unknown = command.words[0]
    if unknown is None and (loop.runs_in_words() or _PAUSE.search(loop.document.source.slice(loop.node.span))):
        return
    what = f"this loop of {run.called} has no pause"
    if unknown is not None:
        what = f"this loop of {run.called} has no pause, unless {shown(unknown)} is one"
    yield Problem(
        _head(loop),
        f"{what}: it takes all it can get of a processor, and the cluster daemon may come too late with its heartbeat, "
        "for which the node is reset. Put a `sleep` of 10 to 60 seconds into it",
        loop.document,
        "MC605",
        severity=Severity.INFO if unknown is not None else None,
        fix=_with_pause(loop),
        notes=_notes(run),
    )


def _returns_at_once(loop: Loop, command: Command) -> bool:
    from mcsgconf.models.flow import programs  # noqa: PLC0415 - for start-up: most files have no service

    name = command.values[0]
    if name is None or name in _UNKNOWN_ANYHOW:
        return False
    if name in _SHELL_WORDS or name in loop.functions:
        return True
    return command.program in programs.RETURN or command.program in programs.FILTERS


def _with_pause(loop: Loop) -> Fix | None:
    """Return the fix that puts a pause before the `done` of a loop."""
    source = loop.document.source
    body = loop.node.child("body")
    redirections = [child.start for child in loop.node.children if child.kind == "redirection"]
    done = source.text.rfind(
        "done", body.end if body is not None else loop.node.start, min([*redirections, loop.node.end])
    )
    if body is None or done < 0 or not body.children:
        return None
    line = source.full_lines(Span(done, done + 4))
    if _ALONE.match(source.text, line.start) and source.text[line.start : done].strip() == "":
        last = source.full_lines(Span(body.children[-1].start, body.children[-1].start + 1))
        text = source.slice(last)
        indent = text[: len(text) - len(text.lstrip(" \t"))]
        edit = Edit(line.start, line.start, f"{indent}sleep 30{source.newline()}")
    else:
        edit = Edit(done, done, "sleep 30; ")
    return Fix("pause for 30 seconds in each round", (edit,), Applicability.UNSAFE)


def _hanging(run: ServiceRun, loop: Loop) -> Iterator[Problem]:
    for document, command in loop.commands():
        why = None if command.background else _may_hang(command)
        if why is not None:
            yield Problem(
                command.span,
                f"{command.program} may hang ({why}), and while it does, {run.called} neither checks nor fails: the "
                "package stays where it is. Give it a limit of time",
                document,
                "MC612",
                notes=_notes(run),
            )


def _may_hang(command: Command) -> str | None:
    """Return when a command may hang, None where it is not known to."""
    arguments = [value or "" for value in command.values[1:]]
    operands = [word for word in arguments if not word.startswith("-")]
    if any(word.startswith(_LIMITS) for word in arguments):
        return None
    match command.program:
        case "df" | "bdf":
            local = any(_OPTION_WORD.match(word) and "l" in word for word in arguments)
            return None if local else "on a file system whose NFS server does not answer"
        case "sqlplus" | "isql" | "dbaccess" | "mysql" | "psql" | "db2":
            return "when the database does"
        case "nslookup" | "dig" | "nsquery":
            return "when the name server does not answer" if operands else None
        case "ssh" | "remsh" | "rcp" | "scp" | "rexec":
            return "when the other host does not answer"
        case "curl" | "wget":
            return "when the server does not answer"
        case _:
            return None


def _watches_nothing(loop: Loop) -> bool:
    """Tell whether a loop only waits and speaks: nothing in it can find a failure."""
    if loop.runs_in_words() or any(node.kind in _DECIDING for node in loop.node.walk()):
        return False
    return all(_only_speaks(command) for _, command in loop.commands())


def _only_speaks(command: Command) -> bool:
    name = command.values[0]
    return name in _SAYING and not (name in {"[", "test"} and not _FILE_TESTS.isdisjoint(command.words))


def _idle_loop(run: ServiceRun, loop: Loop) -> Problem:
    return Problem(
        _head(loop),
        f"{run.called} goes on and checks nothing: the package counts as up whatever happens to the application. Let each "
        "round look for it, and leave the loop when it is gone",
        loop.document,
        "MC614",
        notes=_notes(run),
    )


def _idle_program(run: ServiceRun) -> Iterator[Problem]:
    step = run.verdict.decisive
    if run.verdict.kind is not VerdictKind.LOOPS or step.kind is not StepKind.BLOCKER:
        return
    inline = run.is_inline(step)
    text = run.line if inline else step.document.source.slice(step.span)
    if _IDLE.search(text) and "--pid" not in text:
        yield Problem(
            step.span,
            f"{run.called} is kept up by a command that checks nothing: the package counts as up whatever happens to the "
            "application. Let the service look for it in a loop, and leave that when it is gone",
            step.document,
            "MC614",
            notes=() if inline else _notes(run),
        )


def _head(loop: Loop) -> Span:
    """Return the first line of a loop, as far as the loop goes on it."""
    line = loop.document.source.line_span(loop.document.source.position(loop.node.start).line)
    return Span(loop.node.start, min(line.end, _end_of_condition(loop.node), loop.node.end))


def _end_of_condition(loop: Node) -> int:
    return next((child.end for child in loop.children if child.kind in {"condition", "arithmetic"}), loop.end)


def _notes(run: ServiceRun) -> tuple[Note, ...]:
    return (Note(f"the command of {run.called}", run.document, run.command.span),)
