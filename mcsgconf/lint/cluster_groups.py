"""The volume groups of a cluster: those its file lists, and those its packages activate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.lint.meant import meant
from mcsgconf.lint.whole_cluster import name_of, sure_cluster
from mcsgconf.models.convert import device_of_volume_group

if TYPE_CHECKING:
    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document
    from mcsgconf.models.package import Package, Placed
    from mcsgconf.site import ClusterSite

_MODE = re.compile(r"(?<!\S)-a[ \t]*+([a-z])\b")
_LOCKS = ("FIRST_CLUSTER_LOCK_VG", "SECOND_CLUSTER_LOCK_VG")
OF_THE_SYSTEM = "/dev/vg00"
"""What HP-UX calls the volume group that it boots from."""
VOLUME_GROUP, OPS_VOLUME_GROUP = "VOLUME_GROUP", "OPS_VOLUME_GROUP"


class ClusterGroups(NamedTuple):
    """The volume groups of one cluster by device folder (`/dev/vg01`).

    `listed` are the VOLUME_GROUP lines, `shared` the OPS_VOLUME_GROUP lines, `locks` those of the cluster lock.
    `activated` has for each group the packages that activate it. `complete` says whether the groups of every package
    among the files are known.
    """

    document: Document
    listed: dict[str, Setting]
    shared: dict[str, Setting]
    locks: dict[str, Setting]
    activated: dict[str, list[tuple[Package, Placed[str | None]]]]
    complete: bool

    def has(self, group: str) -> bool:
        """Tell whether a group is the cluster's in any way."""
        return any(group in groups for groups in (self.listed, self.shared, self.locks, self.activated))

    def whose(self, group: str) -> str:
        """Return who has a group, as messages say it."""
        packages = list(dict.fromkeys(name_of(package) for package, _ in self.activated.get(group, ())))
        return f"package {packages[0]}" if packages and packages[0] else "its packages"


def cluster_groups(cluster: ClusterSite) -> ClusterGroups | None:
    """Return the volume groups of a cluster; None where its file is not known for certain."""
    document = sure_cluster(cluster)
    if document is None:
        return None
    root = document.blocks
    activated: dict[str, list[tuple[Package, Placed[str | None]]]] = {}
    complete = True
    for package in (site.package for site in cluster.packages):
        complete = complete and not package.is_doubtful("VG")
        for group in package.volume_groups:
            if group.value is None:
                complete = False
            else:
                activated.setdefault(group.value, []).append((package, group))
    return ClusterGroups(
        document,
        _by_device(root.all(VOLUME_GROUP)),
        _by_device(root.all(OPS_VOLUME_GROUP)),
        _by_device([lock for key in _LOCKS for lock in root.all(key)]),
        activated,
        complete,
    )


def _by_device(settings: list[Setting]) -> dict[str, Setting]:
    return {device_of_volume_group(meant(setting)): setting for setting in reversed(settings) if meant(setting)}


def activation_mode(package: Package) -> str | None:
    """Return the letter behind `-a` in the command that activates a package's groups; None where it is not known."""
    command = package.vgchange.value if package.vgchange is not None else None
    found = _MODE.search(command) if command is not None else None
    return found[1] if found is not None else None
