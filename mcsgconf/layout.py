"""Where things stand in a repository, as its settings say it: where a cluster begins, what is of which node, which folder
holds what lies below a path on the nodes.

Paths come in as documents are named, from the folder that the program runs in; what settings say begins at their folder.
"""

from __future__ import annotations

import os.path
import re
from functools import cache
from typing import TYPE_CHECKING

from mcsgconf.settings.model import CLUSTER, NODE
from mcsgconf.whereabouts import parts_with_root

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import PurePath

    from mcsgconf.globs import Globs
    from mcsgconf.settings.nearest import NearestSettings

_SPECIAL = re.compile(r"[*?\[\\]")


class SiteLayout:
    """The layout that settings give the files of a site."""

    def __init__(self, settings: NearestSettings) -> None:
        self._settings = settings

    def begin(self, path: PurePath) -> PurePath | None:
        """Return the folder above a file in which a cluster begins, the nearest one; None where settings name none."""
        settings = self._settings.of(str(path))
        if settings.layout.clusters is None:
            return None
        above = settings.relative(str(path)).split("/")[:-1]
        for end in range(len(above), -1, -1):
            if settings.layout.clusters.names("/".join([*above[:end], ""]) or "./"):
                folders = path.parents
                return folders[min(len(above) - end, len(folders) - 1)]
        return None

    def node_of(self, name: str, nodes: Iterable[str]) -> str | None:
        """Return which of the nodes a file is of, by where it stands; None where settings say nothing of its place."""
        settings = self._settings.of(name)
        path = settings.relative(name)
        for capture in settings.layout.captures:
            if _globs(capture, "*").cover(path):
                fitting = [node for node in nodes if node in path and _globs(capture, _escaped(node)).cover(path)]
                if fitting:
                    return max(fitting, key=len)
        return None

    def has_captures(self, name: str) -> bool:
        """Tell whether the settings of a file say where what is of a node stands."""
        return bool(self._settings.of(name).layout.captures)

    def mapped(self, reference: str, named_by: str, cluster: PurePath | None) -> str | None:
        """Return the absolute path of the file that a path on the nodes stands for; None where settings do not say it.

        Args:
            reference: the path on the nodes.
            named_by: the name of the document that speaks of it; its settings count.
            cluster: the folder of its cluster, None where that is not known.
        """
        settings = self._settings.of(named_by)
        parts = parts_with_root(reference) if settings.layout.paths else None
        if parts is None:
            return None
        for prefix, folder in sorted(settings.layout.paths, key=lambda pair: -len(pair[0])):
            if parts[: len(prefix)] == prefix and len(parts) > len(prefix):
                base = _base(folder, settings.folder, cluster)
                return None if base is None else os.path.normpath(os.path.join(base, *parts[len(prefix) :]))  # noqa: PTH118
        return None

    def mapped_folders(self, named_by: str, cluster: PurePath | None) -> list[str]:
        """Return the absolute paths of all folders that `mapped` may look into for a document; arguments as there."""
        settings = self._settings.of(named_by)
        bases = (_base(folder, settings.folder, cluster) for _, folder in settings.layout.paths)
        return [os.path.normpath(base) for base in bases if base is not None]


def _base(folder: str, here: str, cluster: PurePath | None) -> str | None:
    if not folder.startswith(CLUSTER):
        return os.path.join(here, folder)  # noqa: PTH118 - the text of a path that need not exist
    if cluster is None:
        return None
    return os.path.join(os.path.abspath(cluster), folder.removeprefix(CLUSTER).lstrip("/"))  # noqa: PTH100, PTH118


@cache
def _globs(capture: str, node: str) -> Globs:
    from mcsgconf.globs import Glob, Globs  # noqa: PLC0415 - few repositories need it

    return Globs([Glob.parse(capture.replace(NODE, node))])


def _escaped(node: str) -> str:
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", node)
