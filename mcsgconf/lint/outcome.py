"""What comes of judging one part of a site: values that say all that is needed of it later, without its documents.

A run joins the outcomes of all parts. They are plain enough to be written down, and to come from another process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcsgconf.catalogue import Target
    from mcsgconf.lint.finding import Finding
    from mcsgconf.models.kind import Kind

Lines: TypeAlias = tuple[range, ...]
Fact: TypeAlias = tuple[object, ...]
"""What a check wants to compare between parts: a named tuple of texts, numbers, truth values, None, and lists of such."""


class Cover(NamedTuple):
    """One code of a suppression, and the lines that it covers; None: the whole file."""

    code: str
    lines: Lines | None


class Seen(NamedTuple):
    """A file that was judged.

    `is_parsed` says whether all of it could be read, `in_cluster` whether it belongs to a cluster whose file is at hand.
    """

    name: str
    kind: Kind
    target: Target
    is_parsed: bool
    in_cluster: bool
    covers: tuple[Cover, ...]


class Outcome(NamedTuple):
    """What was found in a part, before any suppression; its files; and the facts for each check that compares parts."""

    seen: tuple[Seen, ...]
    findings: tuple[Finding, ...]
    facts: Mapping[str, tuple[Fact, ...]]
