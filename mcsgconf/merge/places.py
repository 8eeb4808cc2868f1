"""Where things stand in a cluster file: which comments belong to a node, and where its text ends.

The commands that write these files put warnings *behind* the node they speak of and in front of the next one, and
explain the chapters that follow the nodes in comments as well. Which comment belongs to what is told from its words and
from the blank lines around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.merge.view import is_node, last_setting
from mcsgconf.models.blocks import BlockTree
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.merge.view import View
    from mcsgconf.models.blocks import Setting
    from mcsgconf.syntax.tree import Node

_PARAMETER = re.compile(r"\b[A-Za-z]++(?:_[A-Za-z]++)++\b|^[ \t]*+#[# \t]*+(SITE|SUBNET)\b")
_COMMENTED_NODE = re.compile(r"[ \t]*+#[# \t]*+NODE_NAME[ \t]++\S++[ \t]*+\r?$", re.IGNORECASE)
_GENERATED = re.compile(
    r"[ \t]*+#[# \t]*+(?:warning\b|primary network\b|possible standby\b|standby\b|list of serial\b|mcsgconf: gap )",
    re.IGNORECASE,
)
_OF_A_NODE = re.compile(r"\bwarning\b|\bstandby\b|\bserial\b|/dev/tty|\bbridged net\b", re.IGNORECASE)
_CHAPTER = re.compile(
    r"\btiming\b|\btimeout|\bmicroseconds\b|\baccess\b|\bvolume groups\b|\bconfigured packages\b|\bquorum server\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w.:-]++")


class _Speaks(Enum):
    """What a line of a comment speaks of, as far as its words tell."""

    SURELY_OF_IT = 1  # the node in front of it, in words of the commands that write these files
    OF_IT = 2  # the node in front of it
    OF_OTHERS = 3  # a parameter or chapter of the cluster, or a node that is commented out
    OF_ANYTHING = 4


class Places:
    """The places of one cluster file."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._text = view.source.text
        self._children = view.document.tree.children
        self._starts = [child.start for child in self._children]
        self._catalogue = catalogue.load(view.document.kind)
        self._orphans = {setting.node.start for setting in view.root.orphans}
        items = view.root.items
        self._before = {id(item): before for before, item in pairwise(items) if isinstance(before, BlockTree)}

    def children(self, span: Span) -> Iterator[Node]:
        """Yield the lines and runs of lines of the tree that begin in `span`; a run may reach beyond its end."""
        for at in range(bisect_left(self._starts, span.start), len(self._children)):
            if self._starts[at] >= span.end:
                return
            yield self._children[at]

    def before(self, setting: Setting) -> int:
        """Return the offset in front of the line of a setting, or of the marked conflict that it stands in."""
        region = self._view.region_at(setting.node.start)
        return region.span.start if region is not None else setting.node.start

    def after(self, setting: Setting) -> int:
        """Return the offset behind the line of a setting, or behind the marked conflict that it stands in."""
        region = self._view.region_at(setting.node.start)
        return region.span.end if region is not None else setting.node.end

    def comment_above(self, setting: Setting) -> Span | None:
        """Return the run of comment lines that stands directly above a setting."""
        at = self._index(setting) - 1
        return self._children[at].span if at >= 0 and self._children[at].kind == "comment" else None

    def lines(self, span: Span) -> Iterator[Span]:
        """Yield the lines of a span that begins at the start of a line, line ends included."""
        start = span.start
        while start < span.end:
            newline = self._text.find("\n", start, span.end)
            end = span.end if newline < 0 else newline + 1
            yield Span(start, end)
            start = end

    def node_span(self, node: BlockTree) -> Span:
        """Return the text of a node: comments that belong to it, above and behind, and all its lines."""
        return Span(self._head(node), self.tail(node))

    def tail(self, node: BlockTree) -> int:
        """Return the offset behind the last line of a node, comments that belong to it included."""
        last = last_setting(node)
        if last is None:
            return 0
        names = _names(node)
        end = self.after(last)
        touches = True
        for at in range(bisect_left(self._starts, end), len(self._children)):
            child = self._children[at]
            region = self._view.region_at(child.start)
            if region is not None and self._is_of_a_node(region.span):
                end = region.span.end
            elif child.kind == "comment":
                owned = self._owned(child.span, names, touches_above=touches, touches_below=self._touches_below(at))
                if owned > child.start:
                    end = owned
                if owned < child.end:
                    break
            elif child.kind != "blank":
                break
            touches = False
        return end

    def behind_orphans(self, offset: int) -> int:
        """Return an offset behind the lines that follow and belong to no block: they must not fall to a new one."""
        at = offset
        for number in range(bisect_left(self._starts, offset), len(self._children) if self._orphans else 0):
            child = self._children[number]
            if child.start in self._orphans:
                at = child.end
            elif child.kind == "setting" and not self._is_unknown(child):
                break
        return at

    def unknown_follows(self, offset: int) -> bool:
        """Tell whether a parameter that the catalogue does not know stands on the line that begins at an offset."""
        at = bisect_left(self._starts, offset)
        if at == len(self._children) or self._children[at].kind != "setting":
            return False
        return self._is_unknown(self._children[at])

    def _is_unknown(self, line: Node) -> bool:
        name = line.children[0]
        return self._catalogue.lookup(self._text[name.start : name.end]) is None

    def blank_lines_above(self, node: BlockTree) -> int:
        """Return how many blank lines stand above the text of a node."""
        at = bisect_left(self._starts, self._head(node)) - 1
        return self._text.count("\n", *self._children[at].span) if at >= 0 and self._children[at].kind == "blank" else 0

    def before_block(self, block: BlockTree) -> BlockTree | None:
        """Return the block that directly precedes another one at the outermost level."""
        return self._before.get(id(block))

    def _head(self, node: BlockTree) -> int:
        """Return the offset at which the text of a node begins, with the comment above that belongs to it."""
        if node.opener is None:
            return 0
        start = node.opener.node.start
        above = self.comment_above(node.opener)
        if above is None:
            return start
        before = self._before.get(id(node))
        begin = max(above.start, self.tail(before)) if before is not None and is_node(before) else above.start
        said = {self._speaks(line, frozenset()) for line in self.lines(Span(begin, above.end))}
        named = node.opener.bare in _WORD.findall(self._text, begin, above.end)
        return begin if _Speaks.OF_OTHERS not in said and (before is not None or named) else start

    def _is_of_a_node(self, region: Span) -> bool:
        """Tell whether a marked conflict has settings of a node only."""
        names = [child.children[0].span for child in self.children(region) if child.kind == "setting"]
        found = [self._catalogue.lookup(self._text[name.start : name.end]) for name in names]
        return all(parameter is None or parameter.block != self._catalogue.top.name for parameter in found)

    def _owned(self, comment: Span, names: frozenset[str], *, touches_above: bool, touches_below: bool) -> int:
        """Return the offset up to which a comment behind a node belongs to it; its start where it does not."""
        lines = list(self.lines(comment))
        said = [self._speaks(line, names) for line in lines]
        count = said.index(_Speaks.OF_OTHERS) if _Speaks.OF_OTHERS in said else len(lines)
        if touches_below:
            surely = [at for at in range(count) if said[at] is _Speaks.SURELY_OF_IT]
            count = surely[-1] + 1 if surely else 0
        elif not touches_above and said[0] not in {_Speaks.SURELY_OF_IT, _Speaks.OF_IT}:
            count = 0
        return lines[count - 1].end if count else comment.start

    def _speaks(self, line: Span, names: frozenset[str]) -> _Speaks:
        text = self._text[line.start : line.end]
        if _COMMENTED_NODE.match(text):
            return _Speaks.OF_OTHERS
        if _GENERATED.match(text):
            return _Speaks.SURELY_OF_IT
        for match in _PARAMETER.finditer(text):
            parameter = self._catalogue.lookup(match[1] or match[0])
            if parameter is not None and parameter.block == self._catalogue.top.name:
                return _Speaks.OF_OTHERS
            if parameter is not None:
                return _Speaks.SURELY_OF_IT if not text[: match.start()].strip(" \t#") else _Speaks.OF_IT
        if _OF_A_NODE.search(text) or (names and not names.isdisjoint(_WORD.findall(text))):
            return _Speaks.OF_IT
        return _Speaks.OF_OTHERS if _CHAPTER.search(text) else _Speaks.OF_ANYTHING

    def _index(self, setting: Setting) -> int:
        return bisect_left(self._starts, setting.node.start)

    def _touches_below(self, at: int) -> bool:
        return at + 1 < len(self._children) and self._children[at + 1].kind != "blank"


def card_names(node: BlockTree) -> frozenset[str]:
    """Return the names of a node's interfaces."""
    return frozenset(
        block.opener.bare
        for block in node.blocks
        if block.opener is not None and block.opener.key == "NETWORK_INTERFACE"
    )


def _names(node: BlockTree) -> frozenset[str]:
    """Return the words that only a comment on this node has; too short ones are words of other things as well."""
    words = card_names(node) | ({node.opener.bare} if node.opener is not None else set())
    return frozenset(word for word in words if len(word) > 2 or any(letter.isdigit() for letter in word))
