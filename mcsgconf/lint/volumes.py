"""Device files of volumes: which group a volume lies in, as its path tells."""

from __future__ import annotations

import re

RAW_DEVICE = re.compile(r"/dev/(?:vx/rdsk/|rdsk/|rdisk/|[^/]+/rlvol[0-9]+$)", re.ASCII)
_LVM = re.compile(r"/dev/([A-Za-z0-9_.+-]+)/[^/]+", re.ASCII)
_DISK_GROUP = re.compile(r"/dev/vx/dsk/([^/]+)/[^/]+")
_NO_GROUPS = frozenset("dsk rdsk disk rdisk mapper vx md cciss ida mpath drbd block disks evms lvm2 ram loop".split())


def group_of(device: str) -> tuple[str, bool] | None:
    """Return the name of the group that a volume is in, and whether that is a disk group; None where it cannot be told."""
    disk_group = _DISK_GROUP.fullmatch(device)
    if disk_group is not None:
        return disk_group[1], True
    volume = _LVM.fullmatch(device)
    if volume is None or volume[1] in _NO_GROUPS or RAW_DEVICE.match(device):
        return None
    return volume[1], False
