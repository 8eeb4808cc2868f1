"""The files of a configuration as a whole: the clusters they make up, and the parts that can be looked at one by one."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from mcsgconf.clusters import (
    PACKAGE_KINDS,
    Capture,
    ClusterSite,
    Companion,
    PackageSite,
    PassedOver,
    Surroundings,
)
from mcsgconf.models.document import Document
from mcsgconf.placing import Beyond, Part, Placing, path_of
from mcsgconf.settings.nearest import settings_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from pathlib import PurePath

    from mcsgconf.settings.model import Settings
    from mcsgconf.settings.nearest import NearestSettings


class Site:
    """A configuration: its documents, the clusters they make up, and the settings it is judged by, if there are any.

    `asked` are the names of the documents that somebody asks about (see `about`), None for all. `beyond` is what a part of
    a site knows of the rest (see `parts`).
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what a folder holds, and what is asked of it
        self,
        documents: Iterable[Document],
        links: Mapping[str, str] | None = None,
        unreadable: Iterable[str] = (),
        surroundings: Surroundings | None = None,
        settings: Settings | NearestSettings | None = None,
        asked: frozenset[str] | None = None,
        beyond: Beyond | None = None,
    ) -> None:
        self.asked = asked
        self.beyond = beyond or Beyond()
        self.documents = tuple(documents)
        self.links = dict(links or {})
        self.unreadable = tuple(unreadable)
        self.surroundings = surroundings or Surroundings()
        self.settings = settings_of(settings)

    def __repr__(self) -> str:
        return f"<Site of {len(self.documents)} documents>"

    @classmethod
    def of(cls, documents: Iterable[Document], *, is_whole: bool = True) -> Site:
        """Return the site that documents make up; their names are their paths.

        Args:
            documents: the files.
            is_whole: whether they are all there is; otherwise nothing follows from a file's absence.
        """
        return cls(documents, surroundings=Surroundings(is_whole))

    def names(self) -> tuple[str, ...]:
        """Return the names of all files that can have findings: those of the documents, and what may be a script."""
        scripts = (one.name for one in self.surroundings.passed_over if one.may_be_script)
        return (*(document.name for document in self.documents), *scripts)

    def with_documents(self, changed: Iterable[Document]) -> Site:
        """Return this site with documents in place of those of the same name."""
        by_name = {document.name: document for document in changed}
        return self._with(by_name.get(document.name, document) for document in self.documents)

    def with_more(self, more: Iterable[Document]) -> Site:
        """Return this site with further documents."""
        return self._with((*self.documents, *more))

    def about(self, names: Iterable[str]) -> Site:
        """Return this site, asked about some of its documents: the others are known, but only these are judged.

        A finding counts that stands in one of them, or that points to one; a fix only changes these.
        """
        return self._with(self.documents, asked=frozenset(names))

    def under(self, settings: Settings | NearestSettings) -> Site:
        """Return this site with other settings; what they say of targets holds for documents that were given none."""
        nearest = settings_of(settings)
        documents = (document.meant_for(nearest.target_of(document.name)) for document in self.documents)
        return self._with(documents, settings=nearest)

    def without_passed_over(self, names: Container[str]) -> Site:
        """Return this site without some of the files that were passed over."""
        left = tuple(one for one in self.surroundings.passed_over if one.name not in names)
        return self._with(self.documents, surroundings=self.surroundings._replace(passed_over=left))

    def awake(self) -> Site:
        """Return this site to work with: in place of documents at rest it has some that go when it goes."""
        if not any(document.stored for document in (*self.documents, *self.beyond.guests)):
            return self
        guests = tuple(guest.awake() for guest in self.beyond.guests)
        return self._with(map(Document.awake, self.documents), beyond=self.beyond._replace(guests=guests))

    def _with(  # noqa: PLR0913 - as for __init__
        self,
        documents: Iterable[Document],
        *,
        links: Mapping[str, str] | None = None,
        surroundings: Surroundings | None = None,
        settings: NearestSettings | None = None,
        asked: frozenset[str] | None = None,
        beyond: Beyond | None = None,
    ) -> Site:
        """Return this site with other documents, and whatever else is given."""
        return Site(
            documents,
            self.links if links is None else links,
            self.unreadable,
            surroundings or self.surroundings,
            settings or self.settings,
            self.asked if asked is None else asked,
            beyond or self.beyond,
        )

    def parts(self) -> tuple[Site, ...]:
        """Return the parts of the site that are judged one by one: the files of each cluster, and those of none.

        Each has the same clusters in it as the whole site. A file that belongs to several clusters is in several parts.
        """
        if len(self.documents) == 1:
            return (self,)
        placing = Placing(self.documents, self.links, self.settings, self.beyond)
        parts = list(placing.parts())
        if len(parts) == 1:
            return (self,)
        by_home: dict[PurePath | None, list[PassedOver]] = {}
        for one in self.surroundings.passed_over:
            by_home.setdefault(placing.home(one.name), []).append(one)
        return tuple(
            self._with(
                part.documents,
                links=part.links,
                surroundings=self.surroundings._replace(passed_over=tuple(_passed_over_near(part, by_home))),
                beyond=part.beyond,
            )
            for part in parts
        )

    def is_asked_about(self, name: str) -> bool:
        """Tell whether the document of this name is to be judged, and may be changed."""
        return self.asked is None or name in self.asked

    @cached_property
    def clusters(self) -> tuple[ClusterSite, ...]:
        """The clusters in the order of their files' paths, last the files of no cluster, if there are any.

        Which file belongs to which is the business of `placing`.
        """
        placing = Placing(self.documents, self.links, self.settings, self.beyond)
        joined = [
            ClusterSite(
                cluster,
                placing.members(folder),
                self._around(folder, tuple(other for other in documents if other is not cluster)),
                placing,
            )
            for folder, documents in placing.heads.items()
            for cluster in documents
        ]
        rest = placing.members(None)
        return (*joined, ClusterSite(None, rest, self.surroundings, placing)) if rest.documents else tuple(joined)

    def _around(self, folder: PurePath, others: tuple[Document, ...]) -> Surroundings:
        """Return how much is at hand of a cluster: not all, where something below its folder is excluded."""
        whole = not any(path_of(path).is_relative_to(folder) for path in self.surroundings.excluded)
        return self.surroundings._replace(is_whole=self.surroundings.is_whole and whole, others=others)


def _passed_over_near(part: Part, by_home: Mapping[PurePath | None, list[PassedOver]]) -> Iterator[PassedOver]:
    """Yield what was passed over where a part may mean it: with its files, where the layout says, beside all clusters."""
    for home in by_home if part.mapped else dict.fromkeys((part.folder, None)):
        for one in by_home.get(home, ()):
            if home == part.folder or part.is_mapped(one.name):
                yield one
            elif home is None:
                yield one._replace(may_be_script=False)


__all__ = [
    "PACKAGE_KINDS",
    "Capture",
    "ClusterSite",
    "Companion",
    "PackageSite",
    "PassedOver",
    "Site",
    "Surroundings",
]
