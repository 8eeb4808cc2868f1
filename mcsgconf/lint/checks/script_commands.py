"""The commands of services as the package gives them: by full path, in the foreground, with restarts that make sense.

What the command's script does when it runs is found out elsewhere, by following its flow of control.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.registry import check_cluster, check_document
from mcsgconf.lint.script_edits import element
from mcsgconf.lint.service_runs import ends_in_background, service_runs
from mcsgconf.lint.shell_words import IN_THE_SHELL, is_of_the_system
from mcsgconf.lint.started import called
from mcsgconf.lint.whole_cluster import WHAT_PACKAGES_OWN
from mcsgconf.lint.wording import cut, shown
from mcsgconf.models.kind import Kind
from mcsgconf.models.verdict import VerdictKind
from mcsgconf.syntax import words
from mcsgconf.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.models.package import Placed, Service
    from mcsgconf.models.script import Assignment
    from mcsgconf.site import ClusterSite

_SETTING = re.compile(r"(?<![\w$.])([A-Za-z_]\w*+)(?=\[|\+?=|[ \t;\r\n]|\Z)", re.ASCII)
"""Words that may name a variable which is set: in front of a `=`, or by themselves, as behind `read` and `for`."""
_ELSEWHERE = re.compile(r"SG\w*|PACKAGE|NODE|PATH|HOSTNAME|HOME|LOGNAME|USER|SHELL|TERM|PWD|LANG|LC_\w+|TZ|_|[0-9]+|\W")
"""Variables that a script may use though nobody sets them in it."""


@check_document("MC305")
def full_path(document: Document) -> Iterator[Problem]:
    """Yield commands of services that do not begin with a full path, or need a variable that nobody sets."""
    set_here: frozenset[str] | None = None
    for assignment in document.script.elements("SERVICE_CMD").values():
        value = assignment.value.value
        if value is not None:
            yield from _relative(assignment, value)
        elif document.script.doubtful is not None:
            set_here = set_here if set_here is not None else frozenset(_SETTING.findall(document.source.text))
            yield from _unset(assignment, set_here)


def _relative(assignment: Assignment, value: str) -> Iterator[Problem]:
    program = next(iter(words.split_command(value)), "")
    bare = words.literal(program)
    if not program or program.startswith("/") or program in IN_THE_SHELL or "=" in program:
        return
    if bare is None:
        unset = next((part.name for part in words.parts(program) if isinstance(part, words.Reference)), None)
        if unset is not None:
            yield Problem(
                assignment.value.span,
                f"{element(assignment)} {shown(value)} hands ${cut(unset)} to the shell of the service, which has no "
                "environment: it is empty there, and the service fails at once. Use double quotes, or write the path out",
            )
        return
    if bare.startswith("/"):
        return
    known = is_of_the_system(bare)
    yield Problem(
        assignment.value.span,
        f"{element(assignment)} {shown(value)} does not begin with a full path: a service gets no PATH, so that "
        f"{cut(bare)} {'may not be' if known else 'is not'} found, and the service fails at once. Write the full path",
        severity=Severity.WARNING if known else None,
    )


def _unset(assignment: Assignment, set_here: frozenset[str]) -> Iterator[Problem]:
    """Yield the use of a variable that is set nowhere in the script, and is none that the cluster or system sets."""
    for part in words.parts(assignment.value.text):
        if not isinstance(part, words.Reference) or _ELSEWHERE.fullmatch(part.name) or part.name in set_here:
            continue
        start = assignment.value.span.start
        yield Problem(
            Span(start + part.start, start + part.end),
            f"{element(assignment)} uses ${cut(part.name)}, which is set nowhere in this script: it is empty when the "
            "package starts, and the service runs something else or nothing",
            severity=Severity.WARNING,
        )
        return


@check_document("MC306")
def in_background(document: Document) -> Iterator[Problem]:
    """Yield commands of services that put themselves into the background."""
    for service in document.package_view.services:
        if service.cmd is None or service.cmd.value is None:
            continue
        command = service.cmd.value
        if not ends_in_background(command):
            continue
        yield Problem(
            service.cmd.span,
            f"{called('SERVICE_CMD', service.index)} {shown(command)} ends in &: the shell that runs it returns at once, "
            "the service counts as failed, and the package is halted and moved from node to node. Run it in the "
            "foreground, or let the service watch it",
            fix=_without_ampersand(service.cmd),
        )


def _without_ampersand(command: Placed[str | None]) -> Fix | None:
    text = command.text.rstrip("\"' \t")
    if not text.endswith("&") or text[-2:-1] in {"&", "|", ";", ">"}:
        return None
    start = command.span.start
    edit = Edit(start + len(text[:-1].rstrip(" \t")), start + len(text), "")
    return Fix("take the & away", (edit,), Applicability.UNSAFE)


@check_cluster("MC308")
def restarted_for_ever(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield endless restarts of services that end by themselves."""
    restarts = {
        (service.cmd.document.name, service.cmd.span): service.restart
        for service in _services(cluster)
        if service.cmd is not None and service.restart is not None and service.restart.value == "unlimited"
    }
    if not restarts:
        return
    for run in service_runs(cluster):
        restart = restarts.get((run.document.name, run.command.span))
        if restart is None or run.verdict.kind is not VerdictKind.ENDS:
            continue
        end = run.verdict.decisive
        yield Problem(
            restart.span,
            f"{run.called} is started again without end, and it ends by itself: it runs every few seconds for ever, the "
            "package never moves, and a real failure is not seen. Let its script go on in a loop, and allow a few "
            "restarts",
            document=restart.document,
            notes=(Note("it ends here", end.document, end.span),),
        )


def _services(cluster: ClusterSite) -> Iterator[Service]:
    for document in cluster.documents:
        if document.kind in {Kind.CONTROL_SCRIPT, Kind.MODULAR_PACKAGE}:
            yield from document.package_view.services


@check_cluster("MC309", needs=WHAT_PACKAGES_OWN)
def fails_fast(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield services that reset the node when they fail, and never fail."""
    for site in cluster.packages:
        for service in site.package.services:
            fail_fast, restart = service.fail_fast, service.restart
            if fail_fast is None or not fail_fast.value or restart is None or restart.value != "unlimited":
                continue
            name = service.name.value if service.name is not None else None
            yield Problem(
                fail_fast.span,
                f"service {cut(name or '')} resets the node when it fails, but it is started again without end, so that "
                "it never counts as failed. Choose one of the two: no reset, or a small number of restarts",
                document=fail_fast.document,
                notes=(Note("restarts without end", restart.document, restart.span),),
            )
