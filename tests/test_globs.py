"""Patterns of paths: a table of what they fit, git itself as the second opinion, and patterns made to take for ever."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcsgconf.errors import UsageError
from mcsgconf.globs import Glob, Globs, ignore_patterns

if TYPE_CHECKING:
    from pathlib import Path

CASES = [
    # pattern, what it fits, what it does not (a folder ends in /)
    ("a", ["a", "a/", "x/a", "x/y/a/"], ["ab", "a/b", "x/ba"]),
    ("/a", ["a", "a/"], ["x/a"]),
    ("a/", ["a/", "x/a/"], ["a", "x/a"]),
    ("a/b", ["a/b", "a/b/"], ["x/a/b", "a/b/c", "a/x/b"]),
    ("*.old", ["a.old", "x/.old", "x/a.b.old/"], ["a.older", "a.old/b"]),
    ("a*b*c", ["abc", "a.b.c", "aXbXbc", "x/abcc"], ["ab", "abcd", "a/b/c"]),
    ("a?c", ["abc", "x/a.c"], ["ac", "a/c", "abbc"]),
    ("a/*", ["a/b", "a/b/"], ["a/", "a/b/c", "x/a/b"]),
    ("a/*/c", ["a/b/c"], ["a/c", "a/b/b/c"]),
    ("**/a", ["a", "x/a", "x/y/a"], ["x/ab"]),
    ("a/**", ["a/b", "a/b/", "a/b/c"], ["a", "a/", "ab", "x/a/b"]),
    ("a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["a/xb", "ab", "a/b/c"]),
    ("a/**/b/*/c", ["a/b/x/c", "a/b/b/x/c", "a/x/b/x/c"], ["a/b/c"]),
    ("**", ["a", "a/b/c"], []),
    ("/**", ["a", "a/b/c"], []),
    ("a**b", ["ab", "axb", "x/aab"], ["a/b"]),
    ("[ab]x", ["ax", "d/bx"], ["cx", "abx"]),
    ("[!ab]x", ["cx"], ["ax", "x", "/x"]),
    ("[^ab]x", ["cx"], ["bx"]),
    ("[a-c-]", ["b", "-"], ["d"]),
    ("[]a]", ["]", "a"], ["b"]),
    (r"[\]a]", ["]", "a"], ["\\"]),
    ("[[:digit:][:upper:]]", ["7", "K"], ["k", ":"]),
    (r"\*", ["*"], ["a"]),
    (r"\!a", ["!a"], ["a"]),
    ("a.b", ["a.b"], ["axb"]),
    ("(a|b)+$", ["(a|b)+$"], ["a", "b"]),
    ("a\nb", ["a\nb"], ["a", "b"]),
    ("*", ["a\nb", "\udce9"], []),
]


@pytest.mark.parametrize(("pattern", "fits", "not_"), CASES, ids=[row[0] for row in CASES])
def test_what_a_pattern_fits(pattern: str, fits: list[str], not_: list[str]) -> None:
    globs = Globs([Glob.parse(pattern)])
    assert [path for path in fits if not globs.names(path)] == []
    assert [path for path in not_ if globs.names(path)] == []


@pytest.mark.parametrize("pattern", ["", "!", "/", "//", "a//b", "[a", "[]", "a[!", "a\\", "[[:nonsense:]]"])
def test_what_fits_nothing_is_refused(pattern: str) -> None:
    with pytest.raises(UsageError, match="fits no path"):
        Glob.parse(pattern)


def test_the_last_that_fits_decides() -> None:
    globs = ignore_patterns("*.conf\n!a.conf\n/x/*\na.*\n!a.txt\n")
    assert [globs.names(p) for p in ("b.conf", "a.conf", "x/a.txt", "x/b", "a.txt", "c")] == [
        True,
        True,
        False,
        True,
        False,
        None,
    ]


def test_what_lies_in_a_named_folder_is_covered() -> None:
    globs = ignore_patterns("lab/\n!lab/keep\n*.old\n!x.old\n")
    covered = ["lab/keep", "a/lab/x/y", "a.old", "a.old/b", "b/c.old/d/e"]
    assert [path for path in covered if not globs.cover(path)] == []
    assert not globs.cover("lab")
    assert not globs.cover("x.old/y")


FILE = "\ufeff# comment\r\n\n  \na \nb\\ \nc\\\\ \n\\#d\n!e\n[\n f\n\tg\nh\t\n" + "i" * 10_000 + "\n"


def test_the_lines_of_a_gitignore() -> None:
    assert [glob.text for glob in ignore_patterns(FILE).globs] == [
        "a", "b\\ ", "c\\\\", "\\#d", "!e", " f", "\tg", "h\t",
    ]  # fmt: skip


ATOMS = st.sampled_from(
    ["a", "b", "ab", "*", "?", ".", "[ab]", "[!a]", "[a-c]", "[[:alpha:]]", "\\a", "\\*", "/", "-", " ", "\\ "]
)
NAMES = st.lists(ATOMS, min_size=1, max_size=4).map("".join)
PATTERNS = st.builds(
    lambda sign, parts, end: sign + "/".join(parts) + end,
    st.sampled_from(["", "", "!", "/"]),
    st.lists(NAMES | st.just("**"), min_size=1, max_size=4),
    st.sampled_from(["", "", "/", "/**"]),
)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("tree")
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    for folder in ("a", "a/b", "ab/a", "a.b/c/a", "b/b/b", "c"):
        (root / folder).mkdir(parents=True, exist_ok=True)
        for name in ("ab", "a-b", "bb", "x y", "*", "abc", "a "):
            (root / folder / name).touch()
    return root


@settings(max_examples=150)
@given(patterns=st.lists(PATTERNS, min_size=1, max_size=3))
def test_git_is_of_the_same_mind(tree: Path, patterns: list[str]) -> None:
    """A whole tree at once: what git ignores is what is named, or lies in a folder that is."""
    (tree / ".gitignore").write_text("\n".join(patterns) + "\n")
    ours = ignore_patterns((tree / ".gitignore").read_text())
    paths = {}
    for folder, folders, files in os.walk(tree):
        folders[:] = [name for name in folders if name != ".git"]
        below = os.path.relpath(folder, tree)
        for name in [*folders, *files]:
            path = os.path.normpath(f"{below}/{name}")
            paths[path] = f"{path}/" if name in folders else path
    asked = subprocess.run(
        ["git", "-C", str(tree), "check-ignore", "--no-index", "-z", "--stdin"],
        input="\0".join(paths).encode(),
        capture_output=True,
        check=False,
    )
    ignored = {path for path in paths if ours.cover(path) or ours.names(paths[path])}
    assert ignored == {*filter(None, asked.stdout.decode().split("\0"))}


HOSTILE = [
    "*a*a*a*a*a*a*a*a*a*a*a*a*b",
    "/".join(["**", "a*a*a*b"] * 30),
    "**/a/" * 60 + "b",
    "[a-z]*" * 80 + "B",
    "?*" * 100 + "B",
    "a/**/" * 40 + "*/b",
    "*" * 500 + "b",
    "(a*)*" * 50,
]


@pytest.mark.parametrize("pattern", HOSTILE, ids=[pattern[:12] for pattern in HOSTILE])
def test_no_pattern_takes_for_ever(pattern: str) -> None:
    globs = ignore_patterns(pattern)
    for path in ("a" * 4000, "a/" * 2000 + "c", "aaab/" * 800 + "x", "ab" * 2000 + "c"):
        assert not globs.names(path)
