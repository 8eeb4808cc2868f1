"""What happens before a command runs: the commands in its words, and its redirections."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.models.flow import outcomes
from mcsgconf.models.flow.outcomes import FALLS, HANG, LATE, SUCCEEDS, TRUE
from mcsgconf.models.flow.scope import Feed
from mcsgconf.models.flow.unit import commands_in_text, substitutions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mcsgconf.models.flow.outcomes import Flow
    from mcsgconf.models.flow.run import Run
    from mcsgconf.models.flow.scope import State
    from mcsgconf.syntax.tree import Node

_PLAIN_FILE = re.compile(r"/dev/null|/etc/.*|.*\.(?:list|lst|conf|cfg|config|ini|txt|tab|csv|dat|out|log|pid|tmp)")
_DEEPEST_TEXT = 8  # texts in texts, such as `$( )` in `$( )`, that are followed
_READS = frozenset({"<", "0<", "<>", "0<>"})
_HERE = frozenset({"<<", "<<-", "<<<", "0<<", "0<<-", "0<<<"})


def run_substitutions(run: Run, nodes: Iterable[Node], state: State) -> Flow:
    """Return the flow of the commands in `$( )` and backquotes of some words: they run, and the shell waits."""
    flow: Flow = SUCCEEDS
    for node in nodes:
        for text in substitutions(run.unit.slice(node)):
            flow = outcomes.then(flow, _substituted(run, text, node, state))
    return flow


def here_document(run: Run, node: Node, state: State) -> Flow:
    """Follow the commands in the body of a here-document."""
    text = run.unit.text
    announced = text[text.rfind("<<", 0, node.start) + 2 : node.start].lstrip("- \t")
    if announced.startswith(("'", '"', "\\")):
        return SUCCEEDS
    flow: Flow = SUCCEEDS
    for command in commands_in_text(run.unit.slice(node)):
        flow = outcomes.then(flow, _substituted(run, command, node, state))
    return flow


def arithmetic_commands(run: Run, node: Node, state: State) -> Flow:
    """Follow the commands in an arithmetic expression."""
    flow: Flow = SUCCEEDS
    for command in commands_in_text(run.unit.slice(node)):
        flow = outcomes.then(flow, _substituted(run, command, node, state))
    return flow


def _substituted(run: Run, text: str, node: Node, state: State) -> Flow:
    if run.unit.level >= _DEEPEST_TEXT:
        return {HANG: run.doubt(node, "this is not followed any further"), **SUCCEEDS}
    inside = state.apart()
    inside.errexit = False  # bash does not hand it down to a substitution
    flow = outcomes.of_subshell(run.within(text, node).whole(inside))
    succeeded = next((flow[way] for way in FALLS if way in flow), None)
    rest = outcomes.without(flow, FALLS)
    if LATE in flow and len(flow) == len(rest) + 1:
        return flow
    return outcomes.union(rest, {TRUE: succeeded}) if outcomes.falls(flow) else rest


def redirected(run: Run, node: Node, state: State, follow: Callable[[], Flow]) -> Flow:
    """Follow a command with its redirections; what it reads from holds for the command alone."""
    before = state.feed
    opened = redirections(run, node, state)
    flow = outcomes.then(opened, follow())
    state.feed = before
    return flow


def redirections(run: Run, node: Node, state: State) -> Flow:
    """Take in the redirections of a command: what standard input becomes, and whether opening a file may wait."""
    flow: Flow = SUCCEEDS
    for child in node.children:
        if child.kind == "redirection" and len(child.children) == 2:
            operator, word = child.children
            flow = outcomes.then(flow, _opened(run, run.unit.slice(operator), word, state))
    return flow


def _opened(run: Run, operator: str, word: Node, state: State) -> Flow:
    text = run.unit.slice(word)
    if operator in _HERE:
        state.feed = Feed.ENDS
        return run_substitutions(run, [word], state) if operator.endswith("<<<") else SUCCEEDS
    if operator.endswith("&") or operator.startswith("<<"):
        if operator in {"<&", "0<&"}:
            state.feed = Feed.ENDS if text == "-" else Feed.UNKNOWN
        return SUCCEEDS
    flow = run_substitutions(run, [word], state)
    path = run.words(state).value(text)
    if run.process.may_be_fifo(path or text) and not text.startswith(("<(", ">(", "&")):
        if operator in _READS:
            state.feed = Feed.UNKNOWN
        return outcomes.union(flow, {HANG: run.doubt(word, "a named pipe waits for somebody at its other end")})
    if operator in _READS:
        state.feed = Feed.ENDS if path is not None and _PLAIN_FILE.fullmatch(path) else Feed.FILE
    return flow
