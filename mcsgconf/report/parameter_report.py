"""What the catalogue knows of a parameter, as `explain` prints it; one entry for each kind of file that has it.

For a target the entry is that of its release and platform; the history is always told whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.catalogue import Target, ValueType
from mcsgconf.lint.rules import all_rules
from mcsgconf.lint.subjects import rules_watching
from mcsgconf.report.entry import editions, entry, kept_together
from mcsgconf.report.migration_report import in_legacy, in_modular
from mcsgconf.report.parameter_history import NAME_FORM, absence, history, range_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mcsgconf.catalogue import Catalogue, Parameter
    from mcsgconf.lint.rules import Rule
    from mcsgconf.report.entry import Fact

_UNITS = {"us": "microseconds", "s": "seconds"}
_MICROSECONDS = 1_000_000
_WORTH_SECONDS = 1000  # microseconds: less is not said in seconds as well
_SPACES = {" ": "blank"}
_PARTS = {ValueType.CRITERION: "operators", ValueType.CONDITION: "states"}


def parameter_report(
    name: str,
    target: Target | None = None,
    kinds: Sequence[str] = catalogue.KINDS,
    rules: Mapping[str, Rule] | None = None,
) -> str:
    """Return the entries of a parameter in every kind of file that knows it, empty where none does.

    Args:
        name: the parameter, in any case.
        target: the installation whose entry is wanted; without one, what holds in every release.
        kinds: the kinds of files whose entries are wanted.
        rules: the rules that there are; mcsgconf's when left out.
    """
    tables = [catalogue.load(kind) for kind in kinds]
    found = [(table, _lookup(table, name)) for table in tables]
    known = any(parameter is not None for _, parameter in found)
    entries = [
        _entry(parameter, table, target or Target(), rules or all_rules())
        if parameter is not None
        else _remark(name, table, exact=known)
        for table, parameter in found
    ]
    return "\n".join(filter(None, entries))


def _remark(name: str, table: Catalogue, *, exact: bool) -> str:
    """Return what is known of a name without an entry; `exact`: as one of a family it is not worth a word."""
    called = name if name in table.unverified else name.upper()
    why = table.unverified.get(called) if exact else table.remark(called)
    return (
        ""
        if why is None
        else entry(f"{called} ({table.kind})", "Too little is known of it to judge it.", [("known", why)])
    )


def _lookup(table: Catalogue, name: str) -> Parameter | None:
    """Return the parameter of that name, in any case also where the file itself minds it."""
    exact = table.lookup(name) or table.lookup(name.upper())
    return exact or next((row for row in table.parameters.values() if row.name.lower() == name.lower()), None)


def _entry(parameter: Parameter, table: Catalogue, target: Target, rules: Mapping[str, Rule]) -> str:
    of = f"{table.kind}, {target}" if target != Target() else table.kind
    return entry(
        f"{parameter.name} ({of})",
        parameter.meaning,
        [
            ("not there", _not_there(parameter, target)),
            *_place(parameter, table),
            *_value(parameter, table, target),
            *_count(parameter),
            *_life(parameter, table),
            ("online change", parameter.online_change or ""),
            ("notes", parameter.notes or ""),
            ("rules", _rules(parameter, table, target, rules)),
            ("source", parameter.source),
            *editions(parameter.source, table.sources),
        ],
    )


def _not_there(parameter: Parameter, target: Target) -> str:
    if parameter.legacy_only:
        return "a modular package file must not have it"
    why = absence(parameter, target)
    return f"{target} does not have it, it exists {why}" if why is not None else ""


def _place(parameter: Parameter, table: Catalogue) -> list[Fact]:
    opened = table.opened_by(parameter)
    where = "the file" if parameter.block == table.top.name else f"{_a(parameter.block)} block"
    order = [
        f"below {parameter.after}" if parameter.after else "",
        f"above {parameter.before}" if parameter.before else "",
    ]
    return [
        ("stands in", where + (f"; opens {_a(opened.name)} block" if opened else "")),
        ("order", ", ".join(filter(None, order))),
        ("file", f"not this one, but {parameter.file}" if parameter.file else ""),
        ("array", _array(parameter)),
        ("needs", parameter.needs or ""),
        ("required", parameter.required or ""),
    ]


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"  # a user, a unit


def _array(parameter: Parameter) -> str:
    if not parameter.indexed:
        return ""
    partners = " and ".join(parameter.required_with)
    return "one element an entry" + (f"; {partners} of the same index goes with it" if partners else "")


def _value(parameter: Parameter, table: Catalogue, target: Target) -> list[Fact]:
    unit = f" in {_UNITS[parameter.unit]}" if parameter.unit else ""
    return [
        ("type", f"{parameter.type.value}{unit}"),
        ("values", _differing(parameter, target, lambda at: ", ".join(_words(parameter, table, at)))),
        (_PARTS.get(parameter.type, "parts"), ", ".join((*parameter.parts, *parameter.parts_since))),
        ("range", _differing(parameter, target, lambda at: _range(parameter, at))),
        ("default", _differing(parameter, target, lambda at: _default(parameter, at))),
        ("zero means", parameter.zero_means or ""),
        ("never", ", ".join(parameter.forbidden_values)),
        ("longest value", _differing(parameter, target, lambda at: _longest(parameter, at))),
        ("characters", _characters(parameter)),
        ("reserved", ", ".join(parameter.reserved)),
    ]


def _differing(parameter: Parameter, target: Target, text: Callable[[Target], str]) -> str:
    """Return a fact for the target; where it leaves the platform open and the platforms differ, for each of them."""
    if target.platform is not None:
        return text(target)
    by_platform = {platform: text(Target(platform, target.release)) for platform in parameter.platforms}
    if len(set(by_platform.values())) == 1:
        return text(target)
    return "; ".join(f"{told or 'not known'} on {platform}" for platform, told in by_platform.items())


def _words(parameter: Parameter, table: Catalogue, target: Target) -> tuple[str, ...]:
    match parameter.type:
        case ValueType.FLAG:
            return ("yes", "no") if table.kind == "modular-package" else ("YES", "NO")
        case ValueType.BIT:
            return ("0", "1")
        case _:
            return parameter.words(target)


def _range(parameter: Parameter, target: Target) -> str:
    limits = parameter.limits(target)
    text = range_text(limits.min, limits.max)
    if not text or parameter.unit != "us":
        return text
    ends = [end for end in (limits.min, limits.max) if end]
    if not ends or min(ends) < _WORTH_SECONDS:
        return text
    return f"{text} ({' to '.join(f'{end / _MICROSECONDS:.15g} s' for end in ends)})"


def _default(parameter: Parameter, target: Target) -> str:
    default = parameter.limits(target).default
    match default:
        case None:
            return ""
        case "":
            return "empty"
        case int() | float() if parameter.unit == "us":
            return f"{default} ({default / _MICROSECONDS:.15g} s)"
        case _:
            return str(default)


def _longest(parameter: Parameter, target: Target) -> str:
    length = parameter.longest(target)
    return "" if length is None else f"{length} bytes"


def _characters(parameter: Parameter) -> str:
    told = []
    if parameter.forbidden:
        told.append(f"none of {_named(parameter.forbidden)}")
    if parameter.deprecated:
        told.append(f"better none of {_named(parameter.deprecated)}")
    if parameter.pattern is not None:
        told.append(NAME_FORM + (f", from {parameter.pattern_since} on" if parameter.pattern_since else ""))
    return "; ".join(told)


def _named(characters: str) -> str:
    return " ".join(_SPACES.get(char, char) for char in characters)


def _count(parameter: Parameter) -> list[Fact]:
    repeated = ["yes"] if parameter.repeat else []
    if repeated and parameter.ordered:
        repeated.append("the order counts")
    if repeated and parameter.max_count is not None:
        repeated.append(f"{parameter.max_count} at most")
    return [
        ("repeated", ", ".join(repeated)),
        ("words", f"{parameter.max_words} at most" if parameter.max_words > 1 else ""),
        ("unique", f"in the {parameter.unique}" if parameter.unique else ""),
        ("in a cluster", f"{parameter.max_in_cluster} at most" if parameter.max_in_cluster else ""),
        ("package types", ", ".join(parameter.package_types)),
    ]


def _life(parameter: Parameter, table: Catalogue) -> list[Fact]:
    older = [row.name for row in table.parameters.values() if parameter.name in row.replaced_by and not row.legacy_only]
    first_seen = parameter.first_seen if parameter.since is None and not history(parameter) else None
    return [
        ("platforms", ", ".join(parameter.platforms)),
        ("module", parameter.module or ""),
        ("history", [f"{event.release}  {event.text}" for event in history(parameter)]),
        ("first seen", first_seen or ""),
        ("also called", ", ".join(parameter.aliases)),
        ("replaces", ", ".join(older)),
        ("replaced by", ", ".join(parameter.replaced_by)),
        ("modular style", in_modular(table.kind, parameter.name)),
        ("legacy style", in_legacy(parameter.name) if table.kind == "modular-package" else ""),
    ]


def _rules(parameter: Parameter, table: Catalogue, target: Target, rules: Mapping[str, Rule]) -> str:
    watching = [rule for rule in rules_watching(table.kind, parameter, rules) if rule.applies_to(target)]
    return ", ".join(kept_together(f"{rule.code} {rule.name}") for rule in watching)
