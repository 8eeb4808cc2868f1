"""What a configuration says: as an administrator would sketch it, or as the typed models in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.models.cluster import Cluster
from mcsgconf.models.homes import fields_of
from mcsgconf.models.kind import Kind
from mcsgconf.models.located import Located
from mcsgconf.report.cluster_sketch import cluster_sketch, volume_groups_sketch
from mcsgconf.report.json_text import json_text
from mcsgconf.report.package_sketch import package_sketch, packages_sketch, script_sketch
from mcsgconf.report.paths import slashed
from mcsgconf.report.sketch import Facts, listed, plain, said, table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcsgconf.models.document import Document
    from mcsgconf.site import ClusterSite, Site

_SKETCHED = frozenset({Kind.CLUSTER, Kind.LEGACY_PACKAGE, Kind.MODULAR_PACKAGE, Kind.CONTROL_SCRIPT})
"""The kinds of file that a sketch of a cluster is made of."""

WIDTH = 120
"""Columns a sketch takes at most where the terminal does not say."""


def show_json(documents: Iterable[Document]) -> str:
    """Return a JSON list of objects `{path, kind, model}`; values are plain, durations in seconds. Ends in a newline."""
    rows = []
    for document in documents:
        model = document.model
        rows.append(
            {
                "path": slashed(document.name),
                "kind": document.kind.value,
                "model": None if model is None else model.model_dump(mode="json"),
            }
        )
    return json_text(rows)


def show_text(site: Site, width: int = WIDTH) -> str:
    """Return the sketch of every cluster of a site, and of what belongs to none; of a single file, what it says."""
    pieces = [piece for cluster in site.clusters for piece in _cluster(cluster, width) if piece]
    match site.documents:
        case [document] if document.kind is Kind.SHELL:
            pieces.insert(0, _file(document, width))
        case [document] if document.kind not in _SKETCHED:
            pieces = [_file(document, width)]
        case documents if not pieces:
            pieces = [_file(document, width) for document in documents]
    return "\n".join(pieces)


def _cluster(site: ClusterSite, width: int) -> Iterable[str]:
    """Yield the sketch of a cluster, piece by piece; blank lines part them."""
    model = None if site.cluster is None else site.cluster.model
    cluster = model if isinstance(model, Cluster) else None
    if cluster is not None and site.cluster is not None:
        yield cluster_sketch(cluster, site.cluster.name, width)
    yield packages_sketch(site.packages, site.node_names, width)
    for package in site.packages:
        yield package_sketch(package, width)
    named = {script.name for package in site.packages for script in (*package.run_scripts, *package.halt_scripts)}
    for document in site.documents:
        if document.kind is Kind.CONTROL_SCRIPT and document.name not in named:
            yield script_sketch(document, width)
    yield volume_groups_sketch(cluster, site.packages, site.captures, width)


def _file(document: Document, width: int) -> str:
    """Return what a file says that is no part of a cluster or package: a script, a file of the system, a capture."""
    kind = "shell script" if document.kind is Kind.SHELL else document.kind.value.replace("-", " ")
    title = f"{kind.capitalize()}  {plain(document.name)}\n"
    if document.kind is Kind.SHELL:
        functions = listed(said(function.name) for function in document.script.functions)
        return title + Facts.of(("functions", [functions])).text(width)
    facts = []
    tables = []
    for name, value in fields_of(document.model):
        if isinstance(value, tuple):
            tables.append(_entries(name, value, width))
        elif isinstance(value, Located):
            facts.append((name.replace("_", " "), [said(value)]))
    return title + Facts.of(*facts).text(width) + "".join(f"\n{text}" for text in tables if text)


def _entries(name: str, entries: tuple[object, ...], width: int) -> str:
    """Return the entries of a list as a table, a column for each of their fields."""
    if all(isinstance(entry, Located) for entry in entries):
        return table(
            [name.replace("_", " ")], [[said(entry)] for entry in entries if isinstance(entry, Located)], width
        )
    fields = [field for field, _ in fields_of(entries[0])] if entries else []
    rows = [[_cell(value) for _, value in fields_of(entry)] for entry in entries]
    return table([field.replace("_", " ") for field in fields], rows, width)


def _cell(value: object) -> str:
    match value:
        case Located(value=int(), text=text) if text:
            return plain(text)  # 0x010000 is how a minor number is known
        case Located():
            return said(value)
        case bool():
            return "yes" if value else "no"
        case str():
            return plain(value)
        case tuple():
            return listed(said(inner) for inner in value if isinstance(inner, Located))
        case _:
            return ""
