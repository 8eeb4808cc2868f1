"""What a check says (`Problem`) and what the user gets (`Finding`): values only, no judgement.

A check yields problems: a place, a message, perhaps a fix. The engine adds what the rule's page and the file know.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.on_disk import OnDisk, same_text

if TYPE_CHECKING:
    from mcsgconf.models.document import Document
    from mcsgconf.text import Edit, Position, SourceText, Span


class Severity(StrEnum):
    """How bad a finding is: error (check, apply or package start fails, or data at risk), warning, info (advice)."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """A number that grows with the severity."""
        return {"info": 0, "warning": 1, "error": 2}[self.value]


class Applicability(StrEnum):
    """Whether a fix may be made unasked: safe ones cannot change what the cluster does but mend the fault."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class Fix(NamedTuple):
    """Edits of the finding's own file that mend it, and a sentence that says what they do."""

    message: str
    edits: tuple[Edit, ...]
    applicability: Applicability = Applicability.SAFE


class Note(NamedTuple):
    """Another place that a problem speaks of: the other half of a contradiction."""

    message: str
    document: Document
    span: Span


class Problem(NamedTuple):
    """What a check found.

    `document` is only needed where the check looks at several; `code` where one check serves several rules;
    `severity` where it is not the rule's own.
    """

    span: Span
    message: str
    document: Document | None = None
    code: str | None = None
    severity: Severity | None = None
    fix: Fix | None = None
    notes: tuple[Note, ...] = ()


class Place(NamedTuple):
    """A range of a file for people: lines and columns from 1, the end behind the last character."""

    path: str
    start: Position
    end: Position

    @property
    def last_line(self) -> int:
        """The line of its last character, from 1: a line's end is on that line."""
        return self.end.line - (self.end.column == 1 and self.end.line > self.start.line)


class Related(NamedTuple):
    """Another place of a finding, and what stands there."""

    message: str
    place: Place


class Finding(NamedTuple):
    """One finding, as reports show it. `text` is what it was found in, or where that lies.

    `structural_path` says what its place is called by what stands there (`NODE_NAME[n3]/NETWORK_INTERFACE[lan0]`,
    `SERVICE_CMD[2]`, the name of a function): it holds when lines are moved; see `models.structure`.
    """

    code: str
    name: str
    severity: Severity
    message: str
    place: Place
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    text: SourceText | OnDisk | None = None
    structural_path: str = ""

    @property
    def source(self) -> SourceText | None:
        """The text it was found in; None where that is not known, or the file is another one by now."""
        return same_text(self.text) if isinstance(self.text, OnDisk) else self.text

    @property
    def path(self) -> str:
        """The file it was found in."""
        return self.place.path

    @property
    def line(self) -> int:
        """The line it starts on, from 1."""
        return self.place.start.line

    @property
    def column(self) -> int:
        """The column it starts at, from 1, in characters."""
        return self.place.start.column
