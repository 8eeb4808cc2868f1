"""Which file of a repository belongs to which cluster, and to which of its nodes.

The folders tell that, and the layout that settings give where they do not. This module knows nothing of what files say
but the names of the nodes that a cluster file lists.
"""

from __future__ import annotations

import os.path
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.layout import SiteLayout
from mcsgconf.models.kind import COMPANION_KINDS, SHELL_KINDS, Kind
from mcsgconf.versions import originals

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from mcsgconf.models.document import Document
    from mcsgconf.settings.nearest import NearestSettings

_OF_NODES = COMPANION_KINDS | SHELL_KINDS | {Kind.GROUP_LISTING}
"""What is taken from nodes; a package or a cluster, wherever its file comes from, is of all of them."""


class Members(NamedTuple):
    """The files of one cluster: the folder that it begins in, its documents, and links to some of them by their paths."""

    folder: PurePath
    documents: tuple[Document, ...]
    links: Mapping[str, Document]


class Beyond(NamedTuple):
    """What a part of a site knows of the rest: the folders of all clusters, and documents that it may refer to."""

    folders: tuple[PurePath, ...] = ()
    guests: tuple[Document, ...] = ()


class Part(NamedTuple):
    """What can be judged by itself: the documents of one cluster folder, or (None) those of no cluster.

    `links` may be spoken of there. `mapped` are the folders, with a `/` behind them, that the layout gives for paths on
    the nodes.
    """

    folder: PurePath | None
    documents: tuple[Document, ...]
    links: dict[str, str]
    beyond: Beyond
    mapped: tuple[str, ...]

    def is_mapped(self, name: str) -> bool:
        """Tell whether a file lies where the layout may look for it."""
        return bool(self.mapped) and os.path.abspath(name).startswith(self.mapped)  # noqa: PTH100 - names, many of them


class Placing:
    """The places of a site's documents.

    A file belongs to the cluster file in the nearest folder upwards; where one folder holds several, to each. Where the
    layout says in which folders clusters begin, the cluster files below count as if they stood there; what it says to be
    of a node belongs to the clusters that have the node. Backups of a cluster file make no cluster.
    """

    def __init__(
        self, documents: tuple[Document, ...], links: Mapping[str, str], settings: NearestSettings, beyond: Beyond
    ) -> None:
        self._documents = documents
        self._beyond = beyond
        self._link_names = links
        self._layout = SiteLayout(settings)

    @cached_property
    def folders(self) -> tuple[PurePath, ...]:
        """The folders in which clusters begin, in the order of their files; no file is parsed to tell them."""
        paths = (path_of(document.name) for document in self._documents if document.kind is Kind.CLUSTER)
        return tuple(dict.fromkeys(map(self._begin, paths)))

    @cached_property
    def heads(self) -> dict[PurePath, list[Document]]:
        """The cluster files by the folder that they speak for, in the order of their paths."""
        heads: dict[PurePath, list[Document]] = {}
        cluster_files = [document for document in self._documents if document.kind is Kind.CLUSTER]
        for document in originals(cluster_files, lambda document: path_of(document.name)):
            heads.setdefault(self._begin(path_of(document.name)), []).append(document)
        return heads

    def members(self, folder: PurePath | None) -> Members:
        """Return what belongs to the cluster that begins in a folder; None: what belongs to no cluster."""
        documents = self._by_folder.get(folder, [])
        return Members(folder or PurePath(), tuple(documents), self._links_by_folder.get(folder, {}))

    @cached_property
    def _all_folders(self) -> frozenset[PurePath]:
        return frozenset(self._beyond.folders or self.folders)

    def parts(self) -> Iterator[Part]:
        """Yield the parts of the site: those of the cluster folders in their order, then what belongs to no cluster.

        A document that belongs elsewhere but is known in a part by another name, through a link or by a path on the nodes
        that the layout maps, is a guest there.
        """
        for folder in (*self.folders, None):
            documents, links = self._by_folder.get(folder, ()), self._links_by_folder.get(folder, {})
            if documents:
                mapped = self._mapped_folders(documents, folder)
                part = Part(folder, tuple(documents), {}, Beyond(self.folders), mapped)
                known = (
                    links | {name: one for name, one in self._scripts() if part.is_mapped(name)} if mapped else links
                )
                own = set(documents)
                guests = tuple(dict.fromkeys(one for one in known.values() if one not in own))
                named = {name: one.name for name, one in known.items() if name in self._link_names}
                yield part._replace(links=named, beyond=Beyond(self.folders, guests))

    @cached_property
    def nodes_of_captures(self) -> dict[str, str]:
        """The nodes of the files that stand, by the layout, where what is of a node stands; by the files' names."""
        if not any(self._layout.has_captures(document.name) for document in self._documents):
            return {}
        nodes = dict.fromkeys(node for documents in self.heads.values() for node in nodes_of(documents[0]))
        placed = ((d.name, self._layout.node_of(d.name, nodes)) for d in self._documents if d.kind in _OF_NODES)
        return {name: node for name, node in placed if node is not None}

    def mapped_script(self, reference: str, named_by: Document, cluster: PurePath | None) -> Document | None:
        """Return the script that the layout gives for a path on the nodes, if it is there.

        Args:
            reference: the path on the nodes.
            named_by: the document that speaks of it.
            cluster: the folder of its cluster, if it has one.
        """
        path = self._layout.mapped(reference, named_by.name, cluster)
        return None if path is None else self._scripts_by_path.get(path)

    @cached_property
    def _by_folder(self) -> dict[PurePath | None, list[Document]]:
        found: dict[PurePath | None, list[Document]] = {}
        nodes = self._nodes_by_folder if self.nodes_of_captures else {}
        for document in self._documents:
            home = self.home(document.name)
            node = self.nodes_of_captures.get(document.name)
            owners: list[PurePath | None] = [folder for folder in nodes if node in nodes[folder]]
            for folder in [home] if home in owners or not owners else owners:
                found.setdefault(folder, []).append(document)
        return found

    @property
    def _nodes_by_folder(self) -> dict[PurePath, tuple[str, ...]]:
        return {folder: nodes_of(documents[0]) for folder, documents in self.heads.items()}

    @cached_property
    def _links_by_folder(self) -> dict[PurePath | None, dict[str, Document]]:
        found: dict[PurePath | None, dict[str, Document]] = {}
        for link, document in self._links((*self._documents, *self._beyond.guests)):
            found.setdefault(self.home(link), {})[link] = document
        return found

    @cached_property
    def _scripts_by_path(self) -> dict[str, Document]:
        return {os.path.abspath(name): document for name, document in self._scripts()}  # noqa: PTH100 - names, many of them

    def _scripts(self) -> list[tuple[str, Document]]:
        """Return the scripts by their names and by those of links to them."""
        known = (*self._documents, *self._beyond.guests)
        scripts = [document for document in known if document.kind in SHELL_KINDS]
        return [*self._links(scripts), *((document.name, document) for document in scripts)]

    def _mapped_folders(self, documents: Iterable[Document], folder: PurePath | None) -> tuple[str, ...]:
        return tuple({base + os.sep for one in documents for base in self._layout.mapped_folders(one.name, folder)})

    def _links(self, documents: Iterable[Document]) -> list[tuple[str, Document]]:
        by_name = {document.name: document for document in documents}
        return [(link, by_name[name]) for link, name in self._link_names.items() if name in by_name]

    def _begin(self, cluster_file: PurePath) -> PurePath:
        return self._layout.begin(cluster_file) or cluster_file.parent

    def home(self, name: str) -> PurePath | None:
        """Return the folder of the cluster that a file belongs to by where it lies."""
        path = path_of(name)
        nearest = _nearest(path, self._all_folders)
        begin = self._layout.begin(path)
        return nearest if begin is None or (nearest is not None and is_below(nearest, begin)) else None


def path_of(name: str) -> PurePath:
    """Return the path that a document's name is, without needless parts."""
    return PurePath(os.path.normpath(name))


def is_below(path: PurePath, folder: PurePath) -> bool:
    """Tell whether a path is a folder, or lies below it; `.` is no folder above `../a`, though it looks like one."""
    return path.is_relative_to(folder) and (bool(folder.parts) or path.parts[:1] != ("..",))


def nodes_of(cluster: Document) -> tuple[str, ...]:
    """Return the names of the nodes that a cluster file lists, in its order."""
    names = [block.opener.bare for block in cluster.blocks.named("node") if block.opener is not None]
    return tuple(dict.fromkeys(name for name in names if name and name != "*"))


def _nearest(path: PurePath, folders: Collection[PurePath]) -> PurePath | None:
    """Return the nearest folder above `path` that is one of `folders`."""
    return next((folder for folder in path.parents if folder in folders and is_below(path, folder)), None)
