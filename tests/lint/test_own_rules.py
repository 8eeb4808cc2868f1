"""What pages of own rules find: each verb, each condition, and that doubt is silence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from own_pages import page

import mcsgconf
from mcsgconf.lint.own.conditions import looks_like
from mcsgconf.lint.own.pages import read_rule

if TYPE_CHECKING:
    from collections.abc import Callable

    Found = Callable[..., list[tuple[int, str]]]

TILL = """\
CLUSTER_NAME till
QS_HOST qs1
NODE_NAME n1
  NETWORK_INTERFACE lan0
    HEARTBEAT_IP 10.1.1.1
  NETWORK_INTERFACE lan1
    HEARTBEAT_IP 10.1.2.1
NODE_NAME n2
  NETWORK_INTERFACE lan0
    HEARTBEAT_IP 10.1.1.2
NODE_TIMEOUT 2000000
"""
POS = """\
PACKAGE_NAME pos
NODE_NAME n1
AUTO_RUN no
RUN_SCRIPT_TIMEOUT NO_TIMEOUT
HALT_SCRIPT_TIMEOUT 600
SUBNET 10.1.1.0
SUBNET 10.1.2.0
SERVICE_NAME pos_mon
SERVICE_HALT_TIMEOUT 300
SERVICE_NAME "pos_watch"
SERVICE_HALT_TIMEOUT 10
"""
TILLS = """\
package_name tills
pev_tills 12
"""
CNTL = """\
#!/usr/bin/sh
LOG=/var/adm/cmcluster/pos.log
VG[0]=vgpos
VG[1]=vgtmp
HOST=$(hostname)
if [ -f /etc/special ]; then
  TMP=/var/tmp
fi
SERVICE_NAME[0]=pos_mon
SERVICE_CMD[0]="$LOG.sh"
"""
FILES = {"cluster": TILL, "legacy-package": POS, "modular-package": TILLS, "control-script": CNTL}


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """Return what a page finds in a file of its kind: lines and messages."""

    def find(check: str, kind: str = "cluster", text: str | None = None, **front: str) -> list[tuple[int, str]]:
        name, content = page(f'{check}\nmessage = "{front.pop("message", "{parameter} {value}")}"', kinds=kind, **front)
        (tmp_path / "rules").mkdir(exist_ok=True)
        (tmp_path / "rules" / name).write_text(content)
        settings = mcsgconf.load_settings({"rules": ["rules"]}, folder=tmp_path)
        document = mcsgconf.parse(FILES[kind] if text is None else text, name="file", kind=kind)
        findings = mcsgconf.check(document, select=["SHOP"], settings=settings)
        return [(finding.line, finding.message) for finding in findings]

    return find


CASES = [
    # kind, what the page says, lines and messages
    ("cluster", '[require]\nparameter = "QS_HOST"', []),
    ("cluster", '[require]\nparameter = "QS_ADDR"', [(1, "QS_ADDR missing")]),
    ("cluster", '[require]\nparameter = "qs_host"\nis = "qs1"', []),
    ("cluster", '[require]\nparameter = "QS_HOST"\nis = "qs2"', [(2, "QS_HOST qs1")]),
    ("cluster", '[require]\nparameter = "QS_HOST"\nis = ["qs2", "qs1"]', []),
    ("cluster", '[require]\nparameter = "NODE_TIMEOUT"\nat-least = "8 s"', [(11, "NODE_TIMEOUT 2000000")]),
    ("cluster", '[require]\nparameter = "NODE_TIMEOUT"\nat-least = "2000ms"', []),
    ("cluster", '[require]\nparameter = "NODE_TIMEOUT"\nat-least = 2000001', [(11, "NODE_TIMEOUT 2000000")]),
    ("cluster", '[require]\nparameter = "NODE_TIMEOUT"\nat-most = "2s"\nat-least = "2 s"', []),
    ("cluster", '[allow]\nparameter = "NODE_TIMEOUT"\nis = ["8 s", "2 s"]', []),
    ("cluster", '[allow]\nparameter = "NODE_TIMEOUT"\nis = 2000000', []),
    ("cluster", '[allow]\nparameter = "NODE_TIMEOUT"\nis = "8 s"', [(11, "NODE_TIMEOUT 2000000")]),
    ("cluster", '[allow]\nparameter = "QS_ADDR"\nis = "10.1.1.9"', []),
    ("cluster", '[require]\nparameter = "HEARTBEAT_IP"\ncount = 3', []),
    ("cluster", '[require]\nparameter = "HEARTBEAT_IP"\ncount = 4', [(1, "HEARTBEAT_IP missing")]),
    ("cluster", '[require]\nparameter = "HEARTBEAT_IP"\neach = "node"\ncount = 2', [(8, "HEARTBEAT_IP missing")]),
    ("cluster", '[require]\nparameter = "HEARTBEAT_IP"\nmatches = "10.1.2.*"\neach = "node"', [(10, "HEARTBEAT_IP 10.1.1.2")]),
    ("cluster", '[require]\nparameter = "STATIONARY_IP"\neach = "interface"', [(n, "STATIONARY_IP missing") for n in (4, 6, 9)]),
    ("cluster", '[forbid]\nparameter = "NETWORK_INTERFACE"\neach = "node"\ncount = 2', [(6, "NETWORK_INTERFACE lan1")]),
    ("cluster", '[forbid]\nparameter = "QS_HOST"', [(2, "QS_HOST qs1")]),
    ("cluster", '[forbid]\nparameter = "QS_ADDR"', []),
    ("legacy-package", '[forbid]\nparameter = "AUTO_RUN"\nis = "NO"', [(3, "AUTO_RUN no")]),
    ("legacy-package", '[forbid]\nparameter = "AUTO_RUN"\nis = "YES"', []),
    ("legacy-package", '[allow]\nparameter = "SERVICE_NAME"\nmatches = "*_mon"', [(10, "SERVICE_NAME pos_watch")]),
    ("legacy-package", '[allow]\nparameter = "SERVICE_NAME"\nmatches = ["*_mon", "*_watch"]', []),
    ("legacy-package", '[require]\nparameter = "SUBNET"\nis = "10.1.2.0"', []),
    ("legacy-package", '[require]\nparameter = "SUBNET"\nis = "10.9.9.0"', [(6, "SUBNET 10.1.1.0")]),
    ("legacy-package", '[allow]\nparameter = "SERVICE_HALT_TIMEOUT"\nat-most = "1 min"', [(9, "SERVICE_HALT_TIMEOUT 300")]),
    ("legacy-package", '[allow]\nparameter = "RUN_SCRIPT_TIMEOUT"\nat-most = "1 h"', [(4, "RUN_SCRIPT_TIMEOUT NO_TIMEOUT")]),
    ("legacy-package", '[allow]\nparameter = "RUN_SCRIPT_TIMEOUT"\nat-least = "1 h"', []),
    ("legacy-package", '[forbid]\nparameter = "RUN_SCRIPT_TIMEOUT"\nis = "no_timeout"', [(4, "RUN_SCRIPT_TIMEOUT NO_TIMEOUT")]),
    ("modular-package", '[allow]\nparameter = "PEV_TILLS"\nat-most = 9', [(2, "pev_tills 12")]),
    ("modular-package", '[require]\nparameter = "PEV_OTHER"', [(1, "PEV_OTHER missing")]),
    ("control-script", '[allow]\nparameter = "LOG"\nmatches = "/var/adm/cmcluster/*"', []),
    ("control-script", '[allow]\nparameter = "LOG"\nmatches = "/var/log/*"', [(2, "LOG /var/adm/cmcluster/pos.log")]),
    ("control-script", '[forbid]\nparameter = "VG"\nmatches = "*tmp*"', [(4, "VG[1] vgtmp")]),
    ("control-script", '[require]\nparameter = "IP"', [(1, "IP missing")]),
    ("control-script", '[allow]\nparameter = "SERVICE_CMD"\nmatches = "/opt/*"', [(10, "SERVICE_CMD[0] /var/adm/cmcluster/pos.log.sh")]),
    # what only the shell could tell
    ("control-script", '[allow]\nparameter = "HOST"\nis = "n1"', []),
    ("control-script", '[require]\nparameter = "HOST"\nis = "n1"', []),
    ("control-script", '[require]\nparameter = "TMP"\nis = "/tmp"', []),
    ("control-script", '[forbid]\nparameter = "TMP"', []),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "check", "expected"), CASES)
def test_what_is_declared_is_found(found: Found, kind: str, check: str, expected: list[tuple[int, str]]) -> None:
    assert found(check, kind) == expected


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("cluster", "CLUSTER_NAME till\n= = =\n"),  # a line that was not understood may be the one
        ("control-script", "#!/usr/bin/sh\n. /etc/cmcluster/common.sh\nVG[0]=vg01\n"),
        ("control-script", '#!/usr/bin/sh\nVG[0]=vg01\nif [ "$(uname)" = Linux ]; then\n  IP[0]=10.1.1.1\nfi\n'),
    ],
)
def test_nothing_is_missing_from_a_file_that_may_have_it(found: Found, kind: str, text: str) -> None:
    assert found(f'[require]\nparameter = "{"QS_HOST" if kind == "cluster" else "IP"}"', kind, text) == []


def test_a_line_without_a_value_is_no_value(found: Found) -> None:
    text = "PACKAGE_NAME pos\nSUBNET\n"
    assert found('[allow]\nparameter = "SUBNET"\nis = "10.1.1.0"', "legacy-package", text) == []
    assert found('[require]\nparameter = "SUBNET"', "legacy-package", text) == [(1, "SUBNET missing")]


def test_a_parameter_may_be_called_differently_in_each_kind(found: Found) -> None:
    check = '[require]\nparameter = ["SUBNET", "monitored_subnet"]\nis = "10.1.9.0"'
    modular = "package_name pos\nmonitored_subnet 10.1.1.0\n"
    for kind, text, expected in (
        ("legacy-package", POS, (6, "SUBNET 10.1.1.0")),
        ("modular-package", modular, (2, "monitored_subnet 10.1.1.0")),
        ("modular-package", "package_name pos\n", (1, "monitored_subnet missing")),
    ):
        assert found(check, kind, text) == [expected]


MESSAGES = [
    ("cluster", '[allow]\nparameter = "HEARTBEAT_IP"\nis = "x"', "{cluster}/{node}/{interface}: {value}", "till/n1/lan0: 10.1.1.1"),
    ("cluster", '[require]\nparameter = "STATIONARY_IP"\neach = "node"', "{node} of {cluster}, {value}", "n1 of till, missing"),
    ("cluster", '[forbid]\nparameter = "NODE_NAME"', "{node} {value}", "n1 n1"),
    ("legacy-package", '[allow]\nparameter = "SERVICE_HALT_TIMEOUT"\nis = 1', "{package}, {service}", "pos, pos_mon"),
    ("cluster", '[forbid]\nparameter = "QS_HOST"', "{} {0} {Value} ${HOME} %s {value!r} {", "{} {0} {Value} ${HOME} %s {value!r} {"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "check", "message", "expected"), MESSAGES)
def test_marks_are_replaced_and_nothing_else(found: Found, kind: str, check: str, message: str, expected: str) -> None:
    assert found(check, kind, message=message)[0][1] == expected


def test_what_a_file_says_is_no_mark(found: Found) -> None:
    assert found('[forbid]\nparameter = "QS_HOST"', text="CLUSTER_NAME {value}\nQS_HOST {cluster}{0}\n", message="{cluster} {value}") == [
        (2, "{value} {cluster}{0}")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "target", "applies"),
    [
        ('platforms = ["linux"]', "hp-ux", False),
        ('platforms = ["linux"]', "linux", True),
        ('since = "A.11.20"', "A.11.19", False),
        ('since = "A.11.20"', "A.11.20", True),
        ('until = "A.11.18"', "A.11.19", False),
        ("", "hp-ux:A.11.19", True),
    ],
)
def test_a_rule_holds_for_its_platforms_and_releases(more: str, target: str, *, applies: bool) -> None:
    name, text = page('[forbid]\nparameter = "QS_HOST"\nmessage = "no"', more=more)
    assert read_rule(text, Path(name)).applies_to(mcsgconf.Target.parse(target)) == applies


@given(st.text("ab*", max_size=12), st.text("ab*", max_size=6))
def test_patterns_are_read_as_a_shell_would(text: str, glob: str) -> None:
    def fits(text: str, glob: str) -> bool:
        if not glob:
            return not text
        if glob[0] == "*":
            return any(fits(text[at:], glob[1:]) for at in range(len(text) + 1))
        return text[:1] == glob[0] and fits(text[1:], glob[1:])

    assert looks_like(text, glob) == fits(text, glob)
