"""The model of a control script -> its configuration part: assignments in the order of the vendor's template.

The functions below that part are code of the site or the vendor; no model holds them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, is_dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.catalogue import ValueType
from mcsgconf.errors import UsageError
from mcsgconf.models.control_script import OtherVariable
from mcsgconf.models.homes import HOMES, fields_of
from mcsgconf.models.located import Located
from mcsgconf.models.render.values import parameter_of, text_of
from mcsgconf.syntax.shell import parse_shell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.catalogue import Parameter, Target
    from mcsgconf.models.control_script import ControlScript

_HEADER = f"""\
# {"*" * 70}
# {" HIGH AVAILABILITY PACKAGE CONTROL SCRIPT ":*^70}
# {"*" * 70}
"""
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_NUMBER = re.compile(r"[0-9]+", re.ASCII)
_SPECIAL = re.compile(r"[\\\"$`]")
_ONE_LINE = frozenset({"filesystem"})
"""Groups of arrays whose elements of one index stand on one line."""


@dataclass(frozen=True, slots=True)
class _Assignment:
    parameter: Parameter
    index: int | None
    word: str

    @property
    def text(self) -> str:
        return _assignment(self.parameter.name, self.index, self.word)

    @property
    def entry(self) -> tuple[str, int]:
        """What belongs together: the elements of arrays that share their index, else every element by itself."""
        return self.parameter.group or self.parameter.name, self.index or 0


def script_text(model: ControlScript, target: Target) -> str:
    """Return the configuration part of a control script; variables of the site's own come first.

    Raises:
        UsageError: as `render`.
    """
    table = catalogue.load("control-script")
    order = {row.name: place for place, row in enumerate(table.order_in(table.top, target))}
    first = {row.group or row.name: order[row.name] for row in reversed(table.order_in(table.top, target))}
    assignments = sorted(
        _assignments(model, target),
        key=lambda one: (first[one.entry[0]], one.index or 0, order[one.parameter.name]),
    )
    entries = [list(entry) for _, entry in groupby(assignments, key=lambda one: one.entry)]
    pieces = [_HEADER, "".join(_other(variable) for variable in model.other)]
    pieces += ["".join(map(_entry, group)) for group in _apart(entries)]
    return "\n".join(piece for piece in pieces if piece)


def _assignments(part: object, target: Target, index: int | None = None) -> Iterator[_Assignment]:
    """Yield the assignments of a model, or of a part of it, which has an index; in no order yet."""
    table = catalogue.load("control-script")
    homes = HOMES.get(type(part), {})
    for name, value in fields_of(part):
        if name not in homes:
            for one in value if isinstance(value, tuple) else ():
                if is_dataclass(one) and not isinstance(one, OtherVariable):
                    yield from _assignments(one, target, one.index if hasattr(one, "index") else None)
            continue
        elements = value.items() if isinstance(value, dict) else [(index, value)]
        for at, located in elements:
            if isinstance(located, Located) and (located.value is not None or located.text):
                parameter = parameter_of(homes[name], table, target)
                yield _Assignment(parameter, at, _word(parameter, located, target))


def _word(parameter: Parameter, located: Located[object], target: Target) -> str:
    if located.value is None:
        return _as_given(parameter.name, located.text)
    text = text_of(parameter, located, target)
    is_number = parameter.type in {ValueType.INTEGER, ValueType.DURATION, ValueType.BIT}
    return text if is_number and _NUMBER.fullmatch(text) else _quoted(text)


def _other(variable: OtherVariable) -> str:
    if not _NAME.fullmatch(variable.name):
        raise UsageError(f"{variable.name!r} is no name of a variable")
    value = variable.value.value
    word = _as_given(variable.name, variable.value.text) if value is None else _quoted(value)
    return _assignment(variable.name, variable.index, word) + "\n"


def _as_given(name: str, word: str) -> str:
    """Return the text of a value that only the shell can know, if it is a single word.

    Raises:
        UsageError: it is none, so that writing it would write more than a value.
    """
    tree = parse_shell(f"X={word}\n")
    command = tree.children[0] if len(tree.children) == 1 else None
    if command is not None and command.kind == "command" and len(command.children) == 1:
        value = command.children[0].child("value")
        if value is not None and value.span == (2, 2 + len(word)):
            return word
    raise UsageError(f"{name}: {word!r} is no single word of the shell")


def _quoted(text: str) -> str:
    escaped = _SPECIAL.sub(lambda match: f"\\{match[0]}", text)
    return f'"{escaped}"'


def _assignment(name: str, index: int | None, word: str) -> str:
    return f"{name}={word}" if index is None else f"{name}[{index}]={word}"


def _apart(entries: list[list[_Assignment]]) -> Iterator[list[list[_Assignment]]]:
    """Yield entries in groups that blank lines part: each array by itself, each service, and what is single."""
    for _, group in groupby(entries, key=_group):
        yield list(group)


def _group(entry: list[_Assignment]) -> tuple[str, int]:
    parameter, index = entry[0].parameter, entry[0].index or 0
    if not parameter.indexed:
        return "", 0
    return parameter.group or parameter.name, 0 if parameter.group in {None, *_ONE_LINE} else index


def _entry(entry: list[_Assignment]) -> str:
    joint = "; " if entry[0].parameter.group in _ONE_LINE else "\n"
    return joint.join(one.text for one in entry) + "\n"
