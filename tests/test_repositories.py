"""The repositories that are made to measure with: of the size that was asked for, the same each time, and clean."""

from __future__ import annotations

from pathlib import Path

import pytest
import repositories

import mcsgconf
from mcsgconf.models.kind import Kind


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_is_wrong_in_it(tmp_path: Path) -> None:
    count = repositories.make(tmp_path, clusters=6, packages=40, mistakes=0)
    site = mcsgconf.load_site(tmp_path, settings=mcsgconf.NearestSettings())
    assert len(contents(tmp_path)) == count
    assert mcsgconf.check(site) == []
    assert sum(len(cluster.packages) for cluster in site.clusters) == 40
    assert [cluster.cluster is not None for cluster in site.clusters] == [True] * 6
    kinds = {document.kind for document in site.documents}
    assert kinds >= {Kind.CLUSTER, Kind.LEGACY_PACKAGE, Kind.CONTROL_SCRIPT, Kind.MODULAR_PACKAGE, Kind.SHELL}
    assert sum(bool(cluster.captures) for cluster in site.clusters) == 4


def test_a_full_cluster_of_each_age_is_clean_too(tmp_path: Path) -> None:
    repositories.make(tmp_path, clusters=3, packages=3 * repositories.PER_CLUSTER)
    assert mcsgconf.check(tmp_path, settings=mcsgconf.NearestSettings()) == []


def test_a_share_of_the_packages_has_a_mistake(tmp_path: Path) -> None:
    repositories.make(tmp_path, clusters=6, packages=40, mistakes=0.5)
    found = mcsgconf.check(tmp_path, settings=mcsgconf.NearestSettings())
    wrong = {Path(finding.path).parent for finding in found}
    assert 10 <= len(wrong) <= 30
    assert len({finding.code for finding in found}) > 4


def test_the_same_numbers_make_the_same_files(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        repositories.make(tmp_path / name, clusters=3, packages=9, mistakes=0.3, seed=seed)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert contents(tmp_path / "a") != contents(tmp_path / "c")


def test_more_packages_than_the_clusters_hold_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="61 packages need 3 clusters"):
        repositories.make(tmp_path, clusters=2, packages=61)
