"""The rules about the scripts of services: where they fire, where they are silent, what their messages say."""

from __future__ import annotations

import pytest

from mcsgconf.lint.engine import check
from mcsgconf.lint.finding import Finding, Severity
from mcsgconf.lint.fixes import fix
from mcsgconf.lint.select import Selection
from mcsgconf.models.document import parse
from mcsgconf.models.kind import Kind
from mcsgconf.site import Site

SERVICES = Selection(select=("MC6",))
CONTROL = 'SERVICE_NAME[0]="shop_mon"\nSERVICE_CMD[0]="/etc/cmcluster/shop/mon.sh{arguments}"\nSERVICE_RESTART[0]="{restart}"\n'
PATH = "PATH=/usr/bin\nexport PATH\n"
ENDING = f"#!/usr/bin/sh\n{PATH}ps -ef | grep -q '[s]hopd' || exit 1\nexit 0\n"
LOOPING = f"#!/usr/bin/sh\n{PATH}while ps -ef | grep -q '[s]hopd'\ndo\n\tsleep 30\ndone\nexit 1\n"
_KINDS = {
    ".cntl": Kind.CONTROL_SCRIPT,
    ".sh": Kind.SHELL,
    ".conf": Kind.LEGACY_PACKAGE,
    ".mod": Kind.MODULAR_PACKAGE,
    ".ascii": Kind.CLUSTER,
}


def site(files: dict[str, str]) -> Site:
    return Site.of([parse(text, name=name, kind=_KINDS[name[name.rindex(".") :]]) for name, text in files.items()])


def service(script: str, arguments: str = "", restart: str = "") -> dict[str, str]:
    """A control script and the script of its one service."""
    return {"shop/shop.cntl": CONTROL.format(arguments=arguments, restart=restart), "shop/mon.sh": script}


def found(files: dict[str, str]) -> list[Finding]:
    return check(site(files), SERVICES)


def codes(files: dict[str, str]) -> list[tuple[str, int, str]]:
    return [(finding.path, finding.line, finding.code) for finding in found(files)]


def monitor(body: str, *, shell: str = "/usr/bin/sh") -> str:
    """A script whose loop runs some lines each round."""
    lines = "".join(f"\t{line}\n" for line in body.splitlines())
    return f"#!{shell}\n{PATH}while true\ndo\n{lines}\tsleep 30\ndone\n"


def test_a_script_that_no_service_runs_is_nobodys_business() -> None:
    assert found({"shop/mon.sh": ENDING}) == []


def test_a_script_that_is_not_here_is_nobodys_business() -> None:
    assert found({"shop/shop.cntl": CONTROL.format(arguments="", restart="")}) == []


def test_a_service_that_ends() -> None:
    (finding,) = found(service(ENDING))
    assert (finding.path, finding.line, finding.code) == ("shop/mon.sh", 5, "MC601")
    assert finding.message.startswith("service shop_mon ends here although nothing has failed: ")
    assert "halts the package and moves it to the next node" in finding.message
    command = finding.related[0]
    assert (command.place.path, command.place.start.line) == ("shop/shop.cntl", 2)
    assert command.message == "the command of service shop_mon"


def test_a_service_that_loops() -> None:
    assert found(service(LOOPING)) == []


@pytest.mark.parametrize(
    ("restart", "said"),
    [
        ("-r 1", "starts it again once, then"),
        ("-r 3", "starts it again 3 times, then"),
        ("-R", "starts it again, for ever"),
    ],
)
def test_restarts_are_reckoned_with(restart: str, said: str) -> None:
    (finding,) = found(service(ENDING, restart=restart))
    assert said in finding.message


def test_a_reset_of_the_node_is_said() -> None:
    package = "PACKAGE_NAME shop\nNODE_NAME anna\nRUN_SCRIPT /etc/cmcluster/shop/shop.cntl\n"
    package += "SERVICE_NAME shop_mon\nSERVICE_FAIL_FAST_ENABLED YES\n"
    (finding,) = found(service(ENDING) | {"shop/shop.conf": package})
    assert "resets the node" in finding.message


def test_the_loop_that_ends_is_named() -> None:
    script = f"#!/usr/bin/sh\n{PATH}for i in 1 2 3\ndo\n\tsleep 30\ndone\nexit 0\n"
    (finding,) = found(service(script))
    assert "(this loop ends with its list, line 4)" in finding.message
    assert [note.place.start.line for note in finding.related] == [2, 4]


@pytest.mark.parametrize(("arguments", "expected"), [("", 10), (" start", 5), (" monitor", None)])
def test_arguments_decide(arguments: str, expected: int | None) -> None:
    script = (
        f"#!/usr/bin/sh\n{PATH}case $1 in\nstart) exit 0 ;;\nmonitor)\n\twhile true; do sleep 9; ps -p 1 || exit 1; done ;;\n"
        "*)\n\techo usage\n\texit 2\nesac\n"
    )
    assert [line for _, line, _ in codes(service(script, arguments))] == ([expected] if expected else [])


def test_one_script_for_two_services() -> None:
    control = CONTROL.format(arguments=" loop", restart="")
    control += 'SERVICE_NAME[1]="shop_two"\nSERVICE_CMD[1]="/etc/cmcluster/shop/mon.sh once"\nSERVICE_RESTART[1]=""\n'
    script = LOOPING.replace("while", '[ "$1" = once ] && exit 0\nwhile')
    (finding,) = found({"shop/shop.cntl": control, "shop/mon.sh": script})
    assert finding.message.startswith("service shop_two ends here")


def test_a_path_by_variables() -> None:
    control = 'DIR=/etc/cmcluster/shop\nSERVICE_NAME[0]=m\nSERVICE_CMD[0]="$DIR/mon.sh"\nSERVICE_NAME[1]=n\nSERVICE_CMD[1]="$SGCONF/shop/mon.sh"\n'
    assert [finding.message.split()[1] for finding in found({"shop/shop.cntl": control, "shop/mon.sh": ENDING})] == [
        "m",
        "n",
    ]


def test_each_nodes_own_copy() -> None:
    files = {
        "c/cluster.ascii": "CLUSTER_NAME c\nNODE_NAME anna\nNODE_NAME berta\n",
        "c/shop.cntl": CONTROL.format(arguments="", restart=""),
        "c/anna/shop/mon.sh": LOOPING,
        "c/berta/shop/mon.sh": ENDING,
    }
    assert codes(files) == [("c/berta/shop/mon.sh", 5, "MC601")]


def test_a_command_without_a_script() -> None:
    control = 'SERVICE_NAME[0]="shop_mon"\nSERVICE_CMD[0]="sleep 600; date"\n'
    (finding,) = found({"shop/shop.cntl": control})
    assert (finding.line, finding.code) == (2, "MC601")
    assert "service shop_mon runs 'sleep 600; date', which ends" in finding.message
    assert finding.related == ()


def test_a_modular_package() -> None:
    package = 'package_name shop\nnode_name anna\nservice_name shop_mon\nservice_cmd "/etc/cmcluster/shop/mon.sh"\nservice_restart 2\n'
    (finding,) = found({"shop/shop.mod": package, "shop/mon.sh": ENDING})
    assert (finding.path, finding.code) == ("shop/mon.sh", "MC601")
    assert "starts it again 2 times" in finding.message


def test_a_statement_that_it_loops_silences_the_doubt_and_nothing_else() -> None:
    doubtful = f"#!/usr/bin/sh\n{PATH}[ -f /x ] && exit 0\n" + LOOPING.split("PATH\n", 1)[1]
    assert [code for *_, code in codes(service(doubtful))] == ["MC602"]
    assert codes(service(doubtful + "# mcsgconf: loops\n")) == []
    assert [code for *_, code in codes(service(ENDING + "# mcsgconf: loops\n"))] == ["MC601"]


@pytest.mark.parametrize(
    "script",
    [
        "/opt/shop/bin/shopd\n",
        ". /opt/shop/env\nps -ef | grep -q '[s]hopd'\nexit 0\n",
        "ssh shop@b 'systemctl is-active shopd'\nexit 0\n",
        "if broken\n",
        "until /opt/shop/bin/up\ndo\n\tsleep 5\ndone\n",
    ],
)
def test_doubt_is_silence(script: str) -> None:
    assert [code for *_, code in codes(service(f"#!/usr/bin/sh\n{PATH}{script}"))] == []


def test_the_unsafe_fix_of_an_ending_script_mends_it() -> None:
    result = fix(site(service(ENDING)), SERVICES, unsafe=True)
    assert result.taken_back == ()
    assert result.remaining == []


@pytest.mark.parametrize(
    "script",
    [
        "exit 0\n",
        "date\nexit 0\n",
        "ps -ef | grep -q '[s]hopd' && exit 0\nexit 0\n",
        "cat <<EOF || exit 1\na\nEOF\nexit 0\n",
        "for i in 1 2; do date || exit 1; done\nexit 0\n",
        "date || exit 1\necho 'a\nb'\nexit 0\n",
        "if date; then exit 0; else exit 1; fi\n",
    ],
)
def test_no_loop_is_put_round_what_it_would_change(script: str) -> None:
    (finding,) = found(service(f"#!/usr/bin/sh\n{PATH}{script}"))
    assert finding.code == "MC601"
    assert finding.fix is None


@pytest.mark.parametrize(
    ("line", "fires"),
    [
        ("ps -ef | grep shopd || exit 1", True),
        ("ps -ef | grep -q shopd || exit 1", True),
        ("/usr/bin/ps -ef | /usr/bin/grep 'shopd -p 80' > /dev/null || exit 1", True),
        ("ps aux | grep shopd | wc -l || exit 1", True),
        ("if ps -ef | grep -q shopd; then :; else exit 1; fi", True),
        ("ps -ef | grep shopd > /dev/null\nif [ $? -ne 0 ]; then exit 1; fi", True),
        ("[ `ps -ef | grep -c shopd` -gt 0 ] || exit 1", True),
        ("[ $(ps -ef | grep shopd | wc -l) -eq 0 ] && exit 1", True),
        ("n=$(ps -ef | grep -c shopd)\n[ $n -lt 1 ] && exit 1", True),
        ("n=$(ps -ef | grep -c shopd)\n[ $n -lt 2 ] && exit 1", False),
        ("n=$(ps -ef | grep -c shopd)\n[ $n -lt 1 ] && exit 1\n[ $n -gt 5 ] && exit 1", False),
        ("[ $(ps -ef | grep -c shopd) -gt 1 ] || exit 1", False),
        ("ps -ef | grep '[s]hopd' || exit 1", False),
        ("ps -ef | grep shopd | grep -v grep || exit 1", False),
        ("ps -ef | grep shopd | grep 4100 || exit 1", False),
        ("ps -ef | grep '^root.*shopd$' || exit 1", False),
        ("ps -ef | grep $name || exit 1", False),
        ("ps -e | grep shopd || exit 1", False),
        ("ps -fu shop | grep shopd || exit 1", False),
        ("ps -p $pid | grep shopd || exit 1", False),
        ("ps -ef | grep shopd", False),
        ("ps -ef | awk '/shopd/' || exit 1", False),
        ("grep shopd /etc/inittab || exit 1", False),
        ("ps -ef | grep -v grep | grep -q shop/mon || exit 1", True),
        ("ps -ef | grep -v mon.sh | grep -q '[s]hop/' || exit 1", False),
    ],
)
def test_grep_that_finds_itself(line: str, fires: bool) -> None:
    assert [code for *_, code in codes(service(monitor(line)))] == ["MC606"] * fires


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("date", Severity.WARNING),
        ("/opt/shop/bin/check || exit 1", Severity.INFO),
        ("$CHECK || exit 1", Severity.INFO),
        ("check || exit 1", Severity.WARNING),
        ("sleep 5", None),
        ("nice sleep 5", None),
        ("read x < /x", None),
        ("x=$(/opt/shop/bin/wait_for_it)", None),
        ("pause", None),
    ],
)
def test_busy_loop(line: str, expected: Severity | None) -> None:
    script = f"#!/usr/bin/sh\n{PATH}check() {{ ps -p 1; }}\npause() {{ sleep 5; }}\nwhile true\ndo\n\tps -p 2 || exit 1\n\t{line}\ndone\n"
    assert [finding.severity for finding in found(service(script)) if finding.code == "MC605"] == (
        [expected] if expected else []
    )


@pytest.mark.parametrize(
    ("trap", "fires"),
    [
        ("trap '' 15", True),
        ("trap '' TERM", True),
        ("trap 'echo no' HUP SIGTERM", True),
        ("trap : 15", True),
        ("trap '' 1 2 3", False),
        ("trap 'exit 0' 15", False),
        ("trap 'run=0' 15", False),
        ("trap stop 15", False),
        ("trap - 15", False),
        ('trap "$ACTION" 15', False),
        ("trap '' 15\ntrap 'exit 0' 15", False),
        ("( trap '' 15 )", False),
    ],
)
def test_trap_of_term(trap: str, fires: bool) -> None:
    script = monitor("ps -p 1 || exit 1").replace("while", f"{trap}\nwhile", 1)
    assert [code for *_, code in codes(service(script))] == ["MC608"] * fires


@pytest.mark.parametrize(
    ("setting", "fires"),
    [
        ("set -e", True),
        ("set -eu", True),
        ("set -o errexit", True),
        ("set -u", False),
        ("set -e\ncd /\nset +e", False),
        ("( set -e; cd / )", False),
        ("check() { set -e; }", False),
        ("set -x", False),
        ("set -- -e", False),
    ],
)
def test_errexit(setting: str, fires: bool) -> None:
    script = monitor("ps -p 1 || exit 1\nrm /var/tmp/x").replace("while", f"{setting}\nwhile", 1)
    assert [code for *_, code in codes(service(script))] == ["MC609"] * fires


@pytest.mark.parametrize(
    ("line", "fires"),
    [
        ("rm /var/tmp/x || true", False),
        ("true && rm /var/tmp/x", True),
        ("rm /var/tmp/x && date || :", False),
        ("! rm /var/tmp/x", False),
        ("if rm /var/tmp/x; then echo; else date; fi", True),
        ("if rm /var/tmp/x; then echo; elif [ -f /x ]; then sleep 1; fi", False),
        ("rm /var/tmp/x | logger || :", False),
        ("rm /var/tmp/x | cat", True),
        ("rm /var/tmp/x | printf x", False),
        ("( rm /var/tmp/x )", True),
        ("{ echo; } > /var/tmp/x", False),
        ("n=5", False),
        ("n=$(rm /var/tmp/x)", True),
        ("n=$(rm /var/tmp/x) || :", False),
        ("[ -f /var/tmp/x ]", True),
        ("[[ -f /var/tmp/x ]]", True),
        ("(( n > 5 ))", True),
        ("rm /var/tmp/x &\nwait $! || :", False),
        ("for f in a b; do rm $f || :; done", False),
        ("case $x in a) rm /var/tmp/x ;; esac", True),
        ("clean", True),
        ("clean || :", False),
        ("if clean; then echo; fi", False),
    ],
)
def test_errexit_where_every_status_is_looked_at(line: str, fires: bool) -> None:
    script = monitor(f"ps -p 1 || exit 1\n{line}").replace("while", "clean() { rm /var/tmp/x; }\nset -e\nwhile", 1)
    assert [code for *_, code in codes(service(script)) if code == "MC609"] == ["MC609"] * fires


@pytest.mark.parametrize(
    ("line", "fires"),
    [
        ("bdf /x || exit 1", True),
        ("df -k /x || exit 1", True),
        ("df -kl /x || exit 1", False),
        ("sqlplus -s / @/x || exit 1", True),
        ("timeout 5 df /x || exit 1", False),
        ("ssh b true || exit 1", True),
        ("ssh -o ConnectTimeout=5 b true || exit 1", False),
        ("curl -s http://x/ || exit 1", True),
        ("curl -m 5 http://x/ || exit 1", False),
        ("df /x &", False),
    ],
)
def test_check_that_may_hang(line: str, fires: bool) -> None:
    assert [code for *_, code in codes(service(monitor(f"ps -p 1 || exit 1\n{line}")))] == ["MC612"] * fires


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("while true; do ps -p 1 || exit 1; sleep 9; done", [Severity.INFO]),
        ("while true; do vgdisplay /dev/vg01 || exit 1; sleep 9; done", [Severity.WARNING]),
        ("while true; do /usr/bin/ps -p 1 || exit 1; /usr/bin/sleep 9; done", []),
        ("PATH=/bin; while true; do ps -p 1 || exit 1; sleep 9; done", []),
        (". /x/env; while true; do ps -p 1 || exit 1; sleep 9; done", []),
        ("up() { /usr/bin/ps -p 1; }\nwhile up; do /usr/bin/sleep 9; done; exit 1", []),
    ],
)
def test_commands_without_path(script: str, expected: list[Severity]) -> None:
    assert [
        finding.severity for finding in found(service(f"#!/usr/bin/sh\n{script}\n")) if finding.code == "MC613"
    ] == expected


@pytest.mark.parametrize(
    ("line", "fires"),
    [
        ("echo up", True),
        ("date; logger up", True),
        ("/opt/shop/bin/check", False),
        ("[ -f /x ] || exit 1", False),
        ("x=$(/opt/shop/bin/check)", False),
        ("check", False),
    ],
)
def test_loop_that_watches_nothing(line: str, fires: bool) -> None:
    script = monitor(line).replace("while", "check() { ps -p 1 || exit 1; }\nwhile", 1)
    assert [code for *_, code in codes(service(script))] == ["MC614"] * fires


@pytest.mark.parametrize(
    ("condition", "fires"),
    [
        ("[ -f /var/run/shop.pid ]", False),
        ("test -e /var/run/shop.pid", False),
        ("[ ! -S /tmp/shop.lock ] && [ -d /proc/1 ]", False),
        ("[ 1 -eq 1 ]", True),
        ("test 1 = 1", True),
        ("[ 1 ]", True),
    ],
)
def test_condition_that_watches_nothing(condition: str, fires: bool) -> None:
    script = f"#!/usr/bin/sh\n{PATH}while {condition}\ndo\n\tsleep 30\ndone\nexit 1\n"
    assert [code for *_, code in codes(service(script))] == ["MC614"] * fires


@pytest.mark.parametrize(
    ("command", "fires"),
    [
        ("tail -f /dev/null", True),
        ("tail --pid=$! -f /dev/null", False),
        ("tail -f --pid $! /dev/null", False),
    ],
)
def test_program_that_watches_nothing(command: str, fires: bool) -> None:
    script = f"#!/bin/bash\n{PATH}/opt/shop/bin/shopd &\n{command}\nexit 1\n"
    assert [code for *_, code in codes(service(script))] == ["MC614"] * fires


def test_a_missing_script_that_lies_there_by_another_name() -> None:
    files = service(LOOPING)
    files["shop/mom.sh"] = files.pop("shop/mon.sh")
    (finding,) = found(files)
    assert (finding.path, finding.line, finding.code) == ("shop/shop.cntl", 2, "MC611")
    assert "mom.sh" in finding.message
    assert found(files | {"shop/other.sh": "#!/usr/bin/sh\n/etc/cmcluster/shop/mom.sh &\n"}) == []
    assert found({"shop/shop.cntl": files["shop/shop.cntl"], "other/mom.sh": LOOPING}) == []


def test_messages_are_of_one_line() -> None:
    control = 'SERVICE_NAME[0]="shop_mon"\nSERVICE_CMD[0]="sleep 5\n\tdate"\n'
    (finding,) = found({"shop/shop.cntl": control})
    assert "runs 'sleep 5 date', which ends" in finding.message
    assert "\n" not in finding.message


FLAGGED = "run=1\ntrap {trap} TERM\nwhile [ $run = 1 ]\ndo\n\t{line}\n\tsleep 30\ndone\nexit 0\n"


@pytest.mark.parametrize(
    ("trap", "line", "fires"),
    [
        ("'run=0'", "ps -p 1 || exit 1", False),
        ("halt", "ps -p 1 || exit 1", False),
        ("'run=0'", "ps -p 1 || run=0", True),
        ("'run=0'", "ps -p 1 || break", True),
        ("'run=0'", "ps -p 1 || stop", True),
        ("'x=0'", "ps -p 1 || run=0", True),
        ("'run=0'", "ps -p 1 || exit 0", True),
    ],
)
def test_a_loop_that_the_halt_ends(trap: str, line: str, fires: bool) -> None:
    script = f"#!/usr/bin/sh\n{PATH}halt() {{ run=0; }}\nstop() {{ run=0; }}\n{FLAGGED.format(trap=trap, line=line)}"
    assert [code for *_, code in codes(service(script))] == ["MC610"] * fires
