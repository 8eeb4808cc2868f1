"""What a loop with a condition watches: whether it leaves when something fails, and whether it pauses between rounds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcsgconf.models.flow.run import Run
    from mcsgconf.models.flow.unit import Unit
    from mcsgconf.syntax.tree import Node

_PAUSE = re.compile(r"(?<![\w$./-])(?:/usr/bin/|/bin/)?(?:sleep|usleep|wait|read[ \t]+-t)(?![\w-])")
_WORD = re.compile(r"(?<![\w$-])[A-Za-z_][\w.-]*+", re.ASCII)
_NEGATIVE = frozenset({"!", "!=", "-z", "-ne"})
_RELATIONS = frozenset({"-lt", "-le", "-gt", "-ge"})
_ARITHMETIC_RELATION = re.compile(r"[<>]")
_FILE_TEST = re.compile(r"(?<!\S)-[abcdefghkprstuwxGLNOS](?!\S)|-(?:nt|ot|ef)(?!\S)")
_TRAP = re.compile(r"(?<![\w$-])trap[ \t]")
_NUMBER_ASSIGNED = re.compile(r"\w+=[\"']?-?\d")
_VARIABLE = re.compile(r"\$\{?([A-Za-z_]\w*)", re.ASCII)
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)


def takes_input(run: Run, loop: Node) -> bool:
    """Tell whether each round reads on in the loop's standard input, by a `read` without a redirection of its own."""
    last = _last_of_condition(loop)
    if last is None or last.kind != "command" or last.child("redirection") is not None:
        return False
    words = [run.unit.slice(child) for child in last.children if child.kind == "word"]
    return bool(words) and words[0] in {"read", "line"} and not any(word.startswith(("-u", "-p")) for word in words[1:])


def leaves_on_failure(run: Run, loop: Node) -> bool:
    """Tell whether the loop goes on while something is as it should be, and is left when that fails."""
    last = _last_of_condition(loop)
    positive = _is_positive(run, loop, last) if last is not None else None
    return positive is not None and positive == (loop.kind == "while")


def has_pause(run: Run, loop: Node) -> bool:
    """Tell whether a round pauses: a `sleep`, a `wait`, in the loop or in a function it calls."""
    seen: set[str] = set()
    places: list[tuple[Unit, Node]] = [(run.unit, loop)]
    while places:
        unit, node = places.pop()
        code = unit.code[node.start : node.end]
        run.engine.charge(len(code))
        if _PAUSE.search(code):
            return True
        for name in _WORD.findall(code):
            if name not in seen and name in run.process.functions:
                seen.add(name)
                places += filter(None, run.process.functions[name])
    return False


def _last_of_condition(loop: Node) -> Node | None:
    condition = loop.child("condition")
    commands = [child for child in condition.children if child.kind != "comment"] if condition is not None else []
    return commands[-1] if commands else None


def _is_positive(run: Run, loop: Node, node: Node) -> bool | None:
    """Tell whether a condition asks that something is there (True) or is not (False); None where neither is clear."""
    children = [child for child in node.children if child.kind not in {"operator", "comment"}]
    match node.kind:
        case "pipeline":
            answer = _is_positive(run, loop, children[-1])
            return None if answer is None else answer != (node.child("not") is not None)
        case "and-or":
            answers = {_is_positive(run, loop, child) for child in children}
            return answers.pop() if len(answers) == 1 else None
        case "command":
            words = [run.unit.slice(child) for child in node.children if child.kind == "word"]
            if words[:1] in (["["], ["test"]):
                return _is_positive_test(run, loop, words)
            reads_on = words[:1] in (["read"], ["line"]) and node.child("redirection") is None
            return None if reads_on or words[:1] in (["getopts"], []) else True
        case "test":
            return _is_positive_test(run, loop, [run.unit.slice(child) for child in node.children])
        case "arithmetic":
            text = run.unit.slice(node)
            if _ARITHMETIC_RELATION.search(text):
                return _set_back(run, loop, _NAME.findall(text))
            return "!" not in text if _may_change(run, loop, text, _NAME.findall(text)) else None
    return None


def _is_positive_test(run: Run, loop: Node, words: list[str]) -> bool | None:
    if _RELATIONS & set(words):
        text = " ".join(words)
        if "$(" in text or "`" in text:
            return None if "date" in text else True
        return _set_back(run, loop, _VARIABLE.findall(text))
    text = " ".join(words)
    if not _FILE_TEST.search(text) and not _may_change(run, loop, text, _VARIABLE.findall(text)):
        return None
    return not _NEGATIVE & set(words)


def _may_change(run: Run, loop: Node, text: str, names: list[str]) -> bool:
    """Tell whether what a condition compares may be another thing in the next round."""
    if "$?" in text or "$(" in text or "`" in text:
        return True
    unit = run.unit
    return any(
        loop.start <= at < loop.end or next(unit.functions_round(at), None) is not None or _in_trap(unit.code, at)
        for name in names
        for at in unit.assigned.get(name, ())
    )


def _in_trap(code: str, at: int) -> bool:
    return _TRAP.search(code, code.rfind("\n", 0, at) + 1, at) is not None


def _set_back(run: Run, loop: Node, names: list[str]) -> bool | None:
    """Return True where a round may set the counter back to a number: then a failure is what lets it go on."""
    code = run.unit.code
    for name in names:
        for at in run.unit.assigned.get(name, ()):
            if loop.start <= at < loop.end and _NUMBER_ASSIGNED.match(code, at):
                return True
    return None
