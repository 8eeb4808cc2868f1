"""What words mean: the value the shell gives them, their parts, the words of a command line."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from mcsgconf.syntax.words import Constant, Part, Reference, Unknown, literal, parts, split_command

# A word and its value; None where the shell expands anything in it.
LITERALS = [
    ("vg01", "vg01"),
    ('"vg01"', "vg01"),
    ("'vg01'", "vg01"),
    ('""', ""),
    ("''", ""),
    ("\"a b\"'c d'e", "a bc de"),
    (r"a\ b\\c\'d", r"a b\c'd"),
    (r"""'a\b'""", r"a\b"),
    (r'''"\$x \"y\" \`z\` \\ \n"''', r'$x "y" `z` \ \n'),
    ("a\\\nb", "ab"),
    ('"a\\\nb"', "ab"),
    ("'a\nb'", "a\nb"),
    ('" -F vxfs"', " -F vxfs"),
    ("a~", "a~"),
    ("'~'/x", "~/x"),
    (r"\~/x", "~/x"),
    ("a$", "a$"),
    ('"a$"', "a$"),
    ("a$/b", "a$/b"),
    ("/dev/vg01/lv-ol_1.x", "/dev/vg01/lv-ol_1.x"),
    ("a#b", "a#b"),
    ("a=b", "a=b"),
    ("\u201cmon\u201d", "\u201cmon\u201d"),
    ("caf\udce9", "caf\udce9"),
    ("vg01\r", "vg01\r"),
    (r"$'a\tb\n\x41\102\u00e9\'\\\"'", "a\tb\nAB\u00e9'\\\""),
    # patterns are text
    ("*.c", "*.c"),
    ("[a-z]?", "[a-z]?"),
    # what is expanded
    ("$x", None),
    ("${x}", None),
    ('"$x"', None),
    ('"a ${x:-b} c"', None),
    ("$(a)", None),
    ("`a`", None),
    ('"`a`"', None),
    ("$((1))", None),
    ("~", None),
    ("~/x", None),
    ("~root/x", None),
    ("<(a)", None),
    ("$1", None),
    ("a$$", None),
    # what is no whole word
    ('"a', None),
    ("'a", None),
    ("$(a", None),
    ("${a", None),
]


@pytest.mark.parametrize(("word", "value"), LITERALS)
def test_literal(word: str, value: str | None) -> None:
    assert literal(word) == value


@pytest.mark.parametrize("shell", ["dash", "bash", "ksh", "mksh"])
def test_the_shell_gives_the_same_values(shell: str) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    # Patterns would be matched against files, and dash knows no $'…'.
    rows = [
        (word, value)
        for word, value in LITERALS
        if value is not None and not set("*?") & set(value) and not (shell == "dash" and word.startswith("$'"))
    ]
    script = "".join(f"printf '%s\\0' {word}\n" for word, _ in rows)
    done = subprocess.run(
        [shell],
        input=script.encode("utf-8", "surrogateescape"),
        capture_output=True,
        check=True,
        env={"LC_ALL": "C.UTF-8"},
    )
    assert done.stdout.decode("utf-8", "surrogateescape").split("\0")[:-1] == [value for _, value in rows]


# A word and its parts: text, `$name`, `$name!` where it is quoted, `?` for what only the shell can tell.
PARTS = [
    ("", []),
    ('""', []),
    ("a'b'", ["ab"]),
    ("$VGROOT/vg01", ["$VGROOT", "/vg01"]),
    ('"${DIR}/mon.sh"', ["$DIR!", "/mon.sh"]),
    ("a$b'c'$d", ["a", "$b", "c", "$d"]),
    ("${VG[0]}${VG[@]}", ["$VG[0]", "$VG[@]"]),
    ("$1$10${10}$?$$", ["$1", "$1", "0", "$10", "$?", "$$"]),
    ("${0%/*}/x", ["?", "/x"]),
    ("${x:-$y}z", ["?", "z"]),
    ('"$(a "$(b)" c)"d', ["?", "d"]),
    ('"`a`" ', ["?", " "]),
    ("$((1+(2)))$[3]", ["?", "?"]),
    ("~/x", ["?", "/x"]),
    ("~", ["?"]),
    ("a:~", ["a:~"]),
    ("<(a b)c", ["?", "c"]),
    ("${#x}${!x}${x[i]}${x[$i]}", ["?", "?", "$x[i]", "?"]),
    ("'$x'\\$y", ["$x$y"]),
    ('"a', ["?"]),
    ("${", ["?"]),
]


def written(part: Part) -> str:
    match part:
        case Constant(value=value):
            return value
        case Reference(name=name, index=index, quoted=quoted):
            return f"${name}{'' if index is None else f'[{index}]'}{'!' if quoted else ''}"
        case Unknown():
            return "?"


@pytest.mark.parametrize(("word", "expected"), PARTS)
def test_parts(word: str, expected: list[str]) -> None:
    assert [written(part) for part in parts(word)] == expected


def test_parts_know_their_places() -> None:
    word = "a'b'$c\"d$(e)f\""
    assert [word[part.start : part.end] for part in parts(word)] == ["a'b'", "$c", "d", "$(e)", "f"]


COMMAND_LINES = [
    ("/etc/cmcluster/pkg1/mon.sh monitor", ["/etc/cmcluster/pkg1/mon.sh", "monitor"]),
    ("  a\t b  ", ["a", "b"]),
    ("", []),
    ("  ", []),
    ("a \"b c\" $d 'e' f\\ g", ["a", '"b c"', "$d", "'e'", "f\\ g"]),
    ("a >> $log 2>&1 b >c", ["a", "b"]),
    (">> $log_file 2>&1 /x/mon.sh start", ["/x/mon.sh", "start"]),
    ("a b; c", ["a", "b"]),
    ("a b|c", ["a", "b"]),
    ("a b & c", ["a", "b"]),
    ("a b # c", ["a", "b"]),
    ("a b#c", ["a", "b#c"]),
    ("a \\\nb\nc", ["a", "b"]),
    ("a $(b c) `d e`", ["a", "$(b c)", "`d e`"]),
    ("(a b)", []),
    ('a "b', ["a"]),
    ("A=b c", ["A=b", "c"]),
    ("a 2 >f", ["a", "2"]),
]


@pytest.mark.parametrize(("text", "expected"), COMMAND_LINES)
def test_split_command(text: str, expected: list[str]) -> None:
    assert split_command(text) == expected
