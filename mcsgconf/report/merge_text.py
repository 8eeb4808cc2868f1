"""A merge's report as text for the person who has to apply the result: what was done, why, and what is left to do."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from mcsgconf.merge.result import Action, Status
from mcsgconf.models.kind import Kind
from mcsgconf.report.adoption_text import adoption_text
from mcsgconf.report.escape import escape_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcsgconf.merge.result import Decision, MergeResult
    from mcsgconf.report.adoption_text import Packages

_SECTIONS = {
    Action.CONFLICT: "In conflict, both stand in the result between markers",
    Action.GAP: "Missing, a comment marks the place",
    Action.ADD: "Added",
    Action.TAKE: "Changed as {theirs} has it",
    Action.DROP: "Left out",
    Action.KEEP: "Kept as current has it",
}
_COMMENTS = frozenset({"node-comments", "added-comments"})
_HEADLINES = {
    Status.CLEAN: "clean",
    Status.CONFLICTS: "there are conflicts to resolve",
    Status.GAPS: "there are gaps to fill",
    Status.ERROR: "the result cannot be applied as it is",
}


def merge_text(  # noqa: PLR0913 - what was merged, and what was done with the result
    result: MergeResult,
    *,
    current: str,
    generic: str,
    output: str | None = None,
    not_written: str | None = None,
    packages: Packages = "shown",
) -> str:
    """Return the report of a merge as text, ending in a newline.

    Args:
        result: the merge.
        current: the name of the file that was merged into.
        generic: the name of the other file: the probed one, or a template.
        output: the path of the file that was written, None where none was.
        not_written: why the file that was asked for was not written.
        packages: what was done with the files of packages that adopt the added nodes.
    """
    theirs = "the probe" if result.document.kind is Kind.CLUSTER else "the other file"
    paragraphs = [
        _headline(result, current, generic),
        *(_section(title, _of(result, action), theirs) for action, title in _SECTIONS.items()),
        adoption_text(result.adopted, packages),
        _list("Found by the linter in the result and in neither input", _findings(result)),
        _list("Left to do", _left_to_do(result)),
        _list("Not written", [not_written] if not_written else []),
        _next(result, output, packages_written=packages == "written"),
    ]
    return "\n".join(paragraph for paragraph in paragraphs if paragraph)


def _headline(result: MergeResult, current: str, generic: str) -> str:
    match result.base_origin:
        case "given":
            origin = "with the base that was given"
        case "git":
            origin = f"with its version of the last merge in git, {result.base_name}, as the base"
        case "inferred" if result.document.kind is Kind.CLUSTER:
            origin = "without a base, one was inferred"
        case "inferred":
            origin = "without a base"
    lines = [f"{current} merged with {generic}, {origin}: {_HEADLINES[result.status]}"]
    nodes = result.nodes
    lines += [f"  nodes added: {' '.join(nodes.added)}"] if nodes.added else []
    lines += [f"  nodes kept: {' '.join(nodes.kept)}"] if nodes.kept else []
    lines += [f"  not in the probe: {' '.join(nodes.missing_from_generic)}"] if nodes.missing_from_generic else []
    lines += [f"  {notice.severity}: {notice.message} ({notice.policy})" for notice in result.notices]
    return _lines(lines)


def _of(result: MergeResult, action: Action) -> list[Decision]:
    """Return the decisions of one kind that are worth a line: comments and blank lines of new nodes are not."""
    return [d for d in result.decisions if d.action is action and _is_setting(d)]


def _is_setting(decision: Decision) -> bool:
    values = (decision.base, decision.current, decision.generic)
    return decision.policy not in _COMMENTS and (
        decision.action is not Action.ADD or any(v is not None for v in values)
    )


def _section(title: str, decisions: list[Decision], theirs: str) -> str:
    """Return decisions below a title, grouped by reason in the order of the first of each.

    `theirs` is what the other file is called.
    """
    groups: dict[tuple[str, str], list[Decision]] = {}
    for decision in decisions:
        groups.setdefault((decision.policy, decision.reason), []).append(decision)
    lines: list[str] = []
    for (policy, reason), group in groups.items():
        lines.append(f"  {policy}: {reason}")
        lines += [f"    {_place(decision):>6}  {decision.path}{_values(decision, theirs)}" for decision in group]
    return _lines([title.format(theirs=theirs), *lines]) if lines else ""


def _place(decision: Decision) -> str:
    return "" if decision.line is None else f"{decision.line}"


def _values(decision: Decision, theirs: str) -> str:
    current, generic = decision.current, decision.generic
    match decision.action:
        case Action.KEEP if current is None:
            return f"  not there; {theirs} has {generic}"
        case Action.KEEP if generic is None or generic == current:
            return f"  {current}"
        case Action.KEEP:
            return f"  {current}; {theirs} {_or_nothing(generic or None)}"
        case Action.TAKE:
            return f"  {current} -> {generic}"
        case Action.CONFLICT if current is None and generic is None:
            return ""  # markers that an earlier merge left: both sides stand between them
        case Action.CONFLICT:
            return f"  current {_or_nothing(current)}, {theirs} {_or_nothing(generic)}"
        case Action.ADD:
            return f"  {generic if generic is not None else current}"
        case Action.DROP:
            return f"  {current if current is not None else generic}"
        case Action.GAP:
            return ""


def _or_nothing(value: str | None) -> str:
    return "has nothing" if value is None else f"has {value}"


def _findings(result: MergeResult) -> Iterator[str]:
    """Yield the findings, without those on lines that the merge has marked itself: they say the same again."""
    marked = {line for decision in (*result.conflicts, *result.gaps) for line in _lines_of(decision)}
    for finding in result.findings:
        if finding.path == result.document.name and finding.line in marked:
            continue
        place = f"line {finding.line}" if finding.path == result.document.name else f"{finding.path}:{finding.line}"
        yield f"{place}: {finding.severity} {finding.code} {finding.message}"


def _lines_of(decision: Decision) -> range:
    if decision.line is None or decision.end_line is None:
        return range(0)
    return range(decision.line, decision.end_line + 1)


def _left_to_do(result: MergeResult) -> Iterator[str]:
    if result.conflicts:
        yield f"resolve {_count(result.conflicts, 'conflict')}: choose one side and delete the markers"
    if result.gaps:
        yield f"fill {_count(result.gaps, 'gap')}: put the setting in the place of its comment '# mcsgconf: gap'"
    if result.errors or result.new_errors:
        yield "put right what is an error above: the file cannot be applied with it"
    if any(decision.policy == "serial-heartbeat" and decision.current is not None for decision in result.decisions):
        yield "halt the cluster before applying (cmhaltcl -f): no node can be added while a serial line is configured"
    if result.nodes.added:
        names = ", ".join(result.nodes.added)
        yield f"import the volume groups of the packages that may run on {names}, and list the name in cmclnodelist"
        changed = [adoption.name for adoption in result.adopted if adoption.is_changed]
        if changed:
            yield f"copy the scripts of {', '.join(changed)} to {names} before the package files are applied"


def _count(decisions: Iterable[Decision], noun: str) -> str:
    lines = [f"{decision.line}" for decision in decisions]
    plural = "" if len(lines) == 1 else "s"
    return f"{len(lines)} {noun}{plural} (line{plural} {', '.join(lines)})"


def _next(result: MergeResult, output: str | None, *, packages_written: bool) -> str:
    file = shlex.quote(output) if output is not None else "FILE"
    when = "Next" if result.status is Status.CLEAN else "Then"
    if result.document.kind is Kind.CONTROL_SCRIPT:
        steps = [f"  chmod 755 {file}", f"  copy {file} to every node of the package, while the package is down"]
        return _lines([when, *steps])
    option = "-C" if result.document.kind is Kind.CLUSTER else "-P"
    files = [(option, file)]
    if packages_written:
        files += [("-P", shlex.quote(adoption.before.name)) for adoption in result.adopted if adoption.is_changed]
    return _lines(
        [when, *(f"  {command} {how} {name}" for how, name in files for command in ("cmcheckconf", "cmapplyconf"))]
    )


def _list(title: str, entries: Iterable[str]) -> str:
    lines = [f"  {entry}" for entry in entries]
    return _lines([title, *lines]) if lines else ""


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{escape_line(line)}\n" for line in lines)
