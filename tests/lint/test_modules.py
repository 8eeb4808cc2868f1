"""The modules of a modular package: which parameters they bring, which go together, which are misspelt."""

from __future__ import annotations

import pytest

from mcsgconf.catalogue.module import ModuleKind, load_modules
from mcsgconf.lint.engine import check
from mcsgconf.lint.select import Selection
from mcsgconf.models.document import parse


def found(modules: str, *more: str) -> list[tuple[int, str]]:
    lines = ["package_name p", *(f"module_name {name}" for name in modules.split()), *more, ""]
    document = parse("\n".join(lines), kind="modular-package")
    return [(finding.line, finding.code) for finding in check(document, Selection(select=("MC420", "MC421", "MC422")))]


PARAMETERS = [
    ("sg/failover", ("vg vg01",), [(3, "MC420")]),
    ("sg/failover sg/volume_group", ("vg vg01",), []),
    ("sg/failover", ("VG vg01", "vg vg02", "vgchange_cmd x"), [(3, "MC420")]),
    ("sg/failover", ("vg vg01", "fs_name /dev/vg01/a"), [(3, "MC420"), (4, "MC420")]),
    ("sg/failover", ("auto_run yes", "node_name a", "priority 20"), []),
    ("sg/failover", ("pev_a b",), [(3, "MC420")]),
    ("sg/failover sg/pev", ("pev_a b",), []),
    ("SG/ALL", ("vg vg01", "weight_name a", "pev_a b", "user_name u"), []),
    ("sg/default", ("vg vg01",), []),
    ("sg/multi_node_all", ("ip_subnet 10.1.1.0",), [(3, "MC420")]),
    ("sg/multi_node_all", ("service_name s",), []),
    ("", ("vg vg01",), []),
    ("sg/failover ecmt/oracle/oracle", ("vg vg01",), []),
    ("sg/failover sgesap/sapinstance", ("vg vg01",), []),
    ("sg/failover sg/unheard_of", ("vg vg01",), []),
    ("sg/failover", ("run_script /a/b", "nfs/hanfs_export/XFS a"), []),
]
NAMES = [
    ("sg/failovr", [(2, "MC421")]),
    ("sg/file_system", [(2, "MC421")]),
    ("sg/pve", [(2, "MC421")]),
    ("sg/vmware", []),
    ("sg/external", []),
    ("nfs/hanfs_exports", [(2, "MC421")]),
]
TYPES = [
    ("sg/failover", "failover", []),
    ("sg/failover", "FAILOVER", []),
    ("sg/failover", "multi_node", [(2, "MC422")]),
    ("sg/failover", "multinode", []),
    ("sg/multi_node sg/package_ip", "multi_node", [(3, "MC422")]),
    ("sg/multi_node sg/failover", "multi_node", [(3, "MC422")]),
    ("sg/multi_node sg/failover", None, [(3, "MC422")]),
    ("sg/all sg/failover", "failover", []),
    ("sg/all sg/multi_node_all", None, [(3, "MC422")]),
    ("sg/service sg/pev", None, [(2, "MC422")]),
    ("sg/service sg/unheard_of", None, []),
    ("sg/cfs_all", "multi_node", []),
    ("tkit/nfs/nfs", "multi_node", [(2, "MC422")]),
]


@pytest.mark.parametrize(("modules", "more", "expected"), PARAMETERS)
def test_parameters(modules: str, more: tuple[str, ...], expected: list[tuple[int, str]]) -> None:
    assert found(modules, *more) == expected


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_names(name: str, expected: list[tuple[int, str]]) -> None:
    assert [one for one in found(name) if one[1] == "MC421"] == expected


@pytest.mark.parametrize(("modules", "package_type", "expected"), TYPES)
def test_types(modules: str, package_type: str | None, expected: list[tuple[int, str]]) -> None:
    more = (f"package_type {package_type}",) if package_type else ()
    assert found(modules, *more) == expected


@pytest.mark.parametrize("name", load_modules().modules)
def test_no_module_is_taken_for_another_one(name: str) -> None:
    assert all(code != "MC421" for _, code in found(name))


def test_each_type_has_its_base() -> None:
    bases = [module for module in load_modules().modules.values() if module.kind is ModuleKind.BASE]
    assert sorted(kind for module in bases for kind in module.package_types) == [
        "failover",
        "multi_node",
        "system_multi_node",
    ]
