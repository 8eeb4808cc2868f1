"""Which packages of a folder adopt the nodes that a merge added, and what the linter says of it.

The merge floor knows how one package file gets a further node; here stands how packages are found by name, and that the
configuration is checked as a whole with them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcsgconf.errors import UsageError
from mcsgconf.lint import engine
from mcsgconf.lint.finding import Severity
from mcsgconf.lint.nearest import nearest
from mcsgconf.merge.adopt import adopt
from mcsgconf.merging import findings_beyond
from mcsgconf.models.document import Document
from mcsgconf.models.kind import Kind
from mcsgconf.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcsgconf.merge import MergeResult
    from mcsgconf.site import ClusterSite, Site


_FEW = 12
"""So many packages of a folder are listed where one was named that is not there."""


def with_adopted(result: MergeResult, site: Site, names: Sequence[str]) -> MergeResult:
    """Return a merge of cluster files with the packages that adopt the nodes it added.

    Args:
        result: the merge.
        site: the folder with the packages. Where two clusters in it have a package of one name, that of the merged
            cluster is meant.
        names: the names of the packages.

    Returns:
        The merge with its `adopted` filled in; findings that the packages bring are among its own.

    Raises:
        UsageError: the merge is not one of cluster files, or the folder has no package of a name, or several.
        UnmergeableInput: a package file cannot be changed.
    """
    if result.document.kind is not Kind.CLUSTER:
        raise UsageError(f"{result.document.name}: packages adopt the nodes of a cluster file; this is none")
    packages = _packages(site, _cluster_name(result.document))
    chosen = {name: _chosen(name, packages) for name in dict.fromkeys(names)}
    adopted = tuple(adopt(name, document, result.nodes.added) for name, document in chosen.items())
    changed = [adoption.document for adoption in adopted if adoption.is_changed]
    if not changed:
        return replace(result, adopted=adopted)
    joined = site.with_documents(_merged_cluster(site, result.document))
    brought = findings_beyond(engine.check(joined.with_documents(changed)), engine.check(joined))
    errors = tuple(finding for finding in brought if finding.severity is Severity.ERROR)
    return replace(
        result,
        adopted=adopted,
        findings=(*result.findings, *brought),
        new_errors=(*result.new_errors, *errors),
    )


def _packages(site: Site, cluster: str) -> dict[str, list[Document]]:
    """Return the package files by package; those of another cluster only where the named one has none of that name."""
    own: dict[str, list[Document]] = {}
    others: dict[str, list[Document]] = {}
    for part in site.clusters:
        found = own if cluster and _is_of(part, cluster) else others
        for package in part.packages:
            name = package.package.name
            files = found.setdefault(name.value if name is not None else "", [])
            if package.document not in files:
                files.append(package.document)
    return others | own


def _is_of(part: ClusterSite, cluster: str) -> bool:
    return part.cluster is not None and _cluster_name(part.cluster) == cluster


def _cluster_name(document: Document) -> str:
    name = document.blocks.first("CLUSTER_NAME")
    return name.bare if name is not None else ""


def _chosen(name: str, packages: dict[str, list[Document]]) -> Document:
    """Return the file of a package.

    Raises:
        UsageError: there is none, or there are several.
    """
    files = packages.get(name, []) if name else []
    if len(files) == 1:
        return files[0]
    if files:
        paths = " and ".join(document.name for document in files)
        raise UsageError(f"{name} is the name of {len(files)} packages, {paths}; name a folder that has one of them")
    known = sorted(name for name in packages if name)
    near = nearest(name, known)
    few = f"; it has {', '.join(known)}" if 0 < len(known) <= _FEW else ""
    raise UsageError(f"there is no package {name!r} in that folder" + (f"; did you mean {near[0]}?" if near else few))


def _merged_cluster(site: Site, merged: Document) -> list[Document]:
    """Return the cluster files of a site that are of the merged cluster, with the text of the merge."""
    return [
        Document(SourceText(merged.source.text, part.cluster.name), Kind.CLUSTER, part.cluster.given_target)
        for part in site.clusters
        if part.cluster is not None and _is_of(part, _cluster_name(merged))
    ]
