"""Which files of a repository are versions of one another: a backup, a draft, what was set aside in a folder `old`.

Two files that describe the same package are no mistake where one of them is plainly not meant to be applied beside the
other. Names tell that, of files and of folders; of what they describe only the name is read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import PurePath

    from mcsgconf.models.document import Document

_WORD = re.compile(r"[a-z]++|[0-9]++")
_OF_A_VERSION = frozenset(
    """old new orig original bak backup save saved sav copy prev previous tmp temp draft applied current running
    proposed cmgetconf""".split()
)
_OF_A_FOLDER = _OF_A_VERSION | frozenset("archive archives backups attic history obsolete retired".split())
_NUMBERED = frozenset({"v", "rev", "version"})


def originals(documents: Sequence[Document], place: Callable[[Document], PurePath]) -> list[Document]:
    """Return the documents that are no versions of another one.

    Args:
        documents: package files, or cluster files.
        place: says where a document has its place; of two with one place the second is a copy.

    A version is a file in the same folder whose name goes on where the other's ends (`pkg1.conf.old`), or differs only
    by words such as `old` and `new` and by dates, and that gives what it describes the same name.
    """
    first_at: dict[PurePath, Document] = {}
    for document in documents:
        first_at.setdefault(place(document), document)
    kept = [
        (path, document)
        for path, document in first_at.items()
        if not any(name_of(original) == name_of(document) for original in _shorter_names(path, first_at))
    ]
    by_core: dict[tuple[PurePath, tuple[str, ...], str], Document] = {}
    for path, document in sorted(kept, key=lambda row: len(row[0].name)):
        by_core.setdefault((path.parent, _core(path.name), name_of(document)), document)
    shortest = set(by_core.values())
    return [document for _, document in kept if document in shortest]


def without_set_aside(documents: Sequence[Document], below: Callable[[Document], Sequence[str]]) -> list[Document]:
    """Return the documents but those in a folder such as `old` or `backup` that describe what another one does, too.

    Args:
        documents: package files of one cluster.
        below: gives the names of the folders between the cluster's and the document.
    """
    aside = {document for document in documents if any(_is_set_aside(folder) for folder in below(document))}
    present = {name_of(document) for document in documents if document not in aside}
    return [document for document in documents if document not in aside or name_of(document) not in present]


def name_of(document: Document) -> str:
    """Return the name that a package or cluster file gives what it describes; empty where it gives none."""
    names = (document.blocks.first(key) for key in ("PACKAGE_NAME", "package_name", "CLUSTER_NAME"))
    return next((name.bare for name in names if name is not None), "")


def _shorter_names(path: PurePath, documents: Mapping[PurePath, Document]) -> Iterator[Document]:
    """Yield the documents in the same folder whose names `path` begins with and goes on behind, as a backup's does."""
    for end in range(len(path.name) - 1, 0, -1):
        if not path.name[end].isalnum() and (original := documents.get(path.parent / path.name[:end])) is not None:
            yield original


def _core(file_name: str) -> tuple[str, ...]:
    """Return the words of a file's name without those that only tell versions apart."""
    words = _WORD.findall(file_name.lower())
    return tuple(
        word
        for at, word in enumerate(words)
        if not (
            word in _OF_A_VERSION
            or (word.isdigit() and (len(word) >= 6 or (at and words[at - 1] in _NUMBERED)))
            or (word in _NUMBERED and words[at + 1 : at + 2] and words[at + 1].isdigit())
        )
    )


def _is_set_aside(folder: str) -> bool:
    words = _WORD.findall(folder.lower())
    return any(word in _OF_A_FOLDER for word in words) or (bool(words) and all(word.isdigit() for word in words))
