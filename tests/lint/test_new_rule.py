"""A rule that `tests/support/new_rule.py` began is one that the program knows, and the tests ask for what is left."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import new_rule
import pytest

from mcsgconf.lint.engine import check
from mcsgconf.lint.finding import Severity
from mcsgconf.lint.pages import examples
from mcsgconf.lint.rules import all_rules
from mcsgconf.models.document import parse
from mcsgconf.models.kind import Kind
from mcsgconf.site import Site

ROOT = Path(__file__).parents[2]
KNOWN = """
from mcsgconf.lint.registry import load_checks
from mcsgconf.lint.rules import all_rules
for code in sorted(all_rules()):
    scopes = [scope for scope, group in load_checks()._asdict().items() if any(code in one.codes for one in group)]
    print(code, all_rules()[code].page.is_file(), *scopes)
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Return a copy of the repository, as much of it as the script and the program need."""
    for folder in ("mcsgconf", "rules", "grammars", "policies"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "not-built.md", tmp_path / "docs")
    return tmp_path


def known(house: Path) -> dict[str, str]:
    """Return what the program in `house` knows of each rule."""
    environment = {**os.environ, "PYTHONPATH": str(house), "XDG_CACHE_HOME": str(house / "cache")}
    run = subprocess.run(
        [sys.executable, "-c", KNOWN], env=environment, cwd=house, capture_output=True, text=True, check=True
    )
    return dict(line.split(" ", 1) for line in run.stdout.splitlines())


def test_the_program_knows_what_was_begun(house: Path) -> None:
    code = new_rule.next_free("MC1", house)
    told = new_rule.begin(house, ["MC1", "lock-on-one-node", "--kind", "cluster", "--fix", "safe"])
    new_rule.begin(house, ["MC599", "two-clusters", "--kind", "cluster", "--module", "lock", "--scope", "across"])
    assert code in told
    now = known(house)
    assert set(now) == {*all_rules(), code, "MC599"}
    assert (now[code], now["MC599"]) == ("True document", "True across")


def test_what_stands_in_the_module_stays(house: Path) -> None:
    module = house / "mcsgconf/lint/checks/lock.py"
    before = module.read_text(encoding="utf-8")
    new_rule.begin(house, ["MC199", "lock-on-one-node", "--kind", "cluster", "--module", "lock"])
    assert module.read_text(encoding="utf-8").startswith(before)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.UNKNOWN])
def test_the_page_has_all_its_parts(tmp_path: Path, kind: Kind) -> None:
    page = tmp_path / "page.md"
    page.write_text(new_rule.page("MC120", "some-name", [kind], "warning", "unsafe"), encoding="utf-8")
    found = examples(page)
    assert [(example.bad, bool(example.fixed)) for example in found] == [(True, True), (False, False)]
    marked, unmarked = (example.files[0] for example in found)
    assert [code for _, code in marked.expected] == ["MC120"]
    assert unmarked.expected == frozenset()


@pytest.mark.parametrize("kind", new_rule.EXAMPLES)
def test_the_example_to_begin_from_is_clean(kind: Kind) -> None:
    document = parse(new_rule.EXAMPLES[kind] + "\n", kind=kind, name="example")
    assert document.kind is kind
    assert [finding for finding in check(Site.of([document])) if finding.severity is not Severity.INFO] == []


REFUSED = [
    (["MC1", "Lock", "--kind", "cluster"], "a name small words"),
    (["M1", "lock", "--kind", "cluster"], "a code is"),
    (["MC120", "lock", "--kind", "cluster"], "MC120 has a page already"),
]


@pytest.mark.parametrize(("words", "why"), REFUSED)
def test_what_no_rule_can_be_called_is_refused(house: Path, words: list[str], why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)):
        new_rule.begin(house, words)


def test_the_next_code_is_behind_what_is_built_and_what_is_not(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "not-built.md").write_text("| MC118 | a | b |\n| MC203 | c | d |\n")
    assert new_rule.next_free("MC1", tmp_path) == "MC119"
    (tmp_path / "rules" / "MC130-x.md").touch()
    assert new_rule.next_free("MC1", tmp_path) == "MC131"
    (tmp_path / "rules" / "MC199-x.md").touch()
    with pytest.raises(ValueError, match="no code of MC1 is free behind 199"):
        new_rule.next_free("MC1", tmp_path)
