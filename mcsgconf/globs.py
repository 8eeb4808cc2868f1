r"""Patterns of paths, as `.gitignore` has them: the one meaning that globs have in settings and in `.gitignore` files.

    *  any characters within one name          ?  one of them          [a-z]  one of these, [!a-z] one of the others
    **  any number of folders, as `**/x`, `x/**/y`, `x/**`              \  takes the next character as it is

A pattern without `/` fits a name in any folder; with one in front or in the middle it begins at the folder that the
patterns belong to; with one at the end it fits folders only. A pattern in a `.gitignore` may come from anybody, so none
may take long: each `*` takes the least it can and is never tried again, which for such patterns is always right.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

_CLASSES = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "blank": r" \t",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": r"\x21-\x7e",
    "lower": "a-z",
    "print": r"\x20-\x7e",
    "punct": r"\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e",
    "space": r" \t\n\r\f\v",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}
_FOLDERS = "(?:[^/]++/)*?"
_LONGEST = 4096  # characters; no path is longer, so no pattern has to be


class Glob(NamedTuple):
    """One pattern. `expression` fits the paths it names, a folder's with a `/` behind it; `negated` is a leading `!`."""

    text: str
    expression: str
    negated: bool = False

    @classmethod
    def parse(cls, text: str) -> Glob:
        r"""Return the pattern that `text` writes.

        Raises:
            UsageError: it can fit nothing: it is empty, a `[` is not closed, or a `\` ends it.
        """
        negated = text.startswith("!")
        body = text.removeprefix("!")
        only_folders = body.endswith("/")
        body = body.removesuffix("/")
        anchored = "/" in body
        parts = body.removeprefix("/").split("/")
        if not body or "" in parts:
            raise UsageError(f"{text!r} fits no path: a name is missing")
        expression = _path_expression([*parts] if anchored else ["**", *parts])
        return cls(text, expression + ("/" if only_folders else "/?"), negated)

    def __repr__(self) -> str:
        return f"Glob({self.text!r})"


class Globs:
    """Patterns in their order, of which the last that fits a path decides."""

    def __init__(self, globs: Iterable[Glob]) -> None:
        self.globs = tuple(globs)

    def __bool__(self) -> bool:
        return bool(self.globs)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Globs) and self.globs == other.globs

    def __hash__(self) -> int:
        return hash(self.globs)

    def __repr__(self) -> str:
        return f"Globs({[glob.text for glob in self.globs]})"

    def names(self, path: str) -> bool | None:
        """Tell whether a path is named: True, False where a `!` takes it out again, None where nothing fits.

        Args:
            path: from the patterns' own folder on, `/` between names, a `/` at the end of a folder's.
        """
        return next((not negated for negated, pattern in self._runs if pattern.fullmatch(path)), None)

    def cover(self, path: str) -> bool:
        """Tell whether a file is named, or a folder that it lies in; what lies in a named folder is covered in any case.

        Args:
            path: as for `names`, of a file.
        """
        return any(self.names(path[: at + 1]) for at in range(len(path)) if path[at] == "/") or bool(self.names(path))

    @cached_property
    def _runs(self) -> list[tuple[bool, re.Pattern[str]]]:
        """Patterns of one sign that follow one another, as one expression; the last of them first."""
        runs = groupby(reversed(self.globs), lambda glob: glob.negated)
        return [(negated, re.compile("|".join(glob.expression for glob in run), re.DOTALL)) for negated, run in runs]


def ignore_patterns(text: str) -> Globs:
    """Return the patterns of a `.gitignore`; lines that can fit nothing are left out, as git does."""
    globs = []
    for line in text.removeprefix("\ufeff").split("\n"):
        pattern = _without_blanks_behind(line.removesuffix("\r"))
        if pattern and len(pattern) <= _LONGEST and not pattern.startswith("#"):
            try:
                globs.append(Glob.parse(pattern))
            except UsageError:
                continue
    return Globs(globs)


def _without_blanks_behind(line: str) -> str:
    bare = line.rstrip(" ")
    escaped = (len(bare) - len(bare.rstrip("\\"))) % 2 == 1 and len(bare) < len(line)
    return bare + " " if escaped else bare


def _path_expression(parts: list[str]) -> str:
    """Return the expression of a path; runs of names between `**` are atomic: the first place that fits is the right one."""
    inside_only = parts[-1] == "**" and len(parts) > 1 and any(part != "**" for part in parts)
    runs: list[list[str]] = [[]]
    for part in parts:
        if part == "**":
            runs.append([])
        else:
            runs[-1].append(_name_expression(part))
    if not runs[-1]:
        runs[-1].append("[^/]++" if not inside_only else "[^/]++(?:/[^/]++)*+")
    head, *others = ["/".join(run) for run in runs]
    if not others:
        return head
    middle = "".join(f"(?>{_FOLDERS}{run}/)" for run in others[:-1] if run)
    return f"{head}/{middle}{_FOLDERS}{others[-1]}" if head else f"{middle}{_FOLDERS}{others[-1]}"


def _name_expression(name: str) -> str:
    """Return the expression of one name; texts between stars are atomic, the last is held to the end of the name."""
    chunks, chunk, at = [], "", 0
    while at < len(name):
        char = name[at]
        at += 1
        match char:
            case "*":
                chunks.append(chunk)
                chunk = ""
            case "?":
                chunk += "[^/]"
            case "[":
                written, at = _bracket(name, at)
                chunk += written
            case "\\":
                if at == len(name):
                    raise UsageError(f"{name!r} fits no path: nothing stands behind the last \\")
                chunk += re.escape(name[at])
                at += 1
            case _:
                chunk += re.escape(char)
    if not chunks:
        return chunk
    if not chunk and not any(chunks):
        return "[^/]++"
    middle = "".join(f"(?>[^/]*?{text})" for text in chunks[1:] if text)
    return f"{chunks[0]}{middle}[^/]*{chunk}(?![^/])"


def _bracket(name: str, at: int) -> tuple[str, int]:
    """Return the expression of the set of characters that begins behind its `[` at `at`, and where it ends."""
    negated = name[at : at + 1] in {"!", "^"}
    at += negated
    ranges, first = "", True
    while at < len(name) and (first or name[at] != "]"):
        first = False
        if name.startswith("[:", at) and ":]" in name[at + 2 :]:
            end = name.index(":]", at + 2)
            ranges += _CLASSES.get(name[at + 2 : end], "")
            if name[at + 2 : end] not in _CLASSES:
                raise UsageError(f"{name!r} fits no path: {name[at : end + 2]} is no class of characters")
            at = end + 2
            continue
        low, at = _member(name, at)
        high = low
        if name.startswith("-", at) and name[at + 1 : at + 2] not in {"", "]"}:
            high, at = _member(name, at + 1)
        ranges += _code(low) + (f"-{_code(high)}" if low < high else "")  # of a range [z-a] git takes the z
    if at >= len(name):
        raise UsageError(f"{name!r} fits no path: a [ is not closed")
    return (f"[^/{ranges}]" if negated else f"(?!/)[{ranges}]"), at + 1


def _member(name: str, at: int) -> tuple[str, int]:
    if name[at] == "\\" and at + 1 < len(name):
        at += 1
    return name[at], at + 1


def _code(char: str) -> str:
    return f"\\U{ord(char):08x}"
