"""A node that was commented out by its first line alone, so that the rest of its section belongs to the node above."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf import catalogue
from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.line_edits import commented_out
from mcsgconf.lint.lines import lines
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.wording import cut, line_of
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document

_COMMENTED = re.compile(r"^[ \t]*+((#[# \t]*+)NODE_NAME[ \t]++([^<\s#]\S*+))[ \t\r]*+$", re.IGNORECASE | re.MULTILINE)
_NODE = "NODE_NAME"
_MOST_LINES = 1000
_LONGEST_MARK = 8
"""What stands in front of a commented NODE_NAME is copied as far as it is a mark, and no row of them."""
_ONCE = frozenset({"FIRST_CLUSTER_LOCK_PV", "SECOND_CLUSTER_LOCK_PV", "CLUSTER_LOCK_LUN", "SITE", "SERIAL_DEVICE_FILE"})
"""Lines that a node has once; those of an interface may stand once in each."""


class _Section(NamedTuple):
    """A node's line that is commented out, the node above it, and what is left of both sections."""

    comment: re.Match[str]
    above: Setting | None
    of_above: list[Setting]
    left: list[Setting]


@check_document("MC804")
def half_commented(document: Document) -> Iterator[Problem]:
    """Yield nodes whose NODE_NAME is a comment while lines of their section are not; the fix comments those out."""
    comments = list(_COMMENTED.finditer(document.source.text))
    for section in _sections(document, comments) if comments else ():
        repeats = section.above is None or _repeats(section.of_above, section.left)
        count = len(section.left)
        they = "it belongs" if count == 1 else "they belong"
        where = (
            f"{they} to no node now"
            if section.above is None
            else f"{they} to {cut(section.above.bare)} now, the node above"
        )
        rest = "a line of its section is" if count == 1 else f"{count} lines of its section are"
        first = section.left[0]
        yield Problem(
            Span(*section.comment.span(1)),
            f"node {cut(section.comment[3])} is commented out, but {rest} not, from line {line_of(document, first)} on: "
            f"{where}, which gets interfaces and disks that it does not have. Comment {'it' if count == 1 else 'them'} out, too",
            severity=Severity.ERROR if repeats else Severity.WARNING,
            fix=_fix(document, section, Applicability.SAFE if repeats else Applicability.UNSAFE),
            notes=(Note("the first line that still counts", document, first.span),),
        )


def _sections(document: Document, comments: list[re.Match[str]]) -> list[_Section]:
    """Return the sections that were commented out by half, in the order of the text.

    A comment right below an active NODE_NAME, with no line between, is that node's old name, and what follows is its.
    """
    of_node = _parameters_of_nodes(document)
    found: list[_Section] = []
    above: Setting | None = None
    own: list[Setting] = []
    section: _Section | None = None
    waiting = list(reversed(comments))
    for setting in lines(document).all:
        while waiting and waiting[-1].start() < setting.name_span.start:
            comment = waiting.pop()
            section = _Section(comment, above, own, []) if own or above is None else None
        if setting.key == _NODE:
            above, own, section = setting, [], None
        elif setting.key in of_node and section is None:
            own.append(setting)
        elif setting.key in of_node and section is not None:
            if not section.left:
                found.append(section)
            section.left.append(setting)
        elif setting.parameter is not None:
            section = None  # lines of the cluster end the section
    return found


def _parameters_of_nodes(document: Document) -> set[str]:
    known = catalogue.load(document.kind)
    inside = {"node"}
    for block in known.blocks.values():
        if block.inside in inside:
            inside.add(block.name)
    return {parameter.name for parameter in known.parameters.values() if parameter.block in inside}


def _repeats(above: list[Setting], left: list[Setting]) -> bool:
    """Tell whether lines that are left say again what the node above has said: then they cannot be its own."""
    single = {setting.key for setting in above if setting.parameter is not None and not setting.parameter.repeat}
    said = {(setting.key, setting.bare) for setting in above}
    return any(setting.key in _ONCE & single or (setting.key, setting.bare) in said for setting in left)


def _fix(document: Document, section: _Section, how_safe: Applicability) -> Fix | None:
    if len(section.left) > _MOST_LINES:
        return None
    mark = section.comment[2] if len(section.comment[2]) <= _LONGEST_MARK else "# "
    edits = tuple(commented_out(document, setting, mark) for setting in section.left)
    return Fix(f"comment the rest of {cut(section.comment[3])} out", edits, how_safe)
