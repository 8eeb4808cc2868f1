"""Which rules watch which parameter, for `explain`. No run of the checks needs it.

A rule's page says whom it watches: the names in its text, and those that stand on the marked lines of its bad examples.
The rules that the catalogue drives hold for far more parameters than their pages could name; theirs is read from the
table of `codes`, and from which facts the catalogue has.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, cast

from mcsgconf import catalogue, compiled
from mcsgconf.catalogue.tables import table_path
from mcsgconf.lint.codes import Shape, code_of_shape, code_of_value, of_product
from mcsgconf.lint.rules import Rule, all_rules, front_matter, page_paths
from mcsgconf.models.kind import SETTINGS_KINDS, Kind
from mcsgconf.models.value_problem import ProblemKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mcsgconf.catalogue import Catalogue, Parameter
    from mcsgconf.compiled import Json

_FENCED = re.compile(r"^```(?P<kind>[a-z-]+)[^\n]*\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_MARKED = re.compile(r"^(?P<line>[^\n]*?)[ \t]*# <- (?P<codes>MC\d\d\d[^\n]*)$", re.MULTILINE)
_WORD = re.compile(r"(?P<quote>`?)(?P<name>[A-Za-z_]\w*(?:/\w+)*\*?)(?P<index>\[?)", re.ASCII)
_SETTING = re.compile(r"[ \t]*([A-Za-z_]\w*(?:/\w+)*)", re.ASCII)
_ASSIGNED = re.compile(r"\b([A-Za-z_]\w*)(?:\[[^\]\n]*\])?=", re.ASCII)
_RELEASE, _PLATFORM, _RENAMED = "MC904", "MC905", "MC914"


def rules_watching(kind: str, parameter: Parameter, known: Mapping[str, Rule] | None = None) -> list[Rule]:
    """Return the rules that watch a parameter of a kind of file, in the order of their codes.

    Args:
        kind: the kind of file.
        parameter: the catalogue's entry.
        known: the rules that there are; mcsgconf's when left out.
    """
    rules = all_rules() if known is None else known
    codes = {code for code, names in _subjects().items() if parameter.name in names.get(kind, ())}
    if kind in SETTINGS_KINDS:
        codes |= _driven_by_the_catalogue(Kind(kind), parameter)
    codes |= {rule.code for rule in rules.values() if _declares(rule, kind, parameter)}
    return [rules[code] for code in sorted(codes) if code in rules and kind in rules[code].kinds]


def _declares(rule: Rule, kind: str, parameter: Parameter) -> bool:
    """Tell whether a user's rule names a parameter in its check."""
    check = None if rule.own is None else rule.own.check
    return check is not None and any(catalogue.load(kind).lookup(name) is parameter for name in check.parameters)


def read_subjects() -> Json:
    """Return the names that each rule's page speaks of, as JSON data: code, kind of file, list of names."""
    found: dict[str, Json] = {}
    for path in page_paths():
        matter, text = front_matter(path.read_text(encoding="utf-8"))
        code, by_kind = str(matter["code"]), dict[str, "Json"]()
        for kind in cast("list[str]", matter["kinds"]):
            if kind in catalogue.KINDS:
                by_kind[kind] = [*sorted(_names(code, text, kind))]
        found[code] = by_kind
    return found


def _subjects() -> dict[str, dict[str, list[str]]]:
    rows = compiled.load("rule-subjects", _sources, read_subjects)
    return cast("dict[str, dict[str, list[str]]]", rows)


def _sources() -> list[Path]:
    return [*page_paths(), *map(table_path, catalogue.KINDS), Path(__file__)]


def _names(code: str, page: str, kind: str) -> set[str]:
    table = catalogue.load(kind)
    words = {*_words_of_text(_FENCED.sub("", page)), *_words_on_marked_lines(code, page, kind)}
    return {parameter.name for word in words if (parameter := _lookup(table, word)) is not None}


def _lookup(table: Catalogue, word: str) -> Parameter | None:
    parameter = table.lookup(word)
    return None if parameter is None or parameter.legacy_only else parameter


def _words_of_text(text: str) -> Iterator[str]:
    """Yield the words of a text that cannot be plain English: NODE_NAME, vg[0], `path`; IP and SITE in capitals."""
    for match in _WORD.finditer(text):
        name = match["name"]
        if match["quote"] or match["index"] or "_" in name or "/" in name or (name.isupper() and len(name) > 2):
            yield name


def _words_on_marked_lines(code: str, page: str, kind: str) -> Iterator[str]:
    for example in _FENCED.finditer(page):
        if example["kind"] != kind:
            continue
        for marked in _MARKED.finditer(example["text"]):
            if code not in marked["codes"]:
                continue
            if kind == Kind.CONTROL_SCRIPT:
                yield from _ASSIGNED.findall(marked["line"])
            elif (setting := _SETTING.match(marked["line"])) is not None:
                yield setting[1]


def _driven_by_the_catalogue(kind: Kind, parameter: Parameter) -> set[str]:
    """Return the codes of the checks that judge every parameter by what the catalogue has of it."""
    if parameter.legacy_only:
        return set()
    block = catalogue.load(kind).blocks[parameter.block]
    codes = {code_of_value(kind, parameter, problem) for problem in _possible(parameter)}
    if not (parameter.repeat or of_product(parameter)):
        codes.add(code_of_shape(kind, parameter, Shape.REPEATED, block.name))
    if parameter.max_count is not None:
        codes.add(code_of_shape(kind, parameter, Shape.TOO_MANY, block.name))
    if parameter.required is not None and (parameter.required == "always" or parameter.required.startswith("with ")):
        codes.add(code_of_shape(kind, parameter, Shape.MISSING, block.name))
    if block.inside is not None:
        codes.add(code_of_shape(kind, parameter, Shape.ORPHAN, block.name))
    if parameter.since or parameter.until or parameter.values_since:
        codes.add(_RELEASE)
    if parameter.deprecated_since:
        codes.add(_RENAMED)
    if parameter.values:
        codes.add(code_of_value(kind, parameter, ProblemKind.TYPE, near_a_word=True))
    if parameter.values_by_platform or (len(parameter.platforms) == 1 and not of_product(parameter)):
        codes.add(_PLATFORM)
    return codes


def _possible(parameter: Parameter) -> Iterator[ProblemKind]:
    """Yield the ways in which a value of this parameter can be wrong by itself."""
    if (parameter.min, parameter.max) != (None, None) or parameter.by_release or parameter.by_platform:
        yield ProblemKind.RANGE
    if parameter.max_length or parameter.max_length_by_release or parameter.max_length_by_platform:
        yield ProblemKind.LENGTH
    if parameter.forbidden or parameter.pattern:
        yield ProblemKind.CHARACTERS
    if parameter.values and parameter.type.value in {"enum", "flag", "bit"}:
        yield ProblemKind.WORD
    if parameter.type.value not in {"string", "command", "options", "enum"}:
        yield ProblemKind.TYPE
