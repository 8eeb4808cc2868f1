"""The external scripts of modular packages: what is flagged, and what is left alone because it may be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mcsgconf.lint.engine import check
from mcsgconf.lint.select import Selection
from mcsgconf.models.document import parse
from mcsgconf.models.kind import Kind
from mcsgconf.site import Site

if TYPE_CHECKING:
    from mcsgconf.lint.finding import Finding

PACKAGE = """package_name shop
module_name sg/failover
external_script /etc/cmcluster/shop/app.sh
"""
WITH_SERVICE = f"{PACKAGE}service_name shop_mon\nservice_cmd /etc/cmcluster/shop/app.sh\n"
CODES = ("MC324", "MC325", "MC336", "MC409", "MC410", "MC411", "MC412")

AS_THE_TEMPLATE = """#!/usr/bin/sh
if [[ -z $SG_UTILS ]]
then
    . /etc/cmcluster.conf
    SG_UTILS=$SGCONF/scripts/mscripts/utils.sh
fi
if [[ -f ${SG_UTILS} ]]; then
    . ${SG_UTILS}
else
    echo "cannot find $SG_UTILS"
    exit 1
fi
sg_source_pkg_env $*
function validate_command
{
    typeset -i ret=0
    if (( PEV_ROUNDS < 1 )); then
        sg_log 0 "PEV_ROUNDS of $SG_PACKAGE_NAME is no number above zero"
        ret=1
    fi
    return $ret
}
function start_command
{
    sg_log 0 "$SG_PACKAGE starts on $SG_NODE"
    /opt/shop/bin/start || return 2
    return 0
}
function stop_command
{
    /opt/shop/bin/stop
    return 0
}
typeset -i exit_val=0
case ${1} in
    start)
        start_command $*
        exit_val=$?
        ;;
    stop)
        stop_command $*
        exit_val=$?
        ;;
    validate)
        validate_command $*
        exit_val=$?
        ;;
    *)
        sg_log 0 "unknown entry point $1"
        ;;
esac
exit $exit_val
"""


def found(script: str, package: str = PACKAGE) -> list[Finding]:
    files = [
        parse(package, name="shop/shop.conf", kind=Kind.MODULAR_PACKAGE),
        parse(f"#!/usr/bin/sh\n{script}", name="shop/app.sh", kind=Kind.SHELL),
    ]
    return check(Site.of(files), Selection(select=CODES))


def case(*arms: str) -> str:
    return "\n".join(['case "$1" in', *(f"{arm} ;;" for arm in arms), "esac", ""])


THREE = ("start) /opt/shop/bin/start", "stop) /opt/shop/bin/stop", "validate) exit 0")

TABLE = [
    (case(*THREE), []),
    (AS_THE_TEMPLATE, []),
    (case(*THREE, "*) exit 1"), []),
    (case(*THREE[:2], "*) exit 0"), []),
    (case(*THREE[:2], "*) echo usage; exit $status"), []),
    (case(*THREE[:2], "*) [ -x /opt/shop ] || exit 1"), []),
    (case(*THREE[:2], "*) echo usage; exit 1"), [(5, "MC409", "error")]),
    (case(*THREE[:2], "*) echo usage; exit -1"), [(5, "MC409", "error"), (5, "MC410", "warning")]),
    (case(THREE[0], "*) exit 1"), [(4, "MC409", "error")]),
    (case(*THREE[:2], "*) rc=1") + "exit $rc\n", [(5, "MC409", "error")]),
    (case(*THREE[:2], "*) echo; rc=2") + '# so\nexit "${rc}"\n', [(5, "MC409", "error")]),
    (case(*THREE[:2], "*) rc=0") + "exit $rc\n", []),
    (case(*THREE[:2], "*) rc=1; rc=$?") + "exit $rc\n", []),
    (case(*THREE[:2], "*) rc=1") + "rc=0\nexit $rc\n", []),
    (case(*THREE[:2], "*) failed=1") + "exit $rc\n", []),
    (case(*THREE, "*) rc=1") + "exit $rc\n", []),
    (case(*THREE[:2]), [(2, "MC409", "warning")]),
    (case("start|validate) /opt/shop/bin/start", "stop) /opt/shop/bin/stop", "*) exit 1"), []),
    (case("stop) /opt/shop/bin/stop", "*) /opt/shop/bin/start"), [(4, "MC409", "error")]),
    (case("stop) /opt/shop/bin/stop", "*) echo"), []),
    (case("stop) /opt/shop/bin/stop", "*) /opt/shop/bin/control $1"), []),
    ("start() { /opt/shop/bin/start; }\n" + case("stop) exit 0", "*) start"), [(5, "MC409", "error")]),
    ("[ $1 = validate ] && exit 0\n" + case(*THREE[:2], "*) exit 1"), []),
    (case(*THREE[:2], "*) exit 1") + case("validate) exit 0"), []),
    (case("$OTHER) exit 0", *THREE[:2], "*) exit 1"), []),
    (case(*THREE[:2], "[!a-z]*) exit 1"), [(2, "MC409", "warning")]),
    ('main() { case "$1" in start) /opt/shop/bin/start ;; esac; }\nmain "$@"\n', []),
    (". /etc/shop/common\n/opt/shop/bin/start\n", []),
    ("/opt/shop/bin/start\n", [(2, "MC409", "error")]),
    ("logger hello\nexit 0\n", []),
    ('[ "$SG_SCRIPT_ACTION" = start ] && /opt/shop/bin/start\n', []),
    (case("start) exit 3", *THREE[1:]), [(3, "MC410", "warning")]),
    (case("start) exit 2", "stop) exit 1", "validate) exit 256"), []),
    (case("start) ( exit 3 )", "stop) exit $?", "validate) exit 0 # exit 9"), []),
    (case(*THREE[:2], "validate) [ -n $SG_PACKAGE ]"), [(5, "MC411", "warning")]),
    (case(*THREE[:2], "validate) [ -n ${SG_NODE} ]"), [(5, "MC411", "warning")]),
    ("SG_PACKAGE=shop\n" + case(*THREE[:2], "validate) [ -n $SG_PACKAGE ]"), []),
    (case(*THREE[:2], "validate) [ -n $SG_PACKAGE_NAME ] # $SG_NODE"), []),
    (case("start) tail -f /var/adm/shop.log", *THREE[1:]), [(3, "MC324", "error")]),
    (case("start) tail -f /var/adm/shop.log &", *THREE[1:]), []),
    (case("start) while true; do date; sleep 9; done", *THREE[1:]), [(3, "MC324", "error")]),
    (case("start) while /opt/shop/busy; do sleep 9; done", *THREE[1:]), []),
    (case("start) cmmodpkg -d other", *THREE[1:]), [(3, "MC325", "warning")]),
    (case("start) cmmodpkg -d other &", *THREE[1:]), []),
    (case("start) mount a:/b /c", *THREE[1:]), [(3, "MC336", "warning")]),
    (case("start) mount a:/b /c", "stop) umount /c", THREE[2]), []),
    (case(THREE[0], "stop) mount a:/b /c", THREE[2]), []),
]


@pytest.mark.parametrize(("script", "expected"), TABLE)
def test_external_script(script: str, expected: list[tuple[int, str, str]]) -> None:
    findings = found(script)
    assert [(finding.line, finding.code, finding.severity.value) for finding in findings] == expected, findings


def test_a_script_that_is_a_service_too_is_followed_elsewhere() -> None:
    assert found(case(*THREE[:2], "*) exit 99"), WITH_SERVICE) == []


def test_a_script_that_nobody_names_is_not_looked_at() -> None:
    assert found("/opt/shop/bin/start\n", PACKAGE.replace("app.sh", "other.sh")) == []


@pytest.mark.parametrize(
    ("path", "codes"),
    [
        ("app.sh", ["MC412"]),
        ("./shop/app.sh", ["MC412"]),
        ("/etc/cmcluster/shop/app.sh", []),
        ("$SGCONF/shop/app.sh", []),
        ("${SGCONF}/shop/app.sh", []),
        ("$SHOP/app.sh", []),
        ("<path>", []),
        ('""', []),
    ],
)
def test_path(path: str, codes: list[str]) -> None:
    package = PACKAGE.replace("/etc/cmcluster/shop/app.sh", path)
    assert [finding.code for finding in found(case(*THREE), package)] == codes
