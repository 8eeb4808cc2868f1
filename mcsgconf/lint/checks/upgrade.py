"""What is legal in the release at hand, and will not be in a later one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.catalogue import Release, Target
from mcsgconf.lint.finding import Problem
from mcsgconf.lint.lines import lines
from mcsgconf.lint.meant import meant
from mcsgconf.lint.placeholders import is_placeholder
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.wording import cut, shown
from mcsgconf.models.blocks import QUOTES
from mcsgconf.models.value_problem import ProblemKind, value_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document


@check_document("MC913")
def stricter_names(document: Document) -> Iterator[Problem]:
    """Yield names that are legal for the target, and refused from a later release on."""
    for setting in lines(document).all:
        parameter = setting.parameter
        since = Release.parse(parameter.pattern_since or "") if parameter is not None else None
        name = meant(setting)
        if parameter is None or since is None or not name or any(char in QUOTES for char in name):
            continue
        later = value_problem(parameter, name, Target(document.target.platform, since))
        if later is None or later.kind is not ProblemKind.CHARACTERS:
            continue
        legal = value_problem(parameter, name, document.target) is None
        if legal and not is_placeholder(document.kind, parameter, name):
            yield Problem(
                setting.value_span,
                f"{cut(setting.name)} {shown(name)} is legal up to the release before {since}; from then on the package is "
                f"refused when it is next checked or applied: expected {later.expected}. Rename it before the upgrade",
            )
