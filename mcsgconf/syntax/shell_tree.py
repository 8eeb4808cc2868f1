"""Makes the nodes of a script's tree of what the parser has recognised: one method for each alias of the grammar.

Statements on their way are lists of nodes, growing as the parser goes on; whatever is finished is a node. Methods take
the list of a rule's symbols and trust the grammar for what it holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from mcsgconf.syntax.shell_tokens import ShellToken, place
from mcsgconf.syntax.tree import ERROR, Node

if TYPE_CHECKING:
    from collections.abc import Iterable

Piece: TypeAlias = "Node | ShellToken"
Symbol = TypeVar("Symbol", bound=object)

_OPENING = {"LBRACE": "{", "LPAR": "(", "IF": "if", "THEN": "then", "ELIF": "elif", "ELSE": "else"} | {
    "WHILE": "while",
    "UNTIL": "until",
    "DO": "do",
}
_NO_STATEMENT = frozenset({"comment", "here-document"})
_PIPES = frozenset({"|", "|&"})


class Body(NamedTuple):
    """The body of a loop, perhaps with an error before it, and the token that closes it."""

    nodes: list[Node]
    close: ShellToken


class TreeBuilder:
    """The callbacks of the shell grammar, to be called with the symbols of their rule one by one."""

    def script(self, statements: list[Node], vendor: ShellToken | None = None) -> tuple[Node, ...]:
        return tuple(statements) if vendor is None else (*statements, Node("vendor", *place(vendor)))

    def same(self, symbol: Symbol, *_others: Symbol) -> Symbol:
        return symbol

    # Lists of statements.

    def nothing(self) -> list[Node]:
        return []

    def open_command(self, lines: list[Node], command: Node) -> list[Node]:
        lines.append(command)
        return lines

    def open_chain(self, lines: list[Node], chain: list[Piece]) -> list[Node]:
        lines.append(_and_or(chain))
        return lines

    def other_nodes(self, lines: list[Node], made: ShellToken) -> list[Node]:
        lines.extend(made.nodes)
        return lines

    def command_line(self, lines: list[Node], command: Node, end: ShellToken) -> list[Node]:
        lines.append(command)
        if end.nodes:
            lines.extend(end.nodes)
        return lines

    def background_command(self, lines: list[Node], command: Node, end: ShellToken) -> list[Node]:
        lines.append(Node("background", command.start, place(end)[1], (command,)))
        return lines

    def chain_line(self, lines: list[Node], chain: list[Piece], end: ShellToken) -> list[Node]:
        return self.command_line(lines, _and_or(chain), end)

    def background_chain(self, lines: list[Node], chain: list[Piece], end: ShellToken) -> list[Node]:
        return self.background_command(lines, _and_or(chain), end)

    # Pipelines and and-or lists.

    def first_link(self, command: Node, *others: Piece | list[Piece]) -> list[Piece]:
        return self.next_link([command], *others)

    def next_link(self, chain: list[Piece], *others: Piece | list[Piece]) -> list[Piece]:
        for other in others:
            if isinstance(other, list):
                chain.extend(other)
            else:
                chain.append(other)
        return chain

    def first_piece(self, *pieces: Piece) -> list[Piece]:
        return list(pieces)

    def next_piece(self, pieces: list[Piece], piece: Piece) -> list[Piece]:
        pieces.append(piece)
        return pieces

    # Simple commands.

    def first_part(self, item: Piece) -> list[Node]:
        return [_leaf(item)]

    def next_part(self, parts: list[Node], item: Piece) -> list[Node]:
        parts.append(_leaf(item))
        return parts

    def simple(self, parts: list[Node]) -> Node:
        return Node("command", parts[0].start, parts[-1].end, tuple(parts))

    def redirection(self, operator: ShellToken, word: ShellToken) -> Node:
        leaves = (Node("operator", *place(operator)), Node("word", *place(word)))
        return Node("redirection", leaves[0].start, leaves[1].end, leaves)

    def array_assignment(self, head: ShellToken, elements: list[Node], close: ShellToken) -> Node:
        start, value = place(head)
        _, end = place(close)
        return Node("assignment", start, end, (*head.nodes, Node("array", value - 1, end, tuple(elements))))

    def nested_array(
        self, outer: list[Node], opening: ShellToken, elements: list[Node], close: ShellToken
    ) -> list[Node]:
        outer.append(_node("array", opening, close, elements))
        return outer

    # Compound commands and functions.

    def redirected(self, compound: Node, redirections: list[Node]) -> Node:
        children = (*compound.children, *redirections)
        return Node(compound.kind, compound.start, redirections[-1].end, children)

    def function(self, name: ShellToken, parentheses: ShellToken, *rest: Piece) -> Node:
        return _node("function", name, rest[-1], [Node("name", *place(name)), *_inside(parentheses, *rest)])

    def keyword_function(self, keyword: ShellToken, name: ShellToken, *rest: Piece) -> Node:
        leaves = [Node("keyword", *place(keyword)), Node("name", *place(name))]
        return _node("function", keyword, rest[-1], [*leaves, *_inside(*rest)])

    def coproc(self, keyword: ShellToken, *rest: Piece) -> Node:
        children = [piece if isinstance(piece, Node) else Node("name", *place(piece)) for piece in rest]
        return _node("coproc", keyword, rest[-1], children)

    def group(self, opening: ShellToken, statements: list[Node], close: ShellToken) -> Node:
        return _node("group", opening, close, [*_emptiness(opening, statements), *statements])

    def subshell(self, opening: ShellToken, statements: list[Node], close: ShellToken) -> Node:
        return _node("subshell", opening, close, [*_emptiness(opening, statements), *statements])

    def test(self, made: ShellToken) -> Node:
        return Node("test", *place(made), made.nodes)

    def arithmetic(self, made: ShellToken) -> Node:
        return Node("arithmetic", *place(made))

    def if_clause(
        self,
        opening: ShellToken,
        condition: list[Node],
        then: ShellToken,
        body: list[Node],
        *rest: list[Node] | ShellToken,
    ) -> Node:
        children = [*_part("condition", opening, condition), *_part("body", then, body)]
        for otherwise in rest:
            if isinstance(otherwise, ShellToken):
                return _node("if", opening, otherwise, children)
            children += otherwise
        return _node("if", opening, children[-1], children)

    def first_elif(self, opening: ShellToken, condition: list[Node], then: ShellToken, body: list[Node]) -> list[Node]:
        return self.next_elif([], opening, condition, then, body)

    def next_elif(
        self, found: list[Node], opening: ShellToken, condition: list[Node], then: ShellToken, body: list[Node]
    ) -> list[Node]:
        children = [*_part("condition", opening, condition), *_part("body", then, body)]
        found.append(_node("elif", opening, children[-1], children))
        return found

    def only_else(self, opening: ShellToken, statements: list[Node]) -> list[Node]:
        return list(_part("else", opening, statements))

    def last_else(self, found: list[Node], opening: ShellToken, statements: list[Node]) -> list[Node]:
        found.extend(_part("else", opening, statements))
        return found

    def loop(
        self, opening: ShellToken, condition: list[Node], do: ShellToken, body: list[Node], done: ShellToken
    ) -> Node:
        kind = "while" if opening.type == "WHILE" else "until"
        return _node(kind, opening, done, [*_part("condition", opening, condition), *_part("body", do, body)])

    def each(self, opening: ShellToken, head: list[Node], body: Body) -> Node:
        kind = "for" if opening.type == "FOR" else "select"
        return _node(kind, opening, body.close, [*head, *body.nodes])

    def for_arithmetic(self, opening: ShellToken, arithmetic: ShellToken, gap: list[Node], body: Body) -> Node:
        head = [Node("arithmetic", *place(arithmetic)), *gap]
        return _node("for-arithmetic", opening, body.close, [*head, *body.nodes])

    def loop_name(self, name: ShellToken, gap: list[Node]) -> list[Node]:
        return [Node("name", *place(name)), *gap]

    def loop_values(
        self, name: ShellToken, gap: list[Node], in_: ShellToken, values: list[Node], end: list[Node]
    ) -> list[Node]:
        return [Node("name", *place(name)), *gap, Node("in", *place(in_)), *values, *end]

    def gap_lines(self, *ends: ShellToken) -> list[Node]:
        return [node for end in ends for node in end.nodes]

    def do_group(self, opening: ShellToken, statements: list[Node], close: ShellToken) -> Body:
        return Body(list(_part("body", opening, statements)), close)

    def case_clause(
        self,
        opening: ShellToken,
        word: ShellToken,
        gap: list[Node],
        _in: ShellToken,
        items: list[Node],
        *rest: Piece,
    ) -> Node:
        last = [piece for piece in rest if isinstance(piece, Node)]
        return _node("case", opening, rest[-1], [Node("word", *place(word)), *gap, *items, *last])

    def case_item(
        self, patterns: list[ShellToken], close: ShellToken, statements: list[Node], *end: ShellToken
    ) -> Node:
        children = [Node("pattern", *place(pattern)) for pattern in patterns if pattern.type == "WORD"]
        if statements:
            children += _part("body", close, statements)
        children += (Node("operator", *place(operator)) for operator in end)
        return Node("case-item", place(patterns[0])[0], max(place(close)[1], children[-1].end), tuple(children))

    def next_pattern(self, patterns: list[ShellToken], _bar: ShellToken, pattern: ShellToken) -> list[ShellToken]:
        patterns.append(pattern)
        return patterns


def _leaf(item: Piece) -> Node:
    if isinstance(item, Node):
        return item
    return item.nodes[0] if item.nodes else Node("word", *place(item))


def _node(kind: str, first: ShellToken, last: Piece, children: Iterable[Node]) -> Node:
    end = last.end if isinstance(last, Node) else place(last)[1]
    return Node(kind, place(first)[0], end, tuple(children))


def _inside(*pieces: Piece) -> Iterable[Node]:
    """Yield nodes as they are, and the comments and here-documents that tokens hold."""
    for piece in pieces:
        if isinstance(piece, Node):
            yield piece
        else:
            yield from piece.nodes


def _emptiness(opening: ShellToken, statements: list[Node]) -> tuple[Node, ...]:
    """Return an error where no statement stands between `opening` and what closes it: no shell takes that."""
    if any(node.kind not in _NO_STATEMENT for node in statements) or opening.type not in _OPENING:
        return ()
    message = f"no command stands behind `{_OPENING[opening.type]}`"
    return (Node(ERROR, *place(opening), message=message),)


def _part(kind: str, opening: ShellToken, statements: list[Node]) -> Iterable[Node]:
    """Yield the node of the statements behind `opening`; an error before it where there are none."""
    yield from _emptiness(opening, statements)
    behind = place(opening)[1]
    start, end = (statements[0].start, statements[-1].end) if statements else (behind, behind)
    yield Node(kind, start, end, tuple(statements))


def _and_or(chain: list[Piece]) -> Node:
    """Return the node of commands joined by operators: a pipeline binds tighter than `&&` and `||`."""
    joined: list[Node] = []
    pipeline: list[Node] = []
    for piece in chain:
        if isinstance(piece, Node):
            pipeline.append(piece)
        elif piece.type == "NEWLINE":
            (pipeline or joined).extend(piece.nodes)
        elif piece.type == "PREFIX":
            pipeline.append(Node("not" if piece == "!" else "time", *place(piece)))
        elif str(piece) in _PIPES:
            pipeline.append(Node("operator", *place(piece)))
        else:
            joined += (_pipeline(pipeline), Node("operator", *place(piece)))
            pipeline = []
    last = _pipeline(pipeline)
    return Node("and-or", joined[0].start, last.end, (*joined, last)) if joined else last


def _pipeline(nodes: list[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else Node("pipeline", nodes[0].start, nodes[-1].end, tuple(nodes))
