"""`mcsgconf rules` lists the rules in three forms, which say the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mcsgconf.lint.rules import all_rules
from mcsgconf.report.rule_catalogue import rule_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome

    Run = Callable[..., Outcome]


def test_the_text_has_a_line_for_each_rule(mcsgconf: Run) -> None:
    found = mcsgconf("rules").out.splitlines()
    assert [line.split()[0] for line in found] == list(all_rules())
    assert next(line for line in found if line.startswith("MC120")).split()[1:4] == [
        "error",
        "fix",
        "serial-heartbeat-node-count",
    ]


def test_the_json_has_a_row_for_each_rule(mcsgconf: Run) -> None:
    rows = {row["code"]: row for row in json.loads(mcsgconf("rules", "--format", "json").out)}
    assert list(rows) == list(all_rules())
    assert rows["MC120"] == {
        "code": "MC120",
        "name": "serial-heartbeat-node-count",
        "severity": "error",
        "fix": "safe",
        "kinds": ["cluster"],
        "cmcheckconf": "refuses",
        "summary": "A serial heartbeat is left in a cluster that does not have exactly two nodes.",
    }


def test_the_markdown_is_the_catalogue(mcsgconf: Run) -> None:
    assert mcsgconf("rules", "--format", "markdown").out == rule_catalogue(all_rules().values())
