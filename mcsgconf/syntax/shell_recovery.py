"""Drives the parser over a script, and over its mistakes.

What cannot be parsed becomes an ERROR token up to the next place where parsing can go on: the end of the command, or
the word that closes something around it. Statements inside something unclosed are kept below the error. Lark's parser
does the parsing; this room knows its stacks and its tables, and nothing of what a tree looks like.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lark.exceptions import UnexpectedToken
from lark.parsers.lalr_analysis import Shift

from mcsgconf.syntax.shell_tokens import UNCLOSED, ShellToken, place, token
from mcsgconf.syntax.tree import ERROR, Node
from mcsgconf.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lark.lexer import LexerState
    from lark.parsers.lalr_parser_state import ParserState

    from mcsgconf.syntax.shell_lexer import ShellLexer

_OPENERS: Final = {
    "IF": "if",
    "WHILE": "while",
    "UNTIL": "until",
    "FOR": "for",
    "SELECT": "select",
    "CASE": "case",
    "LBRACE": "{",
    "LPAR": "(",
    "ARRAY": "=(",
}
_CLOSED_BY: Final = {
    "IF": "FI",
    "WHILE": "DONE",
    "UNTIL": "DONE",
    "FOR": "DONE",
    "SELECT": "DONE",
    "CASE": "ESAC",
    "LBRACE": "RBRACE",
    "LPAR": "RPAR",
    "ARRAY": "RPAR",
}
# Words that close something or part of it; the parser would end what is open on seeing them, right or wrong.
_CLOSERS: Final = {
    "THEN": "then",
    "ELIF": "elif",
    "ELSE": "else",
    "FI": "fi",
    "DO": "do",
    "DONE": "done",
    "ESAC": "esac",
    "DSEMI": ";;",
    "RBRACE": "}",
    "RPAR": ")",
    "VENDOR": "",
    "$END": "",
}
_PART_OF: Final = {"THEN": "FI", "ELIF": "FI", "ELSE": "FI", "DO": "DONE", "DSEMI": "ESAC"}
_BELONGS_TO: Final = {"FI": "an `if`", "DONE": "a loop", "ESAC": "a `case`", "RBRACE": "a `{`", "RPAR": "a `(`"}
_SECOND: Final = {"IF": "then", "CASE": "in", "WHILE": "do", "UNTIL": "do", "FOR": "do", "SELECT": "do"}

_UNPARSED: Final = "ERROR"
_ENDS: Final = frozenset({"SEMI", "AMP"})
_KEPT: Final = frozenset(
    """
    comment command here-document pipeline and-or background group subshell if while until for for-arithmetic select
    case case-item function test arithmetic coproc condition body elif else error
    """.split()
)
_REACH = 64  # how deep below the top of the stack an opener is looked for
_PATIENCE = 2  # times the length of the text: so much is read again for arrays that are never closed
_SHOWN = 20


class Recovery:
    """One parse of one text, as far as the end of what `lexer_state` looks at."""

    def __init__(self, state: ParserState[int], lexer: ShellLexer, lexer_state: LexerState) -> None:
        self._state = state
        self._states = state.parse_conf.states
        self._lexer = lexer
        self._lexer_state = lexer_state
        self._tokens = lexer.lex(lexer_state, state)
        self._source = SourceText(lexer_state.text.text)
        self._reread = 0
        self.unclosed_quotes: list[int] = []
        """Where quotes stand that are never closed."""

    def run(self, *, vendor: bool) -> tuple[Node, ...]:
        """Parse to the end and return the nodes of the text; `vendor`: what lies behind the end is the vendor part."""
        accept = self._accept
        for made in self._tokens:
            accept(made)
        while self._reread_array():
            self._tokens = self._lexer.lex(self._lexer_state, self._state)
            for made in self._tokens:
                accept(made)
        limit, end = self._lexer_state.text.end, len(self._source)
        if vendor:
            accept(token("VENDOR", limit, end))
        last = token("$END", limit, end)
        if not self._takes(len(self._state.state_stack), last.type):
            self._recover(last)
        result: tuple[Node, ...] = self._state.feed_token(last, is_end=True)
        return result

    def _accept(self, made: ShellToken) -> None:
        if made.type in _CLOSERS and not self._takes(len(self._state.state_stack), made.type):
            self._recover(made)
            return
        try:
            self._state.feed_token(made)
        except UnexpectedToken:
            self._recover(made)

    def _takes(self, height: int, kind: str) -> bool:
        """Tell whether the parser, its stack cut to `height`, would come to shift a token of `kind`."""
        stack, states = self._state.state_stack, self._states
        above: list[int] = []  # states that stand, for the trial, on the lower `height` entries of the stack
        while True:
            state = above[-1] if above else stack[height - 1]
            action = states[state].get(kind)
            if action is None:
                return False
            if action[0] is Shift:
                return True
            rule = action[1]
            size = len(rule.expansion)
            taken = min(size, len(above))
            del above[len(above) - taken :]
            height -= size - taken
            below = above[-1] if above else stack[height - 1]
            after = states[below][rule.origin.name][1]
            if kind == "$END" and after == self._state.parse_conf.end_state:
                return True
            above.append(after)

    def _level(self, kind: str) -> int | None:
        """Return the height of the innermost open list that a token of `kind` may close, or None."""
        stack = self._state.state_stack
        lowest = 0 if kind in {"VENDOR", "$END"} else max(0, len(stack) - _REACH)
        for height in range(len(stack), lowest, -1):
            if _UNPARSED in self._states[stack[height - 1]] and self._takes(height, kind):
                return height
        return None

    def _innermost(self) -> tuple[int, str] | None:
        """Return the height of the stack below the innermost opener, and its kind; None where nothing is open."""
        values = self._state.value_stack
        for index in range(len(values) - 1, max(-1, len(values) - _REACH), -1):
            value = values[index]
            if isinstance(value, ShellToken) and value.type in _OPENERS:
                return index + 1, value.type
        return None

    def _recover(self, made: ShellToken) -> None:
        """Take the parser past `made`, which it cannot take where it stands."""
        start, _ = place(made)
        if made.type == UNCLOSED and made in {"'", "$'", '"'}:
            self.unclosed_quotes.append(made.nodes[0].start)
        if self._reread_array():
            return
        if self._takes(len(self._state.state_stack), "SEMI"):
            self._state.feed_token(token("SEMI", start, start))  # the command before it is whole
        if made.type in _CLOSERS and self._close(made):
            return
        self._skip(made)

    def _reread_array(self) -> bool:
        """Give up an array that is never closed, on its first line: the next one is read again, as commands."""
        values = self._state.value_stack
        limit = self._lexer_state.text.end
        if "ELEMENT" not in self._states[self._state.position] or self._reread > _PATIENCE * limit:
            return False
        index = next(i for i in range(len(values) - 1, -1, -1) if getattr(values[i], "type", "") == "ARRAY")
        head: ShellToken = values[index]
        line_end = self._source.text.find("\n", place(head)[1], limit)
        if line_end < 0:
            return False
        self._reread += self._lexer_state.line_ctr.char_pos - line_end
        popped = self._cut(self._list_height(index + 1))
        self._feed_error(popped[: popped.index(head) + 1], line_end, head)
        self._lexer_state.line_ctr.char_pos = line_end
        return True

    def _close(self, made: ShellToken) -> bool:
        """Let `made` close what is around it, whatever is still open inside; False where it closes nothing."""
        family = _PART_OF.get(made.type, made.type)
        innermost = self._innermost()
        if innermost and _CLOSED_BY[innermost[1]] == family:
            # It belongs to the innermost, but comes too early: a part between is missing.
            if made.type != family:
                return False
            popped = self._cut(self._list_height(innermost[0]))
            end, carried = self._swallow(made)
            self._feed_error(popped, end, made)
            if carried is not None:
                self._accept(carried)
            return True
        level = self._level(made.type)
        if level is None:
            return False
        self._feed_error(self._cut(level), 0, made)
        if made.type != "$END":
            self._state.feed_token(made)
        return True

    def _skip(self, made: ShellToken) -> None:
        """Give up the command that `made` stands in, or would begin."""
        popped = self._cut(self._list_height(len(self._state.state_stack)))
        start, _ = place(made)
        if popped and made.type == "NEWLINE":
            self._feed_error(popped, 0, made)
            self._state.feed_token(made)
        elif popped and made.type != UNCLOSED and self._begins_command(start):
            self._feed_error(popped, 0, made, cut_short=True)
            self._lexer_state.line_ctr.char_pos = start
        else:
            end, carried = self._swallow(made)
            self._feed_error(popped, end, made)
            if carried is not None:
                self._accept(carried)

    def _swallow(self, made: ShellToken) -> tuple[int, ShellToken | None]:
        """Read to the end of the command; return where that is, and a token behind it that is still to be parsed."""
        in_items = "IF" not in self._states[self._state.position]
        _, end = place(made)
        if made.type == "DSEMI" or (made.type in _ENDS and not in_items):
            return end, None
        kept = {"ESAC"} if in_items else {"NEWLINE"}
        kept |= {kind for kind in ("DSEMI", "RPAR") if not in_items and self._level(kind) is not None}
        for behind in self._tokens:
            if behind.type in kept:
                return end, behind
            _, end = place(behind)
            if behind.type == "DSEMI" or (behind.type in _ENDS and not in_items):
                break
        return end, None

    def _list_height(self, height: int) -> int:
        """Return the height, at most `height`, at which the stack ends in a list that takes an error for a part."""
        while _UNPARSED not in self._states[self._state.state_stack[height - 1]]:
            height -= 1
        return height

    def _cut(self, height: int) -> list[object]:
        """Cut the parser's stacks to `height` states and return the values that went."""
        values = self._state.value_stack
        popped = values[height - 1 :]
        del values[height - 1 :]
        del self._state.state_stack[height:]
        return popped

    def _begins_command(self, at: int) -> bool:
        """Tell whether only blanks stand between `at` and the end of a command or line before it."""
        text = self._source.text
        while at and text[at - 1] in " \t":
            at -= 1
        return at == 0 or text[at - 1] in "\n;"

    def _feed_error(self, popped: list[object], end: int, made: ShellToken, *, cut_short: bool = False) -> None:
        """Feed an error over what was popped, as far as `end` or the last of it, met on seeing `made`.

        `cut_short`: `made` itself is right, and begins another command.
        """
        pieces = list(_pieces(popped))
        if made.type != "$END":
            while (
                pieces and isinstance(pieces[-1], ShellToken) and pieces[-1].type == "NEWLINE" and not pieces[-1].nodes
            ):
                pieces.pop()
        spans = [place(piece) if isinstance(piece, ShellToken) else piece.span for piece in pieces]
        start = min((span[0] for span in spans), default=place(made)[0])
        end = max(end, *(span[1] for span in spans), start)
        error = Node(ERROR, start, end, tuple(_kept(pieces)), self._message(popped, made, cut_short=cut_short))
        self._state.feed_token(token(_UNPARSED, start, end, (error,)))

    def _message(self, popped: list[object], made: ShellToken, *, cut_short: bool) -> str:
        """Return what is wrong, in the words of a finding."""
        if made.type == UNCLOSED and made.nodes:
            return made.nodes[0].message or ""
        openers = [value for value in popped if isinstance(value, ShellToken) and value.type in _OPENERS]
        if openers:
            return self._unclosed_message(openers, made)
        if made.type in _CLOSERS and not popped and made.type not in {"VENDOR", "$END"}:
            whole = _BELONGS_TO[_PART_OF.get(made.type, made.type)]
            return f"`{_CLOSERS[made.type]}` stands here without {whole} that it could belong to"
        if cut_short or made.type in {"NEWLINE", "VENDOR", "$END"}:
            return "the command ends before it is complete"
        start, end = place(made)
        return f"`{self._source.text[start : min(end, start + _SHOWN)]}` is not expected here"

    def _unclosed_message(self, openers: list[ShellToken], made: ShellToken) -> str:
        first = openers[0].type
        closer = _CLOSED_BY[first]
        if first in _SECOND and (made.type not in _CLOSERS or made.type == closer) and len(openers) == 1:
            return f"the {self._named(openers[0])} has no `{_SECOND[first]}`"
        message = f"the {self._named(openers[0])} is never closed: its `{_CLOSERS[closer]}` is missing"
        return message + (f", and so is that of the {self._named(openers[-1])}" if len(openers) > 1 else "")

    def _named(self, opener: ShellToken) -> str:
        return f"`{_OPENERS[opener.type]}` of line {self._source.position(place(opener)[0]).line}"


def _pieces(values: Iterable[object]) -> Iterator[Node | ShellToken]:
    """Yield the nodes and tokens of values from the parser's stack, in the order of the text."""
    for value in values:
        if isinstance(value, Node | ShellToken):
            yield value
        elif isinstance(value, list | tuple):
            yield from _pieces(value)


def _kept(pieces: list[Node | ShellToken]) -> Iterator[Node]:
    """Yield the statements and comments among the pieces of something that could not be parsed."""
    for piece in pieces:
        for node in piece.nodes if isinstance(piece, ShellToken) else (piece,):
            if node.kind in _KEPT:
                yield node
