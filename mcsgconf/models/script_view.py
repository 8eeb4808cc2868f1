"""The view of a control script by itself: what it starts, whichever package runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.models.package import FileSystem, Package, RelocatableAddress, Service
from mcsgconf.models.placing import Placer
from mcsgconf.models.script_parts import (
    read_addresses,
    read_disk_groups,
    read_mounts,
    read_started_services,
    read_volume_groups,
)

if TYPE_CHECKING:
    from mcsgconf.models.document import Document


def script_view(document: Document) -> Package:
    """Return the view of a control script; what only the package file says is not in it."""
    script = document.script
    here = Placer(document)
    vgchange = script.scalar("VGCHANGE")
    return Package(
        document,
        name=None,
        services=tuple(
            Service(None, here.one(service.name), here.one(service.cmd), here.one(service.restart), index=service.index)
            for service in read_started_services(script)
        ),
        volume_groups=here.all(read_volume_groups(script)),
        disk_groups=here.all(read_disk_groups(script)),
        vgchange=here.one(vgchange.value if vgchange is not None else None),
        file_systems=tuple(
            FileSystem(
                here.one(mount.lv),
                here.one(mount.fs),
                here.one(mount.type),
                here.one(mount.mount_opt),
                here.one(mount.umount_opt),
                here.one(mount.fsck_opt),
                index=mount.index,
            )
            for mount in read_mounts(script)
        ),
        addresses=tuple(
            RelocatableAddress(here.one(address.ip), here.one(address.subnet), index=address.index)
            for address in read_addresses(script)
        ),
        control_script=document,
        doubtful=script.doubtful,
    )
