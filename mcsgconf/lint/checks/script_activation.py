"""How a package activates its volume groups: exclusively, with their quorum, and shared only where that is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.catalogue import Platform
from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.registry import check_cluster, check_document
from mcsgconf.lint.started import called, platform_of
from mcsgconf.lint.wording import shown
from mcsgconf.models.kind import Kind
from mcsgconf.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.models.package import Package, Placed
    from mcsgconf.site import ClusterSite

_MODE = re.compile(r"(?<!\S)-a[ \t]*+([a-z])\b")
_NO_QUORUM = re.compile(r"(?<!\S)-q[ \t]*+n\b")
_MULTI = frozenset({"MULTI_NODE", "SYSTEM_MULTI_NODE"})
_KINDS = frozenset({Kind.CONTROL_SCRIPT, Kind.MODULAR_PACKAGE})


@check_cluster("MC314", "MC316")
def mode(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield commands that activate in another mode than the package needs: not exclusively, or shared without cause."""
    seen: set[str] = set()
    for site in cluster.packages:
        package = site.package
        document = package.vgchange.document if package.vgchange is not None else None
        if document is not None and document.kind in _KINDS:
            seen.add(document.name)
            yield from _judged(package, document, cluster)
    for document in cluster.documents:
        if document.kind is Kind.CONTROL_SCRIPT and document.name not in seen:
            yield from _judged(document.package_view, document, cluster)


def _judged(package: Package, document: Document, cluster: ClusterSite) -> Iterator[Problem]:
    command = package.vgchange
    letter = _mode_of(command)
    if command is None or letter is None or not package.volume_groups:
        return
    told = platform_of(document) or (cluster.cluster.target.platform if cluster.cluster is not None else None)
    if told is not Platform.HP_UX:
        return
    kind = package.type.value if package.type is not None else None
    if letter == "s":
        yield from _shared(package, document, command)
    elif kind in _MULTI:
        yield Problem(
            command.span,
            f"{_called(document)} {shown(command.value or '')} lets one node at a time have the volume groups, but the "
            "package runs on several: all but the first fail to start. Use -a s, with groups that are marked as shared",
            document=document,
            code="MC316",
        )
    elif letter != "e":
        yield _not_exclusive(package, document, command, cluster)


def _mode_of(command: Placed[str | None] | None) -> str | None:
    """Return the letter behind -a of a vgchange command, None where there is none or the value is not known."""
    value = command.value if command is not None else None
    if value is None or "vgchange" not in value:
        return None
    found = _MODE.search(value)
    return found[1] if found is not None else ""


def _called(document: Document) -> str:
    return "VGCHANGE" if document.kind is Kind.CONTROL_SCRIPT else called("VGCHANGE", None)


def _not_exclusive(package: Package, document: Document, command: Placed[str | None], cluster: ClusterSite) -> Problem:
    nodes = len(cluster.node_names)
    joined = cluster.cluster is not None and package.name is not None
    severity = None if joined and nodes > 1 else Severity.INFO if joined else Severity.WARNING
    only = " (in a cluster of one node, as this one, it is what the manual says)" if joined and nodes == 1 else ""
    return Problem(
        command.span,
        f"{_called(document)} {shown(command.value or '')} does not activate exclusively: a second node can activate "
        f"the volume groups and mount the same disks, which destroys the data{only}. Use -a e",
        document=document,
        code="MC314",
        severity=severity,
        fix=_exclusive(package, command, cluster),
    )


def _exclusive(package: Package, command: Placed[str | None], cluster: ClusterSite) -> Fix | None:
    """Return the fix that writes -a e for -a y; safe where the cluster file has all groups of the package."""
    places = [match for match in _MODE.finditer(command.text) if match[1] == "y"]
    if len(places) != 1 or (command.value or "").count("-a") != 1:
        return None
    start = command.span.start + places[0].start(1)
    edit = Edit(start, start + 1, "e")
    aware = set(_cluster_groups(cluster))
    known = all(group.value in aware for group in package.volume_groups)
    return Fix("write -a e", (edit,), Applicability.SAFE if known else Applicability.UNSAFE)


def _cluster_groups(cluster: ClusterSite) -> Iterator[str]:
    from mcsgconf.models.convert import device_of_volume_group  # noqa: PLC0415 - only a wrong mode needs it

    if cluster.cluster is not None:
        for setting in cluster.cluster.blocks.every_setting():
            if setting.key == "VOLUME_GROUP":
                yield device_of_volume_group(setting.bare)


def _shared(package: Package, document: Document, command: Placed[str | None]) -> Iterator[Problem]:
    kind = package.type.value if package.type is not None else None
    mounted = next((fs.device for fs in package.file_systems if fs.device is not None and _is_lvm(fs.device)), None)
    if mounted is not None:
        yield Problem(
            command.span,
            f"{_called(document)} {shown(command.value or '')} activates the volume groups on several nodes at a time, "
            "and file systems are mounted from them: a second node that mounts one destroys it. Use -a e",
            document=document,
            code="MC316",
            notes=(Note("mounted from a shared group", mounted.document, mounted.span),),
        )
    elif package.name is not None and kind not in _MULTI and len(package.nodes) > 1:
        yield Problem(
            command.span,
            f"{_called(document)} {shown(command.value or '')} activates the volume groups on several nodes at a time, "
            "but this package runs on one and moves to others: nothing keeps two of them apart. Use -a e, unless the "
            "program itself locks its disks between nodes",
            document=document,
            code="MC316",
            severity=Severity.WARNING,
        )


def _is_lvm(device: Placed[str | None]) -> bool:
    value = device.value or ""
    return value.startswith("/dev/") and not value.startswith(("/dev/vx/", "/dev/dsk/", "/dev/disk/"))


@check_document("MC315")
def without_quorum(document: Document) -> Iterator[Problem]:
    """Yield commands that activate a volume group without half of its disks."""
    command = document.package_view.vgchange
    if command is not None and command.value is not None and _NO_QUORUM.search(command.value):
        yield Problem(
            command.span,
            f"{_called(document)} {shown(command.value)} activates a volume group even without half of its disks: it "
            "may come up with the older half of a mirror, and what was written since is lost. Leave -q n out unless the "
            "mirrors were laid out for it",
        )
