"""A value together with the place it came from: what every field of every model is made of.

Findings, fixes, the merge and an editor all need the place; programs want the value. This module stands beside the
models and not inside pydantic, so that a check which only looks at values never pays for importing it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Generic, TypeVar, get_args

from mcsgconf.text import Span

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

NOWHERE = Span(0, 0)
"""The span of a value that was not read from a text."""


class Located(Generic[T_co]):
    """A value, the text that says it, and where that text stands. Never changed once made.

    `text` is exactly what the file has at `span`, quotation marks included: `source.slice(span) == text`. `value` is
    what it means, without quotes and of its own type; None, where the type allows it, stands for a text that means
    nothing of that type, or that only a running shell could know. Bytes that are no UTF-8 are kept in `text` only; in
    `value` each is a replacement character, so that every value can be written as JSON.

    In JSON and in `model_dump()` it is the plain value; a model made from JSON has empty texts and the span `NOWHERE`.
    """

    # No dataclass: pydantic would take it for a structure of three fields and never ask for the schema below.
    __slots__ = ("span", "text", "value")

    def __init__(self, value: T_co, text: str = "", span: Span = NOWHERE) -> None:
        self.value: Final = value
        self.text: Final = text
        self.span: Final = span

    def __repr__(self) -> str:
        return f"Located({self.value!r}, {self.text!r}, {self.span.start}:{self.span.end})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Located):
            return NotImplemented
        return (self.value, self.text, self.span) == (other.value, other.text, other.span)

    def __hash__(self) -> int:
        return hash((self.value, self.text, self.span))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[object], handler: GetCoreSchemaHandler) -> CoreSchema:
        """Tell pydantic that this is a `Located` in Python and its plain value in JSON."""
        from pydantic_core import core_schema  # noqa: PLC0415 - only called by pydantic, which is loaded then

        (value_type,) = get_args(source)
        value = handler.generate_schema(value_type)
        from_value = core_schema.no_info_after_validator_function(_without_place, value)
        return core_schema.json_or_python_schema(
            json_schema=from_value,
            python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), from_value]),
            serialization=core_schema.plain_serializer_function_ser_schema(_value_of, return_schema=value),
        )


def readable(text: str) -> str:
    """Return `text` with a replacement character for each that stands for a byte which is no UTF-8."""
    return text if text.isascii() else _LONE_SURROGATE.sub("\ufffd", text)


def _without_place(value: T) -> Located[T]:
    return Located(value)


def _value_of(located: Located[T]) -> T:
    return located.value
