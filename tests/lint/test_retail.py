"""The example repository: one cluster silent, one with the mistakes that its README lists, and a node add without any."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mcsgconf.lint.engine import check
from mcsgconf.lint.rules import all_rules
from mcsgconf.loading import load_site
from mcsgconf.models.document import parse

RETAIL = Path(__file__).parents[2] / "examples" / "retail"
ROW = re.compile(r"^\| `(?P<path>[^`:]+):(?P<line>\d+)` \|.*\| (?P<code>MC\d\d\d) \|$", re.MULTILINE)


def planted() -> set[tuple[str, int, str]]:
    text = (RETAIL / "README.md").read_text(encoding="utf-8")
    return {(row["path"], int(row["line"]), row["code"]) for row in ROW.finditer(text)}


def test_the_sound_cluster_is_silent() -> None:
    assert check(load_site(RETAIL / "clusters" / "store")) == []


def test_the_other_one_has_the_mistakes_that_are_listed_and_no_others() -> None:
    folder = RETAIL / "clusters" / "depot"
    found = {(Path(f.path).relative_to(folder).as_posix(), f.line, f.code) for f in check(load_site(folder))}
    expected = {row for row in planted() if row[2] in all_rules()}
    assert len(expected) > 8
    assert found == expected


NODE_ADD = [
    # two heartbeat LANs and a serial line beside them, as the merge has to meet it
    ("current_config", None, ["MC123"]),
    ("current_config", "hp-ux:A.11.16", ["MC123"]),
    # the probe writes defaults: a node timeout that is too short, and with 0 no package can be applied
    ("generic_config", None, ["MC132"]),
    ("generic_config", "hp-ux:A.11.16", ["MC132", "MC137"]),
]


@pytest.mark.parametrize(("name", "target", "codes"), NODE_ADD)
def test_the_files_of_the_node_add_are_sound(name: str, target: str | None, codes: list[str]) -> None:
    assert [finding.code for finding in check(parse(RETAIL / "node-add" / name, target=target))] == codes
