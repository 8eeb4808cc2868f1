"""Two versions of a text as a unified diff: what a fix or a merge would change."""

from __future__ import annotations

import difflib

from mcsgconf.report.escape import escape, escape_line


def unified_diff(before: str, after: str, before_name: str, after_name: str) -> str:
    """Return a unified diff, empty where both texts are the same. Control characters are shown as escapes."""
    lines = difflib.unified_diff(
        _lines(before),
        _lines(after),
        escape_line(before_name),
        escape_line(after_name),
    )
    return "".join(_line(line) for line in lines)


def _lines(text: str) -> list[str]:
    """Split at newlines only: a carriage return is content."""
    pieces = text.split("\n")
    return [f"{piece}\n" for piece in pieces[:-1]] + ([pieces[-1]] if pieces[-1] else [])


def _line(line: str) -> str:
    if line.endswith("\n"):
        return f"{escape(line[:-1])}\n"
    return f"{escape(line)}\n\\ No newline at end of file\n"
