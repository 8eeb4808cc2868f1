"""A model of NAME value lines -> its file: lines in blocks, ordered and indented as the catalogue says."""

from __future__ import annotations

import re
from dataclasses import dataclass, is_dataclass
from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.catalogue import ValueType
from mcsgconf.errors import UsageError
from mcsgconf.models.blocks import unquote
from mcsgconf.models.cluster_parts import LockVolume
from mcsgconf.models.homes import HOMES, fields_of
from mcsgconf.models.kind import Kind
from mcsgconf.models.located import Located
from mcsgconf.models.other import OtherParameter
from mcsgconf.models.render.values import parameter_of, text_of
from mcsgconf.syntax.settings import parse_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcsgconf.catalogue import Block, Catalogue, Parameter, Target
    from mcsgconf.models.base import Model

_TITLES = {
    Kind.CLUSTER: "HIGH AVAILABILITY CLUSTER CONFIGURATION FILE",
    Kind.LEGACY_PACKAGE: "HIGH AVAILABILITY PACKAGE CONFIGURATION FILE",
    Kind.MODULAR_PACKAGE: "HIGH AVAILABILITY PACKAGE CONFIGURATION FILE",
}
_COLUMNS = {Kind.CLUSTER: 24, Kind.LEGACY_PACKAGE: 32, Kind.MODULAR_PACKAGE: 32}
"""Where values stand; names are followed by tabs."""
_TAB = 8
_DERIVED = frozenset({"lock"})
"""Fields that only repeat what another one holds."""

_PLAIN = re.compile(r"[A-Za-z0-9_./:$*=<>%@{}\\-][A-Za-z0-9_./:$*=<>%@{}\\ -]*(?<! )", re.ASCII)
"""A value that every reader takes for itself."""
_NEVER_QUOTED = frozenset({ValueType.CONDITION, ValueType.CRITERION, ValueType.USER, ValueType.IP, ValueType.SUBNET})


@dataclass(frozen=True, slots=True)
class _Line:
    """A line, its value as it stands in the file, and the lines of the block that it opens."""

    parameter: Parameter
    value: str
    inside: tuple[_Line, ...] = ()


def settings_text(model: Model, kind: Kind, target: Target) -> str:
    """Return the file of a Cluster, a LegacyPackage or a ModularPackage.

    Raises:
        UsageError: as `render`.
    """
    writer = _Writer(kind, catalogue.load(kind), target)
    pieces = [_header(_TITLES[kind]), *writer.groups(list(writer.lines(model)))]
    others = [writer.other(value) for value in getattr(model, "other", ()) if isinstance(value, OtherParameter)]
    return "\n".join([*pieces, "".join(others)] if others else pieces)


class _Writer:
    """Writes lines for one target."""

    def __init__(self, kind: Kind, table: Catalogue, target: Target) -> None:
        self._kind = kind
        self._table = table
        self._target = target

    def lines(self, part: object) -> Iterator[_Line]:
        """Yield the lines of a model, or of a part of one, those of blocks inside their opener; in no order yet."""
        homes = HOMES.get(type(part), {})
        for name, value in fields_of(part):
            if name in homes:
                located = value.volume_group if isinstance(value, LockVolume) else value
                for one in located if isinstance(located, tuple) else (located,):
                    if isinstance(one, Located):
                        yield from self._line(homes[name], one, in_list=isinstance(located, tuple))
            elif name not in _DERIVED:
                for one in value if isinstance(value, tuple) else (value,):
                    if is_dataclass(one):
                        yield from self._part(one)

    def _part(self, part: object) -> Iterator[_Line]:
        """Yield the lines of a part: one line with its block, or several where the part opens none."""
        names = next(iter(HOMES.get(type(part), {}).values()), ())
        parameter = next((row for row in map(self._table.lookup, names) if row is not None), None)
        if parameter is None or self._table.opened_by(parameter) is None:
            yield from self.lines(part)
            return
        lines = tuple(self.lines(part))
        if not lines or lines[0].parameter.name != parameter.name:
            raise UsageError(f"{parameter.name} has no value, and cannot open a block")
        yield _Line(parameter, lines[0].value, lines[1:])

    def _line(self, names: tuple[str, ...], located: Located[object], *, in_list: bool) -> Iterator[_Line]:
        if located.value is None and not located.text and not in_list:
            return
        parameter = parameter_of(names, self._table, self._target)
        if located.value is None:
            if not _is_one_value(located.text):
                raise UsageError(f"{parameter.name} has no value, and no text that could be written")
            yield _Line(parameter, located.text)
        else:
            yield _Line(parameter, self._quoted(parameter, text_of(parameter, located, self._target)))

    def other(self, parameter: OtherParameter) -> str:
        """Return the line of a parameter without a field.

        Raises:
            UsageError: the target does not have it, or its value cannot stand in a line.
        """
        known = self._table.lookup(parameter.name.value)
        if known is not None and "/" not in known.name and not known.legacy_only:
            parameter_of((known.name,), self._table, self._target)
        return self._text(parameter.name.value, self._quoted(known, parameter.value.value), 0)

    def _quoted(self, parameter: Parameter | None, text: str) -> str:
        """Return a value as it stands in its line: in quotes where it would be read as something else without.

        Modular files quote what is one value and has blanks in it.
        """
        wants_quotes = self._kind is Kind.MODULAR_PACKAGE and not (parameter and parameter.type in _NEVER_QUOTED)
        if _PLAIN.fullmatch(text) and not (wants_quotes and " " in text):
            return text
        forms = [text, f'"{text}"', f"'{text}'"]
        if wants_quotes:
            forms = [*forms[1:], text]
        for form in forms:
            if unquote(form) == text and _is_one_value(form):
                return form
        raise UsageError(f"{parameter.name if parameter else 'a parameter'}: no line can hold the value {text!r}")

    def groups(self, lines: list[_Line]) -> Iterator[str]:
        """Yield the file's lines in its order, in groups that blank lines part: blocks, lists, and what is single."""
        group, before = "", None
        for line in self._in_order(lines, self._table.top):
            key = line.parameter.name if line.parameter.repeat else ""
            if before is not None and (line.inside or before.inside or key != _key(before)):
                yield group
                group = ""
            group += self._block(line)
            before = line
        if group:
            yield group

    def _block(self, line: _Line) -> str:
        indent = self._table.blocks[line.parameter.block].indent
        text = self._text(line.parameter.name, line.value, indent)
        opened = self._table.opened_by(line.parameter)
        if opened is None:
            return text
        return text + "".join(map(self._block, self._in_order(line.inside, opened)))

    def _in_order(self, lines: Iterable[_Line], block: Block) -> list[_Line]:
        order = {row.name: place for place, row in enumerate(self._table.order_in(block, self._target))}
        return sorted(lines, key=lambda line: order[line.parameter.name])

    def _text(self, name: str, value: str, indent: int) -> str:
        written = " " * indent + name
        tabs = max(1, _COLUMNS[self._kind] // _TAB - len(written) // _TAB)
        return written + "\t" * tabs + value + "\n"


def _key(line: _Line) -> str:
    return line.parameter.name if line.parameter.repeat else ""


def _is_one_value(form: str) -> bool:
    """Tell whether the whole of a text is read as the value of its line."""
    tree = parse_settings(f"X\t{form}\n")
    value = tree.children[0].child("value") if len(tree.children) == 1 else None
    return value is not None and value.span == (2, 2 + len(form))


def _header(title: str) -> str:
    """Return the box of comments that a generated file begins with."""
    rule = "*" * 70
    return f"# {rule}\n# {f' {title} ':*^70}\n# {rule}\n"
