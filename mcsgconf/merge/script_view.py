"""A control script as the merge looks at it: what it sets, its functions, the code between, and the vendor's part.

A script's own part, above the vendor's, is a row of units. What is assigned to the arrays of one group at one index is one
unit (LV[0], FS[0] and the options of that file system), a scalar is one, a function is one, and so is each other
statement. Comments are no units; what they show of variables tells where things belong.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf import catalogue
from mcsgconf.merge.view import CURRENT_MARK, Region, masked
from mcsgconf.models.document import Document
from mcsgconf.text import SourceText, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mcsgconf.models.script import Assignment
    from mcsgconf.syntax.tree import Node

VARIABLE, FUNCTION, CODE = "variable", "function", "code"

_MARKER = re.compile(r"^(<{7}|={7}|>{7})(?= |\r?$)[^\n]*\n?", re.MULTILINE)
_COMMENTED = re.compile(r"^[ \t]*+#[# \t]*+([A-Za-z_]\w*+)(?:\[[^\]\n]*+\])?=", re.MULTILINE | re.ASCII)
_COMMENT = re.compile(r"^[ \t]*+#[# \t]*+([A-Za-z_]\w*+(?:\[[^\]\n]*+\])?=[^\n#]*+)", re.MULTILINE | re.ASCII)
_WHAT_STRING = re.compile(r"(?:#!([^\n]*)\n)?(#[ \t]*@\(#\)[^\n]*)?")
_CLUSTERS_FOLDERS = re.compile(r"^(?:\.|source)[ \t][^\n]*(?:SGCONFFILE|cmcluster\.conf)")


class Key(NamedTuple):
    """What a unit goes by: what it is, its name, and its index or what else tells it from others of that name."""

    kind: str
    name: str
    which: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """One assignment: `VG[0]` and its value as it is compared and as it is written, and where both stand."""

    label: str
    value: str
    text: str
    value_span: Span
    span: Span


@dataclass(slots=True)
class Unit:
    """A piece of the script. Of a variable, `elements` are its assignments by label, the last of each; else none.

    `span` are the whole lines from the first to the last of it; `twice` tells whether it, or an element, stands again.
    """

    key: Key
    label: str
    span: Span
    content: str
    elements: dict[str, Element] = field(default_factory=dict)
    twice: bool = False
    every: list[Element] = field(default_factory=list)  # those that a later one overrides, too


class Landmark(NamedTuple):
    """Where a name stands in the script, live or in a comment: the offset of its line and the one behind it."""

    name: str
    start: int
    end: int


class ScriptView:
    """One of the scripts that are merged; `settled` is what it says with current's side of all marked conflicts only.

    `names` are other keys for some of its units, see `script_pairs`.
    """

    def __init__(self, document: Document, names: Mapping[Key, Key] | None = None) -> None:
        self.document = document
        self.source: SourceText = document.source
        self.settled = document
        self._names = names or {}
        if self.regions:
            text = SourceText(masked(self.source.text, self.regions), self.source.name)
            self.settled = Document(text, document.kind, document.given_target)

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """The conflicts that an earlier merge has marked in the text, in its order."""
        return tuple(_regions(self.source.text)) if CURRENT_MARK in self.source.text else ()

    def region_of(self, span: Span) -> Region | None:
        """Return the marked conflict that a span lies in or touches, if any."""
        return next(
            (r for r in self.regions if r.span.start < max(span.end, span.start + 1) and span.start < r.span.end), None
        )

    @cached_property
    def vendor(self) -> Span | None:
        """The vendor's part, None where there is none."""
        node = self.settled.tree.child("vendor")
        return node.span if node is not None else None

    @property
    def vendor_text(self) -> str:
        """The text of the vendor's part with current's side of marked conflicts only."""
        return self.settled.source.slice(self.vendor) if self.vendor is not None else ""

    @cached_property
    def what_string(self) -> Span | None:
        """The line at the top that names the release, without its line end."""
        found = _WHAT_STRING.match(self.source.text, int(self.source.text.startswith("\ufeff")))
        return Span(found.start(2), found.end(2) - found[2].endswith("\r")) if found and found[2] else None

    @cached_property
    def interpreter(self) -> str | None:
        """What stands behind `#!` in the first line, None where it begins otherwise."""
        found = _WHAT_STRING.match(self.source.text, int(self.source.text.startswith("\ufeff")))
        return found[1].strip() if found and found[1] is not None else None

    @cached_property
    def units(self) -> dict[Key, Unit]:
        """The units of the script's own part, in the order of their first lines."""
        units = _Reader(self.settled).units
        return {self._names.get(key, key): unit for key, unit in units.items()}

    @cached_property
    def on_line(self) -> dict[int, list[tuple[Key, Element]]]:
        """The elements that begin on each line, by the offset of the line, each with the key of its unit."""
        found: dict[int, list[tuple[Key, Element]]] = {}
        for unit in self.units.values():
            for element in unit.every:
                found.setdefault(self.source.full_lines(element.span).start, []).append((unit.key, element))
        return {start: sorted(each, key=lambda one: one[1].span) for start, each in found.items()}

    @cached_property
    def set_in_code(self) -> frozenset[str]:
        """The variables that functions and other code of the script's own part set."""
        code = (node for node in self.settled.tree.children if node.kind not in {"command", "vendor"})
        found = (inner for node in code for inner in node.walk() if inner.kind == "assignment")
        return frozenset(self.settled.source.slice(inner.children[0].span) for inner in found)

    @cached_property
    def landmarks(self) -> tuple[Landmark, ...]:
        """Where variables, functions and code stand in the script's own part, comments included, in its order."""
        marks = [Landmark(place_name(key), *unit.span) for key, unit in self.units.items()]
        for found in self.on_line.values():
            marks += [Landmark(place_name(key), *self.source.full_lines(each.span)) for key, each in found]
        for comment in self._comments.values():
            shown = _COMMENTED.finditer(self.source.text, comment.start, comment.end)
            marks += [Landmark(group_of(each[1]), *self.source.full_lines(Span(*each.span()))) for each in shown]
        return tuple(sorted(marks, key=lambda mark: mark[1:]))

    def is_shared(self, unit: Unit) -> bool:
        """Tell whether a line of a unit has something else of the script itself on it, code on either side."""
        if unit.key.kind != VARIABLE:
            return not self._shared.isdisjoint(self._edges(unit))
        return any(self.source.full_lines(element.span).start in self._shared for element in unit.elements.values())

    @cached_property
    def _shared(self) -> frozenset[int]:
        """The offsets of the lines that have code and something else of the script itself."""
        code = [{*self._edges(unit)} for unit in self.units.values() if unit.key.kind != VARIABLE]
        count = Counter(edge for edges in code for edge in edges)
        return frozenset(edge for edge, times in count.items() if times > 1 or edge in self.on_line)

    def _edges(self, unit: Unit) -> tuple[int, int]:
        """Return the offsets of the first and the last line of a unit."""
        return unit.span.start, self.source.full_lines(Span(unit.span.end - 1, unit.span.end)).start

    @cached_property
    def commented(self) -> dict[str, int]:
        """The assignments that stand in comments, each as `NAME=value`, and the offset of the line."""
        found: dict[str, int] = {}
        for comment in self._comments.values():
            for line in _COMMENT.finditer(self.source.text, comment.start, comment.end):
                found.setdefault(line[1].rstrip(), line.start())
        return found

    def comment_above(self, offset: int) -> Span | None:
        """Return the run of comment lines that ends where the line at an offset begins."""
        return self._comments.get(offset)

    @cached_property
    def _comments(self) -> dict[int, Span]:
        """The runs of whole comment lines by the offset behind them."""
        text = self.source.text
        found = (node.span for node in self.settled.tree.children if node.kind == "comment")
        return {span.end: span for span in found if span.start == 0 or text[span.start - 1] == "\n"}

    @cached_property
    def is_template(self) -> bool:
        """Whether nobody has filled the script in: no array has an element, and the customer's functions do nothing."""
        known = catalogue.load(self.document.kind)
        for unit in self.units.values():
            for element in unit.elements.values():
                parameter = known.lookup(element.label.partition("[")[0])
                if parameter is not None and parameter.indexed and element.value:
                    return False
        return all(_does_nothing(function.node, self.settled.source) for function in self.settled.script.functions)


def group_of(variable: str) -> str:
    """Return the group whose index an array shares, its own name where it shares none."""
    parameter = catalogue.load("control-script").lookup(variable)
    return parameter.group if parameter is not None and parameter.group else variable


def spoken(text: str) -> str:
    """Return a piece of a script in the form in which two are compared: without blank lines and blanks at line ends."""
    return "\n".join(line for raw in text.split("\n") if (line := raw.rstrip()))


def lines_in(text: str) -> list[str]:
    """Return the lines of a text without their line ends; what a file calls a line, and nothing else, ends one."""
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    return lines[:-1] if not lines[-1] else lines


def place_name(key: Key) -> str:
    """Return the name by which the place of a unit is told: that of its group, whatever its index."""
    return key.name if key.kind == VARIABLE else f"{key.kind} {key.name}"


def _does_nothing(function: Node, source: SourceText) -> bool:
    said = [source.slice(node.span) for node in function.walk() if node.kind == "command"]
    return all(command == ":" or command.split()[:1] == ["test_return"] for command in said)


def _regions(text: str) -> Iterator[Region]:
    places: dict[str, Span] = {}
    for found in _MARKER.finditer(text):
        mark = found[1]
        if mark[0] == "<":
            places = {mark: Span(*found.span())}
        elif mark[0] == "=" and CURRENT_MARK in places:
            places[mark] = Span(*found.span())
        elif mark[0] == ">" and len(places) == len("<="):
            start, middle = places.values()
            yield Region(Span(start.start, found.end()), Span(middle.end, found.start()))
            places = {}


class _Reader:
    """Walks the outermost statements once, in order."""

    def __init__(self, document: Document) -> None:
        self.units: dict[Key, Unit] = {}
        self._source = document.source
        self._assignments = sorted(document.script.assignments, key=lambda one: one.span)
        self._next = 0
        self._code: Unit | None = None
        self._before = "the beginning"
        for node in document.tree.children:
            self._statement(node)
        said = Counter(unit.content for unit in self.units.values() if unit.key.kind == CODE)
        for unit in self.units.values():
            unit.twice = unit.twice or said[unit.content] > 1

    def _statement(self, node: Node) -> None:
        found = self._assigned_in(node)
        if node.kind in {"comment", "vendor", "bom"}:
            return
        if node.kind == "command" and found:
            for assignment in found:
                self._variable(assignment)
        elif node.kind == "function":
            self._function(node)
        elif node.kind == "here-document" and self._code is not None:  # what the statement in front of it reads
            self._code.span = Span(self._code.span.start, self._source.full_lines(node.span).end)
            self._code.content += f"\n{spoken(self._source.slice(node.span))}"
        else:
            self._add_code(node)
            return
        if node.kind != "here-document":
            self._code = None

    def _assigned_in(self, node: Node) -> list[Assignment]:
        start = self._next
        while self._next < len(self._assignments) and self._assignments[self._next].span.start < node.end:
            self._next += 1
        return self._assignments[start : self._next]

    def _variable(self, assignment: Assignment) -> None:
        name, lines = assignment.name, self._source.full_lines(assignment.span)
        if assignment.name_span == assignment.value.span:  # of `set -A NAME …`, `NAME=(…)`: one value as a whole
            which, label = "()", f"{name}[]"
            text = self._source.slice(assignment.span)
            span = assignment.span
            element = Element(label, " ".join(text.split()), text, span, span)
        else:
            which = "" if assignment.index_text is None else assignment.index_text.strip()
            label = name if assignment.index_text is None else f"{name}[{which}]"
            located = assignment.value
            value = located.text if located.value is None or assignment.origins else located.value
            cut = int(located.text.endswith("\r"))  # half of a line end, which the shell takes for part of the value
            text = located.text.removesuffix("\r").replace("\r\n", "\n")
            place = Span(located.span.start, located.span.end - cut)
            span = Span(assignment.span.start, max(place.end, assignment.span.end - cut))
            element = Element(label, value.removesuffix("\r").replace("\r\n", "\n"), text, place, span)
        key = Key(VARIABLE, group_of(name), which)
        unit = self.units.get(key)
        if unit is None:
            unit = self.units[key] = Unit(key, label, lines, "")
        before = unit.elements.get(label)
        unit.twice = unit.twice or (before is not None and before.span != span)
        if before is None or before.span != span:  # the elements of one `set -A` have one place
            unit.every.append(element)
        unit.elements[label] = element
        unit.span = Span(min(unit.span.start, lines.start), max(unit.span.end, lines.end))
        unit.content = "\n".join(sorted(f"{each.label}={each.value}" for each in unit.elements.values()))
        self._before = f"{key.name}[{which}]"

    def _function(self, node: Node) -> None:
        name = node.child("name")
        label = self._source.slice(name.span) if name is not None else ""
        key = Key(FUNCTION, label)
        unit = Unit(key, label, self._source.full_lines(node.span), spoken(self._source.slice(node.span)))
        unit.twice = key in self.units
        self.units[key] = unit
        self._before = f"{label}()"

    def _add_code(self, node: Node) -> None:
        text = spoken(self._source.slice(node.span))
        name = "the cluster's folders" if _CLUSTERS_FOLDERS.match(text) else self._before
        key = Key(CODE, name)
        while key in self.units:
            key = Key(CODE, name, f"{int(key.which or 1) + 1}")
        lines = self._source.full_lines(node.span)
        self._code = self.units[key] = Unit(key, text.partition("\n")[0].strip(), lines, text)
