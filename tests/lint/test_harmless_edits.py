"""A thousand harmless edits of the clean repository leave it silent.

Each trial makes a few of them to one cluster and checks that cluster; what it did not change is parsed once for all
trials. A failing trial says which of its edits alone is not harmless, or that it takes several.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import harmless
import pytest

from mcsgconf.lint.engine import check
from mcsgconf.loading import load_site
from mcsgconf.models.document import Document, parse
from mcsgconf.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

BANK = Path(__file__).parents[2] / "examples" / "bank"
CLUSTERS = ("custody", "giro", "online")
EDITS = 1000
PER_TRIAL = 5
GROUPS = 8


@cache
def clean(folder: str) -> dict[str, Document]:
    return {document.name: document for document in load_site(BANK / folder).documents}


def complaints(folder: str, changed: dict[str, str]) -> list[str]:
    """Return what is said of a cluster with some texts changed, findings or files that are taken for something else.

    An empty text is no file any more.
    """
    same = clean(folder)
    made = [
        parse(text.encode("latin-1"), name=name, executable=same[name].executable if name in same else True)
        for name, text in changed.items()
        if text
    ]
    documents = [*(document for name, document in same.items() if name not in changed), *made]
    findings = check(Site.of(sorted(documents, key=lambda document: document.name)))
    lost = Counter(document.kind for document in same.values()) - Counter(document.kind for document in documents)
    return [f"{f.path}:{f.line} {f.code} {f.message}" for f in findings] + [f"a {kind} is no {kind}" for kind in lost]


def trial(seed: int) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield, edit by edit: its name, the cluster, and the texts that differ from the clean ones by now."""
    random = Random(seed)  # noqa: S311 - the same edits in every run
    folder = random.choice(CLUSTERS)
    now = {name: document.render().decode("latin-1") for name, document in clean(folder).items()}
    changed: dict[str, str] = {}
    made = 0
    while made < PER_TRIAL:
        name = random.choice(list(harmless.EDITS))
        edited = harmless.EDITS[name](random, now)
        if edited:
            made += 1
            changed |= edited
            now = {path: text for path, text in (now | edited).items() if text}
            yield name, folder, changed


@pytest.mark.parametrize("group", range(GROUPS))
def test_harmless_edits_leave_the_repository_silent(group: int) -> None:
    for seed in range(group, EDITS // PER_TRIAL, GROUPS):
        *_, (_, folder, changed) = trial(seed)
        if complaints(folder, changed):
            steps = [(name, complaints(folder, texts)) for name, folder, texts in trial(seed)]
            pytest.fail(f"trial {seed}: {steps}")


def test_every_edit_does_something() -> None:
    made = {name for seed in range(EDITS // PER_TRIAL) for name, _, _ in trial(seed)}
    assert made == set(harmless.EDITS)
