"""Scripts as files: that they may be run, and by which shell."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.catalogue import Platform
from mcsgconf.lint.finding import Problem, Severity
from mcsgconf.lint.registry import check_across, check_document
from mcsgconf.lint.started import platform_of
from mcsgconf.lint.wording import cut
from mcsgconf.models.kind import Kind
from mcsgconf.syntax.words import literal, split_command
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mcsgconf.lint.registry import Opener
    from mcsgconf.models.document import Document
    from mcsgconf.models.package import Service
    from mcsgconf.site import ClusterSite, Site

_FIRST_LINE = re.compile(r"\ufeff?#![ \t]*+(\S++)")
_LATER_LINE = re.compile(r"(?:[^\n]*\n){1,3}?(#![ \t]*+/\S++[^\n]*+)")


class _Script(NamedTuple):
    """A script that a package runs, and whether anybody may execute it."""

    path: str
    executable: bool


def _scripts(part: Site) -> Iterator[_Script]:
    scripts = {script.name: script for cluster in part.clusters for script in _run_in(cluster)}
    return (_Script(name, script.executable) for name, script in scripts.items() if script.executable is not None)


def _run_in(cluster: ClusterSite) -> Iterator[Document]:
    for package in cluster.packages:
        yield from package.run_scripts
        yield from package.halt_scripts
        yield from package.external_scripts
        for service, script in package.service_scripts:
            if _is_run_itself(service, script):
                yield script


@check_across("MC326", gather=_scripts, row=_Script._make)
def may_be_run(scripts: Sequence[_Script], document_of: Opener) -> Iterator[Problem]:
    """Yield scripts that packages run and that nobody may execute, where most of the scripts among the files can be."""
    executable = dict(scripts)
    closed = [path for path in executable if not executable[path]]
    if not closed or 2 * len(closed) >= len(executable):
        return
    for path in closed:
        script = document_of(path)
        yield Problem(
            script.source.line_span(1),
            "this script has no execute bit, which ftp and some editors drop: where it is copied like this the package "
            "cannot start, on the node that was to take over first of all. Set its mode to 755 on every node, and copy "
            "with rcp -p or scp -p",
            document=script,
        )


def _is_run_itself(service: Service, script: Document) -> bool:
    """Tell whether a service's command runs a script by its own path, and not by a shell that only has to read it."""
    command = service.cmd.value if service.cmd is not None else None
    first = literal(next(iter(split_command(command)), "")) if command is not None else None
    return first is not None and PurePath(first).name == PurePath(script.name).name


@check_document("MC327")
def interpreter(document: Document) -> Iterator[Problem]:
    """Yield a `#!` that names no shell by its full path, one the platform lacks, or stands too far down to count."""
    text = document.source.text
    first = _FIRST_LINE.match(text)
    if first is None:
        yield from _too_late(document)
        return
    span, shell = Span(*first.span(1)), first[1].rstrip("\r")
    if not shell.startswith("/"):
        yield Problem(
            span,
            f"{cut(shell)} behind #! is no full path: the system does not look the shell up, and the script cannot be run. "
            "Write it in full, as /usr/bin/sh",
        )
    elif PurePath(shell).name == "bash" and _is_for_hp_ux(document):
        yield Problem(
            span,
            f"HP-UX has no {cut(shell)} of its own: the script cannot be run on a node where nobody has installed it. "
            "Use /usr/bin/sh or /usr/bin/ksh",
        )


def _is_for_hp_ux(document: Document) -> bool:
    if document.kind is Kind.CONTROL_SCRIPT:
        return platform_of(document) is Platform.HP_UX
    return document.target.platform is Platform.HP_UX


def _too_late(document: Document) -> Iterator[Problem]:
    """Yield a `#!` in the second to fourth line; a script without any is run by the default shell, which is right."""
    found = _LATER_LINE.match(document.source.text)
    if found is not None:
        yield Problem(
            Span(*found.span(1)),
            f"{cut(found[1].rstrip())} is a mere comment here: only the first line of a file says which shell runs it, and "
            "the default shell does",
            severity=Severity.INFO,
        )
