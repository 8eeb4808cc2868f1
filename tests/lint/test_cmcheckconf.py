"""The map of cmcheckconf and the pages of the rules say the same: a rule is in the one as it is in the other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mcsgconf.lint.rules import all_rules

MAP = (Path(__file__).parents[2] / "docs" / "cmcheckconf.md").read_text(encoding="utf-8")
MADE, NEVER_MADE = MAP.split("\n## What it never looks at\n")
RANGE = re.compile(r"\b(MC\d{3})(?: to (MC\d{3}))?\b")
OFFLINE = ("needs a live node", "no rule")


def named(text: str) -> set[str]:
    """Return the codes of rules in a text, those of a range included; an end of a range is named even if it is no rule."""
    found: set[str] = set()
    for first, last in RANGE.findall(text):
        found |= {first, last or first} | {code for code in all_rules() if first <= code <= last}
    return found


def rows(text: str) -> list[tuple[str, str]]:
    """Return the two cells of each row of the tables in a text, without their heads."""
    cells = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return [(row[0].strip(), row[1].strip()) for row in cells if row[0] != "what is checked"]


def test_the_map_names_rules_that_exist() -> None:
    assert named(MAP) - set(all_rules()) == set()


def test_the_rules_of_the_map_are_those_whose_pages_say_so() -> None:
    assert named(MADE) == {rule.code for rule in all_rules().values() if rule.cmcheckconf is not None}


def test_what_the_commands_never_look_at_is_marked_at_no_rule() -> None:
    assert named(NEVER_MADE) & named(MADE) == set()


@pytest.mark.parametrize(("what", "offline"), [pytest.param(*row, id=row[0][:60]) for row in rows(MADE)])
def test_each_check_has_a_rule_or_says_what_it_lacks(what: str, offline: str) -> None:
    assert what
    assert named(offline) or any(word in offline for word in OFFLINE)


def test_every_row_has_two_cells() -> None:
    table = [line for line in MAP.splitlines() if line.startswith("|")]
    assert [line for line in table if line.count("|") != 3] == []
    assert len(rows(MADE)) > 50


def test_marks_are_words_that_reports_know() -> None:
    assert {rule.cmcheckconf for rule in all_rules().values()} == {"refuses", "warns", None}
