"""How long a package may take to start and to stop, and its services to end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.line_edits import line_below, with_value
from mcsgconf.lint.lines import first_line, in_style, lines
from mcsgconf.lint.meant import meant
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.time_units import is_within
from mcsgconf.lint.wording import cut, listed
from mcsgconf.models import convert
from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import BlockTree, Setting
    from mcsgconf.models.document import Document

_RUN, _HALT, _SERVICE = "RUN_SCRIPT_TIMEOUT", "HALT_SCRIPT_TIMEOUT", "SERVICE_HALT_TIMEOUT"
_SCRIPTS = {_RUN: "RUN_SCRIPT", _HALT: "HALT_SCRIPT"}
_FOR_THE_REST = 300
"""Seconds for unmounting and deactivating, once the services have ended."""
_USUAL = 300
_MOST_NOTES = 3


@check_document("MC210")
def shorter_than_its_services(document: Document) -> Iterator[Problem]:
    """Yield the timeout of a halt that is over before the services have had their time."""
    setting = first_line(document, _HALT)
    halt = _seconds(document, setting)
    if setting is None or setting.parameter is None or not halt:
        return
    times = [(line, _seconds(document, line)) for line in lines(document).named(in_style(document, _SERVICE))]
    total = sum(time or 0 for _, time in times)
    if total < halt or not total:
        return
    enough = total + _FOR_THE_REST
    fix = None
    if is_within(setting.parameter, enough, document.target):
        fix = Fix(f"write {enough}", (with_value(setting, str(enough)),), Applicability.UNSAFE)
    yield Problem(
        setting.span,
        f"{setting.name} {halt} leaves no more than the {total} s that the services may take to end "
        f"({in_style(document, _SERVICE)}): the halt is cut off half way, file systems stay mounted and volume groups active, "
        "and the package starts nowhere else. Allow more than that sum, with time to unmount",
        fix=fix,
        notes=tuple(Note("the time of a service", document, line.span) for line, time in times if time)[:_MOST_NOTES],
    )


@check_document("MC211")
def without_end(document: Document) -> Iterator[Problem]:
    """Yield scripts that are waited for without end: no timeout, or the word for none."""
    missing: list[str] = []
    unlimited: list[Setting] = []
    for name, script in _SCRIPTS.items():
        setting = first_line(document, name)
        if setting is None:
            missing.append(script)
        elif _is_unlimited(setting):
            unlimited.append(setting)
    said = [f"{line.name} {cut(meant(line))}" for line in unlimited]
    if missing:
        absent = [in_style(document, f"{script}_TIMEOUT") for script in missing]
        said.append(f"there is no {listed(absent, 'and no')}")
    named = unlimited or [line for script in (*missing, "PACKAGE_NAME") if (line := first_line(document, script))]
    if said and named:
        notes = tuple(Note("and the other script", document, setting.span) for setting in unlimited[1:])
        yield Problem(
            named[0].span,
            f"{' and '.join(said)}: a script that hangs is waited for without end, and the package neither runs nor moves "
            "meanwhile. Give a generous number of seconds",
            notes=notes,
        )


def _is_unlimited(setting: Setting) -> bool:
    parameter, text = setting.parameter, meant(setting)
    if parameter is None or not text:
        return False
    number = convert.integer(parameter, text)
    return convert.keyword(parameter, text) is not None if number is None else number == 0


@check_document("MC213")
def no_time_to_end(document: Document) -> Iterator[Problem]:
    """Yield services that are killed as soon as they are told to end."""
    name = in_style(document, _SERVICE)
    stray = {setting.key for setting in document.blocks.orphans}
    for block in document.blocks.named("service"):
        service = block.opener
        if service is None or not meant(service):
            continue
        setting = block.first(name)
        if setting is None:
            if name not in stray:
                yield _missing(document, block, service, name)
        elif _seconds(document, setting) == 0:
            yield Problem(
                setting.span,
                f"{setting.name} 0: {cut(meant(service))} is killed at the moment it is told to end, without time to clean "
                f"up. {_USUAL} s are usual; it ends sooner when it can",
                fix=Fix(f"write {_USUAL}", (with_value(setting, str(_USUAL)),), Applicability.UNSAFE),
            )


def _missing(document: Document, block: BlockTree, service: Setting, name: str) -> Problem:
    last = (block.settings or [service])[-1]
    modular = document.kind is Kind.MODULAR_PACKAGE
    doubt = "" if modular else " (so most manuals; two of them call 300 s the default)"
    return Problem(
        service.span,
        f"{cut(meant(service))} has no {name}: it is killed at the moment it is told to end, without time to clean up{doubt}. "
        f"Add {name} {_USUAL}; it ends sooner when it can",
        severity=Severity.WARNING if modular else Severity.INFO,
        fix=Fix(f"add {name} {_USUAL}", (line_below(document, last, name, str(_USUAL)),), Applicability.UNSAFE),
    )


def _seconds(document: Document, setting: Setting | None) -> int | None:
    """Return a legal number of seconds, None for a word and for what other rules speak of."""
    parameter = setting.parameter if setting is not None else None
    number = convert.integer(parameter, meant(setting)) if setting is not None and parameter is not None else None
    if number is None or parameter is None:
        return None
    return number if number == 0 or is_within(parameter, number, document.target) else None
