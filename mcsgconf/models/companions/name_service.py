"""Which name an address has, and where the system looks that up: `/etc/hosts` and `/etc/nsswitch.conf`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from mcsgconf.models.companions.entries import entries, located
from mcsgconf.models.convert import Address  # noqa: TC001 - pydantic reads the annotations
from mcsgconf.models.located import Located
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document

_SOURCE = re.compile(r"\[[^\]\n]*+\]?|[^\s\[]++")
_ACTION = re.compile(r"(\w++)[ \t]*+=[ \t]*+(\w++)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Host:
    """A line of `/etc/hosts`: an address (None: it is none) and the names that it has, the official one first."""

    address: Located[Address | None]
    names: tuple[Located[str], ...]

    @property
    def span(self) -> Span:
        """From the address to the last name."""
        return Span(self.address.span.start, (self.names[-1] if self.names else self.address).span.end)

    @property
    def short_names(self) -> frozenset[str]:
        """The names without their domains."""
        return frozenset(name.value.partition(".")[0] for name in self.names)


@dataclass(frozen=True, slots=True)
class Source:
    """Where names are looked up (`files`, `dns`), and what happens then: `NOTFOUND` gives `continue`, in that spelling."""

    name: Located[str]
    actions: dict[str, str]


@dataclass(frozen=True, slots=True)
class Database:
    """A line of `/etc/nsswitch.conf`: what is looked up, and where, in what order."""

    name: Located[str]
    sources: tuple[Source, ...]
    sources_span: Span


_READ: WeakKeyDictionary[Document, tuple[Host, ...]] = WeakKeyDictionary()
"""Tables that were read, as long as somebody has the document: several rules ask, and some tables are long."""


def hosts(document: Document) -> tuple[Host, ...]:
    """Return the lines of a hosts file, in its order; a line of one word is left out, for it says nothing."""
    found = _READ.get(document)
    if found is None:
        found = _READ[document] = tuple(_hosts(document))
    return found


def _hosts(document: Document) -> Iterator[Host]:
    for entry in entries(document):
        if len(entry.words) > 1:
            address, *names = entry.words
            value = _address(address.value)
            yield Host(Located(value, address.text, address.span), tuple(_without_remark(names)))


def _address(text: str) -> Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None


def _without_remark(names: list[Located[str]]) -> Iterator[Located[str]]:
    """Yield names up to a remark, which begins at `#` even where no blank stands before it."""
    for name in names:
        text, mark, _ = name.text.partition("#")
        if not mark:
            yield name
            continue
        if text:
            yield Located(name.value.partition("#")[0], text, Span(name.span.start, name.span.start + len(text)))
        return


def databases(document: Document) -> Iterator[Database]:
    """Yield the lines of a name service switch."""
    text = document.source.text
    for entry in entries(document):
        line = entry.line.text.partition("#")[0].rstrip()
        name, colon, rest = line.partition(":")
        if not colon or not rest.strip():
            continue
        start = entry.line.span.start
        at = start + len(name) + 1 + len(rest) - len(rest.lstrip())
        sources: list[Source] = []
        for found in _SOURCE.finditer(text, at, start + len(line)):
            if not found[0].startswith("["):
                sources.append(Source(located(text, Span(*found.span())), {}))
            elif sources:
                pairs = _ACTION.findall(found[0])
                sources[-1].actions.update({status.upper(): action.lower() for status, action in pairs})
        yield Database(located(text, Span(start, start + len(name))), tuple(sources), Span(at, start + len(line)))
