"""A NAME value file as nested blocks: which setting stands in which node, interface, service.

The files mean something by position only: a HEARTBEAT_IP belongs to the NETWORK_INTERFACE above it, that to the
NODE_NAME above it. Which parameter opens a block, and in which block each one stands, is said by the catalogue; this
module only walks. Models, the catalogue-driven checks and the merge all start from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.catalogue import Block, Catalogue, Parameter
    from mcsgconf.syntax.tree import Node
    from mcsgconf.text import SourceText

QUOTES = "\"'`\u2018\u2019\u201c\u201d"
"""Characters that people take for quotation marks, the typographic ones of a word processor among them."""


class Setting(NamedTuple):
    """One line `NAME value`: `name` and `value` as written (`value` is empty where the line has none).

    `parameter` is the catalogue's entry, None for a name it does not know. `span` runs from the name to the end of the
    value, without indentation, remark and line end; `node` is the line in the tree.
    """

    name: str
    value: str
    parameter: Parameter | None
    name_span: Span
    value_span: Span
    remark_span: Span | None
    node: Node

    @property
    def span(self) -> Span:
        """From the first character of the name to the last of the value."""
        return Span(self.name_span.start, self.value_span.end)

    @property
    def key(self) -> str:
        """The name that stands for this setting in every spelling: the catalogue's, else the written one in capitals."""
        return self.parameter.name if self.parameter else self.name.upper()

    @property
    def bare(self) -> str:
        """The value without one pair of quotes round it, straight or typographic."""
        return unquote(self.value)


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
        yield self
        for block in self.blocks:
            yield from block.walk()

    def named(self, block: str) -> list[BlockTree]:
        """Return the blocks of one name (`node`, `service`) directly inside this one."""
        return [item for item in self.blocks if item.block.name == block]

    def all(self, key: str) -> list[Setting]:
        """Return the settings of this block with a name (as the catalogue writes it)."""
        return [item for item in self.settings if item.key == key]

    def first(self, key: str) -> Setting | None:
        """Return the first setting of this block with a name, else None."""
        return next((item for item in self.settings if item.key == key), None)

    def every_setting(self) -> Iterator[Setting]:
        """Yield every setting in and below this block, openers included, in file order; orphans come last."""
        if self.opener is not None:
            yield self.opener
        for item in self.items:
            if isinstance(item, BlockTree):
                yield from item.every_setting()
            else:
                yield item
        yield from self.orphans


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
        setting = _setting(node, source.text, catalogue)
        if setting.parameter is None:
            stack[-1].items.append(setting)
            continue
        depth = next((i for i in reversed(range(len(stack))) if stack[i].block.name == setting.parameter.block), None)
        if depth is None:
            root.orphans.append(setting)
            continue
        del stack[depth + 1 :]
        opened = openers.get(setting.parameter.name)
        if opened is None:
            stack[-1].items.append(setting)
        else:
            block = BlockTree(opened, setting)
            stack[-1].items.append(block)
            stack.append(block)
    return root


def _setting(node: Node, text: str, catalogue: Catalogue) -> Setting:
    name = node.children[0]
    value = node.child("value")
    remark = node.child("remark")
    written = text[name.start : name.end]
    return Setting(
        written,
        text[value.start : value.end] if value else "",
        catalogue.lookup(written),
        name.span,
        value.span if value else Span(name.end, name.end),
        remark.span if remark else None,
        node,
    )
