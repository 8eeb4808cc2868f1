"""The model of a modular package file: all that a legacy package's two files say, in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.models import convert
from mcsgconf.models import modular_parts as parts
from mcsgconf.models.access import AccessPolicy, access_policies
from mcsgconf.models.base import Model
from mcsgconf.models.convert import Address, Timeout  # noqa: TC001 - pydantic reads the annotations
from mcsgconf.models.located import Located  # noqa: TC001 - as above
from mcsgconf.models.other import OtherParameter, read_other_parameters
from mcsgconf.models.package_parts import (
    PackageDependency,
    PackageSubnet,
    Resource,
    read_dependencies,
    read_monitored_subnets,
    read_resources,
)
from mcsgconf.models.reading import every, one

if TYPE_CHECKING:
    from mcsgconf.models.blocks import BlockTree


class ModularPackage(Model):
    """What a modular package file says. `other` holds, in order, what toolkits and the site's own scripts read."""

    name: Located[str] | None = None
    modules: tuple[parts.Module, ...] = ()
    type: Located[str | None] | None = None
    description: Located[str] | None = None
    nodes: tuple[Located[str], ...] = ()
    auto_run: Located[bool | None] | None = None
    node_fail_fast_enabled: Located[bool | None] | None = None
    run_script_timeout: Located[Timeout | None] | None = None
    halt_script_timeout: Located[Timeout | None] | None = None
    successor_halt_timeout: Located[Timeout | None] | None = None
    script_log_file: Located[str] | None = None
    operation_sequence: tuple[Located[str], ...] = ()
    log_level: Located[int | None] | None = None
    failover_policy: Located[str | None] | None = None
    failback_policy: Located[str | None] | None = None
    priority: Located[int | str | None] | None = None
    dependencies: tuple[PackageDependency, ...] = ()
    weights: tuple[parts.PackageWeight, ...] = ()
    local_lan_failover_allowed: Located[bool | None] | None = None
    monitored_subnets: tuple[PackageSubnet, ...] = ()
    cluster_interconnect_subnets: tuple[Located[Address | None], ...] = ()
    ip_subnets: tuple[parts.IpSubnet, ...] = ()
    services: tuple[parts.ModularService, ...] = ()
    generic_resources: tuple[parts.GenericResource, ...] = ()
    resources: tuple[Resource, ...] = ()
    concurrent_vgchange_operations: Located[int | None] | None = None
    enable_threaded_vgchange: Located[bool | None] | None = None
    vgchange_cmd: Located[str] | None = None
    cvm_activation_cmd: Located[str] | None = None
    vxvol_cmd: Located[str] | None = None
    volume_groups: tuple[Located[str | None], ...] = ()
    cvm_disk_groups: tuple[Located[str], ...] = ()
    vxvm_disk_groups: tuple[Located[str], ...] = ()
    vxvm_dg_retry: Located[bool | None] | None = None
    deactivation_retry_count: Located[int | None] | None = None
    kill_processes_accessing_raw_devices: Located[bool | None] | None = None
    concurrent_fsck_operations: Located[int | None] | None = None
    concurrent_mount_and_umount_operations: Located[int | None] | None = None
    fs_mount_retry_count: Located[int | None] | None = None
    fs_umount_retry_count: Located[int | None] | None = None
    file_systems: tuple[parts.ModularFileSystem, ...] = ()
    physical_volumes: tuple[Located[str], ...] = ()
    external_pre_scripts: tuple[Located[str], ...] = ()
    external_scripts: tuple[Located[str], ...] = ()
    access_policies: tuple[AccessPolicy, ...] = ()
    other: tuple[OtherParameter, ...] = ()


def read_modular_package(root: BlockTree) -> ModularPackage:
    """Return the model of a modular package file from its blocks; made from broken files too, with what is known."""
    first = root.first
    return ModularPackage.model_construct(
        name=one(first("package_name"), convert.string),
        modules=parts.read_modules(root),
        type=one(first("package_type"), convert.keyword),
        description=one(first("package_description"), convert.string),
        nodes=every(root.all("node_name"), convert.string),
        auto_run=one(first("auto_run"), convert.flag),
        node_fail_fast_enabled=one(first("node_fail_fast_enabled"), convert.flag),
        run_script_timeout=one(first("run_script_timeout"), convert.timeout),
        halt_script_timeout=one(first("halt_script_timeout"), convert.timeout),
        successor_halt_timeout=one(first("successor_halt_timeout"), convert.timeout),
        script_log_file=one(first("script_log_file"), convert.string),
        operation_sequence=every(root.all("operation_sequence"), convert.string),
        log_level=one(first("log_level"), convert.integer),
        failover_policy=one(first("failover_policy"), convert.keyword),
        failback_policy=one(first("failback_policy"), convert.keyword),
        priority=one(first("priority"), convert.integer_or_word),
        dependencies=read_dependencies(root, str.lower),
        weights=parts.read_package_weights(root),
        local_lan_failover_allowed=one(first("local_lan_failover_allowed"), convert.flag),
        monitored_subnets=read_monitored_subnets(root, "monitored_subnet", str.lower),
        cluster_interconnect_subnets=every(root.all("cluster_interconnect_subnet"), convert.subnet),
        ip_subnets=parts.read_ip_subnets(root),
        services=parts.read_services(root),
        generic_resources=parts.read_generic_resources(root),
        resources=read_resources(root, str.lower),
        concurrent_vgchange_operations=one(first("concurrent_vgchange_operations"), convert.integer),
        enable_threaded_vgchange=one(first("enable_threaded_vgchange"), convert.bit),
        vgchange_cmd=one(first("vgchange_cmd"), convert.string),
        cvm_activation_cmd=one(first("cvm_activation_cmd"), convert.string),
        vxvol_cmd=one(first("vxvol_cmd"), convert.string),
        volume_groups=every(root.all("vg"), convert.volume_group),
        cvm_disk_groups=every(root.all("cvm_dg"), convert.string),
        vxvm_disk_groups=every(root.all("vxvm_dg"), convert.string),
        vxvm_dg_retry=one(first("vxvm_dg_retry"), convert.flag),
        deactivation_retry_count=one(first("deactivation_retry_count"), convert.integer),
        kill_processes_accessing_raw_devices=one(first("kill_processes_accessing_raw_devices"), convert.flag),
        concurrent_fsck_operations=one(first("concurrent_fsck_operations"), convert.integer),
        concurrent_mount_and_umount_operations=one(first("concurrent_mount_and_umount_operations"), convert.integer),
        fs_mount_retry_count=one(first("fs_mount_retry_count"), convert.integer),
        fs_umount_retry_count=one(first("fs_umount_retry_count"), convert.integer),
        file_systems=parts.read_file_systems(root),
        physical_volumes=every(root.all("pv"), convert.string),
        external_pre_scripts=every(root.all("external_pre_script"), convert.string),
        external_scripts=every(root.all("external_script"), convert.string),
        access_policies=access_policies(root, host="user_host", role="user_role"),
        other=read_other_parameters(root),
    )
