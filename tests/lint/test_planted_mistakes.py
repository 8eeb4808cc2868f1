"""Every rule finds its mistake in the repository that is clean but for it, exactly there, and no rule finds another.

What is planted stands in the tables of `tests/data/mistakes`; see `tests/support/planting.py`.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from random import Random
from typing import TypeAlias

import harmless
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

Files: TypeAlias = dict[str, planting.File | None]

MISTAKES = planting.mistakes()
MENDING = {"drop remarks", "length of a pause", "other sound values", "swap nodes", "add an access policy"}
"""Harmless edits that may take a mistake away, or bring one about where files are wrong already."""
EDITS = [name for name in harmless.EDITS if name not in MENDING and not name.startswith("rename")]


@cache
def clean(target: Target | None) -> dict[str, Document]:
    return {name: document(name, file, target) for name, file in planting.clean().items()}


def document(name: str, file: planting.File, target: Target | None) -> Document:
    return parse(file.text.encode("latin-1"), name=name, executable=file.executable, target=target)


def found(mistake: Mistake, changed: Files, target: Target | None) -> set[tuple[str, int, str]]:
    documents = dict(clean(target))
    for name, file in changed.items():
        documents.pop(name, None)
        if file is not None:
            documents[name] = document(name, file, target)
    folder = f"{mistake.cluster}/" if mistake.cluster else ""
    used = [documents[name] for name in sorted(documents) if name.startswith(folder)]
    site = Site.of(one for one in used if one.kind is not Kind.UNKNOWN)
    return {
        (finding.path, finding.line, finding.code) for finding in check(site, Selection(extend_select=(mistake.code,)))
    }


def written_otherwise(mistake: Mistake, changed: Files) -> Files:
    """Return the changed files behind a few harmless edits of the cluster."""
    random = Random(f"{mistake.code} {mistake.name}")  # noqa: S311 - the same edits in every run
    files = {name: file for name, file in {**planting.clean(), **changed}.items() if file is not None}
    texts = {name: file.text for name, file in files.items() if name.startswith(mistake.cluster)}
    made: dict[str, str] = {}
    for name in random.choices(EDITS, k=5):
        made |= harmless.EDITS[name](random, texts | made)
    return changed | {name: planting.File(text, files[name].executable) for name, text in made.items()}


def named(mistake: Mistake) -> str:
    return f"{mistake.code} {mistake.name}".replace(" ", "-")


@pytest.mark.parametrize("mistake", MISTAKES, ids=named)
def test_the_mistake_is_found_there_and_no_other(mistake: Mistake) -> None:
    if mistake.target is not None:
        targets = [Target.parse(mistake.target)]
    else:
        own = NearestSettings().of_folder(str(planting.BANK / mistake.cluster)).target
        targets = [None, own] if own is not None else [None]
    for target in targets:
        found_now = found(mistake, planting.planted(mistake), target)
        assert found_now == planting.expected(mistake), f"with target {target}"


@pytest.mark.parametrize("mistake", MISTAKES, ids=named)
def test_the_mistake_is_found_however_the_files_are_written(mistake: Mistake) -> None:
    target = Target.parse(mistake.target) if mistake.target is not None else None
    changed = written_otherwise(mistake, planting.planted(mistake))
    codes = Counter(code for _, _, code in found(mistake, changed, target))
    assert codes == Counter(code for _, _, code in planting.expected(mistake))


def test_every_rule_has_its_mistake() -> None:
    assert {mistake.code for mistake in MISTAKES} == set(all_rules()), "a row of tests/data/mistakes for each rule"


def test_a_copy_with_a_mistake_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    planting.plant("MC514", tmp_path / "copy")
    assert capsys.readouterr().out == "MC514  one node's copy cannot be run\n"
    found = check(load_site(tmp_path / "copy"))
    assert [(finding.code, Path(finding.path).name) for finding in found] == [("MC514", "atm_switch.sh")]
