"""Lines of settings files that hold more than one parameter with its value: a remark behind it, or a second parameter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.catalogue import ValueType
from mcsgconf.lint.finding import Applicability, Fix, Problem, Severity
from mcsgconf.lint.joined_lines import joined
from mcsgconf.lint.lines import lines
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.wording import cut, listed, shown
from mcsgconf.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document

_MAY_HOLD_IT = frozenset({ValueType.STRING, ValueType.COMMAND, ValueType.OPTIONS})
_INDENT = re.compile(r"[ \t]*+")


@check_document("MC159")
def remark_behind_value(document: Document) -> Iterator[Problem]:
    """Yield remarks that stand behind a value; the fix gives them a line of their own above it."""
    for setting in lines(document).all:
        remark = setting.remark_span
        if remark is None or not setting.value:
            continue
        free = setting.parameter is None or setting.parameter.type in _MAY_HOLD_IT
        yield Problem(
            remark,
            f"a remark behind the value of {cut(setting.name)}: no manual says that # begins one there, and a command that "
            f"does not know it takes all of {shown(_rest(document, setting, remark))} for the value. Put it on a line of its "
            "own",
            fix=None if free else _above(document, setting, remark),
        )


def _rest(document: Document, setting: Setting, remark: Span) -> str:
    return " ".join(document.source.slice(Span(setting.value_span.start, remark.end)).split())


def _above(document: Document, setting: Setting, remark: Span) -> Fix:
    start = document.source.full_lines(setting.span).start
    start += document.source.text.startswith("\ufeff", start)
    text = document.source.slice(remark).rstrip()
    moved = f"{_indent(document, start)}{text}{document.source.newline()}"
    return Fix("put the remark above", (Edit(start, start, moved), Edit(setting.value_span.end, remark.end, "")))


def _indent(document: Document, start: int) -> str:
    indent = _INDENT.match(document.source.text, start)
    return indent[0] if indent is not None else ""


@check_document("MC160")
def two_on_one_line(document: Document) -> Iterator[Problem]:
    """Yield lines on which a second parameter follows the value of the first; the fix parts them."""
    for setting in lines(document).all:
        others = joined(document, setting)
        if not others:
            continue
        start = document.source.full_lines(setting.span).start
        line_end = f"{document.source.newline()}{_indent(document, start)}"
        names = [cut(document.source.slice(other)) for other in others]
        quoted = setting.parameter is not None and setting.parameter.type in _MAY_HOLD_IT
        yield Problem(
            others[0],
            f"{listed(names)} {'stand' if len(names) > 1 else 'stands'} on the line of {cut(setting.name)}, the line end "
            "in front is lost: a line is one parameter, so that all of this is taken for one value. Give each its own line",
            severity=Severity.WARNING if quoted else None,
            fix=Fix(
                "give each its own line",
                tuple(Edit(_end_before(document, other), other.start, line_end) for other in others),
                Applicability.UNSAFE,
            ),
        )


def _end_before(document: Document, name: Span) -> int:
    """Return where the text in front of a name ends, blanks left out."""
    at = name.start
    while document.source.text[at - 1] in " \t":
        at -= 1
    return at
