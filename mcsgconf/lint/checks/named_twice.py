"""Names that a package may give once: of its dependencies, its generic resources, and its own variables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.lint.codes import code_of_block
from mcsgconf.lint.finding import Note, Problem
from mcsgconf.lint.lines import lines
from mcsgconf.lint.meant import meant
from mcsgconf.lint.placeholders import is_placeholder
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.wording import cut, line_of, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.catalogue import Parameter
    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document

_IN_PACKAGE = "package"
_OWN_VARIABLES = "pev_*"


@check_document("MC228", "MC415")
def names(document: Document) -> Iterator[Problem]:
    """Yield every second dependency or resource of one name."""
    first: dict[tuple[str, str], Setting] = {}
    for line in lines(document).all:
        parameter, name = line.parameter, meant(line)
        if parameter is None or parameter.unique != _IN_PACKAGE or not name:
            continue
        code = _code(document, parameter)
        earlier = first.setdefault((parameter.name, name), line)
        if code is not None and earlier is not line and not is_placeholder(document.kind, parameter, name):
            yield Problem(
                line.span,
                f"{cut(line.name)} {shown(name)} is there already, in line {line_of(document, earlier)}: each has a name of "
                "its own in the package, and cmcheckconf refuses the second",
                code=code,
                notes=(Note("the first of this name", document, earlier.span),),
            )


def _code(document: Document, parameter: Parameter) -> str | None:
    block = catalogue.load(document.kind).opened_by(parameter)
    return code_of_block(document.kind, block.name) if block is not None else None


@check_document("MC222")
def own_variables(document: Document) -> Iterator[Problem]:
    """Yield every second line of one `pev_` variable."""
    first: dict[str, Setting] = {}
    for line in lines(document).named(_OWN_VARIABLES):
        earlier = first.setdefault(line.name.casefold(), line)
        if earlier is not line:
            yield Problem(
                line.span,
                f"{cut(line.name)} is set already, in line {line_of(document, earlier)}: a variable of the package stands "
                "once, and cmcheckconf refuses the second. Keep the line that is meant",
                notes=(Note("the first one", document, earlier.span),),
            )
