"""What a run could have found: where the silence of a rule says that a mistake is gone, and where it says nothing.

A hook that is given one changed file does not see the other half of a contradiction, and a rule that was not selected
sees nothing at all. A suppression, or an entry of a baseline, is only called superfluous where its rule had its say.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mcsgconf.lint.registry import index

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcsgconf.lint.judging import Seen
    from mcsgconf.lint.rules import Rule
    from mcsgconf.lint.select import Choices
    from mcsgconf.site import Site


class Reach:
    """Of one run: its site, the files that it judged by their names, the rules that ran, and over which files each did."""

    def __init__(self, site: Site, seen: Mapping[str, Seen], rules: dict[str, Rule], choices: Choices) -> None:
        self._site = site
        self.seen = seen
        self.rules = rules
        self.choices = choices

    def has_judged(self, code: str, file: Seen) -> bool:
        """Tell whether the run would have found every mistake of a rule in a file."""
        rule = self.rules.get(code)
        if not self._site.is_asked_about(file.name):
            return False
        if rule is None or code not in self.choices.of(file.name).codes:
            return False
        if not rule.applies_to(file.target) or not file.is_parsed:
            return False
        if code in _of_scope("across"):
            return self._site.surroundings.is_whole
        if code in _of_scope("cluster"):
            return self._site.surroundings.is_whole and file.in_cluster
        return True


@cache
def _of_scope(scope: str) -> frozenset[str]:
    """Return the codes of the checks that look at a `cluster`, or `across` the whole site."""
    return frozenset(code for entry in index() if entry.scope == scope for code in entry.codes)
