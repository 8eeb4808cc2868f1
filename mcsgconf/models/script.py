"""A script's variables as a reader knows them without running anything: which assignments count, and their values.

An assignment counts where the shell meets it on every start: at the outermost level, above the vendor part. Its value is
known when the word is constant, or made of variables whose values are known there. Everything else has three outcomes,
and the third is "cannot be told": such a value is None, and a variable that is also set in a loop, a branch, a function
or by other means is doubtful: more elements of it may exist than are seen here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.models.located import Located, readable
from mcsgconf.models.variables import INDEX, Variables
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcsgconf.syntax.tree import Node

_DECLARING = frozenset({"declare", "export", "float", "integer", "local", "readonly", "typeset"})
_OWN_FILES = ("SGCONFFILE", "cmcluster.conf")
"""What the vendor's template sources itself; it sets no parameter."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """One assignment that counts, or one element of `set -A NAME …` and `NAME=(…)`.

    `index` is None for a scalar, and for an index that only the shell could know; then `index_text` is not None.
    `origins` are the places of the assignments whose variables the value was made of.
    """

    name: str
    index: int | None
    index_text: str | None
    value: Located[str | None]
    name_span: Span
    span: Span
    origins: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the script: its name, where it stands, and its node in the tree."""

    name: Located[str]
    span: Span
    node: Node


@dataclass(frozen=True, slots=True)
class Script:
    """What a script sets. `assignments` holds all that count, in order; `arrays` what is left of them at the end.

    In `arrays` a scalar is element 0 of its array, as in the shell, and of several assignments the last one stands.
    `doubtful` names the variables of which there may be more; None: any of them, for a file is sourced or text is
    evaluated.
    """

    assignments: tuple[Assignment, ...]
    arrays: dict[str, dict[int, Assignment]]
    functions: tuple[Function, ...]
    doubtful: frozenset[str] | None

    def elements(self, name: str) -> dict[int, Assignment]:
        """Return the elements of an array by index, in the order of their first assignment."""
        return self.arrays.get(name, {})

    def scalar(self, name: str) -> Assignment | None:
        """Return the assignment that stands of a variable without index, else None."""
        return self.elements(name).get(0)

    def is_doubtful(self, name: str) -> bool:
        """Tell whether more elements of a variable may exist, or other values, than could be read."""
        return self.doubtful is None or name in self.doubtful

    def function(self, name: str) -> Function | None:
        """Return the function of a name; the last one where there are several, as in the shell."""
        return next((function for function in reversed(self.functions) if function.name.value == name), None)


def read_script(tree: Node, text: str) -> Script:
    """Return what a parsed script sets."""
    reader = _Reader(text)
    reader.statements(tree.children)
    doubtful = None if reader.all_doubtful else frozenset(reader.doubtful)
    return Script(tuple(reader.assignments), reader.arrays, tuple(reader.functions), doubtful)


class _Reader:
    """Walks the outermost statements once, in order, and keeps what is known so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.assignments: list[Assignment] = []
        self.arrays: dict[str, dict[int, Assignment]] = {}
        self.functions: list[Function] = []
        self.doubtful: set[str] = set()
        self.all_doubtful = False
        self._variables = Variables()

    def statements(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            match node.kind:
                case "command":
                    self._command(node)
                case "group":
                    self.statements(node.children)
                case "function":
                    self._function(node)
                case "comment" | "here-document" | "vendor" | "bom":
                    pass
                case _:
                    self._branch(node)

    def _command(self, node: Node) -> None:
        assignments = [child for child in node.children if child.kind == "assignment"]
        said = [self._slice(child) for child in node.children if child.kind == "word"]
        if not said or said[0] in _DECLARING:
            for assignment in assignments:
                self._assignment(assignment)
            return
        match said:
            case ["set", "-A", name, *values]:
                words_of_array = [child for child in node.children if child.kind == "word"][3:]
                self._array(name, node, words_of_array[1:] if values[:1] == ["--"] else words_of_array)
            case ["unset" | "read", *names]:
                self._unknown(name.partition("[")[0] for name in names)
            case _ if _sets_anything(said):
                self.all_doubtful = True
                self._variables.forget_all()
            case _:  # `VG[0]=vg01 x`: somebody meant to set the array
                self._unknown(self._slice(one.children[0]) for one in assignments if one.child("index") is not None)

    def _function(self, node: Node) -> None:
        name = node.child("name")
        if name is not None:
            text = self._slice(name)
            self.functions.append(Function(Located(readable(text), text, name.span), node.span, node))
        self._unknown(self._assigned_in(node))

    def _branch(self, node: Node) -> None:
        """Take note of what is only set under a condition, elsewhere, or in a text that could not be parsed."""
        for command in node.walk():
            if command.kind == "command" and _sets_anything([self._slice(child) for child in command.children[:2]]):
                self.all_doubtful = True
                self._variables.forget_all()
        self._unknown(self._assigned_in(node))

    def _assigned_in(self, node: Node) -> Iterator[str]:
        for inner in node.walk():
            if inner.kind == "assignment":
                yield self._slice(inner.children[0])

    def _unknown(self, names: Iterable[str]) -> None:
        for name in names:
            self.doubtful.add(name)
            self._variables.forget(name)

    def _assignment(self, node: Node) -> None:
        name, index = self._slice(node.children[0]), node.child("index")
        array, operator, value = node.child("array"), node.child("operator"), node.child("value")
        if array is not None:
            self._array(name, node, array.children)
            return
        located, origins = self._value(value) if value is not None else (Located("", "", Span(node.end, node.end)), ())
        if operator is not None and self._slice(operator) != "=":
            self.doubtful.add(name)
            located = Located(None, located.text, located.span)
        index_text = self._slice(index) if index is not None else None
        number = INDEX.fullmatch(index_text) if index_text is not None else None
        at = int(number[1]) if number else None
        self._add(Assignment(name, at, index_text, located, node.children[0].span, node.span, origins))

    def _array(self, name: str, node: Node, elements: Iterable[Node]) -> None:
        """Take `set -A NAME a b` and `NAME=(a b)`: the whole array anew."""
        self.arrays[name] = {}
        self._variables.forget(name)
        for index, word in enumerate(elements):
            located, origins = self._value(word)
            if word.kind != "word" or located.value is None:
                self._unknown([name])
                return
            self._add(Assignment(name, index, str(index), located, word.span, node.span, origins))

    def _add(self, assignment: Assignment) -> None:
        self.assignments.append(assignment)
        name, index, value = assignment.name, assignment.index or 0, assignment.value.value
        if assignment.index_text is not None and assignment.index is None:
            self._unknown([name])
            return
        self.arrays.setdefault(name, {})[index] = assignment
        if value is None:
            self._unknown([name])
        elif name not in self.doubtful or assignment.index_text is None:
            self._variables.set(name, index, value, assignment.span)

    def _value(self, word: Node) -> tuple[Located[str | None], tuple[Span, ...]]:
        text = self._slice(word)
        known = self._variables.worth(text)
        if known is None:
            return Located(None, text, word.span), ()
        return Located(readable(known.value.rstrip("\r")), text, word.span), known.origins

    def _slice(self, node: Node) -> str:
        return self.text[node.start : node.end]


def _sets_anything(said: list[str]) -> bool:
    """Tell whether the words of a command source a file, or evaluate a text, that may set any variable."""
    match said:
        case ["." | "source", file, *_]:
            return not any(own in file for own in _OWN_FILES)
        case ["eval", *_]:
            return True
        case _:
            return False
