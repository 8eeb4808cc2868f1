"""The volume groups and logical volumes of a package: what is mounted has to be activated before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.line_edits import without_line
from mcsgconf.lint.paired_elements import halves
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.script_edits import (
    element,
    index_span,
    is_alone,
    line_below,
    named_element,
    renumbered,
    styled,
)
from mcsgconf.lint.started import assignment_of
from mcsgconf.lint.volumes import RAW_DEVICE, group_of
from mcsgconf.lint.wording import cut, shown
from mcsgconf.models.convert import device_of_volume_group
from mcsgconf.models.kind import Kind
from mcsgconf.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.models.package import Placed
    from mcsgconf.models.script import Assignment

_EFFECT = {"FS": "has no place to be mounted on", "LV": "has no volume to be mounted"}
_OPTIONS = ("FS_TYPE", "FS_MOUNT_OPT", "FS_UMOUNT_OPT", "FS_FSCK_OPT")
_GROUPS = ("VG", "CVM_DG", "VXVM_DG")
_MOST_GROUPS = 500
"""Where a package has more, its mistakes are left to people to mend."""
_BY_HAND = re.compile(r"\b(?:vgchange|vxdg|lvchange)\b")


@check_document("MC312")
def volume_and_mount_point(document: Document) -> Iterator[Problem]:
    """Yield volumes without mount point, the reverse, options of neither, and values that cannot be mounted."""
    script = document.script
    lvs, mounts = script.elements("LV"), script.elements("FS")
    for half in halves(document, "LV", "FS"):
        value = half.there.value
        effect = _EFFECT[half.missing]
        message = f"{element(half.there)} {shown(value.value or value.text)} {effect}: {half.what}, and the package does not start"
        yield Problem(half.span, message)
    for lv in lvs.values():
        yield from _device(lv)
    for fs in mounts.values():
        if fs.value.value and not fs.value.value.startswith("/"):
            message = f"{element(fs)} {shown(fs.value.value)} is no full path: the mount fails, and the package does not start"
            yield Problem(fs.value.span, message)
    if not (script.is_doubtful("LV") or script.is_doubtful("FS")):
        yield from _left_over(document, {*lvs, *mounts})


def _device(lv: Assignment) -> Iterator[Problem]:
    value = lv.value.value
    if not value or "=" in value or ":" in value:
        return  # nothing, a label of Linux, or a file system of another machine
    if RAW_DEVICE.match(value):
        yield Problem(
            lv.value.span,
            f"{element(lv)} {shown(value)} is a raw device: only the block device of a volume can be mounted, the one "
            "without the r",
        )
    elif not value.startswith("/"):
        yield Problem(
            lv.value.span,
            f"{element(lv)} {shown(value)} is no device file: expected the full path of a volume, such as "
            f"{shown(f'/dev/{value}')}",
        )


def _left_over(document: Document, indexes: set[int]) -> Iterator[Problem]:
    for name in _OPTIONS:
        for index, assignment in document.script.elements(name).items():
            if index not in indexes and assignment.value.value != "":
                yield Problem(
                    assignment.span,
                    f"{element(assignment)} belongs to no file system: there is no {named_element('LV', index)}. It was "
                    "left over, or has the wrong number",
                    severity=Severity.WARNING,
                )


@check_document("MC313")
def unlisted_group(document: Document) -> Iterator[Problem]:
    """Yield volumes that are mounted while their group is not among those that the script activates."""
    script = document.script
    if any(script.is_doubtful(name) for name in _GROUPS) or _activates_by_hand(document):
        return
    package = document.package_view
    listed = {group.value for group in package.volume_groups}
    disk_groups = {group.value for group in package.disk_groups}
    for lv in script.elements("LV").values():
        group = group_of(lv.value.value or "")
        if group is None or script.is_doubtful("LV"):
            continue
        name, is_disk_group = group
        if (name in disk_groups) if is_disk_group else (device_of_volume_group(name) in listed):
            continue
        array = "CVM_DG or VXVM_DG" if is_disk_group else "VG"
        yield Problem(
            lv.value.span,
            f"{element(lv)} {shown(lv.value.value or '')} is in {'disk' if is_disk_group else 'volume'} group {cut(name)}, "
            f"which is not in {array}: it is not activated, the mount fails, and the package does not start. Add the group, "
            "or correct the volume",
            fix=None if is_disk_group else _listed(document, name),
        )


def _activates_by_hand(document: Document) -> bool:
    """Tell whether a function of the script, or a command in it, activates groups by itself."""
    text = document.source.text
    return any(node.kind == "word" and _BY_HAND.search(text, node.start, node.end) for node in document.tree.walk())


def _listed(document: Document, name: str) -> Fix | None:
    """Return the fix that adds a volume group behind the last one."""
    groups = document.script.elements("VG")
    if not groups or len(groups) > _MOST_GROUPS or sorted(groups) != list(range(len(groups))):
        return None
    last = groups[len(groups) - 1]
    if index_span(document, last) is None:
        return None
    value = f"/dev/{name}" if (last.value.value or "").startswith("/dev/") else name
    line = f"{named_element('VG', len(groups))}={styled(last.value.text, value)}"
    return Fix(f"add {line}", (line_below(document, last, line),), Applicability.UNSAFE)


@check_document("MC330")
def repeated_group(document: Document) -> Iterator[Problem]:
    """Yield volume groups that are listed before, and disk groups of the name of a volume group."""
    package = document.package_view
    first: dict[str, Placed[str | None]] = {}
    for group in package.volume_groups:
        if group.value is None:
            continue
        earlier = first.setdefault(group.value, group)
        if earlier is not group:
            yield Problem(
                group.span,
                f"volume group {cut(group.value)} is listed before: it is activated and deactivated twice. Take one of "
                "the two out",
                severity=Severity.WARNING,
                fix=_without(document, group),
                notes=(Note("listed here before", document, earlier.span),),
            )
    for group in package.disk_groups:
        same = first.get(device_of_volume_group(group.value)) if group.value else None
        if same is not None:
            yield Problem(
                group.span,
                f"{cut(group.value or '')} is listed as a disk group here and as a volume group of LVM above: it is one "
                "or the other, and the activation of one of the two fails",
                notes=(Note("the volume group", document, same.span),),
            )


def _without(document: Document, group: Placed[str | None]) -> Fix | None:
    """Return the fix that takes a volume group's line out, and numbers those behind it anew."""
    if document.kind is not Kind.CONTROL_SCRIPT:
        setting = next((one for one in document.blocks.every_setting() if one.value_span == group.span), None)
        return Fix("take the second line out", (without_line(document, setting),)) if setting is not None else None
    groups = document.script.elements("VG")
    assignment = assignment_of(document, group) if len(groups) <= _MOST_GROUPS else None
    if assignment is None or assignment.index is None or not is_alone(document, [assignment]):
        return None
    order = sorted(index for index in groups if index != assignment.index)
    whole = document.source.full_lines(assignment.span)
    edits = renumbered(document, document.script, ["VG"], [*order, assignment.index])
    if edits is None:
        return None
    kept = [edit for edit in edits if not whole.start <= edit.start < whole.end]
    return Fix("take the second line out", (Edit(whole.start, whole.end, ""), *kept))
