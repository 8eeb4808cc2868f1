"""Findings that are left for later: what the options of `mcsgconf check` do that read, write and prune baselines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.cli.streams import say
from mcsgconf.errors import UsageError
from mcsgconf.files import write_atomically
from mcsgconf.lint.baselines import Judged, baselines_of
from mcsgconf.report.escape import escape_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from mcsgconf.cli.checking import Options
    from mcsgconf.lint.baseline import Baseline, Entry
    from mcsgconf.lint.finding import Finding
    from mcsgconf.lint.reach import Reach
    from mcsgconf.site import Site


class Later:
    """The baselines of a run, and what its options want of them."""

    def __init__(self, options: Options, site: Site) -> None:
        """Read the baselines.

        Raises:
            UsageError: an option wants a baseline, and none is named.
            UnreadableInput: one cannot be read, or is no baseline.
        """
        self._options = options
        self._baselines = baselines_of(site, options.baseline, may_be_missing=options.write_baseline)
        if not self._baselines:
            option = "--write-baseline" if options.write_baseline else "--prune-baseline"
            raise UsageError(f"{option} needs a file: --baseline FILE, or the key `baseline` in the settings")

    def counting(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings that are not left for later."""
        return self._baselines.new(findings)

    def settle(self, reach: Reach, findings: Sequence[Finding]) -> tuple[list[Finding], bool]:
        """Write or prune the baselines where that is asked for; say which entries stand for nothing.

        Args:
            reach: what the run could have found.
            findings: what it found.

        Returns:
            The findings that are not left for later, and whether a baseline has entries too many now.
        """
        judged = Judged(reach, self._options.paths)
        if self._options.write_baseline:
            _write(self._baselines.renewed(findings, judged))
            return [finding for finding in findings if not self._baselines.has(finding)], False
        gone = self._baselines.gone(findings, judged)
        if self._options.prune_baseline:
            _write(self._baselines.pruned(gone))
            return self.counting(findings), False
        _say_gone(gone)
        return self.counting(findings), bool(gone)


def _write(baselines: Mapping[Path, Baseline]) -> None:
    for path, baseline in baselines.items():
        write_atomically(path, baseline.text().encode("ascii"))
        count = sum(baseline.entries.values())
        say(f"mcsgconf: {escape_line(str(path))}: {count} finding{'' if count == 1 else 's'} left for later")


def _say_gone(gone: Mapping[Path, Mapping[Entry, int]]) -> None:
    for path, entries in gone.items():
        for entry, number in entries.items():
            where = f"{entry.path}, {entry.place}" if entry.place else entry.path
            times = f" ({number} of them)" if number > 1 else ""
            say(f"mcsgconf: {escape_line(f'{path}: {entry.rule} in {where} is no longer found{times}')}")
    if gone:
        say("mcsgconf: --prune-baseline takes out of a baseline what is no longer found")
