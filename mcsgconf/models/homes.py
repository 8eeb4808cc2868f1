"""Which parameter each field of a model comes from: one table for all that has to name a field's parameter.

Reading is done by the readers beside the models; who writes models, or describes them, starts here. A field that is not
in the table has no parameter of its own: it holds parts that are, or follows from others. Names are those of the
catalogue in any case, for legacy and modular files share parts; where a parameter was renamed, the newest name is first.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from mcsgconf.models import cluster_nodes, cluster_parts, modular_parts, package_parts, script_parts
from mcsgconf.models.access import AccessPolicy
from mcsgconf.models.base import Model
from mcsgconf.models.cluster import Cluster
from mcsgconf.models.control_script import ControlScript
from mcsgconf.models.kind import Kind
from mcsgconf.models.legacy_package import LegacyPackage
from mcsgconf.models.modular_package import ModularPackage

KINDS: dict[type[Model], Kind] = {
    Cluster: Kind.CLUSTER,
    LegacyPackage: Kind.LEGACY_PACKAGE,
    ModularPackage: Kind.MODULAR_PACKAGE,
    ControlScript: Kind.CONTROL_SCRIPT,
}
"""The models of files with a vocabulary, and the kinds of those files."""


def fields_of(part: object) -> list[tuple[str, object]]:
    """Return the fields of a model, or of a part of one, with their values; nothing for anything else."""
    if isinstance(part, Model):
        return [(name, getattr(part, name)) for name in type(part).model_fields]
    return [(field.name, getattr(part, field.name)) for field in fields(part)] if is_dataclass(part) else []


def _table(text: str) -> dict[str, tuple[str, ...]]:
    """Return a table of `field PARAMETER…` lines."""
    rows = (line.split() for line in text.strip().splitlines())
    return {field: tuple(names) for field, *names in rows}


HOMES: dict[type[object], dict[str, tuple[str, ...]]] = {
    Cluster: _table("""
        name                    CLUSTER_NAME
        hostname_address_family HOSTNAME_ADDRESS_FAMILY
        sites                   SITE_NAME
        failover_optimization   FAILOVER_OPTIMIZATION
        max_configured_packages MAX_CONFIGURED_PACKAGES
        volume_groups           VOLUME_GROUP
        ops_volume_groups       OPS_VOLUME_GROUP
        dlm_enabled             DLM_ENABLED
        gms_enabled             GMS_ENABLED
    """),
    cluster_nodes.Node: _table("""
        name                    NODE_NAME
        site                    SITE
        first_lock_pv           FIRST_CLUSTER_LOCK_PV
        second_lock_pv          SECOND_CLUSTER_LOCK_PV
        lock_lun                CLUSTER_LOCK_LUN
        serial_device_files     SERIAL_DEVICE_FILE
    """),
    cluster_nodes.Interface: _table("""
        name                    NETWORK_INTERFACE
        heartbeat_ips           HEARTBEAT_IP
        stationary_ips          STATIONARY_IP
    """),
    cluster_nodes.Capacity: _table("""
        name                    CAPACITY_NAME
        value                   CAPACITY_VALUE
    """),
    cluster_parts.LockDisk: _table("""
        first                   FIRST_CLUSTER_LOCK_VG
        second                  SECOND_CLUSTER_LOCK_VG
    """),
    cluster_parts.QuorumServer: _table("""
        host                    QS_HOST
        address                 QS_ADDR
        polling_interval        QS_POLLING_INTERVAL
        timeout_extension       QS_TIMEOUT_EXTENSION
    """),
    cluster_parts.Timing: _table("""
        member_timeout          MEMBER_TIMEOUT
        heartbeat_interval      HEARTBEAT_INTERVAL
        node_timeout            NODE_TIMEOUT
        auto_start_timeout      AUTO_START_TIMEOUT
        network_polling_interval NETWORK_POLLING_INTERVAL
        configured_io_timeout_extension CONFIGURED_IO_TIMEOUT_EXTENSION
    """),
    cluster_parts.NetworkPolicies: _table("""
        failure_detection       NETWORK_FAILURE_DETECTION
        auto_failback           NETWORK_AUTO_FAILBACK
    """),
    cluster_parts.Subnet: _table("""
        address                 SUBNET
        ip_monitor              IP_MONITOR
        polling_targets         POLLING_TARGET
    """),
    cluster_parts.Weight: _table("""
        name                    WEIGHT_NAME
        default                 WEIGHT_DEFAULT
    """),
    AccessPolicy: _table("""
        users                   USER_NAME
        host                    USER_HOST
        role                    USER_ROLE
    """),
    LegacyPackage: _table("""
        name                    PACKAGE_NAME
        type                    PACKAGE_TYPE
        failover_policy         FAILOVER_POLICY
        failback_policy         FAILBACK_POLICY
        nodes                   NODE_NAME
        auto_run                AUTO_RUN PKG_SWITCHING_ENABLED
        local_lan_failover_allowed LOCAL_LAN_FAILOVER_ALLOWED NET_SWITCHING_ENABLED
        node_fail_fast_enabled  NODE_FAIL_FAST_ENABLED
        run_script              RUN_SCRIPT
        run_script_timeout      RUN_SCRIPT_TIMEOUT
        halt_script             HALT_SCRIPT
        halt_script_timeout     HALT_SCRIPT_TIMEOUT
        successor_halt_timeout  SUCCESSOR_HALT_TIMEOUT
        script_log_file         SCRIPT_LOG_FILE
        priority                PRIORITY
        storage_groups          STORAGE_GROUP
    """),
    package_parts.PackageDependency: _table("""
        name                    DEPENDENCY_NAME
        condition               DEPENDENCY_CONDITION
        location                DEPENDENCY_LOCATION
    """),
    package_parts.Resource: _table("""
        name                    RESOURCE_NAME
        polling_interval        RESOURCE_POLLING_INTERVAL
        start                   RESOURCE_START
        up_values               RESOURCE_UP_VALUE
    """),
    package_parts.PackageSubnet: _table("""
        subnet                  MONITORED_SUBNET
        access                  MONITORED_SUBNET_ACCESS
    """),
    package_parts.DeclaredService: _table("""
        name                    SERVICE_NAME
        fail_fast_enabled       SERVICE_FAIL_FAST_ENABLED
        halt_timeout            SERVICE_HALT_TIMEOUT
    """),
    ModularPackage: _table("""
        name                    package_name
        type                    package_type
        description             package_description
        nodes                   node_name
        auto_run                auto_run
        node_fail_fast_enabled  node_fail_fast_enabled
        run_script_timeout      run_script_timeout
        halt_script_timeout     halt_script_timeout
        successor_halt_timeout  successor_halt_timeout
        script_log_file         script_log_file
        operation_sequence      operation_sequence
        log_level               log_level
        failover_policy         failover_policy
        failback_policy         failback_policy
        priority                priority
        local_lan_failover_allowed local_lan_failover_allowed
        cluster_interconnect_subnets cluster_interconnect_subnet
        concurrent_vgchange_operations concurrent_vgchange_operations
        enable_threaded_vgchange enable_threaded_vgchange
        vgchange_cmd            vgchange_cmd
        cvm_activation_cmd      cvm_activation_cmd
        vxvol_cmd               vxvol_cmd
        volume_groups           vg
        cvm_disk_groups         cvm_dg
        vxvm_disk_groups        vxvm_dg
        vxvm_dg_retry           vxvm_dg_retry
        deactivation_retry_count deactivation_retry_count
        kill_processes_accessing_raw_devices kill_processes_accessing_raw_devices
        concurrent_fsck_operations concurrent_fsck_operations
        concurrent_mount_and_umount_operations concurrent_mount_and_umount_operations
        fs_mount_retry_count    fs_mount_retry_count
        fs_umount_retry_count   fs_umount_retry_count
        physical_volumes        pv
        external_pre_scripts    external_pre_script
        external_scripts        external_script
    """),
    modular_parts.Module: _table("""
        name                    module_name
        version                 module_version
    """),
    modular_parts.PackageWeight: _table("""
        name                    weight_name
        value                   weight_value
    """),
    modular_parts.ModularService: _table("""
        name                    service_name
        cmd                     service_cmd
        restart                 service_restart
        fail_fast_enabled       service_fail_fast_enabled
        halt_timeout            service_halt_timeout
    """),
    modular_parts.IpSubnet: _table("""
        subnet                  ip_subnet
        nodes                   ip_subnet_node
        addresses               ip_address
    """),
    modular_parts.GenericResource: _table("""
        name                    generic_resource_name
        evaluation_type         generic_resource_evaluation_type
        up_criteria             generic_resource_up_criteria
    """),
    modular_parts.ModularFileSystem: _table("""
        name                    fs_name
        server                  fs_server
        directory               fs_directory
        type                    fs_type
        mount_opt               fs_mount_opt
        umount_opt              fs_umount_opt
        fsck_opt                fs_fsck_opt
    """),
    ControlScript: _table("""
        sgconffile              SGCONFFILE
        path                    PATH
        data_rep                DATA_REP
        raidtab                 RAIDTAB
        raidstart               RAIDSTART
        raidstop                RAIDSTOP
        md_devices              MD
        vgchange                VGCHANGE
        volume_groups           VG
        cvm_activation_cmd      CVM_ACTIVATION_CMD
        cvm_disk_groups         CVM_DG
        vxvm_disk_groups        VXVM_DG
        vxvm_dg_retry           VXVM_DG_RETRY
        vxvol                   VXVOL
        deactivation_retry_count DEACTIVATION_RETRY_COUNT
        kill_processes_accessing_raw_devices KILL_PROCESSES_ACCESSING_RAW_DEVICES
        concurrent_vgchange_operations CONCURRENT_VGCHANGE_OPERATIONS
        enable_threaded_vgchange ENABLE_THREADED_VGCHANGE
        concurrent_fsck_operations CONCURRENT_FSCK_OPERATIONS
        concurrent_mount_and_umount_operations CONCURRENT_MOUNT_AND_UMOUNT_OPERATIONS
        fs_umount_count         FS_UMOUNT_COUNT
        fs_mount_retry_count    FS_MOUNT_RETRY_COUNT
        ha_app_server           HA_APP_SERVER
        deferred_resource_names DEFERRED_RESOURCE_NAME
        dtc_names               DTC_NAME
        ha_nfs_script_extension HA_NFS_SCRIPT_EXTENSION
        log_file                log_file
        exported_file_systems   XFS
        nfs_file_lock_migration NFS_FILE_LOCK_MIGRATION
        nfs_flm_script          NFS_FLM_SCRIPT
        nfs_flm_holding_dir     NFS_FLM_HOLDING_DIR
        propagate_interval      PROPAGATE_INTERVAL
    """),
    script_parts.Mount: _table("""
        lv                      LV
        fs                      FS
        type                    FS_TYPE
        mount_opt               FS_MOUNT_OPT
        umount_opt              FS_UMOUNT_OPT
        fsck_opt                FS_FSCK_OPT
    """),
    script_parts.ScriptAddress: _table("""
        ip                      IP
        subnet                  SUBNET
    """),
    script_parts.StartedService: _table("""
        name                    SERVICE_NAME
        cmd                     SERVICE_CMD
        restart                 SERVICE_RESTART
    """),
    script_parts.NfsService: _table("""
        name                    NFS_SERVICE_NAME
        cmd                     NFS_SERVICE_CMD
    """),
    script_parts.CrossMount: _table("""
        snfs                    SNFS
        cnfs                    CNFS
    """),
}
"""Field by field, for every model and every part of one: the names of its parameter."""
