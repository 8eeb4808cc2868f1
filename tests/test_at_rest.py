"""Documents at rest: a large repository is checked without its texts in memory, and nothing is different for it."""

from __future__ import annotations

from pathlib import Path

import pytest

import mcsgconf
from mcsgconf.lint.engine import Checker, check
from mcsgconf.lint.fixes import fix
from mcsgconf.lint.select import Selection
from mcsgconf.loading import load_site, resolved, survey
from mcsgconf.models.kind import Kind
from mcsgconf.settings.nearest import NearestSettings

EXAMPLES = Path(__file__).parents[1] / "examples"
FOLDERS = [EXAMPLES / "retail", EXAMPLES / "bank"]
CONTROL = "VG[0]=vg01\nSERVICE_NAME[0]=mon\nSERVICE_CMD[0]=/etc/cmcluster/shop/monitor\nSERVICE_RESTART[0]=\n"
ENDS = "echo looks\nexit 0\n"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("room", [0, 100_000])
def test_a_check_finds_the_same(folder: Path, room: int) -> None:
    whole = check(load_site(folder, settings=NearestSettings()))
    site = survey(folder, settings=NearestSettings(), room=room)
    found = check(site)
    assert [one._replace(text=None) for one in found] == [one._replace(text=None) for one in whole]
    assert [one.source for one in found] == [one.source for one in whole]


def test_a_check_leaves_no_text_in_memory() -> None:
    site = survey(EXAMPLES / "retail", room=0)
    assert check(site)
    assert all(document.stored is not None for document in site.documents)
    assert [document.name for document in site.documents if vars(document).keys() & {"source", "tree", "blocks"}] == []


def test_a_fix_changes_the_same() -> None:
    whole = fix(load_site(EXAMPLES / "retail"), Selection(), unsafe=True)
    parted = fix(resolved(survey(EXAMPLES / "retail", room=0)), Checker(Selection()), unsafe=True)
    assert {name: one.render() for name, one in parted.documents.items()} == {
        name: one.render() for name, one in whole.documents.items()
    }
    assert len(whole.documents) > 3
    assert (parted.applied, parted.taken_back) == (whole.applied, whole.taken_back)


def test_a_script_that_only_its_package_names_is_judged(tmp_path: Path) -> None:
    (tmp_path / "shop.cntl").write_text(CONTROL, encoding="utf-8")
    (tmp_path / "monitor").write_text(ENDS, encoding="utf-8")
    for site in (survey(tmp_path), survey(tmp_path, room=0), load_site(tmp_path)):
        (found,) = check(site, Selection(select=("MC601",)))
        assert (found.path, found.line) == (str(tmp_path / "monitor"), 2)
    assert {document.kind for document in survey(tmp_path).documents} == {Kind.CONTROL_SCRIPT}


def test_a_comment_in_such_a_script_counts(tmp_path: Path) -> None:
    (tmp_path / "shop.cntl").write_text(CONTROL, encoding="utf-8")
    (tmp_path / "monitor").write_text("# mcsgconf: ignore-file[MC601, MC327] meant\n" + ENDS, encoding="utf-8")
    assert [(one.path, one.code) for one in mcsgconf.check(tmp_path, select=["MC601", "MC002", "MC327"])] == [
        (str(tmp_path / "monitor"), "MC002")
    ]


def test_a_file_that_has_changed_since_gives_no_excerpt(tmp_path: Path) -> None:
    path = tmp_path / "p.conf"
    path.write_text('PACKAGE_NAME "p"\nRUN_SCRIPT /x\n', encoding="utf-8")
    found = check(survey(tmp_path, room=0))
    path.write_text('PACKAGE_NAME "q"\nRUN_SCRIPT /x\n', encoding="utf-8")
    assert found
    assert [one.source for one in found] == [None] * len(found)
    path.unlink()
    assert [one.source for one in check(load_site(EXAMPLES / "retail"))].count(None) == 0


def test_a_document_at_rest_reads_its_text_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "p.conf"
    path.write_text("PACKAGE_NAME p\nRUN_SCRIPT /x\n", encoding="utf-8")
    (document,) = survey(tmp_path, room=0).documents
    awake = document.awake()
    assert awake is not document
    assert awake.render() == path.read_bytes()
    path.unlink()
    with pytest.raises(mcsgconf.UnreadableInput, match=r"p\.conf"):
        document.render()
