"""Names that no catalogue knows: what they were meant to be, and what is never flagged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mcsgconf import catalogue
from mcsgconf.lint.engine import check
from mcsgconf.lint.finding import Severity
from mcsgconf.lint.nearest import edit_distance, nearest
from mcsgconf.lint.select import Selection
from mcsgconf.models.document import parse

if TYPE_CHECKING:
    from tests.lint.conftest import Fix, Lint

TIMED = "PACKAGE_NAME p\nRUN_SCRIPT_TIMEOUT 600\nHALT_SCRIPT_TIMEOUT 900\n"
SETTINGS = ("cluster", "legacy-package", "modular-package")

MEANT = [
    # a letter too few, too many, another, two swapped
    ("cluster", "NETWORK_INTERACE", "NETWORK_INTERFACE"),
    ("cluster", "HEARTBEAT_IPP", "HEARTBEAT_IP"),
    ("cluster", "NODE_NANE", "NODE_NAME"),
    ("cluster", "QS_HSOT", "QS_HOST"),
    ("cluster", "AUTO_STRAT_TIMEOTU", "AUTO_START_TIMEOUT"),
    ("cluster", "VOLUMEGROUP", "VOLUME_GROUP"),
    ("cluster", "STATIONARY-IP", "STATIONARY_IP"),
    ("cluster", "CLUSTER_MANE", "CLUSTER_NAME"),
    # only the beginning, where it is that of one parameter alone
    ("cluster", "SERIAL", "SERIAL_DEVICE_FILE"),
    ("cluster", "AUTO_START", "AUTO_START_TIMEOUT"),
    ("cluster", "FIRST_CLUSTER_LOCK", None),
    ("cluster", "NETWORK", None),
    # too far from everything, or too short to tell
    ("cluster", "COLOUR", None),
    ("cluster", "NODES", None),
    ("cluster", "QS", None),
    ("legacy-package", "NODENAME", "NODE_NAME"),
    ("legacy-package", "RUN_SCRPT", "RUN_SCRIPT"),
    ("legacy-package", "RUNSCRIPT", "RUN_SCRIPT"),
    ("legacy-package", "SERVICE_FAILFAST_ENABLED", "SERVICE_FAIL_FAST_ENABLED"),
    ("legacy-package", "SERVICE_HALT_TIMEOUTS", "SERVICE_HALT_TIMEOUT"),
    ("legacy-package", "AUTORUN", "AUTO_RUN"),
    ("legacy-package", "SUBNTE", "SUBNET"),
    ("legacy-package", "SUB", None),
    ("modular-package", "servce_name", "service_name"),
    ("modular-package", "fs_diretory", "fs_directory"),
    ("modular-package", "SERVICE_CMDS", "SERVICE_CMD"),
    ("modular-package", "vgs", None),
    ("modular-package", "fs", None),
]


@pytest.mark.parametrize(("kind", "name", "meant"), MEANT)
def test_the_parameter_that_was_meant(kind: str, name: str, meant: str | None) -> None:
    code = "MC151" if kind == "cluster" else "MC227"
    (finding,) = check(parse(f"{name}  x\n", kind=kind), Selection(select=(code,)))
    assert name in finding.message
    assert f"did you mean {meant}?" in finding.message if meant else "did you mean" not in finding.message


ELSEWHERE = [
    ("cluster", "RUN_SCRIPT", "a legacy package file"),
    ("cluster", "fs_directory", "a modular package file"),
    ("cluster", "SERVICE_NAME", "a legacy package file, the control script or a modular package file"),
    ("legacy-package", "VOLUME_GROUP", "the cluster file"),
    ("legacy-package", "VGCHANGE", "the control script"),
    ("modular-package", "HEARTBEAT_IP", "the cluster file"),
]


@pytest.mark.parametrize(("kind", "name", "where"), ELSEWHERE)
def test_a_name_of_another_file_is_sent_there(kind: str, name: str, where: str) -> None:
    code = "MC151" if kind == "cluster" else "MC227"
    (finding,) = check(parse(f"{name}  x\n", kind=kind), Selection(select=(code,)))
    assert f"it belongs into {where}." in finding.message


@pytest.mark.parametrize("kind", SETTINGS)
def test_every_known_and_every_unverified_name_is_silent_in_any_case(kind: str) -> None:
    known = catalogue.load(kind)
    names = [*known.parameters, *known.unverified, *(a for p in known.parameters.values() for a in p.aliases)]
    names = [name.replace("*", "X_1") for name in names]
    text = "".join(f"{spelt}  x\n" for name in names for spelt in (name, name.upper(), name.lower()))
    assert check(parse(text, kind=kind), Selection(select=("MC151", "MC227", "MC413"))) == []


@pytest.mark.parametrize(
    "line",
    [
        "sgesap/stack/anything X",
        "a/b/c 1",
        "a/b 1",
        "pev_x 1",
        "PEV_X 1",
        "Pev_2 1",
        "XFS[0]x",  # not a setting, MC001 speaks of it
    ],
)
def test_names_of_products_and_own_variables_are_silent(line: str) -> None:
    assert check(parse(f"package_name p\n{line}\n", kind="modular-package"), Selection(select=("MC227",))) == []


def test_modules_of_other_products_may_bring_any_name(lint: Lint) -> None:
    (finding,) = lint(
        "modular-package",
        """\
package_name  p
run_script_timeout 600
halt_script_timeout 900
module_name   sg/failover
module_version 1
module_name   ecmt/oracle/oracle
module_version 1
ORACLE_HOME   /o
colour        blue
servce_cmd    /x  # <- MC227
""",
    )
    assert finding.severity is Severity.WARNING


def test_a_name_that_is_near_nothing_may_be_of_a_newer_release(lint: Lint) -> None:
    (finding,) = lint("modular-package", f"{TIMED}module_name sg/failover\ncolour blue  # <- MC227\n")
    assert finding.severity is Severity.WARNING


NEWER = [
    ("", "VCENTER_HOST", Severity.WARNING),
    ("linux", "VCENTER_HOST", Severity.WARNING),
    ("linux:A.12.40", "VCENTER_HOST", Severity.WARNING),
    ("A.12.40", "VCENTER_HOST", Severity.WARNING),
    ("linux:A.12.00", "VCENTER_HOST", Severity.ERROR),
    ("hp-ux", "VCENTER_HOST", Severity.ERROR),
    ("A.11.20", "VCENTER_HOST", Severity.ERROR),
    ("linux:A.12.40", "NODENAME", Severity.ERROR),
    ("linux:A.12.40", "RUN_SCRIPT", Severity.ERROR),
]


@pytest.mark.parametrize(("target", "name", "severity"), NEWER)
def test_a_name_of_the_cluster_may_be_newer_than_what_is_known(target: str, name: str, severity: Severity) -> None:
    document = parse(f"CLUSTER_NAME c\n{name} x\n", kind="cluster", target=target or None)
    (finding,) = check(document, Selection(select=("MC151",)))
    assert finding.severity is severity


def test_a_module_that_is_known_in_part_may_bring_any_name(lint: Lint) -> None:
    text = f"{TIMED}module_name sg/multi_node\nmodule_name {{}}\ncolour blue{{}}\nnode_nmae a  # <- MC227\n"
    assert [finding.severity for finding in lint("modular-package", text.format("sg/cfs", ""))] == [Severity.WARNING]
    assert [finding.severity for finding in lint("modular-package", text.format("sg/vmdk", ""))] == [Severity.WARNING]
    known = lint("modular-package", text.format("sg/basic", "  # <- MC227"))
    assert [finding.severity for finding in known] == [Severity.WARNING, Severity.ERROR]


COMMENTS = [
    # the second half of a comment is known by standing below one and reading as prose
    ("cluster", "# it is used to\nidentify the cluster\n", True),
    ("cluster", "# it is used to\nidentify it.\n", True),
    ("legacy-package", "  # the package, which\n  is started by hand\n", True),
    ("modular-package", "# it is used to\nidentify the package in\n", True),
    ("cluster", "identify the cluster\n", False),
    ("cluster", "# it is used to\n\nidentify the cluster\n", False),
    ("cluster", "# the nodes\nnodename anna\n", False),
    ("cluster", "# the nodes\nNODENAME anna\n", False),
    ("modular-package", "# the colour\ncolour blue\n", False),
]


@pytest.mark.parametrize(("kind", "text", "wrapped"), COMMENTS)
def test_half_a_comment_is_recognised(kind: str, text: str, wrapped: bool, fixed: Fix) -> None:
    code = "MC151" if kind == "cluster" else "MC227"
    (finding,) = check(parse(text, kind=kind), Selection(select=(code,)))
    assert ("second half of the comment" in finding.message) == wrapped
    if wrapped:
        lines = text.splitlines(keepends=True)
        blanks = len(lines[-1]) - len(lines[-1].lstrip())
        assert fixed(kind, text, code) == "".join(lines[:-1]) + lines[-1][:blanks] + "# " + lines[-1][blanks:]


def test_a_fix_keeps_the_case_and_everything_else(fixed: Fix) -> None:
    assert (
        fixed("cluster", "CLUSTER_NAME c\r\n  nodename\t a # x\r\n", "MC151")
        == "CLUSTER_NAME c\r\n  node_name\t a # x\r\n"
    )


def test_both_styles_are_one_finding_at_the_first_line_that_does_not_fit(lint: Lint) -> None:
    (finding,) = lint(
        "legacy-package",
        """\
PACKAGE_NAME  p
NODE_NAME     a
fs_name       /dev/vg01/l  # <- MC226
RUN_SCRIPT    /etc/cmcluster/p/p.cntl
HALT_SCRIPT   /etc/cmcluster/p/p.cntl
RUN_SCRIPT_TIMEOUT  600
HALT_SCRIPT_TIMEOUT 900
fs_directory  /x
service_cmd   /x/y
""",
    )
    assert [place.place.start.line for place in finding.related] == [4]


def test_legacy_names_that_modular_files_share_are_silent(lint: Lint) -> None:
    lint("modular-package", f"{TIMED}NODE_NAME a\nAUTO_RUN YES\nSCRIPT_LOG_FILE /x\n")


DISTANCES = [
    ("", "", 0),
    ("a", "", 1),
    ("abc", "abc", 0),
    ("abc", "acb", 1),
    ("abcd", "badc", 2),
    ("abc", "xyz", 3),
    ("kitten", "sitting", 3),
    ("abcdef", "abdef", 1),
]


@pytest.mark.parametrize(("one", "other", "distance"), DISTANCES)
def test_edit_distance(one: str, other: str, distance: int) -> None:
    assert edit_distance(one, other, 9) == edit_distance(other, one, 9) == distance
    assert edit_distance(one, other, 1) == min(distance, 2)


def test_several_names_may_be_equally_near() -> None:
    assert nearest("SERVICE_A", ["SERVICE_B", "SERVICE_C", "SERVICE_LONG"]) == ("SERVICE_B", "SERVICE_C")
