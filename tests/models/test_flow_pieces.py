"""The flow of control, piece by piece: short scripts with their verdicts, and the parts that the analysis is made of.

`tests/data/services/pieces.txt` holds scripts, each under a line with its verdict and, in parentheses, its arguments;
`not ends` stands for what may go on: it must never be said to end.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mcsgconf.models.document import Document, parse
from mcsgconf.models.flow import Verdict, VerdictKind, verdict_of_command, verdict_of_script
from mcsgconf.models.flow.arithmetic import value_of
from mcsgconf.models.flow.commands import Conduct, behaviour, pause_of, unwrapped
from mcsgconf.models.flow.conditions import double_bracket
from mcsgconf.models.flow.conditions import test as bracket
from mcsgconf.models.flow.patterns import matches
from mcsgconf.models.flow.unit import substitutions
from mcsgconf.models.kind import Kind
from mcsgconf.models.verdict import StepKind
from mcsgconf.syntax.words import literal
from mcsgconf.text import Span

PIECES = Path(__file__).parents[1] / "data" / "services" / "pieces.txt"
_PIECE = re.compile(
    r"^=== (?P<verdict>loops|ends|unknown|not ends)(?: \((?P<arguments>[^\n]*)\))?\n(?P<text>.*?)(?=^=== |\Z)",
    re.MULTILINE | re.DOTALL,
)


def script(text: str, shell: str = "/usr/bin/ksh") -> Document:
    return parse(f"#!{shell}\n{text}", name="app/mon.sh", kind=Kind.SHELL)


def verdict(text: str, *arguments: str, shell: str = "/usr/bin/ksh") -> Verdict:
    return verdict_of_script(script(text, shell), arguments, lambda _: None, "/etc/cmcluster/app/mon.sh")


def command_verdict(command: str) -> Verdict:
    package = parse(f'SERVICE_CMD[0]="{command}"\n', name="pkg.cntl", kind=Kind.CONTROL_SCRIPT)
    return verdict_of_command(command, package, Span(16, 16 + len(command)), lambda _: None)


def test_every_piece_is_read() -> None:
    text = PIECES.read_text(encoding="utf-8")
    assert len(_PIECE.findall(text)) == text.count("\n=== ") + 1 >= 120


@pytest.mark.parametrize(
    "piece", list(_PIECE.finditer(PIECES.read_text(encoding="utf-8"))), ids=lambda piece: repr(piece["text"][:50])
)
def test_piece(piece: re.Match[str]) -> None:
    found = verdict(piece["text"], *(piece["arguments"] or "").split())
    way = "\n".join(step.sentence for step in found.path)
    if piece["verdict"] == "not ends":
        assert found.kind is not VerdictKind.ENDS, way
    else:
        assert found.kind.value == piece["verdict"], way


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("/opt/app/bin/appd", "unknown"),
        ("/opt/app/bin/appd &", "ends"),
        ("/usr/bin/sleep 300", "ends"),
        ("sleep infinity", "loops"),
        ("/usr/bin/tail -f /dev/null", "loops"),
        ("/sbin/init.d/appd start", "ends"),
        ("exec /sbin/init.d/appd start", "ends"),
        ("/sbin/init.d/appd", "unknown"),
        ("nohup nice -n 5 /usr/bin/tail -F /var/log/messages", "loops"),
        ("env A=b /usr/bin/date", "ends"),
        ("sh -c 'while :; do date; sleep 5; done'", "loops"),
        ("sh -c 'date' &", "ends"),
        ("/usr/bin/ksh /etc/cmcluster/app/gone.sh", "unknown"),
        ("date; tail -f /dev/null", "loops"),
        ("date && date", "ends"),
        ("su - app -c 'date'", "ends"),
        ("su - app -c 'appd -f'", "unknown"),
        ("", "ends"),
        ("(((", "unknown"),
    ],
)
def test_command_of_a_service(command: str, expected: str) -> None:
    assert command_verdict(command).kind.value == expected


def test_the_way_names_what_decides() -> None:
    found = verdict("n=0\nwhile [ $n -lt 3 ]\ndo\n\tn=$((n+1))\ndone\ndate &\nexit 0\n")
    assert [step.kind for step in found.path] == [StepKind.BOUNDED, StepKind.END]
    assert found.path[0].sentence == "this loop ends after 3 rounds at the latest"
    assert found.decisive.document.source.slice(found.decisive.span) == "exit 0"


def test_a_service_that_leaves_with_status_0_says_where() -> None:
    found = verdict("while true\ndo\n\tps -ef | grep -q x || exit 0\n\tsleep 3\ndone\n")
    assert found.kind is VerdictKind.LOOPS
    assert [step.document.source.slice(step.span) for step in found.zero_exits] == ["exit 0"]
    assert verdict("while true\ndo\n\tps -ef | grep -q x || exit 1\n\tsleep 3\ndone\n").zero_exits == ()


def test_scripts_are_named_in_the_order_in_which_they_are_met() -> None:
    library = parse("check() { ps -ef | grep -q x; }\n", name="app/lib.sh", kind=Kind.SHELL)
    main = script(". /etc/cmcluster/app/lib.sh\nwhile check; do sleep 3; done\nexit 1\n")
    found = verdict_of_script(main, (), {"/etc/cmcluster/app/lib.sh": library}.get, "/etc/cmcluster/app/mon.sh")
    assert [document.name for document in found.scripts] == ["app/mon.sh", "app/lib.sh"]


@pytest.mark.parametrize("shell", ["/usr/bin/perl", "/usr/bin/python3", "/bin/csh"])
def test_another_language_is_unknown(shell: str) -> None:
    document = parse(f"#!{shell}\nexit 0\n", name="mon", kind=None)
    assert verdict_of_script(document, (), lambda _: None).kind is VerdictKind.UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "if ps; then\n" * 10_000 + "date\n" + "fi\n" * 10_000,
        "x=" + "$(" * 2_000 + "date" + ")" * 2_000 + "\n",
        "while true; do [ $n -gt 3 ] && " + "{ " * 10_000 + "break" + "; }" * 10_000 + "; n=$((n+1)); done\n",
        "".join(f"f{n}() {{ f{n - 1}; f{n - 1}; }}\n" for n in range(1, 3_000)) + "f2999\n",
        "(( " + "(" * 5_000 + "1" + ")" * 5_000 + " ))\n[[ " + "( " * 5_000 + "1" + " )" * 5_000 + " ]]\n",
        "[ " + "! " * 5_000 + "1 ]\n" + "! " * 5_000 + "true\n",
        "case $x in\n" + "".join(f"{n}) date ;&\n" for n in range(3_000)) + "esac\n",
    ],
    ids=["if", "substitutions", "groups", "functions", "parentheses", "nots", "case"],
)
def test_depth_and_length_end_in_an_answer(text: str) -> None:
    assert verdict(text).path


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1", 1), ("0", 0), (" n + 1 ", 6), ("n == 5 && !0", 1), ("(n - 2) * 3 % 4", 1), ("-n", -5), ("0x10", 16), ("n >= 5 || m", None),
        ("m", None), ("$n > 4", 1), ("${n} < 4", 0), ("n++", None), ("n = 3", None), ("010", None), ("1 ? 2 : 3", None), ("", None),
        ("1 2", None), ("7 / 0", None), ("(1", None), ("9" * 300, None), ("empty", 0),
    ],
)  # fmt: skip
def test_arithmetic(expression: str, expected: int | None) -> None:
    assert value_of(expression, {"n": "5", "empty": ""}.get) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", False), ("1", True), ("0", True), ("-n", True), ("-n x", True), ("! x", False), ("a = a", True), ("a != a", False),
        ("1 -eq 01", True), ("1 -lt x", None), ("-f /etc/hosts", None), ("a = a -a b = c", False), ("a = b -o -f x", None),
        ("a = a -o -f x", True), ("! a = b", True), ("( a = a )", True), ("( a = a", None), ("a b c d", None), ("! = x", False),
    ],
)  # fmt: skip
def test_brackets(words: str, expected: bool | None) -> None:
    assert bracket(words.split()) is expected


def test_brackets_with_empty_words() -> None:
    assert bracket([""]) is False
    assert bracket(["-z", ""]) is True
    assert bracket(["", "=", ""]) is True


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("1", True), ('""', False), ("abc = a*", True), ("abc = 'a*'", False), ("abc == ?b[a-d]", True), ("abc != x*", True),
        ("n -lt 6", True), ("$u = x", None), ("$u = x || a = a", True), ("$u = x && a = b", False), ("! ( a = b )", True),
        ("-z ''", True), ("-f x", None), ("a < b", None), ("abc =~ a", None),
    ],
)  # fmt: skip
def test_double_brackets(words: str, expected: bool | None) -> None:
    assert double_bracket(words.split(), literal, {"n": "5"}.get) is expected


@pytest.mark.parametrize(
    ("text", "pattern", "expected"),
    [
        ("start", "start", True), ("start", "st*", True), ("start", "*t", True), ("start", "s?art", True), ("start", "[a-r]*", False),
        ("start", "[!a-r]*", True), ("start", '"st*"', False), ("start", 'st"a"*', None), ("a", "[[:alpha:]]", None),
        ("a", "@(a|b)", None), ("a", "$x", None), ("", "*", True), ("", "?", False), ("a]", "a]", True), ("aXb", "a[]X]b", True),
    ],
)  # fmt: skip
def test_patterns(text: str, pattern: str, expected: bool | None) -> None:
    assert matches(text, pattern, literal) is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("tail -f x", Conduct.STAYS), ("tail -n 5 x", Conduct.RETURNS), ("tail -10f x", Conduct.STAYS), ("ping host", Conduct.STAYS),
        ("ping -c 3 host", Conduct.RETURNS), ("ping host -n 3", Conduct.RETURNS), ("ping -n host", Conduct.UNKNOWN),
        ("vmstat", Conduct.RETURNS), ("vmstat 5", Conduct.STAYS), ("vmstat 5 3", Conduct.RETURNS), ("vmstat -n 5", Conduct.UNKNOWN),
        ("grep x", Conduct.UNKNOWN), ("grep x file", Conduct.RETURNS), ("cat file", Conduct.RETURNS), ("cat -", Conduct.UNKNOWN), ("cat /x/ctl.fifo", Conduct.UNKNOWN),
        ("awk {print} file", Conduct.RETURNS), ("awk BEGIN{while(1);} file", Conduct.UNKNOWN), ("awk -f x file", Conduct.UNKNOWN),
        ("httpd", Conduct.STARTS), ("httpd -DFOREGROUND", Conduct.UNKNOWN), ("lsnrctl start", Conduct.STARTS), ("lsnrctl status", Conduct.RETURNS),
        ("/usr/bin/echo x", Conduct.SUCCEEDS), ("/opt/app/bin/echo x", Conduct.UNKNOWN), ("false", Conduct.FAILS), ("frobnicate", Conduct.UNKNOWN),
        ("xargs rm", Conduct.UNKNOWN), ("xargs -n 1 /opt/x", Conduct.UNKNOWN), ("yes", Conduct.STAYS), ("sleep 5", Conduct.SUCCEEDS),
        ("sleep 9999999999", Conduct.UNKNOWN), ("ip monitor", Conduct.UNKNOWN), ("ip addr", Conduct.RETURNS), ("mailx root", Conduct.UNKNOWN),
    ],
)  # fmt: skip
def test_programs(words: str, expected: Conduct) -> None:
    assert behaviour(words.split(), fed=False).conduct is expected


def test_a_filter_that_is_fed_returns() -> None:
    assert behaviour(["mailx", "root"], fed=True).conduct is Conduct.RETURNS


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("nohup nice -n 5 env -u X A=b date -u", "date -u"), ("command -v date", "command -v"), ("env", "env"), ("nohup", "true"),
        ("time -o log date", "date"), ("chrt 5 date", "date"), ("/opt/app/bin/nohup date", "/opt/app/bin/nohup date"),
    ],
)  # fmt: skip
def test_wrappers(words: str, expected: str) -> None:
    assert unwrapped(words.split()) == expected.split()


@pytest.mark.parametrize(
    ("words", "expected"),
    [(["30"], 30), (["1m", "5"], 65), (["1.5h"], 5400), (["x"], None), ([None], None), ([], None)],
)
def test_pauses(words: list[str | None], expected: float | None) -> None:
    assert pause_of(words) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("$(date)", ["date"]), ("`date`", ["date"]), ('"a $(b c) `d`"', ["b c", "d"]), ("'$(no)'", []), ("$((1+1))", []), ("$((date); date)", ["(date); date"]),
        ("$(( $(date +%s) - 5 ))", ["date +%s"]), ("${x:-$(hostname)}", ["hostname"]), ("<(tail -f x)", ["tail -f x"]),
        ("`echo \\`date\\``", ["echo `date`"]), ("plain", []),
    ],
)  # fmt: skip
def test_substitutions(word: str, expected: list[str]) -> None:
    assert substitutions(word) == expected
