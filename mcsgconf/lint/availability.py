"""Whether a target has a parameter, as rules judge it: of other products' parameters platforms are not relied on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.catalogue.availability import first_release, last_release
from mcsgconf.lint.codes import of_product

if TYPE_CHECKING:
    from mcsgconf.catalogue import Parameter, Target

__all__ = ["first_release", "is_available", "is_on_platform", "last_release"]


def is_available(parameter: Parameter, target: Target) -> bool:
    """Tell whether a target has a parameter; what the target or the catalogue leaves open counts as yes."""
    return (
        is_on_platform(parameter, target)
        and first_release(parameter, target) is None
        and last_release(parameter, target) is None
    )


def is_on_platform(parameter: Parameter, target: Target) -> bool:
    """Tell whether a target's platform has a parameter; platforms of other products' parameters are not relied on."""
    return target.platform is None or target.platform in parameter.platforms or of_product(parameter)
