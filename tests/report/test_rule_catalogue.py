"""The catalogue of the rules lists each of them once, with what its page says.

That the one in the documentation is of today, `tests/lint/test_rule_pages.py` holds: whoever writes a rule runs that.
"""

from __future__ import annotations

import re
from pathlib import Path

from mcsgconf.lint.rules import all_rules
from mcsgconf.report.rule_catalogue import SERIES, rule_catalogue

DOCS = Path(__file__).parents[2] / "docs"
COMMITTED = (DOCS / "rules.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| \[(MC\d{3})\]\(([^)]+)\) \| ([a-z0-9-]+) \| ([a-z]+) \| ([a-z]*) \|", re.MULTILINE)


def test_each_rule_has_one_row_with_what_its_page_says() -> None:
    expected = [
        (rule.code, rule.name, rule.severity, "" if rule.fix == "none" else rule.fix) for rule in all_rules().values()
    ]
    assert [(code, name, severity, fix) for code, _, name, severity, fix in ROW.findall(COMMITTED)] == expected


def test_its_links_lead_to_the_pages() -> None:
    assert [link for _, link, *_ in ROW.findall(COMMITTED) if not (DOCS / link).is_file()] == []


def test_its_numbers_are_those_of_its_rows() -> None:
    rows = ROW.findall(COMMITTED)
    total, errors, warnings, infos, safe, unsafe = map(int, re.findall(r"\d+", COMMITTED.split("`")[0]))
    assert (total, errors + warnings + infos) == (len(rows), total)
    assert [errors, warnings, infos] == [sum(row[3] == word for row in rows) for word in ("error", "warning", "info")]
    assert [safe, unsafe] == [sum(row[4] == word for row in rows) for word in ("safe", "unsafe")]


def test_each_series_is_named() -> None:
    assert {code[:3] for code in all_rules()} == set(SERIES)


def test_links_are_those_of_who_asks() -> None:
    rule = all_rules()["MC120"]
    text = rule_catalogue([rule], lambda rule: f"{rule.code}.md")
    assert "[MC120](MC120.md)" in text
    assert "hp-ux only" in text
