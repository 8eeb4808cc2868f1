"""The part of a merge's report that speaks of packages: which may run on the added nodes from now on, and which do anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from mcsgconf.report.diff_report import unified_diff
from mcsgconf.report.escape import escape_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mcsgconf.merge.result import Adoption


Packages = Literal["written", "shown", "told"]
"""What is done with changed package files: written, shown as a diff in the report, or told of, for it is shown elsewhere."""


def adoption_text(adopted: Sequence[Adoption], packages: Packages) -> str:
    """Return what became of the packages as text, ending in a newline; empty where none was asked for."""
    if not adopted:
        return ""
    lines = ["Packages", *(line for adoption in adopted for line in _lines(adoption))]
    changed = [adoption for adoption in adopted if adoption.is_changed]
    if changed and packages != "written":
        lines.append("  their files were not written; --in-place writes them together with the cluster file")
    text = "".join(f"{escape_line(line)}\n" for line in lines)
    return text + ("".join(map(adoption_diff, changed)) if packages == "shown" else "")


def adoption_diff(adoption: Adoption) -> str:
    """Return what changes in a package file as a unified diff, empty where nothing does."""
    name = adoption.before.name
    return unified_diff(adoption.before.source.text, adoption.document.source.text, name, f"{name} (adopted)")


def _lines(adoption: Adoption) -> Iterator[str]:
    yield f"  {adoption.name}, {adoption.before.name}"
    if not adoption.decisions:
        yield "    the merge adds no node"
    reason = ""
    for decision in adoption.decisions:
        if decision.reason != reason:
            reason = decision.reason
            yield f"    {decision.policy}: {reason}"
        place = "" if decision.line is None else f"{decision.line}"
        yield f"    {place:>6}  {decision.path}"
    for notice in adoption.notices:
        yield f"    {notice.severity}: {notice.message}"
