"""What places in files are called: in every kind of file, and the same whatever stands above them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mcsgconf
from mcsgconf.models.document import parse
from mcsgconf.models.structure import LONGEST, structural_path
from mcsgconf.text import Span

CLUSTER = """\
# a comment
CLUSTER_NAME shop
NODE_NAME n1
  # mcsgconf: gap   FIRST_CLUSTER_LOCK_PV
  NETWORK_INTERFACE lan0
    HEARTBEAT_IP 10.1.1.1
    HEARTBEAT_IP 10.1.2.1
    Stationary_ip 10.1.3.1   # of the office
  FIRST_CLUSTER_LOCK_PV "/dev/dsk/c1t0d0"
<oops  here>
VOLUME_GROUP /dev/vg01
NODE_TIMEOUT 8000000
UNKNOWN_NAME 1
USER_NAME a b
USER_HOST ANY_SERVICEGUARD_NODE
USER_ROLE MONITOR
"""
PACKAGE = """\
PACKAGE_NAME p
NODE_NAME n1
SERVICE_HALT_TIMEOUT 5
SERVICE_NAME "mon"
  SERVICE_HALT_TIMEOUT 300
"""
SCRIPT = """\
#!/usr/bin/ksh
VGCHANGE="vgchange -a e"; VG[0]=vg01
LV[2]=/dev/vg01/l; FS[2]="/a
  b"
VG[$i]=vg02
set -A CVM_DG dg1 dg2
export PATH=/usr/bin
while true
do
    ps -ef | grep shop
    X=1
done
# a comment
function outer
{
    vgdisplay
    inner() { exit 1; }
    mount
}
exit 0
cat <<END
a text
END
(
"""
VENDOR = """\
SERVICE_NAME[0]=s
# END OF CUSTOMER DEFINED FUNCTIONS
# START OF RUN FUNCTIONS
SERVICE_NAME[1]=t
"""
HOSTS = "# of the site\n10.1.1.1  n1 n1.example\n\n"
ACCOUNTS = "root:x:0:3::/:/sbin/sh\n"
LISTING = "crw-r--r-- 1 root sys 64 0x010000 Nov 3 2009 /dev/vg01/group\n"

PLACES = [
    ("cluster", CLUSTER, "CLUSTER_NAME", "CLUSTER_NAME"),
    ("cluster", CLUSTER, "shop", "CLUSTER_NAME"),
    ("cluster", CLUSTER, "# a comment", "# a comment"),
    ("cluster", CLUSTER, "n1", "NODE_NAME[n1]"),
    ("cluster", CLUSTER, "# mcsgconf", "# mcsgconf: gap FIRST_CLUSTER_LOCK_PV"),
    ("cluster", CLUSTER, "lan0", "NODE_NAME[n1]/NETWORK_INTERFACE[lan0]"),
    ("cluster", CLUSTER, "10.1.2.1", "NODE_NAME[n1]/NETWORK_INTERFACE[lan0]/HEARTBEAT_IP"),
    ("cluster", CLUSTER, "Stationary", "NODE_NAME[n1]/NETWORK_INTERFACE[lan0]/STATIONARY_IP[10.1.3.1]"),
    ("cluster", CLUSTER, "# of the", "NODE_NAME[n1]/NETWORK_INTERFACE[lan0]/STATIONARY_IP[10.1.3.1]"),
    ("cluster", CLUSTER, "/dev/dsk", "NODE_NAME[n1]/FIRST_CLUSTER_LOCK_PV"),
    ("cluster", CLUSTER, "here>", "<oops here>"),
    ("cluster", CLUSTER, "/dev/vg01", "VOLUME_GROUP[/dev/vg01]"),
    ("cluster", CLUSTER, "8000000", "NODE_TIMEOUT"),
    ("cluster", CLUSTER, "UNKNOWN", "UNKNOWN_NAME"),
    ("cluster", CLUSTER, "MONITOR", "USER_NAME[a b]@USER_HOST[ANY_SERVICEGUARD_NODE]/USER_ROLE"),
    ("legacy-package", PACKAGE, "n1", "NODE_NAME[n1]"),
    ("legacy-package", PACKAGE, " 5", "SERVICE_HALT_TIMEOUT"),
    ("legacy-package", PACKAGE, "300", "SERVICE_NAME[mon]/SERVICE_HALT_TIMEOUT"),
    ("control-script", SCRIPT, "usr/bin/ksh", ""),
    ("control-script", SCRIPT, "vgchange -a", "VGCHANGE"),
    ("control-script", SCRIPT, "VG[0]", "VG[0]"),
    ("control-script", SCRIPT, "/dev/vg01/l", "LV[2]"),
    ("control-script", SCRIPT, '  b"', "FS[2]"),
    ("control-script", SCRIPT, "vg02", "VG[$i]"),
    ("control-script", SCRIPT, "dg2", "CVM_DG[1]"),
    ("control-script", SCRIPT, "set -A", "CVM_DG[0]"),
    ("control-script", SCRIPT, "export", "PATH"),
    ("control-script", SCRIPT, "grep", "grep"),
    ("control-script", SCRIPT, "X=1", "X"),
    ("control-script", SCRIPT, "# a comment", "# a comment"),
    ("control-script", SCRIPT, "vgdisplay", "outer"),
    ("control-script", SCRIPT, "exit 1", "outer/inner"),
    ("control-script", SCRIPT, "mount", "outer"),
    ("control-script", SCRIPT, "exit 0", "exit"),
    ("control-script", VENDOR, "SERVICE_NAME[1]", "(vendor's part)"),
    ("hosts", HOSTS, "n1.example", "10.1.1.1"),
    ("hosts", HOSTS, "# of", "# of the site"),
    ("passwd", ACCOUNTS, "x:0", "root"),
    ("group-listing", LISTING, "0x010000", "/dev/vg01/group"),
]


@pytest.mark.parametrize(("kind", "text", "place", "path"), PLACES, ids=[f"{row[0]} {row[2]}" for row in PLACES])
def test_a_place_has_a_name(kind: str, text: str, place: str, path: str) -> None:
    start = text.index(place) + len(place) - len(place.lstrip())
    assert structural_path(parse(text, kind=kind), Span(start, start + 1)) == path


def test_the_file_as_a_whole_has_none() -> None:
    assert structural_path(parse(CLUSTER), Span(0, 0)) == ""


def places(site: mcsgconf.Site) -> list[tuple[str, str, str]]:
    return sorted((finding.path, finding.structural_path, finding.code) for finding in mcsgconf.check(site))


RETAIL = mcsgconf.load_site(Path("examples/retail/clusters"))
BEFORE = places(RETAIL)


def edited(pattern: str, replacement: str) -> list[tuple[str, str, str]]:
    changed = []
    for document in RETAIL.documents:
        if document.kind in {"cluster", "legacy-package", "control-script", "shell"}:
            text = re.sub(pattern, replacement, document.source.text)
            changed.append(parse(text, name=document.name, kind=document.kind, executable=document.executable))
    assert sum(one.source.text not in {other.source.text for other in RETAIL.documents} for one in changed) > 8
    return places(RETAIL.with_documents(changed))


@pytest.mark.parametrize(
    ("pattern", "replacement"),
    [
        (r"\A(#[^\n]*\n)", r"\1# another comment\n\n# and one more\n"),
        (r"(?m)^(?=#(?!!))", "\n"),
        (r"(?m)^[ \t]*(?=[A-Z]+_[A-Z_]+[ \t\[=])", "      "),
        (r"\n\n+", "\n"),
    ],
    ids=["lines above", "blank lines", "indents", "no blank lines"],
)
def test_edits_round_a_finding_do_not_move_it(pattern: str, replacement: str) -> None:
    assert len(BEFORE) > 10
    assert edited(pattern, replacement) == BEFORE


def test_blocks_may_change_places() -> None:
    depot = next(document for document in RETAIL.documents if document.name.endswith("depot/cluster.ascii"))
    text = depot.source.text
    first, second, third = (match.start() for match in re.finditer(r"^NODE_NAME", text, re.MULTILINE))
    moved = text[:first] + text[second:third] + text[first:second] + text[third:]
    assert moved != text
    assert places(RETAIL.with_documents([parse(moved, name=depot.name, kind="cluster")])) == BEFORE


KINDS = st.sampled_from([kind for kind in mcsgconf.Kind if kind != "unknown"])
PIECES = st.lists(
    st.sampled_from([*"#\n\t ;\"'(){}", "NODE_NAME n", "VG[0]=", "f() {", "<<E\n", "\\\n", "x" * 500, "\r\n"])
)


@given(PIECES.map("".join), KINDS, st.integers(0, 50))
def test_every_place_of_every_text_has_a_short_name_of_one_line(text: str, kind: str, offset: int) -> None:
    at = min(offset, len(text))
    path = structural_path(parse(text, kind=kind), Span(at, at + 1))
    assert "\n" not in path
    assert all(len(part) <= LONGEST for part in path.split("/"))
