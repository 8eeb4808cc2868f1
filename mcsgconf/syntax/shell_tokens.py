"""The tokens of the shell grammar, and which of them a state of the parser has a use for.

A reserved word counts only where the shell takes it as one. The parser's own table says where that is: `Mode` reads it
off a state once, so that the lexer asks by looking into a small dictionary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lark import Token
from lark.grammar import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcsgconf.syntax.tree import Node

RESERVED: Final = {
    "if": "IF",
    "then": "THEN",
    "elif": "ELIF",
    "else": "ELSE",
    "fi": "FI",
    "while": "WHILE",
    "until": "UNTIL",
    "do": "DO",
    "done": "DONE",
    "for": "FOR",
    "select": "SELECT",
    "case": "CASE",
    "esac": "ESAC",
    "function": "FUNCTION",
    "{": "LBRACE",
    "}": "RBRACE",
    "!": "PREFIX",
    "time": "PREFIX",
    "coproc": "COPROC",
    "[[": "TEST",
}
"""Words that count where a command may begin, and their tokens."""

DECLARATIONS: Final = frozenset("declare typeset export readonly local integer float".split())
"""Commands whose arguments are assignments, read like those in front of a command."""

UNCLOSED: Final = "UNCLOSED"
"""A token that no grammar takes: something was opened and is never closed; its node is the error."""


class ShellToken(Token):
    """A token with its place, and the nodes that the lexer made of what is inside it (comments, an assignment, …)."""

    __slots__ = ("nodes",)
    nodes: tuple[Node, ...]


def token(kind: str, start: int, end: int, nodes: tuple[Node, ...] = (), text: str = "") -> ShellToken:
    """Return a token of `kind` over a place; its `text` is given only where the makers of the tree ask for it."""
    made = str.__new__(ShellToken, text)
    made.type = kind
    made.start_pos = start
    made.end_pos = end
    made.nodes = nodes
    return made


def place(made: Token) -> tuple[int, int]:
    """Return start and end of a token of ours."""
    return made.start_pos or 0, made.end_pos or 0


# Parts of a command that stand in front of its words, among them, and behind a declaration.
_SHARED: Final = frozenset({"redirection", "array"})


class Mode:
    """What the lexer must know of a state of the parser."""

    __slots__ = (
        "arithmetic",
        "assignment",
        "bar",
        "element",
        "function_name",
        "keywords",
        "name",
        "parentheses",
        "patterns",
        "plain",
        "shared",
    )

    def __init__(self, actions: Mapping[str, tuple[object, object]]) -> None:
        self.keywords = _keywords(actions)
        self.assignment = "ASSIGNMENT" in actions
        self.function_name = "FNAME" in actions
        self.element = "ELEMENT" in actions
        self.name = "NAME" in actions
        self.bar = "BAR" in actions
        self.arithmetic = "ARITHMETIC" in actions
        self.patterns = "LPAR" in actions and "IF" not in actions
        self.parentheses = "PARENS" in actions
        # Behind a redirection or an array the state is the same wherever it stands, and says too much: what was
        # before it must be asked. That is `shared[0]` states down, by the name `shared[1]`.
        rules = {action[1] for action in actions.values() if isinstance(action[1], Rule)}
        rule = rules.pop() if len(rules) == 1 else None
        name = rule.origin.name if rule else ""
        self.shared = (len(rule.expansion), name) if rule and name in _SHARED else None
        # A word is a word here and nothing else.
        self.plain = not (self.keywords or self.assignment or self.function_name or self.element or self.name)


def _keywords(actions: Mapping[str, tuple[object, object]]) -> dict[str, str]:
    if "IF" in actions:
        found = dict(RESERVED)
    elif "WORD" not in actions:
        found = {word: kind for word, kind in (*RESERVED.items(), ("in", "IN")) if kind in actions}
    else:
        # Among the words of a command a closing word is an argument, although the parser could end the command there;
        # only where the patterns of a `case` stand does one count.
        found = {word: RESERVED[word] for word in ("esac", "}") if RESERVED[word] in actions and "LPAR" in actions}
    if "DECLARE" in actions:
        found |= dict.fromkeys(DECLARATIONS, "DECLARE")
    # A carriage return at the end of a line hides no reserved word from us, whatever it does to the shell.
    return found | {word + "\r": kind for word, kind in found.items()}
