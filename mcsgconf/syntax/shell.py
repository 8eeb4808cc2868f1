"""Text of a shell script -> lossless tree.

Serves the package control scripts and the scripts that services run: the statements of the POSIX shell with the forms
that ksh88, ksh93 and bash add. What is inside a word is delimited and left opaque (see `words`). Shapes only: whether
a variable is a parameter is said by the catalogue, what a statement does by those who follow the control flow.

The tree is a node `file` over the whole text; its children are statements and what stands between them, in order:

- `comment`: a run of comment lines, line ends included, or a comment behind a command, without the line end;
- `here-document`: the body of a here-document, its closing line included. It stands where the text has it: behind the
  statement, or inside the compound statement, whose line announced it. Bodies come in the order of the `<<`;
- `command`: a simple command. Children, in order: `assignment`, `word`, `redirection`. Several assignments and no word
  are one command. Behind `declare typeset export readonly local integer float` an argument such as `VG[3]=q` is an
  `assignment` too; behind any other command it is a `word`;
- `and-or`: commands joined by leaves `operator` (`&&`, `||`); `pipeline`: joined by `operator` (`|`, `|&`), with a
  leaf `not` or `time` in front, or of one command with such a leaf. Both as long as they are, not nested in pairs;
- `background`: a statement that ends in `&`, which it includes;
- `group` `{ }`, `subshell` `( )`: statements as in `file`;
- `if`: `condition`, `body`, then for each `elif` a node of that kind with its own `condition` and `body`, then
  perhaps `else`; `while`, `until`: `condition` and `body`;
- `for`, `select`: `name`, a leaf `in` where the list is given, its `word`s, `body`; `for-arithmetic`: a leaf
  `arithmetic` (the whole `((…))`) and `body`;
- `case`: `word`, then `case-item`s: leaves `pattern`, a `body` unless it is empty, and a leaf `operator` (`;;`, `;&`,
  `;;&`) where it has one;
- `function`: a leaf `keyword` where it is written `function name`, `name`, and the node of its body; `coproc`;
- `test`: `[[ ]]`, with leaves `word` and `operator`; `arithmetic`: `(( ))`, a leaf;
- `vendor`: the vendor part of a control script, to the end of the text, a leaf; `bom`: a byte-order mark;
- `error`: text that could not be parsed, with a message. What could be parsed inside it is below it.

`assignment` has leaves `name`, `index` (the text between the brackets), `operator` (`=`, `+=`), and `value` (a word,
with its quotes; missing where nothing stands there) or `array` (`word`s and nested `array`s). `redirection` has an
`operator` (with the number in front) and a `word`. `condition`, `body` and `else` hold statements as `file` does. A
compound statement has its redirections as last children. Words joined by nothing keep a carriage return that stands
before the line end, as the shell would; reserved words and the names of functions do not.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from lark.lexer import LexerState
from lark.utils import TextSlice

from mcsgconf.collector import at_rest
from mcsgconf.syntax.shell_lexer import ShellLexer
from mcsgconf.syntax.shell_quotes import forgotten_quote
from mcsgconf.syntax.shell_recovery import Recovery
from mcsgconf.syntax.shell_tree import TreeBuilder
from mcsgconf.syntax.tables import parser_for
from mcsgconf.syntax.tree import Node
from mcsgconf.syntax.vendor import vendor_start

if TYPE_CHECKING:
    from collections.abc import Callable

    from lark import Lark

    from mcsgconf.text import Span


_MOST_FORGOTTEN = 4  # quotes looked for that were not closed, each by one more reading of the text


class _Spread:
    """Hands the symbols of a rule to a method of a builder as its arguments, one by one."""

    def __init__(self, builder: object) -> None:
        self._builder = builder

    def __getattr__(self, name: str) -> Callable[[list[object]], object]:
        method = getattr(self._builder, name)

        def call(symbols: list[object]) -> object:
            return method(*symbols)

        return call


@cache
def _parser() -> Lark:
    return parser_for("shell", _Spread(TreeBuilder()), ShellLexer)


@cache
def _lexer() -> ShellLexer:
    return ShellLexer()


@at_rest()
def parse_shell(text: str, *, cut_vendor: bool = True) -> Node:
    """Return the tree of a shell script: a node `file` over the whole of `text`. Takes any text, in linear time.

    Args:
        text: the script.
        cut_vendor: take the vendor part of a control script for one leaf; else its statements are parsed too.
    """
    start = vendor_start(text) if cut_vendor else None
    limit = len(text) if start is None else start
    marked = text.startswith("\ufeff")
    nodes = _parse(text, int(marked), limit, vendor=start is not None)
    return Node("file", 0, len(text), (Node("bom", 0, 1), *nodes) if marked else nodes)


def parse_part(text: str, span: Span) -> Node:
    """Return the tree of the statements in a `span` of `text`, such as the inside of a `$( )` (see `words.parts`).

    It is a node `file` over the span; offsets are those of the whole text.
    """
    return Node("file", span.start, span.end, _parse(text, span.start, span.end, vendor=False))


def _parse(text: str, start: int, limit: int, *, vendor: bool) -> tuple[Node, ...]:
    forgotten: frozenset[int] = frozenset()
    lexer = _lexer()
    while True:
        state = LexerState(TextSlice(text, 0, limit))
        state.line_ctr.char_pos = start
        recovery = Recovery(_parser().parse_interactive().parser_state, lexer, state)
        nodes = recovery.run(vendor=vendor)
        left_over = next((at for at in recovery.unclosed_quotes if at not in forgotten), None)
        if left_over is None or len(forgotten) == _MOST_FORGOTTEN:
            return nodes
        quote = forgotten_quote(text, nodes, left_over)
        if quote is None or quote in forgotten:
            return nodes
        forgotten |= {quote}
        lexer = ShellLexer(forgotten=forgotten)
