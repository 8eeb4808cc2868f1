"""What a modular package file is made of beyond `package_parts`: modules, services, addresses, file systems, and so on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta  # noqa: TC003 - pydantic reads the annotations
from typing import TYPE_CHECKING

from mcsgconf.models import convert
from mcsgconf.models.convert import Address, Restarts  # noqa: TC001 - as above
from mcsgconf.models.criteria import Criterion  # noqa: TC001 - as above
from mcsgconf.models.located import Located  # noqa: TC001 - pydantic reads the annotations
from mcsgconf.models.reading import every, one, opener

if TYPE_CHECKING:
    from mcsgconf.models.blocks import BlockTree


@dataclass(frozen=True, slots=True)
class Module:
    """A module that the package is made with."""

    name: Located[str]
    version: Located[int | None] | None = None


@dataclass(frozen=True, slots=True)
class PackageWeight:
    """How much of a node's capacity the package takes."""

    name: Located[str]
    value: Located[float | None] | None = None


@dataclass(frozen=True, slots=True)
class ModularService:
    """A service: its command, how often it is started again, and what happens when it fails for good."""

    name: Located[str]
    cmd: Located[str] | None = None
    restart: Located[Restarts | None] | None = None
    fail_fast_enabled: Located[bool | None] | None = None
    halt_timeout: Located[timedelta | None] | None = None


@dataclass(frozen=True, slots=True)
class IpSubnet:
    """A subnet with the relocatable addresses on it, and the nodes that it is for (all where none is named)."""

    subnet: Located[Address | None]
    nodes: tuple[Located[str], ...] = ()
    addresses: tuple[Located[Address | None], ...] = ()


@dataclass(frozen=True, slots=True)
class GenericResource:
    """A generic resource; with a criterion it is a number, without one it is up or down."""

    name: Located[str]
    evaluation_type: Located[str | None] | None = None
    up_criteria: Located[Criterion | None] | None = None


@dataclass(frozen=True, slots=True)
class ModularFileSystem:
    """A file system; `server` is only given for one that is mounted by NFS."""

    name: Located[str]
    server: Located[str] | None = None
    directory: Located[str] | None = None
    type: Located[str] | None = None
    mount_opt: Located[str] | None = None
    umount_opt: Located[str] | None = None
    fsck_opt: Located[str] | None = None


def read_modules(root: BlockTree) -> tuple[Module, ...]:
    """Return the modules in the order of the file."""
    return tuple(Module(opener(b), one(b.first("module_version"), convert.integer)) for b in root.named("module"))


def read_package_weights(root: BlockTree) -> tuple[PackageWeight, ...]:
    """Return the weights in the order of the file."""
    return tuple(PackageWeight(opener(b), one(b.first("weight_value"), convert.number)) for b in root.named("weight"))


def read_services(root: BlockTree) -> tuple[ModularService, ...]:
    """Return the services in the order of the file."""
    return tuple(
        ModularService(
            opener(block),
            one(block.first("service_cmd"), convert.string),
            one(block.first("service_restart"), convert.modular_restarts),
            one(block.first("service_fail_fast_enabled"), convert.flag),
            one(block.first("service_halt_timeout"), convert.duration),
        )
        for block in root.named("service")
    )


def read_ip_subnets(root: BlockTree) -> tuple[IpSubnet, ...]:
    """Return the subnets with their addresses in the order of the file."""
    return tuple(
        IpSubnet(
            subnet,
            every(block.all("ip_subnet_node"), convert.string),
            every(block.all("ip_address"), convert.address),
        )
        for block in root.named("ip_subnet")
        if (subnet := one(block.opener, convert.subnet)) is not None
    )


def read_generic_resources(root: BlockTree) -> tuple[GenericResource, ...]:
    """Return the generic resources in the order of the file."""
    return tuple(
        GenericResource(
            opener(block),
            one(block.first("generic_resource_evaluation_type"), convert.keyword),
            one(block.first("generic_resource_up_criteria"), convert.criterion),
        )
        for block in root.named("generic_resource")
    )


def read_file_systems(root: BlockTree) -> tuple[ModularFileSystem, ...]:
    """Return the file systems in the order of the file, in which they are mounted."""
    names = ("fs_server", "fs_directory", "fs_type", "fs_mount_opt", "fs_umount_opt", "fs_fsck_opt")
    return tuple(
        ModularFileSystem(opener(block), *(one(block.first(name), convert.string) for name in names))
        for block in root.named("filesystem")
    )
