"""Names that no catalogue knows, and names that belong into another kind of file.

Which names there are stands in the catalogue; here it is only told what the odd one was probably meant to be.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf import catalogue
from mcsgconf.catalogue import Platform, Release
from mcsgconf.lint.codes import of_product
from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.line_edits import in_case_of, with_name
from mcsgconf.lint.lines import lines
from mcsgconf.lint.nearest import nearest
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.wording import cut, listed
from mcsgconf.models.kind import Kind
from mcsgconf.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document

SUGGESTIONS = 200
"""How many names of one file are compared with all known ones: a file with more unknown ones is no configuration."""

_LAST_READ = Release(12, 0)
"""The last release, one of Linux, of which the catalogue has the whole cluster file."""
_FILES = {
    Kind.CLUSTER: "the cluster file",
    Kind.LEGACY_PACKAGE: "a legacy package file",
    Kind.CONTROL_SCRIPT: "the control script",
    Kind.MODULAR_PACKAGE: "a modular package file",
}
_PROSE = re.compile(r"[a-z]+(?:-[a-z]+)*[.,:;]?", re.IGNORECASE | re.ASCII)
_OWN_VARIABLE = "pev_"


@check_document("MC151", "MC227")
def unknown_parameter(document: Document) -> Iterator[Problem]:
    """Yield every name that is no parameter of this kind of file, with what it may have been meant to be."""
    code = "MC151" if document.kind is Kind.CLUSTER else "MC227"
    vocabulary = _vocabulary(document)
    for number, setting in enumerate(_unknown(document)):
        if document.kind is Kind.LEGACY_PACKAGE and _is_known_to(Kind.MODULAR_PACKAGE, setting):
            continue  # MC226: the file mixes both styles
        if setting.name.lower().startswith(_OWN_VARIABLE) and document.kind is Kind.MODULAR_PACKAGE:
            continue  # MC413: an ill-formed variable of the package
        near = nearest(setting.name, vocabulary.names) if number < SUGGESTIONS else ()
        problem = _judged(document, setting, near, vocabulary)
        if problem is not None:
            yield Problem(problem.span, problem.message, code=code, severity=problem.severity, fix=problem.fix)


@check_document("MC226")
def mixed_styles(document: Document) -> Iterator[Problem]:
    """Yield the first line of a package file that only the other style of package file has."""
    settings = lines(document).all
    if document.kind is Kind.MODULAR_PACKAGE:
        odd = [setting for setting in settings if setting.parameter is not None and setting.parameter.legacy_only]
        even = lines(document).named("module_name") or settings
        styles = "legacy", "modular"
    else:
        odd = [setting for setting in _unknown(document) if _is_known_to(Kind.MODULAR_PACKAGE, setting)]
        even = lines(document).named("RUN_SCRIPT", "HALT_SCRIPT") or settings
        styles = "modular", "legacy"
    if not odd:
        return
    names = listed(list(dict.fromkeys(cut(setting.name) for setting in odd))[:5])
    more = "" if len({setting.key for setting in odd}) <= 5 else " and more"
    yield Problem(
        odd[0].name_span,
        f"{names}{more}: only a {styles[0]} package has this, and the rest of the file is a {styles[1]} one; "
        f"cmcheckconf refuses the mixture. Keep to one style",
        notes=(Note(f"this makes it a {styles[1]} package", document, even[0].span),),
    )


@check_document("MC413")
def package_variables(document: Document) -> Iterator[Problem]:
    """Yield every `pev_` name with a character that no variable may have."""
    for setting in _unknown(document):
        if setting.name.lower().startswith(_OWN_VARIABLE):
            yield Problem(
                setting.name_span,
                f"{cut(setting.name)}: behind pev_ the name of a variable has letters, digits and underscores only; "
                "scripts of the package could not read it, and cmcheckconf refuses it",
            )


def _unknown(document: Document) -> Iterator[Setting]:
    """Yield the settings whose name stands in no catalogue of this kind, names of products (`a/b/c`) left out."""
    known = catalogue.load(document.kind)
    for setting in lines(document).all:
        if setting.parameter is None and "/" not in setting.name and not known.is_known(setting.name):
            yield setting


def _is_known_to(kind: Kind, setting: Setting) -> bool:
    parameter = catalogue.load(kind).lookup(setting.name)
    return parameter is not None and not parameter.legacy_only


def _judged(document: Document, setting: Setting, near: tuple[str, ...], vocabulary: _Vocabulary) -> Problem | None:
    """Return the problem of one unknown name: misspelt, half a comment, of another file, or simply unknown."""
    if (not near or len(setting.value.split()) > 2) and _is_wrapped_comment(document, setting):
        return _wrapped_comment(setting)
    severity = _severity(vocabulary, near=bool(near))
    if severity is None:
        return None
    meant = [in_case_of(setting.name, name) for name in near[:4] or _begun(setting, vocabulary)]
    if meant:
        guess = f"; did you mean {listed(meant, 'or')}?"
    elif elsewhere := _other_files(document, setting):
        guess = f"; it belongs into {elsewhere}."
    elif document.kind is Kind.CLUSTER and _may_be_newer(document):
        return Problem(
            setting.name_span,
            f"{cut(setting.name)} is no parameter of the cluster file in any release up to {_LAST_READ}: unless a later one "
            "has it, cmcheckconf stops at this line",
            severity=Severity.WARNING,
        )
    else:
        guess = "."
    fix = Fix(f"write {meant[0]}", (with_name(setting, near[0]),), Applicability.UNSAFE) if len(near) == 1 else None
    return Problem(
        setting.name_span,
        f"{cut(setting.name)} is no parameter of {_FILES[document.kind]}{guess} cmcheckconf stops at this line",
        severity=severity,
        fix=fix,
    )


def _may_be_newer(document: Document) -> bool:
    """Tell whether a file may be for a release whose parameters are not known whole: those of HP-UX have ended."""
    platform, release = document.target
    return platform is not Platform.HP_UX and (release is None or release > _LAST_READ)


class _Vocabulary(NamedTuple):
    """The names a file may use, and whether its modules may bring it more (None: no modular file)."""

    names: tuple[str, ...]
    open_ended: bool | None


def _vocabulary(document: Document) -> _Vocabulary:
    parameters = catalogue.load(document.kind).parameters.values()
    names = (p.name for p in parameters if not (p.legacy_only or of_product(p) or "*" in p.name))
    open_ended = _may_have_more(document) if document.kind is Kind.MODULAR_PACKAGE else None
    return _Vocabulary(tuple(names), open_ended)


def _may_have_more(document: Document) -> bool:
    """Tell whether a module of the file may bring names that no catalogue has: one that is not known, or of a product."""
    from mcsgconf.catalogue.module import load_modules  # noqa: PLC0415 - for start-up: modular packages alone have modules

    openers = [block.opener for block in document.blocks.named("module") if block.opener is not None]
    modules = [load_modules().lookup(opener.bare) for opener in openers]
    return any(module is None or module.product is not None for module in modules)


def _severity(vocabulary: _Vocabulary, *, near: bool) -> Severity | None:
    """Return how sure it is that a name is wrong, None where nothing can be said."""
    match vocabulary.open_ended:
        case None:
            return Severity.ERROR
        case False:
            return Severity.ERROR if near else Severity.WARNING
        case True:
            return Severity.WARNING if near else None


def _begun(setting: Setting, vocabulary: _Vocabulary) -> list[str]:
    """Return the only parameter whose name begins with this one (SERIAL, AUTO_START), else nothing."""
    if len(setting.name) < 4:
        return []
    longer = [name for name in vocabulary.names if name.upper().startswith(f"{setting.name.upper()}_")]
    return longer if len(longer) == 1 else []


def _other_files(document: Document, setting: Setting) -> str:
    kinds = [kind for kind in _FILES if kind is not document.kind and _is_known_to(kind, setting)]
    return listed([_FILES[kind] for kind in kinds], "or")


def _is_wrapped_comment(document: Document, setting: Setting) -> bool:
    """Tell whether a line reads as the second half of the comment right above it."""
    words = f"{setting.name} {setting.value}".split()
    if not all(_PROSE.fullmatch(word) for word in words[:3]) or not _is_below_comment(document, setting):
        return False
    prose = setting.name == setting.name.lower() and document.kind is not Kind.MODULAR_PACKAGE
    return len(words) >= (2 if prose else 3) or words[-1].endswith(".")


def _is_below_comment(document: Document, setting: Setting) -> bool:
    line = document.source.position(setting.name_span.start).line
    return line > 1 and document.source.slice(document.source.line_span(line - 1)).lstrip(" \t").startswith("#")


def _wrapped_comment(setting: Setting) -> Problem:
    start = setting.name_span.start
    return Problem(
        setting.span,
        f"{cut(setting.name)} is no parameter; this looks like the second half of the comment above that has lost its "
        "#. cmcheckconf stops at this line",
        severity=Severity.ERROR,
        fix=Fix("put # in front", (Edit(start, start, "# "),), Applicability.UNSAFE),
    )
