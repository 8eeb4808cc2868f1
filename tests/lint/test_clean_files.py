"""Files as they stand in sound clusters of four ages: silent under their own target, and under none."""

from __future__ import annotations

from pathlib import Path

import pytest

from mcsgconf.catalogue import Target
from mcsgconf.lint.engine import check
from mcsgconf.loading import load_site

CLEAN = Path(__file__).parents[1] / "data" / "clean"
FOLDERS = sorted(folder.name for folder in CLEAN.iterdir())


@pytest.mark.parametrize("folder", FOLDERS)
def test_nothing_is_found(folder: str) -> None:
    own = Target.parse(folder.replace("_", " "))
    for target in (None, own, Target(own.platform, None)):
        found = check(load_site(CLEAN / folder, target=target))
        assert found == [], [(finding.path, finding.line, finding.code, finding.message) for finding in found]


def test_there_are_clusters_of_each_age() -> None:
    assert FOLDERS == ["hp-ux_A.10.10", "hp-ux_A.11.20", "linux_A.11.20"]
