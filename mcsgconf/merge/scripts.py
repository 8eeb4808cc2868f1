"""The merge of two control scripts: a customised one, and the template of a newer release or another version of it.

The script's own part is the customer's: values, functions, code and comments stay, and what the newer template has more is
added where it belongs. With a base the three-way rule decides what was changed on which side. The vendor's part below goes
as a whole, see `vendor_part`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.errors import UnmergeableInput
from mcsgconf.merge import policies
from mcsgconf.merge.compose import Note, Remove, Rewrite, compose
from mcsgconf.merge.core import Outcome, outcome_of
from mcsgconf.merge.marks import outside_conflicts
from mcsgconf.merge.result import Action, MergeResult
from mcsgconf.merge.script_conflicts import Clash, marks
from mcsgconf.merge.script_conflicts import Side as Half
from mcsgconf.merge.script_lines import ElementEdit, element_changes, gone_lines
from mcsgconf.merge.script_pairs import paired
from mcsgconf.merge.script_places import places_of, unit_lines, written
from mcsgconf.merge.script_view import CODE, FUNCTION, VARIABLE, Key, ScriptView
from mcsgconf.merge.vendor_part import vendor_changes
from mcsgconf.models.structure import VENDOR_PART
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcsgconf.merge.compose import Change
    from mcsgconf.merge.policies import Policy
    from mcsgconf.merge.result import BaseOrigin, Decision, Notice, Side
    from mcsgconf.merge.script_view import Element, Unit
    from mcsgconf.models.document import Document

_ALWAYS = frozenset({Key(FUNCTION, "customer_defined_run_cmds"), Key(FUNCTION, "customer_defined_halt_cmds")})
"""The functions that the vendor's part calls."""


@dataclass(frozen=True, slots=True)
class _Sides:
    """One unit in the three files, None where it is absent."""

    key: Key
    base: Unit | None
    current: Unit | None
    generic: Unit | None

    @property
    def outcome(self) -> Outcome:
        """What became of the unit."""
        return outcome_of(
            *(unit.content if unit is not None else None for unit in (self.base, self.current, self.generic))
        )

    @property
    def label(self) -> str:
        """What decisions call the unit."""
        unit = self.current or self.generic or self.base
        return unit.label if unit is not None else ""


def merge_scripts(current: Document, generic: Document, base: Document | None, prefer: Side | None) -> MergeResult:
    """Return the merge of two control scripts; see `merge` for the arguments.

    Raises:
        UnmergeableInput: the own part of a script cannot be read, so that nobody knows where what begins and ends.
    """
    given = [ScriptView(document) for document in (current, generic, base) if document is not None]
    for view in given:
        if view.settled.problems:
            problem = view.settled.problems[0]
            line = view.source.position(problem.span.start).line
            raise UnmergeableInput(f"{view.document.name}:{line}: {problem.message}; mend that first, then merge")
    ours, theirs, *before = paired(given)
    views = ours, theirs, before[0] if before else None
    merger = _Merger(*views, prefer)
    changes = [*vendor_changes(*views, prefer), *merger.everything()]
    changes += element_changes(ours, merger.edits)
    changes += marks(ours, merger.clashes, merger.edits)
    changes += marks_left(ours, changes)
    document, decisions = compose(current, outside_conflicts(changes))
    origin: BaseOrigin = "inferred" if base is None else "given"
    name = base.name if base is not None else None
    notices = (*_notices(decisions, base), *_moved(ours, theirs))
    return MergeResult(document, decisions, notices, base_origin=origin, base_name=name)


def _moved(current: ScriptView, generic: ScriptView) -> Iterator[Notice]:
    """Yield what is to be said of units that stand in two orders: a value may be made of one that is set above."""
    here, there = (
        [key for key in one.units if key in other.units] for one, other in ((current, generic), (generic, current))
    )
    first = next((key for key, other in zip(here, there, strict=True) if key != other), None)
    if first is not None:
        label = current.units[first].label
        message = (
            f"the two scripts have some of what they set in different orders, {label} for one; current's order stays"
        )
        yield policies.CUSTOMERS_CODE.notice("note", label, message)


def _notices(decisions: Iterable[Decision], base: Document | None) -> Iterator[Notice]:
    """Yield what is to be said of the vendor's part: without a base nobody can tell whether the old one was edited."""
    vendor = next((decision for decision in decisions if decision.path == VENDOR_PART), None)
    if base is None and vendor is not None and vendor.action is Action.TAKE:
        message = (
            "the vendor's part was replaced; whether somebody had edited the old one can only be told with the old template "
            "as base (--base)"
        )
        yield policies.VENDOR_PART.notice("note", VENDOR_PART, message)


def marks_left(view: ScriptView, changes: Iterable[Change]) -> Iterator[Note]:
    """Yield a decision for each marked conflict of an earlier merge that no other decision speaks of."""
    told = {change.at for change in changes if isinstance(change, Note) and change.decision.action is Action.CONFLICT}
    for region in view.regions:
        if region.span.start not in told:
            yield Note(region.span.start, policies.MARKERS_LEFT.decision(Action.CONFLICT, ""))


class _Merger:
    """Decides unit by unit; conflicts are gathered in `clashes`, changes of single assignments in `edits`."""

    def __init__(self, current: ScriptView, generic: ScriptView, base: ScriptView | None, prefer: Side | None) -> None:
        self._current = current
        self._generic = generic
        self._base = base
        self._prefer = prefer
        self._is_template = generic.is_template
        self._three_way = base is not None and not generic.is_template
        self._places = places_of(current, generic)
        self._added: dict[int, list[tuple[Unit, Decision]]] = {}
        self.clashes: list[Clash] = []
        self.edits: list[ElementEdit] = []

    def everything(self) -> Iterator[Change]:
        """Yield what becomes of each unit: those of current in its order, then those that only generic has."""
        before = self._base.units if self._base is not None else {}
        for key in dict.fromkeys([*self._current.units, *self._generic.units]):
            sides = _Sides(key, before.get(key), self._current.units.get(key), self._generic.units.get(key))
            if sides.outcome in {Outcome.UNCHANGED, Outcome.SAME}:
                continue
            yield from self._unit(sides) if (refused := self._refused(sides)) is None else (refused,)
        yield from self._additions()

    def _refused(self, sides: _Sides) -> Change | None:
        """Return the decision that a unit stays as it is, whatever the policies say, None where it need not."""
        if sides.outcome is Outcome.CURRENT or sides.current is None:
            return None
        region = self._current.region_of(sides.current.span)
        if region is not None:
            return Note(region.span.start, self._decision(policies.MARKERS_LEFT, Action.CONFLICT, sides))
        if self._current.is_shared(sides.current):
            reason = "it shares a line with something else; what the other file has, you may take by hand"
            return self._keep(policies.CUSTOMERS_CODE.because(reason), sides)
        return None

    def _unit(self, sides: _Sides) -> Iterator[Change]:
        ours, theirs = sides.current, sides.generic
        if ours is None and theirs is not None:
            yield from self._only_generic(sides, theirs)
        elif ours is not None and theirs is None:
            yield from self._only_current(sides, ours)
        elif ours is not None and theirs is not None:
            if sides.outcome is Outcome.CURRENT:
                yield self._keep(policies.THREE_WAY, sides)
            elif self._base is None:
                yield self._keep(_customers(sides.key), sides)
            elif sides.key.kind == VARIABLE:
                yield from self._elements(sides, ours, theirs)
            elif sides.outcome is Outcome.GENERIC:
                decision = self._decision(policies.THREE_WAY, Action.TAKE, sides)
                yield Rewrite(ours.span, tuple(unit_lines(self._generic, theirs)), decision)
            else:
                yield from self._conflict(sides)

    # ------------------------------------------------------------------------------------------- on one side only

    def _only_current(self, sides: _Sides, ours: Unit) -> Iterator[Change]:
        if sides.base is None:
            yield self._keep(_customers(sides.key).because("only current has this"), sides)
        elif self._is_template:
            reason = "the newer template has this no more; whether something still needs it, only you know"
            yield self._keep(_customers(sides.key).because(reason), sides)
        elif ours.twice:
            yield self._keep(_customers(sides.key).because("current has this twice; settle that first"), sides)
        elif sides.outcome is Outcome.DELETED:
            yield from self._drop(policies.THREE_WAY, sides, ours)
        else:
            yield from self._conflict(sides)

    def _only_generic(self, sides: _Sides, theirs: Unit) -> Iterator[Change]:
        policy = self._against(sides, theirs)
        if sides.base is not None and self._three_way and sides.outcome is Outcome.CONFLICT:
            yield from self._conflict(sides)
        elif sides.base is not None:
            yield self._keep(policies.REMOVED_BEFORE, sides)
        elif policy is not None and not _is_needed(theirs):
            yield self._keep(policy, sides, self._commented_out(theirs))
        else:
            self._add(policies.THREE_WAY if self._three_way else policies.NEW_IN_TEMPLATE, sides, theirs)

    def _against(self, sides: _Sides, theirs: Unit) -> Policy | None:
        """Return the policy by which something that only generic has is not added, None if it is."""
        if sides.key.kind == CODE and sides.key.which:
            return policies.WRITTEN_TWICE
        names = {label.partition("[")[0] for label in theirs.elements}
        if not self._three_way and not names.isdisjoint(self._current.set_in_code):
            return policies.CUSTOMERS_VALUE.because("current's code sets this")
        if self._base is None and not self._is_template:
            return policies.NEW_PARAMETER if sides.key.kind == VARIABLE else policies.CUSTOMERS_CODE
        return policies.COMMENTED_OUT if self._commented_out(theirs) is not None else None

    def _commented_out(self, theirs: Unit) -> int | None:
        """Return where current has the very assignments of a unit in comments, None if it has not."""
        element = next(iter(theirs.elements.values()), None)
        return self._current.commented.get(f"{element.label}={element.text}") if element is not None else None

    def _add(self, policy: Policy, sides: _Sides, theirs: Unit) -> None:
        at = self._places[sides.key]
        self._added.setdefault(at, []).append((theirs, self._decision(policy, Action.ADD, sides)))

    def _additions(self) -> Iterator[Change]:
        """Yield the lines that are added, those of one place together."""
        gone = gone_lines(self._current, self.edits)
        for at, added in self._added.items():
            blocks = written(self._current, self._generic, [unit for unit, _ in added], at, gone)
            for lines, (_, decision) in zip(blocks, added, strict=True):
                yield Rewrite(Span(at, at), lines, decision)

    # --------------------------------------------------------------------------------------- on both, with a base

    def _elements(self, sides: _Sides, ours: Unit, theirs: Unit) -> Iterator[Change]:
        """Yield what becomes of the assignments of one unit; a single conflict makes the unit one."""
        before = sides.base.elements if sides.base is not None else {}
        labels = dict.fromkeys([*ours.elements, *theirs.elements])
        found = {
            label: outcome_of(*(_value(each.get(label)) for each in (before, ours.elements, theirs.elements)))
            for label in labels
        }
        if Outcome.CONFLICT in found.values():
            yield from self._conflict(sides)
            return
        for label, outcome in found.items():
            element, other = ours.elements.get(label), theirs.elements.get(label)
            if outcome is Outcome.GENERIC and element is not None and other is not None:
                decision = policies.THREE_WAY.decision(
                    Action.TAKE, label, base=element.text, current=element.text, generic=other.text
                )
                self.edits.append(ElementEdit(element, other.text, decision))
            elif outcome is Outcome.GENERIC and other is not None:
                decision = policies.THREE_WAY.decision(Action.ADD, label, generic=other.text)
                end = Span(ours.span.end, ours.span.end)
                yield Rewrite(end, (self._generic.source.slice(other.span),), decision)
            elif outcome is Outcome.DELETED and element is not None:
                self._drop_element(policies.THREE_WAY, element)

    def _conflict(self, sides: _Sides) -> Iterator[Change]:
        """Yield what becomes of a unit that both sides changed; a template has only defaults, and changed nothing."""
        if self._is_template:
            reason = "the customer changed this; that the newer template has another default changes nothing"
            yield self._keep(_customers(sides.key).because(reason), sides)
            return
        match self._prefer:
            case "current":
                yield self._keep(policies.PREFERRED, sides)
            case "generic":
                yield from self._preferred(sides)
            case _:
                policy = policies.THREE_WAY.because("both sides changed this since the base, each in its own way")
                decision = self._decision(policy, Action.CONFLICT, sides)
                at = self._places.get(sides.key, 0)
                halves = Half(self._base, sides.base), Half(self._generic, sides.generic)
                self.clashes.append(Clash(decision, halves[0], sides.current, halves[1], at))

    def _preferred(self, sides: _Sides) -> Iterator[Change]:
        ours, theirs = sides.current, sides.generic
        if ours is None and theirs is not None:
            self._add(policies.PREFERRED, sides, theirs)
        elif ours is not None and theirs is None:
            yield from self._drop(policies.PREFERRED, sides, ours)
        elif ours is not None and theirs is not None and sides.key.kind != VARIABLE:
            decision = self._decision(policies.PREFERRED, Action.TAKE, sides)
            yield Rewrite(ours.span, tuple(unit_lines(self._generic, theirs)), decision)
        elif ours is not None and theirs is not None:
            yield from self._preferred_elements(ours, theirs)

    def _preferred_elements(self, ours: Unit, theirs: Unit) -> Iterator[Change]:
        for label, element in ours.elements.items():
            other = theirs.elements.get(label)
            if other is None:
                self._drop_element(policies.PREFERRED, element)
            elif other.value != element.value:
                decision = policies.PREFERRED.decision(Action.TAKE, label, current=element.text, generic=other.text)
                self.edits.append(ElementEdit(element, other.text, decision))
        end = Span(ours.span.end, ours.span.end)
        for label, other in theirs.elements.items():
            if label not in ours.elements:
                decision = policies.PREFERRED.decision(Action.ADD, label, generic=other.text)
                yield Rewrite(end, (self._generic.source.slice(other.span),), decision)

    # ----------------------------------------------------------------------------------------------------- leaving out

    def _drop(self, policy: Policy, sides: _Sides, ours: Unit) -> Iterator[Change]:
        if sides.key.kind != VARIABLE:
            yield Remove(ours.span, self._decision(policy, Action.DROP, sides))
            return
        for element in ours.elements.values():
            self._drop_element(policy, element)

    def _drop_element(self, policy: Policy, element: Element) -> None:
        decision = policy.decision(Action.DROP, element.label, current=element.text)
        self.edits.append(ElementEdit(element, None, decision))

    def _keep(self, policy: Policy, sides: _Sides, at: int | None = None) -> Note:
        place = at if at is not None or sides.current is None else sides.current.span.start
        return Note(place, self._decision(policy, Action.KEEP, sides))

    def _decision(self, policy: Policy, action: Action, sides: _Sides) -> Decision:
        return policy.decision(
            action, sides.label, base=_shown(sides.base), current=_shown(sides.current), generic=_shown(sides.generic)
        )


def _customers(key: Key) -> Policy:
    return policies.CUSTOMERS_VALUE if key.kind == VARIABLE else policies.CUSTOMERS_CODE


def _is_needed(unit: Unit) -> bool:
    """Tell whether the vendor's part breaks without a unit."""
    known = catalogue.load("control-script")
    parameters = (known.lookup(label.partition("[")[0]) for label in unit.elements)
    return unit.key in _ALWAYS or any(parameter is not None and parameter.must_be_set for parameter in parameters)


def _value(element: Element | None) -> str | None:
    return element.value if element is not None else None


def _shown(unit: Unit | None) -> str | None:
    """Return what a decision shows of a unit: the values of a variable, the size of a function, the first line of code."""
    if unit is None:
        return None
    if unit.elements:
        return "; ".join(
            f"{each.label}={each.text}" if len(unit.elements) > 1 else each.text for each in unit.elements.values()
        )
    count = unit.content.count("\n") + 1
    return "1 line" if count == 1 else f"{count} lines"
