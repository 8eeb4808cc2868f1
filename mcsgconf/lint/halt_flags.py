"""Loops that a signal ends: `while [ "$RUN" = 1 ]`, and a trap on TERM that clears RUN.

The cluster halts a service by that signal, so that leaving such a loop is no failure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.lint.shell_commands import commands

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.lint.service_rounds import Loop

TERM = frozenset({"15", "TERM", "SIGTERM"})

_REFERENCE = re.compile(r"\$\{?([A-Za-z_]\w*+)", re.ASCII)
_NAME = re.compile(r"(?<![\w$])[A-Za-z_]\w*+", re.ASCII)


def is_left_by_signal(loop: Loop) -> bool:
    """Tell whether nothing but a trap on TERM makes the condition of a loop fail, and nothing breaks out of it."""
    condition = loop.node.child("condition")
    if condition is None or any(command.program == "break" for _, command in loop.commands()):
        return False
    text = loop.document.source.slice(condition.span)
    names = set(_REFERENCE.findall(text)) or (set(_NAME.findall(text)) if text.lstrip().startswith("((") else set())
    set_by_trap = {name for name in names for code in _trapped(loop) if _sets(code, name)}
    if not names or names != set_by_trap or "$(" in text or "`" in text:
        return False
    bodies = [loop.document.source.slice(loop.node.span), *_called(loop)]
    return not any(_sets(body, name) for body in bodies for name in names)


def _trapped(loop: Loop) -> Iterator[str]:
    """Yield what runs when the signal comes: the texts of the traps, or of the functions they name."""
    for command in commands(loop.document):
        if command.program == "trap" and TERM & set(command.values[2:]) and command.values[1] is not None:
            action = command.values[1]
            function = loop.functions.get(action.strip())
            yield function[0].source.slice(function[1].span) if function is not None else action


def _called(loop: Loop) -> Iterator[str]:
    names = {command.values[0] for _, command in loop.commands()}
    for name, (document, body) in loop.functions.items():
        if name in names:
            yield document.source.slice(body.span)


def _sets(code: str, name: str) -> bool:
    return (
        re.search(rf"(?<![\w$]){name}(?:\[[^\]]*\])?[-+*/]?=(?!=)|\b(?:read|unset|let)\b[^\n;]*\b{name}\b", code)
        is not None
    )
