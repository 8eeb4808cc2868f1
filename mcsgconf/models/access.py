"""Access policies: who may do what with a cluster or a package. Cluster and package files have the same three lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.models import convert
from mcsgconf.models.located import Located  # noqa: TC001 - pydantic reads the annotations
from mcsgconf.models.reading import one

if TYPE_CHECKING:
    from mcsgconf.models.blocks import BlockTree


@dataclass(frozen=True, slots=True)
class AccessPolicy:
    """USER_NAME with its USER_HOST and USER_ROLE; `users` holds one to eight login names, or the word for any."""

    users: Located[tuple[str, ...]]
    host: Located[str] | None = None
    role: Located[str | None] | None = None


def access_policies(root: BlockTree, *, host: str = "USER_HOST", role: str = "USER_ROLE") -> tuple[AccessPolicy, ...]:
    """Return the access policies of a file in its order; modular files name the two parameters in lower case."""
    return tuple(
        AccessPolicy(users, one(block.first(host), convert.name_or_keyword), one(block.first(role), convert.keyword))
        for block in root.named("access")
        if (users := one(block.opener, convert.users)) is not None
    )
