"""Values and what is wrong with them, by the catalogue's entry alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcsgconf import catalogue
from mcsgconf.catalogue import Target
from mcsgconf.models.value_problem import ProblemKind, expectation, value_problem

ANY = ""
CASES = [
    # kind of file, parameter, value, target, what is wrong
    ("cluster", "MAX_CONFIGURED_PACKAGES", "300", ANY, None),
    ("cluster", "MAX_CONFIGURED_PACKAGES", "301", ANY, ProblemKind.RANGE),
    ("cluster", "MAX_CONFIGURED_PACKAGES", "300", "hp-ux A.11.16", ProblemKind.RANGE),
    ("cluster", "MAX_CONFIGURED_PACKAGES", "150", "hp-ux A.11.16", None),
    ("cluster", "MAX_CONFIGURED_PACKAGES", "many", ANY, ProblemKind.TYPE),
    ("cluster", "MAX_CONFIGURED_PACKAGES", "", ANY, None),
    ("cluster", "MEMBER_TIMEOUT", "14000000", ANY, None),
    ("cluster", "MEMBER_TIMEOUT", "14", ANY, ProblemKind.RANGE),
    ("cluster", "MEMBER_TIMEOUT", "14s", ANY, ProblemKind.TYPE),
    ("cluster", "NODE_NAME", "alfa", ANY, None),
    ("cluster", "NODE_NAME", "alfa beta", ANY, ProblemKind.COUNT),
    ("cluster", "NODE_NAME", "a" * 39, ANY, None),
    ("cluster", "NODE_NAME", "a" * 40, ANY, ProblemKind.LENGTH),
    ("cluster", "NODE_NAME", "a" * 32, "hp-ux A.11.16", ProblemKind.LENGTH),
    ("cluster", "CLUSTER_NAME", "my/cluster", ANY, ProblemKind.CHARACTERS),
    ("cluster", "HEARTBEAT_IP", "10.1.1.1", ANY, None),
    ("cluster", "HEARTBEAT_IP", "10.1.1", ANY, ProblemKind.TYPE),
    ("cluster", "USER_NAME", "a b c d e f g h", ANY, None),
    ("cluster", "USER_NAME", "a b c d e f g h i", ANY, ProblemKind.COUNT),
    ("cluster", "USER_HOST", "cluster_member_node", ANY, None),
    ("cluster", "USER_ROLE", "MONITOR", ANY, None),
    ("cluster", "USER_ROLE", "MONITER", ANY, ProblemKind.WORD),
    ("cluster", "CAPACITY_VALUE", "10.5", ANY, None),
    ("cluster", "CAPACITY_VALUE", "1000001", ANY, ProblemKind.RANGE),
    ("legacy-package", "AUTO_RUN", "yes", ANY, None),
    ("legacy-package", "AUTO_RUN", "Y", ANY, ProblemKind.WORD),
    ("legacy-package", "RUN_SCRIPT_TIMEOUT", "NO_TIMEOUT", ANY, None),
    ("legacy-package", "RUN_SCRIPT_TIMEOUT", "0", ANY, None),
    ("legacy-package", "RUN_SCRIPT_TIMEOUT", "NO_TIMEOUTS", ANY, ProblemKind.TYPE),
    ("legacy-package", "RUN_SCRIPT_TIMEOUT", "4294", ANY, None),
    ("legacy-package", "RUN_SCRIPT_TIMEOUT", "4295", ANY, ProblemKind.RANGE),
    ("legacy-package", "PRIORITY", "no_priority", ANY, None),
    ("legacy-package", "PRIORITY", "0", ANY, ProblemKind.RANGE),
    ("legacy-package", "SERVICE_NAME", "db mon", ANY, ProblemKind.COUNT),
    ("legacy-package", "SERVICE_NAME", "db_mon_", ANY, None),
    ("legacy-package", "SERVICE_NAME", "db_mon_", "hp-ux A.11.18", ProblemKind.CHARACTERS),
    ("legacy-package", "SERVICE_NAME", "db_mon_", "hp-ux A.11.17", None),
    ("legacy-package", "NODE_NAME", "*", ANY, None),
    ("legacy-package", "PACKAGE_TYPE", "MULTI_NODE", ANY, None),
    ("legacy-package", "PACKAGE_TYPE", "MULTI_NODE", "hp-ux A.11.16", ProblemKind.RELEASE),
    ("legacy-package", "DEPENDENCY_CONDITION", "pkg2 = UP", ANY, None),
    ("legacy-package", "DEPENDENCY_CONDITION", "pkg2 = down", ANY, None),
    ("legacy-package", "DEPENDENCY_CONDITION", "pkg2 = DOWN", "hp-ux A.11.18", ProblemKind.RELEASE),
    ("legacy-package", "DEPENDENCY_CONDITION", "pkg2", ANY, ProblemKind.TYPE),
    ("legacy-package", "RESOURCE_UP_VALUE", "> -5 and < 10", ANY, None),
    ("legacy-package", "RESOURCE_UP_VALUE", "== 1", ANY, ProblemKind.TYPE),
    ("modular-package", "generic_resource_up_criteria", "<50", ANY, None),
    ("modular-package", "generic_resource_up_criteria", "= 50", ANY, ProblemKind.TYPE),
    ("modular-package", "generic_resource_up_criteria", "<1", ANY, ProblemKind.RANGE),
    ("modular-package", "service_restart", "unlimited", ANY, None),
    ("modular-package", "service_restart", "0", ANY, ProblemKind.RANGE),
    ("modular-package", "weight_value", "0.1234", ANY, ProblemKind.RANGE),
    ("control-script", "SERVICE_RESTART", "-r 2", ANY, None),
    ("control-script", "SERVICE_RESTART", "2", ANY, ProblemKind.TYPE),
    ("control-script", "ENABLE_THREADED_VGCHANGE", "YES", ANY, ProblemKind.WORD),
    ("control-script", "VXVM_DG_RETRY", "YES", ANY, None),
    ("control-script", "VXVM_DG_RETRY", "yes", ANY, ProblemKind.WORD),
    ("control-script", "VG", "vg01 vg02", ANY, ProblemKind.COUNT),
    ("control-script", "CONCURRENT_FSCK_OPERATIONS", "1025", ANY, ProblemKind.RANGE),
]


@pytest.mark.parametrize(("kind", "name", "value", "target", "expected"), CASES)
def test_what_is_wrong(kind: str, name: str, value: str, target: str, expected: ProblemKind | None) -> None:
    parameter = catalogue.load(kind).parameters[name]
    problem = value_problem(parameter, value, Target.parse(target) if target else Target())
    assert (problem and problem.kind) == expected, problem


@pytest.mark.parametrize(
    ("kind", "name", "target", "words"),
    [
        ("cluster", "MAX_CONFIGURED_PACKAGES", ANY, "a whole number from 0 to 300"),
        ("cluster", "MAX_CONFIGURED_PACKAGES", "hp-ux A.11.16", "a whole number from 0 to 150"),
        ("legacy-package", "RUN_SCRIPT_TIMEOUT", ANY, "a whole number of seconds from 10 to 4294 or NO_TIMEOUT"),
        ("cluster", "AUTO_START_TIMEOUT", "hp-ux", "a whole number of microseconds, at least 0"),
        ("cluster", "USER_ROLE", ANY, "MONITOR, FULL_ADMIN or PACKAGE_ADMIN"),
        ("legacy-package", "AUTO_RUN", ANY, "YES or NO"),
        ("cluster", "HEARTBEAT_IP", ANY, "an IP address"),
    ],
)
def test_an_expectation_reads_as_a_sentence_does(kind: str, name: str, target: str, words: str) -> None:
    parameter = catalogue.load(kind).parameters[name]
    assert expectation(parameter, Target.parse(target) if target else Target()) == words


@pytest.mark.parametrize(
    ("kind", "name", "value", "word"),
    [
        ("cluster", "USER_ROLE", "monitr", "MONITOR"),
        ("legacy-package", "FAILOVER_POLICY", "CONFIGURD_NODE", "CONFIGURED_NODE"),
        ("legacy-package", "RUN_SCRIPT_TIMEOUT", "NO_TIMEOUTS", "NO_TIMEOUT"),
        ("legacy-package", "AUTO_RUN", "YESS", "YES"),
        ("legacy-package", "AUTO_RUN", "perhaps", None),
    ],
)
def test_the_word_that_was_meant(kind: str, name: str, value: str, word: str | None) -> None:
    problem = value_problem(catalogue.load(kind).parameters[name], value, Target())
    assert problem is not None
    assert problem.word == word


PARAMETERS = [parameter for kind in catalogue.KINDS for parameter in catalogue.load(kind).parameters.values()]


@given(
    st.sampled_from(PARAMETERS), st.text(max_size=60), st.sampled_from(["hp-ux A.11.16", "linux A.12.00", "A.11.19"])
)
def test_no_value_raises_and_every_problem_says_what_is_expected(
    parameter: catalogue.Parameter, value: str, target: str
) -> None:
    for chosen in (Target(), Target.parse(target)):
        problem = value_problem(parameter, value, chosen)
        assert problem is None or problem.expected


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.name)
def test_the_default_of_every_parameter_is_legal(parameter: catalogue.Parameter) -> None:
    """A default that is text stands in the vendor's own templates; the tables and this reading must agree on it."""
    default = parameter.limits(Target()).default
    if default is not None and "$" not in str(default):
        assert value_problem(parameter, str(default), Target()) is None
