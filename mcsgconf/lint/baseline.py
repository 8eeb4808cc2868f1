"""A baseline: the findings of a day that are left for later, so that a check only shows what came since.

A finding goes by its file, by what its place is called there (see `models.structure`) and by its rule, never by a line:
it is the same one when text above it changes, when lines are indented anew and when blocks are moved. Findings that are
alike in all three are counted. The file is JSON with an entry a line, sorted, so that its history reads well.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.errors import UnreadableInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from mcsgconf.lint.finding import Finding

VERSION = 1
MOST = 1_000_000
"""Findings that an entry may stand for, and more than any file has."""


class Entry(NamedTuple):
    """What makes findings the same: the path from the baseline's folder on, the structural path, the rule's code."""

    path: str
    place: str
    rule: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """Entries and how many findings each stands for. `folder` is the folder of the file, which paths begin at."""

    folder: str
    entries: Mapping[Entry, int] = field(default_factory=dict)

    def entry_of(self, finding: Finding) -> Entry:
        """Return the entry that stands for a finding."""
        return Entry(self.path_of(finding.path), finding.structural_path, finding.code)

    def path_of(self, name: str) -> str:
        """Return the path of a file as entries have it; `name` is relative to the folder the program runs in."""
        return os.path.relpath(name, self.folder).replace(os.sep, "/")

    def file_of(self, entry: Entry) -> str:
        """Return the path on the disk of the file that an entry speaks of."""
        return os.path.normpath(f"{self.folder}/{entry.path}")

    def new(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings that no entry stands for; of more than there were, the last ones."""
        left = Counter(self.entries)
        found = []
        for finding in findings:
            entry = self.entry_of(finding)
            if left[entry] > 0:
                left[entry] -= 1
            else:
                found.append(finding)
        return found

    def with_findings(self, findings: Iterable[Finding], has_judged: Callable[[Entry], bool]) -> Baseline:
        """Return the baseline of what a run found; what it could not judge stays as it was."""
        kept = {entry: count for entry, count in self.entries.items() if not has_judged(entry)}
        return Baseline(self.folder, Counter(map(self.entry_of, findings)) | Counter(kept))

    def gone(self, findings: Iterable[Finding], has_judged: Callable[[Entry], bool]) -> dict[Entry, int]:
        """Return the entries of which fewer findings are left than they stand for, and how many are gone of each.

        Args:
            findings: all that a run found, those that the baseline stands for included.
            has_judged: whether the run could have found what an entry stands for.
        """
        gone = Counter(self.entries)
        gone.subtract(map(self.entry_of, findings))
        return {entry: number for entry, number in sorted(gone.items()) if number > 0 and has_judged(entry)}

    def without(self, gone: Mapping[Entry, int]) -> Baseline:
        """Return the baseline without the findings that are gone."""
        return Baseline(self.folder, Counter(self.entries) - Counter(gone))

    def text(self) -> str:
        """Return the text of the file: JSON, an entry a line, sorted; the same for the same entries."""
        rows = [
            json.dumps({"path": entry.path, "place": entry.place, "rule": entry.rule, "count": count})
            for entry, count in sorted(self.entries.items())
            if count > 0
        ]
        listed = "".join(f"\n    {row}," for row in rows).removesuffix(",") + "\n  " if rows else ""
        return f'{{\n  "version": {VERSION},\n  "findings": [{listed}]\n}}\n'


def read_baseline(path: Path, data: bytes) -> Baseline:
    """Return the baseline that the content of a file holds; two entries that are alike count together.

    Raises:
        UnreadableInput: it is none. The message names the place.
    """
    try:
        table: object = json.loads(data.decode("utf-8"))
    except json.JSONDecodeError as error:
        raise UnreadableInput(f"{path}:{error.lineno}: this is no JSON, so no baseline: {error.msg}") from error
    except (ValueError, RecursionError) as error:  # no UTF-8, a number without end, brackets without end
        raise UnreadableInput(f"{path}: this is no baseline: {type(error).__name__}: {error}") from error
    if not isinstance(table, dict) or "version" not in table or "findings" not in table:
        raise UnreadableInput(f"{path}: this is no baseline; `mcsgconf check --write-baseline` makes one")
    if table["version"] != VERSION:
        raise UnreadableInput(f"{path}: version {VERSION} of baselines is known here, this is {table['version']!r:.40}")
    rows = table["findings"]
    if not isinstance(rows, list):
        raise UnreadableInput(f"{path}: findings is a list")
    entries = Counter[Entry]()
    for number, row in enumerate(rows, 1):
        entry, count = _entry(row, f"{path}: entry {number}")
        entries[entry] += count
    return Baseline(os.path.abspath(path.parent), entries)  # noqa: PTH100 - `absolute` keeps `..`


def _entry(row: object, where: str) -> tuple[Entry, int]:
    match row:
        case {"path": str(path), "place": str(place), "rule": str(rule), "count": int(count), **rest} if not rest:
            if isinstance(count, bool) or not 0 < count <= MOST:
                raise UnreadableInput(f"{where}: count is a number from 1 to {MOST}")
            if "\0" in path:
                raise UnreadableInput(f"{where}: no path has a NUL in it")
            return Entry(path, place, rule), count
        case _:
            raise UnreadableInput(f"{where} is not an object of path, place, rule (texts) and count (a number)")
