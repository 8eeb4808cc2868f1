"""What a merge gives back: the merged document, and the reason for every line of it.

Values only. How they come about is the business of the policies, how they are shown that of `report`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from mcsgconf.models.document import Document

Side = Literal["current", "generic"]
BaseOrigin = Literal["given", "git", "inferred"]


class Action(StrEnum):
    """What was done with a setting."""

    KEEP = "keep"  # as current has it, against the probe
    TAKE = "take"  # the probe's value in place of current's
    ADD = "add"  # from the probe, current has nothing there
    DROP = "drop"  # left out of the result
    CONFLICT = "conflict"  # both values stand in the result, between markers
    GAP = "gap"  # a value is needed that neither file has; a comment marks the place


class Status(StrEnum):
    """How a merge ended; the worst that happened counts."""

    CLEAN = "clean"
    ERROR = "error"  # a policy or the linter says that the result cannot work
    GAPS = "gaps"
    CONFLICTS = "conflicts"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about one setting or one added line, by which policy, and why.

    `path` is such as `NODE_NAME[n3]/NETWORK_INTERFACE[lan0]/HEARTBEAT_IP`. `base`, `current` and `generic` are the
    values as the three files write them, None where one has nothing. `line` and `end_line` are the lines of the result
    that it accounts for, from 1; None where it has none.
    """

    path: str
    action: Action
    policy: str
    reason: str
    base: str | None = None
    current: str | None = None
    generic: str | None = None
    line: int | None = None
    end_line: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What a policy has to say beyond single lines: an error keeps the result from being applied, a note does not."""

    severity: Literal["error", "note"]
    policy: str
    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Nodes:
    """The names of nodes, in the order of the result."""

    added: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()  # all nodes of current
    missing_from_generic: tuple[str, ...] = ()


class Finding(Protocol):
    """What a merge knows of a linter's finding; the linter stands beside the merge, not below it."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def severity(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Adoption:
    """A package that may run on the added nodes from now on: its file before and after, and what was decided."""

    name: str
    before: Document
    document: Document
    decisions: tuple[Decision, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether the file has to be written."""
        return any(decision.action is Action.ADD for decision in self.decisions)


@dataclass(frozen=True, slots=True)
class MergeResult:
    """A merge: the document, and what was decided on the way, in the order of the text.

    `findings` are those of the linter that neither input had, `new_errors` its errors that current had not and that the
    merge has not marked itself; both are filled in by whoever runs the linter. `adopted` are packages that get the
    added nodes, where that was asked for.
    """

    document: Document
    decisions: tuple[Decision, ...] = ()
    notices: tuple[Notice, ...] = ()
    nodes: Nodes = Nodes()
    base_origin: BaseOrigin = "inferred"
    base_name: str | None = None  # what the file of the base is called; None where it was inferred
    findings: tuple[Finding, ...] = ()
    new_errors: tuple[Finding, ...] = ()
    adopted: tuple[Adoption, ...] = ()

    @property
    def conflicts(self) -> tuple[Decision, ...]:
        """The decisions that are left to the administrator, each marked in the text."""
        return tuple(decision for decision in self.decisions if decision.action is Action.CONFLICT)

    @property
    def gaps(self) -> tuple[Decision, ...]:
        """The values that are still to be filled in, each marked in the text."""
        return tuple(decision for decision in self.decisions if decision.action is Action.GAP)

    @property
    def errors(self) -> tuple[Notice, ...]:
        """What keeps the result from working, as far as the policies know."""
        return tuple(notice for notice in self.notices if notice.severity == "error")

    @property
    def status(self) -> Status:
        """How the merge ended."""
        if self.conflicts:
            return Status.CONFLICTS
        if self.gaps:
            return Status.GAPS
        return Status.ERROR if self.errors or self.new_errors else Status.CLEAN

    @property
    def message(self) -> str | None:
        """What policies and linter hold against the result, in one sentence or several; None where they hold nothing."""
        messages = [notice.message for notice in self.errors] + [finding.message for finding in self.new_errors]
        return "; ".join(messages) or None
