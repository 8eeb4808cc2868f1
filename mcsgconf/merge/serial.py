"""Serial heartbeat: lines and comments that go when the cluster does not have exactly two nodes.

The manual allows the serial line in clusters of two nodes only, and no node can be added while one is configured.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.merge import policies
from mcsgconf.merge.compose import Note, Remove
from mcsgconf.merge.result import Action
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.merge.compose import Change
    from mcsgconf.merge.places import Places
    from mcsgconf.merge.view import View
    from mcsgconf.models.blocks import BlockTree, Setting

SERIAL_DEVICE_FILE = "SERIAL_DEVICE_FILE"

_SERIAL = re.compile(r"serial|/dev/tty|\btty\w*\b|\brs-?232\b|null[ -]?modem|\bgetty\b", re.IGNORECASE)
_PARAMETER = re.compile(r"\b[A-Z]++(?:_[A-Z]++)++\b")
_OF_OTHERS = re.compile(r"#[# \t]*+(?:warning\b|mcsgconf: (?!ignore\[))|\bstandby\b", re.IGNORECASE)
_WORD = re.compile(r"[\w.:-]++")


def drop_serial(view: View, places: Places) -> Iterator[Change]:
    """Yield the removal of every serial line of a file, with the comment above it that speaks of it alone."""
    for name, node in view.nodes.items():
        for setting in node.all(SERIAL_DEVICE_FILE):
            path = f"NODE_NAME[{name}]/{SERIAL_DEVICE_FILE}"
            if view.region_at(setting.node.start) is None:
                decision = policies.SERIAL.decision(Action.DROP, path, current=setting.value)
                yield Remove(_with_comment(view, places, node, setting), decision)


def not_taken(path: str, setting: Setting) -> Note:
    """Return the note that a serial line of the probe is left out."""
    return Note(None, policies.SERIAL.decision(Action.DROP, path, generic=setting.value))


def comment_without_serial(text: str, lines: list[Span]) -> list[Span]:
    """Return the lines of a comment without those that explain the serial line, such as an example of it."""
    about = [at for at, line in enumerate(lines) if _SERIAL.search(text, line.start, line.end)]
    return [line for at, line in enumerate(lines) if not about or not about[0] <= at <= about[-1]]


def _with_comment(view: View, places: Places, node: BlockTree, setting: Setting) -> Span:
    """Return the line of a setting and the end of the comment above it that speaks of nothing else."""
    comment = places.comment_above(setting)
    start = setting.node.start
    if comment is None:
        return setting.node.span
    cards = frozenset(block.opener.bare for block in node.blocks if block.opener is not None)
    of_the_node = node.opener is not None and node.opener.node.end == comment.start
    for line in reversed([*places.lines(comment)]):
        text = view.source.slice(line)
        if _speaks_of_others(text, cards) or (of_the_node and not _SERIAL.search(text)):
            break
        start = line.start
    return Span(start, setting.node.end)


def _speaks_of_others(text: str, cards: frozenset[str]) -> bool:
    if any(match != SERIAL_DEVICE_FILE for match in _PARAMETER.findall(text)) or _OF_OTHERS.search(text):
        return True
    return not cards.isdisjoint(_WORD.findall(text))
