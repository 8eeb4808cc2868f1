"""What the catalogue knows of a module of modular packages, as `explain` prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.catalogue import Target
from mcsgconf.catalogue.module import ModuleKind, load_modules
from mcsgconf.catalogue.parameter import on_platform
from mcsgconf.report.entry import editions, entry
from mcsgconf.report.parameter_history import absence

if TYPE_CHECKING:
    from mcsgconf.catalogue.module import Module

_KINDS = {
    ModuleKind.BASE: "base module: one a package, that of its type",
    ModuleKind.OPTIONAL: "optional: added to a base module",
    ModuleKind.AGGREGATE: "aggregate: stands for other modules",
    ModuleKind.STORAGE: "of a storage product",
    ModuleKind.PRODUCT: "of a toolkit or another product",
}


def module_report(name: str, target: Target | None = None) -> str:
    """Return the entry of a module, empty where none is called so.

    Args:
        name: its path below `$SGCONF/modules`, in any case.
        target: the installation whose parameters are wanted; without one, those of all.
    """
    modules = load_modules()
    module = modules.lookup(name)
    if module is None:
        return ""
    at = target or Target()
    here, missing = _parameters(module, at)
    return entry(
        f"{module.name} (module{f', {target}' if target else ''})",
        module.meaning,
        [
            ("not there", _not_there(module, at)),
            ("kind", _KINDS[module.kind]),
            ("product", module.product or ""),
            ("package types", ", ".join(module.package_types)),
            ("parameters", ", ".join(here)),
            ("without", [f"{why}: {', '.join(names)}" for why, names in missing.items()]),
            ("brings along", ", ".join(module.includes)),
            ("comes with", ", ".join(other.name for other in modules.including(module.name))),
            ("never beside", ", ".join(module.excludes)),
            ("start order", _place(module)),
            ("script", module.script or ""),
            ("platforms", ", ".join(module.platforms)),
            ("since", _since(module)),
            ("first seen", module.first_seen or ""),
            ("versions seen", ", ".join(map(str, module.versions))),
            ("how sure", "" if module.certain else "known in passing only, or from the field"),
            ("notes", module.notes or ""),
            ("source", module.source),
            *editions(module.source, modules.sources),
        ],
    )


def _not_there(module: Module, target: Target) -> str:
    if target.platform is not None and target.platform not in module.platforms:
        return f"{target} does not have it, it exists on {' and '.join(module.platforms)} only"
    found = [on_platform(module.since, at) for at in ((target.platform,) if target.platform else module.platforms)]
    since = [release for release in found if release is not None]
    if target.release is None or len(since) < len(found) or min(since) <= target.release:
        return ""
    return f"{target} does not have it, it exists from {min(since)} on"


def _parameters(module: Module, target: Target) -> tuple[list[str], dict[str, list[str]]]:
    """Return the names of a module's parameters that the target has, and those it lacks by where they exist."""
    known = catalogue.load("modular-package").parameters
    here: list[str] = []
    missing: dict[str, list[str]] = {}
    for name in module.parameters:
        why = absence(known[name], target)
        (here if why is None else missing.setdefault(why, [])).append(name)
    return here, missing


def _place(module: Module) -> str:
    """Return between which other modules this one has its turn when a package starts."""
    if module.order is None:
        return ""
    turns = sorted((other.order, other.name) for other in load_modules().modules.values() if other.order is not None)
    names = [name for _, name in turns]
    at = names.index(module.name)
    before = f"after {names[at - 1]}" if at else "first of all"
    behind = f"before {names[at + 1]}" if at + 1 < len(names) else "last of all"
    return f"{before}, {behind}; the halt goes the other way"


def _since(module: Module) -> str:
    if isinstance(module.since, dict):
        return ", ".join(f"{release} on {platform}" for platform, release in module.since.items())
    return module.since or ""
