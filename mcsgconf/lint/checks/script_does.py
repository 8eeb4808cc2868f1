"""What a package's scripts do by hand that the cluster does better, or that stops the cluster's own work.

Commands of Serviceguard on the own package, addresses and file systems set up by commands, commands that are not found.
Only the part of a control script that people write is looked at.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from mcsgconf.catalogue import Platform
from mcsgconf.lint.customer_functions import HALT, RUN, customer_functions
from mcsgconf.lint.entry_points import START, entry_points, reached
from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.registry import check_cluster, check_document
from mcsgconf.lint.script_edits import commented_out, with_path
from mcsgconf.lint.shell_commands import Command, commands
from mcsgconf.lint.started import platform_of
from mcsgconf.lint.wording import cut, shown
from mcsgconf.models.kind import Kind
from mcsgconf.syntax import words
from mcsgconf.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.models.package import Package, Placed
    from mcsgconf.models.script import Assignment
    from mcsgconf.site import ClusterSite, PackageSite
    from mcsgconf.text import Span

_ON_PACKAGES = frozenset({"cmrunpkg", "cmhaltpkg", "cmmodpkg"})
_ON_NODES = frozenset({"cmhaltnode", "cmhaltcl"})
_CLUSTER_COMMANDS = (
    _ON_PACKAGES
    | _ON_NODES
    | frozenset(
        "cmviewcl cmmodnet cmrunnode cmruncl cmrunserv cmhaltserv cmgetconf cmquerycl cmsetresource cmgetresource".split()
    )
)
_OF_THE_SYSTEM = frozenset("/bin /usr/bin /sbin /usr/sbin /etc /usr/lbin /usr/ccs/bin /usr/contrib/bin".split())
_WITH_CLUSTER_COMMANDS = frozenset({"/usr/sbin"})
"""Folders of the system in which the commands of Serviceguard are, on one of the platforms."""
_OWN_NAME = frozenset({"PACKAGE", "SG_PACKAGE"})
_NO_TIMEOUT = "NO_TIMEOUT"
_BOTH = 2


def _scripts(site: PackageSite) -> tuple[Document, ...]:
    """Return the scripts that start and halt a package, each once."""
    every = (*site.run_scripts, *site.halt_scripts, *site.external_scripts)
    return tuple({document.name: document for document in every}.values())


@check_cluster("MC323")
def on_itself(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield commands by which a package's script starts, halts or changes its own package, or halts nodes."""
    names: dict[str, tuple[Document, set[str]]] = {
        document.name: (document, set()) for document in cluster.documents if document.kind is Kind.CONTROL_SCRIPT
    }
    for site in cluster.packages:
        name = site.package.name
        for document in _scripts(site):
            own = names.setdefault(document.name, (document, set()))[1]
            own |= {name.value} if name is not None else set()
    for document, own in names.values():
        for command in commands(document):
            if command.background:
                continue
            if command.program in _ON_PACKAGES and _names_itself(command, own):
                yield Problem(
                    command.span,
                    f"{command.program} on the script's own package: the command waits for the script, and the script "
                    "for the command, until the timeout kills it. Take it out",
                    document=document,
                )
            elif command.program in _ON_NODES and command.words[-1] != "-?":
                yield Problem(
                    command.span,
                    f"{command.program} in a script that the cluster runs: it halts this package too, and waits for the "
                    "script that waits for it. Run it by hand",
                    document=document,
                    severity=Severity.WARNING,
                )


def _names_itself(command: Command, own: set[str]) -> bool:
    """Tell whether the package that a command is about is one of `own`, or the one that the cluster has named."""
    for word, value in zip(command.words[1:], command.values[1:], strict=True):
        if value is not None and value in own:
            return True
        pieces = words.parts(word) if value is None else ()
        if len(pieces) == 1 and isinstance(pieces[0], words.Reference) and pieces[0].name in _OWN_NAME:
            return True
    return False


@check_cluster("MC325")
def without_timeout(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield commands on other packages in scripts that have no timeout."""
    for site in cluster.packages:
        for document in _scripts(site):
            for command in commands(document):
                if command.program not in _ON_PACKAGES or command.background:
                    continue
                own = {site.package.name.value} if site.package.name is not None else set[str]()
                missing = _missing_timeouts(site.package, command.function)
                if document.kind is not Kind.CONTROL_SCRIPT and len(missing) < _BOTH:
                    continue  # an external script: whether it is run at the start or the halt is not looked at
                if missing and not _names_itself(command, own):
                    yield _unlimited(site.package, document, command, missing)


def _missing_timeouts(package: Package, function: str | None) -> list[str]:
    """Return the names of the timeouts that a package does without, of those that count in a function of its script."""
    found: list[tuple[str, str | None, Placed[object] | None]] = [
        ("RUN_SCRIPT_TIMEOUT", HALT, package.run_script_timeout),
        ("HALT_SCRIPT_TIMEOUT", RUN, package.halt_script_timeout),
    ]
    return [
        name
        for name, elsewhere, timeout in found
        if function != elsewhere and (timeout is None or timeout.value == _NO_TIMEOUT)
    ]


def _unlimited(package: Package, document: Document, command: Command, missing: list[str]) -> Problem:
    settings = [package.run_script_timeout, package.halt_script_timeout]
    notes = tuple(
        Note("no limit", placed.document, placed.span)
        for placed in settings
        if placed is not None and placed.value == _NO_TIMEOUT
    )
    return Problem(
        command.span,
        f"{command.program} on another package, in a script without limit of time ({' and '.join(missing)}): where two "
        "packages wait for each other both hang, and changes of the cluster wait for them. Set the timeout",
        document=document,
        notes=notes,
    )


@check_document("MC329")
def not_found(document: Document) -> Iterator[Problem]:
    """Yield the first command of Serviceguard that stands without its path in a script that sets no PATH."""
    script = document.script
    if script.is_doubtful("PATH") or _reads_settings(document):
        return
    path = script.scalar("PATH")
    folders = (path.value.value or "").split(":") if path is not None else []
    if path is not None and (not _OF_THE_SYSTEM.issuperset(folders) or not _WITH_CLUSTER_COMMANDS.isdisjoint(folders)):
        return
    for command in commands(document):
        if command.words[0] in _CLUSTER_COMMANDS:
            has = "sets no PATH" if path is None else f"sets PATH to {shown(path.value.value or '')}"
            yield Problem(
                command.span,
                f"{command.program} stands without its folder, and the script {has}: it is run with hardly any environment, "
                "and may not find it. Set PATH at the top with the folder of the cluster's commands (/usr/sbin on HP-UX, "
                "$SGSBIN anywhere), or write the full path",
                notes=() if path is None else (Note("PATH", document, path.span),),
                fix=_found_on_hp_ux(document, path),
            )
            return


def _found_on_hp_ux(document: Document, path: Assignment | None) -> Fix | None:
    """Return the fix that gives PATH the folder of the cluster's commands, where that is known: on HP-UX."""
    if platform_of(document) is not Platform.HP_UX:
        return None
    edits = (
        with_path(document, "/usr/bin:/usr/sbin:/etc:/bin") if path is None else _with_folder(document, path.value.span)
    )
    return Fix("let PATH have /usr/sbin", edits, Applicability.UNSAFE) if edits else None


def _with_folder(document: Document, value: Span) -> tuple[Edit, ...]:
    """Return the edit that puts /usr/sbin behind the folders of a PATH, within its quotes."""
    text = document.source.slice(value)
    end = value.end - (text[-1:] in {'"', "'"})
    return (Edit(end, end, ":/usr/sbin"),) if text else ()


def _reads_settings(document: Document) -> bool:
    return any(command.words[0] in {".", "source"} for command in commands(document))


@check_document("MC332")
def traced(document: Document) -> Iterator[Problem]:
    """Yield `set -x` at the outermost level of a control script."""
    for node in document.tree.children:
        command = next(commands(document, node), None) if node.kind == "command" else None
        if command is None or command.program != "set" or len(command.values) < 2:
            continue
        option, *rest = command.values[1:]
        if (option == "-o" and rest[:1] == ["xtrace"]) or _has_letter(option, "x"):
            line = document.source.slice(document.source.full_lines(command.span)).strip()
            alone = line == document.source.slice(command.span)
            edits = commented_out(document, [command.span])
            yield Problem(
                command.span,
                "set -x is left from a test: every command of every start and halt goes into the package log. Take it out",
                fix=Fix("comment out", edits, Applicability.UNSAFE) if alone else None,
            )


def _has_letter(option: str | None, letter: str) -> bool:
    return option is not None and option.startswith("-") and letter in option


@check_cluster("MC335")
def addresses_by_hand(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield commands by which the scripts of a package put an address on an interface."""
    for document in _scripts_and_services(cluster):
        for command in commands(document):
            how = _adds_address(command)
            if how is not None:
                yield Problem(
                    command.span,
                    f"{how} adds an address by hand: the cluster does not know it, does not look whether another node "
                    "has it, and leaves it behind on failure. Give the package the address as IP and SUBNET",
                    document=document,
                )


def _scripts_and_services(cluster: ClusterSite) -> Iterable[Document]:
    """Return the control scripts of a cluster, and the scripts that its packages and services run, each once."""
    found = {document.name: document for document in cluster.documents if document.kind is Kind.CONTROL_SCRIPT}
    for site in cluster.packages:
        found |= {document.name: document for document in _scripts(site)}
        found |= {document.name: document for _, document in site.service_scripts}
    return found.values()


def _adds_address(command: Command) -> str | None:
    arguments = [value or "" for value in command.values[1:]]
    match command.program, arguments:
        case "cmmodnet", [*options] if "-a" in options:
            return "cmmodnet -a"
        case "ifconfig", [interface, *rest] if ":" in interface and "down" not in rest and any(map(_is_address, rest)):
            return f"ifconfig {cut(interface)}"
        case "ip", [*options] if "add" in options and {"addr", "address", "a"} & {*options}:
            return "ip addr add"
        case _:
            return None


def _is_address(word: str) -> bool:
    """Tell whether a word is an address; 0.0.0.0 takes one away."""
    try:
        return int(ip_address(word)) != 0
    except ValueError:
        return False


@check_document("MC336")
def mounted_by_hand(document: Document) -> Iterator[Problem]:
    """Yield commands of the run function that mount or activate, where nothing in the script undoes it."""
    said = {word for command in commands(document) for word in (command.program, *command.words)}
    run = [function for function in customer_functions(document) if function.name == RUN]
    for function in run:
        for command in commands(document, function.body, RUN):
            undo = _undone_by(command)
            if undo is None or undo in said:
                continue
            yield Problem(
                command.span,
                f"{command.program} in {RUN}, and nothing in this script undoes it: when the package is halted its "
                "volume group is busy and stays active, and the next node cannot take it. Use LV and FS, VG or VXVM_DG, "
                f"or undo it in {HALT}",
            )


@check_cluster("MC336")
def mounted_by_external_scripts(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield commands at the start of a package's external scripts that mount or activate, and that none of them undoes."""
    seen: set[str] = set()
    for site in cluster.packages:
        said = {
            word
            for script in site.external_scripts
            for command in commands(script)
            for word in (command.program, *command.words)
        }
        for script in site.external_scripts:
            points = entry_points(script) if script.name not in seen else None
            start = points.arm(START) if points is not None else None
            seen.add(script.name)
            for node in reached(script, start) if start is not None else ():
                for command in commands(script, node):
                    undo = _undone_by(command)
                    if undo is not None and undo not in said:
                        yield Problem(
                            command.span,
                            f"{command.program} at the start of the package, and nothing in its external scripts undoes "
                            "it: when the package is halted its volume group is busy and stays active, and the next node "
                            "cannot take it. Use fs_name, vg or vxvm_dg, or undo it for stop",
                            document=script,
                        )


def _undone_by(command: Command) -> str | None:
    """Return the word that a command would have which undoes this one; None where there is nothing to undo."""
    arguments = [value or "" for value in command.values[1:]]
    match command.program, arguments:
        case "mount", [_, *_] if any(argument.startswith("/") or ":" in argument for argument in arguments):
            return "umount"
        case "vgchange", ["-a", mode, *_] if mode != "n":
            return "n"
        case "vxdg", [*options] if "import" in options:
            return "deport"
        case _:
            return None
