"""Who is let in: `cmclnodelist`, and the lists of the r-commands (`.rhosts`, `/etc/hosts.equiv`), which have its form.

A line is a host and perhaps a user; `+` stands for every host. Only the part of a host's name before the first dot
counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.models.companions.entries import entries
from mcsgconf.models.located import Located  # noqa: TC001 - pydantic reads the annotations
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document

EVERY_HOST = "+"
ROOT = "root"


@dataclass(frozen=True, slots=True)
class Trusted:
    """A line of a list: a host, a user, and the words that are too many."""

    host: Located[str]
    user: Located[str] | None = None
    rest: tuple[Located[str], ...] = ()

    @property
    def node(self) -> str:
        """The host's name without its domain."""
        return self.host.value.partition(".")[0]

    @property
    def span(self) -> Span:
        """From the first word to the last."""
        last = self.rest[-1] if self.rest else self.user or self.host
        return Span(self.host.span.start, last.span.end)

    @property
    def is_root(self) -> bool:
        """Whether root of the host is let in; a line without user, as old lists have it, is about root."""
        return self.user is None or self.user.value == ROOT


def trusted_hosts(document: Document) -> Iterator[Trusted]:
    """Yield the lines of a list of hosts and users, in its order."""
    for entry in entries(document):
        host, *rest = entry.words
        yield Trusted(host, rest[0] if rest else None, tuple(rest[1:]))
