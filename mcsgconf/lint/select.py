"""Which rules run: codes and prefixes that the user selects and ignores, checked for typing mistakes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.errors import UsageError
from mcsgconf.lint.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Collection

ALL = "ALL"


@dataclass(frozen=True, slots=True)
class Selection:
    """Codes or prefixes (`MC2`, `MC201`, `ALL`). The longest prefix that fits a code decides; ignore wins a tie.

    A rule that is `opt_in` has to be selected by its whole code.
    """

    select: tuple[str, ...] = (ALL,)
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def codes(self) -> frozenset[str]:
        """Return the codes of the rules that run.

        Raises:
            UsageError: a code or prefix fits no rule.
        """
        known = all_rules()
        wanted = _prefixes((*self.select, *self.extend_select), known)
        unwanted = _prefixes(self.ignore, known)
        return frozenset(
            code
            for code, rule in known.items()
            if _longest(code, wanted) > _longest(code, unwanted) and (code in wanted or not rule.opt_in)
        )


def _prefixes(words: tuple[str, ...], known: Collection[str]) -> list[str]:
    prefixes = []
    for word in words:
        prefix = "" if word.upper() == ALL else word.strip().upper()
        if not any(code.startswith(prefix) for code in known) or (not prefix and word.upper() != ALL):
            raise UsageError(f"no rule has the code or prefix {word!r}; `mcsgconf rules` lists them")
        prefixes.append(prefix)
    return prefixes


def _longest(code: str, prefixes: list[str]) -> int:
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)
