"""Every parameter of every settings file, with values inside and outside what the catalogue allows, for three targets."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from mcsgconf import catalogue
from mcsgconf.catalogue import Limits, Target, ValueType
from mcsgconf.catalogue.parameter import on_platform
from mcsgconf.lint.codes import VALUE_CODES
from mcsgconf.lint.engine import check
from mcsgconf.lint.finding import Severity
from mcsgconf.lint.select import Selection
from mcsgconf.models.document import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.catalogue import Parameter
    from mcsgconf.lint.finding import Finding
    from tests.lint.conftest import Fix, Lint

MODULAR = "package_name p\nrun_script_timeout 600\nhalt_script_timeout 900\n"
KINDS = ("cluster", "legacy-package", "modular-package")
TARGETS = {
    "hp-ux:A.11.16": Target.parse("hp-ux:A.11.16"),
    "hp-ux:A.11.20": Target.parse("hp-ux:A.11.20"),
    "none": Target(),
}
NUMBERS = {ValueType.INTEGER, ValueType.DURATION, ValueType.FLOAT}
SMALLEST_TIME = 100_000  # below it MC129 speaks, in the cluster file


class Case(NamedTuple):
    kind: str
    parameter: Parameter
    value: str
    target: str


def parameters() -> Iterator[tuple[str, Parameter, str]]:
    """Every parameter with every target that knows it."""
    for kind in KINDS:
        for parameter in catalogue.load(kind).parameters.values():
            for name, target in TARGETS.items():
                if not parameter.legacy_only and knows(target, parameter):
                    yield kind, parameter, name


def knows(target: Target, parameter: Parameter) -> bool:
    if target.platform is None or target.release is None:
        return True
    since, until = on_platform(parameter.since, target.platform), on_platform(parameter.until, target.platform)
    return (
        target.platform in parameter.platforms
        and (since is None or since <= target.release)
        and (until is None or target.release <= until)
    )


def plain(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


LEGAL = {
    ValueType.FLAG: ("YES", "no", "Yes"),
    ValueType.BIT: ("0", "1"),
    ValueType.IP: ("10.1.1.1", "fd00::1"),
    ValueType.SUBNET: ("10.1.1.0", "fd00::"),
    ValueType.CONDITION: ("a = UP", "a=up", "a.b-c =UP"),
    ValueType.CRITERION: ("> 5", "!= 7"),
    ValueType.NAME: ("a1",),
    ValueType.NODE: ("a1",),
    ValueType.DEVICE: ("/dev/vg01",),
    ValueType.PATH: ("/etc/cmcluster/p/p.cntl",),
}
ILLEGAL = {
    ValueType.INTEGER: ("12x", "ten", "0x10", "1e3", "1 2", "1.5"),
    ValueType.DURATION: ("12x", "10s", "0x10", "1e3", "1 2", "1.5"),
    ValueType.FLOAT: ("12x", "ten", "0x10", "1e3", "1 2"),
    ValueType.ENUM: ("NOWORD", "1"),
    ValueType.FLAG: ("TRUE", "1", "YESS", "on"),
    ValueType.BIT: ("2", "yes"),
    ValueType.IP: ("10.1.1", "10.1.1.256", "gateway", "10.1.1.1 10.1.1.2"),
    ValueType.SUBNET: ("10.1.1", "10.1.1.256", "backbone", "10.1.1.0 10.1.2.0"),
    ValueType.CONDITION: ("a", "a UP", "= UP", "a = DOWNN"),
    ValueType.CRITERION: ("5", ">", "> 5 or < 3"),
    ValueType.NAME: ("a b",),
    ValueType.NODE: ("a b",),
    ValueType.DEVICE: ("/dev/a b",),
    ValueType.PATH: ("/a b",),
}
BEGINNINGS = {ValueType.NAME: "", ValueType.NODE: "", ValueType.DEVICE: "/dev/", ValueType.PATH: "/"}


def inside(parameter: Parameter, target: Target) -> Iterator[str]:
    yield from LEGAL.get(parameter.type, ())
    for word in parameter.words(target):
        yield from (word, word.upper(), word.lower()) if parameter.type is not ValueType.COMMAND else (word,)
    if parameter.type in NUMBERS:
        limits = parameter.limits(target)
        yield from (
            plain(number) for number in (limits.min, limits.max, limits.default) if isinstance(number, int | float)
        )
    longest = parameter.longest(target)
    if longest is not None and parameter.type in BEGINNINGS:
        beginning = BEGINNINGS[parameter.type]
        yield beginning + "a" * (longest - len(beginning))


def outside(parameter: Parameter, target: Target) -> Iterator[str]:
    yield from ILLEGAL.get(parameter.type, ())
    if parameter.type in NUMBERS:
        yield from beyond(parameter, parameter.limits(target))
    longest = parameter.longest(target)
    if longest is not None and parameter.type in BEGINNINGS:
        yield (
            BEGINNINGS[parameter.type]
            + "a" * longest
            + ("a" if parameter.type in {ValueType.NAME, ValueType.NODE} else "")
        )
    if parameter.type in {ValueType.NAME, ValueType.NODE}:
        yield from (f"a{char}b" for char in parameter.forbidden)
        if parameter.pattern == "name" and (parameter.pattern_since is None or "A.11.2" in str(target)):
            yield from ("-a", "a.", "a+b")


def beyond(parameter: Parameter, limits: Limits) -> Iterator[str]:
    """The numbers next to the limits, outside."""
    if limits.max is not None:
        yield plain(limits.max + 1)
    if limits.min is not None:
        below = limits.min - 1
        if not (below == 0 and parameter.zero_means) and not is_small_time(parameter, below):
            yield plain(below)


def is_small_time(parameter: Parameter, value: float) -> bool:
    return parameter.unit == "us" and 0 < value < SMALLEST_TIME


def text_of(kind: str, parameter: Parameter, value: str) -> str:
    """The openers that a parameter needs above it, then its line, which is the last."""
    known = catalogue.load(kind)
    lines = [f"{parameter.name.replace('*', 'x')}  {value}\n"]
    block = known.blocks[parameter.block]
    while block.opener is not None:
        opener = known.parameters[block.opener]
        lines.insert(0, f"{opener.name}  {'10.1.1.0' if opener.type is ValueType.SUBNET else '/a'}\n")
        block = known.blocks[opener.block]
    return "".join(lines)


def findings_on_the_last_line(case: Case) -> list[Finding]:
    text = text_of(case.kind, case.parameter, case.value)
    document = parse(text, kind=case.kind, target=TARGETS[case.target])
    found = check(document, Selection(select=(*VALUE_CODES, "MC904", "MC905")))
    return [finding for finding in found if finding.line == text.count("\n")]


GOOD = [
    Case(kind, parameter, value, target)
    for kind, parameter, target in parameters()
    for value in inside(parameter, TARGETS[target])
]
BAD = [
    Case(kind, parameter, value, target)
    for kind, parameter, target in parameters()
    for value in outside(parameter, TARGETS[target])
]
NOT_ABOUT_THE_VALUE = (
    " has no ",  # a block that the little file leaves incomplete
    " is missing",
    " without QS_HOST",
    " without FIRST_CLUSTER_LOCK",
    "no SITE_NAME declares",
    "is out of use",  # a name, and not its value
    "is for HP's support",  # legal values with a drawback
    "not a single package can be applied",
    "advised",
    "killed at the moment it is told to end",
    "no node has a CAPACITY_NAME",
    "the heartbeat goes over IPv4 only",  # a release without heartbeats over IPv6
)


def about_the_value(findings: list[Finding]) -> list[Finding]:
    """Findings about what a line says, not about the lines that the little file lacks."""
    return [finding for finding in findings if not any(words in finding.message for words in NOT_ABOUT_THE_VALUE)]


@pytest.mark.parametrize("kind", KINDS)
def test_values_inside_the_limits_are_silent(kind: str) -> None:
    wrong = [
        (case.parameter.name, case.value, case.target, [finding.message for finding in found])
        for case in GOOD
        if case.kind == kind and (found := about_the_value(findings_on_the_last_line(case)))
    ]
    assert wrong == []


@pytest.mark.parametrize("kind", KINDS)
def test_values_outside_the_limits_are_found(kind: str) -> None:
    wrong = [
        (case.parameter.name, case.value, case.target, [(finding.code, finding.message) for finding in found])
        for case in BAD
        if case.kind == kind and len(found := about_the_value(findings_on_the_last_line(case))) != 1
    ]
    assert wrong == []


def test_there_are_enough_cases() -> None:
    assert len(GOOD) > 700
    assert len(BAD) > 1300


def test_a_wrong_value_is_an_error_but_where_little_is_known() -> None:
    for case in BAD:
        for finding in about_the_value(findings_on_the_last_line(case)):
            short = case.parameter.name.upper() in {"RUN_SCRIPT_TIMEOUT", "HALT_SCRIPT_TIMEOUT"} and case.value == "9"
            lenient = short or "/" in case.parameter.name
            assert finding.severity is (Severity.WARNING if lenient else Severity.ERROR), (case, finding)


OWN_RULES = [
    ("cluster", "CLUSTER_NAME a/b", "MC101"),
    ("cluster", "NODE_NAME " + "a" * 40, "MC106"),
    ("cluster", "QS_TIMEOUT_EXTENSION 300000001", "MC119"),
    ("cluster", "HEARTBEAT_INTERVAL 30000001", "MC131"),
    ("cluster", "MEMBER_TIMEOUT 300000001", "MC133"),
    ("cluster", "AUTO_START_TIMEOUT -5", "MC135"),
    ("cluster", "NETWORK_POLLING_INTERVAL 30000001", "MC136"),
    ("cluster", "MAX_CONFIGURED_PACKAGES many", "MC137"),
    ("cluster", "VOLUME_GROUP /dev/" + "a" * 40, "MC138"),
    ("cluster", "NETWORK_FAILURE_DETECTION IN", "MC155"),
    ("cluster", "HOSTNAME_ADDRESS_FAMILY IPV5", "MC147"),
    ("cluster", "NODE_TIMEOUT 60000001", "MC132"),
    ("cluster", "MEMBER_TIMEOUT 14s", "MC156"),
    ("legacy-package", "SERVICE_NAME a b", "MC202"),
    ("legacy-package", "PACKAGE_NAME a*", "MC204"),
    ("legacy-package", "RUN_SCRIPT /a b", "MC208"),
    ("legacy-package", "HALT_SCRIPT_TIMEOUT NEVER", "MC209"),
    ("legacy-package", "HALT_SCRIPT_TIMEOUT NO_TIMEOUTS", "MC232"),
    ("legacy-package", "SERVICE_NAME a\nSERVICE_HALT_TIMEOUT 4295", "MC213"),
    ("legacy-package", "PRIORITY NO_PRIO", "MC232"),
    ("legacy-package", "SUBNET backbone", "MC218"),
    ("legacy-package", "AUTO_RUN JA", "MC219"),
    ("legacy-package", "PRIORITY 3001", "MC229"),
    ("legacy-package", "SUCCESSOR_HALT_TIMEOUT 4295", "MC231"),
    ("modular-package", "monitored_subnet backbone", "MC218"),
    ("modular-package", "vxvm_dg_retry maybe", "MC219"),
    ("modular-package", "priority 0", "MC229"),
    ("modular-package", "log_level 6", "MC417"),
    ("modular-package", "service_name a\nservice_cmd /a\nservice_restart unlimitd", "MC232"),
    ("modular-package", "concurrent_fsck_operations 0", "MC419"),
]


@pytest.mark.parametrize(("kind", "line", "code"), OWN_RULES)
def test_whose_rule_it_is(kind: str, line: str, code: str) -> None:
    found = check(parse(f"{line}\n", kind=kind), Selection(select=VALUE_CODES))
    assert [f.code for f in about_the_value(found)] == [code]


@pytest.mark.parametrize(
    ("value", "after"),
    [
        ("600000000", "600"),
        ("1000000", None),  # one second is out of range as well
        ("4294000000", "4294"),
        ("5000000000", None),
        ("4295", None),
    ],
)
def test_seconds_out_of_microseconds(value: str, after: str | None, fixed: Fix) -> None:
    text = f"PACKAGE_NAME p\nNODE_NAME a\nRUN_SCRIPT /r\nRUN_SCRIPT_TIMEOUT\t{value}\nHALT_SCRIPT /r\n"
    expected = text.replace(value, after) if after else text
    assert fixed("legacy-package", text, "MC209") == expected
    assert fixed("legacy-package", text, "MC209", unsafe=False) == text


def test_a_mistake_in_a_word_names_the_word(lint: Lint) -> None:
    (finding,) = lint(
        "modular-package", f"{MODULAR}failover_policy configured_nodes  # <- MC219\n", target="hp-ux:A.11.18"
    )
    assert "Did you mean configured_node?" in finding.message
    assert "site_preferred" not in finding.message, "a word that the target does not have is not offered"


def test_variables_and_values_with_quotes_of_their_own_are_silent(lint: Lint) -> None:
    lint(
        "modular-package",
        MODULAR
        + """\
module_name  sg/all
operation_sequence  $SGCONF/scripts/sg/volume_group.sh
script_log_file  $SGRUN/log/p.log
external_script  $SGCONF/p/p.sh
vgchange_cmd  "vgchange -a e"
vxvol_cmd  "vxvol -g \\${DiskGroup} startall"
service_name  mon
service_cmd  "$SGSBIN/mon 'a b' <in >out"
service_halt_timeout  300
vg  vg01
fs_name  /dev/vg01/l
fs_directory  /a
fs_mount_opt  ""
resource_name  /a
resource_up_value  = "On Course"
resource_up_value  > -5 and < 10
pev_x  'a "b"'
nfs/hanfs_export/XFS  "-o root=a:b,rw=a:b /exp"
""",
    )


@pytest.mark.parametrize(
    ("word", "meant"), [("YSE", "YES"), ("yse", "YES"), ("YESS", "YES"), ("ON", None), ("TRUE", None)]
)
def test_the_word_that_was_meant(word: str, meant: str | None) -> None:
    text = f"PACKAGE_NAME p\nAUTO_RUN {word}\n"
    (finding,) = check(parse(text, kind="legacy-package"), Selection(select=("MC219",)))
    assert finding.message.endswith(f"Did you mean {meant}?") if meant else "mean" not in finding.message
