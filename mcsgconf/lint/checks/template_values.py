"""Values of the examples in the vendor's templates, which somebody took over with the line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.catalogue import ValueType
from mcsgconf.lint.finding import Problem
from mcsgconf.lint.lines import first_line, in_style, lines
from mcsgconf.lint.meant import meant
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.script_edits import element
from mcsgconf.lint.wording import cut, shown
from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document

_ADDRESS = re.compile(r"192\.10\.25\.\d{1,3}|2001::3", re.ASCII)
_COMMAND = re.compile(r"(?:\S*/)?(?:xclock|xload)(?:\s|$)")
_ARRAYS = {"IP": _ADDRESS, "SUBNET": _ADDRESS}
_PACKAGE, _NODE = "pkg1", "lptest"


@check_document("MC230")
def of_the_template(document: Document) -> Iterator[Problem]:
    """Yield addresses, commands and names that stand in the examples of the templates."""
    if document.kind is Kind.CONTROL_SCRIPT:
        yield from _in_script(document)
        return
    for setting in lines(document).all:
        kind = setting.parameter.type if setting.parameter is not None else None
        is_address = kind in {ValueType.IP, ValueType.SUBNET} and _ADDRESS.fullmatch(meant(setting))
        if is_address or (setting.key == "service_cmd" and _COMMAND.match(meant(setting))):
            yield Problem(setting.value_span, _message(f"{setting.name} {shown(meant(setting))}"))
    name = first_line(document, "PACKAGE_NAME")
    if name is not None and meant(name) == _PACKAGE:
        for node in lines(document).named(in_style(document, "NODE_NAME")):
            if meant(node).casefold().startswith(_NODE):
                yield Problem(node.value_span, _message(f"{name.name} {_PACKAGE} on {node.name} {cut(meant(node))}"))


def _in_script(document: Document) -> Iterator[Problem]:
    for assignment in document.script.assignments:
        value = assignment.value.value
        if not value:
            continue
        form = _ARRAYS.get(assignment.name)
        if (form and form.fullmatch(value)) or (assignment.name == "SERVICE_CMD" and _COMMAND.match(value.lstrip())):
            yield Problem(assignment.value.span, _message(f"{element(assignment)} {shown(value)}"))


def _message(what: str) -> str:
    return (
        f"{what} is the example of the vendor's template, and hardly meant; write your own value, or take the line out"
    )
