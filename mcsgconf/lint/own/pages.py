"""Turns a page of a user's into a rule; what is wrong with the page is said with the line it stands on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.catalogue import Platform
from mcsgconf.lint.finding import Severity
from mcsgconf.lint.own import keys
from mcsgconf.lint.own.conditions import Condition, is_duration
from mcsgconf.lint.own.declared import MARK, Declared, Verb
from mcsgconf.lint.own.values import NAME_OF_FILE, READABLE_KINDS
from mcsgconf.lint.rules import Own, Rule
from mcsgconf.lint.wording import listed
from mcsgconf.models.kind import SETTINGS_KINDS, Kind
from mcsgconf.settings.reader import Origin, Reader, parse_toml, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mcsgconf.catalogue import Parameter
    from mcsgconf.settings.shapes import KeyPath

_FRONT = re.compile(r"\A\+\+\+\n(?P<matter>(?:[^\n]*\n)*?)\+\+\+(?:\n|\Z)")
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_VERBS = tuple(verb.value for verb in Verb)


class WrongPage(ValueError):
    """A page makes no sense; each of `problems` is a line that says where."""

    def __init__(self, *problems: str) -> None:
        super().__init__(*problems)
        self.problems = problems


def read_rule(text: str, path: Path) -> Rule:
    """Return the rule of a page.

    Args:
        text: the page, its lines ended by newlines alone.
        path: where it stands.

    Raises:
        WrongPage: it is no page of a rule, or says what makes no sense.
        UnreadableInput: its front matter is no TOML.
    """
    match = _FRONT.match(text)
    if match is None:
        raise WrongPage(f"{shown_path(path)}: the page of a rule begins with TOML between two lines `+++`")
    front = "\n" + match["matter"]  # so that lines are numbered as in the file
    reader = Reader(parse_toml(front, path), Origin(path, front, called=str(path)), "key")
    reader.refuse_unknown(*(key.name for key in keys.PAGE_KEYS), *_VERBS)
    for key in keys.NEEDED:
        if not reader.has(key.name):
            reader.complain((key.name,), f" is missing; it is for: {key.says}")
    rule = _rule(reader, path, front, text[match.end() :])
    if reader.problems or rule is None:
        raise WrongPage(*reader.problems)
    return rule


def _rule(reader: Reader, path: Path, front: str, text: str) -> Rule | None:
    """Return the rule of a page; None where something was complained of that no rule is without."""
    code, name, summary = reader.take(keys.CODE), reader.take(keys.NAME), reader.take(keys.SUMMARY)
    severity, kinds = reader.take(keys.SEVERITY), frozenset(reader.take(keys.KINDS) or ())
    if reader.has(keys.KINDS.name) and not kinds and not reader.problems:
        reader.complain((keys.KINDS.name,), " names no kind of file")
    check = _declared(reader, kinds)
    since, until, platforms = reader.take(keys.SINCE), reader.take(keys.UNTIL), reader.take(keys.PLATFORMS)
    if code is None or name is None or summary is None or severity is None or check is None or reader.problems:
        return None
    if path.stem != f"{code}-{name}":
        reader.complain(
            (keys.CODE.name,), f" and name say that this page is called {code}-{name}.md; rename one of them"
        )
    return Rule(
        code=code,
        name=name,
        summary=summary,
        severity=Severity(severity),
        kinds=kinds,
        fix="none",
        source=reader.take(keys.SOURCE) or shown_path(path),
        platforms=frozenset(platforms or Platform),
        since=since,
        until=until,
        opt_in=reader.take(keys.OPT_IN) or False,
        own=Own(path, front, text, check),
    )


def _declared(reader: Reader, kinds: frozenset[Kind]) -> Declared | None:
    """Return what a page declares; None where it does not, or that was complained of."""
    verbs = [verb for verb in Verb if reader.has(verb)]
    if len(verbs) != 1:
        count = f"it has {listed([f'[{verb}]' for verb in verbs])}" if verbs else "it has none"
        tables = listed([f"[{verb}]" for verb in Verb], "or")
        reader.complain((), f"a page has one table {tables}, which says what it checks; {count}")
        return None
    verb = verbs[0]
    before = len(reader.problems)
    table = reader.inside(verb)
    if len(reader.problems) > before:
        return None
    table.refuse_unknown(*(key.name for key in keys.CHECK_KEYS))
    for key in (keys.PARAMETER, keys.MESSAGE):
        if not table.has(key.name):
            table.complain((verb, key.name), f" is missing; it is for: {key.says}")
    condition = Condition(
        table.take(keys.IS) or (),
        table.take(keys.MATCHES) or (),
        table.take(keys.AT_LEAST),
        table.take(keys.AT_MOST),
    )
    parameters, message = table.take(keys.PARAMETER), table.take(keys.MESSAGE)
    each, times = table.take(keys.EACH), table.take(keys.COUNT)
    if parameters is None or message is None or reader.problems:
        return None
    check = Declared(verb, parameters, condition, message, each, times or 1)
    for at, what in _contradictions(check, kinds, counted=table.has(keys.COUNT.name)):
        table.complain((verb, *at), what)
    return check


def _contradictions(check: Declared, kinds: frozenset[Kind], *, counted: bool) -> Iterator[tuple[KeyPath, str]]:
    """Yield what a check says that cannot be, each with the key it stands under."""
    if check.verb is Verb.ALLOW and check.condition == Condition():
        yield (), " says which values are allowed: one of is, matches, at-least, at-most"
    if check.verb is Verb.ALLOW and (check.each is not None or counted):
        yield (), " looks at each value by itself: each and count are for require and forbid"
    unreadable = [kind for kind in sorted(kinds) if kind not in READABLE_KINDS]
    if unreadable:
        known = ", ".join(sorted(READABLE_KINDS))
        yield (
            (),
            f": a file of kind {unreadable[0]} has no parameters; kinds that have: {known}",
        )
        return
    yield from ((("parameter",), what) for what in _about_parameters(check, kinds))
    yield from ((("each",), what) for what in _about_blocks(check, kinds))
    yield from ((("message",), what) for what in _about_marks(check, kinds))


def _about_parameters(check: Declared, kinds: Iterable[Kind]) -> Iterator[str]:
    tables = [catalogue.load(kind) for kind in sorted(kinds) if kind in SETTINGS_KINDS]
    scripts = any(kind not in SETTINGS_KINDS for kind in kinds)
    for name in check.parameters:
        if not (any(table.is_known(name) for table in tables) or (scripts and _VARIABLE.fullmatch(name))):
            from mcsgconf.lint.nearest import nearest  # noqa: PLC0415 - only a mistake needs it

            known = [row for table in tables for row in table.parameters]
            near = listed(nearest(name, known), "or")
            files = listed([str(kind) for kind in sorted(kinds)], "or")
            yield f": there is no parameter {name!r} in a file of kind {files}{f'; did you mean {near}?' if near else ''}"
    for table in tables:
        if not any(table.is_known(name) for name in check.parameters):
            yield f" has no name that a {table.kind} file knows; list the one that it has there, too"
    timed = any(bound is not None and bound.timed for bound in (check.condition.least, check.condition.most))
    if timed and not all(parameter is not None and is_duration(parameter) for parameter in _entries(check, kinds)):
        yield f": {listed(check.parameters)} is no time in every kind of file: write its bounds as plain numbers"


def _entries(check: Declared, kinds: Iterable[Kind]) -> Iterator[Parameter | None]:
    """Yield the catalogue's entry of each parameter in each kind of file that has it; None where a kind has no entry."""
    for kind in kinds:
        if kind not in SETTINGS_KINDS and kind is not Kind.CONTROL_SCRIPT:
            yield None
            continue
        found = [catalogue.load(kind).lookup(name) for name in check.parameters]
        known = [parameter for parameter in found if parameter is not None]
        yield from (known or (None,))


def _about_blocks(check: Declared, kinds: Iterable[Kind]) -> Iterator[str]:
    if check.each is None:
        return
    for kind in sorted(kinds):
        blocks = catalogue.load(kind).blocks.values() if kind in SETTINGS_KINDS else ()
        names = [block.name for block in blocks if block.opener is not None]
        if check.each not in names:
            there = f"its blocks: {', '.join(names)}" if names else "it has no blocks"
            yield f": there is no block {check.each!r} in a file of kind {kind}; {there}"


def _about_marks(check: Declared, kinds: Iterable[Kind]) -> Iterator[str]:
    for mark in dict.fromkeys(found[1] for found in MARK.finditer(check.message)):
        for kind in sorted(kinds):
            known = _marks(check, kind)
            if mark not in known:
                listing = ", ".join(f"{{{name}}}" for name in known)
                yield f": nothing can stand for {{{mark}}} in a file of kind {kind}; marks: {listing}"


def _marks(check: Declared, kind: Kind) -> list[str]:
    """Return the marks that can be replaced wherever the check finds something in files of a kind."""
    marks = ["value", "parameter"]
    if kind not in SETTINGS_KINDS:
        return marks
    marks.append(NAME_OF_FILE[kind][0])
    table = catalogue.load(kind)
    if check.each is not None or check.verb is Verb.REQUIRE:
        return [*marks, *_around(kind, check.each)]
    chains: list[list[str]] = []
    for name in check.parameters:
        parameter = table.lookup(name)
        if parameter is not None:
            opened = table.opened_by(parameter)
            chains.append(_around(kind, parameter.block if opened is None else opened.name))
    common = [name for name in chains[0] if all(name in chain for chain in chains)] if chains else []
    return [*marks, *common]


def _around(kind: Kind, block: str | None) -> list[str]:
    """Return the names of a block and those around it, the outermost left out."""
    blocks, names = catalogue.load(kind).blocks, list[str]()
    while block in blocks and blocks[block].inside is not None:
        names.append(block)
        block = blocks[block].inside
    return names
