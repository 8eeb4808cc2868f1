"""Names of the services in a package file: one for each service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Note, Problem
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.wording import line_of, shown
from mcsgconf.models.blocks import QUOTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document


@check_document("MC216")
def repeated_service_name(document: Document) -> Iterator[Problem]:
    """Yield every service name that the package file has had already, quotation marks left aside."""
    first: dict[str, Setting] = {}
    for block in document.blocks.named("service"):
        setting = block.opener
        name = setting.value.strip(QUOTES) if setting is not None else ""
        if setting is None or not name:
            continue
        earlier = first.setdefault(name, setting)
        if earlier is not setting:
            yield Problem(
                setting.value_span,
                f"service {shown(name)} is there already, in line {line_of(document, earlier)}; a service is started, "
                "watched and halted by its name, so each needs one of its own",
                notes=(Note("the first service of this name", document, earlier.span),),
            )
