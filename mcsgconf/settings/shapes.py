"""What the value of a setting may look like: each shape reads a TOML value and writes the JSON Schema of what it takes.

Reading and schema stand side by side, so that an editor and a run cannot be of two minds. A value that is wrong is told
with the path of keys to it; reading goes on, so that a person gets all mistakes at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from mcsgconf.errors import UsageError

if TYPE_CHECKING:
    from mcsgconf.compiled import Json

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
K = TypeVar("K")
KeyPath: TypeAlias = tuple[str, ...]
Complain: TypeAlias = Callable[[KeyPath, str], None]
"""Is told the path of keys to a value, and what is wrong with it, so that it can stand behind the key."""

_SHOWN = 60  # characters of a wrong text


class Readable(Protocol[T_co]):
    """Reads the values of one form."""

    def read(self, value: object, at: KeyPath, complain: Complain) -> T_co | None:
        """Return what a value says; None where that was complained of."""


class Shape(Readable[T_co], Protocol[T_co]):
    """A form that values may have; `what` says it to people, with an example."""

    @property
    def what(self) -> str:
        """What is expected, so that it can stand behind "is"."""

    def schema(self) -> dict[str, Json]:
        """Return the JSON Schema of the values that this shape takes."""


class Word(NamedTuple, Generic[T]):
    """One text in quotes. `parse` raises a UsageError for a text that makes no sense; `form` is its JSON Schema."""

    what: str
    parse: Callable[[str], T]
    form: Mapping[str, Json]

    def read(self, value: object, at: KeyPath, complain: Complain) -> T | None:
        if not isinstance(value, str):
            complain(at, f" is {self.what}, in quotes, not {described(value)}")
            return None
        try:
            return self.parse(value)
        except UsageError as error:
            complain(at, f": {error}")
            return None

    def schema(self) -> dict[str, Json]:
        return {"type": "string", **self.form}


class OneOf(NamedTuple):
    """One of a few texts; `hints` says what to do instead of a word that looks as if it belonged to them."""

    words: tuple[str, ...]
    hints: Mapping[str, str]

    @property
    def what(self) -> str:
        return "one of " + ", ".join(f'"{word}"' for word in self.words)

    def read(self, value: object, at: KeyPath, complain: Complain) -> str | None:
        if isinstance(value, str) and value in self.words:
            return value
        hint = f"; {self.hints[value]}" if isinstance(value, str) and value in self.hints else ""
        complain(at, f" is {self.what}, not {described(value)}{hint}")
        return None

    def schema(self) -> dict[str, Json]:
        return {"enum": [*self.words]}


class Flag(NamedTuple):
    """true or false."""

    what: str = "true or false"

    def read(self, value: object, at: KeyPath, complain: Complain) -> bool | None:
        if isinstance(value, bool):
            return value
        complain(at, f" is {self.what}, without quotes, not {described(value)}")
        return None

    def schema(self) -> dict[str, Json]:
        return {"type": "boolean"}


class ListOf(NamedTuple, Generic[T]):
    """A list of texts of one shape."""

    what: str
    item: Shape[T]

    def read(self, value: object, at: KeyPath, complain: Complain) -> tuple[T, ...] | None:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            complain(at, f" is {self.what}, not {described(value)}")
            return None
        read = [self.item.read(item, at, complain) for item in value]
        return tuple(item for item in read if item is not None)

    def schema(self) -> dict[str, Json]:
        return {"type": "array", "items": self.item.schema()}


class TableOf(NamedTuple, Generic[K, T]):
    """A table whose keys are free, all its values of one shape."""

    what: str
    key: Word[K]
    value: Shape[T]

    def read(self, value: object, at: KeyPath, complain: Complain) -> tuple[tuple[K, T], ...] | None:
        if not isinstance(value, dict):
            complain(at, f" is {self.what}, not {described(value)}")
            return None
        pairs = []
        for word, inner in value.items():
            place = (*at, word)
            key, read = self.key.read(word, place, complain), self.value.read(inner, place, complain)
            if key is not None and read is not None:
                pairs.append((key, read))
        return tuple(pairs)

    def schema(self) -> dict[str, Json]:
        return {
            "type": "object",
            "propertyNames": self.key.schema(),
            "additionalProperties": self.value.schema(),
        }


def described(value: object) -> str:
    """Return what a TOML value is, for a message."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return repr(value if len(value) < _SHOWN else f"{value[:_SHOWN]}…")
        case int() | float():
            return f"the number {value}"
        case dict():
            return "a table"
        case list() if all(isinstance(item, str) for item in value):
            return "a list"
        case list():
            return "a list with other things in it"
        case _:
            return "a date or time"
