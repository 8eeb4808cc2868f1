"""The view of a modular package, which is one file."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from mcsgconf.models import convert
from mcsgconf.models.modular_parts import read_file_systems, read_ip_subnets, read_services
from mcsgconf.models.package import FileSystem, Package, RelocatableAddress, Service
from mcsgconf.models.placing import Placer, dependencies, monitored_subnets
from mcsgconf.models.reading import every, one

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcsgconf.catalogue import Parameter
    from mcsgconf.models.document import Document

T = TypeVar("T")


def modular_view(document: Document) -> Package:
    here = Placer(document)
    root = document.blocks
    first = root.first
    return Package(
        document,
        name=here.one(one(first("package_name"), convert.string)),
        type=here.one(one(first("package_type"), _in_capitals(convert.keyword))),
        nodes=here.all(every(root.all("node_name"), convert.string)),
        auto_run=here.one(one(first("auto_run"), convert.flag)),
        local_lan_failover_allowed=here.one(one(first("local_lan_failover_allowed"), convert.flag)),
        node_fail_fast=here.one(one(first("node_fail_fast_enabled"), convert.flag)),
        failover_policy=here.one(one(first("failover_policy"), _in_capitals(convert.keyword))),
        failback_policy=here.one(one(first("failback_policy"), _in_capitals(convert.keyword))),
        priority=here.one(one(first("priority"), _in_capitals(convert.integer_or_word))),
        run_script_timeout=here.one(one(first("run_script_timeout"), _in_capitals(convert.timeout))),
        halt_script_timeout=here.one(one(first("halt_script_timeout"), _in_capitals(convert.timeout))),
        external_scripts=here.all(
            every([*root.all("external_pre_script"), *root.all("external_script")], convert.string)
        ),
        services=tuple(
            Service(
                here.at(service.name),
                here.at(service.name),
                here.one(service.cmd),
                here.one(service.restart),
                here.one(service.fail_fast_enabled),
                here.one(service.halt_timeout),
            )
            for service in read_services(root)
        ),
        volume_groups=here.all(every(root.all("vg"), convert.volume_group)),
        disk_groups=here.all(every([*root.all("cvm_dg"), *root.all("vxvm_dg")], convert.string)),
        vgchange=here.one(one(first("vgchange_cmd"), convert.string)),
        file_systems=tuple(
            FileSystem(
                here.at(fs.name),
                here.one(fs.directory),
                here.one(fs.type),
                here.one(fs.mount_opt),
                here.one(fs.umount_opt),
                here.one(fs.fsck_opt),
                here.one(fs.server),
            )
            for fs in read_file_systems(root)
        ),
        addresses=tuple(
            RelocatableAddress(here.at(address), here.at(subnet.subnet), here.all(subnet.nodes))
            for subnet in read_ip_subnets(root)
            for address in subnet.addresses
        ),
        monitored_subnets=monitored_subnets(root, "monitored_subnet", str.lower, here),
        dependencies=dependencies(root, str.lower, here),
    )


def _in_capitals(read: Callable[[Parameter, str], T]) -> Callable[[Parameter, str], T | str]:
    """Return a conversion that gives the words of another one as the legacy file spells them."""

    def convert_to(parameter: Parameter, text: str) -> T | str:
        value = read(parameter, text)
        return value.upper() if isinstance(value, str) else value

    return convert_to
