"""The scripts of packages as files: they are there, alike on every node, alike for run and halt, and not in a circle."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.lint.finding import Applicability, Fix, Note, Problem
from mcsgconf.lint.lines import lines
from mcsgconf.lint.meant import meant
from mcsgconf.lint.registry import check_cluster
from mcsgconf.lint.whole_cluster import PACKAGES_OF_A_CLUSTER, SCRIPTS_OF_PACKAGES, nodes_of, sure_packages
from mcsgconf.lint.wording import cut, listed
from mcsgconf.models.convert import device_of_volume_group
from mcsgconf.models.kind import Kind
from mcsgconf.text import Edit, Span
from mcsgconf.whereabouts import parts_on_nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document
    from mcsgconf.models.package import Package
    from mcsgconf.models.script import Assignment
    from mcsgconf.site import ClusterSite, PackageSite

_NAMED = ("RUN_SCRIPT", "HALT_SCRIPT", "external_script", "external_pre_script")
_ARRAYS = ("VG", "CVM_DG", "VXVM_DG", "LV", "FS", "IP", "SUBNET", "SERVICE_NAME")
_PER_SUBNET = ("IP[", "SUBNET[")


class _Reference(NamedTuple):
    """A package's line that names a script, and the documents that it stands for."""

    site: PackageSite
    setting: Setting
    found: tuple[Document, ...]


def _references(cluster: ClusterSite) -> list[_Reference]:
    return [
        _Reference(site, setting, cluster.find_script(meant(setting), site.document))
        for site in sure_packages(cluster)
        for setting in lines(site.document).named(*_NAMED)
        if parts_on_nodes(meant(setting)) is not None and meant(setting).startswith(("/", "$SGCONF", "${SGCONF}"))
    ]


@check_cluster("MC512", needs=PACKAGES_OF_A_CLUSTER)
def missing(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the script that is not among the files where all others that packages name are, and where a node lacks one."""
    if not cluster.surroundings.is_whole:
        return
    references = _references(cluster)
    lacking = {meant(one.setting) for one in references if not one.found}
    found = next((one for one in references if one.found), None)
    if found is not None and len(lacking) == 1:
        path = lacking.pop()
        one = next(one for one in references if meant(one.setting) == path)
        if not cluster.surroundings.has_passed_over(path.rpartition("/")[2]):
            yield Problem(
                one.setting.value_span,
                f"{cut(path)} is not among the files, while all other scripts that packages name are: if it is not on the "
                "nodes either, the package cannot start or halt. Add it, or correct the path",
                document=one.site.document,
                notes=(Note("as this one is", found.found[0], found.found[0].source.line_span(1)),),
            )
    yield from _missing_on_node(cluster, references)


def _missing_on_node(cluster: ClusterSite, references: list[_Reference]) -> Iterator[Problem]:
    """Yield the scripts of which a node has no copy, where it has copies of others."""
    copies = [(one, cluster.copies_of(one.found[0])) for one in references if one.found]
    kept = {node for _, by_node in copies for node in by_node}
    seen: set[tuple[str, str]] = set()
    for one, by_node in copies:
        for node in nodes_of(one.site.package, cluster):
            key = (meant(one.setting), node)
            if not by_node or node in by_node or node not in kept or key in seen:
                continue
            seen.add(key)
            having = next(iter(by_node))
            yield Problem(
                one.setting.value_span,
                f"{cut(node)} has no copy of {cut(meant(one.setting))}, which {cut(having)} has, though its other scripts "
                f"are here: the package cannot start on {cut(node)}. Copy it there; cmapplyconf does not",
                document=one.site.document,
                notes=(Note(f"the copy of {cut(having)}", by_node[having], by_node[having].source.line_span(1)),),
            )


def _scripts_by_node(cluster: ClusterSite) -> Iterator[tuple[Package, dict[str, Document]]]:
    """Yield the copies of each script of a package, by the nodes that may run it, in the package's order."""
    seen: set[str] = set()
    for site in sure_packages(cluster):
        scripts = [*site.run_scripts, *site.halt_scripts, *site.external_scripts]
        for script in (*scripts, *(found for _, found in site.service_scripts)):
            copies = cluster.copies_of(script)
            by_node = {node: copies[node] for node in nodes_of(site.package, cluster) if node in copies}
            if len(by_node) > 1 and not seen & {document.name for document in by_node.values()}:
                seen |= {document.name for document in by_node.values()}
                yield site.package, by_node


@check_cluster("MC513", needs=PACKAGES_OF_A_CLUSTER)
def differs(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the copies of a script that are not as on the other nodes; the fix makes them so."""
    for package, by_node in _scripts_by_node(cluster):
        leave_out = _PER_SUBNET if _crosses_subnets(package) else ()
        texts = {node: _significant(document, leave_out) for node, document in by_node.items()}
        if len(set(map(tuple, texts.values()))) == 1:
            continue
        count = Counter(map(tuple, texts.values()))
        model = max(by_node, key=lambda node: (count[tuple(texts[node])], -list(by_node).index(node)))
        for node, document in by_node.items():
            if texts[node] == texts[model]:
                continue
            line = _first_difference(document, by_node[model], leave_out)
            yield Problem(
                document.source.line_span(line),
                f"this copy of {cut(node)} is not the script that {cut(model)} has: cmapplyconf does not distribute "
                f"scripts, and after a failover to {cut(node)} the package runs this one. Copy the right one to all nodes "
                "of the package, and keep the old",
                document=document,
                fix=Fix(f"make it as on {model}", (_made_like(document, by_node[model]),), Applicability.UNSAFE),
                notes=(Note(f"the copy of {cut(model)}", by_node[model], by_node[model].source.line_span(1)),),
            )


def _crosses_subnets(package: Package) -> bool:
    return any(monitored.access is not None for monitored in package.monitored_subnets)


def _significant(document: Document, leave_out: tuple[str, ...]) -> list[str]:
    """Return the lines that mean something, their blanks evened out."""
    return [text for _, text in _numbered(document, leave_out)]


def _numbered(document: Document, leave_out: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(document.source.text.split("\n"), 1):
        text = " ".join(line.split())
        if text and not text.startswith("#") and not (leave_out and text.startswith(leave_out)):
            yield number, text


def _first_difference(document: Document, model: Document, leave_out: tuple[str, ...]) -> int:
    """Return the number of the first line that is not as in the model; the last one where something is missing."""
    wanted = _significant(model, leave_out)
    last = 1
    for at, (number, text) in enumerate(_numbered(document, leave_out)):
        last = number
        if at >= len(wanted) or wanted[at] != text:
            return number
    return last


def _made_like(document: Document, model: Document) -> Edit:
    """Return the edit that gives a document the text of another one: what differs, from the first line to the last."""
    old, new = document.source.text, model.source.text
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    start = old.rfind("\n", 0, start) + 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return Edit(start, len(old) - end, new[start : len(new) - end])


@check_cluster("MC514", needs=PACKAGES_OF_A_CLUSTER)
def not_executable_on_node(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the copies of a script that may not be run, while those of other nodes may."""
    for _, by_node in _scripts_by_node(cluster):
        able = [node for node, document in by_node.items() if document.executable]
        for node, document in by_node.items():
            if document.executable is False and able:
                other = by_node[able[0]]
                yield Problem(
                    document.source.line_span(1),
                    f"this copy of {cut(node)} has no execute bit, that of {listed([cut(one) for one in able])} has: the "
                    f"package cannot start on {cut(node)}, and only a failover shows it. Set its mode to 755 there",
                    document=document,
                    notes=(Note(f"the copy of {cut(able[0])}", other, other.source.line_span(1)),),
                )


@check_cluster("MC515", needs=SCRIPTS_OF_PACKAGES)
def run_and_halt(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the arrays of a halt script that do not hold what those of the run script hold."""
    for site in cluster.packages:
        for halt in site.halt_scripts:
            run = _counterpart(halt, site, cluster)
            if run is None or run is halt or halt.kind is not Kind.CONTROL_SCRIPT:
                continue
            if not any(_values(name, halt) for name in _ARRAYS):
                continue  # no control script of the vendor's, but one that calls it or does it all by hand
            for name in _ARRAYS:
                problem = _differing_array(name, run, halt)
                if problem is not None:
                    yield problem


def _counterpart(halt: Document, site: PackageSite, cluster: ClusterSite) -> Document | None:
    """Return the run script that belongs to a halt script: the one of the same node where each has its own."""
    runs = [run for run in site.run_scripts if run.kind is Kind.CONTROL_SCRIPT]
    if len(runs) < 2:
        return runs[0] if runs else None
    node = next((node for node, copy in cluster.copies_of(halt).items() if copy is halt), None)
    return next((run for run in runs if node is not None and cluster.copies_of(run).get(node) is run), None)


def _differing_array(name: str, run: Document, halt: Document) -> Problem | None:
    if run.script.is_doubtful(name) or halt.script.is_doubtful(name):
        return None
    started, halted = _values(name, run), _values(name, halt)
    more = [value for value in started if value not in halted]
    less = [value for value in halted if value not in started]
    if not more and not less:
        return None
    place = halted[less[0]].span if less else next((one.span for one in halted.values()), Span(0, 0))
    there = started[more[0]].span if more else next((one.span for one in started.values()), Span(0, 0))
    what = [f"the run script has {listed([cut(value) for value in more[:3]])}"] if more else []
    what += [f"only the halt script has {listed([cut(value) for value in less[:3]])}"] if less else []
    return Problem(
        place if place != Span(0, 0) else halt.source.line_span(1),
        f"{name} differs from the run script {run.name}: {', and '.join(what)}. The halt releases other things than were "
        "started, and what stays behind keeps the package from starting on the next node. Hold the same in both, or use "
        "one script for both",
        document=halt,
        notes=(Note("the run script", run, there if there != Span(0, 0) else run.source.line_span(1)),),
    )


def _values(name: str, script: Document) -> dict[str, Assignment]:
    """Return what an array holds, each value with its assignment; empty elements count for nothing."""
    found: dict[str, Assignment] = {}
    for assignment in script.script.elements(name).values():
        value = assignment.value.value
        if value:
            found.setdefault(device_of_volume_group(value) if name == "VG" else value, assignment)
    return found
