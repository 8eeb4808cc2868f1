"""What changed in meaning, as text for people or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.report.escape import escape_line
from mcsgconf.report.json_text import json_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcsgconf.diff import Change, Meaning

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def change_text(changes: Iterable[Change]) -> str:
    """Return a line for each change: `~ NODE_TIMEOUT: 8000000 -> 2000000`; what an added block holds stands below it."""
    return "".join(_line(change) for change in changes)


def change_json(changes: Iterable[Change]) -> str:
    """Return a JSON list of objects `{path, action, old, new}`, ending in a newline."""
    rows = [{"path": c.path, "action": c.action, "old": c.old, "new": c.new} for c in changes]
    return json_text(rows)


def _line(change: Change) -> str:
    head = f"{_SIGNS[change.action]} {escape_line(change.path)}"
    if change.action == "changed":
        return f"{head}: {_value(change.old)} -> {_value(change.new)}\n"
    value = change.new if change.action == "added" else change.old
    if isinstance(value, dict):
        return f"{head}\n{_table(value, '    ')}"
    return f"{head}\n" if change.path.endswith(f"[{value}]") else f"{head}: {_value(value)}\n"


def _table(table: dict[str, Meaning], indent: str) -> str:
    rows = []
    for key, value in table.items():
        if isinstance(value, dict):
            rows.append(f"{indent}{escape_line(key)}\n{_table(value, f'{indent}    ')}")
        else:
            rows.append(f"{indent}{escape_line(key)}: {_value(value)}\n")
    return "".join(rows)


def _value(value: Meaning | None) -> str:
    return escape_line(", ".join(map(str, value)) if isinstance(value, list) else str(value))
