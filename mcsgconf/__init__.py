"""mcsgconf reads, checks and merges MC/ServiceGuard (HP Serviceguard) configurations.

The way through the library, from a file to findings:

    import mcsgconf
    from pathlib import Path

    document = mcsgconf.parse(Path("pkg1.cntl"))   # or bytes, or str
    document.kind, document.model, document.problems
    document.render()                              # the bytes that were read, exactly
    site = mcsgconf.load_site(Path("clusters"))    # a folder: clusters, packages, scripts, joined up
    for finding in mcsgconf.check(site):
        print(finding.path, finding.line, finding.code, finding.message)
    result = mcsgconf.merge(mcsgconf.parse(Path("current_config")), mcsgconf.parse(Path("generic_config")))

What `__all__` names is the API; everything else in the package may change without notice. All exceptions are below
`McsgconfError`; content of files never raises one.

Names are imported when they are first used: a run that only prints a version, or checks one kind of file, must not pay
for the parsers and models of the others.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from mcsgconf.version import __version__

if TYPE_CHECKING:
    from mcsgconf.api import check, fix
    from mcsgconf.catalogue.target import Platform, Release, Target
    from mcsgconf.diff import Change, diff
    from mcsgconf.errors import (
        EditError,
        McsgconfError,
        SettingsError,
        UnmergeableInput,
        UnreadableInput,
        UsageError,
        WriteError,
    )
    from mcsgconf.lint.finding import Applicability, Finding, Fix, Place, Related, Severity
    from mcsgconf.lint.fixes import FixResult
    from mcsgconf.loading import load_site
    from mcsgconf.merge import Decision, MergeResult
    from mcsgconf.merging import merge
    from mcsgconf.models.document import Document, Problem, parse
    from mcsgconf.models.kind import Kind
    from mcsgconf.settings.load import load_settings
    from mcsgconf.settings.model import Settings
    from mcsgconf.settings.nearest import NearestSettings
    from mcsgconf.site import ClusterSite, Site
    from mcsgconf.syntax.tree import Node
    from mcsgconf.text import Edit, Position, SourceText, Span

_HOMES = {
    "mcsgconf.api": ("check", "fix"),
    "mcsgconf.catalogue.target": ("Platform", "Release", "Target"),
    "mcsgconf.diff": ("Change", "diff"),
    "mcsgconf.errors": (
        "EditError",
        "McsgconfError",
        "SettingsError",
        "UnmergeableInput",
        "UnreadableInput",
        "UsageError",
        "WriteError",
    ),
    "mcsgconf.lint.finding": ("Applicability", "Finding", "Fix", "Place", "Related", "Severity"),
    "mcsgconf.lint.fixes": ("FixResult",),
    "mcsgconf.merge": ("Decision", "MergeResult"),
    "mcsgconf.merging": ("merge",),
    "mcsgconf.models.document": ("Document", "Problem", "parse"),
    "mcsgconf.models.kind": ("Kind",),
    "mcsgconf.settings.load": ("load_settings",),
    "mcsgconf.settings.model": ("Settings",),
    "mcsgconf.settings.nearest": ("NearestSettings",),
    "mcsgconf.loading": ("load_site",),
    "mcsgconf.site": ("ClusterSite", "Site"),
    "mcsgconf.syntax.tree": ("Node",),
    "mcsgconf.text": ("Edit", "Position", "SourceText", "Span"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Applicability",
    "Change",
    "ClusterSite",
    "Decision",
    "Document",
    "Edit",
    "EditError",
    "Finding",
    "Fix",
    "FixResult",
    "Kind",
    "McsgconfError",
    "MergeResult",
    "NearestSettings",
    "Node",
    "Place",
    "Platform",
    "Position",
    "Problem",
    "Related",
    "Release",
    "Settings",
    "SettingsError",
    "Severity",
    "Site",
    "SourceText",
    "Span",
    "Target",
    "UnmergeableInput",
    "UnreadableInput",
    "UsageError",
    "WriteError",
    "__version__",
    "check",
    "diff",
    "fix",
    "load_settings",
    "load_site",
    "merge",
    "parse",
]


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'mcsgconf' has no attribute {name!r}")
    value: object = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__


class _Api(ModuleType):
    """This module, with `merge` and `diff` kept for the functions of the API.

    The import system binds a submodule to its name in the package; those two would hide the functions.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Api
