"""What a package starts, in a form that serves control scripts and modular package files alike.

The checks about volume groups, file systems and addresses are written once; how a message calls a thing, and how a fix
writes it, differs by the kind of file, and that is what stands here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.catalogue import Platform
from mcsgconf.models.kind import SETTINGS_KINDS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.catalogue import Parameter
    from mcsgconf.models.document import Document
    from mcsgconf.models.package import Placed
    from mcsgconf.models.script import Assignment

_ON_EITHER = frozenset({"log_file", "CONCURRENT_VGCHANGE_OPERATIONS", "DEACTIVATION_RETRY_COUNT"})
"""Variables that the catalogue knows from scripts of HP-UX, but of which nobody has seen that Linux has none."""


def called(parameter: str, index: int | None) -> str:
    """Return a parameter as messages call it: `FS[0]` in a control script, `fs_directory` in a modular package file."""
    if index is not None:
        return f"{parameter}[{index}]"
    modular = catalogue.load(Kind.CONTROL_SCRIPT).parameters[parameter].modular
    return modular or parameter


def assignment_of(document: Document, value: Placed[object]) -> Assignment | None:
    """Return the assignment of a control script that a value was read from."""
    if document.kind is not Kind.CONTROL_SCRIPT:
        return None
    return next((one for one in document.script.assignments if one.value.span == value.span), None)


def platform_of(document: Document) -> Platform | None:
    """Return the platform a file is for: that of the target, else the only one that has all its parameters."""
    if document.target.platform is not None:
        return document.target.platform
    platforms = set(Platform)
    for parameter in _parameters(document):
        if parameter.name not in _ON_EITHER:
            platforms &= set(parameter.platforms)
    return platforms.pop() if len(platforms) == 1 else None


def _parameters(document: Document) -> Iterator[Parameter]:
    known = catalogue.load(document.kind)
    if document.kind in SETTINGS_KINDS:
        names = [setting.name for setting in document.blocks.every_setting()]
    else:
        names = [assignment.name for assignment in document.script.assignments]
    for name in dict.fromkeys(names):
        parameter = known.lookup(name)
        if parameter is not None:
            yield parameter
