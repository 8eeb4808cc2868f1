"""Where a shell word ends: quotes, expansions and substitutions, nested to any depth, delimited and left opaque.

The lexer of the shell grammar asks here, and so does whoever needs the pieces of a word. Regular expressions take what
is simple in one stride; where things nest, a machine with a stack of its own goes on, so that neither depth nor length
can exhaust Python's stack, and no character is read more than a few times. Statements are no business of this room,
but for the little that `$( )` needs to find its closing parenthesis: `case` patterns, comments, here-documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.syntax.here_documents import HereDocument, delimiter_text
from mcsgconf.syntax.word_patterns import (
    BACKQUOTES,
    COMMAND_TOKEN,
    IN_ARITHMETIC,
    IN_DOUBLE,
    IN_GROUP,
    IN_PARAMETER,
    IN_PLAIN_PARAMETER,
    IN_SUBSCRIPT,
    PIECES_RUN,
    TAKES_PATTERN,
    Run,
)

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

# What may come next in a list of commands: any word, a reserved word too, the name of a `for`, `do` or `in` behind it.
_WORD, _COMMAND_START, _LOOP_NAME, _BEHIND_LOOP_NAME = range(4)
_STAYS_AT_START = frozenset("if then else elif do while until ! { } time fi done esac".split())
# The parts of a `case`.
_SUBJECT, _IN, _PATTERNS, _BODY = range(4)

_LINE_ENDS = ("\n", ";")  # where the search for the end of a subscript ends


class Unclosed(NamedTuple):
    """What was opened and never closed: the opener (`"`, `'`, a backquote, `$(`, `${`, …) and where it stands."""

    opener: str
    start: int


class _Frame:
    """One thing that is open: how it goes on, and where it began."""

    __slots__ = ("part", "place", "start", "step")

    def __init__(self, step: Callable[[_Frame], bool], start: int, place: int = _WORD, part: int = _SUBJECT) -> None:
        self.step = step
        self.start = start
        self.place = place
        self.part = part


class Delimiter:
    """Finds ends in one text, up to `limit`, which it takes for the end of the text."""

    def __init__(self, text: str, limit: int) -> None:
        self._text = text
        self._limit = limit
        self._at = 0
        self._stuck: int | None = None  # where a quote stands that does not close, or is known not to
        self._frames: list[_Frame] = []
        self._pending: list[HereDocument] = []
        # Of every `((`: where it ends, once known, and whether it turned out to be two parentheses.
        self._ends: dict[int, int] = {}
        self._no_arithmetic: set[int] = set()
        # What is known never to close, so that the rest of the text is not read for it again.
        self._never: set[int] = set()
        self.wasted = 0
        """How many characters were read in search of ends that do not exist."""

    def word(self, start: int) -> int | Unclosed:
        """Return the end of the word at `start` (`start` itself where none stands), or what in it is never closed."""
        return self._run(self._word, start, start)

    def arithmetic(self, start: int) -> int | Unclosed | None:
        """Return the end of the `((…))` at `start`; None where it is two parentheses of subshells."""
        if start in self._never:
            return Unclosed("((", start)
        end = self._run(self._arithmetic, start, start + 2)
        return None if start in self._no_arithmetic else end

    def subscript(self, start: int) -> int | None:
        """Return the end of the `[…]` at `start`, behind the bracket; None where it is none."""
        end = None if start in self._never else self._run(self._subscript, start, start + 1)
        return end if isinstance(end, int) else None

    def expansion(self, start: int, *, in_double: bool = False) -> int | Unclosed:
        """Return the end of the `$…`, backquotes or `<(…)` at `start`, which stands between double quotes or not."""
        return self._run(self._one_expansion_in_double if in_double else self._one_expansion, start, start)

    def _run(self, step: Callable[[_Frame], bool], start: int, at: int) -> int | Unclosed:
        self._frames = frames = [_Frame(step, start)]
        self._stuck = None
        self._pending = []
        self._at = at
        while frames:
            frame = frames[-1]
            if not frame.step(frame):
                return self._unclosed(start)
        return self._at

    def _unclosed(self, start: int) -> Unclosed:
        """Return what is open outermost, and remember that nothing of what is open ever closes."""
        openers = [frame.start for frame in self._frames if frame.step != self._word]
        if self._stuck is not None:
            openers.append(self._stuck)
        if not self._never.issuperset(openers):
            self.wasted += (self._at if self._text.startswith(_LINE_ENDS, self._at) else self._limit) - start
            self._never.update(openers)
        return Unclosed(_opener(self._text, openers[0]), openers[0])

    def _pop(self, length: int) -> bool:
        """Close what is open, `length` characters on."""
        self._at += length
        self._frames.pop()
        return True

    def _push(self, step: Callable[[_Frame], bool], length: int, place: int = _WORD) -> bool:
        """Open what stands here; it goes on `length` characters further."""
        self._frames.append(_Frame(step, self._at, place))
        self._at += length
        return True

    def _skip(self, run: Run) -> str:
        """Pass over simple text; return the character that stands behind it, nothing at the end of the text."""
        found = run.match(self._text, self._at, self._limit)
        if found:
            self._at = found.end()
        return self._text[self._at] if self._at < self._limit else ""

    def _nest(self, character: str, *, in_double: bool = False) -> bool:
        """Open the quote or expansion that begins with `character`; False where it is one that never closes."""
        text, at = self._text, self._at
        if character and at not in self._never:
            if character == '"':
                return self._push(self._double, 1)
            if character in "<>":
                return self._push(self._commands, 2, _COMMAND_START)
            if text.startswith("$((", at) and at not in self._no_arithmetic:
                return self._known(at) or self._push(self._arithmetic, 3)
            if text.startswith("$(", at):
                return self._known(at) or self._push(self._commands, 2, _COMMAND_START)
            if text.startswith(("${ ", "${\t", "${\n"), at):
                return self._push(self._brace_commands, 2, _COMMAND_START)
            if text.startswith("${|", at):
                return self._push(self._brace_commands, 3, _COMMAND_START)
            if text.startswith("${", at):
                plain = in_double and not TAKES_PATTERN.match(text, at, self._limit)
                return self._push(self._plain_parameter if plain else self._parameter, 2)
        if character:
            self._stuck = at
        return False

    def _one_expansion(self, frame: _Frame) -> bool:
        return self._expansion(frame, in_double=False)

    def _one_expansion_in_double(self, frame: _Frame) -> bool:
        return self._expansion(frame, in_double=True)

    def _expansion(self, frame: _Frame, *, in_double: bool) -> bool:
        if self._at > frame.start:
            return self._pop(0)
        if backquoted := BACKQUOTES.match(self._text, self._at, self._limit):
            return self._pop(backquoted.end() - self._at)
        return self._nest(self._text[self._at], in_double=in_double)

    def _known(self, start: int) -> bool:
        """Pass over what begins at `start` where its end is known from an earlier reading."""
        if start not in self._ends:
            return False
        self._at = self._ends[start]
        return True

    def _word(self, frame: _Frame) -> bool:
        character = self._skip(PIECES_RUN)
        if character and character in "\"'`$":
            return self._nest(character)
        if character and character in "<>" and self._text.startswith("(", self._at + 1):
            return self._nest(character)
        if character == "(" and self._at > frame.start and self._text[self._at - 1] in "?*+@!":
            return self._push(self._group, 1)
        return self._pop(0)

    def _double(self, _frame: _Frame) -> bool:
        character = self._skip(IN_DOUBLE)
        return self._pop(1) if character == '"' else self._nest(character, in_double=True)

    def _parameter(self, _frame: _Frame) -> bool:
        character = self._skip(IN_PARAMETER)
        return self._pop(1) if character == "}" else self._nest(character)

    def _plain_parameter(self, _frame: _Frame) -> bool:
        character = self._skip(IN_PLAIN_PARAMETER)
        return self._pop(1) if character == "}" else self._nest(character, in_double=True)

    def _group(self, _frame: _Frame) -> bool:
        character = self._skip(IN_GROUP)
        if character == "(":
            return self._push(self._group, 1)
        return self._pop(1) if character == ")" else self._nest(character)

    def _subscript(self, _frame: _Frame) -> bool:
        character = self._skip(IN_SUBSCRIPT)
        if character == "[":
            return self._push(self._subscript, 1)
        return self._pop(1) if character == "]" else self._nest(character)

    def _parenthesis(self, _frame: _Frame) -> bool:
        character = self._skip(IN_ARITHMETIC)
        if character == "(":
            return self._push(self._parenthesis, 1)
        return self._pop(1) if character == ")" else self._nest(character)

    def _arithmetic(self, frame: _Frame) -> bool:
        character = self._skip(IN_ARITHMETIC)
        if character == "(":
            return self._push(self._parenthesis, 1)
        if character != ")":
            return self._nest(character)
        if self._text.startswith("))", self._at):
            self._ends[frame.start] = self._at + 2
            return self._pop(2)
        # Two closing parentheses that do not touch: it was a subshell, first thing in a substitution or a subshell.
        self._no_arithmetic.add(frame.start)
        self._frames.pop()
        self._at = frame.start
        if self._text[frame.start] == "$":
            return self._push(self._commands, 2, _COMMAND_START)
        return not self._frames or self._push(self._commands, 1, _COMMAND_START)

    def _commands(self, frame: _Frame) -> bool:
        """One token of the commands in `$( )`, `<( )` or a subshell in it."""
        found = COMMAND_TOKEN.match(self._text, self._at, self._limit)
        if not found:
            return False
        kind = found.lastgroup
        if kind == "close":
            self._at = found.end() - 1
            self._ends[frame.start] = found.end()
            self._pop(1)
            if self._frames:
                self._frames[-1].place = _COMMAND_START
            return True
        return self._any_token(frame, found)

    def _brace_commands(self, frame: _Frame) -> bool:
        """One token of the commands in `${ …; }`."""
        found = COMMAND_TOKEN.match(self._text, self._at, self._limit)
        if found and found["word"] == "}" and frame.place == _COMMAND_START:
            self._at = found.end()
            return self._pop(0)
        return found is not None and self._any_token(frame, found)

    def _case(self, frame: _Frame) -> bool:
        """One token of a `case` inside a substitution."""
        found = COMMAND_TOKEN.match(self._text, self._at, self._limit)
        if not found:
            return False
        kind, in_patterns = found.lastgroup, frame.part == _PATTERNS
        if kind == "close" and not in_patterns:
            return self._pop(0)  # `esac` is missing: let the parenthesis close what is around
        if kind == "close":
            frame.part, frame.place = _BODY, _COMMAND_START
        elif in_patterns and kind in {"open", "separator"}:
            frame.place = _WORD
        elif kind == "next":
            frame.part, frame.place = _PATTERNS, _COMMAND_START
        elif kind != "word" or not self._case_word(frame, found["word"].rstrip("\r")):
            frame.part = max(frame.part, _IN) if kind == "complex" else frame.part
            return self._any_token(frame, found)
        self._at = found.end()
        return True

    def _case_word(self, frame: _Frame, word: str) -> bool:
        """Take in a word that means something to a `case` itself; False where it does not."""
        if frame.part == _SUBJECT:
            frame.part = _IN
        elif frame.part == _IN and word in {"in", "{"}:
            frame.part, frame.place = _PATTERNS, _COMMAND_START
        elif word == "esac" and frame.place == _COMMAND_START:
            self._frames.pop()
            self._frames[-1].place = _COMMAND_START
        elif frame.part == _PATTERNS:
            frame.place = _WORD
        else:
            return False
        return True

    def _any_token(self, frame: _Frame, found: re.Match[str]) -> bool:
        """Take in a token that means the same in every list of commands."""
        self._at = found.end()
        match found.lastgroup:
            case "word":
                self._reserved_word(frame, found["word"].rstrip("\r"))
            case "complex":
                self._at -= 1
                frame.place = _WORD
                return self._push(self._word, 0)
            case "newline":
                if frame.place != _BEHIND_LOOP_NAME:
                    frame.place = _COMMAND_START
                return self._here_documents()
            case "here":
                return self._here_operator(found["here"])
            case "separator":
                frame.place = _COMMAND_START
            case "arithmetic":
                self._at -= 2
                return self._two_parentheses(frame)
            case "open":
                self._at -= 1
                return self._push(self._commands, 1, _COMMAND_START)
            case "close":  # in `${ …; }` only, where it closes nothing
                frame.place = _COMMAND_START
        return True

    def _reserved_word(self, frame: _Frame, word: str) -> None:
        place = frame.place
        if place == _COMMAND_START and word == "case":
            self._push(self._case, 0)
        elif place == _COMMAND_START and word in {"for", "select"}:
            frame.place = _LOOP_NAME
        elif place == _LOOP_NAME:
            frame.place = _BEHIND_LOOP_NAME
        elif (place == _COMMAND_START and word in _STAYS_AT_START) or (place == _BEHIND_LOOP_NAME and word == "do"):
            frame.place = _COMMAND_START
        else:
            frame.place = _WORD

    def _two_parentheses(self, frame: _Frame) -> bool:
        start = self._at
        if frame.place not in {_COMMAND_START, _LOOP_NAME} or start in self._no_arithmetic:
            return self._push(self._commands, 1, _COMMAND_START)
        frame.place = _WORD
        return self._known(start) or self._push(self._arithmetic, 2)

    def _here_operator(self, operator: str) -> bool:
        while self._text.startswith((" ", "\t"), self._at):
            self._at += 1
        word = PIECES_RUN.match(self._text, self._at, self._limit)
        if word:
            self._at = word.end()
            self._pending.append(HereDocument(delimiter_text(word[0]), operator == "<<-"))
        return True

    def _here_documents(self) -> bool:
        for document in self._pending:
            end = document.end(self._text, self._at, self._limit, in_substitution=True)
            if end is None:
                return False
            self._at = end
        self._pending.clear()
        return True


def _opener(text: str, start: int) -> str:
    if text[start] == "$":
        return text[start : start + (3 if text.startswith("((", start + 1) else 2)]
    return text[start : start + (2 if text.startswith("(", start + 1) and text[start] in "(<>" else 1)]
