"""Commands in scripts that put the cluster's own daemons, or its binary configuration, at risk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Problem, Severity
from mcsgconf.lint.registry import check_cluster, check_document
from mcsgconf.lint.shell_commands import Command, commands
from mcsgconf.lint.wording import cut
from mcsgconf.models.kind import SHELL_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.site import ClusterSite

_DAEMON = re.compile(r"\b(cmcld|cmlvmd)\b")
_KILLERS = frozenset({"kill", "pkill", "killall"})
_LEAVING = frozenset({"cmhaltnode", "cmhaltcl"})
_COPYING = frozenset({"cp", "rcp", "scp", "rsync", "ftp", "sftp", "rdist", "tar", "mv"})
_BINARY = re.compile(r"(?:^|[/:])cmclconfig(?![\w.-])")
_LEVEL = re.compile(r"[3-6]")
_INIT_LEVELS = frozenset({"0", "6"})


@check_document("MC743")
def log_level(document: Document) -> Iterator[Problem]:
    """Yield the calls of cmsetlog with a level that logs every heartbeat."""
    if "cmsetlog" not in document.source.text:
        return
    for command in commands(document):
        level = next((value for value in command.values[1:] if value is not None and _LEVEL.fullmatch(value)), None)
        if command.program == "cmsetlog" and level is not None:
            yield Problem(
                command.span,
                f"cmsetlog {level} logs every heartbeat, and fills the file system of the log. Levels above 2 are for a search "
                "with HP's support; go back with cmsetlog -r",
            )


@check_document("MC745")
def safety_time(document: Document) -> Iterator[Problem]:
    """Yield the commands that stop a daemon of the cluster, or the time by which the kernel watches it."""
    text = document.source.text
    if not ("cmsetsafety" in text or _DAEMON.search(text)):
        return
    for command in commands(document):
        if command.program == "cmsetsafety":
            yield Problem(
                command.span,
                "cmsetsafety changes the safety time, and with that switched off or run down the kernel resets the node. To "
                "take a node out of the cluster halt it: cmhaltnode -f",
            )
        elif command.program in _KILLERS:
            daemon = _DAEMON.search(" ".join(command.words[1:]))
            if daemon is not None:
                yield Problem(
                    command.span,
                    f"{command.program} ends {daemon[1]}: nobody renews the safety time any more, the kernel resets the node, "
                    "and no package is halted in order. Take the node out with cmhaltnode -f",
                )


@check_cluster("MC745")
def restarts(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the commands that take a node of a cluster down with the cluster still up on it."""
    if cluster.cluster is None:
        return
    for document in cluster.documents:
        if document.kind not in SHELL_KINDS or not re.search(r"\b(?:reboot|shutdown|init)\b", document.source.text):
            continue
        left = False
        for command in commands(document):
            left = left or command.program in _LEAVING or any(word in _LEAVING for word in command.words)
            if not left and _takes_down(command):
                yield Problem(
                    command.span,
                    f"{cut(' '.join(command.words))} takes the node down with the cluster up on it: its packages are not "
                    "halted in order, and the others see a node fail. Halt the node first: cmhaltnode -f",
                    document=document,
                    severity=Severity.WARNING,
                )


def _takes_down(command: Command) -> bool:
    match command.program:
        case "reboot" | "shutdown":
            return not any(value in {"-c", "--help", "-w"} for value in command.values[1:])
        case "init":
            return any(value in _INIT_LEVELS for value in command.values[1:])
        case _:
            return False


@check_document("MC906")
def binary_configuration(document: Document) -> Iterator[Problem]:
    """Yield the commands that copy the binary configuration."""
    if "cmclconfig" not in document.source.text:
        return
    for command in commands(document):
        if command.program in _COPYING and any(_BINARY.search(word.strip("\"'")) for word in command.words[1:]):
            yield Problem(
                command.span,
                f"{command.program} copies cmclconfig, the binary configuration: each release writes its own form, and a node "
                "that reads another's does not join, or joins with what is not configured. Send it with cmapplyconf; keep "
                "the ASCII files",
            )
