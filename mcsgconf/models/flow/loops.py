"""The loops: which go on for ever, which as long as what they watch, and which end by themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.models.flow import outcomes
from mcsgconf.models.flow.arithmetic import value_of
from mcsgconf.models.flow.bounds import bounded_by_break, bounded_by_condition, header_is_bounded
from mcsgconf.models.flow.expansion import arithmetic_commands, redirected, run_substitutions
from mcsgconf.models.flow.options import shifted, with_options
from mcsgconf.models.flow.outcomes import BLOCK, FALLS, FALSE, HANG, LATE, TRUE, Kind, Way
from mcsgconf.models.flow.scope import Feed
from mcsgconf.models.flow.watching import has_pause, leaves_on_failure, takes_input
from mcsgconf.models.verdict import StepKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcsgconf.models.flow.outcomes import Flow, Trail
    from mcsgconf.models.flow.run import Run
    from mcsgconf.models.flow.scope import State
    from mcsgconf.syntax.tree import Node

_ARGUMENTS_CHANGE = re.compile(r"(?<![\w$-])(?:shift|getopts|set[ \t]+(?:--|[^-+\s]))")
_WAITS = re.compile(r"(?<![\w$-])wait(?![\w-])")


def while_loop(run: Run, node: Node, state: State) -> Flow:
    """Follow `while` and `until`."""
    return redirected(run, node, state, lambda: _while_or_arguments(run, node, state))


def _while_or_arguments(run: Run, node: Node, state: State) -> Flow:
    """Follow a loop through known arguments round by round, any other one as a whole."""
    for follow in (shifted, with_options):
        flow = follow(run, node, state, _out_of_round)
        if flow is not None:
            return flow
    return _rounds(run, node, state, _while)


def for_loop(run: Run, node: Node, state: State) -> Flow:
    """Follow `for NAME in …`: as many rounds as there are words."""
    return redirected(run, node, state, lambda: _rounds(run, node, state, _for))


def for_arithmetic(run: Run, node: Node, state: State) -> Flow:
    """Follow `for ((…))`."""
    return redirected(run, node, state, lambda: _rounds(run, node, state, _for_arithmetic))


def select(run: Run, node: Node, state: State) -> Flow:
    """Follow `select`: it asks somebody, as often as he likes."""
    flow = redirected(run, node, state, lambda: _rounds(run, node, state, _for))
    return outcomes.union({HANG: run.doubt(node, "`select` waits for somebody's choice")}, flow)


def _rounds(run: Run, node: Node, state: State, follow: Callable[[Run, Node, State], Flow]) -> Flow:
    """Follow a loop whose rounds begin with what the round before left behind."""
    text = run.unit.slice(node)
    inside = state.branch()
    inside.loops += 1
    if _ARGUMENTS_CHANGE.search(text):
        inside.arguments = state.arguments = None
    if re.search(r"(?<![\w$-])cd[ \t]", text):
        inside.folder = None
    flow = follow(run, node, inside)
    if inside.jobs is not state.jobs and _WAITS.search(text):
        hang = run.doubt(node, "a round may wait for a job of the round before")
        flow = outcomes.union(flow, {HANG: hang})
    state.take(state.branch(), inside)
    return flow


def _while(run: Run, node: Node, state: State) -> Flow:
    condition, body = node.child("condition"), node.child("body")
    if condition is None or body is None:
        return {outcomes.DOUBT: run.doubt(node, "this is not followed")}
    answer = run.tested(condition.children, state)
    if node.kind == "until":
        answer = outcomes.inverted(answer)
    aside = _out_of_round(outcomes.without(answer, FALLS))
    if TRUE not in answer and LATE not in answer:
        never = run.step_at(
            StepKind.NOT_A_LOOP, run.head(node), "this loop is never entered, its condition does not hold"
        )
        return outcomes.union(aside, {TRUE: never} if FALSE in answer else {})
    rounds = run.statements(body.children, state)
    outside = outcomes.union(aside, _out_of_round(rounds))
    endless = FALSE not in answer and LATE not in answer
    if not _goes_on(rounds):
        return _left_at_once(run, node, outside, never_entered=not endless)
    if endless:
        bounded = bounded_by_break(run, node, state)
        if bounded is not None:
            step = run.step_at(StepKind.BOUNDED, run.head(node), bounded)
            return outcomes.behind(step, outside)
        return _endless(run, node, outside, "this loop goes on until something in it fails or breaks out")
    return _conditional(run, node, outside, state)


def _conditional(run: Run, node: Node, outside: Flow, state: State) -> Flow:
    """Return the flow of a loop whose condition may be true or false."""
    bounded = bounded_by_condition(run, node, state)
    if bounded is None and takes_input(run, node) and state.feed is Feed.ENDS:
        bounded = "this loop ends with its input"
    if bounded is not None:
        step = run.step_at(StepKind.BOUNDED, run.head(node), bounded)
        return outcomes.union(outside, {TRUE: step, FALSE: step})
    if leaves_on_failure(run, node) and has_pause(run, node) and not takes_input(run, node):
        return _endless(run, node, outside, "this loop goes on as long as what it watches is there", watches=True)
    doubt = run.step_at(StepKind.DOUBT, run.head(node), "how long this loop goes on cannot be told")
    return outcomes.union({HANG: doubt}, outside, {TRUE: None, FALSE: None})


def _for(run: Run, node: Node, state: State) -> Flow:
    body = node.child("body")
    listed = [child for child in node.children if child.kind == "word"]
    flow = run_substitutions(run, listed, state)
    if not outcomes.falls(flow) or body is None:
        return flow
    if node.child("in") is None:
        some = None if state.arguments is None else bool(state.arguments)
    else:
        words = run.words(state)
        counts = [None if (fields := words.fields(run.unit.slice(word))) is None else len(fields) for word in listed]
        some = True if any(counts) else None if None in counts else False
    head = run.head(node)
    if some is False:
        never = run.step_at(StepKind.NOT_A_LOOP, head, "this loop has nothing to go through")
        return outcomes.then(flow, {TRUE: never})
    rounds = run.statements(body.children, state)
    ended: dict[Way, Trail] = {}
    if some is None or _goes_on(rounds):
        step = run.step_at(StepKind.BOUNDED, head, "this loop ends with its list")
        ended = {TRUE: step, FALSE: step} if outcomes.falls(rounds) else {TRUE: step}
        if LATE in rounds and not any(way in rounds for way in (TRUE, FALSE, Way(Kind.CONTINUE, 1))):
            ended = {LATE: rounds[LATE], **({TRUE: step} if some is None else {})}
    return outcomes.then(flow, outcomes.union(_out_of_round(rounds), ended))


def _for_arithmetic(run: Run, node: Node, state: State) -> Flow:
    header, body = node.child("arithmetic"), node.child("body")
    if header is None or body is None:
        return {outcomes.DOUBT: run.doubt(node, "this is not followed")}
    opened = arithmetic_commands(run, header, state)
    parts = run.unit.slice(header)[2:-2].split(";")
    condition = parts[1].strip() if len(parts) == 3 else "?"
    value = value_of(condition, run.words(state).variable) if condition else 1
    if value == 0:
        never = run.step_at(
            StepKind.NOT_A_LOOP, run.head(node), "this loop is never entered, its condition does not hold"
        )
        return outcomes.then(opened, {TRUE: never})
    rounds = run.statements(body.children, state)
    outside = _out_of_round(rounds)
    if not _goes_on(rounds):
        flow = _left_at_once(run, node, outside, never_entered=value is None)
    elif value is not None:
        flow = _endless(run, node, outside, "this loop has no condition that could end it")
    elif (bounded := header_is_bounded(run, node, parts, state)) is not None:
        step = run.step_at(StepKind.BOUNDED, run.head(node), bounded)
        flow = outcomes.union(outside, {TRUE: step, FALSE: step})
    else:
        doubt = run.step_at(StepKind.DOUBT, run.head(node), "how long this loop goes on cannot be told")
        flow = outcomes.union({HANG: doubt}, outside, {TRUE: None, FALSE: None})
    return outcomes.then(opened, flow)


def _goes_on(rounds: Flow) -> bool:
    """Tell whether a second round is possible."""
    return outcomes.falls(rounds) or Way(Kind.CONTINUE, 1) in rounds


def _left_at_once(run: Run, node: Node, outside: Flow, *, never_entered: bool) -> Flow:
    step = run.step_at(StepKind.NOT_A_LOOP, run.head(node), "every way through this loop leaves it in the first round")
    flow = outcomes.behind(step, outside)
    return outcomes.union(flow, {TRUE: None}) if never_entered else flow


def _endless(run: Run, node: Node, outside: Flow, sentence: str, *, watches: bool = False) -> Flow:
    """Return the flow of a loop that only a failure leaves; one that `watches` something leaves by its condition too."""
    step = run.step_at(StepKind.LOOP, run.head(node), sentence)
    left = outcomes.behind(step, outcomes.late(outside))
    return outcomes.union({BLOCK: step}, left, {LATE: step} if watches else {})


def _out_of_round(rounds: Flow) -> Flow:
    """Return the ways out of a loop, seen from outside: a break of one level goes on behind it."""
    result: dict[Way, Trail] = {}
    for way, trail in rounds.items():
        outer = Way(way.kind, way.level - 1) if way.level > 1 else way
        match way.kind:
            case Kind.TRUE | Kind.FALSE | Kind.LATE:
                continue
            case Kind.BREAK if way.level == 1:
                outer = TRUE
            case Kind.BREAK_LATE if way.level == 1:
                outer = LATE
            case Kind.CONTINUE if way.level == 1:
                continue
        result.setdefault(outer, trail)
    return result
