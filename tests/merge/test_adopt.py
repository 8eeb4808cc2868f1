"""Packages that adopt the nodes of a merge, as folders: `packages` gives `expected`, byte for byte.

`current` and `generic` are the merge. `report.json` begins with why the result is right and names the packages to `adopt`;
each of its `decisions` must be found in that package, with the fields that are given, and there are no others. `notes` are
pieces of all notes there are; `new_errors` the codes of errors that nobody had before; `status` is clean if left out.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

import mcsgconf
from mcsgconf.adopting import with_adopted
from mcsgconf.errors import UnmergeableInput, UsageError
from mcsgconf.merge.adopt import adopt
from mcsgconf.models.document import Kind, parse

ADOPTIONS = Path(__file__).parent / "adoptions"
FIELDS = {"why", "adopt", "status", "decisions", "notes", "new_errors"}


@pytest.mark.parametrize("folder", sorted(ADOPTIONS.iterdir()), ids=lambda folder: folder.name)
def test_adoption(folder: Path) -> None:
    report = json.loads((folder / "report.json").read_text())
    assert report.keys() <= FIELDS
    merged = mcsgconf.merge(*(parse(folder / name, kind=Kind.CLUSTER) for name in ("current", "generic")))
    assert merged.status == "clean"
    result = with_adopted(merged, mcsgconf.load_site(folder / "packages"), report["adopt"])
    written = {
        Path(adoption.document.name).relative_to(folder / "packages"): adoption.document.render()
        for adoption in result.adopted
        if adoption.is_changed
    }
    files = [path for path in (folder / "expected").rglob("*") if path.is_file()]
    assert written == {path.relative_to(folder / "expected"): path.read_bytes() for path in files}, report["why"]
    found = [
        asdict(decision) | {"package": adoption.name} for adoption in result.adopted for decision in adoption.decisions
    ]
    assert len(found) == len(report["decisions"])
    for wanted in report["decisions"]:
        assert any(wanted.items() <= decision.items() for decision in found), (wanted, found)
    notes = [notice.message for adoption in result.adopted for notice in adoption.notices]
    assert len(notes) == len(report.get("notes", []))
    assert all(any(piece in note for note in notes) for piece in report.get("notes", [])), notes
    assert [finding.code for finding in result.new_errors] == report.get("new_errors", [])
    assert result.status == report.get("status", "clean")


@pytest.mark.parametrize("folder", sorted(ADOPTIONS.iterdir()), ids=lambda folder: folder.name)
def test_a_package_adopts_a_node_once(folder: Path) -> None:
    for path in (folder / "packages").rglob("*.conf"):
        once = adopt("p", parse(path), ["carl"])
        again = adopt("p", once.document, ["carl"])
        assert (again.is_changed, again.document.source.text) == (False, once.document.source.text)


def _merged(folder: Path) -> mcsgconf.MergeResult:
    return mcsgconf.merge(*(parse(folder / name, kind=Kind.CLUSTER) for name in ("current", "generic")))


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["pay", "web", "mail"], "no package 'mail' in that folder; it has log, pay, web"),
        (["PAY"], "no package 'PAY' in that folder; did you mean pay?"),
        ([""], "no package ''"),
        (["nowhere-near"], "no package 'nowhere-near' in that folder"),
    ],
)
def test_an_unknown_package_is_refused(names: list[str], message: str) -> None:
    folder = ADOPTIONS / "at-the-end-of-the-order"
    with pytest.raises(UsageError, match=message.replace("?", r"\?")):
        with_adopted(_merged(folder), mcsgconf.load_site(folder / "packages"), names)


def test_two_packages_of_one_name_are_refused(tmp_path: Path) -> None:
    text = (ADOPTIONS / "two-new-nodes-and-crlf" / "packages" / "pay.conf").read_bytes()
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "pay.conf").write_bytes(text.replace(b"anna", name.encode()))
    with pytest.raises(UsageError, match="pay is the name of 2 packages"):
        with_adopted(_merged(ADOPTIONS / "two-new-nodes-and-crlf"), mcsgconf.load_site(tmp_path), ["pay"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("PACKAGE_NAME p\nNODE_NAME\nRUN_SCRIPT /etc/cmcluster/p\n", "names no node"),
        ("PACKAGE_NAME p\n<<<<<<< a\nNODE_NAME x\n=======\nNODE_NAME y\n>>>>>>> b\n", "conflict markers"),
    ],
)
def test_a_package_that_cannot_be_changed_is_refused(text: str, message: str) -> None:
    with pytest.raises(UnmergeableInput, match=message):
        adopt("p", parse(text, kind=Kind.LEGACY_PACKAGE), ["carl"])


def test_a_merge_that_adds_no_node_changes_no_package() -> None:
    folder = ADOPTIONS / "at-the-end-of-the-order"
    merged = mcsgconf.merge(parse(folder / "current", kind=Kind.CLUSTER), parse(folder / "current", kind=Kind.CLUSTER))
    (adoption,) = with_adopted(merged, mcsgconf.load_site(folder / "packages"), ["pay"]).adopted
    assert (adoption.is_changed, adoption.decisions) == (False, ())
