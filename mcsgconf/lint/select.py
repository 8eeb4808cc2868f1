"""Which rules run over which file, and how bad their findings are: codes and prefixes, checked for typing mistakes.

Settings speak first, the command line over them: what it selects takes the place of what they select and ignore, what
else it says is added. What settings say of single files and of severities holds in any case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.errors import SettingsError, UsageError
from mcsgconf.lint.finding import Severity
from mcsgconf.lint.rules import all_rules, no_such_prefix
from mcsgconf.settings.model import NONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mcsgconf.lint.rules import Rule
    from mcsgconf.settings.model import Settings
    from mcsgconf.settings.nearest import NearestSettings

ALL = "ALL"
_OURS = "MC"  # what no code of an own rule begins with


class Selection(NamedTuple):
    """Codes or prefixes (`MC2`, `MC201`, `ALL`). The longest prefix that fits a code decides; ignore wins a tie.

    A rule that is `opt_in` has to be selected by its whole code.

    `select` None: all rules, or those that were chosen before.
    """

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def refuse_impossible(self) -> None:
        """Raise a UsageError where a code or prefix fits no rule of mcsgconf and can be that of no own rule either."""
        words = (*(self.select or ()), *self.extend_select, *self.ignore)
        if words:
            prefixes([word for word in words if word[:2].upper() == _OURS or not word.isalnum()], all_rules())

    def codes(
        self,
        before: frozenset[str] | None = None,
        rules: Mapping[str, Rule] | None = None,
        anywhere: Mapping[str, Rule] | None = None,
    ) -> frozenset[str]:
        """Return the codes of the rules that run.

        Args:
            before: the rules that settings chose; `select` takes their place. None: all.
            rules: those that there are; mcsgconf's when left out.
            anywhere: those that may be named: those of other files, too.

        Raises:
            UsageError: a code or prefix fits no rule.
        """
        known = all_rules() if rules is None else rules
        wanted = prefixes((*(self.select or ()), *self.extend_select), anywhere or known)
        unwanted = prefixes(self.ignore, anywhere or known)
        kept = frozenset(code for code, rule in known.items() if not rule.opt_in) if before is None else before
        if self.select is not None:
            kept = frozenset()
        return frozenset(
            code
            for code, rule in known.items()
            if (_longest(code, wanted) > (against := _longest(code, unwanted)) and (code in wanted or not rule.opt_in))
            or (code in kept and against < 0)
        )


class Choice(NamedTuple):
    """What a file is judged by: the rules that run, the severities that settings give some of them, and all there are."""

    codes: frozenset[str]
    severities: Mapping[str, Severity]
    known: Mapping[str, Rule]


class Choices:
    """The choice for each file of a run, made from the settings that hold for it and the selection of the run.

    `rules` are those that hold for any of the files; a code means the same rule for all of them.
    """

    def __init__(self, settings: NearestSettings, given: Selection, names: Iterable[str]) -> None:
        """Prepare to choose for the files of these names.

        Raises:
            SettingsError: settings name rules of a user's that make no sense.
        """
        self._settings = settings
        self._given = given
        self._known: dict[tuple[int, tuple[str, ...]], Choice] = {}
        self.rules: Mapping[str, Rule] = all_rules()
        for one in {id(one): one for one in map(settings.of, names)}.values():
            if one.has_own_rules():
                self.rules = {**self.rules, **self._under(one)}

    def of(self, name: str) -> Choice:
        """Return the choice for the file of this name.

        Raises:
            UsageError: a code or prefix fits no rule.
            SettingsError: one in a settings file does, or it names rules of a user's that make no sense.
        """
        settings = self._settings.of(name)
        ignored = settings.ignored_in(name)
        known = self._known.get((id(settings), ignored))
        if known is None:
            known = self._known[id(settings), ignored] = self._choice(settings, ignored)
        return known

    def _choice(self, settings: Settings, ignored: tuple[str, ...]) -> Choice:
        if settings is NONE:
            known: Mapping[str, Rule] = all_rules()
            return Choice(self._given.codes(None, known, self.rules), {}, known)
        known = self._under(settings)
        refuse_unknown_codes(settings, known)
        chosen = Selection(settings.select, settings.extend_select, settings.ignore).codes(None, known)
        turned_off = tuple(prefixes(ignored, known))
        codes = self._given.codes(chosen, known, self.rules)
        kept = frozenset(code for code in codes if not code.startswith(turned_off))
        return Choice(kept, _severities(settings, known), known)

    def _under(self, settings: Settings) -> Mapping[str, Rule]:
        if not settings.has_own_rules():
            return all_rules()
        from mcsgconf.lint.own.book import book_of  # noqa: PLC0415 - most runs have no own rules

        return book_of(self._settings).under(settings)


def refuse_unknown_codes(settings: Settings, rules: Mapping[str, Rule]) -> None:
    """Raise a SettingsError where settings name rules that there are not; it says where."""
    rows: list[tuple[tuple[str, ...], Iterable[str]]] = [
        (("select",), settings.select or ()),
        (("extend-select",), settings.extend_select),
        (("ignore",), settings.ignore),
        *((("severity", code), [code]) for code, _ in settings.severity),
        *((("per-file-ignores", globs.globs[0].text), codes) for globs, codes in settings.per_file_ignores),
    ]
    problems = []
    for at, words in rows:
        try:
            prefixes(words, rules)
        except UsageError as error:
            from mcsgconf.settings.load import place_of  # noqa: PLC0415 - only a mistake needs it

            problems.append(f"{place_of(settings, *at)}: {at[0]}: {error}")
    if problems:
        raise SettingsError(problems)


def _severities(settings: Settings, rules: Mapping[str, Rule]) -> dict[str, Severity]:
    """Return the severities of the rules that settings speak of; of several prefixes the longest decides."""
    by_prefix = {prefixes([word], rules)[0]: Severity(severity) for word, severity in settings.severity}
    return {
        code: by_prefix[max(fitting, key=len)]
        for code in rules
        if (fitting := [prefix for prefix in by_prefix if code.startswith(prefix)])
    }


def prefixes(words: Iterable[str], rules: Mapping[str, Rule]) -> list[str]:
    """Return codes and prefixes as rules have them; that of `ALL` is empty.

    Raises:
        UsageError: one fits no rule.
    """
    found = []
    for word in words:
        prefix = "" if word.upper() == ALL else word.strip().upper()
        if not any(code.startswith(prefix) for code in rules) or (not prefix and word.upper() != ALL):
            raise UsageError(no_such_prefix(word, rules))
        found.append(prefix)
    return found


def _longest(code: str, given: list[str]) -> int:
    return max((len(prefix) for prefix in given if code.startswith(prefix)), default=-1)
