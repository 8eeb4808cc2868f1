"""Parameters and words that a release or platform does not have; without a target nothing is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mcsgconf.catalogue import Target
from mcsgconf.lint.engine import check
from mcsgconf.lint.finding import Severity
from mcsgconf.lint.select import Selection
from mcsgconf.models.document import parse

if TYPE_CHECKING:
    from tests.lint.conftest import Fix, Lint

LEGACY = (
    "PACKAGE_NAME p\nNODE_NAME a\nRUN_SCRIPT /etc/cmcluster/p/p.cntl\nRUN_SCRIPT_TIMEOUT 600\n"
    "HALT_SCRIPT /etc/cmcluster/p/p.cntl\nHALT_SCRIPT_TIMEOUT 900\n"
)
MODULAR = "package_name p\nrun_script_timeout 600\nhalt_script_timeout 900\n"
CLUSTER = "CLUSTER_NAME c\nNODE_NAME a\n"

LINES = [
    ("cluster", "NODE_TIMEOUT 8000000", "A.11.18", ""),
    ("cluster", "NODE_TIMEOUT 8000000", "A.11.19", "MC904"),
    ("cluster", "MEMBER_TIMEOUT 14000000", "hp-ux:A.11.19", ""),
    ("cluster", "MEMBER_TIMEOUT 14000000", "A.11.18", "MC904"),
    ("cluster", "MEMBER_TIMEOUT 14000000", "hp-ux", ""),
    ("cluster", "VOLUME_GROUP /dev/vg01", "linux", "MC905"),
    ("cluster", "VOLUME_GROUP /dev/vg01", "A.11.20", ""),
    ("cluster", "CLUSTER_LOCK_LUN /dev/sda", "hp-ux:A.11.17", "MC110 MC904"),
    ("cluster", "CLUSTER_LOCK_LUN /dev/sda", "linux:A.11.17", "MC110"),
    ("cluster", "CLUSTER_LOCK_LUN /dev/sda", "A.11.17", "MC110"),  # on Linux it is there
    ("legacy-package", "PACKAGE_TYPE MULTI_NODE", "A.11.16", "MC904"),
    ("legacy-package", "PACKAGE_TYPE MULTI_NODE", "A.11.17", ""),
    ("legacy-package", "LOCAL_LAN_FAILOVER_ALLOWED YES", "linux", "MC905"),
    ("legacy-package", "PKG_SWITCHING_ENABLED YES", "hp-ux:A.11.16", "MC914"),
    ("legacy-package", "PKG_SWITCHING_ENABLED YES", "hp-ux", ""),
    ("modular-package", "failover_policy site_preferred", "hp-ux:A.11.18", "MC904"),
    ("modular-package", "failover_policy site_preferred", "hp-ux:A.11.19", ""),
    ("modular-package", "pv /dev/sda", "hp-ux:A.11.20", "MC905"),
    ("modular-package", "sgesap/stack/sap_instance SCS12", "linux:A.12.00", ""),
]


@pytest.mark.parametrize(("kind", "line", "target", "code"), LINES)
def test_lines(kind: str, line: str, target: str, code: str, lint: Lint) -> None:
    head = {"cluster": CLUSTER, "legacy-package": LEGACY, "modular-package": MODULAR}[kind]
    lint(kind, f"{head}{line}{f'  # <- {code}' if code else ''}\n", target=target)
    lint(kind, f"{head}{line}{'  # <- MC110' if 'LUN' in line else ''}\n")


def test_where_no_list_of_words_is_known_none_is_shown() -> None:
    document = parse(f"{MODULAR}fs_type ext3\n", kind="modular-package", target=Target.parse("hp-ux:A.11.20"))
    (found,) = (finding for finding in check(document, Selection(("ALL",))) if finding.code == "MC905")
    assert found.message == "fs_type 'ext3' does not exist in hp-ux A.11.20: expected another one"


def test_a_release_without_modular_packages_says_so_once(lint: Lint) -> None:
    lint(
        "modular-package", MODULAR.replace("\n", "  # <- MC904\n", 1) + "node_name a\nvg vg01\n", target="hp-ux:A.11.17"
    )


OLD_TIMES = [
    # the longer time becomes the new one, but not below its default; the other line goes
    ("HEARTBEAT_INTERVAL 1000000\nNODE_TIMEOUT 8000000\n", "MEMBER_TIMEOUT 14000000\n"),
    ("NODE_TIMEOUT 20000000\nHEARTBEAT_INTERVAL 1000000\n", "MEMBER_TIMEOUT 20000000\n"),
    ("  node_timeout\t8000000 # x\n", "  member_timeout\t14000000 # x\n"),
    ("MEMBER_TIMEOUT 15000000\nNODE_TIMEOUT 20000000\n", "MEMBER_TIMEOUT 15000000\n"),
]


@pytest.mark.parametrize(("before", "after"), OLD_TIMES)
def test_old_times_become_the_new_one(before: str, after: str, fixed: Fix) -> None:
    assert fixed("cluster", CLUSTER + before, "MC904", target="hp-ux:A.11.20") == CLUSTER + after
    assert fixed("cluster", CLUSTER + before, "MC904", target="hp-ux:A.11.20", unsafe=False) == CLUSTER + before


def test_what_takes_the_place_but_means_something_else_is_not_written(lint: Lint, fixed: Fix) -> None:
    text = LEGACY + "STORAGE_GROUP dg01  # <- MC904\n"
    (finding,) = lint("legacy-package", text, target="hp-ux:A.11.20")
    assert "DEPENDENCY_NAME has its place" in finding.message
    assert fixed("legacy-package", text, "MC904", target="hp-ux:A.11.20") == LEGACY + "STORAGE_GROUP dg01\n"


def test_a_renamed_parameter_keeps_its_value(lint: Lint, fixed: Fix) -> None:
    text = LEGACY + "PKG_SWITCHING_ENABLED\tYES  # <- MC914\n"
    (finding,) = lint("legacy-package", text, target="hp-ux:A.11.16")
    assert finding.severity is Severity.WARNING
    assert fixed("legacy-package", text, "MC914", target="hp-ux:A.11.16", unsafe=False) == LEGACY + "AUTO_RUN\tYES\n"


def test_an_old_name_beside_the_new_one_goes_only_on_request(fixed: Fix) -> None:
    text = LEGACY + "PKG_SWITCHING_ENABLED NO\nAUTO_RUN YES\n"
    assert fixed("legacy-package", text, "MC914", target="hp-ux:A.11.16", unsafe=False) == text
    assert fixed("legacy-package", text, "MC914", target="hp-ux:A.11.16") == LEGACY + "AUTO_RUN YES\n"


def test_an_old_name_is_right_in_an_old_release_and_where_none_is_known(lint: Lint) -> None:
    text = LEGACY + "PKG_SWITCHING_ENABLED YES\nNET_SWITCHING_ENABLED NO\n"
    lint("legacy-package", text, target="hp-ux:A.10.10")
    lint("legacy-package", text, target="hp-ux")
    lint("legacy-package", text)


MODULES = [
    # a module, the target, the rule that speaks
    ("sg/weight", "hp-ux:A.11.18", "MC904"),
    ("sg/weight", "hp-ux:A.11.19", None),
    ("sg/generic_resource", "hp-ux:A.11.19", "MC904"),
    ("sg/generic_resource", "A.11.19", None),
    ("sg/resource", "linux", "MC905"),
    ("sg/resource", "hp-ux", None),
    ("sg/all", "linux:A.11.18", None),
    ("nfs/hanfs", "linux", None),
    ("sg/unheard_of", "linux:A.11.18", None),
]


@pytest.mark.parametrize(("module", "target", "code"), MODULES)
def test_modules(module: str, target: str, code: str | None) -> None:
    text = f"{MODULAR}module_name {module}\n"
    found = check(parse(text, kind="modular-package", target=target), Selection(select=("MC904", "MC905")))
    assert [finding.code for finding in found] == ([code] if code else [])


NOT_YET = [
    # kind, a line, the target, how the message calls what the release has in its place
    ("legacy-package", "AUTO_RUN YES", "hp-ux:A.10.10", "(there it is PKG_SWITCHING_ENABLED)"),
    ("legacy-package", "LOCAL_LAN_FAILOVER_ALLOWED NO", "hp-ux:A.11.01", "(there it is NET_SWITCHING_ENABLED)"),
    ("cluster", "MEMBER_TIMEOUT 14000000", "hp-ux:A.11.18", "(there it is HEARTBEAT_INTERVAL and NODE_TIMEOUT)"),
    ("cluster", "CAPACITY_NAME memory", "hp-ux:A.11.18", None),
]


@pytest.mark.parametrize(("kind", "line", "target", "called"), NOT_YET)
def test_the_name_in_an_old_release(kind: str, line: str, target: str, called: str | None) -> None:
    head = CLUSTER if kind == "cluster" else LEGACY
    found = check(parse(f"{head}{line}\n", kind=kind, target=target), Selection(select=("MC904",)))
    assert called in found[0].message if called else "there it is" not in found[0].message


def test_the_old_name_is_written_where_the_file_has_none(fixed: Fix) -> None:
    text = LEGACY + "AUTO_RUN NO\n"
    assert fixed("legacy-package", text, "MC904", target="hp-ux:A.10.10") == LEGACY + "PKG_SWITCHING_ENABLED NO\n"
    both = text + "PKG_SWITCHING_ENABLED NO\n"
    assert fixed("legacy-package", both, "MC904", target="hp-ux:A.10.10") == both
