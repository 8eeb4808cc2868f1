"""The models of the companions: what each kind of file of a node says, as a list of its lines.

Which node a file is of is told by the site, and what belongs to the cluster by the rules; a model only reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.models.base import Model
from mcsgconf.models.companions import captures, name_service, start_up, storage, system, trust
from mcsgconf.models.convert import Address  # noqa: TC001 - pydantic reads the annotations
from mcsgconf.models.kind import Kind
from mcsgconf.models.located import Located  # noqa: TC001 - as above

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcsgconf.models.document import Document


class NodeList(Model):
    """A `cmclnodelist`: whose users a node lets in as long as it is in no cluster."""

    entries: tuple[trust.Trusted, ...] = ()


class RemoteHosts(Model):
    """A `.rhosts` or `hosts.equiv`: whose users the r-commands let in without a password."""

    entries: tuple[trust.Trusted, ...] = ()


class HostTable(Model):
    """An `/etc/hosts`: addresses with their names."""

    hosts: tuple[name_service.Host, ...] = ()


class NameServiceSwitch(Model):
    """An `/etc/nsswitch.conf`: where names are looked up, in what order."""

    databases: tuple[name_service.Database, ...] = ()


class UserTable(Model):
    """An `/etc/passwd`."""

    users: tuple[system.User, ...] = ()


class InternetDaemons(Model):
    """An `inetd.conf`; daemons that are commented out are in it and not active."""

    daemons: tuple[system.Daemon, ...] = ()


class InitTable(Model):
    """An `/etc/inittab`: the processes that init starts."""

    processes: tuple[system.Process, ...] = ()


class FileSystemTable(Model):
    """An `/etc/fstab`: what a node mounts at boot."""

    mounts: tuple[storage.Mount, ...] = ()


class LvmConfiguration(Model):
    """An `lvm.conf` of Linux: what it sets, the sections left out."""

    settings: tuple[storage.LvmSetting, ...] = ()


class VolumeGroupActivation(Model):
    """An `/etc/lvmrc` of HP-UX: whether all volume groups are activated at boot, and which are by name."""

    auto_activate: Located[str | None] | None = None
    activations: tuple[storage.Activation, ...] = ()


class ClusterStartUp(Model):
    """An `/etc/rc.config.d/cmcluster`: whether the node joins its cluster at boot."""

    autostart: Located[str | None] | None = None


class BootAddresses(Model):
    """A `netconf`, or an `ifcfg` file: the addresses that interfaces get at boot."""

    addresses: tuple[Located[Address | None], ...] = ()


class ClusterStatus(Model):
    """A capture of `cmviewcl`: which packages may move, and to which nodes."""

    switches: tuple[captures.Switch, ...] = ()


class KernelParameters(Model):
    """A capture of `kctune` or `kmtune`."""

    tunables: tuple[captures.Tunable, ...] = ()


def read_companion(document: Document) -> Model:
    """Return the model of a companion.

    Raises:
        KeyError: the document is of a kind that is no companion.
    """
    return _READERS[document.kind](document)


def _activation(document: Document) -> Model:
    auto = document.script.scalar(storage.AUTO_ACTIVATE)
    return VolumeGroupActivation.model_construct(
        auto_activate=auto.value if auto is not None else None, activations=tuple(storage.activations(document))
    )


def _start_up(document: Document) -> Model:
    auto = start_up.autostart(document)
    return ClusterStartUp.model_construct(autostart=auto.value if auto is not None else None)


def _addresses(document: Document) -> Model:
    found = tuple(boot.address for boot in start_up.boot_addresses(document))
    return BootAddresses.model_construct(addresses=found)


_READERS: dict[Kind, Callable[[Document], Model]] = {
    Kind.NODELIST: lambda d: NodeList.model_construct(entries=tuple(trust.trusted_hosts(d))),
    Kind.RHOSTS: lambda d: RemoteHosts.model_construct(entries=tuple(trust.trusted_hosts(d))),
    Kind.HOSTS: lambda d: HostTable.model_construct(hosts=name_service.hosts(d)),
    Kind.NSSWITCH: lambda d: NameServiceSwitch.model_construct(databases=tuple(name_service.databases(d))),
    Kind.PASSWD: lambda d: UserTable.model_construct(users=tuple(system.users(d))),
    Kind.INETD: lambda d: InternetDaemons.model_construct(daemons=tuple(system.daemons(d))),
    Kind.INITTAB: lambda d: InitTable.model_construct(processes=tuple(system.processes(d))),
    Kind.FSTAB: lambda d: FileSystemTable.model_construct(mounts=tuple(storage.mounts(d))),
    Kind.LVM_CONF: lambda d: LvmConfiguration.model_construct(settings=tuple(storage.lvm_settings(d))),
    Kind.LVMRC: _activation,
    Kind.RC_CONFIG: _start_up,
    Kind.NETCONF: _addresses,
    Kind.STATUS: lambda d: ClusterStatus.model_construct(switches=captures.switches(d)),
    Kind.KERNEL_LISTING: lambda d: KernelParameters.model_construct(tunables=captures.tunables(d)),
}
