"""Lines that are missing, stand twice, outside their block, or too often."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mcsgconf.lint.finding import Severity

if TYPE_CHECKING:
    from tests.lint.conftest import Fix, Lint

LEGACY = (
    "PACKAGE_NAME p\nNODE_NAME a\nRUN_SCRIPT /etc/cmcluster/p/p.cntl\nRUN_SCRIPT_TIMEOUT 600\n"
    "HALT_SCRIPT /etc/cmcluster/p/p.cntl\nHALT_SCRIPT_TIMEOUT 900\n"
)
MODULAR = "package_name p\nrun_script_timeout 600\nhalt_script_timeout 900\n"


# ------------------------------------------------------------------------------------------------ missing


def test_a_missing_line_is_looked_for_in_the_comments(lint: Lint) -> None:
    lint(
        "legacy-package",
        """\
# RUN_SCRIPT <full path>
PACKAGE_NAME p
#NODE_NAME   a
 ##  node_name  b  # <- MC205
# NODE_NAME <name of a node>
# NODE_NAME is the name of a node
RUN_SCRIPT /etc/cmcluster/p/p.cntl
RUN_SCRIPT_TIMEOUT 600
HALT_SCRIPT /etc/cmcluster/p/p.cntl
HALT_SCRIPT_TIMEOUT 900
""",
    )


def test_without_a_comment_the_name_of_the_thing_stands_for_the_file(lint: Lint) -> None:
    lint("legacy-package", "NODE_NAME a\nPACKAGE_NAME p  # <- MC208 MC208 MC211\n")


def test_a_file_without_any_setting_lacks_nothing(lint: Lint) -> None:
    lint("cluster", "# CLUSTER_NAME c\n\n")


def test_modules_of_a_modular_package_are_not_demanded(lint: Lint) -> None:
    lint("modular-package", MODULAR + "module_name sg/failover\n")


def test_members_are_demanded_in_each_block(lint: Lint) -> None:
    lint(
        "modular-package",
        MODULAR
        + """\
service_name one  # <- MC402
service_halt_timeout 300
service_name two
service_cmd /x
service_halt_timeout 300
service_name three  # <- MC402
service_halt_timeout 200
""",
    )


def test_a_member_that_stands_astray_is_not_called_missing(lint: Lint) -> None:
    (finding,) = lint(
        "modular-package",
        MODULAR
        + "service_name one\nservice_restart 2\nservice_halt_timeout 9\npriority 20\nservice_cmd /x  # <- MC402\n",
    )
    assert finding.severity is Severity.WARNING


# ------------------------------------------------------------------------------------------------ repeated

REPEATED = [
    ("cluster", "CLUSTER_NAME c\nNODE_NAME a\ncluster_name d  # <- MC102\n"),
    ("cluster", "CLUSTER_NAME c\nNODE_NAME a\nNODE_NAME b\nQS_HOST q\nQS_HOST q  # <- MC102\nQS_HOST q  # <- MC102\n"),
    (
        "cluster",
        "CLUSTER_NAME c\nNODE_NAME a\nNETWORK_INTERFACE lan0\nSTATIONARY_IP fd00::1\nSTATIONARY_IP fd00:1::1\n",
    ),
    ("legacy-package", LEGACY + "PKG_SWITCHING_ENABLED YES\nAUTO_RUN YES\n"),
    ("legacy-package", LEGACY + "SUBNET 10.1.1.0\nMONITORED_SUBNET 10.1.2.0\n"),
    ("modular-package", MODULAR + 'vgchange_cmd "vgchange -a e"\nvgchange_cmd "vgchange -a e"  # <- MC222\n'),
    ("modular-package", MODULAR + "external_script /a\nexternal_script /b\npev_a 1\npev_b 2\nvg a\nvg b\n"),
    ("modular-package", MODULAR + "sgesap/stack/sap_instance A\nsgesap/stack/sap_instance B\n"),
    ("modular-package", MODULAR + 'tkit/nfs/nfs/XFS "*:/a"\ntkit/nfs/nfs/XFS "*:/b"\n'),
]


@pytest.mark.parametrize(("kind", "text"), REPEATED)
def test_what_may_stand_once_and_what_may_be_a_list(kind: str, text: str, lint: Lint) -> None:
    lint(kind, text)


def test_only_the_later_of_two_equal_lines_goes(fixed: Fix) -> None:
    text = "CLUSTER_NAME c\nNODE_NAME a\n  QS_HOST  q # one\n\tqs_host q # two\nNODE_TIMEOUT 5000000\nNODE_TIMEOUT 8000000\n"
    expected = "CLUSTER_NAME c\nNODE_NAME a\n  QS_HOST  q # one\nNODE_TIMEOUT 5000000\nNODE_TIMEOUT 8000000\n"
    assert fixed("cluster", text, "MC102", unsafe=False) == expected


def test_both_lines_of_a_repetition_are_named(lint: Lint) -> None:
    (finding,) = lint(
        "cluster", "CLUSTER_NAME c\nNODE_NAME a\nNODE_NAME b\nQS_HOST one\n# x\nQS_HOST two  # <- MC102\n"
    )
    assert "'one' in line 4" in finding.message
    assert [place.place.start.line for place in finding.related] == [4]


# ------------------------------------------------------------------------------------------------ astray

ASTRAY = [
    # no opener above: an error
    ("cluster", "CLUSTER_NAME c\nFIRST_CLUSTER_LOCK_PV /dev/dsk/d  # <- MC108 MC113\nNODE_NAME a\nNODE_NAME b\n", "error"),
    ("cluster", "CLUSTER_NAME c\nNODE_NAME a\nNETWORK_INTERFACE lan0\nNODE_NAME a2\nHEARTBEAT_IP 10.1.1.1  # <- MC108\nQS_HOST q\n", "error"),
    ("modular-package", MODULAR + "user_role package_admin  # <- MC143\n", "error"),
    ("legacy-package", LEGACY + "MONITORED_SUBNET_ACCESS FULL  # <- MC231\n", "error"),
    # the opener is above, something else between: nobody knows
    ("cluster", "CLUSTER_NAME c\nNODE_NAME b\nNODE_NAME a\nQS_HOST q\nNETWORK_INTERFACE lan0  # <- MC108\n", "warning"),
    ("cluster", "CLUSTER_NAME c\nNODE_NAME b\nCLUSTER_LOCK_LUN /dev/sda\nNODE_NAME a\nNETWORK_INTERFACE lan0\nCLUSTER_LOCK_LUN /dev/sda\nHEARTBEAT_IP 10.1.1.1  # <- MC108\n", "warning"),
    ("legacy-package", LEGACY + "SERVICE_NAME s\nSUBNET 10.1.1.0\nSERVICE_HALT_TIMEOUT 3  # <- MC212\n", "warning"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "severity"), ASTRAY)
def test_lines_outside_their_block(kind: str, text: str, severity: str, lint: Lint) -> None:
    findings = lint(kind, text)
    assert severity in {finding.severity.value for finding in findings}


def test_order_within_a_block_is_free(lint: Lint) -> None:
    lint(
        "cluster",
        """\
CLUSTER_NAME c
NODE_NAME b
      CLUSTER_LOCK_LUN /dev/sda
NODE_NAME a
      CLUSTER_LOCK_LUN /dev/sda
 NETWORK_INTERFACE lan0
HEARTBEAT_IP 10.1.1.1
  NETWORK_INTERFACE lan1
  CAPACITY_NAME m
  CAPACITY_VALUE 3
  NETWORK_INTERFACE lan2
    STATIONARY_IP 10.1.2.1
""",
    )


# ------------------------------------------------------------------------------------------------ too many


def policies(first: int, last: int, mark: str = "") -> str:
    return "".join(
        f"USER_NAME u{number}{mark}\nUSER_HOST CLUSTER_MEMBER_NODE\nUSER_ROLE MONITOR\n"
        for number in range(first, last + 1)
    )


def test_policies_are_counted_by_line_and_services_by_name(lint: Lint) -> None:
    head = "CLUSTER_NAME c\nNODE_NAME a\n"
    lint("cluster", head + policies(1, 200))
    lint("cluster", head + policies(1, 200) + policies(201, 201, "  # <- MC143") + policies(202, 202))
    services = "".join(f"SERVICE_NAME s{number}\nSERVICE_HALT_TIMEOUT 9\n" for number in range(30))
    lint("legacy-package", LEGACY + services)
    lint(
        "legacy-package",
        LEGACY
        + services
        + "SERVICE_NAME s1  # <- MC216\nSERVICE_HALT_TIMEOUT 9\n"
        + "SERVICE_NAME s30  # <- MC217\nSERVICE_HALT_TIMEOUT 9\nSERVICE_NAME s31\nSERVICE_HALT_TIMEOUT 9\n",
    )
