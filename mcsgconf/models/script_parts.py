"""What a control script sets up: services, file systems, addresses, volume and disk groups, each with its index.

The script gives every thing by several arrays that share one index. An entry here is one index at which any of them has
an element; what is missing there is None. A value None inside a `Located` is one that only the shell could know, or
that means nothing of its type.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from mcsgconf import catalogue
from mcsgconf.models import convert
from mcsgconf.models.convert import Address, Restarts  # noqa: TC001 - pydantic reads the annotations
from mcsgconf.models.located import Located

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcsgconf.catalogue import Parameter
    from mcsgconf.models.script import Assignment, Script

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StartedService:
    """SERVICE_NAME, SERVICE_CMD and SERVICE_RESTART of one index."""

    index: int
    name: Located[str | None] | None = None
    cmd: Located[str | None] | None = None
    restart: Located[Restarts | None] | None = None


@dataclass(frozen=True, slots=True)
class Mount:
    """LV, FS and the FS_ options of one index."""

    index: int
    lv: Located[str | None] | None = None
    fs: Located[str | None] | None = None
    type: Located[str | None] | None = None
    mount_opt: Located[str | None] | None = None
    umount_opt: Located[str | None] | None = None
    fsck_opt: Located[str | None] | None = None


@dataclass(frozen=True, slots=True)
class ScriptAddress:
    """IP and SUBNET of one index."""

    index: int
    ip: Located[Address | None] | None = None
    subnet: Located[Address | None] | None = None


@dataclass(frozen=True, slots=True)
class NfsService:
    """NFS_SERVICE_NAME and NFS_SERVICE_CMD of one index, of the NFS toolkit."""

    index: int
    name: Located[str | None] | None = None
    cmd: Located[str | None] | None = None


@dataclass(frozen=True, slots=True)
class CrossMount:
    """SNFS (server:/path) and CNFS (where it is mounted) of one index, of the NFS toolkit."""

    index: int
    snfs: Located[str | None] | None = None
    cnfs: Located[str | None] | None = None


def read_started_services(script: Script) -> tuple[StartedService, ...]:
    """Return the services that a control script starts, by rising index; one that is empty in all of them is none."""
    return tuple(
        StartedService(
            index,
            element(script, "SERVICE_NAME", index, convert.string),
            element(script, "SERVICE_CMD", index, convert.string),
            element(script, "SERVICE_RESTART", index, convert.restarts),
        )
        for index in indexes(script, "SERVICE_NAME", "SERVICE_CMD", "SERVICE_RESTART")
    )


def read_mounts(script: Script) -> tuple[Mount, ...]:
    """Return the file systems that a control script mounts, by rising index; as for services."""
    names = ("LV", "FS", "FS_TYPE", "FS_MOUNT_OPT", "FS_UMOUNT_OPT", "FS_FSCK_OPT")
    return tuple(
        Mount(index, *(element(script, name, index, convert.string) for name in names))
        for index in indexes(script, *names)
    )


def read_addresses(script: Script) -> tuple[ScriptAddress, ...]:
    """Return the relocatable addresses that a control script adds, by rising index; as for services."""
    return tuple(
        ScriptAddress(
            index,
            element(script, "IP", index, convert.address),
            element(script, "SUBNET", index, convert.subnet),
        )
        for index in indexes(script, "IP", "SUBNET")
    )


def read_nfs_services(script: Script) -> tuple[NfsService, ...]:
    """Return the services of the NFS toolkit, by rising index; as for services."""
    names = ("NFS_SERVICE_NAME", "NFS_SERVICE_CMD")
    return tuple(
        NfsService(index, *(element(script, name, index, convert.string) for name in names))
        for index in indexes(script, *names)
    )


def read_cross_mounts(script: Script) -> tuple[CrossMount, ...]:
    """Return what packages mount from each other by NFS, by rising index; as for services."""
    names = ("SNFS", "CNFS")
    return tuple(
        CrossMount(index, *(element(script, name, index, convert.string) for name in names))
        for index in indexes(script, *names)
    )


def read_volume_groups(script: Script) -> tuple[Located[str | None], ...]:
    """Return the volume groups of VG[], normalised (`vg01` is `/dev/vg01`); empty elements count for nothing."""
    return every_element(script, "VG", convert.volume_group)


def read_disk_groups(script: Script) -> tuple[Located[str | None], ...]:
    """Return the disk groups of CVM_DG[] and VXVM_DG[]."""
    return (
        *every_element(script, "CVM_DG", convert.string),
        *every_element(script, "VXVM_DG", convert.string),
    )


def indexes(script: Script, *names: str) -> list[int]:
    """Return the indexes at which any of several arrays has an element that is not empty, rising."""
    return sorted(
        {index for name in names for index, assignment in script.elements(name).items() if assignment.value.value != ""}
    )


def element(
    script: Script, name: str, index: int, convert_to: Callable[[Parameter, str], T | None]
) -> Located[T | None] | None:
    """Return the value of one element, None where the script gives none."""
    assignment = script.elements(name).get(index)
    return None if assignment is None else typed(assignment, convert_to)


def every_element(
    script: Script, name: str, convert_to: Callable[[Parameter, str], T | None]
) -> tuple[Located[T | None], ...]:
    """Return the values of an array by rising index, those left out that are empty: the shell drops them as well."""
    elements = sorted(script.elements(name).items())
    return tuple(typed(assignment, convert_to) for _, assignment in elements if assignment.value.value != "")


def typed(assignment: Assignment, convert_to: Callable[[Parameter, str], T | None]) -> Located[T | None]:
    """Return the value of an assignment as `convert_to` reads it."""
    text = assignment.value
    parameter = catalogue.load("control-script").parameters[assignment.name]
    value = convert_to(parameter, text.value) if text.value is not None else None
    return Located(value, text.text, text.span)
