"""What `[ … ]`, `test` and `[[ … ]]` say, where everything they compare is known.

Three answers: true, false, and None, not known. Files are never looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from mcsgconf.models.flow.arithmetic import integer, value_of
from mcsgconf.models.flow.patterns import matches

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Expand: TypeAlias = Callable[[str], str | None]

_UNARY = frozenset("-a -b -c -d -e -f -g -h -k -n -o -p -r -s -t -u -w -x -z -G -L -N -O -S".split())
_NUMERIC = frozenset("-eq -ne -lt -le -gt -ge".split())
_BINARY = _NUMERIC | frozenset("= == != < > -nt -ot -ef =~".split())
_NESTING = 20
_MOST_WORDS = 100  # nobody writes a longer test


def test(arguments: Sequence[str]) -> bool | None:
    """Return what `[` says to its arguments, the closing bracket left out."""
    return _Test(arguments, _binary).answer()


def double_bracket(words: Sequence[str], expand: Expand, variable: Callable[[str], str | None]) -> bool | None:
    """Return what `[[ ]]` says.

    Args:
        words: its words and operators as they are written.
        expand: gives the value of a word, None where it is not known.
        variable: gives the value of a variable, None where it is not known.
    """

    def binary(left: str, operator: str, right: str) -> bool | None:
        if operator in _NUMERIC:
            numbers = [value_of(side if (value := expand(side)) is None else value, variable) for side in (left, right)]
            return _compared(operator, *numbers)
        value = expand(left)
        if value is None or operator not in {"=", "==", "!="}:
            return None
        equal = matches(value, right, expand)
        return None if equal is None else equal == (operator != "!=")

    def unary(operator: str, word: str) -> bool | None:
        value = expand(word)
        if value is None or operator not in {"-n", "-z"}:
            return None
        return (value == "") == (operator == "-z")

    return _Test(words, binary, unary, ("&&", "||")).answer()


def _binary(left: str, operator: str, right: str) -> bool | None:
    if operator in _NUMERIC:
        return _compared(operator, integer(left), integer(right))
    if operator in {"=", "==", "!="}:
        return (left == right) == (operator != "!=")
    return None


def _unary(operator: str, word: str) -> bool | None:
    if operator in {"-n", "-z"}:
        return (word == "") == (operator == "-z")
    return None


def _compared(operator: str, left: int | None, right: int | None) -> bool | None:
    if left is None or right is None:
        return None
    return {
        "-eq": left == right,
        "-ne": left != right,
        "-lt": left < right,
        "-le": left <= right,
        "-gt": left > right,
        "-ge": left >= right,
    }[operator]


class _Test:
    """Reads one test; where the words make no sense the answer is None."""

    def __init__(
        self,
        words: Sequence[str],
        binary: Callable[[str, str, str], bool | None],
        unary: Callable[[str, str], bool | None] = _unary,
        joints: tuple[str, str] = ("-a", "-o"),
    ) -> None:
        self._words = words
        self._binary = binary
        self._unary = unary
        self._and, self._or = joints
        self._at = 0
        self._depth = 0
        self._broken = False

    def answer(self) -> bool | None:
        """Return what the whole test says."""
        if not self._words:
            return False
        if len(self._words) > _MOST_WORDS:
            return None
        answer = self._any()
        return None if self._broken or self._at != len(self._words) else answer

    def _word(self, ahead: int = 0) -> str | None:
        at = self._at + ahead
        return self._words[at] if at < len(self._words) else None

    def _any(self) -> bool | None:
        answer = self._every()
        while self._word() == self._or:
            self._at += 1
            other = self._every()
            answer = True if answer or other else (None if answer is None or other is None else False)
        return answer

    def _every(self) -> bool | None:
        answer = self._one()
        while self._word() == self._and:
            self._at += 1
            other = self._one()
            answer = False if answer is False or other is False else (None if answer is None or other is None else True)
        return answer

    def _one(self) -> bool | None:
        first, second, third = self._word(), self._word(1), self._word(2)
        if first is None:
            self._broken = True
            return None
        if second in _BINARY and third is not None:
            self._at += 3
            return self._binary(first, second, third)
        if first == "!" and second is not None:
            self._at += 1
            answer = self._one()
            return None if answer is None else not answer
        if first == "(" and second is not None:
            return self._nested()
        if first in _UNARY and second is not None and second not in {self._and, self._or, ")"}:
            self._at += 2
            return self._unary(first, second)
        self._at += 1
        return self._unary("-n", first)

    def _nested(self) -> bool | None:
        self._depth += 1
        self._at += 1
        if self._depth > _NESTING:
            self._broken = True
            return None
        answer = self._any()
        self._broken |= self._word() != ")"
        self._at += 1
        self._depth -= 1
        return answer
