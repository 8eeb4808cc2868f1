"""A cluster with all that belongs to it: its packages, the scripts they name and run, captures and files of its nodes.

A repository holds what lies under `/etc/cmcluster` on the nodes, in folders of its own. This module knows how the paths
that files speak of are found among the files at hand; it reads documents and views of them, and judges nothing.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.models.kind import SHELL_KINDS, Kind
from mcsgconf.models.views import package_view
from mcsgconf.placing import Members, Placing, is_below, nodes_of, path_of
from mcsgconf.versions import originals, without_set_aside
from mcsgconf.whereabouts import has_name_on_nodes, holds_name, is_on_nodes, parts_on_nodes

if TYPE_CHECKING:
    from mcsgconf.catalogue import Target
    from mcsgconf.models.document import Document
    from mcsgconf.models.group_files import GroupFile
    from mcsgconf.models.package import Package, Service

PACKAGE_KINDS = frozenset({Kind.LEGACY_PACKAGE, Kind.MODULAR_PACKAGE})


class Capture(NamedTuple):
    """The group files that one document speaks of: a listing, or a shell file with `mknod` lines.

    `node` is the node it is of, None where that cannot be told.
    """

    document: Document
    node: str | None
    group_files: tuple[GroupFile, ...]

    @property
    def is_listing(self) -> bool:
        """Whether the document shows what is on the node, and not what is to be made there."""
        return self.document.kind is Kind.GROUP_LISTING


class Companion(NamedTuple):
    """A file of the system that stands beside a configuration; `node` is the node it is of, None: all of them."""

    document: Document
    node: str | None


class PackageSite:
    """A package file with the scripts it names, as far as they are among the files at hand."""

    def __init__(self, document: Document, cluster: ClusterSite) -> None:
        self.document = document
        self._cluster = cluster

    def __repr__(self) -> str:
        return f"<PackageSite {self.document.name!r}>"

    @cached_property
    def run_scripts(self) -> tuple[Document, ...]:
        """The documents that RUN_SCRIPT names: none, one, or one a node where each node has its own copy."""
        return self._named("RUN_SCRIPT")

    @cached_property
    def halt_scripts(self) -> tuple[Document, ...]:
        """The documents that HALT_SCRIPT names; mostly the same as `run_scripts`."""
        return self._named("HALT_SCRIPT")

    @cached_property
    def package(self) -> Package:
        """The view of the package; a legacy one's services and storage come from its first run script."""
        return package_view(self.document, self.run_scripts[0] if self.run_scripts else None)

    @cached_property
    def service_scripts(self) -> tuple[tuple[Service, Document], ...]:
        """The services whose command runs a script that is among the files, each with that script's documents."""
        from mcsgconf.models.service_command import script_of  # noqa: PLC0415 - for start-up: a package alone needs none

        return tuple(
            (service, script)
            for service in self.package.services
            if service.cmd is not None and (path := script_of(service.cmd)) is not None
            for script in self._find(path)
        )

    @cached_property
    def external_scripts(self) -> tuple[Document, ...]:
        """The documents that the external scripts of a modular package name."""
        return tuple(script for reference in self.package.external_scripts for script in self._find(reference.value))

    def _named(self, parameter: str) -> tuple[Document, ...]:
        if self.document.kind is not Kind.LEGACY_PACKAGE:
            return ()
        setting = self.document.blocks.first(parameter)
        return self._find(setting.bare) if setting is not None else ()

    def _find(self, reference: str) -> tuple[Document, ...]:
        return self._cluster.find_script(reference, self.document)


class PassedOver(NamedTuple):
    """A file that is there, but of no kind that mcsgconf reads; `target` is what it would be meant for.

    One that may be a script is one as soon as a package names it: see `named_scripts`.
    """

    name: str
    target: Target | None = None
    may_be_script: bool = False


class Surroundings(NamedTuple):
    """How much of a configuration is at hand.

    `is_whole` is False where somebody picked files: then nothing follows from a file's absence. `passed_over` are the
    files of no known kind, `excluded` the paths of what settings exclude: a cluster below whose folder there is any is
    not whole. `others` are, of a cluster, further cluster files in its folder: versions of it, or clusters whose packages
    lie in one heap.
    """

    is_whole: bool = True
    passed_over: tuple[PassedOver, ...] = ()
    excluded: tuple[str, ...] = ()
    others: tuple[Document, ...] = ()

    def has_passed_over(self, file_name: str) -> bool:
        """Tell whether a file of this name is there, but of no known kind."""
        return any(path_of(one.name).name == file_name for one in self.passed_over)


class ClusterSite:
    """A cluster file and what belongs to it: everything below its folder that no nearer cluster file claims.

    `cluster` is None for the files of a site above which no cluster file stands. Those may come from anywhere: what
    holds between the packages of one cluster need not hold between them. `surroundings` says what else is at hand.
    """

    def __init__(
        self,
        cluster: Document | None,
        members: Members,
        surroundings: Surroundings,
        placing: Placing,
    ) -> None:
        self.cluster = cluster
        self.surroundings = surroundings
        self.folder = members.folder
        self.documents = members.documents
        self._links = members.links
        self._placing = placing

    def __repr__(self) -> str:
        return f"<ClusterSite {self.cluster.name if self.cluster else None!r}, {len(self.documents)} documents>"

    @cached_property
    def packages(self) -> tuple[PackageSite, ...]:
        """The packages in the order of their files; of several versions of one file, the first.

        Versions are the copies that each node has below a folder of its own name, and backups (see `versions`): files
        such as `pkg1.conf.old`, or in a folder such as `old`, that name the same package.
        """
        documents = [document for document in self.documents if document.kind in PACKAGE_KINDS]
        kept = without_set_aside(originals(documents, self._place_on_nodes), self._folders_between)
        return tuple(PackageSite(document, self) for document in kept)

    @cached_property
    def node_names(self) -> tuple[str, ...]:
        """The names of the cluster's nodes in its order; without a cluster file, those that the packages name."""
        if self.cluster is not None:
            return nodes_of(self.cluster)
        names = [node.value for package in self.packages for node in package.package.nodes]
        return tuple(dict.fromkeys(name for name in names if name and name != "*"))

    @cached_property
    def captures(self) -> tuple[Capture, ...]:
        """The group files known from listings and `mknod` lines, a capture a document.

        A document is of the node that the layout of the settings gives it, else of the one whose name a folder above it
        has (the nearest counts), else of the one whose name its
        own name is, begins with, ends in, or holds between dots, dashes and underscores (`alpha.txt`, `ll-alpha.out`).
        A listing that names no node of the cluster is of a node called as the file without its ending; a shell file
        that names none may be meant for any node.
        """
        captures = (Capture(d, self._node_of(d), _group_files(d)) for d in self.documents)
        return tuple(capture for capture in captures if capture.group_files)

    def companions(self, *kinds: Kind) -> tuple[Companion, ...]:
        """Return the files of some kinds that are known to be of this cluster's nodes.

        Those are of the node that is told as for `captures`, or of all nodes: a file with the name it has on the
        nodes (or of a kind that is of the whole cluster), in the cluster's folder or in one that is called as on the
        nodes (`etc`, `cmcluster`). A file that may be of another machine is left out.
        """
        found = [Companion(document, self._node_of(document)) for document in self.documents if document.kind in kinds]
        return tuple(one for one in found if one.node in self.node_names or self._is_of_all(one.document))

    def copies_of(self, script: Document) -> dict[str, Document]:
        """Return the copies of a script that nodes have below a folder of their own name, by node.

        A script that is one of them is among them. Of one that stands elsewhere, those are copies whose paths end in
        its own below the cluster's folder, of which a folder has to be a part.
        """
        if self._own_node(script) is not None:
            return self._copies.get(self._place_on_nodes(script), {})
        below = path_of(script.name).parts[len(self.folder.parts) :]
        places = self._places_of_copies.get(below[-1], ()) if len(below) > 1 else ()
        found = [self._copies[place] for place in places if place.parts[-len(below) :] == below]
        return found[0] if len(found) == 1 else {}

    def find_script(self, reference: str, named_by: Document) -> tuple[Document, ...]:
        """Return the scripts that a path on the nodes stands for among the files at hand.

        Args:
            reference: a path such as `/etc/cmcluster/pkg1/pkg1.cntl`, or one that begins with `$SGCONF`.
            named_by: the document that speaks of it.

        The file that the layout of the settings gives for the path is meant, if it is there. Else the longest tail of
        the path that a file below the cluster's folder has decides; the bare name of a file counts
        only in that folder itself and beside `named_by`. Of several, the one beside `named_by` is meant, else the one
        that has nothing between the folder and the tail; else all are (each node's own copy). What was copied from the
        nodes, below folders of their names, counts where the repository has no file of its own for the path.
        """
        wanted = parts_on_nodes(reference)
        if wanted is None:
            return ()
        mapped = self._placing.mapped_script(reference, named_by, self.folder if self.cluster is not None else None)
        if mapped is not None:
            return (mapped,)
        beside = path_of(named_by.name).parent
        tails = [(self._tail(path, wanted, beside), path, doc) for path, doc in self._scripts.get(wanted[-1], ())]
        if self._own_node(named_by) is None:
            own = [row for row in tails if row[0] > 1 and self._own_node(row[2]) is None]
            tails = own or tails
        longest = max((tail for tail, _, _ in tails), default=0)
        found = [(path, document) for tail, path, document in tails if longest and tail == longest]
        near = [document for path, document in found if path.parent == beside]
        anchored = [document for path, document in found if len(path.parts) == len(self.folder.parts) + longest]
        return tuple(dict.fromkeys(near or anchored or [document for _, document in found]))

    def _place_on_nodes(self, document: Document) -> PurePath:
        """Return the path of a document, the folders left out that are called as a node."""
        path = path_of(document.name)
        node = self._placing.nodes_of_captures.get(document.name)
        if node is None and not {*path.parts[:-1]} & self._nodes_of_cluster:
            return path
        folders = (part for part in path.parts[:-1] if part not in self._nodes_of_cluster)
        return PurePath(*(part for part in folders if node is None or not holds_name(part, node)), path.name)

    def _folders_between(self, document: Document) -> tuple[str, ...]:
        """Return the names of the folders between the cluster's and a document; none where that lies elsewhere."""
        path = path_of(document.name)
        return path.parts[len(self.folder.parts) : -1] if self._holds(path) else ()

    def _holds(self, path: PurePath) -> bool:
        """Tell whether a file lies below the cluster's folder; what is of no cluster lies anywhere."""
        return self.cluster is None or is_below(path, self.folder)

    def _own_node(self, document: Document) -> str | None:
        """Return the node below whose folder a document stands; None where it stands below none, or several."""
        placed = self._placing.nodes_of_captures.get(document.name)
        if placed is not None:
            return placed
        nodes = {folder for folder in self._folders_between(document) if folder in self._nodes_of_cluster}
        return nodes.pop() if len(nodes) == 1 else None

    def _is_of_all(self, document: Document) -> bool:
        named = document.kind is Kind.STATUS or has_name_on_nodes(path_of(document.name).name)
        return named and all(map(is_on_nodes, self._folders_between(document)))

    @cached_property
    def _copies(self) -> dict[PurePath, dict[str, Document]]:
        copies: dict[PurePath, dict[str, Document]] = {}
        for document in self.documents:
            node = self._own_node(document) if document.kind in SHELL_KINDS else None
            if node is not None:
                copies.setdefault(self._place_on_nodes(document), {}).setdefault(node, document)
        return copies

    @cached_property
    def _places_of_copies(self) -> dict[str, list[PurePath]]:
        """The places of copies by the name of the file."""
        places: dict[str, list[PurePath]] = {}
        for place in self._copies:
            places.setdefault(place.name, []).append(place)
        return places

    @cached_property
    def _nodes_of_cluster(self) -> frozenset[str]:
        return frozenset(self.node_names) if self.cluster is not None else frozenset()

    @cached_property
    def _scripts(self) -> dict[str, list[tuple[PurePath, Document]]]:
        """The shell files by name, each with its path; links to one count as well."""
        scripts: dict[str, list[tuple[PurePath, Document]]] = {}
        named = [(document.name, document) for document in self.documents]
        for name, document in [*named, *self._links.items()]:
            path = path_of(name)
            if document.kind in SHELL_KINDS and self._holds(path):
                scripts.setdefault(path.name, []).append((path, document))
        return scripts

    def _tail(self, path: PurePath, wanted: tuple[str, ...], beside: PurePath) -> int:
        """Return how many parts at the end of `path` are those of `wanted`; 0 where that is too little to count."""
        below = path.parts[len(self.folder.parts) :]
        length = 0
        while length < min(len(below), len(wanted)) and below[-1 - length] == wanted[-1 - length]:
            length += 1
        return length if length > 1 or path.parent in {beside, self.folder} else 0

    def _node_of(self, document: Document) -> str | None:
        placed = self._placing.nodes_of_captures.get(document.name)
        if placed is not None:
            return placed
        path = path_of(document.name)
        names = self.node_names
        for folder in reversed(self._folders_between(document)):
            if folder in names:
                return folder
        called = [name for name in names if holds_name(path.name, name)]
        longest = [name for name in called if not any(name != other and name in other for other in called)]
        if len(longest) == 1:
            return longest[0]
        return path.stem if document.kind is Kind.GROUP_LISTING and not called else None


def _group_files(document: Document) -> tuple[GroupFile, ...]:
    text = document.source.text
    if document.kind is not Kind.GROUP_LISTING and not (document.kind in SHELL_KINDS and "mknod" in text):
        return ()
    from mcsgconf.models.group_files import listed_group_files, made_group_files  # noqa: PLC0415 - for start-up

    if document.kind is Kind.GROUP_LISTING:
        return tuple(listed_group_files(text))
    return tuple(made_group_files(document.tree, text))
