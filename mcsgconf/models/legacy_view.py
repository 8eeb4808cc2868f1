"""The view of a legacy package: its package file, and the control script that it runs."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from mcsgconf.models import convert
from mcsgconf.models.package import Package, Service
from mcsgconf.models.package_parts import read_declared_services
from mcsgconf.models.placing import Placer, dependencies, monitored_subnets
from mcsgconf.models.reading import every, one
from mcsgconf.models.script_parts import read_started_services
from mcsgconf.models.script_view import script_view

if TYPE_CHECKING:
    from mcsgconf.models.document import Document
    from mcsgconf.models.package_parts import DeclaredService
    from mcsgconf.models.script_parts import StartedService


def legacy_view(document: Document, control_script: Document | None) -> Package:
    here = Placer(document)
    root = document.blocks
    first = root.first
    script = control_script.script if control_script is not None else None
    there = Placer(control_script or document)
    started = script_view(control_script) if control_script is not None else Package(document, name=None, doubtful=None)
    return started._replace(
        document=document,
        name=here.one(one(first("PACKAGE_NAME"), convert.string)),
        type=here.one(one(first("PACKAGE_TYPE"), convert.keyword)),
        nodes=here.all(every(root.all("NODE_NAME"), convert.string)),
        auto_run=here.one(one(first("AUTO_RUN") or first("PKG_SWITCHING_ENABLED"), convert.flag)),
        local_lan_failover_allowed=here.one(
            one(first("LOCAL_LAN_FAILOVER_ALLOWED") or first("NET_SWITCHING_ENABLED"), convert.flag)
        ),
        node_fail_fast=here.one(one(first("NODE_FAIL_FAST_ENABLED"), convert.flag)),
        failover_policy=here.one(one(first("FAILOVER_POLICY"), convert.keyword)),
        failback_policy=here.one(one(first("FAILBACK_POLICY"), convert.keyword)),
        priority=here.one(one(first("PRIORITY"), convert.integer_or_word)),
        run_script=here.one(one(first("RUN_SCRIPT"), convert.string)),
        halt_script=here.one(one(first("HALT_SCRIPT"), convert.string)),
        run_script_timeout=here.one(one(first("RUN_SCRIPT_TIMEOUT"), convert.timeout)),
        halt_script_timeout=here.one(one(first("HALT_SCRIPT_TIMEOUT"), convert.timeout)),
        services=_joined(
            read_declared_services(root), here, read_started_services(script) if script is not None else (), there
        ),
        monitored_subnets=monitored_subnets(root, "subnet", str.upper, here),
        dependencies=dependencies(root, str.upper, here),
    )


def _joined(
    declared: tuple[DeclaredService, ...], here: Placer, started: tuple[StartedService, ...], there: Placer
) -> tuple[Service, ...]:
    """Return the services that either file names: those of the package file in its order, then the script's others.

    A name that one file gives more often than the other is joined each time; names given twice are for others to judge.
    """
    by_name: dict[str | None, deque[StartedService]] = {}
    for service in started:
        by_name.setdefault(service.name.value if service.name is not None else None, deque()).append(service)
    services: list[Service] = []
    lines: dict[str, DeclaredService] = {}
    joined: set[int] = set()
    for line in declared:
        lines.setdefault(line.name.value, line)
        fitting = by_name.get(line.name.value, deque())
        match = fitting.popleft() if len(fitting) > 1 else next(iter(fitting), None)
        joined |= {match.index} if match is not None else set()
        services.append(_service(line, here, match, there))
    others = (service for service in started if service.index not in joined)
    services.extend(
        _service(lines.get((service.name and service.name.value) or ""), here, service, there) for service in others
    )
    return tuple(services)


def _service(line: DeclaredService | None, here: Placer, started: StartedService | None, there: Placer) -> Service:
    return Service(
        declared=here.at(line.name) if line is not None else None,
        started=there.one(started.name) if started is not None else None,
        cmd=there.one(started.cmd) if started is not None else None,
        restart=there.one(started.restart) if started is not None else None,
        fail_fast=here.one(line.fail_fast_enabled) if line is not None else None,
        halt_timeout=here.one(line.halt_timeout) if line is not None else None,
        index=started.index if started is not None else None,
    )
