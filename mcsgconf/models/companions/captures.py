"""What commands showed on a node: the state of the cluster (`cmviewcl`), the kernel's parameters (`kctune`, `kmtune`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.models.companions.entries import Entry, entries
from mcsgconf.models.located import Located
from mcsgconf.text import Span  # noqa: TC001 - pydantic reads the annotations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document

_PACKAGE, _NODES = "PACKAGE", frozenset({"NODE_TYPE", "NODE_NAME"})
_HEADS = _NODES | {
    _PACKAGE,
    "NODE",
    "CLUSTER",
    "INTERFACE",
    "ITEM",
    "POLICY_NAME",
    "SITE_NAME",
    "SITE",
    "DEPENDENCY_NAME",
}
_STATUS, _SWITCHING = "STATUS", "SWITCHING"
_SWITCH = frozenset({"AUTO_RUN", "PKG_SWITCH"})


@dataclass(frozen=True, slots=True)
class Switch:
    """Whether a package may move: everywhere (`node` is None), or to a node. `up` is the state of package or node."""

    package: str
    node: str | None
    up: bool
    enabled: Located[bool]
    span: Span


@dataclass(frozen=True, slots=True)
class Tunable:
    """A parameter of the kernel. `value` is None where it is no number; `expression` is how it was set (`Default`)."""

    name: Located[str]
    value: Located[int | None]
    expression: str


def switches(document: Document) -> tuple[Switch, ...]:
    """Return the switches of packages that a capture of `cmviewcl -v` or `cmviewcl -f line` shows, in its order."""
    lines = list(entries(document))
    if any("=" in entry.words[0].text for entry in lines[:5]):
        return tuple(_of_lines(lines))
    return tuple(_of_table(lines))


def _of_table(lines: list[Entry]) -> Iterator[Switch]:
    """Yield the switches of the form for people: tables below headings, those of a package behind its line."""
    columns: list[str] = []
    package = ""
    for entry in lines:
        words = [word.text for word in entry.words]
        if len(words) == 1 or words[0] in _HEADS:
            columns = words if _STATUS in words else []
        elif not columns or len(words) <= columns.index(_STATUS):
            continue
        elif columns[0] == _PACKAGE:
            package = words[0]
            column = next((i for i, head in enumerate(columns) if head in _SWITCH), len(words))
            yield from _switch(entry, package, None, column, up=words[columns.index(_STATUS)] == "up")
        elif columns[0] in _NODES and _SWITCHING in columns and package:
            named = columns.index("NAME") if "NAME" in columns else 0
            if named < len(words):
                up = words[columns.index(_STATUS)] == "up"
                yield from _switch(entry, package, words[named], columns.index(_SWITCHING), up=up)


def _switch(entry: Entry, package: str, node: str | None, column: int, *, up: bool) -> Iterator[Switch]:
    word = entry.words[column] if column < len(entry.words) else None
    if word is not None and word.text in {"enabled", "disabled"}:
        yield Switch(package, node, up, Located(word.text == "enabled", word.text, word.span), entry.span)


def _of_lines(lines: list[Entry]) -> Iterator[Switch]:
    """Yield the switches of the form for programs: `package:db|node:anna|switching=disabled`."""
    said = [pair for entry in lines if (pair := _pair(entry)) is not None]
    status = {path: value for path, key, value, _ in said if key == "status"}
    asked_for = next((value for path, key, value, _ in said if not path and key == "name"), "")
    for path, key, value, entry in said:
        if value not in {"enabled", "disabled"} or key not in {"autorun", "auto_run", "switching"}:
            continue
        names = dict(step.partition(":")[::2] for step in path)
        package, node = names.get("package", asked_for), names.get("node")
        if package and (key == "switching") == (node is not None):
            up = status.get((f"node:{node}",) if node is not None else path, "up" if node is not None else "") == "up"
            word = entry.line
            yield Switch(package, node, up, Located(value == "enabled", word.text, word.span), entry.span)


def _pair(entry: Entry) -> tuple[tuple[str, ...], str, str, Entry] | None:
    """Return the path, the name and the value of a line `a:b|c:d|name=value`."""
    left, sign, value = entry.line.text.partition("=")
    *path, key = left.split("|")
    return (tuple(path), key, value.strip(), entry) if sign else None


def tunables(document: Document) -> tuple[Tunable, ...]:
    """Return the parameters that a capture of `kctune` or `kmtune` shows, in its order."""
    found = []
    for entry in entries(document):
        if len(entry.words) < 2 or entry.words[0].text in {"Tunable", "Parameter"}:
            continue
        name, value = entry.words[0], entry.words[1]
        number = value.text.removeprefix("(").removesuffix(")")
        known = int(number) if number.isascii() and number.isdigit() and len(number) < 19 else None
        expression = entry.words[2].value if len(entry.words) > 2 else ""
        found.append(Tunable(name, Located(known, value.text, value.span), expression))
    return tuple(found)
