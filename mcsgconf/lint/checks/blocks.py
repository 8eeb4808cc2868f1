"""Lines that are missing, stand twice, stand outside their block, or stand too often: all driven by the catalogue.

The catalogue says which block a parameter belongs to, whether it must be there, and how often it may be. Which rule
speaks for which parameter is the table in `codes`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.catalogue import ValueType
from mcsgconf.lint.codes import SHAPE_CODES, Shape, code_of_shape, of_product
from mcsgconf.lint.finding import Fix, Note, Problem, Severity
from mcsgconf.lint.line_edits import without_line
from mcsgconf.lint.lines import lines
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.wording import cut, line_of, named, shown
from mcsgconf.models.blocks import Setting
from mcsgconf.models.kind import Kind
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.catalogue import Parameter
    from mcsgconf.models.blocks import BlockTree
    from mcsgconf.models.document import Document

_WRITTEN_BY_COMMAND = frozenset({"module_name", "module_version"})
"""Called required by the manuals, but never typed by a person: a file without them is no mistake of anybody."""
_COUNTED_BY_NAME = frozenset({ValueType.NAME, ValueType.NODE})
"""Types of which a second line with the same value is no further one: rules on duplicates speak of it."""
_NAMES = ("CLUSTER_NAME", "PACKAGE_NAME", "package_name")


@check_document(*SHAPE_CODES)
def block_structure(document: Document) -> Iterator[Problem]:
    """Yield every parameter that is missing, repeated, outside its block, or there too often."""
    stray = {setting.key for setting in document.blocks.orphans}
    yield from _missing_from_file(document)
    for block in document.blocks.walk():
        if len(block.items) > 1:
            yield from _repeated(document, block)
            yield from _too_many(document, block)
        yield from _missing_from_block(document, block, stray)
    yield from _orphans(document)


def _missing_from_file(document: Document) -> Iterator[Problem]:
    present = lines(document).by_key
    if not present:
        return
    thing = "cluster" if document.kind is Kind.CLUSTER else "package"
    head = (lines(document).named(*_NAMES) or lines(document).all)[0]
    for parameter in _always_required(document.kind):
        if parameter.name in present:
            continue
        commented = _commented_out(document, parameter)
        yield Problem(
            commented or head.span,
            f"{parameter.name} is missing{': it only stands here commented out. Every' if commented else '; every'} "
            f"{thing} needs one, and cmcheckconf refuses the file without it",
            code=code_of_shape(document.kind, parameter, Shape.MISSING, parameter.block),
        )


@cache
def _always_required(kind: Kind) -> tuple[Parameter, ...]:
    return tuple(
        parameter
        for parameter in catalogue.load(kind).parameters.values()
        if parameter.required == "always" and parameter.name not in _WRITTEN_BY_COMMAND
    )


def _commented_out(document: Document, parameter: Parameter) -> Span | None:
    """Return the last comment line that holds a parameter with a value that is no `<placeholder>`."""
    name = re.escape(parameter.name)
    pattern = re.compile(rf"^[ \t]*+(#[# \t]*+{name}[ \t]++[^<\s]\S*+)[ \t\r]*+$", re.IGNORECASE | re.MULTILINE)
    spans = [match.span(1) for match in pattern.finditer(document.source.text)]
    return Span(*spans[-1]) if spans else None


def _repeated(document: Document, block: BlockTree) -> Iterator[Problem]:
    first: dict[str, Setting] = {}
    for setting in block.settings:
        parameter = setting.parameter
        if parameter is None or parameter.repeat or parameter.legacy_only or of_product(parameter):
            continue
        earlier = first.setdefault(setting.key, setting)
        if earlier is not setting:
            code = code_of_shape(document.kind, parameter, Shape.REPEATED, block.block.name)
            yield _repetition(document, block, (earlier, setting), code)


def _repetition(document: Document, block: BlockTree, pair: tuple[Setting, Setting], code: str) -> Problem:
    earlier, setting = pair
    where = f"below {named(block.opener)}" if block.opener is not None else "in this file"
    same = earlier.bare == setting.bare
    values = (
        f"both with {shown(setting.value)}"
        if same
        else f"{shown(earlier.value)} in line {line_of(document, earlier)} and now this"
    )
    fix = None
    if same and block.opener is None:
        fix = Fix(f"take the second {setting.name} out", (without_line(document, setting),))
    return Problem(
        setting.span,
        f"{setting.name} stands twice {where}, {values}; it may stand once, and cmcheckconf refuses the file. "
        "Keep the line that is meant",
        code=code,
        fix=fix,
        notes=(Note(f"the first {earlier.name}", document, earlier.span),),
    )


def _too_many(document: Document, block: BlockTree) -> Iterator[Problem]:
    counted: dict[str, set[str]] = {}
    for item in block.items:
        setting = item if isinstance(item, Setting) else item.opener
        parameter = setting.parameter if setting is not None else None
        if setting is None or parameter is None or parameter.max_count is None:
            continue
        counts_once = parameter.type in _COUNTED_BY_NAME
        seen = counted.setdefault(parameter.name, set())
        before = len(seen)
        seen.add(setting.bare if counts_once else str(setting.name_span.start))
        if before == parameter.max_count < len(seen):
            where = f"below {named(block.opener)}" if block.opener is not None else "in this file"
            yield Problem(
                setting.span,
                f"this is {setting.name} number {len(seen)} {where}, and there may be {parameter.max_count}: cmcheckconf "
                "refuses the file",
                code=code_of_shape(document.kind, parameter, Shape.TOO_MANY, block.block.name),
            )


def _missing_from_block(document: Document, block: BlockTree, stray: set[str]) -> Iterator[Problem]:
    opener = block.opener
    required = _required_with(document.kind, block.block.name)
    if opener is None or not required:
        return
    present = {setting.key for setting in block.settings}
    for parameter in required:
        if parameter.name not in present and parameter.name not in stray:
            yield Problem(
                opener.span,
                f"{named(opener)} has no {parameter.name} below it, and is not complete without it: cmcheckconf refuses the "
                "file. Add the line",
                code=code_of_shape(document.kind, parameter, Shape.MISSING, block.block.name),
            )


@cache
def _required_with(kind: Kind, block: str) -> tuple[Parameter, ...]:
    """Return the parameters that must stand in every block of a name, its opener left out."""
    known = catalogue.load(kind)
    return tuple(
        parameter
        for parameter in known.parameters.values()
        if parameter.block == block
        and parameter.required == f"with {known.blocks[block].opener}"
        and parameter.name not in _WRITTEN_BY_COMMAND
    )


def _orphans(document: Document) -> Iterator[Problem]:
    blocks = catalogue.load(document.kind).blocks
    places = _places_of_openers(document)
    for setting in document.blocks.orphans:
        parameter = setting.parameter
        opener = blocks[parameter.block].opener if parameter is not None else None
        if parameter is None or opener is None:
            continue
        outer = blocks[blocks[parameter.block].inside or parameter.block].opener
        above = _last_before(places.get(opener, ()), setting)
        apart = above >= 0 and above > _last_before(places.get(outer or "", ()), setting)
        name = cut(setting.name)
        yield Problem(
            setting.span,
            f"{name} stands apart from the {opener} above it that it belongs to, behind lines of something else; "
            f"move it up, since nothing says that the cluster still counts it there"
            if apart
            else f"{name} belongs to its {opener}, and none stands above it here; it would count for nothing, or for the "
            f"wrong one. Move it below its {opener}",
            code=code_of_shape(document.kind, parameter, Shape.ORPHAN, parameter.block),
            severity=Severity.WARNING if apart else Severity.ERROR,
        )


def _places_of_openers(document: Document) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    if document.blocks.orphans:
        for block in document.blocks.walk():
            if block.opener is not None:
                places.setdefault(block.opener.key, []).append(block.opener.name_span.start)
    return places


def _last_before(places: list[int] | tuple[()], setting: Setting) -> int:
    """Return the last of some sorted offsets that lies before a setting, -1 where there is none."""
    at = bisect_left(places, setting.name_span.start)
    return places[at - 1] if at else -1
