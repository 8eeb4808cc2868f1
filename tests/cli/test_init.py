"""`mcsgconf init`: what it writes is used by the programs it is for, changes no finding, and replaces nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import mcsgconf as library

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome

    Run = Callable[..., Outcome]

EXAMPLES = Path(__file__).parents[2] / "examples"
BIN = Path(sys.executable).parent
SETTINGS, HOOKS = "mcsgconf.toml", ".pre-commit-config.yaml"
GITHUB, GITLAB = ".github/workflows/mcsgconf.yml", ".gitlab-ci.yml"
HP_UX = "CLUSTER_NAME {0}\nNODE_NAME a\n  NETWORK_INTERFACE lan0\n    HEARTBEAT_IP 10.1.1.1\n  FIRST_CLUSTER_LOCK_PV /dev/dsk/c1t2d0\n"
LINUX = HP_UX.replace("lan0", "eth0").replace("FIRST_CLUSTER_LOCK_PV /dev/dsk/c1t2d0", "CLUSTER_LOCK_LUN /dev/sdb1")


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)


@pytest.fixture
def repository(mcsgconf: Run, tmp_path: Path) -> Path:  # noqa: ARG001 - it goes into the folder
    git(tmp_path, "init", "--quiet")
    return tmp_path


def written(folder: Path) -> set[str]:
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}
    return {name for name in names if not name.startswith(".git/")}


SYSTEMS = [
    # what a repository has, what its remote is, what is written beside settings and hooks
    ([], None, set()),
    ([".github/CODEOWNERS"], None, {GITHUB}),
    ([], "git@github.com:shop/clusters.git", {GITHUB}),
    ([], "https://gitlab.shop.example/ha/clusters.git", {GITLAB}),
    ([".github/CODEOWNERS"], "https://gitlab.shop.example/ha/clusters.git", {GITHUB, GITLAB}),
    ([], "ssh://git.shop.example/clusters", set()),
]


@pytest.mark.parametrize(("files", "remote", "expected"), SYSTEMS)
def test_what_is_written(
    mcsgconf: Run, repository: Path, files: list[str], remote: str | None, expected: set[str]
) -> None:
    for name in files:
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text("")
    if remote is not None:
        git(repository, "remote", "add", "origin", remote)
    shown = mcsgconf("init", "--diff")
    assert shown.status == 1
    assert written(repository) == {*files}
    outcome = mcsgconf("init")
    assert (outcome.status, outcome.err) == (0, "")
    assert written(repository) == {*files, SETTINGS, HOOKS} | expected
    assert ("no CI system is known" in outcome.out) == (not expected)
    for name in written(repository) - {*files}:
        assert f"wrote {name}\n" in outcome.out
        assert "".join(f"+{line}\n" for line in (repository / name).read_text().splitlines()) in shown.out
    contents = {name: (repository / name).read_bytes() for name in written(repository)}
    again = mcsgconf("init")
    assert again.out.count("kept ") == 2 + len(expected)
    assert {name: (repository / name).read_bytes() for name in written(repository)} == contents
    assert mcsgconf("init", "--diff").status == 0


def test_the_programs_that_it_is_for_take_it(mcsgconf: Run, repository: Path) -> None:
    (repository / ".github").mkdir()
    git(repository, "remote", "add", "origin", "https://gitlab.shop.example/ha/clusters.git")
    mcsgconf("init")
    for schema, name in (("vendor.github-workflows", GITHUB), ("vendor.gitlab-ci", GITLAB)):
        command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, name]
        outcome = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
        assert outcome.returncode == 0, outcome.stdout
    subprocess.run([sys.executable, "-m", "pre_commit", "validate-config", HOOKS], cwd=repository, check=True)


def test_the_hook_runs(mcsgconf: Run, repository: Path) -> None:
    shutil.copytree(EXAMPLES / "retail" / "clusters", repository / "clusters")
    mcsgconf("init")
    git(repository, "add", "--all")
    environment = {
        **os.environ,
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(repository / ".git" / "home"),
    }
    command = [sys.executable, "-m", "pre_commit", "run", "mcsgconf", "--files"]
    for name, status, said in (
        ("clusters/store/pos/pos.conf", 0, "Passed"),
        ("clusters/depot/wms/wms.conf", 1, "MC201"),
        ("mcsgconf.toml", 0, "Passed"),
    ):
        outcome = subprocess.run(
            [*command, name], cwd=repository, env=environment, capture_output=True, text=True, check=False
        )
        assert outcome.returncode == status, outcome.stdout
        assert said in outcome.stdout


def findings(folder: Path) -> list[library.Finding]:
    return library.check(folder, settings=library.NearestSettings())


@pytest.mark.parametrize("example", ["retail", "retail/clusters/depot", "bank", "bank/giro"])
def test_the_settings_change_no_finding(mcsgconf: Run, repository: Path, example: str) -> None:
    shutil.copytree(EXAMPLES / example, repository / "clusters")
    before = findings(repository)
    assert mcsgconf("init").status == 0
    assert findings(repository) == before
    text = (repository / SETTINGS).read_text()
    assert ("target = " in text.replace("# target = ", "")) == (example.startswith("retail"))  # bank's clusters say it


TARGETS = [
    ({"a/c.ascii": HP_UX, "b/c.ascii": HP_UX}, {"target": "hp-ux"}),
    ({"c.ascii": LINUX}, {"target": "linux"}),
    ({"a/c.ascii": HP_UX, "b[1]/c.ascii": LINUX}, {"target-by-path": {"/a/": "hp-ux", "/b\\[1]/": "linux"}}),
    ({"a/c.ascii": HP_UX, "b/c.ascii": "CLUSTER_NAME {0}\nNODE_NAME a\n"}, {"target": "hp-ux"}),
    ({"a/c.ascii": "CLUSTER_NAME {0}\nNODE_NAME a\n"}, {}),
    ({"a/c.ascii": HP_UX, "a/mcsgconf.toml": 'target = "hp-ux"'}, {}),
    ({}, {}),
]


@pytest.mark.parametrize(("files", "expected"), TARGETS)
def test_targets_are_told_from_the_files(
    mcsgconf: Run, repository: Path, files: dict[str, str], expected: dict[str, object]
) -> None:
    for name, text in files.items():
        (repository / name).parent.mkdir(exist_ok=True)
        (repository / name).write_text(text.format("c"))
    mcsgconf("init")
    text = (repository / SETTINGS).read_text()
    assert tomllib.loads(text) == expected
    assert ("# No cluster file was found yet." in text) == (not files)
    library.load_settings(repository / SETTINGS)


def test_a_target_that_would_change_a_finding_is_a_remark(mcsgconf: Run, repository: Path) -> None:
    """One line of Linux alone tells nothing of a package; under the target of its cluster it would be an error."""
    (repository / "c.ascii").write_text(HP_UX.format("c"))
    (repository / "p.conf").write_text("package_name p\nmodule_name sg/all\npv /dev/sdb1\n")
    before = findings(repository)
    assert library.check(repository, settings=library.load_settings({"target": "hp-ux"})) != before
    mcsgconf("init")
    assert findings(repository) == before
    assert '\n# target = "hp-ux"\n' in (repository / SETTINGS).read_text()


def test_names_of_clusters_and_folders_cannot_write_settings(mcsgconf: Run, repository: Path) -> None:
    for platform, name in (
        (HP_UX, 'a\nfail-on = "info"'),
        (LINUX, 'b"]\nx'),
        (HP_UX, "c\udce9"),
        (LINUX, "d \u2028\x1b"),
    ):
        (repository / name).mkdir()
        (repository / name / "c.ascii").write_bytes(platform.format('"x\x1b[31m"').encode())
    assert mcsgconf("init").status == 0
    assert tomllib.loads((repository / SETTINGS).read_text()) == {}
    before = findings(repository)
    (repository / SETTINGS).unlink()
    assert findings(repository) == before


def test_many_clusters_are_listed_in_part(mcsgconf: Run, repository: Path) -> None:
    for number in range(45):
        (repository / f"c{number:02}").mkdir()
        (repository / f"c{number:02}" / "c.ascii").write_text(f"CLUSTER_NAME c{number}\nNODE_NAME a{number}\n")
    mcsgconf("init")
    text = (repository / SETTINGS).read_text()
    assert text.count("#   c") == 40
    assert "#   and 5 more\n" in text


def test_it_is_for_the_whole_repository(mcsgconf: Run, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / "clusters" / "a").mkdir(parents=True)
    monkeypatch.chdir(repository / "clusters" / "a")
    outcome = mcsgconf("init")
    assert "wrote ../../mcsgconf.toml\n" in outcome.out
    assert written(repository) == {SETTINGS, HOOKS}


def test_outside_of_a_repository_settings_are_all(mcsgconf: Run, tmp_path: Path) -> None:
    outcome = mcsgconf("init")
    assert outcome.status == 0
    assert written(tmp_path) == {SETTINGS}
    assert "this is no git repository" in outcome.out


KEPT = [
    ({"mcsgconf.toml": "# ours\n"}, SETTINGS),
    ({"pyproject.toml": "[tool.mcsgconf]\n"}, SETTINGS),
    ({HOOKS: "repos: []\n"}, HOOKS),
    ({GITLAB: "build:\n  script: make\n"}, GITLAB),
]


@pytest.mark.parametrize(("files", "name"), KEPT, ids=[row[1] for row in KEPT])
def test_what_is_there_stays_and_what_belongs_into_it_is_said(
    mcsgconf: Run, repository: Path, files: dict[str, str], name: str
) -> None:
    for path, text in files.items():
        (repository / path).write_text(text)
    for options in (["--diff"], []):
        outcome = mcsgconf("init", *options)
        assert {path: (repository / path).read_text() for path in files} == files
        assert ("- id: mcsgconf\n" in outcome.out.partition(f"kept {HOOKS}: add this to it")[2]) == (name == HOOKS)
        assert ("codequality: " in outcome.out) == (name == GITLAB)
    assert (repository / name).exists() == (name in files)


def test_nothing_is_written_through_a_link(
    mcsgconf: Run, repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (repository / SETTINGS).symlink_to(outside / "settings")
    (repository / ".github").symlink_to(outside)
    outcome = mcsgconf("init")
    assert outcome.status == 2
    assert "leads out of" in outcome.err
    assert list(outside.iterdir()) == []
    assert (repository / SETTINGS).is_symlink()


def test_broken_settings_are_said(mcsgconf: Run, repository: Path) -> None:
    (repository / SETTINGS).write_text("nonsense = 1\n")
    outcome = mcsgconf("init")
    assert (outcome.status, outcome.out) == (2, "")
    assert "there is no setting 'nonsense'" in outcome.err
    assert written(repository) == {SETTINGS}
