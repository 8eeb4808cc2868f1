"""The exceptions of mcsgconf, all below one root, so that a program can catch what this library says and nothing else.

Faults *in* a configuration are findings, never exceptions; what stands here are faults in how the library is called or
in what the operating system gives. Nothing else may enter.
"""


class McsgconfError(Exception):
    """Root of every exception that mcsgconf raises on purpose. Its text is written for the person who reads it."""


class UnreadableInput(McsgconfError):
    """A file or folder cannot be read, or holds nothing that mcsgconf knows."""


class EditError(McsgconfError):
    """Edits overlap, run backwards, or reach outside their text."""


class UsageError(McsgconfError):
    """An argument is of no use: an unknown rule code, kind, target or format."""


class UnmergeableInput(McsgconfError):
    """Two documents that cannot be merged at all: different kinds, the same file twice, a kind without a merge."""


class WriteError(McsgconfError):
    """A file could not be written; the original is untouched."""


class GitError(McsgconfError):
    """Git was needed and could not be run, or has no such version of a file."""
