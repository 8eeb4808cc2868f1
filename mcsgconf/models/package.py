"""One view of a package, whichever files it is written in.

A legacy package is a package file and a control script, a modular one is a single file; their rules are the same: which
nodes run it, in what order, with which services, volume groups, file systems and addresses. A `Package` says that, each
value with the document it stands in, so that a rule across files is written once. Views are plain and cheap; the whole
of a file is in its model.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from mcsgconf.models.located import Located

if TYPE_CHECKING:
    from datetime import timedelta

    from mcsgconf.models.convert import Address, Restarts, Timeout
    from mcsgconf.models.criteria import Condition
    from mcsgconf.models.document import Document
    from mcsgconf.text import Span

T_co = TypeVar("T_co", covariant=True)


class Placed(Located[T_co]):
    """A located value and the document it is located in."""

    __slots__ = ("document",)

    def __init__(self, value: T_co, text: str, span: Span, document: Document) -> None:
        super().__init__(value, text, span)
        self.document = document

    def __hash__(self) -> int:
        return super().__hash__()

    def __eq__(self, other: object) -> bool:
        return super().__eq__(other) and isinstance(other, Placed) and self.document is other.document


@dataclass(frozen=True, slots=True)
class Service:
    """A service that a package runs and Serviceguard watches.

    `declared` is its name where the cluster learns of it (package file), `started` its name where it is started
    (control script, at index `index`); a modular file does both at once. One of the two is missing where the files
    disagree, or where the script is not known.
    """

    declared: Placed[str] | None
    started: Placed[str | None] | None
    cmd: Placed[str | None] | None = None
    restart: Placed[Restarts | None] | None = None
    fail_fast: Placed[bool | None] | None = None
    halt_timeout: Placed[timedelta | None] | None = None
    index: int | None = None

    @property
    def name(self) -> Placed[str | None] | None:
        """The declared name, else the started one."""
        return self.declared or self.started


@dataclass(frozen=True, slots=True)
class FileSystem:
    """A file system that a package mounts: the device (LV, fs_name), and where and how."""

    device: Placed[str | None] | None
    directory: Placed[str | None] | None = None
    type: Placed[str | None] | None = None
    mount_opt: Placed[str | None] | None = None
    umount_opt: Placed[str | None] | None = None
    fsck_opt: Placed[str | None] | None = None
    server: Placed[str | None] | None = None
    index: int | None = None


@dataclass(frozen=True, slots=True)
class RelocatableAddress:
    """An address that moves with a package, and the subnet it is put on."""

    address: Placed[Address | None] | None
    subnet: Placed[Address | None] | None = None
    nodes: tuple[Placed[str], ...] = ()
    index: int | None = None


class MonitoredSubnet(NamedTuple):
    """A subnet that a package cannot do without."""

    subnet: Placed[Address | None]
    access: Placed[str | None] | None = None


class Dependency(NamedTuple):
    """What a package asks of another one. `location` is spelt in capitals, as the legacy file does."""

    name: Placed[str]
    condition: Placed[Condition | None] | None = None
    location: Placed[str | None] | None = None


class Package(NamedTuple):
    """A package. Words (`type`, `failover_policy`, `NO_TIMEOUT`, …) are spelt in capitals, as the legacy file does.

    `nodes` are in failover order, the primary node first; the one node `*` stands for all of the cluster.

    A value None inside a `Placed` is one that only a running shell could know, or that means nothing; a `Placed` that
    is itself None is not given. `doubtful` names the control script's variables of which more may exist than could be
    read (set in a loop, a function, a file that is sourced); `is_doubtful` asks.
    """

    document: Document
    name: Placed[str] | None
    type: Placed[str | None] | None = None
    nodes: tuple[Placed[str], ...] = ()
    auto_run: Placed[bool | None] | None = None
    local_lan_failover_allowed: Placed[bool | None] | None = None
    node_fail_fast: Placed[bool | None] | None = None
    failover_policy: Placed[str | None] | None = None
    failback_policy: Placed[str | None] | None = None
    priority: Placed[int | str | None] | None = None
    run_script: Placed[str] | None = None
    halt_script: Placed[str] | None = None
    run_script_timeout: Placed[Timeout | None] | None = None
    halt_script_timeout: Placed[Timeout | None] | None = None
    external_scripts: tuple[Placed[str], ...] = ()
    services: tuple[Service, ...] = ()
    volume_groups: tuple[Placed[str | None], ...] = ()
    disk_groups: tuple[Placed[str | None], ...] = ()
    vgchange: Placed[str | None] | None = None
    file_systems: tuple[FileSystem, ...] = ()
    addresses: tuple[RelocatableAddress, ...] = ()
    monitored_subnets: tuple[MonitoredSubnet, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    control_script: Document | None = None
    doubtful: frozenset[str] | None = frozenset()

    @property
    def is_modular(self) -> bool:
        """Whether the package is written in the modular style."""
        return self.document.kind == "modular-package"

    def is_doubtful(self, variable: str) -> bool:
        """Tell whether more elements of a control script's variable may exist than the view holds.

        Always true for a legacy package whose control script is not known.
        """
        return self.doubtful is None or variable in self.doubtful
