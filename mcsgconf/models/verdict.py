"""What the analysis answers: whether a service goes on by itself, and the steps that prove it.

Values only. A step names a place and says in a sentence what happens there, so that a finding can show the way through
the script without knowing how it was found.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcsgconf.models.document import Document
    from mcsgconf.text import Span


class VerdictKind(Enum):
    """Whether a service goes on while nothing fails: it does, it does not, or that cannot be told."""

    LOOPS = "loops"
    ENDS = "ends"
    UNKNOWN = "unknown"


class StepKind(Enum):
    """What a step of the way is."""

    CALL = "call"
    """A function or another script is called and gives the answer."""
    BRANCH = "branch"
    """A constant decides which branch is taken."""
    BOUNDED = "bounded"
    """A loop that ends after a number of rounds."""
    NOT_A_LOOP = "not-a-loop"
    """A loop that is never entered, or left in its first round."""
    BACKGROUND_LOOP = "background-loop"
    """An endless loop that is put into the background."""
    BACKGROUND = "background"
    """Another command that is put into the background."""
    WAIT = "wait"
    """A `wait` that has nothing to wait for."""
    STARTER = "starter"
    """A command that starts a daemon and returns."""
    END = "end"
    """Where the script ends."""
    LOOP = "loop"
    """A loop that is left only when something fails."""
    BLOCKER = "blocker"
    """A program that does not end."""
    AGAIN = "again"
    """The script replaces itself by itself."""
    DEEPER = "deeper"
    """A script or function that calls itself, one level deeper each time."""
    DOUBT = "doubt"
    """What cannot be decided."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way: where it is, and what happens there, as a sentence without full stop."""

    kind: StepKind
    document: Document
    span: Span
    sentence: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one service.

    `path` leads from the start to the step that decides, which is the last: the end of the script, the loop, or what
    cannot be told. `zero_exits` are the ends with status 0, out of a loop, that only a failure leads to. `scripts` are
    the files that the service runs and sources, as far as they were followed, the one it runs first.
    """

    kind: VerdictKind
    path: tuple[Step, ...]
    zero_exits: tuple[Step, ...] = ()
    scripts: tuple[Document, ...] = ()

    @property
    def decisive(self) -> Step:
        """The step that decides."""
        return self.path[-1]

    def has(self, kind: StepKind) -> Step | None:
        """Return the first step of a kind, None where there is none."""
        return next((step for step in self.path if step.kind is kind), None)
