"""What both kinds of view share: values that say in which document they are, and the parts that both styles write."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from mcsgconf.models.located import Located
from mcsgconf.models.package import Dependency, MonitoredSubnet, Placed
from mcsgconf.models.package_parts import read_dependencies, read_monitored_subnets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcsgconf.models.blocks import BlockTree
    from mcsgconf.models.document import Document
    from mcsgconf.models.package_parts import Case

T = TypeVar("T")


class Placer:
    """Says of located values in which document they are."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def at(self, located: Located[T]) -> Placed[T]:
        """Return a value with the document."""
        return Placed(located.value, located.text, located.span, self._document)

    def one(self, located: Located[T] | None) -> Placed[T] | None:
        """Return a value with the document, None for none."""
        return None if located is None else self.at(located)

    def all(self, located: Iterable[Located[T]]) -> tuple[Placed[T], ...]:
        """Return several values with the document."""
        return tuple(self.at(value) for value in located)


def monitored_subnets(root: BlockTree, block: str, case: Case, here: Placer) -> tuple[MonitoredSubnet, ...]:
    """Return the monitored subnets of a package file; `block` is what its catalogue calls their block."""
    subnets = read_monitored_subnets(root, block, case)
    return tuple(MonitoredSubnet(here.at(subnet.subnet), here.one(subnet.access)) for subnet in subnets)


def dependencies(root: BlockTree, case: Case, here: Placer) -> tuple[Dependency, ...]:
    """Return the dependencies of a package file."""
    return tuple(
        Dependency(here.at(dependency.name), here.one(dependency.condition), here.one(_upper(dependency.location)))
        for dependency in read_dependencies(root, case)
    )


def _upper(word: Located[str | None] | None) -> Located[str | None] | None:
    if word is None or word.value is None:
        return word
    return Located(word.value.upper(), word.text, word.span)
