"""The exceptions of mcsgconf, all below one root, so that a program can catch what this library says and nothing else.

Faults *in* a configuration are findings, never exceptions; what stands here are faults in how the library is called or
in what the operating system gives. Nothing else may enter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self


class McsgconfError(Exception):
    """Root of every exception that mcsgconf raises on purpose. Its text is written for the person who reads it."""


class UnreadableInput(McsgconfError):
    """A file or folder cannot be read, or holds nothing that mcsgconf knows."""

    @classmethod
    def because(cls, path: object, error: OSError) -> Self:
        """Return the exception that says of a path what the system said."""
        return cls(f"{path}: cannot be read: {error.strerror or error}")


class NothingKnown(UnreadableInput):
    """A folder can be read and holds nothing that mcsgconf knows."""


class EditError(McsgconfError):
    """Edits overlap, run backwards, or reach outside their text."""


class UsageError(McsgconfError):
    """An argument is of no use: an unknown rule code, kind, target or format."""


class SettingsError(UsageError):
    """A settings file says what makes no sense. `problems` has a line for each mistake, with its place."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class UnmergeableInput(McsgconfError):
    """Two documents that cannot be merged at all: different kinds, the same file twice, a kind without a merge."""


class WriteError(McsgconfError):
    """A file could not be written; the original is untouched."""


class GitError(McsgconfError):
    """Git was needed and could not be run, or has no such version of a file."""
