"""Quoted values: which are flagged in which file, and when the fix may take the quotes off."""

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
ENOUGH = "SERVICE_HALT_TIMEOUT 60\n"

SERVICES = [
    # value, findings, value after the fix (None: no fix)
    ('"db_mon"', "MC201", "db_mon"),
    ("'db_mon'", "MC201", "db_mon"),
    ("`db_mon`", "MC201", "db_mon"),
    ("\u201cdb_mon\u201d", "MC153 MC201", "db_mon"),
    ("\u2018db_mon\u2019", "MC153 MC201", "db_mon"),
    ('"db mon"', "MC201 MC202", None),
    ('"db/mon"', "MC201 MC202", None),
    ('"db_mon', "MC201", None),
    ('db_mon"', "MC201", None),
    ('db"mon', "MC201", None),
    ('""', "MC201", None),
    ('" "', "MC201", None),
    ('" db_mon"', "MC201 MC202", None),
    ('"' + "a" * 40 + '"', "MC201 MC202", None),
    ("db mon", "MC202", None),
    ("db\tmon", "MC202", None),
    ("db_mon", "", None),
    ("db.mon-1", "", None),
    ('db_mon # "the" monitor', "MC159", None),
]


@pytest.mark.parametrize(("value", "codes", "after"), SERVICES)
def test_service_names(value: str, codes: str, after: str | None, lint: Lint, fixed: Fix) -> None:
    lint("legacy-package", f"{LEGACY}SERVICE_NAME\t{value}{f'  # <- {codes}' if codes else ''}\n{ENOUGH}")
    text = f"{LEGACY}SERVICE_NAME\t{value}\n{ENOUGH}"
    assert fixed("legacy-package", text, "MC201", unsafe=False) == (text.replace(value, after) if after else text)


def test_a_fix_never_makes_two_services_of_one_name(lint: Lint, fixed: Fix) -> None:
    text = (
        f"{LEGACY}SERVICE_NAME \"mon\"  # <- MC201\n{ENOUGH}SERVICE_NAME 'mon'  # <- MC201 MC216\n{ENOUGH}"
        f'SERVICE_NAME "db"  # <- MC201\n{ENOUGH}'
    )
    lint("legacy-package", text)
    assert fixed("legacy-package", text, "MC201").endswith(
        f"SERVICE_NAME \"mon\"\n{ENOUGH}SERVICE_NAME 'mon'\n{ENOUGH}SERVICE_NAME db\n{ENOUGH}"
    )


def test_the_remark_and_the_line_end_stay(fixed: Fix) -> None:
    text = LEGACY.replace("\n", "\r\n") + '  service_name "mon" # "x"\r\n'
    assert fixed("legacy-package", text, "MC201") == text.replace('"mon"', "mon")


CLUSTER = [
    ('VOLUME_GROUP "/dev/vg01"  # <- MC152', "VOLUME_GROUP /dev/vg01"),
    ("VOLUME_GROUP '/dev/vg01  # <- MC152", None),
    ('USER_NAME "lee ron"  # <- MC152', "USER_NAME lee ron"),
    ('CLUSTER_NAME ""  # <- MC102 MC152', None),
    ("VOLUME_GROUP /dev/vg'01", None),
]


@pytest.mark.parametrize(("line", "after"), CLUSTER)
def test_cluster_file(line: str, after: str | None, lint: Lint, fixed: Fix) -> None:
    head = "CLUSTER_NAME c\nNODE_NAME a\n"
    tail = "USER_HOST a\nUSER_ROLE MONITOR\n" if line.startswith("USER") else ""
    lint("cluster", f"{head}{line}\n{tail}")
    plain = line.partition("  # <-")[0]
    assert fixed("cluster", f"{head}{line}\n{tail}", "MC152") == f"{head}{after or plain}\n{tail}"


def test_criteria_and_conditions_have_quotes_of_their_own(lint: Lint) -> None:
    findings = lint(
        "legacy-package",
        LEGACY
        + """\
RESOURCE_NAME /a
RESOURCE_UP_VALUE = "On Course"
RESOURCE_UP_VALUE "= UP"  # <- MC203
DEPENDENCY_NAME d
DEPENDENCY_CONDITION 'q = UP'  # <- MC203
DEPENDENCY_LOCATION SAME_NODE
""",
    )
    assert {finding.severity for finding in findings} == {Severity.INFO}


def test_modular_names(lint: Lint, fixed: Fix) -> None:
    text = """\
package_name "p"  # <- MC401
node_name 'a'  # <- MC401
auto_run "yes"
run_script_timeout "600"
halt_script_timeout '900'
dependency_name "d"  # <- MC401
dependency_condition "q = up"
dependency_location "same_node"
service_name "a b"  # <- MC401 MC202
service_cmd '/x "y"'
service_halt_timeout "300"
vg "vg01"
script_log_file "/x"
monitored_subnet "10.1.1.0"
ip_subnet "10.1.1.0"
ip_address "10.1.1.1"
package_description ""
"""
    findings = lint("modular-package", text)
    assert [f.severity.value for f in findings if f.code == "MC401"] == ["warning", "warning", "warning", "error"]
    after = fixed("modular-package", text, "MC401", unsafe=False)
    assert after.splitlines()[:2] == ["package_name p", "node_name a"]
    assert after.splitlines()[8] == 'service_name "a b"'
