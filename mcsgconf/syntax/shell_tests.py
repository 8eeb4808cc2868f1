"""The inside of `[[ … ]]`, where the rules for words and operators are its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.syntax.delimit import Delimiter, Unclosed
from mcsgconf.syntax.tree import Node
from mcsgconf.syntax.word_patterns import PIECES, WORD_END, Run

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = Run(
    r"(?:[ \t\n\r]++|\\\n|#[^\n]*+(?=\n))*+(?:"
    rf"(?P<word>{PIECES}){WORD_END}"
    r"|(?P<operator>&&|\|\||[<>](?!\()|[()])"
    r"|(?P<stop>[;&|])"
    r"|(?P<complex>.))"
)
_IN_EXPRESSION = Run(rf"(?:{PIECES}|[<>;&|](?!\())++")


def read_test(text: str, start: int, limit: int, delimiter: Delimiter) -> tuple[Node, ...] | Unclosed:
    """Return the leaves of the `[[` at `start`: `word`s and `operator`s, last a leaf for the `]]` that closes it."""
    nodes: list[Node] = []
    for node in _leaves(text, start + 2, limit, delimiter):
        if isinstance(node, Unclosed):
            return node
        nodes.append(node)
        if node.kind == "close":
            return tuple(nodes)
    delimiter.wasted += (nodes[-1].end if nodes else limit) - start
    return Unclosed("[[", start)


def _leaves(text: str, at: int, limit: int, delimiter: Delimiter) -> Iterator[Node | Unclosed]:
    while found := _TOKEN.match(text, at, limit):
        kind = found.lastgroup or ""
        start, end = found.span(kind)
        if kind == "stop":
            return
        if kind == "complex":
            measured = delimiter.word(start)
            if isinstance(measured, Unclosed):
                yield measured
                return
            kind, end = "word", max(measured, start + 1)
        elif kind == "word" and text.startswith("]]", start) and text[start:end].rstrip("\r") == "]]":
            kind = "close"
        yield Node(kind, start, end)
        at = end
        if text.startswith("=~", start) and end == start + 2:
            expression = _expression(text, end, limit, delimiter)
            yield expression
            if isinstance(expression, Unclosed):
                return
            at = expression.end


def _expression(text: str, at: int, limit: int, delimiter: Delimiter) -> Node | Unclosed:
    """The regular expression behind `=~`: parentheses and `|` belong to it, blanks only between parentheses."""
    while at < limit and text[at] in " \t":
        at += 1
    start = at
    depth = 0
    while at < limit:
        character = text[at]
        plain = _IN_EXPRESSION.match(text, at, limit)
        if plain:
            at = plain.end()
        elif character in "()":
            depth += 1 if character == "(" else -1
            if depth < 0:
                break
            at += 1
        elif character == "\\":
            at += 2  # an escaped line end with blanks behind it
        elif character in " \t" and depth:
            at += 1
        elif character in " \t\n":
            break
        else:
            end = delimiter.expansion(at)
            if isinstance(end, Unclosed):
                return end
            at = max(end, at + 1)
    return Node("word", start, min(at, limit))
