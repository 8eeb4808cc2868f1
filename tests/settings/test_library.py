"""Settings in the library: what is judged under them, and that nothing is looked for unless asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import mcsgconf

if TYPE_CHECKING:
    from pathlib import Path

QUOTED = 'PACKAGE_NAME p\nNODE_NAME a\nRUN_SCRIPT /p.cntl\nHALT_SCRIPT /p.cntl\nSERVICE_NAME "mon"\n'
CLUSTER = "CLUSTER_NAME c\nNODE_NAME a\nMEMBER_TIMEOUT 14000000\n"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "p.conf").write_text(QUOTED)
    (tmp_path / "c.ascii").write_text(CLUSTER)
    (tmp_path / "mcsgconf.toml").write_text('target = "hp-ux:A.11.16"\nignore = ["MC201"]\nseverity.MC904 = "info"\n')
    return tmp_path


def found(findings: list[mcsgconf.Finding]) -> dict[str, str]:
    return {f.code: f.severity.value for f in findings if f.code in {"MC201", "MC904"}}


PLAIN = {"MC201": "error"}
UNDER = {"MC904": "info"}


def test_settings_are_asked_for(repository: Path) -> None:
    nearest, one = mcsgconf.NearestSettings(), mcsgconf.load_settings(repository / "mcsgconf.toml")
    assert found(mcsgconf.check(repository)) == PLAIN
    for settings in (nearest, one):
        assert found(mcsgconf.check(repository, settings=settings)) == UNDER
        assert found(mcsgconf.check(mcsgconf.load_site(repository, settings=settings))) == UNDER
        assert found(mcsgconf.check(mcsgconf.load_site(repository), settings=settings)) == UNDER
        documents = [mcsgconf.parse(repository / name) for name in ("p.conf", "c.ascii")]
        assert found(mcsgconf.check(documents, settings=settings)) == UNDER
        assert found(mcsgconf.check(documents[0], settings=settings)) == {}
        assert mcsgconf.fix(repository, settings=settings).documents == {}
    assert {*mcsgconf.fix(repository).documents} == {str(repository / "p.conf")}


def test_a_single_file(repository: Path) -> None:
    site = mcsgconf.load_site(repository / "c.ascii", settings=mcsgconf.NearestSettings())
    assert str(site.documents[0].target) == "hp-ux A.11.16"
    site = mcsgconf.load_site(
        repository / "c.ascii", settings=mcsgconf.NearestSettings(), target=mcsgconf.Target.parse("linux")
    )
    assert str(site.documents[0].target) == "linux"


def test_what_a_document_was_given_stays(repository: Path) -> None:
    document = mcsgconf.parse(repository / "c.ascii", target="hp-ux:A.11.20")
    assert found(mcsgconf.check(document, settings=mcsgconf.NearestSettings())) == {}


def test_a_selection_stands_above_settings(repository: Path) -> None:
    nearest = mcsgconf.NearestSettings()
    assert found(mcsgconf.check(repository, select=["MC201"], settings=nearest)) == PLAIN
    assert found(mcsgconf.check(repository, ignore=["MC904"], settings=nearest)) == {}
    assert found(mcsgconf.check(repository, select=[], settings=nearest)) == {}


def test_a_changed_site_keeps_its_settings(repository: Path) -> None:
    site = mcsgconf.load_site(repository, settings=mcsgconf.NearestSettings())
    assert found(mcsgconf.check(site.with_documents(site.documents))) == UNDER
