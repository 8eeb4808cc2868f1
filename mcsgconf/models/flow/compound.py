"""The compound statements but loops: lists, pipelines, groups, branches, jobs, definitions of functions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mcsgconf.models.flow import outcomes
from mcsgconf.models.flow.arms import Arms
from mcsgconf.models.flow.commands import known_name
from mcsgconf.models.flow.expansion import redirected, run_substitutions
from mcsgconf.models.flow.outcomes import (
    BLOCK,
    DOUBT,
    EXIT,
    EXIT_ZERO,
    FAILS,
    FALSE,
    HANG,
    LATE,
    RETURNS,
    SUCCEEDS,
    TRUE,
    Kind,
)
from mcsgconf.models.flow.patterns import matches
from mcsgconf.models.flow.programs import LEAVE_EARLY
from mcsgconf.models.flow.scope import Feed, Job, both, either
from mcsgconf.models.verdict import StepKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.flow.outcomes import Flow, Trail
    from mcsgconf.models.flow.run import Run
    from mcsgconf.models.flow.scope import State, Words
    from mcsgconf.syntax.tree import Node

_LEAVES = frozenset({"not", "time", "operator", "redirection"})


def and_or(run: Run, node: Node, state: State) -> Flow:
    """Follow commands joined by `&&` and `||`."""
    commands = [child for child in node.children if child.kind not in {"operator", "comment", "here-document"}]
    operators = [run.unit.slice(child) for child in node.children if child.kind == "operator"]
    flow = run.tested([commands[0]], state)
    for at, (operator, command) in enumerate(zip(operators, commands[1:], strict=False), 1):
        wanted = TRUE if operator == "&&" else FALSE
        enters = outcomes.only(flow, (wanted, LATE))
        passes = outcomes.without(flow, (wanted,))
        if not enters:
            continue
        branch = state.branch(certain=not outcomes.falls(passes))
        last = at == len(commands) - 1
        after = run.statement(command, branch) if last else run.tested([command], branch)
        if outcomes.falls(after):
            state.take(*((state, branch) if outcomes.falls(passes) else (branch,)))
        flow = outcomes.union(outcomes.then(enters, after), passes)
    return flow


def pipeline(run: Run, node: Node, state: State) -> Flow:
    """Follow a pipeline: it lasts as long as its commands do, each in a shell of its own but, in ksh, the last."""
    commands = [child for child in node.children if child.kind not in _LEAVES | {"comment", "here-document"}]
    if not commands:
        return SUCCEEDS
    nots = sum(child.kind == "not" for child in node.children)
    if len(commands) == 1:
        flow = run.tested(commands, state) if nots else run.statement(commands[0], state)
    else:
        flow = _piped(run, commands, state)
    if nots > 1:  # to some shells two of them are none, to others a mistake
        return outcomes.union(flow, outcomes.inverted(flow))
    return outcomes.inverted(flow) if nots else flow


def _piped(run: Run, commands: list[Node], state: State) -> Flow:
    *producers, last = commands
    blocks: Trail = None
    blocked = False
    hangs: Flow = {}
    for at, producer in enumerate(producers):
        inside = state.apart()
        inside.feed = Feed.ENDS if at else state.feed
        made = outcomes.of_subshell(run.statement(producer, inside))
        if BLOCK in made and not blocked:
            blocked, blocks = True, made[BLOCK]
        hangs = outcomes.union(hangs, {way: trail for way, trail in made.items() if way == HANG})
    inside = state.apart()
    inside.feed = Feed.ENDS
    jobs = inside.jobs
    consumer = run.statement(last, inside)
    if inside.jobs is not jobs:
        state.jobs = either(state.jobs, inside.jobs)
    exits = {way: trail for way, trail in consumer.items() if way in {EXIT, EXIT_ZERO} or way.kind is Kind.DOUBT}
    flow = outcomes.union(outcomes.of_subshell(consumer), exits, hangs)
    if not blocked:
        return flow
    if _may_leave_early(run, last):
        return outcomes.union({HANG: blocks}, flow)
    return outcomes.union({BLOCK: blocks}, outcomes.late(flow))


def _may_leave_early(run: Run, consumer: Node) -> bool:
    """Tell whether the end of a pipe may stop reading before its input ends, which then ends the others."""
    if consumer.kind != "command":
        return consumer.kind not in {"while", "until"}
    word = consumer.child("word")
    name = known_name(run.unit.slice(word)) if word is not None else None
    return (
        name is None or name in LEAVE_EARLY or name not in {"tee", "cat", "logger", "tr", "sort", "uniq", "wc", "cut"}
    )


def group(run: Run, node: Node, state: State) -> Flow:
    """Follow `{ … }`."""
    inner = [child for child in node.children if child.kind != "redirection"]
    return redirected(run, node, state, lambda: run.statements(inner, state))


def subshell(run: Run, node: Node, state: State) -> Flow:
    """Follow `( … )`: an exit leaves the subshell only, and the jobs of this shell are not its own."""
    inner = [child for child in node.children if child.kind != "redirection"]
    inside = state.apart()
    return redirected(run, node, inside, lambda: outcomes.of_subshell(run.statements(inner, inside)))


def background(run: Run, node: Node, state: State) -> Flow:
    """Follow `command &`: the script goes on at once."""
    inside = state.apart()
    inside.feed, inside.tested = Feed.ENDS, False
    flow = outcomes.of_subshell(run.statement(node.children[0], inside))
    job: Job | None = None
    trail: Trail = None
    span = run.unit.last_line(node)
    if BLOCK in flow:
        job = Job(BLOCK, flow[BLOCK])
        sentence = "the loop runs in the background and the script goes on without it"
        trail = run.step_at(StepKind.BACKGROUND_LOOP, span, sentence)
    elif HANG in flow:
        job = Job(HANG, flow[HANG])
        trail = run.step_at(StepKind.BACKGROUND, span, "this runs in the background and the script goes on without it")
    state.jobs = both(state.jobs, job)
    state.last = job
    return {TRUE: trail}


def coprocess(run: Run, node: Node, state: State) -> Flow:
    """Follow `coproc`: a job whose output the script reads."""
    state.jobs = both(state.jobs, Job(HANG, run.doubt(node, "a coprocess may run as long as the application")))
    return SUCCEEDS


def branches(run: Run, node: Node, state: State) -> Flow:
    """Follow `if`, `elif`, `else`."""
    return redirected(run, node, state, lambda: _if(run, node, state))


def _if(run: Run, node: Node, state: State) -> Flow:
    parts = [part for part in node.children if part.kind in {"condition", "body", "elif", "else"}]
    pairs = [(parts[0], parts[1])] if len(parts) > 1 else []
    pairs += [(part.children[0], part.children[-1]) for part in parts if part.kind == "elif" and len(part.children) > 1]
    otherwise = next((part for part in parts if part.kind == "else"), None)
    arms = Arms(state)
    for condition, body in pairs:
        if not arms.reached:
            break
        answer = outcomes.then(arms.reached, run.tested(condition.children, state))
        arms.test(_explained(run, condition, answer))
        arms.enter(partial(run.statements, body.children))
    if arms.reached:
        arms.last(partial(run.statements, otherwise.children) if otherwise is not None else None)
    return arms.leave()


def _explained(run: Run, condition: Node, answer: Flow) -> Flow:
    """Return the answer of a condition, with a step that says so where it is always the same."""
    if LATE in answer or (TRUE in answer) == (FALSE in answer):
        return answer
    way, word = (TRUE, "always") if TRUE in answer else (FALSE, "never")
    step = run.step(StepKind.BRANCH, condition, f"this condition is {word} true here")
    return {**answer, way: outcomes.join(answer[way], step)}


def case(run: Run, node: Node, state: State) -> Flow:
    """Follow `case`: the arms whose patterns may match, in order, up to one that does for certain."""
    return redirected(run, node, state, lambda: _case(run, node, state))


def _case(run: Run, node: Node, state: State) -> Flow:
    word = node.child("word")
    words = run.words(state)
    exact = not any(unit.ignores_case for unit in run.process.units)
    subject = words.value(run.unit.slice(word)) if word is not None and exact else None
    items = [child for child in node.children if child.kind == "case-item"]
    if any(run.unit.slice(operator) == ";;&" for item in items if (operator := item.child("operator")) is not None):
        return {DOUBT: run.doubt(node, "`;;&` is not followed")}
    arms = Arms(state)
    if word is not None:
        arms.reached = run_substitutions(run, [word], state)
    for at, item in enumerate(items):
        if not arms.reached:
            break
        found = _item_matches(run, item, subject, words)
        answer = RETURNS if found is None else SUCCEEDS if found else FAILS
        if found and subject is not None:
            step = run.step(StepKind.BRANCH, item.children[0], f'the word is "{subject}", so this branch is taken')
            answer = {TRUE: step}
        arms.test(outcomes.then(arms.reached, answer))
        arms.enter(partial(run.statements, _falling_through(run, items, at)))
    if arms.reached:
        arms.last(None)
    return arms.leave()


def _item_matches(run: Run, item: Node, subject: str | None, words: Words) -> bool | None:
    answers = []
    for pattern in item.children:
        if pattern.kind == "pattern":
            text = run.unit.slice(pattern)
            answers.append(True if text == "*" else None if subject is None else matches(subject, text, words.value))
    return True if True in answers else None if None in answers else False


def _falling_through(run: Run, items: list[Node], first: int) -> Iterator[Node]:
    """Yield the statements of an item, and of those behind it that it falls through to."""
    for at in range(first, len(items)):
        body = items[at].child("body")
        yield from body.children if body is not None else ()
        operator = items[at].child("operator")
        if operator is None or run.unit.slice(operator) == ";;":
            return


def define(run: Run, node: Node, state: State) -> Flow:
    """Take in the definition of a function; its body is followed where it is called."""
    name = node.child("name")
    if name is not None:
        run.process.define(run.unit.slice(name), run.unit, node.children[-1], certain=state.certain)
    return SUCCEEDS
