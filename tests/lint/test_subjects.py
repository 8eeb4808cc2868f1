"""Which rules watch a parameter: what the pages say, and what the checks that the catalogue drives judge."""

from __future__ import annotations

import pytest

from mcsgconf.catalogue import KINDS, load
from mcsgconf.lint.engine import check
from mcsgconf.lint.rules import all_rules
from mcsgconf.lint.select import Selection
from mcsgconf.lint.subjects import read_subjects, rules_watching
from mcsgconf.models.document import parse


@pytest.mark.parametrize(
    ("kind", "name", "watching", "not_watching"),
    [
        ("cluster", "SERIAL_DEVICE_FILE", "MC120 MC121 MC122 MC904 MC905", "MC101 MC133"),
        ("cluster", "MEMBER_TIMEOUT", "MC133 MC904", "MC905 MC120"),
        ("cluster", "CLUSTER_NAME", "MC101", "MC904 MC905 MC120"),
        ("cluster", "SITE", "MC149", "MC905"),
        ("legacy-package", "RUN_SCRIPT_TIMEOUT", "MC209", "MC904 MC905 MC229"),
        ("modular-package", "run_script_timeout", "MC209", "MC208"),
        ("modular-package", "priority", "MC229", "MC219"),
        ("modular-package", "vg", "MC904", "MC905"),
        ("modular-package", "sgesap/stack/sap_instance", "", "MC222 MC905"),
        ("modular-package", "sgesap/sap_global/rem_comm", "MC905", ""),
        ("modular-package", "path", "", "MC203 MC208 MC401"),
        ("control-script", "VG", "MC302", "MC120 MC201"),
        ("control-script", "IP", "MC302", "MC120 MC126"),
    ],
)
def test_the_rules_of_a_parameter(kind: str, name: str, watching: str, not_watching: str):
    codes = {rule.code for rule in rules_watching(kind, load(kind).parameters[name])}
    assert set(watching.split()) <= codes
    assert not set(not_watching.split()) & codes


@pytest.mark.parametrize("kind", KINDS)
def test_rules_are_of_the_kind_and_in_order(kind: str):
    for parameter in load(kind).parameters.values():
        rules = rules_watching(kind, parameter)
        assert [rule.code for rule in rules] == sorted(rule.code for rule in rules)
        assert all(kind in rule.kinds and all_rules()[rule.code] is rule for rule in rules)


def test_every_page_is_read():
    subjects = read_subjects()
    assert isinstance(subjects, dict)
    assert set(subjects) == set(all_rules())


MISTAKES = [
    # kind, the file, the parameter whose line is wrong
    ("cluster", "CLUSTER_NAME a/b\nNODE_NAME n\n", "CLUSTER_NAME"),
    ("cluster", "CLUSTER_NAME c\nNODE_NAME n\nNETWORK_POLLING_INTERVAL 99000000\n", "NETWORK_POLLING_INTERVAL"),
    ("cluster", "CLUSTER_NAME c\nNODE_NAME n\nAUTO_START_TIMEOUT soon\n", "AUTO_START_TIMEOUT"),
    ("cluster", "CLUSTER_NAME c\nHEARTBEAT_IP 10.0.0.1\nNODE_NAME n\n", "HEARTBEAT_IP"),
    ("cluster", "CLUSTER_NAME c\nNODE_NAME n\nHOSTNAME_ADDRESS_FAMILY IPV5\n", "HOSTNAME_ADDRESS_FAMILY"),
    ("legacy-package", "PACKAGE_NAME p\nNODE_NAME n\nPRIORITY 9999\n", "PRIORITY"),
    ("legacy-package", "PACKAGE_NAME p\nNODE_NAME n\nAUTO_RUN perhaps\n", "AUTO_RUN"),
    ("modular-package", "package_name p\nmodule_name sg/failover\nnode_name n\nlog_level 9\n", "log_level"),
    (
        "modular-package",
        "package_name p\nmodule_name sg/failover\nnode_name n\nauto_run yes\nauto_run no\n",
        "auto_run",
    ),
]


@pytest.mark.parametrize(("kind", "text", "name"), MISTAKES)
def test_the_rule_that_finds_a_mistake_is_among_those_that_watch(kind: str, text: str, name: str):
    document = parse(text, kind=kind)
    line = 1 + max(i for i, row in enumerate(text.splitlines()) if row.startswith(f"{name} "))
    codes = {finding.code for finding in check(document, Selection(("ALL",))) if finding.line == line}
    assert codes
    assert codes <= {rule.code for rule in rules_watching(kind, load(kind).parameters[name])}
