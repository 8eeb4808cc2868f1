"""A NAME value file as nested blocks: which setting stands in which node, interface, service.

The files mean something by position only: a HEARTBEAT_IP belongs to the NETWORK_INTERFACE above it, that to the
NODE_NAME above it. Which parameter opens a block, and in which block each one stands, is said by the catalogue; this
module only walks. Models, the catalogue-driven checks and the merge all start from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.collector import at_rest
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.catalogue import Block, Catalogue
    from mcsgconf.syntax.tree import Node
    from mcsgconf.text import SourceText

QUOTES = "\"'`\u2018\u2019\u201c\u201d"
"""Characters that people take for quotation marks, the typographic ones of a word processor among them."""


class Setting:
    """One line `NAME value`: `name` and `value` as written (`value` is empty where the line has none).

    `parameter` is the catalogue's entry, None for a name it does not know. `key` is the name that stands for this
    setting in every spelling: the catalogue's, else the written one in capitals. `bare` is the value without one pair
    of quotes round it, straight or typographic. `node` is the line in the tree.
    """

    __slots__ = ("_remark", "_value", "bare", "key", "name", "node", "parameter", "value")

    def __init__(self, node: Node, text: str, catalogue: Catalogue) -> None:
        """Read a line of the tree of `text`."""
        name, *rest = node.children
        self.node = node
        self.name = text[name.start : name.end]
        self.value = ""
        self._value: Node | None = None
        self._remark: Node | None = None
        for leaf in rest:
            if leaf.kind == "value":
                self._value = leaf
                self.value = text[leaf.start : leaf.end]
            else:
                self._remark = leaf
        self.parameter = catalogue.lookup(self.name)
        self.key = self.name.upper() if self.parameter is None else self.parameter.name
        self.bare = unquote(self.value)

    def __repr__(self) -> str:
        return f"<Setting {self.name} {self.value}, {self.span.start}:{self.span.end}>"

    @property
    def name_span(self) -> Span:
        """Where the name stands."""
        return self.node.children[0].span

    @property
    def value_span(self) -> Span:
        """Where the value stands; an empty place behind the name where the line has none."""
        end = self.node.children[0].end
        return Span(end, end) if self._value is None else self._value.span

    @property
    def remark_span(self) -> Span | None:
        """Where a remark stands behind the value, if one does."""
        return None if self._remark is None else self._remark.span

    @property
    def span(self) -> Span:
        """From the first character of the name to the last of the value, without indentation, remark and line end."""
        name = self.node.children[0]
        return Span(name.start, name.end if self._value is None else self._value.end)


def unquote(value: str) -> str:
    """Return `value` without a pair of quotation marks that encloses it whole; otherwise as it is."""
    if len(value) >= 2 and value[0] in QUOTES and value[-1] in QUOTES:
        return value[1:-1]
    return value


class BlockTree:
    """A block of a file: the setting that opened it, its own settings, and the blocks inside it, in file order.

    The outermost block is the file and has no opener. `items` holds settings and blocks in one order; `orphans` (in
    the outermost block only) are settings whose block was not open where they stand; they are in `items` nowhere.
    """

    __slots__ = ("block", "items", "opener", "orphans")

    def __init__(
        self,
        block: Block,
        opener: Setting | None,
        items: list[Setting | BlockTree] | None = None,
        orphans: list[Setting] | None = None,
    ) -> None:
        self.block = block
        self.opener = opener
        self.items = [] if items is None else items
        self.orphans = [] if orphans is None else orphans

    @property
    def settings(self) -> list[Setting]:
        """The settings of this block itself, its opener and inner blocks left out."""
        return [item for item in self.items if isinstance(item, Setting)]

    @property
    def blocks(self) -> list[BlockTree]:
        """The blocks directly inside this one."""
        return [item for item in self.items if isinstance(item, BlockTree)]

    def walk(self) -> Iterator[BlockTree]:
        """Yield this block and all inside it, outer ones first, in file order."""
        waiting = [self]
        while waiting:
            block = waiting.pop()
            yield block
            waiting += block.blocks[::-1]

    def named(self, block: str) -> list[BlockTree]:
        """Return the blocks of one name (`node`, `service`) directly inside this one."""
        return [item for item in self.items if isinstance(item, BlockTree) and item.block.name == block]

    def all(self, key: str) -> list[Setting]:
        """Return the settings of this block with a name (as the catalogue writes it)."""
        return [item for item in self.items if isinstance(item, Setting) and item.key == key]

    def first(self, key: str) -> Setting | None:
        """Return the first setting of this block with a name, else None."""
        for item in self.items:
            if isinstance(item, Setting) and item.key == key:
                return item
        return None

    def every_setting(self) -> Iterator[Setting]:
        """Yield every setting in and below this block, openers included, in file order; orphans come last."""
        if self.opener is not None:
            yield self.opener
        waiting: list[Setting | BlockTree] = self.items[::-1]
        while waiting:
            item = waiting.pop()
            if isinstance(item, Setting):
                yield item
            else:
                waiting += item.items[::-1]
                if item.opener is not None:
                    yield item.opener
        yield from self.orphans


@at_rest()
def read_blocks(tree: Node, source: SourceText, catalogue: Catalogue) -> BlockTree:
    """Return the settings of a parsed NAME value file as nested blocks.

    A setting goes into the innermost open block of its kind and closes those inside it; a name the catalogue does not
    know stays in the innermost open block.
    """
    root = BlockTree(catalogue.top, None)
    openers = {block.opener: block for block in catalogue.blocks.values() if block.opener}
    stack = [root]
    for node in tree.children:
        if node.kind != "setting":
            continue
        setting = Setting(node, source.text, catalogue)
        parameter = setting.parameter
        if parameter is None:
            stack[-1].items.append(setting)
            continue
        depth = len(stack) - 1
        while depth >= 0 and stack[depth].block.name != parameter.block:
            depth -= 1
        if depth < 0:
            root.orphans.append(setting)
            continue
        del stack[depth + 1 :]
        opened = openers.get(parameter.name)
        if opened is None:
            stack[-1].items.append(setting)
        else:
            block = BlockTree(opened, setting)
            stack[-1].items.append(block)
            stack.append(block)
    return root
