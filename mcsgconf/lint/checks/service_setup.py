"""How the script of a service sets itself up: its signals, `set -e`, its PATH, and whether it is there at all."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.halt_flags import TERM
from mcsgconf.lint.registry import check_cluster
from mcsgconf.lint.script_edits import with_path
from mcsgconf.lint.service_rounds import loops_of, scripts_of
from mcsgconf.lint.service_runs import service_runs
from mcsgconf.lint.shell_commands import Command, commands
from mcsgconf.lint.untested import untested
from mcsgconf.lint.wording import cut, shown
from mcsgconf.models.kind import Kind
from mcsgconf.models.service_command import script_of
from mcsgconf.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.lint.service_runs import ServiceRun
    from mcsgconf.models.document import Document
    from mcsgconf.site import ClusterSite
    from mcsgconf.syntax.tree import Node

_ONLY_SAYS = frozenset({":", "true", "echo", "print", "printf", "date", "logger"})
_ERREXIT_LINE = re.compile(r"#!(?P<shell>[^\n]*?)(?P<options>[ \t]+-[a-z]*e[a-z]*)[ \t]*\r?$", re.MULTILINE)
_PATH_SET = re.compile(r"(?<![\w$])PATH=")
_SOURCING = frozenset({".", "source"})
_BUILTINS = frozenset(
    """
    . : [ [[ alias bg break builtin cd chdir command continue declare disown echo eval exec exit export false fg
    getopts hash integer jobs kill let local print printf pushd popd pwd read readonly return set shift source test
    time times trap true type typeset ulimit umask unalias unset wait whence
    """.split()
)
_NOT_IN_BIN = re.compile(
    r"(?:vg|lv|pv|cm|vx)[a-z]+|mount|umount|ifconfig|lanscan|lanadmin|fuser|ping|swlist|ioscan|sqlplus|lsnrctl|ip|arp|route"
)
"""Programs that a shell without PATH does not find: they are in `/usr/sbin`, `/sbin`, or a folder of their own."""
_SCRIPT_ENDS = (".sh", ".ksh", ".mon")


@check_cluster("MC608", "MC609", "MC611", "MC613")
def setup(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield what is wrong with the way the scripts of services set themselves up."""
    runs = service_runs(cluster)
    for run, script in scripts_of(runs):
        yield from _ignores_term(run, script)
    seen: set[str] = set()
    for run in runs:
        if not run.verdict.scripts:
            yield from _missing(cluster, run)
            continue
        main = run.verdict.scripts[0]
        if main.name not in seen:
            seen.add(main.name)
            yield from _stops_on_anything(run, main)
            yield from _without_path(run, main)


def _ignores_term(run: ServiceRun, script: Document) -> Iterator[Problem]:
    traps = [command for command in commands(script) if command.program == "trap" and not command.apart]
    on_term = [command for command in traps if TERM & set(command.values[2:])]
    if not on_term or not all(_does_nothing(command) for command in on_term):
        return
    yield Problem(
        on_term[-1].span,
        f"{run.called} does not end on the signal TERM, with which the cluster halts it: the halt waits for the whole "
        "SERVICE_HALT_TIMEOUT and then kills it, and may take longer than the halt script is given. Let the trap end "
        "with `exit`",
        script,
        "MC608",
        notes=_notes(run),
    )


def _does_nothing(trap: Command) -> bool:
    """Tell whether what a trap runs neither ends the script nor sets anything."""
    from mcsgconf.syntax.shell import parse_shell  # noqa: PLC0415 - hardly any script needs it

    action = trap.values[1] if len(trap.values) > 1 else None
    if action is None or action == "-":
        return False
    tree = parse_shell(action, cut_vendor=False)
    if any(node.kind == "assignment" for node in tree.walk()):
        return False
    programs = [node.child("word") for node in tree.walk() if node.kind == "command"]
    return all(word is not None and action[word.start : word.end] in _ONLY_SAYS for word in programs)


def _stops_on_anything(run: ServiceRun, script: Document) -> Iterator[Problem]:
    found = _errexit(script)
    loose = next(filter(None, map(untested, loops_of(run))), None) if found is not None else None
    if found is None or loose is None:
        return
    span, fix = found
    document, command = loose
    yield Problem(
        span,
        f"with `set -e` {run.called} ends as soon as any command has a status that is not 0, a `grep` without a match as "
        "well: the package then moves although the application is there. Test what counts, and leave with `exit 1`",
        script,
        "MC609",
        fix=fix,
        notes=(Note("nobody looks at the status of this", document, command.span), *_notes(run)),
    )


def _errexit(script: Document) -> tuple[Span, Fix | None] | None:
    """Return where a script sets `-e` for good, and the fix that takes it out where it stands alone."""
    first = _ERREXIT_LINE.match(script.source.text)
    found: tuple[Span, Fix | None] | None = None
    if first is not None:
        left = first["options"].replace("e", "", 1)
        left = "" if left.strip() == "-" else left
        edit = Edit(first.start("options"), first.end("options"), left)
        found = Span(first.start(), first.end("options")), Fix("take -e out", (edit,), Applicability.UNSAFE)
    for command in commands(script):
        if command.program != "set" or command.apart or command.function is not None:
            continue
        options = command.values[1:]
        if options[:2] in {("-o", "errexit"), ("+o", "errexit")}:
            on = options[0] == "-o"
        elif options and options[0] is not None and re.fullmatch(r"[-+][a-zA-Z]*e[a-zA-Z]*", options[0]):
            on = options[0].startswith("-")
        else:
            continue
        found = (command.span, _line_out(script, command)) if on else None
    return found


def _line_out(script: Document, command: Command) -> Fix | None:
    line = script.source.full_lines(command.span)
    alone = script.source.slice(line).strip() == script.source.slice(command.span)
    if not alone or command.values[1:] not in {("-e",), ("-o", "errexit")}:
        return None
    return Fix("take the line out", (Edit(line.start, line.end, ""),), Applicability.UNSAFE)


def _without_path(run: ServiceRun, script: Document) -> Iterator[Problem]:
    files = {document.name for document in run.verdict.scripts}
    if any(_PATH_SET.search(document.source.text) for document in run.verdict.scripts):
        return
    every = list(commands(script))
    if any(command.program in _SOURCING for command in every) and len(files) == 1:
        return
    functions = {script.source.slice(name.span) for name in _function_names(script)}
    bare = [command for command in every if _needs_path(command, functions)]
    if not bare:
        return
    lost = next((command for command in bare if _NOT_IN_BIN.fullmatch(command.program)), None)
    shown_one = lost or bare[0]
    found = "does not find it" if lost is not None else "finds it only because the shell has a path of its own"
    yield Problem(
        shown_one.span,
        f"{run.called} runs {cut(shown_one.program)} without its folder and sets no PATH: a service gets no environment, "
        f"and {found}. Set PATH at the top of the script",
        script,
        "MC613",
        severity=None if lost is not None else Severity.INFO,
        fix=_with_path(script),
        notes=_notes(run),
    )


def _function_names(script: Document) -> Iterator[Node]:
    for node in script.tree.walk():
        name = node.child("name") if node.kind == "function" else None
        if name is not None:
            yield name


def _needs_path(command: Command, functions: set[str]) -> bool:
    name = command.values[0]
    if not name or "/" in name or "=" in name:
        return False
    return name not in _BUILTINS and name not in functions


def _with_path(script: Document) -> Fix | None:
    edits = with_path(script, "/usr/bin:/bin:/usr/sbin:/sbin")
    return Fix("set PATH", edits, Applicability.UNSAFE) if edits else None


def _missing(cluster: ClusterSite, run: ServiceRun) -> Iterator[Problem]:
    """Yield a script that is not among the files, where one of nearly that name lies beside and is nobody's."""
    path = script_of(run.command)
    if path is None or not path.endswith(_SCRIPT_ENDS) or cluster.find_script(path, run.document):
        return
    wanted = PurePath(path)
    beside = PurePath(run.document.name).parent
    if wanted.parent.name != beside.name:
        return
    others = {
        PurePath(document.name).name: document
        for document in cluster.documents
        if document.kind is Kind.SHELL and PurePath(document.name).parent == beside
    }
    used = {name for name, document in others.items() if _is_spoken_of(cluster, name, document)}
    import difflib  # noqa: PLC0415 - only a script that is missing needs it

    near = difflib.get_close_matches(wanted.name, sorted(set(others) - used), 1, 0.75)
    if near:
        meant = others[near[0]]
        yield Problem(
            run.command.span,
            f"{run.called} runs {shown(path)}, which is not here; {near[0]} lies in its place, and no package speaks of "
            "it. Where the script is missing the package does not start",
            run.document,
            "MC611",
            notes=(Note("this one is meant, perhaps", meant, Span(0, meant.source.line_span(1).end)),),
        )


def _is_spoken_of(cluster: ClusterSite, name: str, itself: Document) -> bool:
    return any(name in document.source.text for document in cluster.documents if document is not itself)


def _notes(run: ServiceRun) -> tuple[Note, ...]:
    return (Note(f"the command of {run.called}", run.document, run.command.span),)
