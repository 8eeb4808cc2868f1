"""Access policies: who, from where, with which role; three lines that only count in this order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Note, Problem
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.wording import shown
from mcsgconf.models import convert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document

_ANYBODY = "any_user"


@check_document("MC143")
def policies(document: Document) -> Iterator[Problem]:
    """Yield policies whose lines are in the wrong order, that mix the word for all users with names, or whose host is none."""
    for block in document.blocks.named("access"):
        users = block.opener
        by_key = {setting.key.upper(): setting for setting in reversed(block.settings)}
        host, role = by_key.get("USER_HOST"), by_key.get("USER_ROLE")
        if users is not None and len(users.bare.split()) > 1 and _ANYBODY in users.bare.casefold().split():
            yield Problem(users.value_span, f"{users.name} {shown(users.bare)}: the word for every user stands alone")
        if host is not None and role is not None and role.name_span < host.name_span:
            message = f"{role.name} stands above {host.name}; the order is user, host, role"
            yield Problem(role.span, message, notes=(Note("the host", document, host.span),))
        if host is None or host.parameter is None or convert.keyword(host.parameter, host.bare) is not None:
            continue
        if "." in host.bare or ":" in host.bare:
            yield Problem(
                host.value_span,
                f"{host.name} {shown(host.bare)} is an address or has a domain; a host goes by its bare name here, and "
                "the policy would never apply",
            )
