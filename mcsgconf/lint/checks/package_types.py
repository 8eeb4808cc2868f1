"""Parameters that only packages of one type have, and storage that only one volume manager has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.catalogue import Release
from mcsgconf.lint.codes import of_product
from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.line_edits import commented_out
from mcsgconf.lint.lines import first_line, in_style, lines
from mcsgconf.lint.meant import meant
from mcsgconf.lint.registry import check_cluster, check_document
from mcsgconf.lint.script_edits import named_element
from mcsgconf.lint.whole_cluster import SCRIPTS_OF_PACKAGES
from mcsgconf.lint.wording import cut, listed, named, shown
from mcsgconf.models import convert
from mcsgconf.models.convert import device_of_volume_group
from mcsgconf.models.kind import Kind
from mcsgconf.site import PACKAGE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.catalogue import Parameter
    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document
    from mcsgconf.site import ClusterSite, PackageSite

_TYPE = "PACKAGE_TYPE"
_EVERYWHERE = "SYSTEM_MULTI_NODE"
_MUST_BE_YES = ("AUTO_RUN", "NODE_FAIL_FAST_ENABLED")
_HARMLESS = frozenset({"PRIORITY"})
"""Means nothing outside failover packages, but the templates of the other types have it."""
_POLICIES = frozenset({"FAILOVER_POLICY", "FAILBACK_POLICY"})
_POLICIES_REFUSED_SINCE, _POLICIES_IGNORED_UNTIL = Release(11, 18), Release(11, 16)


@check_document("MC225")
def of_another_type(document: Document) -> Iterator[Problem]:
    """Yield parameters that packages of the file's type do not have, and what one on every node needs."""
    if document.kind not in PACKAGE_KINDS:
        return
    kind = first_line(document, _TYPE)
    word = convert.keyword(kind.parameter, meant(kind)) if kind is not None and kind.parameter else None
    if kind is None or word is None:
        return
    orphans = {id(setting) for setting in document.blocks.orphans}
    for setting in lines(document).all:
        parameter = setting.parameter
        if parameter is None or not _is_foreign(parameter, word):
            continue
        opener = catalogue.load(document.kind).blocks[parameter.block].opener
        if opener is not None and id(setting) not in orphans and _opens_foreign(document, opener, word):
            continue  # the line that opens its block is yielded
        severity = _severity(document, parameter)
        if severity is not None:
            types = listed([name.lower() for name in parameter.package_types], "and")
            yield Problem(
                setting.span,
                f"{cut(setting.name)} is for {types} packages, and this one is {word.lower()}: "
                f"{_effect(document, severity)}. Take it out, or correct the type",
                severity=severity,
                notes=(Note("the type of the package", document, kind.span),),
            )
    if word.upper() == _EVERYWHERE:
        yield from _not_everywhere(document, kind)


def _is_foreign(parameter: Parameter, word: str) -> bool:
    if not parameter.package_types or of_product(parameter) or parameter.name.upper() in _HARMLESS:
        return False
    return word.upper() not in {name.upper() for name in parameter.package_types}


def _opens_foreign(document: Document, opener: str, word: str) -> bool:
    return _is_foreign(catalogue.load(document.kind).parameters[opener], word)


def _severity(document: Document, parameter: Parameter) -> Severity | None:
    """Return how bad it is: policies in a legacy file were ignored at first, and later refused."""
    if document.kind is Kind.MODULAR_PACKAGE or parameter.name not in _POLICIES:
        return Severity.ERROR
    release = document.target.release
    if release is None:
        return Severity.WARNING
    if release >= _POLICIES_REFUSED_SINCE:
        return Severity.ERROR
    return Severity.WARNING if release > _POLICIES_IGNORED_UNTIL else None


def _effect(document: Document, severity: Severity) -> str:
    if severity is Severity.ERROR:
        return "cmcheckconf refuses it"
    return "ignored at first, refused from A.11.18 on" if document.target.release is None else "it may be refused"


def _not_everywhere(document: Document, kind: Setting) -> Iterator[Problem]:
    notes = (Note("the type of the package", document, kind.span),)
    for node in lines(document).named(in_style(document, "NODE_NAME")):
        if meant(node) not in {"*", ""}:
            message = f"{named(node)}: a package of the type {meant(kind).lower()} runs on every node and lists * alone"
            yield Problem(node.span, message, notes=notes)
            break
    for name in _MUST_BE_YES:
        setting = first_line(document, name)
        if setting is not None and setting.parameter and convert.flag(setting.parameter, meant(setting)) is False:
            message = f"{named(setting)}: a package of the type {meant(kind).lower()} must have YES here"
            yield Problem(setting.span, message, notes=notes)


@check_cluster("MC225", needs=SCRIPTS_OF_PACKAGES)
def address_on_several_nodes(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield relocatable addresses in the control script of a package that runs on several nodes at once."""
    for package in cluster.packages:
        kind = first_line(package.document, _TYPE)
        word = convert.keyword(kind.parameter, meant(kind)) if kind is not None and kind.parameter else None
        if kind is None or word is None or package.document.kind is not Kind.LEGACY_PACKAGE or word == "FAILOVER":
            continue
        for address in package.package.addresses:
            place = address.address
            if place is not None and place.value is not None and address.index is not None:
                yield Problem(
                    place.span,
                    f"{named_element('IP', address.index)} {shown(str(place.value))} in a package of the type "
                    f"{word.lower()}, which runs on several nodes at once: each of them brings the address up, and it is on "
                    "the network twice. Such a package has no relocatable address",
                    document=place.document,
                    notes=(Note("the type of the package", package.document, kind.span),),
                )


@check_cluster("MC223")
def volume_group_as_disk_group(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield STORAGE_GROUP lines that name a volume group of LVM."""
    for package in cluster.packages:
        groups = lines(package.document).named("STORAGE_GROUP")
        known = _volume_groups(cluster, package) if groups else {}
        for line in groups:
            group = meant(line)
            note = known.get(device_of_volume_group(group))
            if not group or (note is None and not _is_folder_of_lvm(group)):
                continue
            yield Problem(
                line.span,
                f"{line.name} {cut(group)} is a volume group of LVM; the line is for disk groups of CVM alone, and the package "
                "waits for a system package that never has this group. LVM's groups stand in VG[] of the control script; "
                "take the line out",
                document=package.document,
                fix=Fix("comment the line out", (commented_out(package.document, line),), Applicability.UNSAFE),
                notes=() if note is None else (note,),
            )


def _is_folder_of_lvm(group: str) -> bool:
    return group.startswith("/dev/") and not group.startswith("/dev/vx/") and group.count("/") == 2


def _volume_groups(cluster: ClusterSite, package: PackageSite) -> dict[str, Note]:
    known: dict[str, Note] = {}
    for group in package.package.volume_groups:
        if group.value is not None:
            known.setdefault(group.value, Note("the volume group in the control script", group.document, group.span))
    for document in () if cluster.cluster is None else (cluster.cluster,):
        for line in document.blocks.all("VOLUME_GROUP"):
            note = Note("the volume group in the cluster file", document, line.span)
            known.setdefault(device_of_volume_group(meant(line)), note)
    return known
