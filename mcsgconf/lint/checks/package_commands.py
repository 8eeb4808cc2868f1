"""Packages that command each other from their scripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Note, Problem
from mcsgconf.lint.registry import check_cluster
from mcsgconf.lint.shell_commands import Command, commands
from mcsgconf.lint.whole_cluster import called, name_of, packages_together
from mcsgconf.lint.wording import cut
from mcsgconf.models.kind import SHELL_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.models.package import Package
    from mcsgconf.site import ClusterSite, PackageSite

_PROGRAMS = frozenset({"cmmodpkg", "cmrunpkg", "cmhaltpkg"})
_WITH_VALUE = frozenset({"-n", "-m"})


@dataclass(frozen=True, slots=True)
class _Order:
    """A command in a script of a package that is about another package, and waits for it."""

    package: Package
    other: str
    script: Document
    command: Command

    @property
    def line(self) -> str:
        return cut(" ".join(self.command.words))


@check_cluster("MC516")
def circles(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield the commands by which packages act on each other in a circle, one for each package of it."""
    sites = packages_together(cluster)
    names = {name_of(site.package) for site in sites}
    orders: dict[str, dict[str, _Order]] = {name: {} for name in names}
    for site in sites:
        for order in _orders(site, names):
            orders[name_of(site.package)].setdefault(order.other, order)
    for name, by_other in orders.items():
        for other, order in by_other.items():
            way = _way(other, name, orders)
            if way:
                back = way[-1]
                yield Problem(
                    order.command.span,
                    f"{order.line} in a script of {called(order.package)}, and {called(back.package)} has {back.line} "
                    f"({back.script.name}): each waits for the other, and both packages hang until their timeouts. Use "
                    "dependencies between the packages, or run the command in the background",
                    document=order.script,
                    notes=tuple(
                        Note(f"in a script of {called(one.package)}", one.script, one.command.span) for one in way
                    ),
                )
                break


def _orders(site: PackageSite, names: set[str]) -> Iterator[_Order]:
    own = name_of(site.package)
    scripts = dict.fromkeys([*site.run_scripts, *site.halt_scripts, *site.external_scripts])
    for script in scripts:
        if script.kind not in SHELL_KINDS or not any(program in script.source.text for program in _PROGRAMS):
            continue
        for command in commands(script):
            if command.program not in _PROGRAMS or command.background:
                continue
            for other in _packages(command):
                if other != own and other in names:
                    yield _Order(site.package, other, script, command)


def _packages(command: Command) -> Iterator[str]:
    """Yield the packages that a command names."""
    skip = False
    for value in command.values[1:]:
        if skip:
            skip = False
        elif value is not None and value.startswith("-"):
            skip = value in _WITH_VALUE
        elif value:
            yield value


def _way(start: str, end: str, orders: dict[str, dict[str, _Order]]) -> list[_Order]:
    """Return the orders that lead from one package to another, the shortest way; nothing where none does."""
    ways: dict[str, list[_Order]] = {start: []}
    waiting = [start]
    for name in waiting:
        for other, order in orders.get(name, {}).items():
            if other == end:
                return [*ways[name], order]
            if other not in ways:
                ways[other] = [*ways[name], order]
                waiting.append(other)
    return []
