"""What the migration table says of a name, in the words of `explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.catalogue.migration import Change, Successor, load_migration
from mcsgconf.report.entry import editions, entry

if TYPE_CHECKING:
    from mcsgconf.report.entry import Fact

_FILES = {"legacy-package": "package file", "control-script": "control script"}
_CHANGES = {
    Change.SAME: "",
    Change.WORDS: "its words in small letters",
    Change.UNQUOTED: "without quotation marks",
    Change.QUOTED: "in quotation marks",
    Change.BRACES: r"in quotation marks, \$DiskGroup as \${DiskGroup}",
    Change.RESTARTS: "-r 3 as 3, -R as unlimited, nothing as none",
    Change.REGROUPED: "in other lines",
    Change.MOVED: "",
    Change.GONE: "",
}


def in_modular(kind: str, name: str) -> list[str]:
    """Return a line for each row that says what becomes of a legacy name; none where nobody looked at it."""
    return [_becomes(row) for row in load_migration().of_legacy(kind, name)]


def in_legacy(name: str) -> str:
    """Return the legacy names whose place a modular parameter has, with their files."""
    rows = load_migration().of_modular(name)
    return ", ".join(
        f"{' and '.join(map(_called, row.legacy))}{'()' if row.function else ''} ({row.of or _FILES[row.file]})"
        for row in rows
    )


def function_report(name: str) -> str:
    """Return the entry of a function of the control script, empty where the table has none of that name."""
    rows = [row for row in load_migration().successors if row.function and name in row.legacy and name != "*"]
    return "".join(
        entry(
            f"{name} (function of the control script)",
            "A function of a legacy package's control script.",
            [("modular style", _becomes(row)), *_sources(row.source)],
        )
        for row in rows
    )


def tool_report(name: str) -> str:
    """Return the entry of a command that migrates packages, empty where none is called so."""
    return "".join(
        entry(
            f"{tool.name} (command)",
            "A command of Serviceguard that makes a modular package of a legacy one.",
            [("synopsis", tool.synopsis), ("known", list(tool.facts)), *_sources(tool.source)],
        )
        for tool in load_migration().tools
        if tool.name == name
    )


def _becomes(row: Successor) -> str:
    told = f"{' and '.join(row.modular) or 'nothing has its place'}"
    change = _CHANGES[row.change]
    return f"{told}{f', {change}' if change else ''}. {row.how or ''}".rstrip()


def _called(name: str) -> str:
    return "any other" if name == "*" else name


def _sources(source: str) -> list[Fact]:
    return [("source", source), *editions(source, load_migration().sources)]
