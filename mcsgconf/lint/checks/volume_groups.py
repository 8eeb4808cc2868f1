"""The volume groups that a cluster file lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.lint.cluster_groups import OF_THE_SYSTEM
from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.line_edits import commented_out, line_below, with_value, without_line
from mcsgconf.lint.lines import lines
from mcsgconf.lint.meant import meant
from mcsgconf.lint.placeholders import is_template
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.wording import cut, line_of, shown
from mcsgconf.models.convert import device_of_volume_group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document

VOLUME_GROUP, OPS_VOLUME_GROUP = "VOLUME_GROUP", "OPS_VOLUME_GROUP"
LOCKS = ("FIRST_CLUSTER_LOCK_VG", "SECOND_CLUSTER_LOCK_VG")

_FOLDER = re.compile(r"/dev/[^/\s]+/?")
_BARE_NAME = re.compile(r"[\w.-]+", re.ASCII)


@check_document("MC114")
def lock_group_not_listed(document: Document) -> Iterator[Problem]:
    """Yield the volume groups of the cluster lock that have no VOLUME_GROUP line; the fix adds it."""
    root = document.blocks
    listed = [*root.all(VOLUME_GROUP), *root.all(OPS_VOLUME_GROUP)]
    known = {device_of_volume_group(meant(setting)) for setting in listed}
    for lock in _locks(document):
        group = device_of_volume_group(meant(lock))
        if not group or group in known or is_template(document, lock):
            continue
        if group.casefold() in {name.casefold() for name in known}:
            continue  # MC157
        yield Problem(
            lock.span,
            f"{cut(meant(lock))} holds the cluster lock but is not among the {VOLUME_GROUP} lines; the cluster must know "
            f"it there, too. Add {VOLUME_GROUP} {cut(group)}",
            fix=_added(document, lock, group),
        )


def _locks(document: Document) -> list[Setting]:
    return [lock for key in LOCKS if (lock := document.blocks.first(key)) is not None]


def _added(document: Document, lock: Setting, group: str) -> Fix | None:
    """Return the fix that lists the group behind the others, or at the end of a file that lists none."""
    listed = document.blocks.all(VOLUME_GROUP)
    neighbour = listed[-1] if listed else lines(document).all[-1]
    if not listed and neighbour.name_span.start != document.source.full_lines(neighbour.span).start:
        neighbour = lock  # the last line of the file is indented: it belongs to a node
    return Fix(f"add {VOLUME_GROUP} {group}", (line_below(document, neighbour, VOLUME_GROUP, group),))


@check_document("MC138")
def volume_group_lines(document: Document) -> Iterator[Problem]:
    """Yield lines that name no folder in /dev where a volume group is wanted, and groups that are listed already."""
    first: dict[str, Setting] = {}
    for setting in (*document.blocks.all(VOLUME_GROUP), *_locks(document)):
        path = meant(setting)
        if not path or is_template(document, setting):
            continue
        if not _FOLDER.fullmatch(path) and len(path.split()) == 1:
            fix = None
            if _BARE_NAME.fullmatch(setting.value):
                fix = Fix(f"write /dev/{path}", (with_value(setting, f"/dev/{path}"),), Applicability.UNSAFE)
            message = f"{shown(path)} is no volume group: it is named by its folder, such as /dev/vg01"
            yield Problem(setting.value_span, message, fix=fix)
            continue
        if setting.key in LOCKS:
            continue
        earlier = first.setdefault(device_of_volume_group(path), setting)
        if earlier is not setting:
            same = earlier.value == setting.value
            yield Problem(
                setting.span,
                f"{cut(path)} is listed already, in line {line_of(document, earlier)}",
                severity=Severity.WARNING,
                fix=Fix("take the second line out", (without_line(document, setting),)) if same else None,
                notes=(Note("the first one", document, earlier.span),),
            )


@check_document("MC139")
def group_of_the_system(document: Document) -> Iterator[Problem]:
    """Yield the volume group of the operating system in the list of those that packages share."""
    root = document.blocks
    for setting in (*root.all(VOLUME_GROUP), *root.all(OPS_VOLUME_GROUP)):
        if device_of_volume_group(meant(setting)) == OF_THE_SYSTEM:
            yield Problem(
                setting.span,
                f"{cut(meant(setting))} is the volume group that the node boots from, each has its own: once it is marked "
                "for the cluster, it is not activated the normal way at the next boot. Take the line out; if it was "
                "applied already, vgchange -c n takes the mark off",
                fix=Fix("comment the line out", (commented_out(document, setting),), Applicability.UNSAFE),
            )
