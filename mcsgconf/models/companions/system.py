"""What the system itself is told at boot: users, daemons, terminals. `/etc/passwd`, `inetd.conf`, `/etc/inittab`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.models.companions.entries import entries, fields, located
from mcsgconf.models.located import Located
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document

_OFF = frozenset({"off", "initdefault"})
_INETD = re.compile(
    r"^[ \t]*+(?P<off>#[# \t]*+)?(?P<name>[\w-]++)[ \t]++(?:stream|dgram)[ \t]++(?:tcp|udp)6?[ \t]++(?:no)?wait\S*+"
    r"[ \t]++\S++[ \t]++(?P<command>\S[^\r\n]*+)",
    re.MULTILINE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class User:
    """A line of `/etc/passwd`; `uid` is None where it is no number."""

    name: Located[str]
    uid: Located[int | None]
    span: Span


@dataclass(frozen=True, slots=True)
class Daemon:
    """A line of `inetd.conf`, or one that is commented out (`active` is False); `mark` is the place of the `#`."""

    name: Located[str]
    command: Located[str]
    active: bool
    mark: Span
    span: Span


@dataclass(frozen=True, slots=True)
class Process:
    """An entry of `/etc/inittab`: what init starts. `active` is False for an action that starts nothing."""

    id: Located[str]
    action: Located[str]
    command: Located[str]
    active: bool
    span: Span


def users(document: Document) -> Iterator[User]:
    """Yield the users of a password file, in its order."""
    for entry in entries(document):
        parts = fields(entry, ":")
        if len(parts) > 3:
            number = parts[2].text
            uid = int(number) if number.isascii() and number.isdigit() and len(number) < 12 else None
            yield User(parts[0], Located(uid, number, parts[2].span), entry.line.span)


def daemons(document: Document) -> Iterator[Daemon]:
    """Yield the services of an `inetd.conf`, those that are commented out among them."""
    text = document.source.text
    for match in _INETD.finditer(text):
        name = located(text, Span(*match.span("name")))
        command = located(text, Span(match.start("command"), match.start("command") + len(match["command"].rstrip())))
        off = match["off"] is not None
        mark = Span(*match.span("off")) if off else Span(match.start("name"), match.start("name"))
        yield Daemon(name, command, not off, mark, Span(mark.start, command.span.end))


def processes(document: Document) -> Iterator[Process]:
    """Yield the entries of an inittab, in its order."""
    for entry in entries(document):
        parts = fields(entry, ":")
        if len(parts) > 3:
            start = parts[3].span.start
            command = located(document.source.text, Span(start, entry.line.span.end))
            action = parts[2]
            yield Process(parts[0], action, command, action.value not in _OFF, entry.line.span)
