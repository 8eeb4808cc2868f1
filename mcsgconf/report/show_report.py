"""A configuration as an administrator would sketch it: nodes by networks, the lock, packages by nodes, what each owns."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from mcsgconf.models.cluster_parts import LockDisk, LockLun, QuorumServer, read_locks, read_nodes, read_timing
from mcsgconf.report.escape import escape_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mcsgconf.models.cluster_parts import Interface, Lock, Node
    from mcsgconf.models.document import Document
    from mcsgconf.models.located import Located
    from mcsgconf.models.package import Package, Service
    from mcsgconf.site import ClusterSite, Site

WIDTH = 120
"""Columns a sketch takes at most where the terminal does not say."""


def show_json(documents: Iterable[Document]) -> str:
    """Return a JSON list of objects `{path, kind, model}`; values are plain, durations in seconds. Ends in a newline."""
    rows = []
    for document in documents:
        model = document.model
        rows.append(
            {
                "path": document.name,
                "kind": document.kind.value,
                "model": None if model is None else model.model_dump(mode="json"),
            }
        )
    return json.dumps(rows, indent=2) + "\n"


def show_text(site: Site, width: int = WIDTH) -> str:
    """Return the sketch of every cluster of a site, and of the packages that belong to none."""
    return "\n".join(sketch for cluster in site.clusters if (sketch := _cluster(cluster, width)))


def _cluster(cluster: ClusterSite, width: int) -> str:
    pieces = []
    if cluster.cluster is not None:
        root = cluster.cluster.blocks
        name = root.first("CLUSTER_NAME")
        nodes = read_nodes(root)
        pieces.append(f"Cluster {escape_line(name.bare) if name else '(no name)'}  {escape_line(cluster.cluster.name)}")
        pieces.append(_lock(read_locks(root, nodes)))
        timing = read_timing(root)
        waits = [("NODE_TIMEOUT", timing.node_timeout), ("MEMBER_TIMEOUT", timing.member_timeout)]
        pieces += [f"{word} {_value(wait)}" for word, wait in waits if wait is not None]
        pieces.append(_render(_nodes(nodes), width))
    packages = [package.package for package in cluster.packages]
    if packages:
        pieces.append(_render(_packages(packages, cluster.node_names), width))
    return "\n".join(pieces) + "\n" if pieces else ""


def _lock(locks: Sequence[Lock]) -> str:
    return "Lock " + (" and ".join(_one_lock(lock) for lock in locks) if locks else "none")


def _one_lock(lock: Lock) -> str:
    match lock:
        case LockDisk(first, second):
            groups = [_value(volume.volume_group) for volume in (first, second) if volume is not None]
            return f"disk in {', '.join(groups)}"
        case LockLun():
            return "LUN"
        case QuorumServer(host):
            return f"quorum server {_value(host)}"


def _nodes(nodes: Sequence[Node]) -> Table:
    """Return nodes by interfaces: an address, `(heartbeat)` behind one that carries it, `standby` for none."""
    names = list(dict.fromkeys(interface.name.value for node in nodes for interface in node.interfaces))
    table = _table("node", *names, "lock device", "serial")
    for node in nodes:
        cells = [_interface(next((i for i in node.interfaces if i.name.value == name), None)) for name in names]
        lock = node.lock_lun or node.first_lock_pv
        serial = ", ".join(_value(file) for file in node.serial_device_files)
        table.add_row(*map(_text, (node.name.value, *cells, _value(lock), serial)))
    return _without_empty_columns(table)


def _interface(interface: Interface | None) -> str:
    if interface is None:
        return ""
    if interface.is_standby:
        return "standby"
    return ", ".join(
        [f"{_value(ip)} (heartbeat)" for ip in interface.heartbeat_ips]
        + [_value(ip) for ip in interface.stationary_ips]
    )


def _packages(packages: Sequence[Package], nodes: Sequence[str]) -> Table:
    """Return packages by nodes: 1 is the primary node, the others follow in failover order; then what each owns."""
    table = _table("package", *nodes, "services", "volume groups", "mount points", "addresses")
    for package in packages:
        order = [node.value for node in package.nodes]
        ranks = ["*" if order == ["*"] else str(order.index(node) + 1) if node in order else "" for node in nodes]
        table.add_row(
            *map(
                _text,
                (
                    _value(package.name),
                    *ranks,
                    "\n".join(_service(service) for service in package.services),
                    "\n".join(_value(group) for group in (*package.volume_groups, *package.disk_groups)),
                    "\n".join(_value(system.directory) for system in package.file_systems),
                    "\n".join(_value(address.address) for address in package.addresses),
                ),
            )
        )
    return _without_empty_columns(table)


def _service(service: Service) -> str:
    command = "" if service.cmd is None else f": {_value(service.cmd)}"
    return f"{_value(service.name)}{command}"


def _value(value: Located[object] | None) -> str:
    if value is None:
        return ""
    if isinstance(value.value, timedelta):
        return f"{value.value.total_seconds():g} s"
    return escape_line(str(value.text if value.value is None else value.value))


def _table(*heads: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in heads:
        table.add_column(_text(head), overflow="fold")
    return table


def _text(text: str) -> Text:
    return Text(escape_line(text).replace("\\n", "\n"))


def _without_empty_columns(table: Table) -> Table:
    table.columns = [column for column in table.columns if any(str(cell) for cell in column._cells)]  # noqa: SLF001
    return table


def _render(table: Table, width: int) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None, highlight=False)
    console.print(table)
    text = console.file.getvalue() if isinstance(console.file, io.StringIO) else ""
    return "\n" + "".join(f"{line.rstrip()}\n" for line in text.splitlines()).rstrip("\n")
