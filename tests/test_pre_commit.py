"""The hooks as a repository of clusters has them: pre-commit installs this checkout, and git commits for real."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PARTS = ("mcsgconf", "grammars", "rules", "policies", "build_data.py", "pyproject.toml", "README.md", "LICENSE")
HOOKS = ("mcsgconf", "mcsgconf-fix", "mcsgconf-merge-markers")
CONF = "clusters/store/pos/pos.conf"


class Repository:
    """A scratch repository with the sound example cluster, in which commits run one hook."""

    def __init__(self, folder: Path, hook_repository: Path) -> None:
        self.folder = folder
        self._hooks = hook_repository
        self._environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PRE_COMMIT_HOME": str(hook_repository.parent / "pre-commit"),
            "GIT_CONFIG_GLOBAL": os.devnull,
        }
        shutil.copytree(ROOT / "examples" / "retail" / "clusters" / "store", folder / "clusters" / "store")
        self.git("init", "--quiet", "--initial-branch=main")
        for name, value in (("user.name", "Test"), ("user.email", "test@example.com")):
            self.git("config", name, value)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--no-verify", "--message", "The cluster as it is")
        self.run("pre-commit", "install")

    def use(self, hook: str) -> None:
        (self.folder / ".pre-commit-config.yaml").write_text(
            f"repos:\n- repo: {self._hooks}\n  rev: v0\n  hooks:\n  - id: {hook}\n"
        )

    def change(self, old: str, new: str) -> None:
        path = self.folder / CONF
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    def commit(self) -> subprocess.CompletedProcess[str]:
        self.git("add", "--all")
        return self.run("git", "commit", "--quiet", "--message", "A change", check=False)

    def git(self, *words: str) -> None:
        self.run("git", *words)

    def run(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words,
            cwd=self.folder,
            env=self._environment,
            check=check,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )


@pytest.fixture(scope="module")
def hook_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The working tree as a repository that pre-commit can clone."""
    folder = tmp_path_factory.mktemp("hooks") / "mcsgconf"
    folder.mkdir()
    for part in (*PARTS, ".pre-commit-hooks.yaml"):
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)
    author = ("-c", "user.name=Test", "-c", "user.email=test@example.com")
    for words in (("init", "--quiet"), ("add", "--all"), (*author, "commit", "--quiet", "-m", "v0"), ("tag", "v0")):
        subprocess.run(["git", *words], cwd=folder, check=True)
    return folder


@pytest.fixture
def repository(hook_repository: Path, tmp_path: Path) -> Repository:
    return Repository(tmp_path, hook_repository)


@pytest.mark.parametrize("hook", HOOKS)
def test_a_sound_change_is_committed(repository: Repository, hook: str) -> None:
    repository.use(hook)
    repository.change("AUTO_RUN", "# seen by the night shift\nAUTO_RUN")
    outcome = repository.commit()
    assert outcome.returncode == 0, outcome.stdout
    assert "Passed" in outcome.stdout


@pytest.mark.parametrize("hook", HOOKS)
def test_a_commit_without_any_configuration_is_left_alone(repository: Repository, hook: str) -> None:
    repository.use(hook)
    (repository.folder / "NOTES.md").write_text("The night shift calls the data centre first.\n")
    outcome = repository.commit()
    assert outcome.returncode == 0, outcome.stdout


def test_a_mistake_is_refused_and_shown(repository: Repository) -> None:
    repository.use("mcsgconf")
    repository.change("SERVICE_NAME\t\t\tpos_mon", 'SERVICE_NAME\t\t\t"pos_mon"')
    outcome = repository.commit()
    assert outcome.returncode == 1
    assert f"{CONF}:" in outcome.stdout
    assert "error[MC201]" in outcome.stdout


def test_what_contradicts_an_unchanged_file_is_refused(repository: Repository) -> None:
    repository.use("mcsgconf")
    repository.change("pos_mon", "pos_watch")
    outcome = repository.commit()
    assert outcome.returncode == 1
    assert "pos.cntl" in outcome.stdout


def test_the_fix_is_made_and_committed_at_the_second_try(repository: Repository) -> None:
    repository.use("mcsgconf-fix")
    repository.change("SERVICE_NAME\t\t\tpos_mon", 'SERVICE_NAME\t\t\t"pos_mon"')
    first = repository.commit()
    assert first.returncode == 1
    assert "files were modified by this hook" in first.stdout
    assert '"pos_mon"' not in (repository.folder / CONF).read_text()
    assert repository.commit().returncode == 0


@pytest.mark.parametrize("hook", ["mcsgconf", "mcsgconf-merge-markers"])
def test_marks_of_a_merge_are_refused(repository: Repository, hook: str) -> None:
    repository.use(hook)
    repository.change("AUTO_RUN", "<<<<<<< ours\nAUTO_RUN YES\n=======\nAUTO_RUN NO\n>>>>>>> theirs\nAUTO_RUN")
    outcome = repository.commit()
    assert outcome.returncode == 1
    assert "MC817" in outcome.stdout
