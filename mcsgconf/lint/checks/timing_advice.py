"""Times of the cluster that are legal and still not good: too short for a busy node, too long for a dead one.

What the manuals advise stands in the table; the checks below it look at what depends on a second line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.heartbeats import has_single_heartbeat, node_links
from mcsgconf.lint.line_edits import with_value
from mcsgconf.lint.lines import lines
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.time_units import CALM_NODE_TIMEOUT, MICROSECONDS, is_within, time_given
from mcsgconf.lint.wording import cut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document

SECOND = MICROSECONDS
WARNING, INFO = Severity.WARNING, Severity.INFO
_NO_END = 10**18


class Advice(NamedTuple):
    """What is said of a time from `low` to `high` microseconds, and the time that is advised instead."""

    code: str
    name: str
    low: int
    high: int
    severity: Severity
    why: str
    better: int


_BUSY = "less than a second only makes load; a second is advised"
_SILENT = "a dead node is noticed very late; not more than 15 s are advised"
_FAST = "the cluster takes a node that is busy for a moment for a dead one and resets it. 5 to 8 s are advised"
_LONG = "packages wait as long for their failover; not more than 30 s are advised"
_REMARKED = "packages wait as long for their failover, and the commands remark on it; 10 to 25 s are advised"
_BOOT = "the difference between the slowest and the fastest boot and ten minutes are advised"
_APART = f"nodes that boot a little apart miss each other, and the cluster stays down after a power cut; {_BOOT}"
_POLLED = "the default of 2 s is advised"
_UNSEEN = f"a broken LAN card is noticed as much later; {_POLLED}"

_ADVICE = (
    Advice("MC131", "HEARTBEAT_INTERVAL", 1, SECOND - 1, WARNING, _BUSY, SECOND),
    Advice("MC131", "HEARTBEAT_INTERVAL", 15 * SECOND + 1, _NO_END, WARNING, _SILENT, SECOND),
    Advice("MC132", "NODE_TIMEOUT", 1, 2 * SECOND, WARNING, _FAST, CALM_NODE_TIMEOUT),
    Advice("MC132", "NODE_TIMEOUT", 2 * SECOND + 1, 5 * SECOND - 1, INFO, _FAST, CALM_NODE_TIMEOUT),
    Advice("MC132", "NODE_TIMEOUT", 30 * SECOND + 1, _NO_END, INFO, _LONG, CALM_NODE_TIMEOUT),
    Advice("MC133", "MEMBER_TIMEOUT", 60 * SECOND + 1, _NO_END, INFO, _REMARKED, 14 * SECOND),
    Advice("MC135", "AUTO_START_TIMEOUT", 1, 60 * SECOND - 1, WARNING, _APART, 600 * SECOND),
    Advice("MC135", "AUTO_START_TIMEOUT", 60 * SECOND, 600 * SECOND - 1, INFO, _BOOT, 600 * SECOND),
    Advice("MC136", "NETWORK_POLLING_INTERVAL", 1, 2 * SECOND - 1, INFO, _POLLED, 2 * SECOND),
    Advice("MC136", "NETWORK_POLLING_INTERVAL", 2 * SECOND + 1, _NO_END, INFO, _UNSEEN, 2 * SECOND),
)


@check_document("MC131", "MC132", "MC133", "MC135", "MC136")
def not_advised(document: Document) -> Iterator[Problem]:
    """Yield legal times that the manuals advise against."""
    for advice in _ADVICE:
        for setting in lines(document).named(advice.name):
            time = _legal_time(document, setting)
            if time is None or not advice.low <= time <= advice.high or _is_refused(document, setting, time):
                continue
            yield Problem(
                setting.value_span,
                f"{cut(setting.name)} {cut(setting.bare)} is {_in_seconds(time)}: {advice.why}",
                code=advice.code,
                severity=advice.severity,
                fix=_write(setting, advice.better),
            )


@check_document("MC132")
def default_node_timeout(document: Document) -> Iterator[Problem]:
    """Yield the interval of a file that gives no NODE_TIMEOUT, so that the default holds."""
    interval = document.blocks.first("HEARTBEAT_INTERVAL")
    present = lines(document).by_key
    if interval is None or "NODE_TIMEOUT" in present or "MEMBER_TIMEOUT" in present:
        return
    default, beat = time_given(document, None, "NODE_TIMEOUT"), time_given(document, interval, interval.key)
    if default is None or beat is None or default < 2 * beat:
        return  # MC130
    yield Problem(
        interval.span,
        f"there is no NODE_TIMEOUT, and its default is {_in_seconds(default)}: {_FAST}",
    )


@check_document("MC133")
def too_short_for_one_heartbeat(document: Document) -> Iterator[Problem]:
    """Yield a MEMBER_TIMEOUT below what a cluster with a single heartbeat LAN needs."""
    setting = document.blocks.first("MEMBER_TIMEOUT")
    if setting is None or not _is_too_short_for_one(document, setting):
        return
    link = node_links(document)[0]
    yield Problem(
        setting.value_span,
        f"{setting.name} {cut(setting.bare)} with a single heartbeat at each node: then 14 s are the least, and cmcheckconf "
        "refuses less. Write 14000000, or add a second heartbeat LAN",
        fix=_write(setting, 14 * SECOND),
        notes=(Note("the only heartbeat of this node", document, link.heartbeats[0][1].span),),
    )


@check_document("MC134")
def too_short_for_a_disk(document: Document) -> Iterator[Problem]:
    """Yield a MEMBER_TIMEOUT in which a slow disk cannot give the cluster lock."""
    setting = document.blocks.first("MEMBER_TIMEOUT")
    lock = next(iter(lines(document).named("FIRST_CLUSTER_LOCK_VG", "CLUSTER_LOCK_LUN")), None)
    time = _legal_time(document, setting) if setting is not None else None
    if setting is None or lock is None or time is None or time >= 14 * SECOND:
        return
    if _is_too_short_for_one(document, setting):
        return  # MC133
    what = "lock LUN" if lock.key == "CLUSTER_LOCK_LUN" else "lock disk"
    yield Problem(
        setting.value_span,
        f"{setting.name} {cut(setting.bare)} is {_in_seconds(time)}, and the cluster lock is a disk: it has a fifth of that "
        "time for some ten writes, and where it is slower, the nodes that are left halt instead of going on. 14 s or more "
        "are advised, or a quorum server",
        fix=_write(setting, 14 * SECOND),
        notes=(Note(f"the {what}", document, lock.span),),
    )


def _is_too_short_for_one(document: Document, setting: Setting) -> bool:
    time = _legal_time(document, setting)
    return time is not None and time < 14 * SECOND and has_single_heartbeat(node_links(document))


def _legal_time(document: Document, setting: Setting) -> int | None:
    """Return a time that is in range, in microseconds as it should be; of all others, other rules speak."""
    time = time_given(document, setting, setting.key)
    parameter = setting.parameter
    if time is None or parameter is None or not is_within(parameter, time, document.target):
        return None
    return time


def _is_refused(document: Document, setting: Setting, time: int) -> bool:
    """Tell whether MC130 speaks of a NODE_TIMEOUT, or another parameter has its place."""
    if setting.key != "NODE_TIMEOUT":
        return False
    interval = time_given(document, document.blocks.first("HEARTBEAT_INTERVAL"), "HEARTBEAT_INTERVAL")
    return document.blocks.first("MEMBER_TIMEOUT") is not None or (interval is not None and time < 2 * interval)


def _write(setting: Setting, time: int) -> Fix:
    return Fix(f"write {time}", (with_value(setting, str(time)),), Applicability.UNSAFE)


def _in_seconds(time: int) -> str:
    return f"{time / SECOND:g} s"
