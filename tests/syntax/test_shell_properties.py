"""Properties of the tree of shell scripts: made scripts have the tree they were made from, and nothing breaks it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from mcsgconf.syntax.delimit import Delimiter
from mcsgconf.syntax.shell import parse_shell
from mcsgconf.syntax.words import Constant, Reference, literal, parts, split_command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcsgconf.syntax.tree import Node

# A script in the making: its text, and its tree as (kind, children) or (kind, text).
Shape = tuple[str, object]
Made = tuple[str, Shape]

SIMPLE_WORDS = ["a", "-r", "/dev/vg01", "x=1", "'q {'", '"d $(e "f") }"', "$x", "${y:-z}", "`c`", "a\\ b", "$((1+2))"]
SUBSTITUTIONS = [
    "$(a)",
    "$(case b in c) d;; esac)",
    "$(cat <<E\n)\nE\n)",
    '"$(a "$(b)")"',
    "<(a b)",
    "@(a|b)",
    "if",
    "}",
]
WORDS = st.sampled_from([*SIMPLE_WORDS, *SUBSTITUTIONS, "export", "VG[0]=a", "a=b"])
COMMAND_NAMES = st.sampled_from(["a", "test_return", "/bin/b", "$c", '"d"', "echo", "[", ":"])
NAMES = st.sampled_from(["A", "VG", "if", "in", "x_1"])
INDEXES = st.sampled_from(["0", "i", "$((i+1))", "08"])
VALUES = st.sampled_from(["", "v", "'q r'", '"s\nt"', "$(u v)", "/w"])
LINE_ENDS = st.sampled_from(["\n", "\n\n  \n", "\n\t"])
BLANKS = st.sampled_from([" ", "\t", "  ", " \\\n "])


def joined(kind: str, *children: Shape) -> Shape:
    return (kind, list(children))


@st.composite
def assignments(draw: st.DrawFn) -> Made:
    name, value = draw(NAMES), draw(VALUES)
    index = draw(st.none() | INDEXES)
    operator = draw(st.sampled_from(["=", "+="]))
    leaves: list[Shape] = [("name", name)]
    if index is not None:
        leaves.append(("index", index))
    leaves.append(("operator", operator))
    if value:
        leaves.append(("value", value))
    return f"{name}{'' if index is None else f'[{index}]'}{operator}{value}", joined("assignment", *leaves)


@st.composite
def redirections(draw: st.DrawFn) -> Made:
    operator, word = draw(st.sampled_from([">", "2>", "<", ">>", "2>&", "<<<"])), draw(WORDS)
    return f"{operator} {word}", joined("redirection", ("operator", operator), ("word", word))


@st.composite
def commands(draw: st.DrawFn) -> Made:
    pieces = draw(st.lists(assignments() | redirections(), max_size=2))
    if not pieces or draw(st.booleans()):
        name = draw(COMMAND_NAMES)
        pieces.append((name, ("word", name)))
        arguments = WORDS.map(lambda word: (word, ("word", word)))
        pieces += draw(st.lists(arguments | redirections(), max_size=3))
    text = draw(BLANKS).join(text for text, _ in pieces)
    return text, joined("command", *(shape for _, shape in pieces))


def pipelines(inner: st.SearchStrategy[Made]) -> st.SearchStrategy[Made]:
    def make(made: Sequence[Made], operator: str, gap: str) -> Made:
        shapes: list[Shape] = [made[0][1]]
        for _, shape in made[1:]:
            shapes += [("operator", operator), shape]
        kind = "pipeline" if operator in {"|", "|&"} else "and-or"
        return f" {operator}{gap}".join(text for text, _ in made), joined(kind, *shapes)

    # What is joined by one operator is no list of the same kind itself.
    flat = inner.filter(lambda made: made[1][0] not in {"pipeline", "and-or", "background"})
    operators = st.sampled_from(["|", "|&", "&&", "||"])
    return st.builds(make, st.lists(flat, min_size=2, max_size=3), operators, st.sampled_from([" ", "\n"]))


@st.composite
def lists(draw: st.DrawFn, inner: st.SearchStrategy[Made]) -> tuple[str, list[Shape]]:
    """Statements with an end each, and comments between them."""
    text = draw(st.sampled_from(["", "\n", " "]))
    shapes: list[Shape] = []
    for made, shape in draw(st.lists(inner, min_size=1, max_size=3)):
        end = draw(st.sampled_from([";", "\n", "&", "#"]))
        if end == "#":
            comment = draw(st.sampled_from(["# 'it", "#"]))
            text += f"{made} {comment}\n"
            shapes += [shape, ("comment", comment)]
        elif end == "&":
            text += f"{made} & "
            shapes.append(joined("background", shape))
        else:
            text += f"{made}{draw(LINE_ENDS) if end != ';' else '; '}"
            shapes.append(shape)
    return text, shapes


def compounds(inner: st.SearchStrategy[Made]) -> st.SearchStrategy[Made]:
    bodies = lists(inner)
    groups = bodies.map(lambda b: (f"{{ {b[0]}}}", joined("group", *b[1])))
    subshells = bodies.map(lambda b: (f"( {b[0]})", joined("subshell", *b[1])))
    ifs = st.tuples(bodies, bodies, st.none() | bodies).map(
        lambda p: (
            f"if {p[0][0]}then {p[1][0]}{'' if p[2] is None else f'else {p[2][0]}'}fi",
            joined(
                "if",
                joined("condition", *p[0][1]),
                joined("body", *p[1][1]),
                *(() if p[2] is None else (joined("else", *p[2][1]),)),
            ),
        )
    )
    loops = st.tuples(st.sampled_from(["while", "until"]), bodies, bodies).map(
        lambda p: (
            f"{p[0]} {p[1][0]}do {p[2][0]}done",
            joined(p[0], joined("condition", *p[1][1]), joined("body", *p[2][1])),
        )
    )
    fors = st.tuples(st.sampled_from(["for", "select"]), NAMES, st.lists(WORDS, max_size=3), bodies).map(
        lambda p: (
            f"{p[0]} {p[1]} in {' '.join(p[2])}; do {p[3][0]}done",
            joined(p[0], ("name", p[1]), ("in", "in"), *(("word", word) for word in p[2]), joined("body", *p[3][1])),
        )
    )
    items = st.tuples(st.sampled_from(["a", "'b c'", "*", "if", "[d-f]*"]), st.booleans(), bodies).map(
        lambda p: (
            f"{'(' if p[1] else ''}{p[0]}) {p[2][0]};;\n",
            joined("case-item", ("pattern", p[0]), joined("body", *p[2][1]), ("operator", ";;")),
        )
    )
    cases = st.tuples(WORDS, st.lists(items, max_size=2)).map(
        lambda p: (
            f"case {p[0]} in\n{''.join(text for text, _ in p[1])}esac",
            joined("case", ("word", p[0]), *(shape for _, shape in p[1])),
        )
    )
    functions = st.tuples(st.booleans(), groups).map(
        lambda p: (
            (f"function f\n{p[1][0]}" if p[0] else f"f() {p[1][0]}"),
            joined("function", *([("keyword", "function")] if p[0] else []), ("name", "f"), p[1][1]),
        )
    )
    return st.one_of(groups, subshells, ifs, loops, fors, cases, functions, pipelines(inner))


STATEMENTS = st.recursive(commands(), compounds, max_leaves=12)


def shape(text: str, node: Node) -> Shape:
    if node.children:
        return (node.kind, [shape(text, child) for child in node.children])
    return (node.kind, text[node.start : node.end])


@given(lists(STATEMENTS))
def test_made_scripts_have_the_tree_they_were_made_from(made: tuple[str, list[Shape]]) -> None:
    text, expected = made
    assert [shape(text, node) for node in parse_shell(text).children] == expected


def check_tree(text: str, tree: Node) -> None:
    """What holds of every tree: it covers its text, children lie in order inside their parents, errors say why."""
    assert (tree.kind, tree.start, tree.end) == ("file", 0, len(text))
    for node in tree.walk():
        at = node.start
        for child in node.children:
            assert at <= child.start <= child.end <= node.end
            at = child.end
        assert (node.message is not None) == (node.kind == "error")


SHELL_WORDS = """if then elif else fi while until do done for in case esac select function { } ! [[ ]] (( )) ( ) ;; ;& ;
    & && || | $( ${ $(( ` ' " $' <<E <<-E E <( >( > < 2>&1 a= VG[0]= a=( [ ] = += \\ # $ $x f() export time""".split()
MARKER = "# END OF CUSTOMER DEFINED FUNCTIONS\n"
SHELL_PIECES = st.sampled_from([*SHELL_WORDS, "\n", " ", "\t", "\r\n", "\\\n", "\0", "\udce9", MARKER, "\ufeff"])
SHELL_TEXTS = st.lists(SHELL_PIECES | st.text(max_size=3), max_size=60).map("".join) | st.lists(
    SHELL_PIECES, max_size=60
).map(" ".join)


@given(SHELL_TEXTS | st.text())
def test_any_text_has_a_tree(text: str) -> None:
    check_tree(text, parse_shell(text))


@given(SHELL_TEXTS)
def test_what_is_parsed_without_an_error_is_parsed_so_again_among_other_statements(text: str) -> None:
    tree = parse_shell(text, cut_vendor=False)
    if any(node.kind == "error" for node in tree.walk()) or "<<" in text or text.startswith("\ufeff"):
        return
    if text.endswith("\\"):
        return
    around = f"a\n{text}\nb\n"
    inner = [shape(text, node) for node in tree.children if node.kind != "comment"]
    outer = [shape(around, node) for node in parse_shell(around, cut_vendor=False).children if node.kind != "comment"]
    assert outer == [("command", [("word", "a")]), *inner, ("command", [("word", "b")])]


TABLES = sorted((Path(__file__).parent / "shell").glob("*.txt"))
SCRIPTS = [
    case.split("\n", 1)[1].split("\n=>\n")[0] + "\n"
    for path in TABLES
    for case in path.read_text(encoding="utf-8").split("\n----\n")
]


@st.composite
def mutated_scripts(draw: st.DrawFn) -> str:
    """Right scripts, one behind the other, with pieces taken out and put in."""
    text = "".join(draw(st.lists(st.sampled_from(SCRIPTS), min_size=1, max_size=3)))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 6)))
        text = text[:start] + draw(SHELL_PIECES | st.just("")) + text[end:]
    return text


@given(mutated_scripts())
def test_mutated_scripts_have_a_tree(text: str) -> None:
    check_tree(text, parse_shell(text))


@given(SHELL_TEXTS | st.text(), st.integers(0, 20))
def test_a_word_ends_where_it_began_or_behind(text: str, start: int) -> None:
    start = min(start, len(text))
    end = Delimiter(text, len(text)).word(start)
    assert not isinstance(end, int) or start <= end <= len(text)


@given(st.text())
def test_a_quoted_text_means_itself(text: str) -> None:
    in_single = "'" + text.replace("'", "'\\''") + "'"
    in_double = '"' + "".join("\\" + c if c in '$`"\\' else c for c in text) + '"'
    assert literal(in_single) == text
    assert literal(in_double) == text
    assert split_command(f"a {in_single} {in_double};b") == ["a", in_single, in_double]


@given(SHELL_TEXTS | st.text())
def test_parts_of_a_word_are_in_order_inside_it(word: str) -> None:
    at = 0
    for part in parts(word):
        assert at <= part.start <= part.end <= len(word)
        at = part.end
        if isinstance(part, Reference):
            assert part.name in word
    constant = all(isinstance(part, Constant) for part in parts(word))
    assert (literal(word) is not None) == constant
    split_command(word)
