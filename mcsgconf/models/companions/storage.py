"""What a node mounts and activates at boot: `/etc/fstab`, `/etc/lvmrc` of HP-UX, `lvm.conf` of Linux."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.models.companions.entries import entries, located
from mcsgconf.models.convert import device_of_volume_group
from mcsgconf.models.located import Located
from mcsgconf.syntax.words import literal
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.syntax.tree import Node

AUTO_ACTIVATE = "AUTO_VG_ACTIVATE"
CUSTOM = "custom_vg_activation"
_ACTIVATING = frozenset({"vgchange", "parallel_vg_sync", "vgsync"})
_WITH_VALUE = frozenset("-a -c -g -p -P -q -S -T -x".split())
_MAPPED = re.compile(r"/dev/mapper/((?:[A-Za-z0-9_.+]|--)++)-(?!-)([^/]+)", re.ASCII)
_VOLUME = re.compile(r"/dev/([A-Za-z0-9_.+-]+)/[^/]+", re.ASCII)
_NO_GROUPS = frozenset("dsk rdsk disk rdisk mapper vx md cciss ida mpath drbd block disks evms lvm2 ram loop".split())
_SETTING = re.compile(r"([A-Za-z_]\w*+)[ \t]*+=[ \t]*+([^\s#]++)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Mount:
    """A line of `/etc/fstab`: device, directory, type and options; what the line lacks is None."""

    device: Located[str]
    directory: Located[str]
    type: Located[str] | None
    options: Located[str] | None
    span: Span

    @property
    def at_boot(self) -> bool:
        """Whether it is mounted when the node boots, and not only when somebody asks."""
        return self.options is None or "noauto" not in self.options.value.split(",")


@dataclass(frozen=True, slots=True)
class LvmSetting:
    """A name of `lvm.conf` and its value, of a list only the first word."""

    name: Located[str]
    value: Located[str]


@dataclass(frozen=True, slots=True)
class Activation:
    """A command of `/etc/lvmrc` that activates or synchronises volume groups.

    `groups` are those it names, normalised (`/dev/vg01`); `certain` is False where a word could only be known to the
    shell. A `vgchange` that names none is about all. `mode` is the letter behind `-a`, `span` that of the command.
    """

    program: str
    mode: str
    groups: tuple[Located[str], ...]
    certain: bool
    in_function: bool
    span: Span

    @property
    def activates(self) -> bool:
        """Whether it is a command that activates, and not one that synchronises mirrors or deactivates."""
        return self.program == "vgchange" and self.mode not in {"", "n"}

    @property
    def is_of_all(self) -> bool:
        """Whether it activates every volume group that the node knows."""
        return self.activates and self.certain and not self.groups


def mounts(document: Document) -> Iterator[Mount]:
    """Yield the lines of an fstab, in its order."""
    for entry in entries(document):
        if len(entry.words) > 1:
            device, directory, *rest = entry.words
            kind, options = (rest[0] if rest else None), (rest[1] if len(rest) > 1 else None)
            yield Mount(device, directory, kind, options, entry.span)


def same_volume(device: str) -> str:
    """Return the one name of a logical volume: what the device mapper calls it becomes `/dev/vg01/lvol1`."""
    mapped = _MAPPED.fullmatch(device)
    if mapped is None:
        return device
    return f"/dev/{mapped[1].replace('--', '-')}/{mapped[2].replace('--', '-')}"


def volume_group_of(device: str) -> str | None:
    """Return the volume group (`/dev/vg01`) that a device file is a logical volume of; None where it is of none."""
    volume = _VOLUME.fullmatch(same_volume(device))
    return f"/dev/{volume[1]}" if volume is not None and volume[1] not in _NO_GROUPS else None


def activations(document: Document) -> Iterator[Activation]:
    """Yield the commands of an lvmrc that deal with volume groups, in its order."""
    text = document.source.text
    inside = [function.span for function in document.script.functions if function.name.value == CUSTOM]
    for node in document.tree.walk():
        if node.kind != "command":
            continue
        words = [child for child in node.children if child.kind == "word"]
        program = (literal(text[words[0].start : words[0].end]) or "").rpartition("/")[2] if words else ""
        if program in _ACTIVATING:
            in_function = any(span.start <= node.start < span.end for span in inside)
            yield _activation(program, words[1:], text, in_function=in_function, span=node.span)


def _activation(program: str, words: list[Node], text: str, *, in_function: bool, span: Span) -> Activation:
    groups: list[Located[str]] = []
    certain = True
    option = mode = ""
    for word in words:
        written = text[word.start : word.end]
        value = literal(written)
        if value is None:
            certain = False
        elif option:
            mode = value if option == "-a" else mode
            option = ""
        elif value.startswith("-") and program == "vgchange":
            option = value if value in _WITH_VALUE else ""
            mode = value[2:] if value.startswith("-a") and len(value) > 2 else mode
        else:
            names = [] if value.startswith("-") else value.split()
            groups += [Located(device_of_volume_group(name), name, word.span) for name in names]
    return Activation(program, mode, tuple(groups), certain, in_function, span)


def lvm_settings(document: Document) -> Iterator[LvmSetting]:
    """Yield what an `lvm.conf` sets, in its order, whatever section it stands in."""
    text = document.source.text
    for entry in entries(document):
        for match in _SETTING.finditer(text, entry.span.start, entry.span.end):
            yield LvmSetting(located(text, Span(*match.span(1))), located(text, Span(*match.span(2))))
