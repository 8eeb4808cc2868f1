"""Service names across the two files of a legacy package: the package file declares, the control script starts."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.registry import check_cluster
from mcsgconf.lint.script_edits import element, styled, with_word
from mcsgconf.lint.whole_cluster import SCRIPTS_OF_PACKAGES
from mcsgconf.lint.wording import line_of, listed, shown
from mcsgconf.models.blocks import QUOTES
from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document
    from mcsgconf.models.script import Assignment
    from mcsgconf.site import ClusterSite

_STARTED = "SERVICE_NAME"
_NFS = ("NFS_SERVICE_NAME", "HA_NFS_SCRIPT_EXTENSION")


class _Names(NamedTuple):
    """The service names of a package that stand in one of its two files only."""

    package: Document
    script: Document
    only_declared: list[Setting]
    only_started: list[Assignment]
    declared: dict[str, Setting]


@check_cluster("MC501", needs=SCRIPTS_OF_PACKAGES)
def service_names(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield service names that only the package file has, or only the control script."""
    for package in cluster.packages:
        if package.document.kind is not Kind.LEGACY_PACKAGE:
            continue
        for script in package.run_scripts:
            if script.kind is Kind.CONTROL_SCRIPT:
                yield from _differences(_compare(package.document, script), cluster)


def _compare(package: Document, script: Document) -> _Names:
    declared: dict[str, Setting] = {}
    for block in package.blocks.named("service"):
        name = block.opener.value.strip(QUOTES) if block.opener is not None else ""
        if name and block.opener is not None:
            declared.setdefault(name, block.opener)
    started = [one for one in script.script.elements(_STARTED).values() if one.value.value]
    names = {_bare(one) for one in started}
    return _Names(
        package,
        script,
        [setting for name, setting in declared.items() if name not in names],
        [one for one in started if _bare(one) not in declared],
        declared,
    )


def _bare(started: Assignment) -> str:
    """Return the name of a service without quotes that would be a part of it, of which MC301 speaks."""
    return (started.value.value or "").strip(QUOTES)


def _differences(names: _Names, cluster: ClusterSite) -> Iterator[Problem]:
    may_have_more = names.script.script.is_doubtful(_STARTED) or _starts_nfs(names.script, cluster)
    if len(names.only_declared) == len(names.only_started) == 1 and not may_have_more:
        yield _renamed(names, names.only_declared[0], names.only_started[0])
        return
    for started in names.only_started:
        yield _not_declared(names, started)
    if may_have_more:
        return
    for setting in names.only_declared:
        yield Problem(
            setting.value_span,
            f"the control script {names.script.name} starts no service {shown(setting.bare)}: it is declared here, but "
            "nothing runs it, and nobody watches what it was to watch",
            document=names.package,
            severity=Severity.WARNING,
        )


def _renamed(names: _Names, setting: Setting, started: Assignment) -> Problem:
    """Return the problem of one service that has two names."""
    value, declared = started.value.value or "", setting.value.strip(QUOTES)
    hint = "; they differ in capital and small letters, which count" if value.lower() == declared.lower() else ""
    fix = None
    if len(declared.split()) == 1 and not any(char in QUOTES for char in declared):
        word = styled(started.value.text, declared)
        fix = Fix(f"write {declared}", (with_word(started, word),), Applicability.UNSAFE)
    return Problem(
        started.value.span,
        f"{element(started)} is {shown(value)}, but the package file calls the service {shown(declared)} (line "
        f"{line_of(names.package, setting)}){hint}: the script asks for a service that the cluster does not know, and "
        "the package does not start. Write the same name in both files",
        document=names.script,
        fix=fix,
        notes=(Note("the name in the package file", names.package, setting.span),),
    )


def _not_declared(names: _Names, started: Assignment) -> Problem:
    has = f"it has {listed([shown(name) for name in names.declared])}" if names.declared else "it has none"
    place = next(iter(names.only_declared), None) or next(iter(names.declared.values()), None)
    notes = (Note("a service of the package file", names.package, place.span),) if place is not None else ()
    return Problem(
        started.value.span,
        f"the package file {names.package.name} has no service {shown(started.value.value or '')} ({has}), which "
        f"{element(started)} starts: the cluster does not know it, and the package does not start. Add a SERVICE_NAME "
        "line there, or take the service out here",
        document=names.script,
        notes=notes,
    )


def _starts_nfs(script: Document, cluster: ClusterSite) -> bool:
    """Tell whether the NFS toolkit is beside the control script: its service is declared, and started by the toolkit."""
    if any(script.script.elements(name) for name in _NFS):
        return True
    folder = PurePath(script.name).parent
    return any(
        PurePath(document.name).parent == folder
        and PurePath(document.name).name.startswith(("hanfs", "ha_nfs", "nfs."))
        for document in cluster.documents
    )
