"""The lexer of the shell grammar: it asks the parser what may come next, and `delimit` where a word ends.

One token a word, an operator, or a line end with all the comments, blank lines and here-documents that come with it.
It never fails: what is opened and never closed becomes an UNCLOSED token, on the line where it was opened, and the next
line is read as if nothing had been.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lark.lexer import Lexer

from mcsgconf.syntax.delimit import Delimiter, Unclosed
from mcsgconf.syntax.here_documents import HereDocument, delimiter_text
from mcsgconf.syntax.shell_gaps import GapReader
from mcsgconf.syntax.shell_tests import read_test
from mcsgconf.syntax.shell_tokens import UNCLOSED, Mode, ShellToken, place, token
from mcsgconf.syntax.tree import ERROR, Node
from mcsgconf.syntax.word_patterns import PIECES, WORD_END
from mcsgconf.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lark.lexer import LexerState
    from lark.parsers.lalr_parser_state import ParserState

_BLANKS = r"(?:[ \t]++|\r(?=\n)|\\\n)*+"
_TOKEN = re.compile(
    _BLANKS + r"(?:"
    r"(?P<gap>[\n#])"
    r"|(?P<redirect>(?:[0-9]++|\{[A-Za-z_][A-Za-z0-9_]*+\})?+(?:<<<|<<-?|<>|>>|[<>]&|>\||[<>](?!\())|&>>?)"
    rf"|(?P<word>{PIECES}){WORD_END}"
    r"|(?P<operator>&&|\|\||\|&|\|)"
    r"|(?P<end>;;&|;[;&|]?|&)"
    r"|(?P<open>\()"
    r"|(?P<close>\))"
    r"|(?P<complex>.))",
    re.DOTALL,
)
_WORD = re.compile(PIECES + WORD_END, re.DOTALL)
_PARENS = re.compile(r"[ \t]*+\([ \t]*+\)")
_ASSIGNED = re.compile(r"[A-Za-z_][A-Za-z0-9_]*+(?:(?P<operator>\+?=)|(?=\[))")
_INDEX = re.compile(r"\[[^\[\]'\"`$\\;&|()<> \t\n]*+\](?=\+?=)")
_OPERATOR = re.compile(r"\+?=")
_COMPOUND = r"(?:[{(!]|\[\[|(?:if|while|until|for|case|select)(?=[ \t\n;]))"
_TIME_OPTIONS = re.compile(rf"(?:[ \t]++-p)?+(?=[ \t]++{_COMPOUND})")
_BEHIND_COPROC = re.compile(rf"[ \t]++(?:[A-Za-z_][A-Za-z0-9_]*+[ \t]++)?{_COMPOUND}")
_BEHIND_PATTERN = re.compile(r"[ \t]*+[|)]")

_ENDS = {";": "SEMI", "&": "AMP", ";;": "DSEMI", ";&": "DSEMI", ";;&": "DSEMI", ";|": "DSEMI"}
_NAMES = {"'": "the single quote", "$'": "the single quote", '"': "the double quote", "`": "the backquote"}
_PATIENCE = 4  # times the length of the text: so much is read in search of ends that do not exist, then no more


class ShellLexer(Lexer):
    """Makes the tokens of a script, up to `LexerState.text.end`."""

    __future_interface__ = 2

    def __init__(self, _conf: object = None, forgotten: frozenset[int] = frozenset()) -> None:
        """Take what Lark hands to a lexer, and the places of quotes that close on their line or never."""
        self._forgotten = forgotten
        self._modes: dict[int, Mode] = {}

    def lex(self, lexer_state: LexerState, parser_state: ParserState[int]) -> Iterator[ShellToken]:
        """Yield the tokens from `line_ctr.char_pos` on, which whoever mends an error may set anew between two."""
        text, limit = lexer_state.text.text, lexer_state.text.end
        reader = _Reader(text, limit)
        stack, states, modes = parser_state.state_stack, parser_state.parse_conf.states, self._modes
        counter, forgotten = lexer_state.line_ctr, self._forgotten
        match = _TOKEN.match
        while found := match(text, counter.char_pos, limit):
            state = stack[-1]
            mode = modes.get(state) or self._mode(state, states)
            if mode.shared:
                size, name = mode.shared
                state = states[stack[-1 - size]][name][1]
                mode = modes.get(state) or self._mode(state, states)
            kind = found.lastgroup
            start, end = found.span(found.lastindex or 0)
            if kind == "word":
                plain = mode.plain or reader.here
                made = reader.plain_word(start, end) if plain else reader.word(mode, start, end)
            else:
                made = reader.other(mode, kind or "", start, end)
            for quote in forgotten:
                if start <= quote < place(made)[1]:
                    made = reader.never_closed(start, Unclosed(text[quote], quote))
            counter.char_pos = made.end_pos or end
            yield made

    def _mode(self, state: int, states: dict[int, dict[str, tuple[object, object]]]) -> Mode:
        mode = self._modes[state] = Mode(states[state])
        return mode


class _Reader:
    """Makes tokens in one text; remembers the here-documents that were announced and not yet met."""

    def __init__(self, text: str, limit: int) -> None:
        self._text = text
        self._limit = limit
        self._delimiter = Delimiter(text, limit)
        self._gaps = GapReader(text, limit)
        self.here = ""  # the operator, where the next word says how a here-document ends
        self._source = SourceText(text)

    def plain_word(self, start: int, end: int) -> ShellToken:
        """Return a word that cannot be anything else."""
        if self.here:
            self._announce(start, end)
        return token("WORD", start, end)

    def word(self, mode: Mode, start: int, end: int) -> ShellToken:
        """Return a word, reserved word, assignment or name of a function, as `mode` has a use for it."""
        text = self._text
        word = text[start:end]
        kind = mode.keywords.get(word)
        made = None if kind is None else self._keyword(mode, kind, start, end)
        if made is None and mode.assignment and ("=" in word or "[" in word):
            made = self._assignment(start, end)
        if made is not None:
            return made
        if mode.function_name and _PARENS.match(text, end, self._limit):
            return token("FNAME", start, end)
        if mode.element:
            return self._element(start, end)
        if mode.name:
            return token("NAME", start, end - text.endswith("\r", start, end))
        return token("WORD", start, end)

    def other(self, mode: Mode, kind: str, start: int, end: int) -> ShellToken:
        """Return a token that begins with no plain word."""
        text = self._text
        match kind:
            case "gap":
                return self._gaps.read(start)
            case "end":
                return token(_ENDS[text[start:end]], start, end)
            case "operator":
                return token("BAR" if mode.bar else "OPERATOR", start, end, text=text[start:end])
            case "redirect":
                operator = text[start:end].lstrip("0123456789")
                self.here = operator if operator in {"<<", "<<-"} else ""
                return token("REDIRECT", start, end)
            case "close":
                return token("RPAR", start, end)
            case "open":
                return self._open(mode, start)
        return self._complex(mode, start)

    def _announce(self, start: int, end: int) -> None:
        word = delimiter_text(self._text[start:end])
        self._gaps.pending[start] = HereDocument(word, self.here == "<<-")
        self.here = ""

    def _keyword(self, mode: Mode, kind: str, start: int, end: int) -> ShellToken | None:
        """A reserved word, or None where it is a plain word after all."""
        text, limit = self._text, self._limit
        match kind:
            case "TEST":
                nodes = read_test(text, start, limit, self._delimiter)
                if isinstance(nodes, Unclosed):
                    return self.never_closed(start, nodes)
                return token(kind, start, nodes[-1].end, nodes[:-1])
            case "PREFIX" if text.startswith("time", start):
                options = _TIME_OPTIONS.match(text, end, limit)
                return options and token(kind, start, options.end(), text="time")
            case "PREFIX":
                return token(kind, start, end, text="!")
            case "COPROC" if not _BEHIND_COPROC.match(text, end, limit):
                return None
            case "RBRACE" if mode.patterns and _BEHIND_PATTERN.match(text, end, limit):
                return None
        return token(kind, start, end)

    def _open(self, mode: Mode, start: int) -> ShellToken:
        if mode.parentheses and (found := _PARENS.match(self._text, start, self._limit)):
            return token("PARENS", start, found.end())
        if mode.arithmetic and self._text.startswith("((", start):
            end = self._delimiter.arithmetic(start)
            if isinstance(end, Unclosed):
                return self.never_closed(start, end)
            if end is not None:
                return token("ARITHMETIC", start, end)
        return token("LPAR", start, start + 1)

    def _complex(self, mode: Mode, start: int) -> ShellToken:
        if self._text[start] == "!" and "!" in mode.keywords:
            return token("PREFIX", start, start + 1, text="!")
        end = self._delimiter.word(start)
        if isinstance(end, Unclosed):
            return self.never_closed(start, end)
        if end == start:
            return token(UNCLOSED, start, start + 1)
        made = self._assignment(start, end) if mode.assignment else None
        if made is not None:
            return made
        if mode.element and not self.here:
            return self._element(start, end)
        return self.plain_word(start, end)

    def _assignment(self, start: int, end: int) -> ShellToken | None:
        """An assignment at `start`, or the head of an array; `end` is where the word ends if there is none."""
        text, limit = self._text, self._limit
        head = _ASSIGNED.match(text, start, limit)
        if not head:
            return None
        leaves = [Node("name", start, head.end() if head["operator"] is None else head.start("operator"))]
        at = leaves[0].end
        if head["operator"] is None:
            index = _INDEX.match(text, at, limit)
            behind = index.end() if index else self._delimiter.subscript(at)
            if behind is None or not _OPERATOR.match(text, behind, limit):
                return None
            leaves.append(Node("index", at + 1, behind - 1))
            at = behind
        value = at + (2 if text[at] == "+" else 1)
        leaves.append(Node("operator", at, value))
        if text.startswith("(", value, limit):
            return token("ARRAY", start, value + 1, tuple(leaves))
        if value > end or (head["operator"] is None and not index):
            plain = _WORD.match(text, value, limit)
            measured = plain.end() if plain else self._delimiter.word(value)
            if isinstance(measured, Unclosed):
                return self.never_closed(start, measured)
            end = measured
        if value < end:
            leaves.append(Node("value", value, end))
        return token("ASSIGNMENT", start, end, (Node("assignment", start, end, tuple(leaves)),))

    def _element(self, start: int, end: int) -> ShellToken:
        """A word of an array, perhaps with an index in front."""
        text = self._text
        if text[start] == "[" and not _INDEX.match(text, start, self._limit):
            behind = self._delimiter.subscript(start)
            if behind is not None and _OPERATOR.match(text, behind, self._limit):
                measured = self._delimiter.word(behind)
                if isinstance(measured, Unclosed):
                    return self.never_closed(start, measured)
                end = measured
        return token("ELEMENT", start, end)

    def never_closed(self, start: int, opened: Unclosed) -> ShellToken:
        """Return the error of something open, from the word at `start` to the end of the line where it was opened."""
        end = self._source.text.find("\n", opened.start, self._limit)
        if end < 0 or self._delimiter.wasted > _PATIENCE * self._limit:
            end = self._limit
        line = self._source.position(opened.start).line
        message = f"{_NAMES.get(opened.opener, f'the `{opened.opener}`')} opened on line {line} is never closed"
        error = Node(ERROR, opened.start, end, message=message)
        return token(UNCLOSED, start, end, (error,), text=opened.opener)
