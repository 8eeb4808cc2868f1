"""Quotation marks where there is no shell to take them off.

Cluster and legacy package files are not shell: a quote becomes part of the name, and the name is then not found. Modular
files know quotes; there only names are looked at, of which nobody knows whether the quotes go.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mcsgconf.catalogue import ValueType
from mcsgconf.lint.finding import Fix, Problem, Severity
from mcsgconf.lint.line_edits import with_value
from mcsgconf.lint.lines import lines
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.wording import cut
from mcsgconf.models.blocks import QUOTES
from mcsgconf.models.kind import Kind
from mcsgconf.models.value_problem import value_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document

_SERVICE_NAME = "SERVICE_NAME"
_MODULAR_NAMES = ("package_name", "service_name", "node_name", "dependency_name")
_MAY_BE_QUOTED = frozenset({ValueType.CRITERION, ValueType.CONDITION})


@check_document("MC201")
def quoted_service_name(document: Document) -> Iterator[Problem]:
    """Yield every service name of a legacy package file that has a quotation mark in it or round it."""
    if document.kind is not Kind.LEGACY_PACKAGE:
        return
    services = _service_names(document)
    names = Counter(setting.value.strip(QUOTES) for setting in services)
    for setting in services:
        if not any(char in QUOTES for char in setting.value):
            continue
        fix = None if names[setting.value.strip(QUOTES)] > 1 else _without_quotes(document, setting)
        what = "is in quotes" if setting.bare != setting.value else "has a quotation mark in it"
        name = setting.bare if fix else "one plain word"
        yield Problem(
            setting.value_span,
            f"the service name {cut(setting.value)} {what}; this file is not shell, so the quotes become part of the "
            "name, the control script asks for a service that does not exist, and the package does not start. Write "
            f"{name}, here and in the control script alike",
            fix=fix,
        )


def _service_names(document: Document) -> list[Setting]:
    return [
        block.opener for block in document.blocks.named("service") if block.opener and block.opener.key == _SERVICE_NAME
    ]


@check_document("MC152", "MC203")
def quoted_value(document: Document) -> Iterator[Problem]:
    """Yield every other value of a cluster file or a legacy package file that begins or ends with a quotation mark."""
    if document.kind is Kind.MODULAR_PACKAGE or not any(quote in document.source.text for quote in QUOTES):
        return
    code = "MC152" if document.kind is Kind.CLUSTER else "MC203"
    for setting in lines(document).all:
        parameter = setting.parameter
        enclosed = setting.bare != setting.value
        if parameter is None or parameter.name == _SERVICE_NAME:
            continue
        doubtful = parameter.type in _MAY_BE_QUOTED
        if not enclosed and (doubtful or not _is_quoted(setting)):
            continue
        yield Problem(
            setting.value_span,
            f"{setting.name} is in quotes; whether they are taken off is not documented, write the value without them"
            if doubtful
            else f"{setting.name} {cut(setting.value)} is in quotes; "
            "this file is not shell, they become part of the value, and nothing of that name is found",
            code=code,
            severity=Severity.INFO if doubtful else Severity.ERROR,
            fix=_without_quotes(document, setting),
        )


@check_document("MC401")
def quoted_modular_name(document: Document) -> Iterator[Problem]:
    """Yield every quoted name of a modular package file: its own, its nodes', services' and dependencies'."""
    if document.kind is not Kind.MODULAR_PACKAGE:
        return
    for setting in lines(document).named(*_MODULAR_NAMES):
        if not setting.bare or not _is_quoted(setting):
            continue
        several = setting.key == "service_name" and len(setting.bare.split()) > 1
        yield Problem(
            setting.value_span,
            f"{setting.name} {cut(setting.value)} is in quotes; "
            "whether the quotes are taken off a name is not documented, and quoted names were not found in practice. "
            "Write one plain word",
            severity=Severity.ERROR if several else Severity.WARNING,
            fix=_without_quotes(document, setting),
        )


def _is_quoted(setting: Setting) -> bool:
    """Tell whether a value begins or ends with a quotation mark."""
    return setting.value[:1] in {*QUOTES} or setting.value[-1:] in {*QUOTES}


def _without_quotes(document: Document, setting: Setting) -> Fix | None:
    """Return the fix that takes one pair of quotes off, where what is left is a legal value."""
    bare = setting.bare
    if setting.parameter is None or not bare.strip() or bare == setting.value or any(char in QUOTES for char in bare):
        return None
    if bare != bare.strip() or value_problem(setting.parameter, bare, document.target) is not None:
        return None
    return Fix("take the quotes off", (with_value(setting, bare),))
