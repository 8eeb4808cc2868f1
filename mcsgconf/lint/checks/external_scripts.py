"""The external scripts of modular packages: what they are called with, how they end, and by which path they are named.

Serviceguard calls them with `start` and `stop`; `cmcheckconf` and `cmapplyconf` call them with `validate`. Scripts that
are a service's command as well are followed elsewhere, and their ends are not judged here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.lint.endless_loops import is_endless
from mcsgconf.lint.entry_points import ENTRY_POINTS, START, STOP, VALIDATE, entry_points, ignores_arguments, reached
from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.lines import lines
from mcsgconf.lint.meant import meant
from mcsgconf.lint.placeholders import is_placeholder
from mcsgconf.lint.registry import check_cluster, check_document
from mcsgconf.lint.shell_commands import Command, commands
from mcsgconf.lint.wording import cut, listed, shown
from mcsgconf.models.kind import Kind
from mcsgconf.models.verdict import StepKind
from mcsgconf.syntax.words import Reference, literal, parts
from mcsgconf.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.lint.entry_points import EntryPoints
    from mcsgconf.models.document import Document
    from mcsgconf.models.verdict import Step
    from mcsgconf.site import ClusterSite
    from mcsgconf.syntax.tree import Node

_IDLE = frozenset(
    """: true false echo print printf date logger sleep exit return set typeset local export readonly unset cd test [ [[
    trap umask ulimit sg_log""".split()
)
"""Commands that start, stop and change nothing."""
_LEGAL = frozenset({"0", "1", "2"})
_NUMBER = re.compile(r"-?[0-9]+")
_AT_RUN_TIME_ONLY = re.compile(r"\$(?:SG_(PACKAGE|NODE)\b|\{SG_(PACKAGE|NODE)\b(?!:?[-=+?]))")
_SETS = r"\bSG_{}="
_INSTEAD = {
    "PACKAGE": "SG_PACKAGE_NAME has the name of the package at any time",
    "NODE": "Ask the system for the name of the node, or do not look at it here",
}
_EFFECT = {
    START: "the package does not start on any node",
    STOP: "the package does not come down in order",
    VALIDATE: "the package can be neither checked nor applied",
}
_CALLER = {START: "at the start of the package", STOP: "at its halt", VALIDATE: "by cmcheckconf and cmapplyconf"}


def _scripts(cluster: ClusterSite) -> Iterator[Document]:
    """Yield the shell scripts that only external_script and external_pre_script name, each once."""
    services = {script.name for site in cluster.packages for _, script in site.service_scripts}
    external = {script.name: script for site in cluster.packages for script in site.external_scripts}
    for name, script in external.items():
        if script.kind is Kind.SHELL and name not in services:
            yield script


@check_cluster("MC409")
def missing_entry_points(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield external scripts that do not tell start, stop and validate apart."""
    for script in _scripts(cluster):
        points = entry_points(script)
        if points is not None:
            yield from _of_case(points)
        elif ignores_arguments(script):
            work = next((command for command in commands(script) if _works(command)), None)
            if work is not None:
                yield Problem(
                    work.span,
                    "this external script does not look at its argument: it does the same when the package starts, when "
                    "it halts, and when cmcheckconf and cmapplyconf have it validate. Have it do what each of the three "
                    "words asks for",
                    script,
                )


def _of_case(points: EntryPoints) -> Iterator[Problem]:
    arms = {word: points.arm(word) for word in ENTRY_POINTS if not points.is_spoken_of_elsewhere(word)}
    absent = [word for word, arm in arms.items() if arm is None]
    if absent:
        yield Problem(
            _first_line(points.document, points.case),
            f"this external script has nothing for {listed(absent)}, with which it is called "
            f"{listed([_CALLER[word] for word in absent])}: nothing is done then, and whatever status comes out is taken "
            "for the answer. Give each of start, stop and validate a branch",
            points.document,
            severity=Severity.WARNING,
        )
    default = next((arm for arm in points.arms if "*" in points.patterns(arm)), None)
    if default is None:
        return
    caught = [word for word, arm in arms.items() if arm is default]
    if VALIDATE in caught and points.arm(START) is default and _does_something(points.document, default):
        yield Problem(
            _first_line(points.document, default),
            "this branch is taken for validate, too: it starts the application each time that cmcheckconf or cmapplyconf "
            "looks at the package, on every node. Give validate a branch of its own",
            points.document,
        )
        return
    end = _failing_end(points, default)
    if caught and end is not None:
        yield Problem(
            end,
            f"called with {listed(caught, 'or')}, {listed([_CALLER[word] for word in caught])}, the script comes here and "
            f"fails: {listed([_EFFECT[word] for word in caught])}. Add "
            f"{'a branch' if len(caught) == 1 else 'branches'} for {listed(caught)}",
            points.document,
            notes=(Note("the branches it has", points.document, _first_line(points.document, points.case)),),
        )


def _does_something(document: Document, arm: Node) -> bool:
    """Tell whether an arm does more than speak and leave, and does not look at the arguments again."""
    nodes = list(reached(document, arm))
    if any(re.search(r"\$\{?[0-9@*#]", document.source.slice(node.span)) for node in nodes):
        return False
    return any(_works(command) for node in nodes for command in commands(document, node))


def _works(command: Command) -> bool:
    return bool(command.program) and command.program not in _IDLE


def _failing_end(points: EntryPoints, arm: Node) -> Span | None:
    """Return where every way through an arm fails: an `exit` at its own level, or the status for the one behind."""
    document, body = points.document, arm.child("body")
    kept = _variable_of_exit(points)
    failing: Span | None = None
    for node in body.children if body is not None else ():
        if node.kind != "command":
            continue
        command = next(commands(document, node), None)
        if command is not None and command.program == "exit":
            return command.span if _fails(command.values[1] if len(command.values) > 1 else None) else None
        for name, value in _assigned(document, node):
            if name == kept:
                failing = node.span if _fails(value) else None
    return failing


def _fails(status: str | None) -> bool:
    return status is not None and _NUMBER.fullmatch(status) is not None and int(status) % 256 != 0


def _assigned(document: Document, command: Node) -> Iterator[tuple[str, str | None]]:
    """Yield the variables that a command without words sets, with their values as far as they are plain."""
    if command.child("word") is not None:
        return
    for assignment in command.children:
        name, value = assignment.child("name"), assignment.child("value")
        if name is not None:
            yield document.source.slice(name.span), literal(document.source.slice(value.span)) if value else ""


def _variable_of_exit(points: EntryPoints) -> str | None:
    """Return the variable with whose value the script ends right behind its `case`."""
    document = points.document
    behind = (node for node in document.tree.children if node.start > points.case.start and node.kind != "comment")
    statement = next(behind, None)
    command = (
        next(commands(document, statement), None) if statement is not None and statement.kind == "command" else None
    )
    if command is None or command.program != "exit" or len(command.words) != 2:
        return None
    pieces = parts(command.words[1])
    return pieces[0].name if len(pieces) == 1 and isinstance(pieces[0], Reference) else None


@check_cluster("MC410")
def unknown_status(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield ends of external scripts with a status that means nothing to Serviceguard."""
    for script in _scripts(cluster):
        for command in commands(script):
            status = command.values[1] if len(command.values) == 2 else None
            if command.program != "exit" or command.apart or status is None or status in _LEGAL:
                continue
            if _NUMBER.fullmatch(status) and str(int(status) % 256) not in _LEGAL:
                yield Problem(
                    command.span,
                    f"exit {cut(status)}: 0, 1 and 2 mean something to Serviceguard, other numbers do not. 1 halts the "
                    "package for good, 2 lets another node try",
                    script,
                )


@check_cluster("MC411")
def unset_while_checked(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield uses of variables that have no value while a package is checked."""
    for script in _scripts(cluster):
        points = entry_points(script)
        arm = points.arm(VALIDATE) if points is not None else None
        if arm is not None:
            seen: set[Span] = set()
            for node in reached(script, arm):
                yield from _uses(script, node, seen)


def _uses(script: Document, root: Node, seen: set[Span]) -> Iterator[Problem]:
    text = script.source.text
    for node in root.walk():
        if node.children or node.kind == "comment":
            continue
        for use in _AT_RUN_TIME_ONLY.finditer(text, node.start, node.end):
            span, name = Span(*use.span()), use[1] or use[2]
            if span in seen or re.search(_SETS.format(name), text):
                continue
            seen.add(span)
            yield Problem(
                span,
                f"SG_{name} has no value while the package is checked, and this is run then: the cluster sets it at the "
                f"start and halt only. {_INSTEAD[name]}",
                script,
                fix=_with_package_name(use) if name == "PACKAGE" else None,
            )


def _with_package_name(use: re.Match[str]) -> Fix:
    end = use.end(1) if use[1] else use.end(2)
    return Fix("use SG_PACKAGE_NAME", (Edit(end, end, "_NAME"),), Applicability.UNSAFE)


@check_cluster("MC324")
def never_returns(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield external scripts that go on for ever when the package starts."""
    from mcsgconf.models.flow import VerdictKind, verdict_of_script  # noqa: PLC0415 - for start-up: few have such scripts

    for script in _scripts(cluster):

        def lookup(path: str, script: Document = script) -> Document | None:
            return next(iter(cluster.find_script(path, script)), None)

        verdict = verdict_of_script(script, [START], lookup)
        stays = verdict.decisive
        if verdict.kind is VerdictKind.LOOPS and stays.document is script and _goes_on_for_ever(script, stays):
            yield Problem(
                stays.span,
                "called with start this external script never comes to an end here: the start of the package hangs until "
                "the timeout kills it, and no service is started. Watch the application by a service, and only start it "
                "here",
                script,
            )


def _goes_on_for_ever(script: Document, stays: Step) -> bool:
    """Tell whether a script stays at a step whatever happens: a loop that waits for something is right at a start."""
    if stays.kind is StepKind.BLOCKER:
        return True
    return any(node.start == stays.span.start and is_endless(script, node) for node in script.tree.walk())


@check_document("MC412")
def full_path(document: Document) -> Iterator[Problem]:
    """Yield external scripts that are not named by a full path."""
    for line in lines(document).named("external_script", "external_pre_script"):
        path = meant(line)
        if line.parameter is None or not path or path.startswith(("/", "$")):
            continue
        if not is_placeholder(document.kind, line.parameter, path):
            yield Problem(
                line.value_span,
                f"{line.name} {shown(path)} is no full path: the cluster does not know where to look for it, and the "
                "package is refused or does not start. Write it in full, as it is on every node; $SGCONF may begin it",
            )


def _first_line(document: Document, node: Node) -> Span:
    end = document.source.line_span(document.source.position(node.start).line).end
    return Span(node.start, min(end, node.end))
