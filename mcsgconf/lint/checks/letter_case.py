"""Names that stand twice in a file and differ in capital and small letters alone, where those count.

Words of the configuration language are read in any case, names of nodes, sites, volume groups and capacities are not.
Here it is only looked at one file; what files call each other is looked at elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.line_edits import with_value
from mcsgconf.lint.lines import in_style, lines
from mcsgconf.lint.meant import meant
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.wording import line_of, shown
from mcsgconf.models.convert import device_of_volume_group
from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document


def _device(setting: Setting) -> str:
    return device_of_volume_group(meant(setting))


_GROUPS = ("VOLUME_GROUP", "OPS_VOLUME_GROUP")
_REFERENCES: tuple[tuple[tuple[str, ...], tuple[str, ...], Callable[[Setting], str], str], ...] = (
    (("SITE",), ("SITE_NAME",), meant, "site"),
    (("WEIGHT_NAME",), ("CAPACITY_NAME",), meant, "capacity"),
    (("FIRST_CLUSTER_LOCK_VG", "SECOND_CLUSTER_LOCK_VG"), _GROUPS, _device, "volume group"),
    (("ip_subnet_node",), ("node_name",), meant, "node"),
)
"""Lines that name a thing, the lines that say which there are, how a name is read, and what it names."""


@check_document("MC157")
def of_another_case(document: Document) -> Iterator[Problem]:
    """Yield names that only fit the line they speak of when case is left aside, and nodes listed in two cases."""
    for naming, declaring, read, thing in _REFERENCES:
        yield from _references(
            document, (lines(document).named(*naming), lines(document).named(*declaring)), read, thing
        )
    if document.kind is not Kind.CLUSTER:
        yield from _nodes(document)


def _references(
    document: Document, pair: tuple[list[Setting], list[Setting]], read: Callable[[Setting], str], thing: str
) -> Iterator[Problem]:
    naming, declaring = pair
    declared = {read(line) for line in declaring} if naming else set()
    folded = {read(line).casefold(): line for line in reversed(declaring)} if naming else {}
    for line in naming:
        name = read(line)
        other = folded.get(name.casefold())
        if not name or name in declared or other is None:
            continue
        yield Problem(
            line.value_span,
            f"{line.name} {shown(meant(line))}: the {thing} is called {shown(meant(other))} in line "
            f"{line_of(document, other)}, and capital and small letters count in names: cmcheckconf does not find it. Write "
            "both alike",
            fix=Fix(f"write {meant(other)}", (with_value(line, meant(other)),), Applicability.UNSAFE),
            notes=(Note(f"the {thing}", document, other.span),),
        )


def _nodes(document: Document) -> Iterator[Problem]:
    first: dict[str, Setting] = {}
    for line in lines(document).named(in_style(document, "NODE_NAME")):
        name = meant(line)
        earlier = first.setdefault(name.casefold(), line)
        if name and meant(earlier) != name:
            yield Problem(
                line.value_span,
                f"node {shown(name)} differs from that of line {line_of(document, earlier)} in capital and small letters "
                "alone, and they count: one of the two is no node of the cluster. Keep the one that the cluster file has",
                severity=Severity.WARNING,
                notes=(Note("the other spelling", document, earlier.span),),
            )
