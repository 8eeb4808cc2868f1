"""The HTML report: a whole document of its own, source lines and fixes, and the pages of rules in it."""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mcsgconf import check
from mcsgconf.lint.finding import Finding, Fix, Place, Related
from mcsgconf.lint.rules import all_rules, front_matter, page_paths
from mcsgconf.report.html_report import html_report
from mcsgconf.report.html_source import change_html, source_html
from mcsgconf.report.page_html import page_html
from mcsgconf.text import Edit, Position, SourceText, decode

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Finding]

RETAIL = Path(__file__).parents[2] / "examples" / "retail"
VOID = {"meta", "wbr", "input"}


class Document(HTMLParser):
    """A page whose elements must all be closed, in their order, and whose links must lead to places in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []
        assert len(set(self.ids)) == len(self.ids)
        assert {link.removeprefix("#") for link in self.links} <= set(self.ids)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        values = dict(attrs)
        assert len(values) == len(attrs)
        assert not {name for name in values if name.startswith("on") or name in {"src", "style", "action"}}
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values["href"] or ""] if "href" in values else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    return check(RETAIL)


def test_the_page_is_well_formed_and_links_lead_somewhere(findings: list[Finding]) -> None:
    page = html_report(findings)
    assert page.isascii()
    assert page.startswith("<!DOCTYPE html>\n")
    document = Document(page)
    codes = {finding.code for finding in findings}
    assert codes <= set(document.ids)
    assert {f"#{code}" for code in codes} <= set(document.links)
    text = unescape(re.sub("<[^>]*>", "", page))
    for finding in findings:
        assert finding.message in text
        assert finding.path in text
        assert all(related.message in text for related in finding.related)
        assert finding.fix is None or finding.fix.message in text
        assert all_rules()[finding.code].summary in text


def test_style_and_script_are_those_that_the_policy_names(findings: list[Finding]) -> None:
    page = html_report(findings)
    policy = re.search('http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    for name in ("style", "script"):
        (content,) = re.findall(f"<{name}>(.*?)</{name}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy[1]
    assert "http:" not in page.replace("http-equiv", "")
    assert "https:" not in page


def test_nothing_found_is_a_page_that_says_so() -> None:
    page = html_report([])
    Document(page)
    assert "<h1>No findings</h1>" in page
    assert "script-src 'none'" in page
    assert "<script" not in page


def test_notes_and_fix(found: Make) -> None:
    there = Place("a/b.cntl", Position(7, 2), Position(7, 3))
    finding = found(
        "A b\n", "b", related=(Related("the <other> half", there),), fix=Fix("take it out", (Edit(1, 3, ""),))
    )
    page = html_report([finding])
    assert "<li><code>a/<wbr>b.cntl:7:2</code> the &lt;other&gt; half</li>" in page
    assert "<summary>Fix (<code>--fix</code>): take it out</summary>" in page
    assert "<del>- A b</del>\n<ins>+ A</ins>\n" in page


def test_a_place_is_named_by_what_stands_there(found: Make) -> None:
    page = html_report([found("A b", "b", structural_path="NODE_NAME[<n3>]/HEARTBEAT_IP")])
    assert "<code>NODE_NAME[&lt;n3&gt;]/<wbr>HEARTBEAT_IP</code>, line 1, column 3</a>" in page


SOURCES = [
    ("A b\n", "b", "<i>1</i> A <mark>b</mark>\n"),
    (
        "1\n2\n3\n4 <b>\n5\n6\n7\n",
        "<b>",
        "<i>2</i> 2\n<i>3</i> 3\n<i>4</i> 4 <mark>&lt;b&gt;</mark>\n<i>5</i> 5\n<i>6</i> 6\n",
    ),
    ("A b\nC d\nE\n", "b\nC", "<i>1</i> A <mark>b</mark>\n<i>2</i> <mark>C</mark> d\n<i>3</i> E\n"),
    ("A\nb\nC", "b\n", "<i>1</i> A\n<i>2</i> <mark>b</mark>\n<i>3</i> C\n"),
    ("A\r\nb\r\n", "b", "<i>1</i> A\n<i>2</i> <mark>b</mark>\n"),
    ("", "", "<i>1</i> <mark> </mark>\n"),
    ("\x1b\u202e b", "b", "<i>1</i> \\x1b\\u202e <mark>b</mark>\n"),
    (decode(b"caf\xe9 b"), "b", "<i>1</i> caf\\xe9 <mark>b</mark>\n"),
    ("a\tb", "b", "<i>1</i> a\t<mark>b</mark>\n"),
]


@pytest.mark.parametrize(("text", "what", "lines"), SOURCES, ids=range(len(SOURCES)))
def test_source_lines(found: Make, text: str, what: str, lines: str) -> None:
    finding = found(text, what)
    assert source_html(finding.source, finding.place) == f'<pre class="source">{lines}</pre>\n'


def test_many_lines_and_long_lines_are_cut(found: Make) -> None:
    finding = found("x\n" * 5000, "x\n" * 5000)
    shown = source_html(finding.source, finding.place)
    assert shown.count("<mark>x</mark>") == 8
    assert "up to line 5000" in shown
    for text in ("a" * 100_000 + "X" + "b" * 100_000, "X" * 100_000, f"{'c' * 100_000}\nX\n{'d' * 100_000}"):
        finding = found(text, "X")
        shown = source_html(finding.source, finding.place)
        assert "<mark>X</mark>" in shown
        assert len(shown) < 2000


CHANGES = [
    ("A b\nC\n", [Edit(2, 3, "x")], "<del>- A b</del>\n<ins>+ A x</ins>\n"),
    ("A\nB\nC\n", [Edit(2, 4, "")], "<del>- B</del>\n"),
    ("A\nC\n", [Edit(2, 2, "B\n")], "<ins>+ B</ins>\n  C\n"),
    ("A\r\nB\r\n", [Edit(0, 1, "x")], "<del>- A</del>\n<ins>+ x</ins>\n"),
    (
        "1 <\n2\n3 <\n",
        [Edit(8, 9, ">"), Edit(2, 3, ">")],
        "<del>- 1 &lt;</del>\n<ins>+ 1 &gt;</ins>\n  2\n<del>- 3 &lt;</del>\n<ins>+ 3 &gt;</ins>\n",
    ),
    ("A\x0b\x85B\n", [Edit(0, 1, "x")], "<del>- A\\x0b\\x85B</del>\n<ins>+ x\\x0b\\x85B</ins>\n"),
]


@pytest.mark.parametrize(("text", "edits", "lines"), CHANGES, ids=range(len(CHANGES)))
def test_what_a_fix_changes(text: str, edits: list[Edit], lines: str) -> None:
    assert change_html(SourceText(text), edits) == f'<pre class="source">{lines}</pre>\n'


@pytest.mark.parametrize("text", ["x\n" * 100, "x" * 100_000])
def test_a_change_that_is_too_long_is_not_shown(text: str) -> None:
    assert change_html(SourceText(text), [Edit(0, len(text), "y\n")]) == ""


@pytest.mark.parametrize("path", page_paths(), ids=lambda path: path.stem)
def test_every_page_is_rendered_without_leftovers(path: Path) -> None:
    _, text = front_matter(path.read_text(encoding="utf-8"))
    html = page_html(text)
    Document(html)
    prose = re.sub("<(pre|code)>.*?</\\1>", "", html, flags=re.DOTALL)
    assert not re.search(r"`|^\s*(#|-|\*|\d+\.|\||>)|\*\*|\]\(", re.sub("<[^>]*>", "", prose), re.MULTILINE)
    assert html.count("<pre>") == text.count("\n```") // 2
    assert html.count("<h4>") == len(re.findall("^## ", text, re.MULTILINE))


PAGES = [
    ("Say `a <b>` and *that*.\nMore.", "<p>Say <code>a &lt;b&gt;</code> and <em>that</em>.\nMore.</p>\n"),
    (
        "a\n\n- one\n  more\n- `two`\n\nb",
        "<p>a</p>\n<ul>\n<li>one\n  more\n</li>\n<li><code>two</code></li>\n</ul>\n<p>b</p>\n",
    ),
    (
        "## Bad: `x`\n\n```shell a/b.sh\n*.sh <&1\n\n## no\n```\n",
        "<h4>Bad: <code>x</code></h4>\n<p><code>shell a/b.sh</code></p>\n<pre>*.sh &lt;&amp;1\n\n## no\n</pre>\n",
    ),
    ("5 * 4 * 3 and a*b*c", "<p>5 * 4 * 3 and a*b*c</p>\n"),
]


@pytest.mark.parametrize(("text", "html"), PAGES, ids=range(len(PAGES)))
def test_markdown_of_pages(text: str, html: str) -> None:
    assert page_html(text) == html
