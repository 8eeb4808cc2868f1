"""Capacities of nodes and weights of packages, which go together by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Applicability, Fix, Note, Problem
from mcsgconf.lint.line_edits import with_value
from mcsgconf.lint.lines import lines
from mcsgconf.lint.meant import meant
from mcsgconf.lint.nearest import edit_distance
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.wording import cut, line_of, shown
from mcsgconf.models.value_problem import value_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document

_MOST = 4
_PACKAGE_LIMIT = "package_limit"
_NAMES = ("CAPACITY_NAME", "WEIGHT_NAME", "weight_name")
_MISTAKES = 2
"""Letters that may differ for a name to be taken for a reserved one."""


@check_document("MC142")
def of_the_whole_cluster(document: Document) -> Iterator[Problem]:
    """Yield weights without a capacity of their name, a fifth capacity, and what stands beside package_limit."""
    capacities: dict[str, Setting] = {}
    for line in lines(document).named("CAPACITY_NAME"):
        before = len(capacities)
        capacities.setdefault(meant(line), line)
        if before == _MOST < len(capacities):
            yield Problem(
                line.span,
                f"{line.name} {shown(meant(line))} is capacity number {_MOST + 1} of the cluster, counted over all nodes; "
                f"there may be {_MOST}",
            )
    weights = lines(document).named("WEIGHT_NAME")
    yield from _beside_package_limit([*capacities.values(), *weights], document)
    folded = {name.casefold() for name in capacities}
    for weight in weights:
        name, parameter = meant(weight), weight.parameter
        if not name or name.casefold() in folded or name == _PACKAGE_LIMIT:
            continue  # in case alone: MC157
        if parameter is None or value_problem(parameter, name, document.target) is not None:
            continue
        yield Problem(
            weight.span,
            f"no node has a CAPACITY_NAME {shown(name)}, so that the weight of that name counts against nothing, and "
            "cmapplyconf fails. Give a node the capacity, or take the weight out",
        )


def _beside_package_limit(names: list[Setting], document: Document) -> Iterator[Problem]:
    limit = next((line for line in names if meant(line) == _PACKAGE_LIMIT), None)
    other = next((line for line in names if meant(line) not in {_PACKAGE_LIMIT, ""}), None)
    if limit is not None and other is not None:
        yield Problem(
            other.span,
            f"{other.name} {shown(meant(other))} beside {_PACKAGE_LIMIT} in line {line_of(document, limit)}: a cluster that "
            "counts packages has no other capacity or weight, and cmapplyconf fails. Keep the one or the others",
            notes=(Note(_PACKAGE_LIMIT, document, limit.span),),
        )
    weight = next((line for line in names if line.key == "WEIGHT_NAME" and meant(line) == _PACKAGE_LIMIT), None)
    if weight is not None:
        yield Problem(
            weight.span,
            f"{weight.name} {_PACKAGE_LIMIT}: each package counts as one of them, and that cannot be changed. Take the "
            "WEIGHT_ lines out",
        )


@check_document("MC158")
def nearly_reserved(document: Document) -> Iterator[Problem]:
    """Yield names that are almost the reserved one, which Serviceguard takes for a name like any other."""
    for line in lines(document).named(*_NAMES):
        parameter = line.parameter
        for word in parameter.reserved if parameter is not None else ():
            name = meant(line)
            if name == word or edit_distance(name.casefold(), word, _MISTAKES) > _MISTAKES:
                continue
            yield Problem(
                line.value_span,
                f"{line.name} {cut(name)} is not the reserved {word}, which is spelt just so: it is a capacity like any "
                f"other, and the number of packages is not limited. Write {word}",
                fix=Fix(f"write {word}", (with_value(line, word),), Applicability.UNSAFE),
            )
