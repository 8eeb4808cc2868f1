"""Group files of volume groups: which minor number a volume group has on a node.

LVM tells volume groups apart by the number in the minor of `/dev/<vg>/group`. It is known from captures of
`ll /dev/*/group` or `ls -l` (a kind of file of its own), and from the `mknod` lines of any shell file, which say what
somebody made or means to make. Which node that is on is not in the text; the site tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.models.convert import device_of_volume_group
from mcsgconf.models.located import Located, readable
from mcsgconf.syntax.words import literal
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.syntax.tree import Node

_NUMBER_SHIFT = {64: 16, 128: 12}
"""By major (64 is LVM 1.0, 128 is LVM 2.x): how many low bits of a minor belong to the logical volumes."""

_LINE = re.compile(
    r"^[ \t]*+([bc])[-rwxsStT]{9}\S*+[ \t]++\d++[ \t]++\S++[ \t]++\S++[ \t]++"  # mode, links, owner, group
    r"(\d++)(?:,[ \t]*+|[ \t]++)([0-9A-Za-z#]++)[ \t]++([^\n]*+)",  # major, minor, date and name
    re.MULTILINE | re.ASCII,
)
_NUMBER = re.compile(r"0[xX]([0-9a-fA-F]{1,8})|([0-9]{1,10})", re.ASCII)


@dataclass(frozen=True, slots=True)
class GroupFile:
    """The group file of a volume group, as a listing shows it or an `mknod` makes it.

    `volume_group` is normalised (`/dev/vg01`); its text is the path of the group file. `device_type` is `c` for a
    character device, which it should be. `major` and `minor` are None where they are no numbers (`0x0#0000`).
    """

    volume_group: Located[str]
    device_type: str
    major: Located[int | None]
    minor: Located[int | None]
    span: Span

    @property
    def vgno(self) -> int | None:
        """The number of the volume group: the top bits of the minor; None for a major that is none of LVM's."""
        if self.major.value is None or self.minor.value is None:
            return None
        shift = _NUMBER_SHIFT.get(self.major.value)
        return None if shift is None else self.minor.value >> shift


def listed_group_files(text: str) -> Iterator[GroupFile]:
    """Yield the group files in a capture of `ll /dev/*/group`, of HP-UX or another `ls -l`; other lines are passed."""
    for line in _LINE.finditer(text):
        date_and_name = line[4].rstrip(" \t\r")
        name = date_and_name.replace("\t", " ").rpartition(" ")[2]
        if name.endswith("/group"):
            end = line.start(4) + len(date_and_name)
            path = Span(end - len(name), end)
            places = (path, Span(*line.span(2)), Span(*line.span(3)))
            yield _group_file(text, line[1], (name, line[2], line[3]), places, Span(line.start(1), end))


def made_group_files(tree: Node, text: str) -> Iterator[GroupFile]:
    """Yield the group files that the `mknod` commands of a parsed shell file make, wherever they stand in it."""
    for node in tree.walk():
        if node.kind != "command":
            continue
        words = [child for child in node.children if child.kind == "word"]
        said = [literal(text[word.start : word.end]) for word in words]
        start = next((i for i, word in enumerate(said) if word and word.rpartition("/")[2] == "mknod"), None)
        if start is None:
            continue
        match said[start + 1 :]:
            case [str(name), str(device_type), str(major), str(minor), *_] if name.endswith("/group"):
                path_at, _, major_at, minor_at = (word.span for word in words[start + 1 : start + 5])
                places = (path_at, major_at, minor_at)
                yield _group_file(text, device_type, (name, major, minor), places, node.span)


def device_number(text: str) -> int | None:
    """Return a device number written in decimal, or in hexadecimal behind `0x`; None for any other text."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    return int(match[1], 16) if match[1] else int(match[2])


def _group_file(
    text: str, device_type: str, said: tuple[str, str, str], places: tuple[Span, Span, Span], whole: Span
) -> GroupFile:
    """Return the group file whose path, major and minor are `said`, and stand at `places`."""
    (name, major, minor), (name_at, major_at, minor_at) = said, places
    return GroupFile(
        Located(device_of_volume_group(readable(name).removesuffix("/group")), _slice(text, name_at), name_at),
        readable(device_type),
        Located(device_number(major), _slice(text, major_at), major_at),
        Located(device_number(minor), _slice(text, minor_at), minor_at),
        whole,
    )


def _slice(text: str, span: Span) -> str:
    return text[span.start : span.end]
