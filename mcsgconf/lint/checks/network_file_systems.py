"""File systems that come from another machine, or are shared with or mirrored to one: NFS, GFS, mirrors of XDC."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.catalogue import Platform
from mcsgconf.lint.finding import Note, Problem, Severity
from mcsgconf.lint.lines import lines
from mcsgconf.lint.meant import meant
from mcsgconf.lint.placeholders import is_placeholder
from mcsgconf.lint.registry import check_cluster, check_document
from mcsgconf.lint.started import called, platform_of
from mcsgconf.lint.whole_cluster import PACKAGES_OF_A_CLUSTER, sure_cluster, sure_packages
from mcsgconf.lint.wording import cut, shown
from mcsgconf.models import convert
from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import BlockTree, Setting
    from mcsgconf.models.document import Document
    from mcsgconf.site import ClusterSite

_NFS, _GFS = "nfs", "gfs"
_LOCAL_LOCKS = re.compile(r"(?<![\w-])llock(?![\w-])")
_BEHIND, _LOOKS = "xdc/xdc/rpo_target", "xdc/xdc/raid_monitor_interval"
_EXTENSION = "CONFIGURED_IO_TIMEOUT_EXTENSION"


@check_document("MC423")
def nfs(document: Document) -> Iterator[Problem]:
    """Yield file systems of an NFS server that are not described as such."""
    for block in document.blocks.named("filesystem"):
        server = _server(document, block)
        kind = block.first("fs_type")
        if server is None:
            continue
        if kind is None or meant(kind).lower() != _NFS:
            place = server if kind is None or not meant(kind) else kind
            has = f"is {shown(meant(kind))}" if kind is not None and meant(kind) else "is not given"
            yield Problem(
                place.span,
                f"{cut(server.name)} {cut(meant(server))} says that this file system comes from an NFS server, and fs_type "
                f"{has}: it has to be nfs, or the mount fails",
                notes=() if place is server else (Note("the server", document, server.span),),
            )
            continue
        options = block.first("fs_mount_opt")
        if platform_of(document) is Platform.HP_UX and not _LOCAL_LOCKS.search(meant(options) if options else ""):
            yield Problem(
                (options or server).span,
                "file systems of an NFS server are mounted with the option llock: locks that the server keeps are not "
                'supported, and stay there when the node fails. Write fs_mount_opt "-o llock"',
                severity=Severity.WARNING,
            )
        check = block.first("fs_fsck_opt")
        if check is not None and meant(check):
            yield Problem(
                check.span,
                "a file system of an NFS server is checked by the server: fs_fsck_opt is not used. Take it out",
                severity=Severity.WARNING,
                notes=(Note("the server", document, server.span),),
            )


@check_cluster("MC423", needs=PACKAGES_OF_A_CLUSTER)
def late_writes(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the first NFS file system of each package of a cluster that does not wait for writes on their way."""
    document = sure_cluster(cluster)
    if document is None or document.blocks.orphans:
        return
    given = document.blocks.first(_EXTENSION)
    if given is not None and meant(given).strip("0"):
        return
    for site in sure_packages(cluster):
        if site.document.kind is not Kind.MODULAR_PACKAGE:
            continue
        servers = (_server(site.document, block) for block in site.document.blocks.named("filesystem"))
        server = next(filter(None, servers), None)
        if server is not None:
            yield Problem(
                server.span,
                f"a package of the cluster mounts over NFS, and {document.name} does not set {_EXTENSION}: writes of a node "
                "that has failed may still be on their way when the package starts elsewhere, and destroy data. Set it to "
                "the largest sum of the delays of switches and routers between server and nodes",
                document=site.document,
                severity=Severity.WARNING,
                notes=(Note("the cluster file", document, (given or lines(document).all[0]).span),),
            )


def _server(document: Document, block: BlockTree) -> Setting | None:
    server = block.first("fs_server")
    if server is None or server.parameter is None or not meant(server):
        return None
    return None if is_placeholder(document.kind, server.parameter, meant(server)) else server


@check_document("MC424")
def gfs(document: Document) -> Iterator[Problem]:
    """Yield what a package with file systems of GFS may not have beside them."""
    view = document.package_view
    first = next((fs.type for fs in view.file_systems if fs.type is not None and _is_gfs(fs.type.value)), None)
    if first is None:
        return
    notes = (Note("a file system of GFS", document, first.span),)
    for fs in view.file_systems:
        place = fs.type or fs.device
        if place is not None and not (fs.type is not None and _is_gfs(fs.type.value)) and place.value is not None:
            yield Problem(
                place.span,
                "a package with file systems of GFS has no others: they are mounted on every node, and these must not be. "
                "Give them a package of their own",
                notes=notes,
            )
            break
    for group in view.volume_groups[:1]:
        yield Problem(
            group.span,
            f"{called('VG', 0) if document.kind is Kind.CONTROL_SCRIPT else 'vg'} in a package with file systems of GFS: "
            "GFS brings its own volume manager, which activates the groups on every node. Take the groups out",
            notes=notes,
        )


@check_document("MC425")
def mirror_times(document: Document) -> Iterator[Problem]:
    """Yield a mirror that may fall behind by less time than passes between two looks at it."""
    target = next(iter(lines(document).named(_BEHIND)), None)
    interval = next(iter(lines(document).named(_LOOKS)), None)
    if target is None or interval is None or target.parameter is None or interval.parameter is None:
        return
    behind = convert.integer(target.parameter, meant(target))
    between = convert.integer(interval.parameter, meant(interval))
    if behind is None or between is None or not 0 < behind <= between:
        return
    yield Problem(
        target.span,
        f"{cut(target.name)} {behind} is not more than the {between} s between two looks at the mirror: that it has fallen "
        "behind too far may be seen too late. Give more, or -1 to have it not looked at",
        severity=Severity.WARNING,
        notes=(Note("how often the mirror is looked at", document, interval.span),),
    )


def _is_gfs(kind: str | None) -> bool:
    return kind is not None and kind.lower() == _GFS
