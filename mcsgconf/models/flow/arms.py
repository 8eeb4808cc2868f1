"""The arms of an `if` or `case`: the flows of those that may be taken, put together, and what is known behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.models.flow import outcomes
from mcsgconf.models.flow.outcomes import FALLS, FALSE, LATE, SUCCEEDS, TRUE

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcsgconf.models.flow.outcomes import Flow, Trail, Way
    from mcsgconf.models.flow.scope import State


class Arms:
    """Collects the arms of one statement, in their order.

    `reached` are the ways on which the next arm is looked at; empty when one before it is always taken.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._result: dict[Way, Trail] = {}
        self._ends: list[State] = []
        self._enters: Flow = {}
        self._sure = True
        self.reached: Flow = SUCCEEDS

    def test(self, answer: Flow) -> None:
        """Take in what the condition of the next arm says: true enters it, false goes on to the one behind."""
        self._add(outcomes.without(answer, FALLS))
        self._enters = outcomes.only(answer, (TRUE, LATE))
        self.reached = outcomes.only(answer, (FALSE, LATE))

    def enter(self, follow: Callable[[State], Flow]) -> None:
        """Follow the arm whose condition was taken in, as far as it can be entered."""
        if not self._enters:
            return
        branch = self._state.branch(certain=self._sure and not self.reached)
        self._sure = False
        self._take(outcomes.then(self._enters, follow(branch)), branch)

    def last(self, follow: Callable[[State], Flow] | None) -> None:
        """Follow what happens where no arm is taken; None: nothing, and the status is 0."""
        branch = self._state.branch(certain=self._sure)
        flow = follow(branch) if follow is not None else SUCCEEDS
        self._take(outcomes.then(self.reached, flow), branch)

    def leave(self) -> Flow:
        """Return the flow of the whole; the state becomes what is known behind it."""
        if self._ends:
            self._state.take(*self._ends)
        return self._result

    def _take(self, flow: Flow, branch: State) -> None:
        self._add(flow)
        if outcomes.falls(flow):
            self._ends.append(branch)

    def _add(self, flow: Flow) -> None:
        for way, trail in flow.items():
            self._result.setdefault(way, trail)
