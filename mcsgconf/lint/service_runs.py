"""The services of a cluster as the rules about their scripts see them: who says so, what runs, what came of it.

A service is followed from its command through the scripts of the repository (see `models.flow`); where each node has a
copy of a script of its own, each copy is followed. Rules judge; nothing here does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from mcsgconf.models.kind import Kind
from mcsgconf.models.script_parts import read_started_services

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.convert import Restarts
    from mcsgconf.models.document import Document
    from mcsgconf.models.located import Located
    from mcsgconf.models.verdict import Step, Verdict
    from mcsgconf.site import ClusterSite
    from mcsgconf.text import Span

_MOST_COPIES = 32
_SGCONF = re.compile(r"\$\{SGCONF\}|\$SGCONF(?!\w)")


@dataclass(frozen=True, slots=True)
class ServiceRun:
    """A service whose command is known: its name (None: not known), and what following it gave.

    `document` and `command` are where the command stands: a control script or a modular package file.
    """

    name: str | None
    document: Document
    command: Located[str | None]
    restarts: Restarts | None
    fail_fast: bool
    verdict: Verdict

    @property
    def called(self) -> str:
        """The service as messages call it."""
        return f"service {self.name}" if self.name else "a service"

    @property
    def line(self) -> str:
        """The command on one line."""
        return " ".join((self.command.value or self.command.text).split())

    def is_inline(self, step: Step) -> bool:
        """Tell whether a step happens in the command itself and in no script."""
        return step.document is self.document and step.span == self.command.span


@dataclass(frozen=True, slots=True)
class _Started:
    """What a file says of a service."""

    name: str | None
    document: Document
    command: Located[str | None]
    restarts: Restarts | None
    fail_fast: bool


_KNOWN: WeakKeyDictionary[ClusterSite, tuple[ServiceRun, ...]] = WeakKeyDictionary()
"""What was found out of a cluster, as long as somebody has it: several rules ask, and following takes a while."""


def service_runs(cluster: ClusterSite) -> tuple[ServiceRun, ...]:
    """Return every service of a cluster's packages and control scripts, followed."""
    runs = _KNOWN.get(cluster)
    if runs is None:
        runs = _KNOWN[cluster] = tuple(_followed(cluster))
    return runs


def ends_in_background(command: str) -> bool:
    """Tell whether the last thing that a command does is to put something into the background."""
    if "&" not in command:
        return False
    from mcsgconf.syntax.shell import parse_shell  # noqa: PLC0415 - hardly any command has one

    statements = [node for node in parse_shell(command, cut_vendor=False).children if node.kind != "comment"]
    return bool(statements) and statements[-1].kind == "background"


def _followed(cluster: ClusterSite) -> Iterator[ServiceRun]:
    for started in _started(cluster):
        text = _command(started.command)
        if not text.strip():
            continue
        for verdict in _verdicts(cluster, text, started.document, started.command.span):
            yield ServiceRun(
                started.name, started.document, started.command, started.restarts, started.fail_fast, verdict
            )


def _started(cluster: ClusterSite) -> Iterator[_Started]:
    fails_fast = {
        service.name.value
        for package in cluster.packages
        for service in package.package.services
        if service.name is not None and service.fail_fast is not None and service.fail_fast.value
    }
    for document in cluster.documents:
        if document.kind is Kind.CONTROL_SCRIPT:
            for service in read_started_services(document.script):
                if service.cmd is not None:
                    name = service.name.value if service.name is not None else None
                    restarts = service.restart.value if service.restart is not None else 0
                    yield _Started(name, document, service.cmd, restarts, name in fails_fast)
    for package in cluster.packages:
        if package.document.kind is Kind.MODULAR_PACKAGE:
            for declared in package.package.services:
                if declared.cmd is not None:
                    name = declared.name.value if declared.name is not None else None
                    restarts = declared.restart.value if declared.restart is not None else 0
                    yield _Started(name, declared.cmd.document, declared.cmd, restarts, name in fails_fast)


def _verdicts(cluster: ClusterSite, text: str, document: Document, span: Span) -> Iterator[Verdict]:
    from mcsgconf.models.flow import verdict_of_command  # noqa: PLC0415 - for start-up: most files have no service

    most = 1

    def lookup(path: str) -> Document | None:
        nonlocal most
        found = cluster.find_script(path, document)
        most = max(most, min(len(found), _MOST_COPIES))
        return found[min(copy, len(found) - 1)] if found else None

    copy = 0
    seen = set()
    while copy < most:
        verdict = verdict_of_command(text, document, span, lookup)
        if verdict.path not in seen:
            yield verdict
        seen.add(verdict.path)
        copy += 1


def _command(command: Located[str | None]) -> str:
    """Return a command as the shell is given it; the variable for the cluster's folder is what a shell would make of it."""
    text = command.value
    if text is None:
        word = command.text
        text = word[1:-1] if len(word) > 1 and word[0] == word[-1] and word[0] in "\"'" else word
    return _SGCONF.sub("/etc/cmcluster", text)
