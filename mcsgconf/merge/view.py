"""One of the files that are merged, as the policies look at it.

The tree of blocks they work on differs from that of the text in two respects. The base and generic halves of conflicts
that an earlier merge has marked are left out, so that a file can be merged again. And names the catalogue does not know
that stand apart behind the last node are taken for the cluster's where no other node has them: no block tells.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.merge.paths import step
from mcsgconf.models.blocks import BlockTree, Setting, read_blocks
from mcsgconf.syntax.settings import parse_settings
from mcsgconf.syntax.tree import ERROR
from mcsgconf.text import SourceText, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcsgconf.catalogue import Parameter
    from mcsgconf.models.document import Document
    from mcsgconf.syntax.tree import Node

CURRENT_MARK, BASE_MARK, MIDDLE_MARK, GENERIC_MARK = "<<<<<<<", "|||||||", "=======", ">>>>>>>"
GAP_MARK = "# mcsgconf: gap"

_GAP = re.compile(r"^# mcsgconf: gap ([A-Za-z_]++)[^\n]*+", re.MULTILINE)
_LINE = re.compile(r"[^\n]*+\n|[^\n]++")
_NOT_NEWLINE = re.compile(r"[^\r\n]")


@dataclass(frozen=True, slots=True)
class Region:
    """A conflict that an earlier merge has marked: the whole of it, and the part between its last two markers."""

    span: Span
    generic: Span


@dataclass(frozen=True, slots=True)
class Gap:
    """A comment that marks a missing value: the line without its line end, the path of the node or other block of the
    cluster that it stands in (empty for none), the parameter.
    """

    span: Span
    block: str
    parameter: str


class View:
    """A cluster file and its blocks; `root` is the tree to merge, `document` the text that stays as it is."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.source: SourceText = document.source

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """The conflicts that are already marked in the text, in its order."""
        if CURRENT_MARK not in self.source.text:
            return ()
        return tuple(_regions(self.document.tree, self.source.text))

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """The missing values that are already marked in the text, in its order."""
        if GAP_MARK not in self.source.text:
            return ()
        places = sorted(_place(item) for item in self.root.items)
        return tuple(_gap(match, places) for match in _GAP.finditer(self.source.text))

    @cached_property
    def root(self) -> BlockTree:
        """The blocks of the file."""
        if not self.regions:
            return _settled(self.document.blocks, self.source.text)
        source = SourceText(masked(self.source.text, self.regions), self.source.name)
        blocks = read_blocks(parse_settings(source.text), source, catalogue.load(self.document.kind))
        return _settled(blocks, source.text)

    @cached_property
    def lines(self) -> frozenset[str]:
        """The lines of the text, without the blanks round them."""
        return frozenset(line.strip() for line in self.source.text.split("\n"))

    @cached_property
    def nodes(self) -> dict[str, BlockTree]:
        """The nodes by name, in file order; of several with one name the first."""
        nodes: dict[str, BlockTree] = {}
        for block in self.root.blocks:
            if is_node(block) and block.opener is not None and block.opener.bare:
                nodes.setdefault(block.opener.bare, block)
        return nodes

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """The parameters of the cluster itself that the file has, each once."""
        known = {s.parameter.name: s.parameter for s in self.root.settings if s.parameter is not None}
        return tuple(known.values())

    def gap_of(self, block: str, parameter: str) -> Gap | None:
        """Return the mark of a missing value in the block of that path, if there is one."""
        return self._gap_by_place.get((block, parameter))

    @cached_property
    def _gap_by_place(self) -> dict[tuple[str, str], Gap]:
        return {(gap.block, gap.parameter): gap for gap in self.gaps}

    def region_at(self, offset: int) -> Region | None:
        """Return the marked conflict that an offset lies in, if any."""
        at = bisect_right(self.regions, offset, key=lambda region: region.span.start) - 1
        return self.regions[at] if at >= 0 and offset < self.regions[at].span.end else None


def is_node(block: BlockTree) -> bool:
    """Tell whether a block is that of a node."""
    return block.opener is not None and block.opener.key == "NODE_NAME"


def last_setting(block: BlockTree) -> Setting | None:
    """Return the last setting in or below a block, its opener if it has no other."""
    item = block.items[-1] if block.items else block.opener
    while isinstance(item, BlockTree):
        item = item.items[-1] if item.items else item.opener
    return item


def inferred_base(generic: BlockTree, nodes: Iterable[str], left_out: frozenset[str]) -> BlockTree:
    """Return a base for a merge that has none: `generic` without the nodes that are not in `nodes`.

    The parameters `left_out` have no inferred base: they are facts of the machines, and nobody knows what they were.
    """
    known = frozenset(nodes)
    base = BlockTree(generic.block, None)
    for item in generic.items:
        if not isinstance(item, BlockTree) or not is_node(item):
            if _key(item) not in left_out:
                base.items.append(item)
        elif item.opener is not None and item.opener.bare in known:
            kept = [inner for inner in item.items if _key(inner) not in left_out]
            base.items.append(BlockTree(item.block, item.opener, kept))
    return base


def _key(item: Setting | BlockTree) -> str:
    if isinstance(item, Setting):
        return item.key
    return item.opener.key if item.opener is not None else ""


def _regions(tree: Node, text: str) -> Iterator[Region]:
    """Yield the marked conflicts; markers that do not make a whole one are left to the linter."""
    places: dict[str, Span] = {}
    for node in tree.children:
        if node.kind != ERROR:
            continue
        mark = text[node.start : node.start + len(CURRENT_MARK)]
        if mark == CURRENT_MARK:
            places = {mark: node.span}
        elif mark == MIDDLE_MARK and CURRENT_MARK in places:
            places[mark] = node.span
        elif mark == GENERIC_MARK and MIDDLE_MARK in places:
            whole = Span(places[CURRENT_MARK].start, node.end)
            yield Region(whole, Span(places[MIDDLE_MARK].end, node.start))
            places = {}


def _place(item: Setting | BlockTree) -> tuple[int, str]:
    """Return where a line of the cluster itself begins, and the path of the block it opens; none where it only ends one."""
    if isinstance(item, Setting):
        return item.node.start, ""
    if item.opener is None:
        return 0, ""
    return item.opener.node.start, step(item)


def _gap(match: re.Match[str], places: list[tuple[int, str]]) -> Gap:
    """Return a gap; it stands in the block whose lines it stands among, which the cluster's next line ends."""
    at = bisect_right(places, match.start(), key=lambda place: place[0]) - 1
    span = Span(match.start(), match.end() - match[0].endswith("\r"))
    return Gap(span, places[at][1] if at >= 0 else "", match[1].upper())


def masked(text: str, regions: Iterable[Region]) -> str:
    """Return the text with all but current's half of the conflicts blanked out; offsets stay what they are."""
    pieces: list[str] = []
    at = 0
    for region in regions:
        pieces.append(text[at : region.span.start])
        hidden = False
        for line in _LINE.findall(text, region.span.start, region.span.end):
            hidden = hidden or line.startswith((BASE_MARK, MIDDLE_MARK))
            mark = line.startswith(CURRENT_MARK)
            pieces.append(_NOT_NEWLINE.sub(" ", line) if hidden or mark else line)
        at = region.span.end
    pieces.append(text[at:])
    return "".join(pieces)


def _settled(root: BlockTree, text: str) -> BlockTree:
    """Return the tree with unknown names that stand apart behind the last node moved out of it."""
    found = next(
        ((i, item) for i, item in reversed([*enumerate(root.items)]) if isinstance(item, BlockTree) and is_node(item)),
        None,
    )
    trailing = _trailing_unknown(found[1]) if found is not None else []
    if found is None or not trailing:
        return root
    at, last = found
    nodes = [block for block in root.blocks if is_node(block)]
    others = {s.key for block in nodes[:-1] for s in block.every_setting()}
    indented = any(_is_indented(s, block.opener, text) for block in nodes for s in block.every_setting())
    first = next(
        (i for i, s in enumerate(trailing) if s.key not in others and _stands_apart(s, last, text, indented=indented)),
        None,
    )
    if first is None:
        return root
    moved = trailing[first:]
    last = _without(last, {id(setting) for setting in moved})
    return BlockTree(root.block, None, [*root.items[:at], last, *moved, *root.items[at + 1 :]], root.orphans)


def _stands_apart(setting: Setting, node: BlockTree, text: str, *, indented: bool) -> bool:
    """Tell whether a line behind a node is the cluster's: not indented where nodes' lines are, or below a blank one."""
    if _is_indented(setting, node.opener, text):
        return False
    line_above = text[text.rfind("\n", 0, max(0, setting.node.start - 1)) + 1 : setting.node.start]
    return indented or not line_above.strip()


def _is_indented(setting: Setting, opener: Setting | None, text: str) -> bool:
    """Tell whether a line is indented further than the one that opens its node."""
    return opener is not None and _indent(setting, text) > _indent(opener, text)


def _indent(setting: Setting, text: str) -> int:
    return len(text[setting.node.start : setting.name_span.start].expandtabs())


def _trailing_unknown(block: BlockTree) -> list[Setting]:
    """Return the unknown names that end a block or the inner block that ends it, in file order."""
    while block.items and isinstance(block.items[-1], BlockTree):
        block = block.items[-1]
    trailing: list[Setting] = []
    for item in reversed(block.items):
        if isinstance(item, BlockTree) or item.parameter is not None:
            break
        trailing.append(item)
    return trailing[::-1]


def _without(block: BlockTree, gone: set[int]) -> BlockTree:
    items = [
        _without(item, gone) if isinstance(item, BlockTree) else item for item in block.items if id(item) not in gone
    ]
    return BlockTree(block.block, block.opener, items, block.orphans)
