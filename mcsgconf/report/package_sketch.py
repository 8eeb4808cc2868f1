"""Packages as an administrator would sketch them: by nodes in failover order, and what each one owns and asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.models.kind import Kind
from mcsgconf.models.legacy_package import LegacyPackage
from mcsgconf.models.modular_package import ModularPackage
from mcsgconf.models.script_view import script_view
from mcsgconf.report.cluster_sketch import access, others
from mcsgconf.report.sketch import Facts, listed, named, plain, said, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mcsgconf.models.document import Document
    from mcsgconf.models.package import Dependency, FileSystem, MonitoredSubnet, Package, RelocatableAddress, Service
    from mcsgconf.models.package_parts import Resource
    from mcsgconf.site import PackageSite

_ORDER = ("VG", "CVM_DG", "VXVM_DG", "LV", "FS", "IP", "SUBNET", "SERVICE_NAME", "SERVICE_CMD")
"""The variables of a control script that a sketch shows."""


def packages_sketch(packages: Sequence[PackageSite], nodes: Sequence[str], width: int) -> str:
    """Return packages by nodes: 1 is the primary node, the others follow in failover order, `*` is any of them."""
    views = [package.package for package in packages]
    named_nodes = [node.value for view in views for node in view.nodes if node.value != "*"]
    columns = list(dict.fromkeys([*nodes, *named_nodes])) or ["all nodes"] * any(view.nodes for view in views)
    switches = ("AUTO_RUN", "FAILOVER_POLICY", "FAILBACK_POLICY", "PRIORITY")
    rows = [
        [
            _name(view),
            *(_rank(node, [given.value for given in view.nodes]) for node in columns),
            *map(said, (view.auto_run, view.failover_policy, view.failback_policy, view.priority)),
        ]
        for view in views
    ]
    return table(["package", *map(plain, columns), *switches], rows, width, kept=1 + len(columns))


def package_sketch(package: PackageSite, width: int) -> str:
    """Return what a package owns, what it asks for and who may touch it."""
    view, model = package.package, package.document.model
    legacy = model if isinstance(model, LegacyPackage) else None
    modular = model if isinstance(model, ModularPackage) else None
    either = legacy or modular
    facts = Facts.of(
        ("description", [said(modular.description) if modular else ""]),
        ("type", [said(view.type) if said(view.type) != "FAILOVER" else ""]),
        ("modules", [listed(said(module.name) for module in modular.modules) if modular else ""]),
        *_scripts(package),
        ("timeouts", [listed([named("run", view.run_script_timeout), named("halt", view.halt_script_timeout)])]),
        ("node fail fast", ["yes" if view.node_fail_fast is not None and view.node_fail_fast.value else ""]),
        *_owned(view),
        ("subnets", map(_monitored, view.monitored_subnets)),
        ("depends on", map(_dependency, view.dependencies)),
        ("resources", map(_resource, either.resources if either else ())),
        (
            "generic",
            [f"{said(r.name)}{named('', r.up_criteria)}" for r in modular.generic_resources] if modular else (),
        ),
        ("weights", [f"{said(w.name)}{named(' =', w.value)}" for w in modular.weights] if modular else ()),
        ("access", map(access, either.access_policies if either else ())),
        ("further", [others(either.other) if either else ""]),
        ("in doubt", [_doubt(view)]),
    )
    return f"{_name(view)}  {plain(package.document.name)}\n" + facts.text(width)


def script_sketch(document: Document, width: int) -> str:
    """Return what a control script by itself starts."""
    view = script_view(document)
    functions = listed(said(function.name) for function in document.script.functions)
    facts = Facts.of(*_owned(view), ("functions", [functions]), ("in doubt", [_doubt(view)]))
    return f"Control script  {plain(document.name)}\n" + facts.text(width)


def _name(view: Package) -> str:
    return said(view.name) or "(no name)"


def _rank(node: str, order: Sequence[str]) -> str:
    if order == ["*"]:
        return "*"
    return str(order.index(node) + 1) if node in order else ""


def _scripts(package: PackageSite) -> Iterable[tuple[str, Iterable[str]]]:
    """Yield which scripts the package names, and which files those are here."""
    view = package.package
    if package.document.kind is not Kind.LEGACY_PACKAGE:
        yield "scripts", map(said, view.external_scripts)
        return
    run = _script(said(view.run_script), package.run_scripts)
    halt = _script(said(view.halt_script), package.halt_scripts)
    if said(view.run_script) == said(view.halt_script):
        yield "control script", [run or "none named"]
    else:
        yield "run script", [run or "none named"]
        yield "halt script", [halt or "none named"]


def _script(path: str, found: Sequence[Document]) -> str:
    if not path:
        return ""
    return listed(plain(script.name) for script in found) or f"{path} is not among these files"


def _owned(view: Package) -> Iterable[tuple[str, Iterable[str]]]:
    yield "services", (_service(service, view) for service in view.services)
    yield "volume groups", [_groups(view)]
    yield "disk groups", [listed(map(said, view.disk_groups))]
    yield "file systems", map(_file_system, view.file_systems)
    yield "addresses", map(_address, view.addresses)


def _service(service: Service, view: Package) -> str:
    name = said(service.name) or "(no name)"
    traits = [
        _restart(service),
        "node fail fast" if service.fail_fast is not None and service.fail_fast.value else "",
        named("to halt:", service.halt_timeout),
        _half(service, view),
    ]
    return listed([f"{name}{named(':', service.cmd)}", *traits])


def _restart(service: Service) -> str:
    restart = None if service.restart is None else service.restart.value
    match restart:
        case None | 0:
            return ""
        case "unlimited":
            return "started again without end"
        case count:
            return f"started again {count} times" if count != 1 else "started again once"


def _half(service: Service, view: Package) -> str:
    """Return which half of a service is missing, as far as both files are known."""
    if view.is_modular or view.control_script is None or view.document is view.control_script:
        return ""
    if service.started is None and not view.is_doubtful("SERVICE_NAME"):
        return "not started by the control script"
    return "not declared in the package file" if service.declared is None else ""


def _groups(view: Package) -> str:
    groups = listed(map(said, view.volume_groups))
    return f"{groups}{named(' by', view.vgchange)}" if groups else ""


def _file_system(system: FileSystem) -> str:
    device = ":".join(filter(None, [said(system.server), said(system.device)])) or "(no device)"
    options = [said(system.type), named("mounted with", system.mount_opt)]
    return listed([f"{device} on {said(system.directory) or '(no mount point)'}", *options])


def _address(address: RelocatableAddress) -> str:
    nodes = listed(map(said, address.nodes))
    where = named(" on", address.subnet)
    return f"{said(address.address) or '(no address)'}{where}{f' ({nodes})' if nodes else ''}"


def _monitored(subnet: MonitoredSubnet) -> str:
    return f"{said(subnet.subnet)}{named('', subnet.access)}"


def _dependency(dependency: Dependency) -> str:
    condition = said(dependency.condition) or "(no condition)"
    return f"{said(dependency.name)}: {listed([condition, said(dependency.location)])}"


def _resource(resource: Resource) -> str:
    values = " or ".join(map(said, resource.up_values))
    traits = [named("looked at every", resource.polling_interval), said(resource.start)]
    return listed([f"{said(resource.name)} {values}".rstrip(), *traits])


def _doubt(view: Package) -> str:
    """Return which variables may have elements that are not seen here."""
    if view.control_script is None:
        return ""
    doubtful = list(_ORDER) if view.doubtful is None else [name for name in _ORDER if name in view.doubtful]
    if not doubtful:
        return ""
    return f"{listed(doubtful)}: the script sets more than can be read without running it"
