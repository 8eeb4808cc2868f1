"""What must hold for every merge; shared by the scenarios and the properties through the fixture `check_laws`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Protocol

import pytest

from mcsgconf.merge import Action, merge
from mcsgconf.merge.paths import with_paths
from mcsgconf.merge.script_view import ScriptView
from mcsgconf.merge.view import View
from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from mcsgconf.merge import MergeResult
    from mcsgconf.models.document import Document

_WRITTEN = {Action.ADD, Action.TAKE, Action.GAP, Action.CONFLICT, Action.DROP}  # of a line with more on it
_MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


class CheckLaws(Protocol):
    """Checks one merge against all laws, and returns its result."""

    def __call__(self, current: Document, generic: Document, base: Document | None = None) -> MergeResult: ...


@pytest.fixture(scope="session")
def check_laws() -> CheckLaws:
    return _check_laws


def _check_laws(current: Document, generic: Document, base: Document | None = None) -> MergeResult:
    result = merge(current, generic, base)
    again = merge(result.document, generic, base)
    assert again.document.source.text == result.document.source.text, "merging again changes something"
    assert merge(current, current).document is current
    _nothing_is_lost(current, result)
    _every_line_is_accounted_for(current, result)
    _nothing_new_is_unreadable(current, result)
    if current.kind is Kind.CONTROL_SCRIPT:
        return result
    _every_comment_that_went_is_told(current, result)
    if not result.conflicts and not _twice(current) | _twice(generic) and not View(current).root.orphans:
        assert not _twice(result.document), "a key stands twice"
    return result


def _nothing_is_lost(current: Document, result: MergeResult) -> None:
    """Every setting of current is in the result, or a decision tells what became of it."""
    before, after = _settings(current), _settings(result.document)
    lost = Counter(named for _, named in before) - Counter(named for _, named in after)
    told = {decision.path for decision in result.decisions if decision.action is not Action.KEEP}
    assert not lost.keys() - {named for path, named in before if _is_told(path, told)}


def _settings(document: Document) -> list[tuple[str, tuple[str, str]]]:
    """Return the path of each setting, its name and its value; of a script, its assignments, functions and code.

    Which block a name belongs to that nobody knows, nobody knows either: its name is not its path.
    """
    if document.kind is Kind.CONTROL_SCRIPT:
        units = ScriptView(document).units.values()
        found = [(element.label, element.value) for unit in units for element in unit.elements.values()]
        found += [(unit.label, unit.content) for unit in units if not unit.elements]
        return [(path, (path, value)) for path, value in found]
    return [
        (path, (path if setting.parameter else setting.key, setting.value))
        for path, setting in with_paths(View(document).root)
    ]


def _is_told(path: str, told: set[str]) -> bool:
    return path in told or any(path.startswith(f"{outer}/") for outer in told)


def _every_line_is_accounted_for(current: Document, result: MergeResult) -> None:
    """Without the lines that decisions account for, the result is current without the lines that went."""
    lines = dict(enumerate(result.document.source.text.split("\n"), 1))
    for decision in result.decisions:
        if decision.action in _WRITTEN and decision.line is not None and decision.end_line is not None:
            for line in range(decision.line, decision.end_line + 1):
                lines.pop(line, None)
    before = current.source.text.split("\n")
    before.append(f"{before[-1]}\r")  # what the last line becomes where it had no end and lines follow now
    rest = iter(before)
    strangers = [line for line in lines.values() if line not in rest]  # `in` advances: both are in one order
    assert strangers in ([], [""]), strangers  # "" stands behind a final newline that current does not have


def _every_comment_that_went_is_told(current: Document, result: MergeResult) -> None:
    """Comments go with the serial lines they speak of and with nothing else; one gap may be filled by its value."""
    after = Counter(line.strip() for line in result.document.source.text.split("\n"))
    before = Counter(line.strip() for line in current.source.text.split("\n"))
    gone = [line for line in (before - after) if line.startswith("#")]
    filled = {decision.path.rpartition("/")[2] for decision in result.decisions if "gap" in decision.reason}
    gone = [
        line
        for line in gone
        if line.partition(":")[0] != "# mcsgconf" or line.split()[3].rstrip(":").upper() not in filled
    ]
    serial = any(
        decision.policy == "serial-heartbeat" and decision.current is not None for decision in result.decisions
    )
    assert not gone or serial, gone


def _nothing_new_is_unreadable(current: Document, result: MergeResult) -> None:
    """The result has no more unreadable lines than current, conflict markers aside."""
    if current.kind is Kind.CONTROL_SCRIPT:
        count = [len(ScriptView(document).settled.problems) for document in (current, result.document)]
        assert count[1] <= count[0]
        return
    source = result.document.source
    unreadable = [p for p in result.document.problems if not source.slice(p.span).startswith(_MARKS)]
    assert len(unreadable) <= len(current.problems)


def _twice(document: Document) -> set[str]:
    """Return the nodes, interfaces and single parameters that stand twice in a file."""
    count = Counter(path for path, setting in with_paths(View(document).root) if setting.parameter)
    return {path for path in count if count[path] > 1}
