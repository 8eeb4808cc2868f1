"""What no two packages of a cluster may share: name, service names, priority, script and log; and how many there may be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.lint.finding import Fix, Note, Problem, Severity
from mcsgconf.lint.line_edits import with_value
from mcsgconf.lint.lines import lines
from mcsgconf.lint.meant import meant
from mcsgconf.lint.placeholders import is_placeholder
from mcsgconf.lint.registry import check_cluster
from mcsgconf.lint.whole_cluster import PACKAGES_OF_A_CLUSTER, called, name_of, packages_together, sure_cluster
from mcsgconf.lint.wording import cut, listed, shown
from mcsgconf.models.blocks import QUOTES
from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document
    from mcsgconf.models.package import Package, Placed
    from mcsgconf.site import ClusterSite

_MOST_PACKAGES = "MAX_CONFIGURED_PACKAGES"
_ROOM = 5
_SHARED = {
    "RUN_SCRIPT": "control script",
    "SCRIPT_LOG_FILE": "log file",
    "script_log_file": "log file",
}
_NAMED_SHOWN = 3
_FOLDER_OF_ALL = re.compile(r"\A\$\{?(SGCONF|SGRUN)\}?(?=/)")
"""Variables of Serviceguard that stand for one folder, whatever the package."""


@check_cluster("MC502", needs=PACKAGES_OF_A_CLUSTER)
def service_names(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the service names of a package that an earlier package has, too."""
    first: dict[str, tuple[Package, Placed[str]]] = {}
    for site in packages_together(cluster):
        package = site.package
        for service in package.services:
            declared = service.declared
            name = declared.value.strip(QUOTES) if declared is not None else ""
            if declared is None or not name or _is_template(package.document, "SERVICE_NAME", name):
                continue
            owner, place = first.setdefault(name, (package, declared))
            if owner.document is package.document or name_of(owner) == name_of(package):
                continue
            yield Problem(
                declared.span,
                f"the service name {shown(name)} is taken by {called(owner)} ({owner.document.name}): names of services "
                "count in the whole cluster, and the second package is refused, or halts the service of the first. Begin "
                "it with the name of its package",
                document=package.document,
                notes=(Note(f"taken by {called(owner)}", place.document, place.span),),
            )


def _is_template(document: Document, parameter: str, text: str) -> bool:
    known = catalogue.load(document.kind).lookup(parameter)
    return known is not None and is_placeholder(document.kind, known, text)


@check_cluster("MC503", needs=PACKAGES_OF_A_CLUSTER)
def package_names(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the package files that give their package the name of an earlier one."""
    first: dict[str, Placed[str]] = {}
    for site in packages_together(cluster):
        name = site.package.name
        if name is None or not name.value or _is_template(name.document, "PACKAGE_NAME", name.value):
            continue
        earlier = first.setdefault(name.value, name)
        if earlier is not name:
            yield Problem(
                name.span,
                f"{earlier.document.name} configures a package {shown(name.value)}, too: applying one of the two files "
                "overwrites the package of the other. Give this one a name of its own, or take the file away",
                document=site.document,
                severity=None if earlier.document.kind is name.document.kind else Severity.WARNING,
                notes=(Note("the other package of this name", earlier.document, earlier.span),),
            )


@check_cluster("MC505", needs=PACKAGES_OF_A_CLUSTER)
def too_many(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield a cluster file that allows fewer packages than there are package files for it."""
    document = sure_cluster(cluster)
    if document is None:
        return
    names = list(dict.fromkeys(name for site in cluster.packages if (name := name_of(site.package))))
    parameter = catalogue.load(Kind.CLUSTER).parameters[_MOST_PACKAGES]
    setting = document.blocks.first(_MOST_PACKAGES)
    most = _number(meant(setting)) if setting is not None else None
    if setting is None or most is None or len(names) <= most:
        return
    wanted = min(len(names) + _ROOM, int(parameter.limits(document.target).max or len(names)))
    some = [cut(name) for name in names[:_NAMED_SHOWN]]
    more = len(names) - len(some)
    yield Problem(
        setting.span,
        f"{_MOST_PACKAGES} {most} is too little for {len(names)} packages "
        f"({listed([*some, f'{more} more'] if more else some)}): cmapplyconf -P refuses the next one. "
        "Raise it, with some room",
        document=document,
        fix=Fix(f"allow {wanted}", (with_value(setting, str(wanted)),)) if wanted >= len(names) else None,
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


@check_cluster("MC520", needs=PACKAGES_OF_A_CLUSTER)
def priorities(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the priorities that an earlier package has, too."""
    first: dict[int, tuple[Package, Placed[int | str | None]]] = {}
    for site in packages_together(cluster):
        package, priority = site.package, site.package.priority
        if priority is None or not isinstance(priority.value, int):
            continue
        owner, place = first.setdefault(priority.value, (package, priority))
        if owner.document is not package.document and name_of(owner) != name_of(package):
            yield Problem(
                priority.span,
                f"{called(owner)} has the priority {priority.value}, too ({owner.document.name}): each number may be "
                "given once in a cluster, and cmcheckconf refuses the second. Number in steps of 20, to leave room",
                document=package.document,
                notes=(Note(f"that of {called(owner)}", place.document, place.span),),
            )


@check_cluster("MC525", needs=PACKAGES_OF_A_CLUSTER)
def scripts_and_logs(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield control scripts and log files that an earlier package names, too."""
    first: dict[tuple[str, str], tuple[Package, Setting]] = {}
    for site in packages_together(cluster):
        package = site.package
        for setting in lines(package.document).named(*_SHARED):
            path = _FOLDER_OF_ALL.sub(r"/\1", meant(setting))
            what = _SHARED[setting.key]
            if not path.startswith("/") or "$" in path:
                continue
            owner, place = first.setdefault((what, path), (package, setting))
            if owner.document is package.document or name_of(owner) == name_of(package):
                continue
            effect = (
                "their lines are mixed" if what == "log file" else "both packages start the same services and disks"
            )
            yield Problem(
                setting.value_span,
                f"{called(owner)} has the same {what} {cut(meant(setting))} ({owner.document.name}): {effect}, and nobody can tell "
                "from the log which of the two failed. Give each package a folder of its own",
                document=package.document,
                notes=(Note(f"that of {called(owner)}", owner.document, place.span),),
            )
