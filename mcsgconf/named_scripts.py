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
    from collections.abc import Iterator

    from mcsgconf.site import ClusterSite, PassedOver, Site

_ROUNDS = 3
"""A control script names the scripts of services, and has to be found first; no third file is named by those."""


def with_named_scripts(site: Site) -> Site:
    """Return the site with those of the files that were passed over that its packages name as scripts."""
    left = {one: PurePath(one.name).name for one in site.surroundings.passed_over if one.may_be_script}
    for _ in range(_ROUNDS):
        names = {PurePath(path).name for path, _, _ in _references(site)} if left else set()
        candidates = [one for one, name in left.items() if name in names]
        read = [document for one in candidates if (document := _script(one)) is not None]
        if not read:
            break
        for one in candidates:
            del left[one]
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


def _script(file: PassedOver) -> Document | None:
    """Return a file as a script of the shell; None for one that is empty, binary, or made for another program."""
    try:
        document = parse(Path(file.name), target=file.target)
    except UnreadableInput:
        return None
    text = document.source.text
    if document.kind is not Kind.UNKNOWN or not text.strip() or "\0" in text or text.startswith("#!"):
        return None
    return Document(document.source, Kind.SHELL, document.given_target, executable=document.executable)
