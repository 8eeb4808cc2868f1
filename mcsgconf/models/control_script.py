"""The model of a package control script: what the customer part sets, and the functions in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta  # noqa: TC003 - pydantic reads the annotations
from typing import TYPE_CHECKING, TypeVar

from pydantic import Field

from mcsgconf.models import convert
from mcsgconf.models import script_parts as parts
from mcsgconf.models.base import Model
from mcsgconf.models.located import Located, readable

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcsgconf.catalogue import Parameter
    from mcsgconf.models.script import Script

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OtherVariable:
    """A variable of the site's own, or one that no script reads; `index` is None for one that is assigned without."""

    name: str
    index: int | None
    value: Located[str | None]


class ControlScript(Model):
    """What a control script sets. A value None, where a place is given, is one that only the shell could know.

    Arrays are by index, and of several assignments the last one stands; `Document.script` has every assignment.
    `doubtful` names variables of which there may be more elements than are seen, None stands for any.
    """

    sgconffile: Located[str | None] | None = None
    path: Located[str | None] | None = None
    data_rep: Located[str | None] | None = None
    raidtab: Located[str | None] | None = None
    raidstart: Located[str | None] | None = None
    raidstop: Located[str | None] | None = None
    md_devices: dict[int, Located[str | None]] = Field(default_factory=dict)
    vgchange: Located[str | None] | None = None
    volume_groups: dict[int, Located[str | None]] = Field(default_factory=dict)
    cvm_activation_cmd: Located[str | None] | None = None
    cvm_disk_groups: dict[int, Located[str | None]] = Field(default_factory=dict)
    vxvm_disk_groups: dict[int, Located[str | None]] = Field(default_factory=dict)
    vxvm_dg_retry: Located[str | None] | None = None
    vxvol: Located[str | None] | None = None
    deactivation_retry_count: Located[int | None] | None = None
    kill_processes_accessing_raw_devices: Located[str | None] | None = None
    concurrent_vgchange_operations: Located[int | None] | None = None
    enable_threaded_vgchange: Located[bool | None] | None = None
    concurrent_fsck_operations: Located[int | None] | None = None
    concurrent_mount_and_umount_operations: Located[int | None] | None = None
    fs_umount_count: Located[int | None] | None = None
    fs_mount_retry_count: Located[int | None] | None = None
    file_systems: tuple[parts.Mount, ...] = ()
    addresses: tuple[parts.ScriptAddress, ...] = ()
    ha_app_server: Located[str | None] | None = None
    services: tuple[parts.StartedService, ...] = ()
    deferred_resource_names: dict[int, Located[str | None]] = Field(default_factory=dict)
    dtc_names: dict[int, Located[str | None]] = Field(default_factory=dict)
    ha_nfs_script_extension: Located[str | None] | None = None
    log_file: Located[str | None] | None = None
    exported_file_systems: dict[int, Located[str | None]] = Field(default_factory=dict)
    nfs_services: tuple[parts.NfsService, ...] = ()
    nfs_file_lock_migration: Located[bool | None] | None = None
    nfs_flm_script: Located[str | None] | None = None
    nfs_flm_holding_dir: Located[str | None] | None = None
    propagate_interval: Located[timedelta | None] | None = None
    cross_mounts: tuple[parts.CrossMount, ...] = ()
    other: tuple[OtherVariable, ...] = ()
    functions: tuple[Located[str], ...] = ()
    doubtful: tuple[str, ...] | None = ()


def read_control_script(script: Script) -> ControlScript:
    """Return the model of a control script; made from broken scripts too, with what is known."""
    reader = _Reader(script)
    scalar, array = reader.scalar, reader.array
    return ControlScript.model_construct(
        sgconffile=scalar("SGCONFFILE", convert.string),
        path=scalar("PATH", convert.string),
        data_rep=scalar("DATA_REP", convert.string),
        raidtab=scalar("RAIDTAB", convert.string),
        raidstart=scalar("RAIDSTART", convert.string),
        raidstop=scalar("RAIDSTOP", convert.string),
        md_devices=array("MD", convert.string),
        vgchange=scalar("VGCHANGE", convert.string),
        volume_groups=array("VG", convert.volume_group),
        cvm_activation_cmd=scalar("CVM_ACTIVATION_CMD", convert.string),
        cvm_disk_groups=array("CVM_DG", convert.string),
        vxvm_disk_groups=array("VXVM_DG", convert.string),
        vxvm_dg_retry=scalar("VXVM_DG_RETRY", convert.keyword),
        vxvol=scalar("VXVOL", convert.string),
        deactivation_retry_count=scalar("DEACTIVATION_RETRY_COUNT", convert.integer),
        kill_processes_accessing_raw_devices=scalar("KILL_PROCESSES_ACCESSING_RAW_DEVICES", convert.keyword),
        concurrent_vgchange_operations=scalar("CONCURRENT_VGCHANGE_OPERATIONS", convert.integer),
        enable_threaded_vgchange=scalar("ENABLE_THREADED_VGCHANGE", convert.bit),
        concurrent_fsck_operations=scalar("CONCURRENT_FSCK_OPERATIONS", convert.integer),
        concurrent_mount_and_umount_operations=scalar("CONCURRENT_MOUNT_AND_UMOUNT_OPERATIONS", convert.integer),
        fs_umount_count=scalar("FS_UMOUNT_COUNT", convert.integer),
        fs_mount_retry_count=scalar("FS_MOUNT_RETRY_COUNT", convert.integer),
        file_systems=parts.read_mounts(script),
        addresses=parts.read_addresses(script),
        ha_app_server=scalar("HA_APP_SERVER", convert.string),
        services=parts.read_started_services(script),
        deferred_resource_names=array("DEFERRED_RESOURCE_NAME", convert.string),
        dtc_names=array("DTC_NAME", convert.string),
        ha_nfs_script_extension=scalar("HA_NFS_SCRIPT_EXTENSION", convert.string),
        log_file=scalar("log_file", convert.string),
        exported_file_systems=array("XFS", convert.string),
        nfs_services=parts.read_nfs_services(script),
        nfs_file_lock_migration=scalar("NFS_FILE_LOCK_MIGRATION", convert.bit),
        nfs_flm_script=scalar("NFS_FLM_SCRIPT", convert.string),
        nfs_flm_holding_dir=scalar("NFS_FLM_HOLDING_DIR", convert.string),
        propagate_interval=scalar("PROPAGATE_INTERVAL", convert.duration),
        cross_mounts=parts.read_cross_mounts(script),
        other=reader.others(),
        functions=tuple(function.name for function in script.functions),
        doubtful=None if script.doubtful is None else tuple(sorted(map(readable, script.doubtful))),
    )


class _Reader:
    """Reads variables as their types, and remembers which ones have a field of their own."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._read = {"LV", "FS", "FS_TYPE", "FS_MOUNT_OPT", "FS_UMOUNT_OPT", "FS_FSCK_OPT"}
        self._read |= {"IP", "SUBNET", "SERVICE_NAME", "SERVICE_CMD", "SERVICE_RESTART"}
        self._read |= {"NFS_SERVICE_NAME", "NFS_SERVICE_CMD", "SNFS", "CNFS"}

    def scalar(self, name: str, convert_to: Callable[[Parameter, str], T | None]) -> Located[T | None] | None:
        self._read.add(name)
        return parts.element(self._script, name, 0, convert_to)

    def array(self, name: str, convert_to: Callable[[Parameter, str], T | None]) -> dict[int, Located[T | None]]:
        self._read.add(name)
        elements = sorted(self._script.elements(name).items())
        return {index: parts.typed(assignment, convert_to) for index, assignment in elements}

    def others(self) -> tuple[OtherVariable, ...]:
        return tuple(
            OtherVariable(readable(name), assignment.index, assignment.value)
            for name, elements in self._script.arrays.items()
            if name not in self._read
            for assignment in elements.values()
        )
