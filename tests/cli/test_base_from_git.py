"""`merge --base-from-git`: which version of the file git is asked for, and what is said where it has none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from repository import Repository

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome

    Run = Callable[..., Outcome]


def cluster(*addresses: str, timeout: int = 8000000) -> str:
    """Return a cluster with a node for each of its addresses, the first one n1."""
    nodes = [
        f"NODE_NAME n{number}\n  NETWORK_INTERFACE lan0\n    HEARTBEAT_IP 10.1.1.{host}\n"
        for number, host in enumerate(addresses, 1)
    ]
    return f"CLUSTER_NAME harbour\nQS_HOST witness\nQS_POLLING_INTERVAL 300000000\n{''.join(nodes)}NODE_TIMEOUT {timeout}\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "clusters", driver=False)


def _merge(mcsgconf: Run, *words: str) -> Outcome:
    return mcsgconf("merge", "clusters/prod/cluster.ascii", "generic", "--base-from-git", *words)


NAME = "prod/cluster.ascii"


def _history_with_a_merge(repository: Repository) -> str:
    """Commit three versions; the node's address is 1 in the first, 2 in the merge, and 3 after it."""
    repository.branches(NAME, cluster("1", "9"), cluster("1", "9", timeout=4000000), cluster("2", "9"))
    repository.git("merge", "-q", "theirs", "-m", "merged")
    merge = repository.git("rev-parse", "HEAD").stdout.strip()
    repository.commit({NAME: cluster("3", "9", timeout=4000000)})
    repository.commit({"elsewhere": "x\n"})
    return merge


def test_the_base_is_the_version_of_the_last_merge(mcsgconf: Run, repository: Repository) -> None:
    merge = _history_with_a_merge(repository)
    Path("generic").write_text(cluster("2", "9"))
    outcome = _merge(mcsgconf, "--report", "json")
    report = json.loads(outcome.err)
    assert (outcome.status, report["status"], report["base"]) == (0, "clean", "git")
    (decision,) = [one for one in report["decisions"] if one["path"].endswith("HEARTBEAT_IP")]
    assert (decision["action"], decision["base"], decision["current"]) == ("keep", "10.1.1.2", "10.1.1.3")
    text = _merge(mcsgconf).err
    assert (
        f"with its version of the last merge in git, clusters/prod/cluster.ascii@{merge[:12]}, as the base: clean"
        in text
    )


def test_a_change_of_the_machine_since_then_is_taken(mcsgconf: Run, repository: Repository) -> None:
    _history_with_a_merge(repository)
    Path("generic").write_text(cluster("3", "99", timeout=2000000))
    outcome = _merge(mcsgconf)
    assert (outcome.status, outcome.out) == (0, cluster("3", "99", timeout=4000000))


def test_a_merge_that_brought_the_file_whole_counts(mcsgconf: Run, repository: Repository) -> None:
    repository.branches(NAME, cluster("1", "9"), cluster("1", "9"), cluster("2", "9"))
    repository.git("merge", "-q", "--no-ff", "theirs", "-m", "merged")
    repository.commit({NAME: cluster("3", "9")})
    Path("generic").write_text(cluster("2", "9"))
    assert _merge(mcsgconf).out == cluster("3", "9")


def test_a_merge_of_other_files_does_not_count(mcsgconf: Run, repository: Repository) -> None:
    repository.commit({NAME: cluster("1")})
    repository.commit({NAME: cluster("1", "9")})
    repository.git("checkout", "-q", "-b", "other")
    repository.commit({"elsewhere": "x\n"})
    repository.git("checkout", "-q", "main")
    repository.commit({NAME: cluster("2", "9")})
    repository.git("merge", "-q", "--no-ff", "other", "-m", "merged")
    Path("generic").write_text(cluster("1", "9"))
    assert _merge(mcsgconf).out == cluster("2", "9")


def test_without_branches_the_commit_that_added_a_node_is_the_last_merge(mcsgconf: Run, repository: Repository) -> None:
    repository.commit({NAME: cluster("1")})
    repository.commit({NAME: cluster("1", "9")})
    repository.commit({NAME: cluster("1", "99")})
    Path("generic").write_text(cluster("11", "9"))
    outcome = _merge(mcsgconf, "--report", "json")
    assert (outcome.status, outcome.out) == (0, cluster("11", "99"))
    assert json.loads(outcome.err)["base"] == "git"


def test_what_is_not_committed_is_current_and_no_base(mcsgconf: Run, repository: Repository) -> None:
    _history_with_a_merge(repository)
    (repository.folder / NAME).write_text(cluster("4", "9"))
    Path("generic").write_text(cluster("2", "9"))
    assert _merge(mcsgconf, "--in-place").status == 0
    assert repository.read(NAME) == cluster("4", "9")


def _never_merged(repository: Repository) -> None:
    repository.commit({NAME: cluster("1", "9")})
    repository.commit({NAME: cluster("2", "9")})


def _not_committed(repository: Repository) -> None:
    repository.commit({"elsewhere": "x\n", "prod/keep": ""})
    (repository.folder / NAME).write_text(cluster("2", "9"))


def _nothing_committed(repository: Repository) -> None:
    (repository.folder / "prod").mkdir()
    (repository.folder / NAME).write_text(cluster("2", "9"))


def _no_repository(repository: Repository) -> None:
    _nothing_committed(repository)
    (repository.folder / ".git").rename(repository.folder / "git")


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (_never_merged, "git has 2 versions of this file, but none by a merge"),
        (_not_committed, "git has no version of this file on the current branch; give the base with --base"),
        (_nothing_committed, f"{NAME}: git knows no version of this file: "),
        (_no_repository, "not a git repository"),
    ],
)
def test_without_such_a_version_nothing_is_merged(
    mcsgconf: Run,
    repository: Repository,
    prepare: Callable[[Repository], None],
    message: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(repository.folder.parent))
    prepare(repository)
    Path("generic").write_text(cluster("2", "9"))
    outcome = _merge(mcsgconf)
    assert (outcome.status, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert message in outcome.err
    report = json.loads(_merge(mcsgconf, "--report", "json").err)
    assert (report["status"], report["base"]) == ("error", None)


def test_two_bases_are_refused(mcsgconf: Run, repository: Repository) -> None:
    _history_with_a_merge(repository)
    Path("generic").write_text(cluster("2", "9"))
    outcome = _merge(mcsgconf, "--base", "generic")
    assert outcome.status == 2
    assert "two bases" in outcome.err


def test_standard_input_has_no_versions(mcsgconf: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "current").write_text(cluster("1", "9"))
    Path("generic").write_text(cluster("2", "9"))
    with (tmp_path / "current").open() as file:
        monkeypatch.setattr("sys.stdin", file)
        outcome = mcsgconf("merge", "-", "generic", "--base-from-git")
    assert (outcome.status, outcome.out) == (2, "")
    assert "standard input has no versions" in outcome.err


@pytest.mark.parametrize("name", ["-x.ascii", ":(top)x.ascii", "a b*.ascii"])
def test_a_name_is_a_name_whatever_signs_are_in_it(mcsgconf: Run, repository: Repository, name: str) -> None:
    repository.commit({name: cluster("1")})
    repository.commit({name: cluster("1", "9")})
    repository.commit({name: cluster("3", "9")})
    Path("generic").write_text(cluster("1", "9"))
    outcome = mcsgconf("merge", "--base-from-git", "--", f"clusters/{name}", "generic")
    assert (outcome.status, outcome.out) == (0, cluster("3", "9"))


def test_no_program_that_a_repository_names_is_run(mcsgconf: Run, repository: Repository, tmp_path: Path) -> None:
    _history_with_a_merge(repository)
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    settings = ("core.fsmonitor", "core.pager", "diff.external", "gpg.program", "diff.x.textconv", "filter.x.smudge")
    for setting in settings:
        repository.git("config", setting, str(trap))
    repository.git("config", "log.showSignature", "true")
    (repository.folder / ".git" / "info" / "attributes").write_text("* diff=x filter=x\n")
    Path("generic").write_text(cluster("2", "9"))
    assert _merge(mcsgconf).status == 0
    assert not (tmp_path / "sprung").exists()
