"""The value of a shell's arithmetic expression, where only constants and known variables are in it.

A reader, not a shell: nothing is assigned, and an expression with anything else in it has no value here.
"""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_TOKEN = re.compile(
    r"[ \t\n]*+(?:(?P<number>0[xX][0-9a-fA-F]++|[0-9]++)|\$?\{?(?P<name>[A-Za-z_][A-Za-z0-9_]*+)\}?"
    r"|\$(?:(?P<argument>[0-9#])|\{(?P<braced>[0-9]++|#)\})"
    r"|(?P<operator>&&|\|\||[<>=!]=|[-+*/%<>!()]))"
)
_LEVELS = {"||": 1, "&&": 2, "==": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "/": 6, "%": 6}
_OPERATIONS: dict[str, Callable[[int, int], int]] = {
    "||": lambda left, right: bool(left or right),
    "&&": lambda left, right: bool(left and right),
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}
_LONGEST = 200  # characters of an expression that is read; nobody writes a longer condition
_LARGEST = 1 << 63


def value_of(expression: str, variable: Callable[[str], str | None]) -> int | None:
    """Return the value of an expression (the text between the parentheses), None where it is not known.

    Args:
        expression: such as `run == 1` or `$n + 1`.
        variable: gives the value of a variable, None where it is not known.
    """
    if len(expression) > _LONGEST:
        return None
    tokens: list[int | str] = []
    at, end = 0, len(expression.rstrip())
    while at < end:
        found = _TOKEN.match(expression, at)
        if found is None:
            return None
        token = _token(found, variable)
        if token is None:
            return None
        tokens.append(token)
        at = found.end()
    reader = _Reader(tokens)
    value = reader.binary(1)
    return value if reader.at == len(tokens) and value is not None and abs(value) < _LARGEST else None


def integer(text: str) -> int | None:
    """Return the decimal integer that a text is, None where it is none."""
    stripped = text.strip()
    return int(stripped) if re.fullmatch(r"[-+]?[0-9]{1,18}", stripped) else None


def _token(found: re.Match[str], variable: Callable[[str], str | None]) -> int | str | None:
    if found["number"]:
        digits = found["number"]
        if digits[:2] in {"0x", "0X"}:
            return int(digits, 16)
        return int(digits) if digits == "0" or not digits.startswith("0") else None  # octal in some shells only
    if name := found["name"] or found["argument"] or found["braced"]:
        known = variable(name)
        return None if known is None else integer(known or "0")
    return found["operator"]


class _Reader:
    """Reads the tokens of one expression; None stands for an expression that is none."""

    def __init__(self, tokens: list[int | str]) -> None:
        self._tokens = tokens
        self.at = 0

    def binary(self, level: int) -> int | None:
        """Read operators of `level` and above."""
        left = self._unary()
        while left is not None and (symbol := self._operator(level)) is not None:
            self.at += 1
            right = self.binary(_LEVELS[symbol] + 1)
            left = None if right is None else _applied(symbol, left, right)
        return left

    def _operator(self, level: int) -> str | None:
        token = self._tokens[self.at] if self.at < len(self._tokens) else None
        return token if isinstance(token, str) and _LEVELS.get(token, 0) >= level else None

    def _unary(self) -> int | None:
        if self.at >= len(self._tokens):
            return None
        found = self._tokens[self.at]
        self.at += 1
        if isinstance(found, int):
            return found
        if found == "(":
            value = self.binary(1)
            closed = self.at < len(self._tokens) and self._tokens[self.at] == ")"
            self.at += 1
            return value if closed else None
        if found in {"!", "-", "+"}:
            value = self._unary()
            return None if value is None else {"!": int(not value), "-": -value, "+": value}[found]
        return None


def _applied(symbol: str, left: int, right: int) -> int | None:
    if symbol in {"/", "%"}:  # for negative numbers shells do not agree
        if right <= 0 or left < 0:
            return None
        return left // right if symbol == "/" else left % right
    return int(_OPERATIONS[symbol](left, right))
