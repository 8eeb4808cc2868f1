"""How much of something a cluster may have, all its packages together; the numbers stand in the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Problem
from mcsgconf.lint.lines import lines
from mcsgconf.lint.meant import meant
from mcsgconf.lint.registry import check_cluster
from mcsgconf.lint.whole_cluster import PACKAGES_OF_A_CLUSTER, packages_together
from mcsgconf.lint.wording import cut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.site import ClusterSite


@check_cluster("MC530", needs=PACKAGES_OF_A_CLUSTER)
def too_many(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the first of each thing of which the cluster has more than it may; one name counts once."""
    seen: dict[str, set[str]] = {}
    for site in packages_together(cluster):
        for line in lines(site.document).all:
            parameter = line.parameter
            limit = parameter.max_in_cluster if parameter is not None else None
            if parameter is None or limit is None:
                continue
            names = seen.setdefault(parameter.name.upper(), set())
            before = len(names)
            names.add(meant(line))
            if before == limit < len(names):
                yield Problem(
                    line.span,
                    f"this is {cut(line.name)} number {len(names)} of the cluster, all packages together; the limit is {limit}",
                    document=site.document,
                )
