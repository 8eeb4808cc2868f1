"""How a file writes its lines, learned from the file itself: indent, spelling of names, separator and column.

A line that is added looks like the last one of the same name; where the file has none, like the last one of the same
block; where it has no such block, as the file it comes from writes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.models.blocks import Setting

if TYPE_CHECKING:
    from mcsgconf.models.blocks import BlockTree
    from mcsgconf.text import SourceText

_TAB = 8


class Style:
    """The style of one file."""

    def __init__(self, root: BlockTree, source: SourceText) -> None:
        self._source = source
        self._by_name: dict[str, Setting] = {}
        self._by_block: dict[str, Setting] = {}
        self._indented = False
        for setting in root.every_setting():
            self._by_name[setting.key] = setting
            if setting.parameter is not None:
                self._by_block[setting.parameter.block] = setting
            self._indented = self._indented or setting.name_span.start > setting.node.start

        self._in_front: dict[str, bool] = {}
        for block in root.walk():
            inner_seen = False
            for item in block.items:
                if isinstance(item, Setting):
                    self._in_front[item.key] = not inner_seen
                else:
                    inner_seen = True

    def in_front(self, key: str) -> bool:
        """Tell whether a parameter stands in front of the inner blocks of its block (LUN before the interfaces)."""
        return self._in_front.get(key, False)

    def line(self, setting: Setting, source: SourceText, name: str | None = None) -> str:
        """Return a setting of another file as this file would write it, without line end.

        Args:
            setting: what to write, value and remark as they stand in `source`.
            source: the text it comes from.
            name: write it under this name instead (as the catalogue spells it).
        """
        tail = source.text[setting.value_span.end : setting.remark_span.end] if setting.remark_span else ""
        return self.head(setting, source, name) + setting.value + tail

    def head(self, setting: Setting, source: SourceText, name: str | None = None) -> str:
        """Return indent, name and separator of the line, all that stands in front of the value."""
        block = setting.parameter.block if setting.parameter is not None else ""
        model = self._by_name.get(name or setting.key) or self._by_block.get(block)
        if model is None:
            indent = _indent(setting, source) if self._indented else ""
            return f"{indent}{name or setting.name}{_separator(setting, source)}"
        indent = _indent(model, self._source)
        separator = _separator(model, self._source)
        if model.key == (name or setting.key) and not model.key.endswith("*"):
            return f"{indent}{model.name}{separator}"
        is_family = setting.key.endswith("*")  # the name is the customer's own
        written = indent + (setting.name if is_family else _cased(name or setting.name, model.name))
        return written + _to_column(written, separator, _width(indent + model.name + separator))


def _indent(setting: Setting, source: SourceText) -> str:
    return source.text[setting.node.start : setting.name_span.start]


def _separator(setting: Setting, source: SourceText) -> str:
    return source.text[setting.name_span.end : setting.value_span.start] or "\t"


def _cased(name: str, model: str) -> str:
    for change in (str.upper, str.lower, str.title):
        if change(model) == model:
            return change(name)
    return name


def _to_column(written: str, separator: str, column: int) -> str:
    """Return the blanks of the kind of `separator` that lead from the end of `written` to `column`."""
    if separator == " ":
        return separator
    if "\t" not in separator:
        return " " * max(1, column - len(written))
    width = _width(written)
    return "\t" * max(1, -(-column // _TAB) - width // _TAB)


def _width(text: str) -> int:
    return len(text.expandtabs(_TAB))
