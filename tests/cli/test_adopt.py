"""`mcsgconf merge --packages FOLDER --adopt PACKAGES`: what is written and what never is, and what the report says of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome

    Run = Callable[..., Outcome]

ADOPTIONS = Path(__file__).parents[1] / "merge" / "adoptions"
ADOPT = ("--packages", "packages", "--adopt", "pay,web")
PAY = Path("packages", "pay", "pay.conf")
WEB = Path("packages", "web", "web.conf")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a function that makes a copy of an adoption's files the folder of the test."""

    def copy(name: str) -> None:
        shutil.copytree(ADOPTIONS / name, tmp_path / "work")
        monkeypatch.chdir(tmp_path / "work")

    return copy


def _everything() -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}


def test_in_place_writes_the_cluster_and_the_packages(mcsgconf: Run, folder: Callable[[str], None]) -> None:
    folder("at-the-end-of-the-order")
    PAY.chmod(0o640)
    before = _everything()
    outcome = mcsgconf("merge", "current", "generic", "--in-place", *ADOPT)
    assert (outcome.status, outcome.out) == (0, "")
    for path in (PAY, WEB):
        assert path.read_bytes() == Path("expected", *path.parts[1:]).read_bytes()
    assert PAY.stat().st_mode & 0o777 == 0o640
    assert "carl" in Path("current").read_text()
    changed = {path for path, data in _everything().items() if before.get(path) != data}
    assert changed == {Path("current"), PAY, WEB}
    assert "  pay, packages/pay/pay.conf\n    adopted-node: the command line asks" in outcome.err
    assert "+++" not in outcome.err
    assert outcome.err.endswith("  cmcheckconf -P packages/web/web.conf\n  cmapplyconf -P packages/web/web.conf\n")
    assert "copy the scripts of pay, web to carl before" in outcome.err


@pytest.mark.parametrize("words", [(), ("-o", "merged")])
def test_otherwise_packages_are_only_shown(
    mcsgconf: Run, folder: Callable[[str], None], words: tuple[str, ...]
) -> None:
    folder("at-the-end-of-the-order")
    before = _everything()
    outcome = mcsgconf("merge", "current", "generic", *words, *ADOPT)
    assert outcome.status == 0
    assert {path: data for path, data in _everything().items() if path != Path("merged")} == before
    assert "their files were not written; --in-place writes them" in outcome.err
    assert "+++ packages/pay/pay.conf (adopted)\n" in outcome.err
    assert "\n+NODE_NAME\t\tcarl\n" in outcome.err
    assert "-P" not in outcome.err


def test_a_diff_shows_the_packages_too(mcsgconf: Run, folder: Callable[[str], None]) -> None:
    folder("at-the-end-of-the-order")
    before = _everything()
    outcome = mcsgconf("merge", "current", "generic", "--in-place", "--diff", *ADOPT)
    assert outcome.status == 0
    assert _everything() == before
    assert [line for line in outcome.out.splitlines() if line.startswith("+++")] == [
        "+++ current (merged)",
        "+++ packages/pay/pay.conf (adopted)",
        "+++ packages/web/web.conf (adopted)",
    ]
    assert "+++" not in outcome.err


def test_the_json_report_has_the_packages(mcsgconf: Run, folder: Callable[[str], None]) -> None:
    folder("at-the-end-of-the-order")
    for words, written in (((), False), (("--in-place",), True)):
        report = json.loads(mcsgconf("merge", "current", "generic", *words, *ADOPT, "--report", "json").err)
        pay, web = report["packages"]
        assert (pay["name"], pay["path"], pay["written"]) == ("pay", "packages/pay/pay.conf", written)
        assert pay["decisions"][0]["path"] == "NODE_NAME[carl]"
        assert "+NODE_NAME\t\tcarl\n" in pay["diff"]
        assert (web["name"], web["written"]) == ("web", written)


def test_a_new_error_keeps_every_file_from_being_written(mcsgconf: Run, folder: Callable[[str], None]) -> None:
    folder("what-it-depends-on-is-left-behind")
    words = ("merge", "current", "generic", "--in-place", "--packages", "packages", "--adopt", "web")
    before = _everything()
    outcome = mcsgconf(*words)
    assert (outcome.status, outcome.out) == (1, "")
    assert _everything() == before
    assert "current was not written (--force does it all the same): " in outcome.err
    assert "packages/web.conf:8: error MC518" in outcome.err
    assert mcsgconf(*words, "--force").status == 1
    assert Path("packages/web.conf").read_bytes() == Path("expected/web.conf").read_bytes()


REFUSED = [
    (("--packages", "packages", "--adopt", "pay,PAy,web"), "there is no package 'PAy' in that folder; did you mean pay?"),
    (("--packages", "packages"), "go together"),
    (("--adopt", "pay"), "go together"),
    (("--packages", "packages", "--adopt", " , "), "go together"),
    (("--packages", "nowhere", "--adopt", "pay"), "nowhere"),
    (("--packages", "empty", "--adopt", "pay"), "empty: holds no Serviceguard configuration"),
]  # fmt: skip


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(("words", "message"), REFUSED)
def test_what_makes_no_sense_is_refused_before_anything_is_written(
    mcsgconf: Run, folder: Callable[[str], None], words: tuple[str, ...], message: str, form: str
) -> None:
    folder("at-the-end-of-the-order")
    Path("empty").mkdir()
    before = _everything()
    outcome = mcsgconf("merge", "current", "generic", "--in-place", *words, "--report", form)
    assert (outcome.status, outcome.out) == (2, "")
    assert _everything() == before
    assert message in outcome.err
    if form == "json":
        assert json.loads(outcome.err)["packages"] == []


def test_packages_adopt_nodes_of_a_cluster_file_only(mcsgconf: Run, folder: Callable[[str], None]) -> None:
    folder("at-the-end-of-the-order")
    outcome = mcsgconf("merge", str(PAY), "packages/log/log.conf", *ADOPT)
    assert (outcome.status, outcome.out) == (2, "")
    assert "packages adopt the nodes of a cluster file" in outcome.err
