"""What a file itself tells of the installation it is meant for: HP-UX, Linux, or nothing; a release, or nothing.

A release is read from the line that `cmmakepkg -s` writes at the top of a control script, and from nowhere else.
Generated cluster and package files do not name one, and their parameters only give bounds: MEMBER_TIMEOUT came with
A.11.19, NODE_TIMEOUT ended with A.11.18. A file whose bounds leave a single release is, as a rule, no file of that
release but one of a later release in which a line was forgotten; taken at its word, every other line of it would be
judged by the wrong release. `module_version` counts the versions of a module, and tells none of Serviceguard.

The platform is read from cluster and package files where two lines at least can only be of one and no line can only be
of the other. That makes it safe by itself: what a rule would call foreign to the platform is a line that speaks for the
other, and then nothing is told. Control scripts tell their platform only by an HP-UX patch in their first line: of
their variables too little is known on Linux.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.catalogue import Platform, Release, Target, ValueType
from mcsgconf.models import convert

if TYPE_CHECKING:
    from mcsgconf.catalogue import Parameter
    from mcsgconf.models.blocks import BlockTree, Setting

_WHAT_STRING = r"\ufeff?(?:#![^\n]*\n)?#[ \t]*@\(#\)[ \t]*(A\.1\d\.\d\d(?:\.\d\d)?)(?![\w.])([^\n]*)"
_HP_UX_PATCH = r"\bPH(?:CO|KL|NE|SS)_\d{4,5}\b"

_ENOUGH = 2  # lines: one alone may be left over from somewhere else
_INTERFACE = re.compile(
    r"(lan\d{1,4})|(?:eth|bond|eno|ens|em)\d{1,4}(?:[.:]\d{1,4})?|enp\d{1,3}s\d{1,3}\w{0,8}", re.ASCII
)
_DISK = re.compile(
    r"/dev/(?:(dsk/c\d{1,3}t\d{1,3}d\d{1,3}|disk/disk\d{1,5})|sd[a-z]{1,2}\d{1,3}|(?:mapper|cciss|disk/by-\w{1,16})/.*)",
    re.ASCII,
)
_FORMS = {ValueType.INTERFACE: _INTERFACE, ValueType.DEVICE: _DISK}
"""Values that only one platform has: those in the first group are of HP-UX, the others of Linux."""

_ON_DISK = frozenset({ValueType.PATH, ValueType.COMMAND})
_LINUX_FOLDERS = ("/usr/local/cmcluster/", "/opt/cmcluster/conf/")
"""Where Linux keeps the cluster's files. /opt/cmcluster alone tells nothing: HP-UX has its toolkits there."""


def told_by_script(text: str) -> Target:
    """Return what the first line of a control script tells (the second, below a `#!`); what it leaves open is None."""
    header = re.match(_WHAT_STRING, text, re.ASCII)
    if header is None:
        return Target()
    patched = re.search(_HP_UX_PATCH, header[2], re.ASCII) is not None
    return Target(Platform.HP_UX if patched else None, Release.parse(header[1]))


def told_by_settings(blocks: BlockTree) -> Target:
    """Return the platform that a cluster or package file is of, where its lines leave no doubt; never a release."""
    told = [platform for setting in blocks.every_setting() if (platform := platform_of(setting)) is not None]
    return Target(told[0]) if len(told) >= _ENOUGH and len(set(told)) == 1 else Target()


def platform_of(setting: Setting) -> Platform | None:
    """Return the platform that a single line can only be of, by its name, its word or the form of its value."""
    parameter = setting.parameter
    if parameter is None or parameter.legacy_only:
        return None
    if len(parameter.platforms) == 1:
        return None if "/" in parameter.name else parameter.platforms[0]  # products: not known on the other platform
    return _of_word(parameter, setting.bare) or _of_form(parameter, setting.bare)


def _of_word(parameter: Parameter, text: str) -> Platform | None:
    """Return the only platform on which a keyword is legal in some release."""
    if not (parameter.values_by_platform or parameter.values_since):
        return None
    word = convert.keyword(parameter, text)
    if word is None or word in parameter.unverified_values:
        return None
    having = [platform for platform in parameter.platforms if word in parameter.words(Target(platform))]
    return having[0] if len(having) == 1 else None


def _of_form(parameter: Parameter, text: str) -> Platform | None:
    """Return the only platform that has a value of this form."""
    if parameter.type in _ON_DISK:
        return Platform.LINUX if text.startswith(_LINUX_FOLDERS) else None
    form = _FORMS.get(parameter.type)
    match = form.fullmatch(text) if form is not None else None
    return None if match is None else Platform.HP_UX if match[1] else Platform.LINUX
