"""What a wrong value was probably meant to be: the hints and fixes behind the messages of `checks.values`.

A function a kind of mistake, each bound to the rule whose page shows its fix. A rule that is not named here has no hint
and no fix.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.lint.finding import Applicability, Fix, Severity
from mcsgconf.lint.line_edits import in_case_of, with_value
from mcsgconf.lint.time_units import CALM_NODE_TIMEOUT, is_within, seconds_meant
from mcsgconf.models import convert
from mcsgconf.models.kind import Kind
from mcsgconf.models.value_problem import ProblemKind, ValueProblem

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcsgconf.catalogue import Parameter
    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document


class Hint(NamedTuple):
    """A clause for the end of a message, a fix, and the severity where it is not the rule's own."""

    text: str = ""
    fix: Fix | None = None
    severity: Severity | None = None


class Mistake(NamedTuple):
    """A wrong value: the line, the catalogue's entry, the value without its quotes, and what is wrong with it."""

    document: Document
    setting: Setting
    parameter: Parameter
    text: str
    problem: ValueProblem


_LEGACY_RESTART = re.compile(r"-r[ \t]*+([1-9][0-9]{0,8})")


def hint(code: str, mistake: Mistake) -> Hint:
    """Return the hint for a mistake that the rule `code` speaks for."""
    found = _HINTS.get(code, _plain)(mistake)
    return found if found.text else Hint("; cmcheckconf refuses the file", found.fix, found.severity)


def _plain(mistake: Mistake) -> Hint:
    seconds = seconds_meant(mistake.parameter, mistake.text)
    return Hint(f". It looks like microseconds; in seconds that is {seconds}") if seconds is not None else Hint()


def _script_timeout(mistake: Mistake) -> Hint:
    seconds = seconds_meant(mistake.parameter, mistake.text)
    if seconds is not None:
        fits = is_within(mistake.parameter, seconds, mistake.document.target)
        fix = Fix(f"write {seconds}", (with_value(mistake.setting, str(seconds)),), Applicability.UNSAFE)
        return Hint(
            f". It looks like microseconds, as the cluster file counts them; in seconds that is {seconds}",
            fix if fits else None,
        )
    value = convert.integer(mistake.parameter, mistake.text)
    if mistake.problem.kind is ProblemKind.RANGE and value is not None and value > 0:
        low = mistake.parameter.limits(mistake.document.target).min
        if low is not None and value < low:
            return Hint(". So short a time stops a script that only takes a moment longer", severity=Severity.WARNING)
    return Hint()


def _default(mistake: Mistake) -> Hint:
    default = mistake.parameter.limits(mistake.document.target).default
    if not isinstance(default, int):
        return Hint()
    fix = Fix(f"write the default {default}", (with_value(mistake.setting, str(default)),), Applicability.UNSAFE)
    return Hint(f"; cmcheckconf refuses the file. The default is {default}", fix)


def _node_timeout(mistake: Mistake) -> Hint:
    fix = Fix(
        f"write {CALM_NODE_TIMEOUT}", (with_value(mistake.setting, str(CALM_NODE_TIMEOUT)),), Applicability.UNSAFE
    )
    return Hint("; cmcheckconf refuses the file. 5 to 8 s suit most sites", fix, Severity.ERROR)


def _service_halt_timeout(mistake: Mistake) -> Hint:
    return _script_timeout(mistake)._replace(severity=Severity.ERROR)


def _near_word(mistake: Mistake) -> Hint:
    word = mistake.problem.word
    fix = None
    if word is not None:
        spelt = in_case_of(mistake.setting.name, word)
        fix = Fix(f"write {spelt}", (with_value(mistake.setting, spelt),), Applicability.UNSAFE)
    return Hint("; cmcheckconf refuses the file", fix)


def _service_restart(mistake: Mistake) -> Hint:
    match = _LEGACY_RESTART.fullmatch(mistake.text)
    word = match[1] if match else "unlimited" if mistake.text == "-R" else None
    if word is None:
        return Hint()
    return Hint(
        f". A control script writes it so; here it is {word}",
        Fix(f"write {word}", (with_value(mistake.setting, word),)),
    )


def _log_level(mistake: Mistake) -> Hint:
    fix = Fix("write 0", (with_value(mistake.setting, "0"),), Applicability.UNSAFE)
    return Hint("; cmcheckconf refuses the file", fix, Severity.ERROR)


def _service_name(mistake: Mistake) -> Hint:
    legacy = mistake.document.kind is Kind.LEGACY_PACKAGE
    where = ", here and in the control script alike" if legacy else ""
    return Hint(f"; cmcheckconf refuses the file. Rename the service{where}")


_HINTS: dict[str, Callable[[Mistake], Hint]] = {
    "MC131": _default,
    "MC132": _node_timeout,
    "MC133": _default,
    "MC135": _default,
    "MC136": _default,
    "MC202": _service_name,
    "MC209": _script_timeout,
    "MC213": _service_halt_timeout,
    "MC232": _near_word,
    "MC404": _service_restart,
    "MC417": _log_level,
}
