"""The tree of shell scripts, beside what the shell's rules say of each (see `shell/README.md` for the notation)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mcsgconf.syntax.shell import parse_part, parse_shell
from mcsgconf.text import Span

if TYPE_CHECKING:
    from mcsgconf.syntax.tree import Node

PLAIN = re.compile(r"[A-Za-z0-9_./$*=+-]+")


def quote(text: str) -> str:
    return text if PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def shape(text: str, node: Node) -> str:
    """A node in the notation of the tables."""
    held = text[node.start : node.end]
    inside = [shape(text, child) for child in node.children]
    match node.kind:
        case "error":
            return f"(error {' '.join([json.dumps(held, ensure_ascii=False), json.dumps(node.message), *inside])})"
        case "assignment":
            return f"(set {' '.join(assignment_part(text, child) for child in node.children)})"
        case "word" if not node.children:
            return quote(held)
        case kind if node.children:
            return f"({' '.join([kind, *inside])})"
        case "array":
            return "(array)"
        case kind if not held:
            return f"(empty {kind})"
        case kind:
            return f"{kind}:{quote(held)}"


def assignment_part(text: str, node: Node) -> str:
    if node.kind == "array":
        return shape(text, node)
    held = quote(text[node.start : node.end])
    return f"[{held}]" if node.kind == "index" else held


def shapes(text: str, tree: Node) -> str:
    return " ".join(shape(text, node) for node in tree.children)


def cases() -> list[object]:
    found = []
    for path in sorted((Path(__file__).parent / "shell").glob("*.txt")):
        for case in path.read_text(encoding="utf-8").split("\n----\n"):
            title, rest = case.split("\n", 1)
            script, expected = rest.split("\n=>\n")
            # The last line of a script has a line end, unless the title says that it has none.
            script += "" if "without a line end" in title or "without an end" in title else "\n"
            shape_line = " ".join(line.strip() for line in expected.splitlines())
            found.append(pytest.param(script, shape_line, id=f"{path.stem}: {title}"))
    return found


@pytest.mark.parametrize(("script", "expected"), cases())
def test_tree_is_the_one_of_the_shells_rules(script: str, expected: str) -> None:
    tree = parse_shell(script)
    assert shapes(script, tree) == expected
    assert tree.span == Span(0, len(script))


def test_tables_are_there() -> None:
    assert len(cases()) > 100


ODD_TEXTS = [
    ("", ""),
    ("\n \t\n", ""),
    # Carriage returns: part of a word, no part of a reserved word, a blank where they stand alone.
    (
        "f() {\r\n VG[0]=a\r\n}\r\n\r\nif b; then\r\n c \r\nfi\r\n",
        r'(function name:f (group (command (set VG [0] = "a\r")))) (if (condition (command b)) (body (command c)))',
    ),
    (
        "function g\r\n{\r\na &&\r\nb\r\n}\r\n",
        r'(function keyword:function name:g (group (and-or (command a) operator:"&&" (command "b\r"))))',
    ),
    (
        "case a in\r\nb) c ;;\r\nesac\r\n# d\r\n",
        r'(case a (case-item pattern:b (body (command c)) operator:";;")) comment:"# d\r\n"',
    ),
    (
        "cat <<E\r\na\r\nE\r\nb\r\n",
        r'(command cat (redirection operator:"<<" "E\r")) here-document:"a\r\nE\r\n" (command "b\r")',
    ),
    ("a\rb\r", r'(command "a\rb\r")'),
    # Bytes that are no text, and a byte-order mark.
    ("a\0b\0 \0", r'(command "a\u0000b\u0000" "\u0000")'),
    ("A=\udce9t\udce9 # \udce9\n", '(command (set A = "\udce9t\udce9")) comment:"# \udce9"'),
    ("\ufeff#!/bin/sh\na\n", 'bom:"\ufeff" comment:"#!/bin/sh\\n" (command a)'),
    ("\ufeffa\n", 'bom:"\ufeff" (command a)'),
    ("a\u00a0b\u2003c\fd\ve\n", r'(command "a' + "\u00a0b\u2003" + r'c\fd\u000be")'),
    # Backslashes at the end.
    ("a \\\n", "(command a)"),
    ("a\\", r'(command "a\\")'),
    ("a \\\n\n b \\\n", "(command a) (command b)"),
    ("then\\\n", r'(error "then" "`then` stands here without an `if` that it could belong to")'),
    # Here-documents without a body.
    ("cat <<E", '(command cat (redirection operator:"<<" E))'),
    ("cat <<E\n", '(command cat (redirection operator:"<<" E))'),
    ("cat <<\n", '(error "cat <<" "the command ends before it is complete")'),
    ("cat <<''\na\n\nb\n", '(command cat (redirection operator:"<<" "\'\'")) here-document:"a\\n\\n" (command b)'),
]


@pytest.mark.parametrize(("text", "expected"), ODD_TEXTS)
def test_odd_texts(text: str, expected: str) -> None:
    assert shapes(text, parse_shell(text)) == expected


CONTROL_SCRIPT = """\
VG[0]=vg01
# START OF CUSTOMER DEFINED FUNCTIONS
function customer_defined_run_cmds
{
  test_return 51
}
# END OF CUSTOMER DEFINED FUNCTIONS

# START OF RUN FUNCTIONS
function activate_volume_group
{
  if a; then b; fi
}
"""


def test_vendor_part_is_one_leaf() -> None:
    tree = parse_shell(CONTROL_SCRIPT)
    vendor = tree.children[-1]
    assert [node.kind for node in tree.children] == ["command", "comment", "function", "comment", "vendor"]
    assert CONTROL_SCRIPT[vendor.start :].startswith("# START OF RUN FUNCTIONS\n")
    assert (vendor.end, vendor.children) == (len(CONTROL_SCRIPT), ())


def test_vendor_part_is_parsed_when_it_is_not_cut() -> None:
    tree = parse_shell(CONTROL_SCRIPT, cut_vendor=False)
    assert [node.kind for node in tree.children][-2:] == ["comment", "function"]


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ('"/x', "the double quote opened on line 7 is never closed"),
        ("if a; then", "the `if` of line 7 is never closed: its `fi` is missing"),
        ("cat <<E", "the here-document opened on line 7 is never closed: no line is `E`"),
        ("A=(", "the `=(` of line 7 is never closed: its `)` is missing"),
    ],
)
def test_nothing_unclosed_reaches_into_the_vendor_part(broken: str, message: str) -> None:
    text = CONTROL_SCRIPT.replace("}\n# END", f"}}\n{broken}\n# END")
    tree = parse_shell(text)
    assert [node.message for node in tree.walk() if node.kind == "error"] == [message]
    assert [text[node.start :][:11] for node in tree.children if node.kind == "vendor"] == ["# START OF "]


def test_part_of_a_text_is_parsed_with_the_offsets_of_the_whole() -> None:
    text = "x=$(a 'b' | c) y"
    tree = parse_part(text, Span(4, 13))
    assert tree.span == (4, 13)
    assert shapes(text, tree) == '(pipeline (command a "\'b\'") operator:"|" (command c))'
    assert shapes(text, parse_part(text, Span(5, 5))) == ""


DEEP = 10_000
MANY = 100_000
FEWER = 20_000
LARGE_TEXTS = {
    "parentheses": "(" * DEEP + "a" + ")" * DEEP,
    "braces": "{ " * DEEP + "a;" + " }" * DEEP,
    "if": "if a; then " * DEEP + "b; " + "fi; " * DEEP,
    "case": "case a in b) " * DEEP + "c" + "; esac" * DEEP,
    "substitutions": "$(" * DEEP + "a" + ")" * DEEP,
    "substitutions in quotes": '"$(' * DEEP + "a" + ')"' * DEEP,
    "arithmetic that is none": "$((a) " * DEEP + "b" + ")" * DEEP,
    "here-documents": "cat <<E\nx\nE\n" * MANY,
    "one long word": "a" * 50_000_000,
    "one long line": "a b '" * 200_000,
    "here-documents that never begin": "<<x " * FEWER,
    "commands that begin like an assignment": "a[ & " * FEWER,
    "comments": "# a\n" * MANY,
}
LARGE_MISTAKES = {
    "a quote at the start": "'\n" + "a $b\n" * FEWER,
    "a here-document at the start": "cat <<E\n" + "a $b\n" * FEWER,
    "here-documents with indented ends": "cat <<E\nx\n E\n" * DEEP,
    "opened parentheses": "(\n" * FEWER,
    "closed parentheses": ")" * FEWER,
    "closed parentheses, one a line": ")\n" * FEWER,
    "opened if": "if a\nthen\n" * DEEP,
    "fi in nested subshells": "( " * 1000 + "fi\n" * DEEP,
    "opened substitutions": "$(" * FEWER,
    "opened substitutions, one a line": '"$(\n' * DEEP,
    "opened arithmetic, one a line": "$((\n((\n" * DEEP,
    "opened parameters, one a line": "${\n" * DEEP,
    "opened tests, one a line": "[[ a\n" * DEEP,
    "opened arrays, one a line": "a=(\n" * DEEP,
    "opened cases, one a line": "case a in\nb)\n" * DEEP,
    "double quotes": '"' * 1_000_001,
    "backquotes": "`" * 1_000_001,
    "quotes and substitutions": "\"'`\n$(" * DEEP,
}


@pytest.mark.parametrize("name", LARGE_TEXTS)
def test_large_texts_are_parsed_whole(name: str) -> None:
    """Whatever takes more than linear time, or Python's own stack, does not come back from these."""
    tree = parse_shell(LARGE_TEXTS[name])
    assert all(node.kind != "error" for node in tree.walk())


@pytest.mark.parametrize("name", LARGE_MISTAKES)
def test_large_texts_with_many_mistakes_come_to_an_end(name: str) -> None:
    text = LARGE_MISTAKES[name]
    tree = parse_shell(text)
    assert tree.span == (0, len(text))
    assert any(node.kind == "error" for node in tree.walk())
