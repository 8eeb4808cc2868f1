"""The model of a legacy package file: name, nodes in failover order, scripts, services, subnets, resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.models import convert
from mcsgconf.models.access import AccessPolicy, access_policies
from mcsgconf.models.base import Model
from mcsgconf.models.convert import Timeout  # noqa: TC001 - pydantic reads the annotations
from mcsgconf.models.located import Located  # noqa: TC001 - as above
from mcsgconf.models.other import OtherParameter, read_other_parameters
from mcsgconf.models.package_parts import (
    DeclaredService,
    PackageDependency,
    PackageSubnet,
    Resource,
    read_declared_services,
    read_dependencies,
    read_monitored_subnets,
    read_resources,
)
from mcsgconf.models.reading import every, one

if TYPE_CHECKING:
    from mcsgconf.models.blocks import BlockTree


class LegacyPackage(Model):
    """What a legacy package file says. The control script that it names is a file, and a model, of its own.

    `auto_run` and `local_lan_failover_allowed` also hold what the names of old releases say (PKG_SWITCHING_ENABLED,
    NET_SWITCHING_ENABLED), where the file has only those.
    """

    name: Located[str] | None = None
    type: Located[str | None] | None = None
    failover_policy: Located[str | None] | None = None
    failback_policy: Located[str | None] | None = None
    nodes: tuple[Located[str], ...] = ()
    auto_run: Located[bool | None] | None = None
    local_lan_failover_allowed: Located[bool | None] | None = None
    node_fail_fast_enabled: Located[bool | None] | None = None
    run_script: Located[str] | None = None
    run_script_timeout: Located[Timeout | None] | None = None
    halt_script: Located[str] | None = None
    halt_script_timeout: Located[Timeout | None] | None = None
    successor_halt_timeout: Located[Timeout | None] | None = None
    script_log_file: Located[str] | None = None
    priority: Located[int | str | None] | None = None
    dependencies: tuple[PackageDependency, ...] = ()
    storage_groups: tuple[Located[str], ...] = ()
    services: tuple[DeclaredService, ...] = ()
    subnets: tuple[PackageSubnet, ...] = ()
    resources: tuple[Resource, ...] = ()
    access_policies: tuple[AccessPolicy, ...] = ()
    other: tuple[OtherParameter, ...] = ()


def read_legacy_package(root: BlockTree) -> LegacyPackage:
    """Return the model of a legacy package file from its blocks; made from broken files too, with what is known."""
    first = root.first
    return LegacyPackage.model_construct(
        name=one(first("PACKAGE_NAME"), convert.string),
        type=one(first("PACKAGE_TYPE"), convert.keyword),
        failover_policy=one(first("FAILOVER_POLICY"), convert.keyword),
        failback_policy=one(first("FAILBACK_POLICY"), convert.keyword),
        nodes=every(root.all("NODE_NAME"), convert.string),
        auto_run=one(first("AUTO_RUN") or first("PKG_SWITCHING_ENABLED"), convert.flag),
        local_lan_failover_allowed=one(
            first("LOCAL_LAN_FAILOVER_ALLOWED") or first("NET_SWITCHING_ENABLED"), convert.flag
        ),
        node_fail_fast_enabled=one(first("NODE_FAIL_FAST_ENABLED"), convert.flag),
        run_script=one(first("RUN_SCRIPT"), convert.string),
        run_script_timeout=one(first("RUN_SCRIPT_TIMEOUT"), convert.timeout),
        halt_script=one(first("HALT_SCRIPT"), convert.string),
        halt_script_timeout=one(first("HALT_SCRIPT_TIMEOUT"), convert.timeout),
        successor_halt_timeout=one(first("SUCCESSOR_HALT_TIMEOUT"), convert.timeout),
        script_log_file=one(first("SCRIPT_LOG_FILE"), convert.string),
        priority=one(first("PRIORITY"), convert.integer_or_word),
        dependencies=read_dependencies(root, str.upper),
        storage_groups=every(root.all("STORAGE_GROUP"), convert.string),
        services=read_declared_services(root),
        subnets=read_monitored_subnets(root, "subnet", str.upper),
        resources=read_resources(root, str.upper),
        access_policies=access_policies(root),
        other=read_other_parameters(root),
    )
