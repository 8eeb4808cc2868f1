"""Texts and what they mean: one reading of each type."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcsgconf import catalogue
from mcsgconf.models import convert
from mcsgconf.models.criteria import Comparison, Condition, Criterion

CLUSTER = catalogue.load("cluster").parameters
LEGACY = catalogue.load("legacy-package").parameters
MODULAR = catalogue.load("modular-package").parameters
SCRIPT = catalogue.load("control-script").parameters


@pytest.mark.parametrize(
    ("text", "value"),
    [("2", 2), ("+2", 2), ("-1", -1), ("007", 7), ("", None), ("2.0", None), ("2 ", None), ("٢", None), ("1e3", None)],
)
def test_integer(text: str, value: int | None) -> None:
    assert convert.integer(CLUSTER["MAX_CONFIGURED_PACKAGES"], text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("2", 2.0), ("0.125", 0.125), (".5", 0.5), ("1.", 1.0), ("-1", -1.0), ("1e3", None), ("nan", None)],
)
def test_number(text: str, value: float | None) -> None:
    assert convert.number(CLUSTER["CAPACITY_VALUE"], text) == value


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("NODE_TIMEOUT", "2000000", timedelta(seconds=2)),
        ("NODE_TIMEOUT", "2s", None),
        ("NODE_TIMEOUT", "9" * 30, None),
    ],
)
def test_duration_in_microseconds(name: str, text: str, value: timedelta | None) -> None:
    assert convert.duration(CLUSTER[name], text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("300", timedelta(minutes=5)),
        ("0", timedelta()),
        ("NO_TIMEOUT", "NO_TIMEOUT"),
        ("no_timeout", "NO_TIMEOUT"),
        ("NO_TIMEOUTS", None),
    ],
)
def test_timeout_in_seconds_or_none(text: str, value: object) -> None:
    assert convert.timeout(LEGACY["RUN_SCRIPT_TIMEOUT"], text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("YES", True), ("yes", True), ("No", False), ("1", None), ("true", None), ("", None)]
)
def test_flag(text: str, *, value: bool | None) -> None:
    assert convert.flag(LEGACY["AUTO_RUN"], text) is value


@pytest.mark.parametrize(
    ("text", "value"),
    [("configured_node", "CONFIGURED_NODE"), ("MIN_PACKAGE_NODE", "MIN_PACKAGE_NODE"), ("CONFIGURED", None)],
)
def test_keyword_in_the_spelling_of_the_catalogue(text: str, value: str | None) -> None:
    assert convert.keyword(LEGACY["FAILOVER_POLICY"], text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10.1.1.1", ip_address("10.1.1.1")),
        ("10.1.1.1/24", ip_address("10.1.1.1")),
        ("2001:DB8::1", ip_address("2001:db8::1")),
        ("2001:db8::1/64", ip_address("2001:db8::1")),
        ("10.1.1", None),
        ("10.1.1.256", None),
        ("$IP", None),
        ("", None),
    ],
)
def test_address(text: str, value: object) -> None:
    assert convert.address(SCRIPT["IP"], text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("vg01", "/dev/vg01"), ("/dev/vg01", "/dev/vg01"), ("/dev/vg01/", "/dev/vg01"), ("", None), ("/", None)],
)
def test_volume_group_has_one_name(text: str, value: str | None) -> None:
    assert convert.volume_group(SCRIPT["VG"], text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", 0),
        (" ", 0),
        ("-r 0", 0),
        ("-r 3", 3),
        ("-r\t3 ", 3),
        ("-R", "unlimited"),
        ("-r", None),
        ("-r3", None),
        ("2", None),
        ("unlimited", None),
        ("-r 2 -R", None),
    ],
)
def test_restarts_of_a_control_script(text: str, value: object) -> None:
    assert convert.restarts(SCRIPT["SERVICE_RESTART"], text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("none", 0), ("NONE", 0), ("unlimited", "unlimited"), ("3", 3), ("-R", None), ("", None)]
)
def test_restarts_of_a_modular_package(text: str, value: object) -> None:
    assert convert.modular_restarts(MODULAR["service_restart"], text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("pkg1 = UP", Condition("pkg1", "UP")),
        ("pkg1=up", Condition("pkg1", "UP")),
        ("pkg-x\t=\tDown", Condition("pkg-x", "DOWN")),
        ("pkg1", None),
        ("pkg1 = RUNNING", None),
        ("= UP", None),
        ("pkg1 == UP", None),
        ("pkg 1 = UP", None),
    ],
)
def test_dependency_condition(text: str, value: Condition | None) -> None:
    assert convert.condition(LEGACY["DEPENDENCY_CONDITION"], text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("<50", [("<", 50.0)]),
        ("> -5 and < 10", [(">", -5.0), ("<", 10.0)]),
        (">= 1 AND <= 2.5", [(">=", 1.0), ("<=", 2.5)]),
        ('= "On Course"', [("=", "On Course")]),
        ("!= SERVING", [("!=", "SERVING")]),
        ('= "5"', [("=", "5")]),
        ("== 1", [("==", 1.0)]),
        ("= On Course", None),
        ("> 5 and", None),
        ("5", None),
        ("", None),
    ],
)
def test_resource_criterion(text: str, value: list[tuple[str, object]] | None) -> None:
    expected = None if value is None else Criterion(tuple(Comparison(*pair) for pair in value))  # type: ignore[arg-type]
    assert convert.criterion(LEGACY["RESOURCE_UP_VALUE"], text) == expected


def test_users_of_an_access_policy_stand_on_one_line() -> None:
    assert convert.users(CLUSTER["USER_NAME"], "lee \tron  admn") == ("lee", "ron", "admn")
    assert convert.users(CLUSTER["USER_NAME"], "any_user") == ("ANY_USER",)


@given(
    st.text(max_size=30), st.sampled_from([*CLUSTER.values(), *LEGACY.values(), *MODULAR.values(), *SCRIPT.values()])
)
def test_no_text_raises(text: str, parameter: catalogue.Parameter) -> None:
    for function in (
        convert.integer,
        convert.number,
        convert.duration,
        convert.timeout,
        convert.integer_or_word,
        convert.keyword,
        convert.name_or_keyword,
        convert.flag,
        convert.bit,
        convert.address,
        convert.subnet,
        convert.volume_group,
        convert.users,
        convert.restarts,
        convert.modular_restarts,
        convert.condition,
        convert.criterion,
    ):
        function(parameter, text)
