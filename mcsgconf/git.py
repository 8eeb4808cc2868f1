"""What git is asked: to merge lines, for older versions of a file, and where a repository comes from. The only place that runs another program.

Git is started without a shell, with arguments that cannot be taken for options, and with those of its settings switched
off that would make it run a program that a repository names. Nothing here knows what is in a file.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mcsgconf.errors import GitError

if TYPE_CHECKING:
    from collections.abc import Sequence

_SECONDS = 120
_SWITCHED_OFF = ("core.fsmonitor=false", "core.hooksPath=/dev/null", "log.showSignature=false")
_ENVIRONMENT = {
    "GIT_LITERAL_PATHSPECS": "1",  # a name is a name, whatever signs are in it
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


@dataclass(frozen=True, slots=True)
class Versions:
    """Three versions of a file: the common ancestor, empty where there is none, and the two that were made of it."""

    base: bytes
    ours: bytes
    theirs: bytes


@dataclass(frozen=True, slots=True)
class LineMerge:
    """What git made of three versions of a file: the content, with markers in it unless it is clean."""

    content: bytes
    is_clean: bool


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that changed a file: its name, and the names of its parents, the first one being the branch's own."""

    name: str
    parents: tuple[str, ...]


def merge_file(versions: Versions, marker_size: int = 7, *options: str) -> LineMerge:
    """Return git's own three-way merge of lines; a binary file stays as ours has it and is not clean.

    Args:
        versions: what to merge.
        marker_size: how many characters long the markers of a conflict are.
        options: further options of `git merge-file`.

    Raises:
        GitError: git cannot be run.
    """
    contents = {"ours": versions.ours, "base": versions.base, "theirs": versions.theirs}
    labels = [word for name in contents for word in ("-L", name)]
    with tempfile.TemporaryDirectory(prefix="mcsgconf-") as folder:
        files = [str(Path(folder) / name) for name in contents]
        for file, content in zip(files, contents.values(), strict=True):
            Path(file).write_bytes(content)
        done = _run(None, ["merge-file", "-p", "-q", f"--marker-size={marker_size}", *options, *labels, "--", *files])
    if 0 <= done.returncode < 128:  # the number of conflicts
        return LineMerge(done.stdout, done.returncode == 0)
    if any(b"\0" in content for content in contents.values()):
        return LineMerge(versions.ours, is_clean=False)
    raise GitError(f"git merge-file failed: {_said(done)}")


def commits_of(path: Path) -> list[Commit]:
    """Return the commits of the current branch that changed a file, newest first.

    What came to the branch by a merge is counted as the merge's. A file that git does not know has none.

    Raises:
        GitError: git cannot be run, or the file is in no repository, or nothing is committed there.
    """
    done = _run(path.parent, ["rev-list", "--first-parent", "--format=from %P", "HEAD", "--", path.name])
    if done.returncode:
        raise GitError(f"git knows no version of this file: {_said(done)}")
    words = [line.split() for line in done.stdout.decode("ascii", "replace").splitlines()]
    return [  # "commit NAME", then "from PARENT…"
        Commit(name[1], tuple(parents[1:])) for name, parents in zip(words[::2], words[1::2], strict=True)
    ]


def content_at(path: Path, commit: str) -> bytes | None:
    """Return the content that a file has in a commit, None where the commit does not have the file.

    Raises:
        GitError: git cannot be run.
    """
    done = _run(path.parent, ["cat-file", "blob", f"{commit}:./{path.name}"])
    return done.stdout if done.returncode == 0 else None


def remote_urls(folder: Path) -> list[str]:
    """Return the addresses of the remotes that a repository has; none outside of one, or where git cannot be run."""
    try:
        done = _run(folder, ["config", "--local", "--get-regexp", r"^remote\..*\.url$"])
    except GitError:
        return []
    lines = done.stdout.decode("utf-8", "replace").splitlines() if done.returncode == 0 else []
    return [line.partition(" ")[2] for line in lines]


def _run(folder: Path | None, words: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("git")
    if program is None:
        raise GitError("git cannot be run: there is no such program on the search path")
    settings = [word for setting in _SWITCHED_OFF for word in ("-c", setting)]
    try:
        return subprocess.run(  # noqa: S603 - no shell, and every word is ours or stands behind "--"
            [program, "--no-pager", *settings, *words],
            cwd=folder,
            env={**os.environ, **_ENVIRONMENT},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, ValueError) as error:
        raise GitError(f"git cannot be run in {folder or 'this folder'}: {error}") from error
    except subprocess.TimeoutExpired as error:
        raise GitError(f"git did not answer within {_SECONDS} seconds") from error


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return the first line of what git said against it."""
    lines = done.stderr.decode("utf-8", "replace").splitlines()
    return lines[0].removeprefix("fatal: ") if lines else f"status {done.returncode}"
