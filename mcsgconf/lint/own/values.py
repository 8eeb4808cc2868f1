"""Where the values of a parameter stand in a file, whatever its kind: lines of a settings file, variables of a script.

Looked through once a file, however many rules ask. What a script's variable is worth may be known to the shell alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from mcsgconf import catalogue
from mcsgconf.models.blocks import Setting
from mcsgconf.models.kind import SETTINGS_KINDS, SHELL_SYNTAX_KINDS, Kind
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mcsgconf.catalogue import Parameter
    from mcsgconf.models.blocks import BlockTree
    from mcsgconf.models.document import Document

READABLE_KINDS = SETTINGS_KINDS | SHELL_SYNTAX_KINDS
"""Kinds of files that have parameters with values."""
NAME_OF_FILE = {
    Kind.CLUSTER: ("cluster", "CLUSTER_NAME"),
    Kind.LEGACY_PACKAGE: ("package", "PACKAGE_NAME"),
    Kind.MODULAR_PACKAGE: ("package", "package_name"),
}
"""What a file as a whole describes, and the parameter that names it."""


class Value(NamedTuple):
    """One value. `name` is what has it, as the file calls it; `text` is None where nobody can tell without running the file.

    `above` are the settings that opened the blocks it stands in, outer ones first; itself where it opens one.
    """

    name: str
    text: str | None
    span: Span
    parameter: Parameter | None = None
    above: tuple[Setting, ...] = ()


class Scope(NamedTuple):
    """A file, or one block of it: the values in it, and where something that it lacks is said to be missing."""

    values: tuple[Value, ...]
    place: Span
    above: tuple[Setting, ...] = ()


def key_of(kind: Kind, name: str) -> str:
    """Return the name under which the values of a parameter are found in files of a kind, whatever alias was written."""
    if kind not in SETTINGS_KINDS:
        return name
    parameter = catalogue.load(kind).lookup(name)
    return name.upper() if parameter is None or parameter.name.endswith("*") else parameter.name.upper()


def values(document: Document, names: Sequence[str]) -> tuple[Value, ...]:
    """Return the values of parameters in the order of the file; lines without a value are none."""
    index = _indexed(document)
    keys = dict.fromkeys(key_of(document.kind, name) for name in names)
    found = [value for key in keys for value in index.get(key, ())]
    return tuple(found if len(keys) == 1 else sorted(found, key=lambda value: value.span))


def scopes(document: Document, names: Sequence[str], each: str | None) -> Iterator[Scope]:
    """Yield the file with its values of parameters; or, where `each` names a block, every such block with those in it."""
    found = values(document, names)
    if each is None:
        yield Scope(found, _name_span(document))
        return
    opener = catalogue.load(document.kind).blocks[each].opener
    if opener is None:
        return
    inside: dict[Span, list[Value]] = {}
    for value in found:
        for setting in value.above:
            inside.setdefault(setting.span, []).append(value)
    for head in _indexed(document).get(opener.upper(), ()):
        yield Scope(tuple(inside.get(head.above[-1].span, ())) if head.above else (), head.span, head.above)


def may_have_more(document: Document, names: Sequence[str]) -> bool:
    """Tell whether a file may set parameters in ways that cannot be seen: by what it runs, or in what is no text of its kind."""
    if document.problems:
        return True
    return document.kind in SHELL_SYNTAX_KINDS and any(map(document.script.is_doubtful, names))


def name_of_file(document: Document) -> str:
    """Return the name of the cluster or package that a file describes; empty where it has none."""
    setting = _name_setting(document)
    return "" if setting is None else setting.bare


def _name_span(document: Document) -> Span:
    setting = _name_setting(document)
    return Span(0, 0) if setting is None else setting.value_span


def _name_setting(document: Document) -> Setting | None:
    named = NAME_OF_FILE.get(document.kind)
    return None if named is None else document.blocks.first(named[1])


_INDEXES: WeakKeyDictionary[Document, dict[str, list[Value]]] = WeakKeyDictionary()


def _indexed(document: Document) -> dict[str, list[Value]]:
    known = _INDEXES.get(document)
    if known is None:
        known = _INDEXES[document] = {}
        for key, value in _of_settings(document) if document.kind in SETTINGS_KINDS else _of_script(document):
            known.setdefault(key, []).append(value)
    return known


def _of_settings(document: Document) -> Iterator[tuple[str, Value]]:
    for setting, above in _walk(document.blocks):
        if setting.bare:
            key = setting.name if setting.key.endswith("*") else setting.key
            yield key.upper(), Value(setting.name, setting.bare, setting.value_span, setting.parameter, above)


def _walk(root: BlockTree) -> Iterator[tuple[Setting, tuple[Setting, ...]]]:
    waiting: list[tuple[Setting | BlockTree, tuple[Setting, ...]]] = [(item, ()) for item in root.items[::-1]]
    while waiting:
        item, above = waiting.pop()
        if isinstance(item, Setting):
            yield item, above
        elif item.opener is not None:
            inside = (*above, item.opener)
            yield item.opener, inside
            waiting += [(one, inside) for one in item.items[::-1]]
    yield from ((orphan, ()) for orphan in root.orphans)


def _of_script(document: Document) -> Iterator[tuple[str, Value]]:
    script, table = document.script, catalogue.load(Kind.CONTROL_SCRIPT)
    for name, elements in script.arrays.items():
        for assignment in elements.values():
            text = None if script.is_doubtful(name) else assignment.value.value
            if text != "":
                called = name if assignment.index is None else f"{name}[{assignment.index}]"
                parameter = table.lookup(name) if document.kind is Kind.CONTROL_SCRIPT else None
                yield name, Value(called, text, assignment.value.span, parameter)
