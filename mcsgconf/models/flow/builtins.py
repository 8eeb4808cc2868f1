"""The shell's own commands that change the flow of control, or what is known."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from mcsgconf.models.flow import outcomes
from mcsgconf.models.flow.arithmetic import integer, value_of
from mcsgconf.models.flow.calls import evaluate, source
from mcsgconf.models.flow.conditions import test
from mcsgconf.models.flow.outcomes import (
    BLOCK,
    DOUBT,
    EXIT,
    EXIT_ZERO,
    FAILS,
    HANG,
    LATE,
    RETURN_FALSE,
    RETURN_TRUE,
    RETURNS,
    SUCCEEDS,
    TRUE,
    Kind,
    Way,
)
from mcsgconf.models.flow.processes import replace_shell
from mcsgconf.models.flow.programs import UNCOUNTED
from mcsgconf.models.flow.scope import Feed, Job, perhaps
from mcsgconf.models.verdict import StepKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mcsgconf.models.flow.outcomes import Flow
    from mcsgconf.models.flow.run import Run
    from mcsgconf.models.flow.scope import State
    from mcsgconf.syntax.tree import Node

    Builtin = Callable[[Run, Node, Sequence[str | None], State], Flow]


def _exit(run: Run, node: Node, words: Sequence[str | None], _state: State) -> Flow:
    zero = len(words) > 1 and words[1] == "0"
    return {EXIT_ZERO if zero else EXIT: run.step(StepKind.END, node, "the script exits here")}


def _return(run: Run, node: Node, words: Sequence[str | None], state: State) -> Flow:
    if not run.in_function:
        doubt = run.doubt(node, "`return` outside a function ends the script in some shells only")
        return {DOUBT: doubt}
    status = words[1] if len(words) > 1 else None
    ways = {RETURN_TRUE: status in {None, "0"} or status == UNCOUNTED, RETURN_FALSE: status != "0"}
    del state
    return {way: None for way, possible in ways.items() if possible}


def _break(run: Run, node: Node, words: Sequence[str | None], state: State) -> Flow:
    return _jump(run, node, words, state, Kind.BREAK)


def _continue(run: Run, node: Node, words: Sequence[str | None], state: State) -> Flow:
    return _jump(run, node, words, state, Kind.CONTINUE)


def _jump(run: Run, node: Node, words: Sequence[str | None], state: State, kind: Kind) -> Flow:
    level = 1 if len(words) == 1 else integer(words[1] or "")
    if level is None or level < 1:
        return {DOUBT: run.doubt(node, "how many loops this leaves cannot be told")}
    if not state.loops:
        if run.in_function:
            return {DOUBT: run.doubt(node, "this leaves a loop of the caller in some shells only"), **SUCCEEDS}
        return SUCCEEDS
    return {Way(kind, min(level, state.loops)): None}


def _true(_run: Run, _node: Node, _words: Sequence[str | None], _state: State) -> Flow:
    return SUCCEEDS


def _false(_run: Run, _node: Node, _words: Sequence[str | None], _state: State) -> Flow:
    return FAILS


def _test(_run: Run, _node: Node, words: Sequence[str | None], _state: State) -> Flow:
    inside = list(words[1:-1] if words[0] == "[" and words[-1] == "]" else words[1:])
    known = [word for word in inside if word is not None and word != UNCOUNTED]
    if len(known) != len(inside):
        return RETURNS
    return _of(test(known))


def _let(run: Run, _node: Node, words: Sequence[str | None], state: State) -> Flow:
    last = words[-1] if len(words) > 1 else None
    value = value_of(last, run.words(state).variable) if last is not None and last != UNCOUNTED else None
    return _of(None if value is None else bool(value))


def _of(answer: bool | None) -> Flow:
    return RETURNS if answer is None else SUCCEEDS if answer else FAILS


def _wait(run: Run, node: Node, words: Sequence[str | None], state: State) -> Flow:
    if len(words) > 1 and words[1] == "-n":
        job = perhaps(state.jobs)
    else:
        job = _awaited(run, node, state) if len(words) > 1 else state.jobs
    if job is None:
        sentence = "there is nothing here to wait for" if state.jobs is None else "the job it waits for ends"
        return {TRUE: run.step(StepKind.WAIT, node, sentence)}
    kind = StepKind.LOOP if job.way == BLOCK else StepKind.DOUBT
    trail = outcomes.join(job.trail, run.step(kind, node, "it waits for the job in the background"))
    return {BLOCK: trail, LATE: trail} if job.way == BLOCK else {HANG: trail, **RETURNS}


def _awaited(run: Run, node: Node, state: State) -> Job | None:
    """Return the job that `wait` names: by `$!`, or by the variable that holds it."""
    texts = [run.unit.slice(child).strip('"') for child in node.children if child.kind == "word"][1:]
    if texts in (["$!"], ["${!}"]):
        return state.last
    name = texts[0].strip("${}")
    if len(texts) > 1 or name not in run.process.jobs:
        return perhaps(state.jobs)
    job = run.process.jobs[name]
    # The job may have been killed since: what is known of all jobs holds for this one.
    return perhaps(job) if state.jobs is not None and state.jobs.way == HANG else job


_STOPPING = frozenset({"STOP", "TSTP", "TTIN", "TTOU"})


def _kill(run: Run, node: Node, words: Sequence[str | None], state: State) -> Flow:
    """Follow `kill`: the jobs in the background may be gone behind it, or the script may have stopped itself."""
    if len(words) < 2 or words[1] not in {"-0", "-l"}:
        state.jobs = perhaps(state.jobs)
        state.last = perhaps(state.last)
    if any(word is not None and word.lstrip("-").removeprefix("SIG") in _STOPPING for word in words[1:3]):
        return {HANG: run.doubt(node, "it may stop the script itself, until somebody lets it go on"), **RETURNS}
    return RETURNS


def _set(run: Run, node: Node, words: Sequence[str | None], state: State) -> Flow:
    arguments = list(words[1:])
    while arguments:
        word = arguments.pop(0)
        if word is None or word == UNCOUNTED:
            state.arguments = None
            return SUCCEEDS
        if word == "--" or word[:1] not in {"-", "+"}:
            given = arguments if word == "--" else [word, *arguments]
            state.arguments = None if UNCOUNTED in given else tuple(given)
            return SUCCEEDS
        on = word.startswith("-")
        if word[1:] == "o":
            option = arguments.pop(0) if arguments else None
            state.errexit = on if option == "errexit" else state.errexit
        elif word[1:2] == "A":
            return SUCCEEDS
        elif "e" in word:
            state.errexit = on
        if "n" in word[1:] and word[1:] != "o":
            return {DOUBT: run.doubt(node, "with `set -n` nothing is run any more")}
    return SUCCEEDS


def _shift(run: Run, _node: Node, words: Sequence[str | None], state: State) -> Flow:
    run.process.shifts += 1
    count = 1 if len(words) == 1 else integer(words[1] or "")
    if state.arguments is not None:
        known = count is not None and 0 <= count <= len(state.arguments)
        state.arguments = state.arguments[count:] if known else None
    return SUCCEEDS


def _cd(_run: Run, _node: Node, words: Sequence[str | None], state: State) -> Flow:
    target = words[1] if len(words) == 2 else None
    if target is None or target in {"-", UNCOUNTED}:
        state.folder = None
    elif target.startswith("/"):
        state.folder = posixpath.normpath(target)
    elif state.folder is not None:
        state.folder = posixpath.normpath(posixpath.join(state.folder, target))
    return RETURNS


def _read(run: Run, node: Node, words: Sequence[str | None], state: State) -> Flow:
    limited = any(word is not None and word.startswith("-t") for word in words[1:])
    elsewhere = any(word is not None and word.startswith(("-u", "-p")) for word in words[1:])
    if limited or (state.feed is not Feed.UNKNOWN and not elsewhere):
        return RETURNS
    return {HANG: run.doubt(node, "it waits for input, and where that comes from is not known"), **RETURNS}


_RUN_WITHOUT_SIGNAL = frozenset({"0", "EXIT", "ERR", "DEBUG", "RETURN", "CHLD", "SIGCHLD", UNCOUNTED})


def _trap(run: Run, node: Node, words: Sequence[str | None], state: State) -> Flow:
    """Follow `trap`: what it runs is not on the way, but for the end of the script itself."""
    signals = {word for word in words[2:] if word is not None}
    action = words[1] if len(words) > 1 else None
    if not signals & _RUN_WITHOUT_SIGNAL:
        return SUCCEEDS
    if action is None or action == UNCOUNTED:
        return {HANG: run.doubt(node, "what is run at the end of the script is not known"), **SUCCEEDS}
    if action in {"", "-"}:
        return SUCCEEDS
    flow = run.within(action, node).whole(state.branch())
    if any(way in flow for way in (BLOCK, HANG, DOUBT)):
        return {HANG: run.doubt(node, "what is run at the end of the script may go on"), **SUCCEEDS}
    return SUCCEEDS


def _foreground(run: Run, node: Node, _words: Sequence[str | None], state: State) -> Flow:
    """Follow `fg`: where the shell controls jobs, it waits for one of them."""
    if state.jobs is None:
        return RETURNS
    trail = outcomes.join(state.jobs.trail, run.doubt(node, "it may wait for the job in the background"))
    return {HANG: trail, **RETURNS}


def _disown(_run: Run, _node: Node, _words: Sequence[str | None], state: State) -> Flow:
    state.jobs = perhaps(state.jobs)
    return RETURNS


BUILTINS: Mapping[str, Builtin] = {
    ".": source,
    ":": _true,
    "[": _test,
    "break": _break,
    "cd": _cd,
    "chdir": _cd,
    "continue": _continue,
    "disown": _disown,
    "eval": evaluate,
    "exec": replace_shell,
    "exit": _exit,
    "false": _false,
    "fg": _foreground,
    "kill": _kill,
    "let": _let,
    "popd": _cd,
    "pushd": _cd,
    "read": _read,
    "return": _return,
    "set": _set,
    "shift": _shift,
    "source": source,
    "test": _test,
    "trap": _trap,
    "true": _true,
    "wait": _wait,
}
"""The commands with a follower of their own, by name."""
