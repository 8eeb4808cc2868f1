"""Services that end although nothing failed, and what else their flow of control shows.

Whether a service goes on is found out by `models.flow`; here it is said what that means for the cluster. A finding
stands where the mistake is, which mostly is the service's script; the command that runs it is its other half.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Note, Problem
from mcsgconf.lint.halt_flags import is_left_by_signal
from mcsgconf.lint.registry import check_cluster
from mcsgconf.lint.service_fixes import failing_exit, loop_round, wait_behind
from mcsgconf.lint.service_rounds import loops_of
from mcsgconf.lint.service_runs import ends_in_background, service_runs
from mcsgconf.lint.wording import cut, shown
from mcsgconf.models.verdict import StepKind, VerdictKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.lint.service_runs import ServiceRun
    from mcsgconf.models.verdict import Step
    from mcsgconf.site import ClusterSite

_MOST_NOTES = 6
_SAID_TO_LOOP = "mcsgconf: loops"
_REASONS = (StepKind.BOUNDED, StepKind.NOT_A_LOOP, StepKind.BRANCH, StepKind.WAIT)


@check_cluster("MC601", "MC602", "MC603", "MC604", "MC607", "MC610")
def services(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield what is wrong with the way each service of the cluster goes on, or does not."""
    for run in service_runs(cluster):
        match run.verdict.kind:
            case VerdictKind.ENDS:
                if not _puts_itself_into_background(run):
                    yield _ends(run)
            case VerdictKind.UNKNOWN:
                yield from _may_end(run)
            case VerdictKind.LOOPS:
                yield from _deeper(run)
                yield from _says_zero(run)


def _puts_itself_into_background(run: ServiceRun) -> bool:
    """Tell whether the command itself has the `&`: MC306 says so, and knows what to do."""
    return run.is_inline(run.verdict.decisive) and ends_in_background(run.command.value or "")


def _ends(run: ServiceRun) -> Problem:
    background = run.verdict.has(StepKind.BACKGROUND_LOOP)
    starter = run.verdict.has(StepKind.STARTER)
    if background is not None:
        return _in_background(run, background)
    return _starts_daemon(run, starter) if starter is not None else _ends_by_itself(run)


def _ends_by_itself(run: ServiceRun) -> Problem:
    end = run.verdict.decisive
    what = f"{run.called} ends here although nothing has failed"
    if run.is_inline(end):
        what = f"{run.called} runs {shown(run.line)}, which ends although nothing has failed"
    return Problem(
        end.span,
        f"{what}{_because(run)}: {_consequence(run)}. Let it look again and again, in an endless loop with a `sleep`, "
        "and leave only on failure",
        end.document,
        "MC601",
        fix=loop_round(run),
        notes=_notes(run, end),
    )


def _in_background(run: ServiceRun, background: Step) -> Problem:
    end = run.verdict.decisive
    where = "" if run.is_inline(end) or end.document is not background.document else f" in line {_line(end)}"
    return Problem(
        background.span,
        f"this loop runs in the background, and {run.called} ends{where} without it: {_consequence(run)}, and the loop "
        "is left behind. Take the `&` away, or end with `wait`",
        background.document,
        "MC603",
        fix=wait_behind(run, background),
        notes=_notes(run, background),
    )


def _starts_daemon(run: ServiceRun, starter: Step) -> Problem:
    return Problem(
        starter.span,
        f"{run.called} starts a daemon here, which leaves it at once, and then ends: {_consequence(run)}. Start the "
        "daemon with the package, and let the service watch it in an endless loop",
        starter.document,
        "MC604",
        notes=_notes(run, starter),
    )


def _may_end(run: ServiceRun) -> Iterator[Problem]:
    end = run.verdict.decisive
    stated = any(_SAID_TO_LOOP in script.source.text for script in run.verdict.scripts)
    if end.kind is StepKind.END and not run.is_inline(end) and not stated:
        yield Problem(
            end.span,
            f"whether {run.called} goes on cannot be told: there is a loop, but it may also end here without a failure. "
            "If that does not happen, say so in a comment `# mcsgconf: loops`",
            end.document,
            "MC602",
            notes=_notes(run, end),
        )


def _deeper(run: ServiceRun) -> Iterator[Problem]:
    step = run.verdict.has(StepKind.DEEPER)
    if step is not None:
        yield Problem(
            step.span,
            f"{run.called} goes on by calling itself: each round adds a process or a level to the stack, until a limit "
            "of the system ends it. Use `while true`",
            step.document,
            "MC607",
            notes=_notes(run, step),
        )


def _says_zero(run: ServiceRun) -> Iterator[Problem]:
    halted = [loop for loop in loops_of(run) if is_left_by_signal(loop)] if run.verdict.zero_exits else []
    for step in run.verdict.zero_exits:
        fix = failing_exit(step)
        by_signal = any(loop.document is step.document and loop.node.end <= step.span.end for loop in halted)
        if fix is not None and not run.is_inline(step) and not by_signal:
            yield Problem(
                step.span,
                f"{run.called} ends with status 0 when its check fails; Serviceguard takes that for a failure as well, "
                "but the log then speaks of exit(0), which misleads. Use `exit 1`",
                step.document,
                "MC610",
                fix=fix,
                notes=_notes(run, step),
            )


def _because(run: ServiceRun) -> str:
    """Return what on the way to the end explains it, in parentheses; nothing where the way is straight."""
    *before, end = run.verdict.path
    step = next((step for step in reversed(before) if step.kind in _REASONS), None)
    if step is None:
        return ""
    file = "" if step.document is end.document else f" of {cut(step.document.name)}"
    return f" ({step.sentence}, line {_line(step)}{file})"


def _consequence(run: ServiceRun) -> str:
    """Return what the cluster does when the service ends."""
    what = "Serviceguard takes every end of a service for a failure"
    moves = "halts the package and moves it to the next node, until it is down on all"
    if run.restarts == "unlimited":
        return f"{what} and starts it again, for ever"
    if run.fail_fast:
        return f"{what} and resets the node, then the next one"
    if run.restarts:
        times = "once" if run.restarts == 1 else f"{run.restarts} times"
        return f"{what}, starts it again {times}, then {moves}"
    return f"{what}, {moves}"


def _notes(run: ServiceRun, place: Step) -> tuple[Note, ...]:
    """Return the way to a step: the command of the service, and what happens in its scripts."""
    notes = [] if run.is_inline(place) else [Note(f"the command of {run.called}", run.document, run.command.span)]
    others = (step for step in run.verdict.path if step != place and not run.is_inline(step))
    notes += (Note(step.sentence, step.document, step.span) for step in others)
    return tuple(notes[:_MOST_NOTES])


def _line(step: Step) -> int:
    return step.document.source.position(step.span.start).line
