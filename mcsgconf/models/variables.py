"""What is known of a script's variables at one place of it, and what a word is worth there.

A value is known where it was made of constants and of variables that were known themselves; one that only the shell could
tell is forgotten, never guessed. Which statements set a variable is said by `script`; nothing here knows statements.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.syntax import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcsgconf.text import Span

INDEX = re.compile(r"[ \t]*+([0-9]{1,6})[ \t]*+", re.ASCII)
"""The text between the brackets of an element whose number can be read."""

_LONGEST = 1024  # characters of an expanded value; `A=$A$A` on line after line must not fill the memory


@dataclass(frozen=True, slots=True)
class Known:
    """A value, and the assignments of the variables that it was made of, in their order; none for a constant."""

    value: str
    origins: tuple[Span, ...] = ()


class Variables:
    """The variables whose values are known, as far as a reader has come."""

    def __init__(self) -> None:
        self._values: dict[str, dict[int, tuple[str, Span]]] = {}

    def set(self, name: str, index: int, value: str, place: Span) -> None:
        """Take note of the value of an element that is assigned at `place`; a scalar is element 0."""
        self._values.setdefault(name, {})[index] = (value, place)

    def forget(self, name: str) -> None:
        """Take note that the variable may have any value from here on."""
        self._values.pop(name, None)

    def forget_all(self) -> None:
        """Take note that anything may have been set."""
        self._values.clear()

    def worth(self, word: str) -> Known | None:
        """Return what a word, as it is written, is worth here; None where that cannot be told, or it grows too long."""
        constant = words.literal(word)
        return Known(constant) if constant is not None else self._joined(words.parts(word))

    def _joined(self, parts: Iterable[words.Part]) -> Known | None:
        values: list[str] = []
        origins: dict[Span, None] = {}
        length = 0
        for part in parts:
            match part:
                case words.Constant():
                    values.append(part.value)
                case words.Reference():
                    found = self._element(part.name, part.index)
                    if found is None:
                        return None
                    values.append(found[0])
                    origins[found[1]] = None
                case words.Unknown():
                    return None
            length += len(values[-1])
            if length > _LONGEST:
                return None
        return Known("".join(values), tuple(origins))

    def _element(self, name: str, index: str | None) -> tuple[str, Span] | None:
        number = INDEX.fullmatch(index if index is not None else "0")
        return self._values.get(name, {}).get(int(number[1])) if number is not None else None
