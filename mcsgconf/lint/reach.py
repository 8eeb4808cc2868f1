"""What a run could have found: where the silence of a rule says that a mistake is gone, and where it says nothing.

A hook that is given one changed file does not see the other half of a contradiction, and a rule that was not selected
sees nothing at all. A suppression, or an entry of a baseline, is only called superfluous where its rule had its say.
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING

from mcsgconf.lint.registry import index

if TYPE_CHECKING:
    from mcsgconf.lint.rules import Rule
    from mcsgconf.lint.select import Choices
    from mcsgconf.models.document import Document
    from mcsgconf.site import Site


class Reach:
    """Of one run: its site, the rules that ran by their codes, and over which files each did."""

    def __init__(self, site: Site, rules: dict[str, Rule], choices: Choices) -> None:
        self._site = site
        self._rules = rules
        self._choices = choices

    def has_judged(self, code: str, document: Document) -> bool:
        """Tell whether the run would have found every mistake of a rule in a file."""
        rule = self._rules.get(code)
        if not self._site.is_asked_about(document.name):
            return False
        if rule is None or code not in self._choices.of(document.name).codes:
            return False
        if not rule.applies_to(document.target) or document.problems:
            return False
        if code in _of_scope("site"):
            return self._site.surroundings.is_whole
        if code in _of_scope("cluster"):
            return self._site.surroundings.is_whole and document.name in self._in_clusters
        return True

    @cached_property
    def _in_clusters(self) -> frozenset[str]:
        """The names of the files that belong to a cluster whose file is at hand."""
        return frozenset(
            document.name
            for cluster in self._site.clusters
            if cluster.cluster is not None
            for document in cluster.documents
        )


@cache
def _of_scope(scope: str) -> frozenset[str]:
    """Return the codes of the checks that look at a `cluster`, or at the whole `site`."""
    return frozenset(code for entry in index() if entry.scope == scope for code in entry.codes)
