"""What changed in meaning between two files of one kind.

Both are turned into nested tables keyed by name (`NODE_NAME[n1]`, `NETWORK_INTERFACE[lan0]`) whose values are what the
text means, and deepdiff compares those: order, comments, blanks, case and quotes are no change unless they mean
something (the order of NODE_NAME in a package is its failover order). It only reports; nothing is merged or written.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from deepdiff import DeepDiff

from mcsgconf.catalogue import ValueType
from mcsgconf.errors import UsageError
from mcsgconf.models import convert
from mcsgconf.models.blocks import BlockTree, Setting
from mcsgconf.models.kind import SETTINGS_KINDS
from mcsgconf.models.structure import step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document

Meaning: TypeAlias = "str | int | float | list[Meaning] | dict[str, Meaning]"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `path` names the setting or block; `old` and `new` are what it means, None on the side without it.

    A block that only one side has (a node, a service) is one change; its value is the table of what stands in it.
    """

    path: str
    action: Literal["added", "removed", "changed"]
    old: Meaning | None
    new: Meaning | None


def diff(old: Document, new: Document) -> list[Change]:
    """Return what differs in meaning, sorted by path; empty where both files say the same.

    Raises:
        UsageError: the files are of different kinds, or of a kind that has no settings to compare.
    """
    if old.kind is not new.kind:
        raise UsageError(f"{old.name} is of kind {old.kind}, {new.name} of kind {new.kind}: nothing to compare")
    if old.kind not in SETTINGS_KINDS:
        raise UsageError(f"{old.name}: a file of kind {old.kind}; only cluster and package files can be compared")
    compared = DeepDiff(keyed(old.blocks), keyed(new.blocks), view="tree", threshold_to_diff_deeper=0)
    return sorted(_changes(compared), key=lambda change: change.path)


def keyed(block: BlockTree) -> dict[str, Meaning]:
    """Return a block as a table: single settings by name, repeated ones and inner blocks by name and value.

    A parameter whose order means something is one entry: the list of its values. A name that may stand once and stands
    again is numbered (`NODE_TIMEOUT (2)`): two lines of it are two settings, and a change of either is one.
    """
    table: dict[str, Meaning] = {}
    times: Counter[str] = Counter()
    for item in block.items:
        if isinstance(item, BlockTree):
            name = f"{item.opener.key}[{_named(item.opener)}]" if item.opener else ""
            inner = keyed(item)
            if item.block.name == "access":
                name += "".join(f"@{key}[{inner.pop(key)}]" for key in ("USER_HOST", "user_host") if key in inner)
            table[_numbered(name, times)] = inner
        elif item.parameter is not None and item.parameter.ordered:
            table[item.key] = [*_list(table.get(item.key)), meaning(item)]
        elif item.key.endswith("*"):  # of a family, such as pev_*, each name is a parameter of its own
            table[_numbered(step(item), times)] = meaning(item)
        elif item.parameter is not None and item.parameter.repeat:
            table[f"{item.key}[{_named(item)}]"] = meaning(item)
        else:
            table[_numbered(item.key, times)] = meaning(item)
    return table


def _numbered(name: str, times: Counter[str]) -> str:
    times[name] += 1
    return name if times[name] == 1 else f"{name} ({times[name]})"


def meaning(setting: Setting) -> Meaning:
    """Return what the value of a setting means; its text, where it means nothing of its type."""
    parameter, text = setting.parameter, setting.bare
    if parameter is None:
        return text
    match parameter.type:
        case ValueType.INTEGER | ValueType.DURATION:
            number = convert.integer(parameter, text)
            return text.upper() if number is None else number
        case ValueType.FLOAT:
            decimal = convert.number(parameter, text)
            return text if decimal is None else decimal
        case ValueType.FLAG | ValueType.ENUM | ValueType.BIT:
            return text.upper()
        case ValueType.IP | ValueType.SUBNET:
            return str(convert.address(parameter, text) or text)
        case ValueType.DEVICE:
            return convert.device_of_volume_group(text)
        case ValueType.USER:
            return " ".join(text.split())
        case _:
            return convert.keyword(parameter, text) or text


def _named(setting: Setting) -> str:
    return str(meaning(setting))


def _list(value: Meaning | None) -> list[Meaning]:
    return value if isinstance(value, list) else []


def _changes(compared: DeepDiff) -> Iterator[Change]:
    for item in compared.get("dictionary_item_added", ()):
        yield Change(_path(item.path(output_format="list")), "added", None, item.t2)
    for item in compared.get("dictionary_item_removed", ()):
        yield Change(_path(item.path(output_format="list")), "removed", item.t1, None)
    lists: dict[str, Change] = {}
    for report in ("values_changed", "type_changes", "iterable_item_added", "iterable_item_removed"):
        for item in compared.get(report, ()):
            keys = item.path(output_format="list")
            if isinstance(keys[-1], int):  # a list is one setting: its order changed, or what is in it
                item, keys = item.up, keys[:-1]  # noqa: PLW2901
            lists[_path(keys)] = Change(_path(keys), "changed", item.t1, item.t2)
    yield from lists.values()


def _path(keys: list[str]) -> str:
    return "/".join(keys)
