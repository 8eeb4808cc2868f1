"""Which version of a file in git a merge can start from: the one that the last merge left.

A probe is made of the cluster as it runs, and what runs is what the last merge gave, applied, with what the machines
have become since. So that version is the common ancestor of the file as it stands now and of the next probe. The commit
in front of it would be too old; the newest one may have changes in it that nobody has applied yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.errors import GitError
from mcsgconf.git import commits_of, content_at
from mcsgconf.models.document import Document, parse
from mcsgconf.models.kind import SETTINGS_KINDS

if TYPE_CHECKING:
    from pathlib import Path

    from mcsgconf.git import Commit


def version_of_last_merge(path: Path, document: Document) -> Document:
    """Return the version that a file had at its last merge on the current branch.

    That is the newest commit that either is a merge which changed the file on this branch, or added a node to the
    file: so look the results of `mcsgconf merge` where nobody works with branches. Commits that a merge brought from
    another branch are passed over, as the merge itself counts.

    Args:
        path: the file, in a working tree of git.
        document: what it holds now; its kind is that of the version.

    Raises:
        GitError: git cannot be run, or has no such version.
    """
    file = path.resolve()
    try:
        commits = commits_of(file)
    except GitError as error:
        raise GitError(f"{path}: {error}; give the base with --base") from error
    if not commits:
        raise GitError(f"{path}: git has no version of this file on the current branch; give the base with --base")
    content: bytes | None = None
    for commit, before in zip(commits, (*commits[1:], None), strict=True):
        if len(commit.parents) > 1 or (before is not None and _adds_a_node(file, commit, before, document)):
            content = content_at(file, commit.name)
        if content is not None:
            return parse(content, name=f"{path}@{commit.name[:12]}", kind=document.kind, target=document.given_target)
    count = f"{len(commits)} versions" if len(commits) > 1 else "1 version"
    raise GitError(
        f"{path}: git has {count} of this file, but none by a merge: no merge changed it on this branch, and no commit "
        "added a node to it; give the base with --base"
    )


def _adds_a_node(file: Path, commit: Commit, before: Commit, document: Document) -> bool:
    old, new = (content_at(file, one.name) for one in (before, commit))
    return old is not None and new is not None and not _nodes(new, document) <= _nodes(old, document)


def _nodes(content: bytes, document: Document) -> frozenset[str]:
    version = parse(content, kind=document.kind)
    if version.kind not in SETTINGS_KINDS:
        return frozenset()
    return frozenset(s.bare for s in version.blocks.every_setting() if s.key.upper() == "NODE_NAME")
