"""Parameters and words that the target does not know: too new, gone, or of the other platform.

Only where a target is known, and only by what the catalogue can vouch for: `since`, `until` and `platforms`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.catalogue import Platform, Release, Target, ValueType
from mcsgconf.lint.availability import first_release, is_available, is_on_platform, last_release
from mcsgconf.lint.finding import Applicability, Fix, Problem
from mcsgconf.lint.line_edits import in_case_of, with_name, with_value, without_line
from mcsgconf.lint.lines import lines
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.wording import cut, listed, shown
from mcsgconf.models import convert
from mcsgconf.models.value_problem import ProblemKind, value_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.catalogue import Parameter
    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document

_PLATFORMS = {Platform.HP_UX: "HP-UX", Platform.LINUX: "Linux"}
_FILE_ITSELF = frozenset({"CLUSTER_NAME", "PACKAGE_NAME", "package_name"})


@check_document("MC904", "MC905", "MC914")
def not_in_target(document: Document) -> Iterator[Problem]:
    """Yield every parameter, and every word, that the target does not have, and those that are called otherwise in it."""
    target = document.target
    if target.platform is None and target.release is None:
        return
    names = [key for key, settings in lines(document).by_key.items() if _may_lack(target, settings[0].parameter)]
    if not names:
        return
    successions = _Successions(document)
    for setting in lines(document).named(*names):
        problem = _parameter(document, setting, successions) or _word(document, setting) or _module(document, setting)
        if problem is None:
            continue
        yield problem
        if setting.key in _FILE_ITSELF:
            return  # the release knows no files of this kind: one finding says it


def _may_lack(target: Target, parameter: Parameter | None) -> bool:
    """Tell whether anything of a parameter may be missing in a target, or be called otherwise: its lines are looked at."""
    return parameter is not None and (
        not is_available(parameter, target)
        or parameter.deprecated_since is not None
        or bool(parameter.parts_since)
        or parameter.words(target) != parameter.words(Target())
        or parameter.type is ValueType.MODULE
    )


def _parameter(document: Document, setting: Setting, successions: _Successions) -> Problem | None:
    parameter, target = setting.parameter, document.target
    if parameter is None or parameter.legacy_only:
        return None
    if target.platform is not None and not is_on_platform(parameter, target):
        there = listed([_PLATFORMS[platform] for platform in parameter.platforms])
        return Problem(
            setting.span,
            f"{cut(setting.name)} exists on {there} only, not on {_PLATFORMS[target.platform]}; cmcheckconf refuses it",
            code="MC905",
        )
    if (since := first_release(parameter, target)) is not None:
        which = "modular packages" if setting.key == "package_name" else cut(setting.name)
        old_names = _old_names(document, parameter)
        called = f" (there it is {listed(old_names)})" if old_names else ""
        message = f"{which} came with {since}; {target} does not know it{called}, and cmcheckconf refuses it"
        return Problem(setting.span, message, code="MC904", fix=_with_old_name(document, setting, parameter))
    if (until := last_release(parameter, target)) is not None:
        instead = f"; {listed(parameter.replaced_by, 'or')} has its place" if parameter.replaced_by else ""
        message = f"{cut(setting.name)} ended with {until}; {target} has it no more{instead}"
        return Problem(setting.span, message, code="MC904", fix=successions.fix(setting, parameter))
    old = Release.parse(parameter.deprecated_since or "")
    if target.release is None or old is None or target.release < old:
        return None
    message = (
        f"{cut(setting.name)} is the name of this parameter in releases before {old}; it is {listed(parameter.replaced_by)} "
        "now, and whether the old name is still read is not documented. Write the new one"
    )
    return Problem(setting.span, message, code="MC914", fix=successions.fix(setting, parameter, renamed=True))


def _old_names(document: Document, parameter: Parameter) -> list[str]:
    """Return the parameters that the target has in the place of one that it has not got yet."""
    return [
        old.name
        for old in catalogue.load(document.kind).parameters.values()
        if parameter.name in old.replaced_by and not old.legacy_only and is_available(old, document.target)
    ]


def _with_old_name(document: Document, setting: Setting, parameter: Parameter) -> Fix | None:
    """Return the fix that calls a parameter as the target does, where the name is all that changed."""
    names = _old_names(document, parameter)
    old = catalogue.load(document.kind).parameters[names[0]] if len(names) == 1 else None
    if old is None or old.deprecated_since is None or lines(document).named(old.name):
        return None
    return Fix(f"write {in_case_of(setting.name, old.name)}", (with_name(setting, old.name),), Applicability.UNSAFE)


def _word(document: Document, setting: Setting) -> Problem | None:
    """Return the problem of a legal word that the target does not have."""
    parameter, target = setting.parameter, document.target
    if parameter is None:
        return None
    problem = value_problem(parameter, setting.bare, target)
    if problem is None or problem.kind is not ProblemKind.RELEASE:
        return None
    elsewhere = value_problem(parameter, setting.bare, Target(target.platform, None)) is not None
    return Problem(
        setting.value_span,
        f"{cut(setting.name)} {shown(setting.bare)} does not exist in {target}: expected {problem.expected}",
        code="MC905" if elsewhere else "MC904",
    )


def _module(document: Document, setting: Setting) -> Problem | None:
    """Return the problem of a module that the target does not have; of products too little is known to be strict."""
    if setting.key != "module_name":
        return None
    from mcsgconf.catalogue.module import ModuleKind, load_modules  # noqa: PLC0415 - for start-up: few files need it

    module, target = load_modules().lookup(setting.bare), document.target
    if module is None or module.kind is ModuleKind.PRODUCT:
        return None
    if target.platform is not None and target.platform not in module.platforms:
        there = listed([_PLATFORMS[platform] for platform in module.platforms])
        message = f"module {module.name} exists on {there} only, not on {_PLATFORMS[target.platform]}"
        return Problem(setting.span, f"{message}; cmcheckconf refuses it", code="MC905")
    since = first_release(module, target)
    if since is None:
        return None
    message = f"module {module.name} came with {since}; {target} does not have it, and cmcheckconf refuses it"
    return Problem(setting.span, message, code="MC904")


class _Successions:
    """The fixes that turn old parameters of a file into those that have their place.

    Where one parameter has the place of several, the line with the greatest value is turned and the others go. A time
    is never turned into one below the new parameter's default.
    """

    def __init__(self, document: Document) -> None:
        settings = [setting for setting in lines(document).all if setting.parameter is not None]
        self._document = document
        self._known = catalogue.load(document.kind)
        self._present = {setting.key for setting in settings}
        self._heirs: dict[tuple[str, ...], Setting] = {}
        for setting in settings:
            parameter = setting.parameter
            if parameter is not None and parameter.replaced_by:
                heir = self._heirs.setdefault(parameter.replaced_by, setting)
                if _number(setting) > _number(heir):
                    self._heirs[parameter.replaced_by] = setting

    def fix(self, setting: Setting, parameter: Parameter, *, renamed: bool = False) -> Fix | None:
        """Return the fix of one old line; None where the new parameter means something else.

        A new name for the same thing (`renamed`) is safe to write: where the old one is read, nothing changes.
        """
        if len(parameter.replaced_by) != 1:
            return None
        new = self._known.parameters.get(parameter.replaced_by[0])
        if new is None or self._known.opened_by(new) is not None:
            return None
        if (new.type, new.unit, new.block) != (parameter.type, parameter.unit, parameter.block):
            return None
        if new.name in self._present or self._heirs[parameter.replaced_by] is not setting:
            message = f"take it out, {new.name} has its place"
            return Fix(message, (without_line(self._document, setting),), Applicability.UNSAFE)
        name = with_name(setting, new.name)
        if renamed or _number(setting) < 0 or not isinstance(new.default, int):
            how_safe = Applicability.SAFE if renamed else Applicability.UNSAFE
            return Fix(f"write {in_case_of(setting.name, new.name)}", (name,), how_safe)
        value = str(max(_number(setting), new.default))
        return Fix(f"write {new.name} {value}", (name, with_value(setting, value)), Applicability.UNSAFE)


def _number(setting: Setting) -> int:
    """Return the whole number a setting gives, -1 where it gives none."""
    number = convert.integer(setting.parameter, setting.bare) if setting.parameter is not None else None
    return -1 if number is None else number
