"""Baselines: what an entry stands for, what survives edits, what is new and what is gone, and files that are none."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mcsgconf
from mcsgconf.lint.baseline import Baseline, Entry, read_baseline

HERE = Path("some") / "where" / "baseline.json"
FOLDER = os.path.abspath(HERE.parent)  # noqa: PTH100
PACKAGE = "PACKAGE_NAME p\nRUN_SCRIPT /x\nHALT_SCRIPT /x\nNODE_NAME a\nNODE_NAME b\n"


def findings(text: str, name: str = "some/where/p.conf") -> list[mcsgconf.Finding]:
    return mcsgconf.check(mcsgconf.parse(PACKAGE + text, name=name, kind="legacy-package"), select=["MC201"])


def of(*texts: str) -> Baseline:
    found = [finding for text in texts for finding in findings(text)]
    return Baseline(FOLDER).with_findings(found, lambda _: True)


def everything(_entry: Entry) -> bool:
    return True


def test_an_entry_is_path_structural_path_and_rule() -> None:
    (finding,) = findings('SERVICE_NAME "s"\n', name="some/other/p.conf")
    baseline = Baseline(FOLDER)
    assert baseline.entry_of(finding) == ("../other/p.conf", "SERVICE_NAME[s]", "MC201")
    assert baseline.file_of(baseline.entry_of(finding)) == os.path.abspath("some/other/p.conf")  # noqa: PTH100


NEW = [
    # the file as it was, the file now, lines of what is new, numbers of what is gone
    ('SERVICE_NAME "s"\n', 'SERVICE_NAME "s"\n', [], []),
    ('SERVICE_NAME "s"\n', '# more\n\nAUTO_RUN YES\n\tSERVICE_NAME    "s" # x\n', [], []),
    ('SERVICE_NAME "s"\nSERVICE_NAME "t"\n', 'SERVICE_NAME "t"\nSERVICE_NAME "s"\n', [], []),
    ('SERVICE_NAME "s"\n', 'SERVICE_NAME "t"\nSERVICE_NAME "s"\n', [6], []),
    ('SERVICE_NAME "s"\n', "SERVICE_NAME s\n", [], [1]),
    ('SERVICE_NAME "s"\n', 'SERVICE_NAME "t"\n', [6], [1]),
    ('SERVICE_NAME "s"\n' * 3, 'SERVICE_NAME "s"\n', [], [2]),
    ('SERVICE_NAME "s"\n', 'SERVICE_NAME "s"\n' * 3, [7, 8], []),
]


@pytest.mark.parametrize(("before", "after", "new", "gone"), NEW)
def test_what_is_new_and_what_is_gone(before: str, after: str, new: list[int], gone: list[int]) -> None:
    baseline, now = of(before), findings(after)
    assert [finding.line for finding in baseline.new(now)] == new
    assert list(baseline.gone(now, everything).values()) == gone
    pruned = baseline.without(baseline.gone(now, everything))
    assert pruned.gone(now, everything) == {}
    assert pruned.new(now) == baseline.new(now)


def test_what_was_not_judged_is_neither_gone_nor_written_over() -> None:
    baseline = of('SERVICE_NAME "s"\n', 'SERVICE_NAME "t"\n')
    kept = Entry("p.conf", "SERVICE_NAME[t]", "MC201")
    assert baseline.gone([], lambda entry: entry != kept) == {Entry("p.conf", "SERVICE_NAME[s]", "MC201"): 1}
    now = findings('SERVICE_NAME "u"\n')
    written = baseline.with_findings(now, lambda entry: entry != kept)
    assert dict(written.entries) == {kept: 1, Entry("p.conf", "SERVICE_NAME[u]", "MC201"): 1}


def test_the_file_has_an_entry_a_line_and_is_sorted() -> None:
    text = of('SERVICE_NAME "t"\n', 'SERVICE_NAME "s"\n' * 2).text()
    assert text == (
        '{\n  "version": 1,\n  "findings": [\n'
        '    {"path": "p.conf", "place": "SERVICE_NAME[s]", "rule": "MC201", "count": 2},\n'
        '    {"path": "p.conf", "place": "SERVICE_NAME[t]", "rule": "MC201", "count": 1}\n'
        "  ]\n}\n"
    )
    assert json.loads(Baseline(FOLDER).text()) == {"version": 1, "findings": []}


def test_the_documentation_shows_a_baseline() -> None:
    page = Path("docs/accepted-findings.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    assert read_baseline(HERE, shown.encode()).text() == shown


NO_UTF8 = st.characters(min_codepoint=0xDC80, max_codepoint=0xDCFF)  # what stands for bytes that are no UTF-8
ANY_TEXT = st.text(st.characters() | NO_UTF8, max_size=20)
A_PATH = st.text(st.characters(exclude_characters="\0") | NO_UTF8, max_size=20)


@given(st.dictionaries(st.builds(Entry, A_PATH, ANY_TEXT, ANY_TEXT), st.integers(1, 1000), max_size=5))
def test_what_is_written_is_read_again(entries: dict[Entry, int]) -> None:
    text = Baseline(FOLDER, entries).text()
    assert text.isascii()
    assert text.count("\n") == (5 + len(entries) if entries else 4)
    again = read_baseline(HERE, text.encode())
    assert again.folder == FOLDER
    assert dict(again.entries) == entries


def test_entries_that_a_merge_in_git_left_twice_count_together() -> None:
    row = '{"path": "p", "place": "", "rule": "MC201", "count": 1}'
    baseline = read_baseline(HERE, f'{{"version": 1, "findings": [{row}, {row}]}}'.encode())
    assert dict(baseline.entries) == {Entry("p", "", "MC201"): 2}


def row(**changed: object) -> str:
    return json.dumps({"path": "p", "place": "", "rule": "MC201", "count": 1} | changed)


NONE = [
    ("", "baseline.json:1: this is no JSON"),
    ('{"version": 1,\n<<<<<<< ours\n', "baseline.json:2: this is no JSON"),
    ("[]", "this is no baseline"),
    ("{}", "this is no baseline"),
    ('{"version": 2, "findings": []}', "version 1 of baselines is known here, this is 2"),
    ('{"version": "x", "findings": []}', "version 1 of baselines is known here"),
    ('{"version": 1, "findings": {}}', "findings is a list"),
    ('{"version": 1, "findings": [5]}', "entry 1 is not an object"),
    (f'{{"version": 1, "findings": [{row()}, {row(path=5)}]}}', "entry 2 is not an object"),
    (f'{{"version": 1, "findings": [{row(line=5)}]}}', "entry 1 is not an object"),
    (f'{{"version": 1, "findings": [{row(count=0)}]}}', "entry 1: count is a number from 1 to 1000000"),
    (f'{{"version": 1, "findings": [{row(count=10**12)}]}}', "entry 1: count is a number"),
    (f'{{"version": 1, "findings": [{row(count=True)}]}}', "entry 1: count is a number"),
    (f'{{"version": 1, "findings": [{row(count=1.5)}]}}', "entry 1 is not an object"),
    ("[" * 100_000, "this is no baseline: RecursionError"),
    ('{"version": 1, "findings": ' + "9" * 10_000 + "}", "this is no baseline: ValueError"),
    (f'{{"version": 1, "findings": [{row(path=chr(0))}]}}', "entry 1: no path has a NUL in it"),
    (b"\xff\xfe\x00", "this is no baseline: UnicodeDecodeError"),
]


@pytest.mark.parametrize(("content", "message"), NONE, ids=[row[1] for row in NONE])
def test_what_is_no_baseline_is_said(content: str | bytes, message: str) -> None:
    data = content.encode() if isinstance(content, str) else content
    with pytest.raises(mcsgconf.UnreadableInput) as error:
        read_baseline(HERE, data)
    assert message in str(error.value)
    assert len(str(error.value)) < 300
