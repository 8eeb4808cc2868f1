"""What a node activates by itself when it boots: its own volume groups, and none of the cluster's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.catalogue import Platform
from mcsgconf.lint.cluster_groups import ClusterGroups, cluster_groups
from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.registry import check_cluster
from mcsgconf.lint.script_edits import styled, with_word
from mcsgconf.lint.wording import cut, listed
from mcsgconf.models.companions.storage import (
    AUTO_ACTIVATE,
    CUSTOM,
    Activation,
    activations,
    lvm_settings,
    mounts,
    volume_group_of,
)
from mcsgconf.models.kind import Kind
from mcsgconf.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.models.script import Function
    from mcsgconf.site import ClusterSite, Companion
    from mcsgconf.text import Span

_ROOT = "/dev/vg00"
_PROTECTING = frozenset({"hosttags", "volume_list", "auto_activation_volume_list", "system_id_source", "use_lvmlockd"})


@check_cluster("MC710")
def all_at_boot(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the lvmrc of nodes that activate every volume group at boot."""
    groups = cluster_groups(cluster)
    if groups is None:
        return
    for companion in cluster.companions(Kind.LVMRC):
        document = companion.document
        auto = document.script.scalar(AUTO_ACTIVATE)
        if document.script.is_doubtful(AUTO_ACTIVATE) or (auto is not None and auto.value.value == "0"):
            continue
        any_group = [*groups.activated, *groups.listed]
        what = (
            f"{AUTO_ACTIVATE} is {cut(auto.value.text) or 'empty'}"
            if auto is not None
            else f"{AUTO_ACTIVATE} is not set"
        )
        example = f", such as {cut(any_group[0])}," if any_group else ""
        fix = None
        if auto is not None and _all_covered(companion, cluster, groups):
            fix = Fix("write 0", (with_word(auto, styled(auto.value.text, "0")),), Applicability.UNSAFE)
        yield Problem(
            auto.span if auto is not None else document.source.line_span(1),
            f"{what}: at boot {_where(companion)} activates all volume groups, those of packages{example} too, which another "
            f"node may have in use. Write 0, and name the node's own groups in {CUSTOM}",
            document=document,
            severity=None if any_group else Severity.WARNING,
            fix=fix,
        )


def _where(companion: Companion) -> str:
    return cut(companion.node) if companion.node is not None else "each node"


def _own_groups(
    companion: Companion, cluster: ClusterSite, groups: ClusterGroups
) -> dict[str, tuple[Document, Span, bool]]:
    """Return the groups of a node that are not the cluster's, with a place that shows it, and whether one is mounted."""
    found: dict[str, tuple[Document, Span, bool]] = {}
    for table in cluster.companions(Kind.FSTAB):
        if table.node == companion.node:
            for mount in mounts(table.document):
                group = volume_group_of(mount.device.value)
                if group is not None and mount.at_boot and not groups.has(group):
                    found.setdefault(group, (table.document, mount.span, True))
    for capture in cluster.captures:
        if capture.is_listing and capture.node == companion.node and capture.node is not None:
            for file in capture.group_files:
                if not groups.has(file.volume_group.value) and file.vgno != 0:
                    found.setdefault(file.volume_group.value, (capture.document, file.span, False))
    found.pop(_ROOT, None)
    return found


def _missing(companion: Companion, cluster: ClusterSite, groups: ClusterGroups) -> list[str] | None:
    """Return the node's own groups that its lvmrc does not activate by name; None where that cannot be told."""
    commands = [one for one in activations(companion.document) if one.activates]
    if not groups.complete or not cluster.surroundings.is_whole or any(not one.certain for one in commands):
        return None
    if any(one.is_of_all for one in commands):
        return []
    named = {group.value for one in commands for group in one.groups}
    return [group for group in _own_groups(companion, cluster, groups) if group not in named]


def _all_covered(companion: Companion, cluster: ClusterSite, groups: ClusterGroups) -> bool:
    known = any(capture.is_listing and capture.node == companion.node for capture in cluster.captures)
    return known and _missing(companion, cluster, groups) == []


@check_cluster("MC711")
def not_at_boot(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the volume groups of a node that nothing activates at boot."""
    groups = cluster_groups(cluster)
    if groups is None:
        return
    for companion in cluster.companions(Kind.LVMRC):
        document = companion.document
        auto = document.script.scalar(AUTO_ACTIVATE)
        if auto is None or auto.value.value != "0" or companion.node is None:
            continue
        own = _own_groups(companion, cluster, groups)
        function = document.script.function(CUSTOM)
        for group in _missing(companion, cluster, groups) or ():
            source, span, is_mounted = own[group]
            effect = (
                "its file systems are missing after the next boot" if is_mounted else "it is not there after a boot"
            )
            yield Problem(
                function.name.span if function is not None else auto.span,
                f"{cut(group)} of {_where(companion)} is no group of the cluster, and {CUSTOM} does not activate it: with "
                f"{AUTO_ACTIVATE}=0 {effect}. Add a line /sbin/vgchange -a y -s {cut(group)} if it is in use",
                document=document,
                severity=None if is_mounted else Severity.INFO,
                fix=_added(document, function, group),
                notes=(Note("it is known from here", source, span),),
            )


def _added(document: Document, function: Function | None, group: str) -> Fix | None:
    """Return the fix that activates a group above the return of the function, where that has a line of its own."""
    text = document.source.text
    for node in function.node.walk() if function is not None else ():
        if node.kind == "command" and text[node.start : node.end].split(None, 1)[0] == "return":
            line = document.source.full_lines(node.span)
            indent = text[line.start : node.start]
            if not indent.strip(" \t"):
                added = f"{indent}/sbin/vgchange -a y -s {group}{document.source.newline()}"
                return Fix(f"activate {group} at boot", (Edit(line.start, line.start, added),), Applicability.UNSAFE)
    return None


@check_cluster("MC712")
def of_the_cluster(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the commands of an lvmrc that activate or synchronise volume groups of the cluster."""
    groups = cluster_groups(cluster)
    if groups is None:
        return
    for companion in cluster.companions(Kind.LVMRC):
        commands = list(activations(companion.document))
        for command in commands:
            if command.program == "vgchange" and not command.activates:
                continue
            shared = [group for group in command.groups if groups.has(group.value)]
            if not shared and not (command.is_of_all and (groups.listed or groups.activated)):
                continue
            whose = groups.whose(shared[0].value) if shared else "its packages"
            names = listed([cut(group.value) for group in shared]) if shared else "every volume group"
            only = bool(shared) and len(shared) == len(command.groups) and command.certain
            yield Problem(
                command.span,
                f"{cut(command.program)} takes {names} when {_where(companion)} boots, and behind the back of the cluster, which keeps it "
                f"for {whose}: another node may have the disks in use. Leave the cluster's groups to the cluster",
                document=companion.document,
                fix=_out(companion.document, command, commands) if only else None,
            )


def _out(document: Document, command: Activation, commands: list[Activation]) -> Fix | None:
    """Return the fix that comments a command out, where it stands alone on its line and does not leave a function empty."""
    line = document.source.full_lines(command.span)
    text = document.source.text
    alone = text[line.start : line.end].strip() == text[command.span.start : command.span.end].strip()
    inside = [function for function in document.script.functions if _holds(function, command)]
    others = [other for other in commands if other is not command and inside and _holds(inside[0], other)]
    returns = any(
        node.kind == "command" and text[node.start : node.end].startswith(("return", ":", "echo"))
        for function in inside
        for node in function.node.walk()
    )
    if not alone or (inside and not (others or returns)):
        return None
    return Fix("comment the line out", (Edit(line.start, line.start, "# "),))


def _holds(function: Function, command: Activation) -> bool:
    return function.span.start <= command.span.start < function.span.end


@check_cluster("MC744")
def unprotected(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the lvm.conf of Linux nodes that do not keep LVM from activating what another node has."""
    told = cluster.cluster.target.platform if cluster.cluster is not None else None
    for companion in cluster.companions(Kind.LVM_CONF) if told is not Platform.HP_UX else ():
        settings = [one for one in lvm_settings(companion.document) if one.name.value in _PROTECTING]
        if any(one.value.value not in {"0", '"none"', "none"} for one in settings):
            continue
        place = settings[0].value.span if settings else companion.document.source.line_span(1)
        yield Problem(
            place,
            f"neither hosttags nor volume_list is set on {_where(companion)}: an operator, or the boot, can activate a volume "
            "group of a package that another node has mounted. Set tags { hosttags = 1 }, restrict volume_list to it, and "
            "let the packages add the tag",
            document=companion.document,
        )
