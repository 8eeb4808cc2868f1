"""How many packages a cluster has room for, against how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.lint.finding import Applicability, Fix, Problem, Severity
from mcsgconf.lint.line_edits import line_below, with_value
from mcsgconf.lint.lines import lines
from mcsgconf.lint.registry import check_cluster
from mcsgconf.lint.time_units import is_within
from mcsgconf.lint.whole_cluster import packages_together
from mcsgconf.models import convert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document
    from mcsgconf.site import ClusterSite

_NAME = "MAX_CONFIGURED_PACKAGES"
_LEAST, _ROOM = 10, 5
_ABOVE_IT = ("CLUSTER_NAME", "NODE_TIMEOUT", "AUTO_START_TIMEOUT", "NETWORK_POLLING_INTERVAL")
"""Lines of the cluster below which a generated file has this one, the nearest last."""


@check_cluster("MC137")
def no_room_for_packages(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the cluster file of a release in which a cluster takes no package unless it is told how many."""
    document = cluster.cluster
    if document is None or document.target.release is None:
        return
    parameter = catalogue.load(document.kind).parameters[_NAME]
    if parameter.limits(document.target).default != 0:
        return
    setting = document.blocks.first(_NAME)
    place = setting or document.blocks.first("CLUSTER_NAME")
    if place is None or (setting is not None and convert.integer(parameter, setting.bare) != 0):
        return
    count = len(packages_together(cluster))
    wanted = max(_LEAST, count + _ROOM)
    state = "is 0" if setting is not None else "is missing, and its default is 0"
    there = f" of the {count} in this repository" if count > 1 else ""
    yield Problem(
        place.span,
        f"{_NAME} {state} in {document.target}: not a single package{there} can be applied. Give the number of packages "
        f"and some room, such as {wanted}",
        document=document,
        severity=Severity.ERROR if count else Severity.WARNING,
        fix=_write(document, setting, wanted) if is_within(parameter, wanted, document.target) else None,
    )


def _write(document: Document, setting: Setting | None, wanted: int) -> Fix | None:
    if setting is not None:
        return Fix(f"write {wanted}", (with_value(setting, str(wanted)),), Applicability.UNSAFE)
    above = [line for name in _ABOVE_IT for line in lines(document).named(name)[:1]]
    if not above:
        return None
    return Fix(f"add {_NAME} {wanted}", (line_below(document, above[-1], _NAME, str(wanted)),), Applicability.UNSAFE)
