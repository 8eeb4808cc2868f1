"""Rules take any text of any settings kind: no exception, findings inside the text, fixes that carry out and settle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcsgconf import catalogue
from mcsgconf.lint.engine import check
from mcsgconf.lint.finding import Finding, Severity
from mcsgconf.lint.fixes import fix
from mcsgconf.lint.select import Selection
from mcsgconf.models.document import Document, parse
from mcsgconf.site import Site

KINDS = ("cluster", "legacy-package", "modular-package")
TARGETS = (None, "hp-ux:A.11.16", "hp-ux:A.11.20", "linux:A.12.00", "linux", "A.11.19")
VALUES = (
    *("", "a", "b", '"a"', "'a b'", '"', "\u201ca\u201d", "a.b.c", "*", "0", "8", "-1", "4294", "600000000", "1e999"),
    *("9" * 5000, "10.1.1.1", "fd00::1", "10.1.1.300", "YES", "NO", "no_timeout", "/dev/vg01", "vg01", "/a b"),
    *(
        "= UP",
        "a = UP",
        "> -5 and < 10",
        "<50",
        "<name>",
        "${X}",
        "$SGCONF/x",
        "-r 2",
        "-R",
        "any_user b",
        "# x",
        "a # x",
    ),
    *("ANY_USR", "CLUSTER_MEMBER_NODES", "ANY_USER", "MONITOR", "FULL_ADMIN", "NO_TIMEOUTS", "Package_Limit", "A", "B"),
    *("2000000", "30000000", "lan0", "bond0", "10.1.1.17", "10.9.9.0", "AUTOMATIC", "multi_node", "PARTIAL", "IPV6"),
    *("/dev/vg00", "/dev/vg02/l", "TWO_NODE", "mon.sh", "$SGCONF/scripts/sg/service.sh", "192.10.25.0", "a+b", "nfs"),
    *("\udce9", "\u00a0", "\0", "\u0660", "a" * 50, "sg/x", "ecmt/x"),
)
NOISE = st.sampled_from(
    ["", "# x", "identify the thing", "VG[0]=a", "<<<<<<< a", "=======", "# mcsgconf: gap X", "# mcsgconf: ignore[MC102] x",
     "#NODE_NAME a", "\ufeff", "SERIAL /dev/tty0", "NODENAME a", "\r", "a/b/c d", "pev_a-b 1", "\u00a0"]
)  # fmt: skip


def lines(kind: str) -> st.SearchStrategy[str]:
    known = catalogue.load(kind)
    names = st.sampled_from([*known.parameters, *known.unverified, "VG", "RUN_SCRIPT", "FS_NAME", "QS_HOST"])
    setting = st.builds(lambda name, value: f"{name} {value}", names, st.sampled_from(VALUES) | st.text(max_size=8))
    line = st.builds(lambda indent, text: indent + text, st.sampled_from(["", "  ", "\t"]), setting | NOISE)
    return st.builds(
        lambda rows, end, last: end.join(rows) + last * end,
        st.lists(line, max_size=25),
        st.sampled_from(["\n", "\r\n"]),
        st.booleans(),
    )


DOCUMENTS = st.one_of(
    [
        st.builds(
            parse, lines(kind) | st.text(), kind=st.just(kind), target=st.sampled_from(TARGETS), name=st.just("f")
        )
        for kind in KINDS
    ]
)


@given(DOCUMENTS)
def test_checks_take_any_text(document: Document) -> None:
    length = len(document.source)
    for finding in check(document):
        assert finding.message
        assert "\n" not in finding.message
        assert finding.place.start <= finding.place.end
        if finding.fix is not None:
            assert all(0 <= edit.start <= edit.end <= length for edit in finding.fix.edits)
            document.apply(finding.fix.edits)


@given(DOCUMENTS, st.booleans())
def test_fixes_bring_no_new_error_and_settle(document: Document, unsafe: bool) -> None:
    before = [f for f in check(document) if f.severity is Severity.ERROR]
    result = fix(Site.of([document]), Selection(), unsafe=unsafe)
    assert len([f for f in result.remaining if f.severity is Severity.ERROR]) <= len(before)
    again = fix(Site.of([result.documents.get("f", document)]), Selection(), unsafe=unsafe)
    if not result.taken_back:
        assert again.documents == {}


def codes(findings: list[Finding]) -> list[tuple[int, str]]:
    return [(finding.line, finding.code) for finding in findings]


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
def test_comments_and_blank_lines_at_the_end_change_nothing(kind: str, data: st.DataObject) -> None:
    text = data.draw(lines(kind))
    end = "\r\n" if "\r\n" in text else "\n"
    if not text.endswith(end):
        text += end
    before = codes(check(parse(text, kind=kind)))
    after = codes(check(parse(f"{text}# end{end}{end}# of it{end}", kind=kind)))
    assert after == before
