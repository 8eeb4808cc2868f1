"""Names of clusters, services and packages beyond what one value shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.line_edits import with_value
from mcsgconf.lint.lines import lines
from mcsgconf.lint.meant import meant
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.wording import cut, listed, shown
from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document


@check_document("MC101")
def quorum_protocol_characters(document: Document) -> Iterator[Problem]:
    """Yield a cluster name with characters that a quorum server refuses, and that are deprecated without one."""
    name, server = document.blocks.first("CLUSTER_NAME"), document.blocks.first("QS_HOST")
    parameter = name.parameter if name is not None else None
    if name is None or parameter is None:
        return
    found = list(dict.fromkeys(char for char in name.bare if char in parameter.deprecated))
    if not found:
        return
    what = f"the cluster name {shown(name.bare)} has {listed([f'`{char}`' for char in found])}"
    if server is None:
        message = f"{what}, which later releases are to refuse, and which a quorum server refuses today"
        yield Problem(name.value_span, message, severity=Severity.INFO)
    else:
        message = f"{what}, which no quorum server accepts, and the cluster has one"
        yield Problem(name.value_span, message, notes=(Note("the quorum server", document, server.span),))


_FULL_PATHS = ("RUN_SCRIPT", "HALT_SCRIPT", "RESOURCE_NAME", "resource_name")


@check_document("MC208", "MC224")
def full_paths(document: Document) -> Iterator[Problem]:
    """Yield run and halt scripts, and resources, that do not begin with a slash."""
    for setting in lines(document).named(*_FULL_PATHS):
        key = setting.key.upper()
        path = meant(setting)
        if not path or path.startswith(("/", "$", "<")):
            continue
        if key in {"RUN_SCRIPT", "HALT_SCRIPT"} and document.kind is Kind.LEGACY_PACKAGE:
            message = (
                f"{setting.name} {cut(path)} is no full path; the script is run from no folder in particular, and "
                "must be found under the same path on every node"
            )
            yield Problem(setting.value_span, message, code="MC208")
        elif key == "RESOURCE_NAME":
            message = f"{setting.name} {cut(path)}: the name of a resource begins with a slash"
            yield Problem(setting.value_span, message, code="MC224")


@check_document("MC417")
def log_level(document: Document) -> Iterator[Problem]:
    """Yield a log level that only HP's support has a use for."""
    setting = document.blocks.first("log_level")
    if setting is not None and setting.bare in {"2", "3", "4", "5"}:
        yield Problem(
            setting.span,
            f"log_level {setting.bare} is for HP's support and fills the log; 0 or 1 is for everyday use",
            fix=Fix("write 0", (with_value(setting, "0"),), Applicability.UNSAFE),
        )
