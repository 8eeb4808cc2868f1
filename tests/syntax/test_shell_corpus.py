"""The shell scripts that this machine carries: what their own interpreter accepts is parsed whole.

Where tree-sitter's grammar for bash is installed and parses a script cleanly too, it counts the functions, loops and
assignments that we count. Interpreters and packages that are missing are passed over.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mcsgconf.syntax.shell import parse_shell
from mcsgconf.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.syntax.tree import Node

FOLDERS = ["/bin", "/usr/bin", "/usr/sbin", "/etc/init.d", "/usr/share", "/var/lib/dpkg/info"]
FIRST_LINE = re.compile(
    rb"#![ \t]*(?:/usr/bin/env[ \t]+(?:-S[ \t]+)?)?(?:/\S*/)?(sh|dash|bash|ksh|ksh93|mksh)(?![\w.-])"
)
PROGRAMS = {"sh": "dash", "ksh93": "ksh"}

FAULTS_OF_TREE_SITTER = {
    "select-editor": "takes the text between two double quotes, which hold backquotes with an apostrophe, for a string",
    "strace-log-merge": "reads the assignment two lines below a pipeline as an argument of its last command",
    "ocs": "reads an assignment as the file of a redirection two lines above it",
}


def interpreter(path: Path) -> str | None:
    """The program that a script's first line names, None for what is no shell script."""
    try:
        with path.open("rb") as file:
            found = FIRST_LINE.match(file.readline(200))
    except OSError:
        return None
    if found is None:
        return None
    name = found[1].decode()
    return PROGRAMS.get(name, name)


def accepts(program: str, path: Path) -> bool:
    """Whether the shell itself finds nothing wrong with the syntax of a script (`-n` runs nothing)."""
    done = subprocess.run([program, "-n", str(path)], capture_output=True, stdin=subprocess.DEVNULL, check=False)
    return done.returncode == 0


@cache
def scripts(folder: str) -> tuple[Path, ...]:
    """The scripts below a folder that their own interpreter accepts."""
    candidates = []
    for path in sorted({path.resolve() for path in Path(folder).rglob("*") if path.is_file()}):
        program = interpreter(path)
        if program and shutil.which(program):
            candidates.append((program, path))
    with ThreadPoolExecutor(4) as pool:
        accepted = pool.map(lambda candidate: accepts(*candidate), candidates)
        return tuple(path for (_, path), fine in zip(candidates, accepted, strict=True) if fine)


# What may stand outside every leaf: blanks, separators, reserved words.
BETWEEN = re.compile(
    r"(?:[ \t\r\n;&(){}|\[\]]|\\\n"
    r"|\b(?:if|then|elif|else|fi|while|until|do|done|for|select|case|in|esac|coproc)\b)*+"
)


def leaves(tree: Node) -> Iterator[Node]:
    return (node for node in tree.walk() if not node.children)


def lost_text(text: str, tree: Node) -> list[str]:
    """Pieces of a text that no leaf of the tree holds, though they mean something."""
    lost = []
    at = 0
    for leaf in leaves(tree):
        if leaf.start < at or not BETWEEN.fullmatch(text, at, leaf.start):
            lost.append(text[at : leaf.start])
        at = max(at, leaf.end)
    return lost if BETWEEN.fullmatch(text, at) else [*lost, text[at:]]


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_the_interpreter_accepts_is_parsed_whole(folder: str) -> None:
    if not scripts(folder):
        pytest.skip(f"no shell scripts below {folder}, or no shell to judge them")
    failed = {}
    for path in scripts(folder):
        text = decode(path.read_bytes())
        tree = parse_shell(text, cut_vendor=False)
        errors = [(node.message, text[node.start : node.end][:80]) for node in tree.walk() if node.kind == "error"]
        if errors or lost_text(text, tree):
            failed[str(path)] = (errors[:3], lost_text(text, tree)[:3])
    assert failed == {}


OUR_KINDS = {
    "function": "functions",
    "while": "loops",
    "until": "loops",
    "for": "loops",
    "select": "loops",
    "for-arithmetic": "loops",
    "assignment": "assignments",
}
THEIR_KINDS = {
    "function_definition": "functions",
    "while_statement": "loops",
    "for_statement": "loops",
    "c_style_for_statement": "loops",
    "variable_assignment": "assignments",
}
OPAQUE = {"command_substitution", "process_substitution", "arithmetic_expansion", "string", "heredoc_body"}


def our_counts(text: str) -> Counter[str]:
    tree = parse_shell(text, cut_vendor=False)
    return Counter(OUR_KINDS[node.kind] for node in tree.walk() if node.kind in OUR_KINDS)


@pytest.mark.parametrize("folder", FOLDERS)
def test_tree_sitter_counts_what_we_count(folder: str) -> None:
    tree_sitter = pytest.importorskip("tree_sitter")
    bash = pytest.importorskip("tree_sitter_bash")
    if not scripts(folder):
        pytest.skip(f"no shell scripts below {folder}, or no shell to judge them")
    parser = tree_sitter.Parser(tree_sitter.Language(bash.language()))
    different = {}
    for path in scripts(folder):
        data = path.read_bytes()
        root = parser.parse(data).root_node
        if root.has_error or path.name in FAULTS_OF_TREE_SITTER:
            continue
        theirs: Counter[str] = Counter()
        stack = [root]
        while stack:
            node = stack.pop()
            if node.is_named and node.type in THEIR_KINDS:
                theirs[THEIR_KINDS[node.type]] += 1
            head_of_loop = node.type == "c_style_for_statement"
            stack += [
                child
                for child in node.children
                if child.type not in OPAQUE and not (head_of_loop and child.type.endswith("assignment"))
            ]
        if theirs != our_counts(decode(data)):
            different[str(path)] = (theirs, our_counts(decode(data)))
    assert different == {}
