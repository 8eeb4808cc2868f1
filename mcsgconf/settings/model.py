"""What a settings file says, as values: every floor above asks these, and no run without a settings file needs more."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from mcsgconf.catalogue.target import Target
    from mcsgconf.globs import Globs

SEVERITIES = ("error", "warning", "info")
NODE = "{node}"
CLUSTER = "{cluster}"
"""What stands for the name of a node, and the folder of a cluster, in the layout."""


class Layout(NamedTuple):
    """Where things stand in a repository, where that cannot be told from the files.

    `clusters` names the folders in which a cluster begins; `captures` are globs with `{node}` in place of a node's name;
    `paths` are pairs: a path on the nodes, in parts, and the folder that holds what lies there, perhaps with `{cluster}`
    in front, which is the folder of the cluster.
    """

    clusters: Globs | None = None
    captures: tuple[str, ...] = ()
    paths: tuple[tuple[tuple[str, ...], str], ...] = ()


class Settings(NamedTuple):
    """What one settings file says; None and empty where it says nothing.

    `path` is the file, None where there is none; `folder` the absolute path that its globs begin at. Codes and prefixes
    are kept as they were written; `severity` and the tables by glob are pairs, in the order of the file.
    """

    path: Path | None = None
    folder: str = ""
    target: Target | None = None
    target_by_path: tuple[tuple[Globs, Target], ...] = ()
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[Globs, tuple[str, ...]], ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    fail_on: str | None = None
    baseline: str | None = None
    rules: tuple[str, ...] = ()
    exclude: Globs | None = None
    layout: Layout = Layout()

    def relative(self, name: str) -> str:
        """Return the path of a file from `folder` on, with `/` between names; one outside begins with `..`."""
        return os.path.relpath(name, self.folder or None).replace(os.sep, "/")

    def target_of(self, name: str) -> Target | None:
        """Return what a file is meant for: the last entry of `target-by-path` that fits, else the target of all files."""
        if self.target_by_path:
            path = self.relative(name)
            for globs, target in reversed(self.target_by_path):
                if globs.cover(path):
                    return target
        return self.target

    def baseline_path(self) -> str | None:
        """Return the path of the baseline, None where there is none."""
        return None if self.baseline is None else os.path.join(self.folder, self.baseline)  # noqa: PTH118 - no path is asked

    def has_own_rules(self) -> bool:
        """Tell whether there are rules besides those of mcsgconf."""
        return bool(self.rules)

    def ignored_in(self, name: str) -> tuple[str, ...]:
        """Return the codes and prefixes that `per-file-ignores` turns off for a file, of every entry that fits."""
        if not self.per_file_ignores:
            return ()
        path = self.relative(name)
        return tuple(code for globs, codes in self.per_file_ignores if globs.cover(path) for code in codes)


NONE = Settings()
"""The settings of a file above which no settings file stands."""
