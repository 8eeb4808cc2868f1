"""Every rule finds its mistake in the repository that is clean but for it, exactly there, and no rule finds another.

What is planted stands in the tables of `tests/data/mistakes`; see `tests/support/planting.py`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import planting
import pytest
from planting import Mistake

from mcsgconf.catalogue import Target
from mcsgconf.lint.engine import check
from mcsgconf.lint.rules import all_rules
from mcsgconf.lint.select import Selection
from mcsgconf.loading import load_site
from mcsgconf.models.document import Document, parse
from mcsgconf.models.kind import Kind
from mcsgconf.settings.nearest import NearestSettings
from mcsgconf.site import Site

MISTAKES = planting.mistakes()


@cache
def clean(target: Target | None) -> dict[str, Document]:
    return {name: document(name, file, target) for name, file in planting.clean().items()}


def document(name: str, file: planting.File, target: Target | None) -> Document:
    return parse(file.text.encode("latin-1"), name=name, executable=file.executable, target=target)


def found(mistake: Mistake, target: Target | None) -> set[tuple[str, int, str]]:
    documents = dict(clean(target))
    for name, file in planting.planted(mistake).items():
        documents.pop(name, None)
        if file is not None:
            documents[name] = document(name, file, target)
    folder = f"{mistake.cluster}/" if mistake.cluster else ""
    used = [documents[name] for name in sorted(documents) if name.startswith(folder)]
    site = Site.of(one for one in used if one.kind is not Kind.UNKNOWN)
    return {
        (finding.path, finding.line, finding.code) for finding in check(site, Selection(extend_select=(mistake.code,)))
    }


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake.code} {mistake.name}".replace(" ", "-"))
def test_the_mistake_is_found_there_and_no_other(mistake: Mistake) -> None:
    if mistake.target is not None:
        targets = [Target.parse(mistake.target)]
    else:
        own = NearestSettings().of_folder(str(planting.BANK / mistake.cluster)).target
        targets = [None, own] if own is not None else [None]
    for target in targets:
        assert found(mistake, target) == planting.expected(mistake), f"with target {target}"


def test_every_rule_has_its_mistake() -> None:
    assert {mistake.code for mistake in MISTAKES} == set(all_rules()), "a row of tests/data/mistakes for each rule"


def test_a_copy_with_a_mistake_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    planting.plant("MC514", tmp_path / "copy")
    assert capsys.readouterr().out == "MC514  one node's copy cannot be run\n"
    found = check(load_site(tmp_path / "copy"))
    assert [(finding.code, Path(finding.path).name) for finding in found] == [("MC514", "atm_switch.sh")]
