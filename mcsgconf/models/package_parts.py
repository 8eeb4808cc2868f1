"""What legacy and modular package files have in common: dependencies, resources, monitored subnets.

The two styles name the same parameters, one in capitals and one in small letters; every reader takes the function that
gives a name its case (`str.upper`, `str.lower`). As everywhere, what a file does not give is None or empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta  # noqa: TC003 - pydantic reads the annotations
from typing import TYPE_CHECKING, TypeAlias

from mcsgconf.models import convert
from mcsgconf.models.convert import Address  # noqa: TC001 - as above
from mcsgconf.models.criteria import Condition, Criterion  # noqa: TC001 - as above
from mcsgconf.models.located import Located  # noqa: TC001 - pydantic reads the annotations
from mcsgconf.models.reading import every, one, opener

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcsgconf.models.blocks import BlockTree

    Case: TypeAlias = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class PackageDependency:
    """A dependency: on which package, in what state, and where."""

    name: Located[str]
    condition: Located[Condition | None] | None = None
    location: Located[str | None] | None = None


@dataclass(frozen=True, slots=True)
class Resource:
    """An EMS resource that has to be up; it counts as up when any of the criteria holds."""

    name: Located[str]
    polling_interval: Located[timedelta | None] | None = None
    start: Located[str | None] | None = None
    up_values: tuple[Located[Criterion | None], ...] = ()


@dataclass(frozen=True, slots=True)
class PackageSubnet:
    """A monitored subnet, and whether all nodes of the package reach it (FULL) or some (PARTIAL)."""

    subnet: Located[Address | None]
    access: Located[str | None] | None = None


@dataclass(frozen=True, slots=True)
class DeclaredService:
    """A service as the legacy package file declares it; its command is in the control script."""

    name: Located[str]
    fail_fast_enabled: Located[bool | None] | None = None
    halt_timeout: Located[timedelta | None] | None = None


def read_declared_services(root: BlockTree) -> tuple[DeclaredService, ...]:
    """Return the services of a legacy package file in its order."""
    return tuple(
        DeclaredService(
            opener(block),
            one(block.first("SERVICE_FAIL_FAST_ENABLED"), convert.flag),
            one(block.first("SERVICE_HALT_TIMEOUT"), convert.duration),
        )
        for block in root.named("service")
    )


def read_dependencies(root: BlockTree, case: Case) -> tuple[PackageDependency, ...]:
    """Return the dependencies of a package file in its order."""
    return tuple(
        PackageDependency(
            opener(block),
            one(block.first(case("DEPENDENCY_CONDITION")), convert.condition),
            one(block.first(case("DEPENDENCY_LOCATION")), convert.keyword),
        )
        for block in root.named("dependency")
    )


def read_resources(root: BlockTree, case: Case) -> tuple[Resource, ...]:
    """Return the EMS resources of a package file in its order."""
    return tuple(
        Resource(
            opener(block),
            one(block.first(case("RESOURCE_POLLING_INTERVAL")), convert.duration),
            one(block.first(case("RESOURCE_START")), convert.keyword),
            every(block.all(case("RESOURCE_UP_VALUE")), convert.criterion),
        )
        for block in root.named("resource")
    )


def read_monitored_subnets(root: BlockTree, block_name: str, case: Case) -> tuple[PackageSubnet, ...]:
    """Return the monitored subnets of a package file; `block_name` is what its catalogue calls their block."""
    return tuple(
        PackageSubnet(subnet, one(block.first(case("MONITORED_SUBNET_ACCESS")), convert.keyword))
        for block in root.named(block_name)
        if (subnet := one(block.opener, convert.subnet)) is not None
    )
