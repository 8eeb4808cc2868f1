"""Which lines a suppression covers: its line or the one below, the block it stands in, the file.

A block is what the file's kind has for one: in a settings file that of a node, an interface, a service, an access
policy …; in a shell file a function, or the elements with one number of arrays that belong together (`LV[2]`, `FS[2]`).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from mcsgconf import catalogue
from mcsgconf.lint.comments import syntax_of
from mcsgconf.lint.directives import Directive, Scope
from mcsgconf.lint.lines import lines
from mcsgconf.lint.logical_lines import LogicalLines
from mcsgconf.models.kind import SETTINGS_KINDS, SHELL_SYNTAX_KINDS, Kind

if TYPE_CHECKING:
    from mcsgconf.lint.comments import Comment
    from mcsgconf.lint.judging import Lines
    from mcsgconf.models.blocks import BlockTree
    from mcsgconf.models.document import Document
    from mcsgconf.syntax.tree import Node
    from mcsgconf.text import Span

Chain: TypeAlias = tuple["BlockTree", ...]
_Element: TypeAlias = tuple[str, int]

_MOST_PIECES = 500
"""Assignments of one element of an array, or on one line, beyond this are not looked at; real scripts have a few."""


@dataclass(frozen=True, slots=True)
class _Function:
    """The lines of a function, and the function around it."""

    extent: range
    around: _Function | None


class Covered:
    """Tells of one file what its suppressions cover; what it needs for that is gathered once."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def by(self, directive: Directive) -> Lines | None:
        """Return the lines that a suppression covers: none where it asks for a block and stands in none; None: all."""
        match directive.scope:
            case Scope.FILE:
                return None
            case Scope.LINE:
                return (self._line(directive.comment),)
            case Scope.BLOCK if self._document.kind in SETTINGS_KINDS:
                block = self._block(directive.comment)
                return () if block is None else (self._extent(block),)
            case Scope.BLOCK if self._document.kind in SHELL_SYNTAX_KINDS:
                function = self._function(directive.comment)
                return self._elements(directive.comment) if function is None else (function,)
            case Scope.BLOCK:
                return ()

    @cached_property
    def _tree(self) -> Node:
        return syntax_of(self._document)

    @cached_property
    def _logical(self) -> LogicalLines:
        return LogicalLines(self._document, self._tree)

    def _line(self, comment: Comment) -> range:
        """Return the line of a remark; of a comment alone, its own and those down to the first that is no comment."""
        if not comment.alone:
            return self._logical.of(comment.line)
        return range(comment.line, self._logical.of(comment.last + 1).stop)

    # Settings files.

    def _block(self, comment: Comment) -> BlockTree | None:
        """Return the innermost block that is open at a comment; a remark stands in that of its line.

        A comment right above a line that ends the open block belongs to the block of that line.
        """
        numbers, chains = self._chains
        at = bisect_right(numbers, comment.line)
        here: Chain = chains[at - 1] if at else ()
        if comment.alone and at < len(numbers) and numbers[at] == comment.last + 1:
            below = chains[at]
            here = here if here and any(block is here[-1] for block in below) else below
        return here[-1] if here else None

    @cached_property
    def _chains(self) -> tuple[list[int], list[Chain]]:
        """The lines of all settings, and the blocks that each stands in, outer ones first, that of the file left out."""
        chains: dict[int, Chain] = {}
        stack: list[tuple[BlockTree, Chain]] = [(self._document.blocks, ())]
        while stack:
            block, chain = stack.pop()
            if block.opener is not None:
                chain = (*chain, block)
                chains[id(block.opener)] = chain
            chains |= {id(setting): chain for setting in block.settings}
            stack += [(inner, chain) for inner in block.blocks]
        settings = lines(self._document).all
        numbers = [self._line_at(setting.name_span.start) for setting in settings]
        return numbers, [chains.get(id(setting), ()) for setting in settings]

    def _extent(self, block: BlockTree) -> range:
        """Return the lines of a block, from the one that opens it to its last."""
        places = [setting.name_span.start for setting in block.every_setting()]
        return range(self._line_at(places[0]), self._line_at(places[-1]) + 1)

    # Shell files.

    def _function(self, comment: Comment) -> range | None:
        """Return the lines of the function right below a comment, else of the innermost one around it."""
        starts, functions = self._functions
        at = bisect_right(starts, comment.last + 1)
        if comment.alone and at and starts[at - 1] == comment.last + 1:
            return functions[at - 1].extent
        at = bisect_right(starts, comment.line)
        function = functions[at - 1] if at else None
        while function is not None and comment.line not in function.extent:
            function = function.around
        return None if function is None else function.extent

    @cached_property
    def _functions(self) -> tuple[list[int], list[_Function]]:
        """The first lines of all functions, and the functions, in the order of the text; outer ones come first."""
        functions: list[_Function] = []
        around: _Function | None = None
        for node in self._tree.walk():
            if node.kind != "function":
                continue
            extent = self._lines_of(node.span)
            while around is not None and extent.start not in around.extent:
                around = around.around
            around = _Function(extent, around)
            functions.append(around)
        return [function.extent.start for function in functions], functions

    def _elements(self, comment: Comment) -> Lines:
        """Return the lines of the elements that share their number with one on the line of a comment, or right below it."""
        by_line, by_element = self._numbered
        groups = by_line.get(comment.last + 1 if comment.alone else comment.line, ())
        return tuple(dict.fromkeys(extent for group in groups for extent in by_element[group]))

    @cached_property
    def _numbered(self) -> tuple[dict[int, list[_Element]], dict[_Element, list[range]]]:
        """The numbered elements of arrays by line, and the lines of each: a group of arrays counts as one array."""
        by_line: dict[int, list[_Element]] = {}
        by_element: dict[_Element, list[range]] = {}
        for assignment in self._document.script.assignments:
            if assignment.index is None:
                continue
            element = (self._group(assignment.name), assignment.index)
            places = by_element.setdefault(element, [])
            if len(places) < _MOST_PIECES:
                extent = self._lines_of(assignment.span)
                places.append(extent)
                for line in {extent.start, extent.stop - 1}:
                    here = by_line.setdefault(line, [])
                    if len(here) < _MOST_PIECES:
                        here.append(element)
        return by_line, by_element

    def _group(self, array: str) -> str:
        """Return what the arrays that share their numbers with one are called; its own name where it is alone."""
        if self._document.kind is not Kind.CONTROL_SCRIPT:
            return array
        parameter = catalogue.load(Kind.CONTROL_SCRIPT).lookup(array)
        return (parameter.group if parameter is not None else None) or array

    def _lines_of(self, span: Span) -> range:
        return range(self._line_at(span.start), self._line_at(max(span.start, span.end - 1)) + 1)

    def _line_at(self, offset: int) -> int:
        return self._document.source.position(offset).line
