"""Files that are shell scripts because a package names them as such, though nothing in them says so.

A script needs no `#!`, and its name no ending. What a package runs, or hands to a shell, is read as a script of the
shell all the same; any other file without a telltale is left alone.
"""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from mcsgconf.errors import UnreadableInput
from mcsgconf.models.document import Document, parse
from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcsgconf.catalogue import Target
    from mcsgconf.site import ClusterSite, Site

_ROUNDS = 3
"""A control script names the scripts of services, and has to be found first; no third file is named by those."""


def with_named_scripts(site: Site, passed_over: Iterable[str], target: Target | None) -> Site:
    """Return the site with those of the files of no known kind that its packages name as scripts.

    Args:
        site: what is known.
        passed_over: the paths of the files that lie beside and were of no known kind.
        target: what the files are meant for, where the user says it.
    """
    left = {path: PurePath(path).name for path in passed_over}
    for _ in range(_ROUNDS):
        names = {PurePath(path).name for path, _, _ in _references(site)} if left else set()
        candidates = [path for path, name in left.items() if name in names]
        read = [
            document
            for path in candidates
            if (document := _script(path, target or site.settings.target_of(path))) is not None
        ]
        if not read:
            break
        for path in candidates:
            del left[path]
        tried = site.with_more(read)
        meant = {script.name for path, by, cluster in _references(tried) for script in cluster.find_script(path, by)}
        named = [document for document in read if document.name in meant]
        if not named:
            break
        site = site.with_more(named)
    return site


def _references(site: Site) -> Iterator[tuple[str, Document, ClusterSite]]:
    """Yield the paths on the nodes that packages and their control scripts run, each with who says so."""
    from mcsgconf.models.service_command import script_of  # noqa: PLC0415 - for start-up: most files have no service

    for cluster in site.clusters:
        packages = [(site.document, site.package) for site in cluster.packages]
        alone = [document for document in cluster.documents if document.kind is Kind.CONTROL_SCRIPT]
        packages += [(document, document.package_view) for document in alone]
        for document, package in packages:
            for placed in (package.run_script, package.halt_script, *package.external_scripts):
                if placed is not None:
                    yield placed.value, document, cluster
            for service in package.services:
                path = script_of(service.cmd) if service.cmd is not None else None
                if path is not None:
                    yield path, document, cluster


def _script(path: str, target: Target | None) -> Document | None:
    """Return a file as a script of the shell; None for one that is empty, binary, or made for another program."""
    try:
        document = parse(Path(path), target=target)
    except UnreadableInput:
        return None
    text = document.source.text
    if document.kind is not Kind.UNKNOWN or not text.strip() or "\0" in text or text.startswith("#!"):
        return None
    return Document(document.source, Kind.SHELL, document.given_target, executable=document.executable)
