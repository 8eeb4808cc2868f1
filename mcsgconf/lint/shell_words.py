"""First words of a command that a shell finds although it was given no PATH."""

from __future__ import annotations

IN_THE_SHELL = frozenset(
    """: . [ [[ { ( ! cd eval exec exit export for function if until while case set trap ulimit umask test read wait
    time""".split()
)
"""Words that the shell itself knows: no path is looked for."""
_INTERPRETERS = frozenset({"su", "perl", "python", "java"})


def is_of_the_system(program: str) -> bool:
    """Tell whether a shell may find a program although it was given no PATH."""
    from mcsgconf.models.flow import programs  # noqa: PLC0415 - for start-up: few services need it

    tables = (programs.RETURN, programs.SUCCEED, programs.FILTERS, programs.WRAPPERS, programs.SHELLS, _INTERPRETERS)
    return any(program in table for table in tables)
