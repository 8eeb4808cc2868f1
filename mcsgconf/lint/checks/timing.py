"""Times of the cluster, as far as they depend on each other or were written in the wrong unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.line_edits import with_value
from mcsgconf.lint.lines import lines
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.time_units import CALM_NODE_TIMEOUT, is_within, microseconds_meant, time_given
from mcsgconf.lint.wording import cut, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document


@check_document("MC129")
def time_in_wrong_unit(document: Document) -> Iterator[Problem]:
    """Yield every time of a cluster file that is given in seconds or milliseconds."""
    for setting in lines(document).all:
        parameter = setting.parameter
        meant = microseconds_meant(parameter, setting.bare) if parameter is not None else None
        if parameter is None or meant is None:
            continue
        fix = None
        if is_within(parameter, meant, document.target):
            fix = Fix(f"write {meant}", (with_value(setting, str(meant)),), Applicability.UNSAFE)
        hint = f"; {meant} may be meant" if fix else ""
        yield Problem(
            setting.value_span,
            f"{setting.name} {cut(setting.bare)} is less than a tenth of a second: times here are in microseconds"
            f"{hint}. As it stands the file is refused, or the cluster re-forms all the time",
            fix=fix,
        )


@check_document("MC130")
def node_timeout_too_short(document: Document) -> Iterator[Problem]:
    """Yield a NODE_TIMEOUT below twice HEARTBEAT_INTERVAL; where one is not given, its default counts."""
    timeout, interval = document.blocks.first("NODE_TIMEOUT"), document.blocks.first("HEARTBEAT_INTERVAL")
    place = timeout or interval
    if place is None or document.blocks.first("MEMBER_TIMEOUT") is not None:
        return
    wait = time_given(document, timeout, "NODE_TIMEOUT")
    beat = time_given(document, interval, "HEARTBEAT_INTERVAL")
    if wait is None or beat is None or wait >= 2 * beat:
        return
    longer = max(CALM_NODE_TIMEOUT, 2 * beat)
    fix = None
    if timeout is not None and timeout.parameter is not None and is_within(timeout.parameter, longer, document.target):
        fix = Fix(f"write {longer}", (with_value(timeout, str(longer)),), Applicability.UNSAFE)
    notes = (Note("the interval", document, interval.span),) if timeout is not None and interval is not None else ()
    yield Problem(
        place.span,
        f"NODE_TIMEOUT {wait}{'' if timeout else ' (the default)'} is less than twice HEARTBEAT_INTERVAL {beat}"
        f"{'' if interval else ' (the default)'}: one lost packet would take a healthy node for dead, and cmcheckconf "
        "refuses the file",
        fix=fix,
        notes=notes,
    )


@check_document("MC119")
def quorum_server_times(document: Document) -> Iterator[Problem]:
    """Yield lines of the quorum server without one, and an extension that is longer than the node timeout."""
    root = document.blocks
    for setting in root.settings:
        if setting.parameter is not None and setting.parameter.needs == "QS_HOST" and root.first("QS_HOST") is None:
            message = f"{setting.name} without QS_HOST: it belongs to a quorum server, and none is named"
            yield Problem(setting.span, message, severity=Severity.WARNING)
    extension = root.first("QS_TIMEOUT_EXTENSION")
    timeout = root.first("MEMBER_TIMEOUT") or root.first("NODE_TIMEOUT")
    if extension is None or timeout is None or root.first("QS_HOST") is None:
        return
    longer = time_given(document, extension, "QS_TIMEOUT_EXTENSION")
    wait = time_given(document, timeout, timeout.key)
    if longer is not None and wait is not None and longer > wait:
        yield Problem(
            extension.span,
            f"{extension.name} {shown(extension.bare)} is longer than {timeout.name} {cut(timeout.bare)}: every "
            "failover takes that much longer",
            severity=Severity.WARNING,
            notes=(Note("the timeout", document, timeout.span),),
        )
