"""How fixes are carried out: several at once, never overlapping, again until nothing changes, taken back when they harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mcsgconf.lint import fixes
from mcsgconf.lint.engine import Checker
from mcsgconf.lint.finding import Applicability, Finding, Fix, Place, Severity
from mcsgconf.lint.judging import Outcome
from mcsgconf.lint.select import Selection
from mcsgconf.models.document import Document, parse
from mcsgconf.site import Site
from mcsgconf.text import Edit, Position

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PACKAGE = """\
PACKAGE_NAME "shop"
NODE_NAME "anna"
NODE_NAME anna
RUN_SCRIPT "/etc/cmcluster/shop/shop.cntl"
HALT_SCRIPT /etc/cmcluster/shop/shop.cntl
SERVICE_NAME "mon"
"""


def test_a_fix_makes_the_next_one_possible() -> None:
    """The second NODE_NAME only is a duplicate when the quotes of the first are gone."""
    result = fixes.fix(Site.of([parse(PACKAGE, name="p.conf")]), Selection(), unsafe=False)
    assert result.documents["p.conf"].source.text == (
        "PACKAGE_NAME shop\nNODE_NAME anna\nRUN_SCRIPT /etc/cmcluster/shop/shop.cntl\n"
        "HALT_SCRIPT /etc/cmcluster/shop/shop.cntl\nSERVICE_NAME mon\n"
    )
    assert all(finding.fix is None or finding.fix.applicability == "unsafe" for finding in result.remaining)


def finding(code: str, *edits: Edit, severity: Severity = Severity.WARNING) -> Finding:
    place = Place("f", Position(1, 1), Position(1, 1))
    return Finding(code, "a-rule", severity, "", place, Fix("", edits, Applicability.SAFE) if edits else None)


def finder(find: Callable[[str], list[Finding]]) -> Checker:
    """What checks a site of one file by a function of its text."""

    def judge_all(parts: Sequence[Site], *_: object) -> list[Outcome]:
        return [Outcome((), tuple(find(part.documents[0].source.text)), {}) for part in parts]

    return Checker(Selection(), judge_all)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (Edit(0, 1, "X"), Edit(1, 2, "Y"), "XYc"),
        (Edit(0, 2, "X"), Edit(1, 3, "Y"), "Xc"),  # overlapping: the second has to wait
        (Edit(0, 2, "X"), Edit(0, 2, "X"), "Xc"),  # the same edit twice is one
        (Edit(1, 1, "X"), Edit(1, 1, "Y"), "aXbc"),  # two insertions at one place have no order
        (Edit(1, 1, "X"), Edit(0, 2, ""), "aXbc"),
        (Edit(0, 2, ""), Edit(1, 1, "X"), "c"),
    ],
)
def test_edits_of_two_findings(first: Edit, second: Edit, expected: str) -> None:
    checker = finder(lambda text: [finding("A", first), finding("B", second)] if text == "abc" else [])
    result = fixes.fix(Site.of([parse("abc", name="f", kind="shell")]), checker, unsafe=False)
    assert result.documents["f"].source.text == expected


def test_a_fix_that_brings_a_new_error_is_taken_back() -> None:
    checker = finder(
        lambda text: [finding("A", Edit(0, 1, "X")) if text == "abc" else finding("B", severity=Severity.ERROR)]
    )
    result = fixes.fix(Site.of([parse("abc", name="f", kind="shell")]), checker, unsafe=False)
    assert (result.documents, result.applied, result.taken_back) == ({}, 0, ("f",))
    assert [f.code for f in result.remaining] == ["A"]


def test_fixes_that_undo_one_another_come_to_an_end() -> None:
    checker = finder(lambda text: [finding("A", Edit(0, 1, "b" if text == "a" else "a"))])
    result = fixes.fix(Site.of([parse("a", name="f", kind="shell")]), checker, unsafe=False)
    assert result.applied == fixes.ROUNDS


def test_unsafe_fixes_only_on_request() -> None:
    text = PACKAGE.replace("RUN_SCRIPT", "RUN_SCRPT").replace('"', "")
    site = Site.of([Document(parse(text).source, parse(text).kind, parse(text).target)])
    assert "RUN_SCRPT" in next(iter(fixes.fix(site, Selection(), unsafe=False).documents.values())).source.text
    assert "RUN_SCRIPT" in next(iter(fixes.fix(site, Selection(), unsafe=True).documents.values())).source.text
