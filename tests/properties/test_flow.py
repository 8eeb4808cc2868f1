"""Properties of the analysis of services: whatever a script holds, there is an answer, and its places are in the files."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from mcsgconf.models.document import parse
from mcsgconf.models.flow import Verdict, VerdictKind, verdict_of_command, verdict_of_script
from mcsgconf.models.kind import Kind
from mcsgconf.text import Span

SERVICES = Path(__file__).parents[1] / "data" / "services"
TEXTS = [path.read_text(encoding="utf-8") for path in sorted(SERVICES.glob("*/*"))]
LINES = sorted({line for text in TEXTS for line in text.splitlines()})
TOKENS = st.sampled_from(
    """while until for if then elif else fi do done case esac in { } ( ) (( )) [[ ]] [ ] ! && || | |& ; & ;; ;& ;;& \n
    true false exit return break continue wait exec eval trap shift set read sleep $x ${x} $(date) `date` $((x+1)) "$@" $1 x= f()
    function << <<- <<< > < 2>&1 <( EOF 'a " \\ # $! $? -e -lt 1 9 * ;
    """.split(" ")
)
SCRIPTS = st.one_of(
    st.lists(TOKENS, max_size=40).map(" ".join),
    st.lists(st.sampled_from(LINES), max_size=30).map("\n".join),
    st.text(max_size=80),
    st.binary(max_size=80).map(lambda data: data.decode("utf-8", "surrogateescape")),
)
WORDS = st.lists(st.sampled_from(["", "a", "monitor", "-e", "1", "\0", "$x"]), max_size=3)


def check(verdict: Verdict) -> None:
    assert isinstance(verdict.kind, VerdictKind)
    assert verdict.path
    for step in (*verdict.path, *verdict.zero_exits):
        assert 0 <= step.span.start <= step.span.end <= len(step.document.source)
        assert "\n" not in step.sentence.strip("\n")


@given(SCRIPTS, WORDS)
def test_every_script_has_an_answer(text: str, arguments: list[str]) -> None:
    document = parse(text, name="app/mon.sh", kind=Kind.SHELL)
    check(verdict_of_script(document, arguments, lambda _: document, "/etc/cmcluster/app/mon.sh"))


@given(SCRIPTS)
def test_every_command_has_an_answer(text: str) -> None:
    document = parse(text, name="pkg.cntl", kind=Kind.CONTROL_SCRIPT)
    check(verdict_of_command(text, document, Span(0, len(document.source)), lambda _: None))


@settings(max_examples=60)
@given(st.sampled_from(TEXTS), st.data())
def test_a_script_with_a_line_more_or_less_has_an_answer(text: str, data: st.DataObject) -> None:
    lines = text.split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at : at + data.draw(st.integers(0, 2))] = data.draw(st.lists(st.sampled_from(LINES), max_size=2))
    check(verdict_of_script(parse("\n".join(lines), name="m.sh", kind=Kind.SHELL), (), lambda _: None))


@given(st.sampled_from(TEXTS))
def test_what_cannot_be_parsed_does_not_end(text: str) -> None:
    document = parse("if true; then\n" + text, name="m.sh", kind=Kind.SHELL)
    assert verdict_of_script(document, (), lambda _: None).kind is not VerdictKind.ENDS
