"""Text of a template that nobody filled in: `<node1>`, `${PKG}`, `xxx`, `your_package`.

Only what cannot be a real value counts. Commands and options may hold `<` and `$` for the shell, criteria hold `<` for
less, and `$SGCONF` and its like are variables that Serviceguard knows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.catalogue import ValueType
from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from mcsgconf.catalogue import Parameter
    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document

_WHOLE = re.compile(r"<[^<>]*+>|\$\{[^{}]*+\}|x{3,}|your[_-][\w-]*+", re.IGNORECASE | re.ASCII)
_INSIDE = re.compile(r"<[A-Za-z][\w .-]*+>|\$\{(?!SG)[^{}]*+\}|/x{3,}(?:/|\Z)|/your[_-]", re.ASCII)
_FOR_A_SHELL = frozenset({ValueType.COMMAND, ValueType.OPTIONS, ValueType.STRING})


def is_placeholder(kind: Kind, parameter: Parameter, text: str) -> bool:
    """Tell whether the value `text` of a parameter is, or holds, a placeholder."""
    if parameter.type is ValueType.CRITERION:
        return False
    if _WHOLE.fullmatch(text):
        return not (kind is Kind.MODULAR_PACKAGE and text.startswith("$"))
    if parameter.type in _FOR_A_SHELL:
        return False
    found = _INSIDE.search(text)
    return found is not None and not (kind is Kind.MODULAR_PACKAGE and found[0].startswith("$"))


def is_template(document: Document, setting: Setting) -> bool:
    """Tell whether the value of a line is, or holds, a placeholder."""
    return setting.parameter is not None and is_placeholder(document.kind, setting.parameter, setting.bare)
