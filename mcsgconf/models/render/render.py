"""The way in: a model and a target -> text that reads as the model."""

from __future__ import annotations

from dataclasses import is_dataclass
from typing import TYPE_CHECKING

from mcsgconf.catalogue import Target
from mcsgconf.errors import UsageError
from mcsgconf.models.base import Model
from mcsgconf.models.control_script import ControlScript
from mcsgconf.models.document import parse
from mcsgconf.models.homes import KINDS, fields_of
from mcsgconf.models.located import Located
from mcsgconf.models.render.script import script_text
from mcsgconf.models.render.settings import settings_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_ANY_TARGET = Target()
_NOT_WRITTEN = frozenset({"functions"})
"""Fields of which a model does not hold enough to write them."""


def render(model: Model, target: Target = _ANY_TARGET) -> str:
    """Return the text of a new file that says what `model` says, for `target`, ending in a newline.

    Names, words and units are the catalogue's, the order and the shape those of a generated file. A value that means
    nothing of its type (None) is written as its text has it. Of a control script it is the configuration part, without
    the functions: the model has no more than their names.

    Args:
        model: a Cluster, LegacyPackage, ModularPackage or ControlScript, read from a file or made up.
        target: platform and release; what it leaves open, anything may be of.

    Raises:
        UsageError: the target does not have a field or a word of the model; or no file can say what the model says
            (a value with a newline, a lock device that its node does not have), with the field that stands against it.
    """
    kind = KINDS.get(type(model))
    if kind is None:
        raise UsageError(f"a model of type {type(model).__name__} is not written as a file")
    text = script_text(model, target) if isinstance(model, ControlScript) else settings_text(model, kind, target)
    read = parse(text, kind=kind).model
    for difference in _differences(model, read, ""):
        raise UsageError(f"no {kind} file can say this: {difference}")
    return text


def _differences(ours: object, theirs: object, path: str) -> Iterator[str]:
    """Yield where two models differ in their values, in words; places and texts do not count."""
    ours, theirs = _value(ours), _value(theirs)
    if type(ours) is type(theirs) and (isinstance(ours, Model) or is_dataclass(ours)):
        for (name, our_value), (_, their_value) in zip(fields_of(ours), fields_of(theirs), strict=True):
            if name not in _NOT_WRITTEN:
                yield from _differences(our_value, their_value, f"{path}.{name}".lstrip("."))
    elif isinstance(ours, tuple) and isinstance(theirs, tuple) and len(ours) == len(theirs):
        for index, pair in enumerate(zip(ours, theirs, strict=True)):
            yield from _differences(*pair, f"{path}[{index}]")
    elif isinstance(ours, dict) and isinstance(theirs, dict) and ours.keys() == theirs.keys():
        for key in ours:
            yield from _differences(ours[key], theirs[key], f"{path}[{key!r}]")
    elif ours != theirs:
        yield f"{path} {_shown(ours)} would be read as {_shown(theirs)}"


def _value(thing: object) -> object:
    value: object = thing.value if isinstance(thing, Located) else thing
    return value


def _shown(thing: object) -> str:
    if isinstance(thing, tuple | dict):
        return f"with {len(thing)} entries"
    return "nothing" if thing is None else repr(thing)
