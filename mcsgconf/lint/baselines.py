"""The baselines of a run: that of the command line for all files, else for each file the one that its settings name.

What an entry stands for is told by `baseline`. Here they are read, and asked for all files of a site together; whoever
runs the check writes them.
"""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mcsgconf.errors import UsageError
from mcsgconf.lint.baseline import Baseline, Entry, read_baseline
from mcsgconf.on_disk import read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mcsgconf.lint.finding import Finding
    from mcsgconf.lint.judging import Seen
    from mcsgconf.lint.reach import Reach
    from mcsgconf.site import Site


class Baselines:
    """Baselines by the path of their file, and which of them each file of the site goes by."""

    def __init__(self, paths: Mapping[str, Path], *, may_be_missing: bool) -> None:
        """Read the baselines.

        Args:
            paths: the path of the baseline of each file that has one, by the file's name.
            may_be_missing: one that is not there is empty, for it is about to be written.

        Raises:
            UnreadableInput: one cannot be read, or is no baseline.
        """
        self._of_file = paths
        self._by_path = {path: _read(path, may_be_missing=may_be_missing) for path in dict.fromkeys(paths.values())}

    def __bool__(self) -> bool:
        return bool(self._by_path)

    def has(self, finding: Finding) -> bool:
        """Tell whether the file that a finding is in goes by a baseline."""
        return finding.path in self._of_file

    def new(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings that no baseline stands for, in the order they were given."""
        given = list(findings)
        new: set[int] = set()
        for path, baseline in self._by_path.items():
            new.update(map(id, baseline.new(self._of(path, given))))
        return [finding for finding in given if id(finding) in new or finding.path not in self._of_file]

    def gone(self, findings: Sequence[Finding], judged: Judged) -> dict[Path, dict[Entry, int]]:
        """Return by baseline the entries that stand for more than is left, and how many findings are gone of each."""
        gone = {
            path: baseline.gone(self._of(path, findings), judged.by(baseline))
            for path, baseline in self._by_path.items()
        }
        return {path: entries for path, entries in gone.items() if entries}

    def pruned(self, gone: Mapping[Path, Mapping[Entry, int]]) -> dict[Path, Baseline]:
        """Return the baselines that have entries too many, without these."""
        return {path: self._by_path[path].without(entries) for path, entries in gone.items()}

    def renewed(self, findings: Sequence[Finding], judged: Judged) -> dict[Path, Baseline]:
        """Return every baseline as it has to be for what was found now; what could not be judged stays in."""
        return {
            path: baseline.with_findings(self._of(path, findings), judged.by(baseline))
            for path, baseline in self._by_path.items()
        }

    def _of(self, path: Path, findings: Iterable[Finding]) -> list[Finding]:
        return [finding for finding in findings if self._of_file.get(finding.path) == path]


def baselines_of(site: Site, given: Path | None, *, may_be_missing: bool) -> Baselines:
    """Return the baselines of a site: the one that is given, else those of the settings.

    Raises:
        UnreadableInput: one cannot be read, or is no baseline.
    """
    paths: dict[str, Path] = {}
    for name in site.names():
        path = given or site.settings.of(name).baseline_path()
        if path is not None:
            paths[name] = Path(os.path.relpath(path))
    return Baselines(paths, may_be_missing=may_be_missing)


class Judged:
    """Tells whether a run could have found what an entry stands for.

    That is so where the rule had its say over the file; and where the file is gone from a folder that was checked.
    """

    def __init__(self, reach: Reach, named: Sequence[str]) -> None:
        self._reach = reach
        folders = (path for path in named if os.path.isdir(path))  # noqa: PTH112 - False below what cannot be entered
        self._folders = tuple(os.path.realpath(path) + os.sep for path in folders)

    def by(self, baseline: Baseline) -> Callable[[Entry], bool]:
        """Return the same for the entries of one baseline."""
        return lambda entry: self.has_judged(entry, baseline.file_of(entry))

    def has_judged(self, entry: Entry, file: str) -> bool:
        """Tell it of an entry; `file` is the path on the disk that it speaks of."""
        seen = self._seen.get(os.path.realpath(file))
        if seen is not None:
            return entry.rule not in self._reach.choices.rules or self._reach.has_judged(entry.rule, seen)
        return os.path.realpath(file).startswith(self._folders) and not os.path.lexists(file)

    @cached_property
    def _seen(self) -> dict[str, Seen]:
        return {os.path.realpath(name): seen for name, seen in self._reach.seen.items()}


def _read(path: Path, *, may_be_missing: bool) -> Baseline:
    if not path.exists():
        if may_be_missing:
            return Baseline(os.path.abspath(path.parent))  # noqa: PTH100 - `absolute` keeps `..`
        raise UsageError(f"{path}: there is no such baseline yet; `mcsgconf check --write-baseline` makes it")
    return read_baseline(path, read_bytes(path))
