"""Whether a target has a parameter: by its platforms, and by the first and last release where a manual shows them.

What a target or the catalogue leaves open counts as yes. Which parameters are to be judged at all is for others to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.catalogue.parameter import on_platform
from mcsgconf.catalogue.target import Platform

if TYPE_CHECKING:
    from mcsgconf.catalogue.module import Module
    from mcsgconf.catalogue.parameter import Parameter
    from mcsgconf.catalogue.target import Release, Target

PLATFORMS = {Platform.HP_UX: "HP-UX", Platform.LINUX: "Linux"}
"""The platforms as sentences write them."""


def absence(parameter: Parameter, target: Target) -> str | None:
    """Return why a target does not have a parameter (`came with A.11.19`), None where it has it, or may have it."""
    if target.platform is not None and target.platform not in parameter.platforms:
        return f"exists on {' and '.join(PLATFORMS[platform] for platform in parameter.platforms)} only"
    if (since := first_release(parameter, target)) is not None:
        return f"came with {since}"
    if (until := last_release(parameter, target)) is not None:
        return f"ended with {until}"
    return None


def first_release(parameter: Parameter | Module, target: Target) -> Release | None:
    """Return the release a parameter or module came with, where that is above the target's on every platform in question."""
    found = [on_platform(parameter.since, platform) for platform in _platforms(parameter, target)]
    release = target.release
    if release is None or any(since is None or since <= release for since in found):
        return None
    return min((since for since in found if since is not None), default=None)


def last_release(parameter: Parameter, target: Target) -> Release | None:
    """Return the last release of a parameter, where that is below the target's on every platform in question."""
    found = [on_platform(parameter.until, platform) for platform in _platforms(parameter, target)]
    release = target.release
    if release is None or any(until is None or release <= until for until in found):
        return None
    return max((until for until in found if until is not None), default=None)


def _platforms(parameter: Parameter | Module, target: Target) -> tuple[Platform, ...]:
    return parameter.platforms if target.platform is None else (target.platform,)
