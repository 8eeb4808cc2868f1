"""What a page may ask of one value: that it is one of some words, looks like a pattern, lies within bounds.

Three outcomes: a value may fit, not fit, or be such that nobody can tell. Every question takes one pass over the value.
Patterns come from files, so they are no regular expressions: `*` stands for any characters, all else for itself.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.catalogue import ValueType
from mcsgconf.models import convert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.catalogue import Parameter

_SECONDS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "min": 60.0, "h": 3600.0}
UNITS = tuple(_SECONDS)
_AMOUNT = re.compile(rf"(?P<number>[0-9]{{1,18}}(?:\.[0-9]{{1,9}})?)[ \t]*(?P<unit>{'|'.join(UNITS)})?", re.ASCII)
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{0,9})?", re.ASCII)
_ENDLESS = frozenset({"no_timeout", "unlimited"})
"""Words that stand in place of a number, for more than any number."""


class Amount(NamedTuple):
    """A bound: a number as files write it, or, where `timed`, so many seconds."""

    number: float
    timed: bool = False

    @classmethod
    def parse(cls, text: str) -> Amount | None:
        """Return the amount that a text such as `8 s`, `500ms` or `12` is; None for another text."""
        match = _AMOUNT.fullmatch(text.strip())
        if match is None:
            return None
        unit = match["unit"]
        return cls(float(match["number"])) if unit is None else cls(float(match["number"]) * _SECONDS[unit], timed=True)

    def for_parameter(self, parameter: Parameter | None) -> float | None:
        """Return the bound in the unit of a parameter's values; None where it is a time and they are none."""
        if not self.timed:
            return self.number
        if parameter is None or not is_duration(parameter):
            return None
        return round(self.number / _SECONDS[parameter.unit or "s"], 6)


class Condition(NamedTuple):
    """What is asked of a value; all that is said has to hold, and where nothing is said every value fits.

    `words` are the values that it may be, `globs` the patterns that it may look like, `least` and `most` its bounds.
    """

    words: tuple[str, ...] = ()
    globs: tuple[str, ...] = ()
    least: Amount | None = None
    most: Amount | None = None


def fits(condition: Condition, text: str, parameter: Parameter | None) -> bool | None:
    """Tell whether a value fits; None where that cannot be told.

    Args:
        condition: what is asked.
        text: the value without quotation marks.
        parameter: the catalogue's entry for what has this value, as far as there is one.
    """
    outcomes = [*_outcomes(condition, text, parameter)]
    return False if False in outcomes else None if None in outcomes else True


def _outcomes(condition: Condition, text: str, parameter: Parameter | None) -> Iterator[bool | None]:
    if condition.words:
        yield any(_same(text, word, parameter) for word in condition.words)
    if condition.globs:
        yield any(looks_like(text, glob) for glob in condition.globs)
    for bound, sign in ((condition.least, 1), (condition.most, -1)):
        if bound is not None:
            number, limit = _number(text), bound.for_parameter(parameter)
            yield None if number is None or limit is None else sign * number >= sign * limit


def is_duration(parameter: Parameter) -> bool:
    """Tell whether the values of a parameter are times."""
    return parameter.type is ValueType.DURATION and parameter.unit in _SECONDS


def looks_like(text: str, glob: str) -> bool:
    """Tell whether a text is what a pattern says, `*` standing for any characters."""
    first, *rest = glob.split("*")
    if not rest:
        return text == glob
    *middle, last = rest
    if not (text.startswith(first) and text.endswith(last) and len(text) >= len(first) + len(last)):
        return False
    at, end = len(first), len(text) - len(last)
    for piece in middle:
        found = text.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _same(text: str, word: str, parameter: Parameter | None) -> bool:
    """Tell whether a value is a word, as the commands read it: words that know no case, times in any unit."""
    if text == word:
        return True
    if parameter is None:
        return False
    if parameter.type is ValueType.FLAG:
        return convert.flag(parameter, text) is convert.flag(parameter, word) is not None
    keyword = convert.keyword(parameter, text)
    if keyword is not None:
        return keyword == convert.keyword(parameter, word)
    amount = Amount.parse(word)
    limit = amount.for_parameter(parameter) if amount is not None and amount.timed else None
    return limit is not None and _number(text) == limit


def _number(text: str) -> float | None:
    if text.casefold() in _ENDLESS:
        return math.inf
    return float(text) if _NUMBER.fullmatch(text) else None
