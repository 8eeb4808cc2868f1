"""`mcsgconf show` as an administrator meets it: sketches of clusters, packages and single files, and JSON."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from folders import write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mcsgconf.models.document import parse
from mcsgconf.models.kind import Kind
from mcsgconf.report.show_report import show_json, show_text
from mcsgconf.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

    Run = Callable[..., Outcome]

CLUSTER = """\
CLUSTER_NAME shop
FIRST_CLUSTER_LOCK_VG /dev/vglock
NODE_NAME anna
  NETWORK_INTERFACE lan0
    HEARTBEAT_IP 10.1.1.1
  NETWORK_INTERFACE lan1
  FIRST_CLUSTER_LOCK_PV /dev/dsk/c1t2d0
  SERIAL_DEVICE_FILE /dev/tty0p0
NODE_NAME berta
  NETWORK_INTERFACE lan0
    HEARTBEAT_IP 10.1.1.2
  NETWORK_INTERFACE lan2
    STATIONARY_IP 10.2.1.2
  FIRST_CLUSTER_LOCK_PV /dev/dsk/c0t2d0
  SERIAL_DEVICE_FILE /dev/tty0p0
HEARTBEAT_INTERVAL 1000000
NODE_TIMEOUT 8000000
NETWORK_FAILURE_DETECTION INOUT
MAX_CONFIGURED_PACKAGES 10
USER_NAME lee ron
USER_HOST CLUSTER_MEMBER_NODE
USER_ROLE MONITOR
VOLUME_GROUP /dev/vglock
VOLUME_GROUP /dev/vgdb
"""
LEGACY = """\
PACKAGE_NAME db
PACKAGE_TYPE FAILOVER
NODE_NAME berta
NODE_NAME anna
AUTO_RUN YES
NODE_FAIL_FAST_ENABLED YES
FAILOVER_POLICY CONFIGURED_NODE
RUN_SCRIPT /etc/cmcluster/db/db.cntl
RUN_SCRIPT_TIMEOUT 600
HALT_SCRIPT /etc/cmcluster/db/db.cntl
HALT_SCRIPT_TIMEOUT NO_TIMEOUT
SERVICE_NAME mon
SERVICE_FAIL_FAST_ENABLED YES
SERVICE_HALT_TIMEOUT 300
SERVICE_NAME gone
SUBNET 10.1.1.0
RESOURCE_NAME /net/lan0
RESOURCE_POLLING_INTERVAL 60
RESOURCE_START DEFERRED
RESOURCE_UP_VALUE > -5 and < 10
RESOURCE_UP_VALUE = "On Course"
USER_NAME any_user
USER_HOST berta
USER_ROLE PACKAGE_ADMIN
SITE_REMARK x
"""
SCRIPT = """\
VGCHANGE="vgchange -a e"
VG[0]=vgdb
CVM_DG[0]=dg1
LV[0]=/dev/vgdb/l1; FS[0]=/db; FS_TYPE[0]=vxfs; FS_MOUNT_OPT[0]="-o rw"
IP[0]=10.1.1.50; SUBNET[0]=10.1.1.0
SERVICE_NAME[0]=mon; SERVICE_CMD[0]="/db/mon.sh -v"; SERVICE_RESTART[0]="-r 1"
SERVICE_NAME[1]=new; SERVICE_CMD[1]=/db/new.sh; SERVICE_RESTART[1]="-R"
function customer_defined_run_cmds
{
:
}
"""
MODULAR = """\
package_name web
package_description "Web shop"
module_name sg/failover
module_version 1
module_name sg/service
package_type multi_node
node_name *
auto_run no
failover_policy min_package_node
failback_policy automatic
priority 20
dependency_name on-db
dependency_condition db = UP
dependency_location same_node
weight_name memory
weight_value 2.5
monitored_subnet 10.1.1.0
monitored_subnet_access PARTIAL
ip_subnet 10.1.1.0
ip_subnet_node anna
ip_address 10.1.1.60
service_name web_mon
service_cmd "/opt/web/mon"
service_restart 3
generic_resource_name cpu
generic_resource_up_criteria <50
fs_name /exports/web
fs_server nas1
fs_directory /web
external_script /opt/web/ext.sh
vg vgweb
user_name oper1 oper2
user_host cluster_member_node
user_role package_admin
pev_colour red
pev_size 1
pev_colour blue
"""
LISTING = """\
crw-r----- 1 root sys 64 0x010000 Nov 3 2009 /dev/vglock/group
crw-r----- 1 root sys 64 0x020000 Nov 3 2009 /dev/vgdb/group
"""

FOLDER = {
    "cluster.ascii": CLUSTER,
    "db/db.conf": LEGACY,
    "db/db.cntl": SCRIPT,
    "web/web.conf": MODULAR,
    "anna/group.txt": LISTING,
    "berta/group.txt": LISTING.replace("0x020000", "0x030000"),
}
SKETCH = """\
Cluster shop  cluster.ascii
  lock            disk in /dev/vglock
  timing          HEARTBEAT_INTERVAL 1 s, NODE_TIMEOUT 8 s
  networks        NETWORK_FAILURE_DETECTION INOUT
  packages        at most 10
  access          lee, ron on CLUSTER_MEMBER_NODE: MONITOR

node   lan0                  lan1     lan2      lock device      serial
anna   10.1.1.1 (heartbeat)  standby            /dev/dsk/c1t2d0  /dev/tty0p0
berta  10.1.1.2 (heartbeat)           10.2.1.2  /dev/dsk/c0t2d0  /dev/tty0p0

package  anna  berta  AUTO_RUN  FAILOVER_POLICY   FAILBACK_POLICY  PRIORITY
db       2     1      yes       CONFIGURED_NODE
web      *     *      no        MIN_PACKAGE_NODE  AUTOMATIC        20

db  db/db.conf
  control script  db/db.cntl
  timeouts        run 600 s, halt NO_TIMEOUT
  node fail fast  yes
  services        mon: /db/mon.sh -v, started again once, node fail fast, to halt: 300 s
                  gone, not started by the control script
                  new: /db/new.sh, started again without end, not declared in the package file
  volume groups   /dev/vgdb by vgchange -a e
  disk groups     dg1
  file systems    /dev/vgdb/l1 on /db, vxfs, mounted with -o rw
  addresses       10.1.1.50 on 10.1.1.0
  subnets         10.1.1.0
  resources       /net/lan0 > -5 and < 10 or = "On Course", looked at every 60 s, DEFERRED
  access          ANY_USER on berta: PACKAGE_ADMIN
  further         SITE_REMARK

web  web/web.conf
  description     Web shop
  type            MULTI_NODE
  modules         sg/failover, sg/service
  scripts         /opt/web/ext.sh
  services        web_mon: /opt/web/mon, started again 3 times
  volume groups   /dev/vgweb
  file systems    nas1:/exports/web on /web
  addresses       10.1.1.60 on 10.1.1.0 (anna)
  subnets         10.1.1.0 PARTIAL
  depends on      on-db: db = UP, SAME_NODE
  generic         cpu <50
  weights         memory = 2.5
  access          oper1, oper2 on cluster_member_node: package_admin
  further         pev_colour, pev_size

volume group  package  anna      berta
/dev/vglock            0x010000  0x010000
/dev/vgdb     db       0x020000  0x030000
/dev/vgweb    web
"""


def test_a_cluster_with_all_that_belongs_to_it(mcsgconf: Run, tmp_path: Path) -> None:
    write(tmp_path, FOLDER)
    outcome = mcsgconf("show", ".")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == SKETCH


CLUSTER_LINES = [
    ("NODE_NAME a\n", "lock            none"),
    ("QS_HOST qs\n", "lock            quorum server qs"),
    (
        "QS_HOST qs\nQS_ADDR 10.9.9.9\nQS_POLLING_INTERVAL 300000000\nQS_TIMEOUT_EXTENSION 2500000\n",
        "lock            quorum server qs, second address 10.9.9.9, polled every 300 s, timeout extended by 2.5 s",
    ),
    ("NODE_NAME a\nCLUSTER_LOCK_LUN /dev/sdc1\n", "lock            LUN"),
    (
        "FIRST_CLUSTER_LOCK_VG vg1\nSECOND_CLUSTER_LOCK_VG vg2\nNODE_NAME a\n",
        "lock            disk in /dev/vg1 and disk in /dev/vg2",
    ),
    ("FIRST_CLUSTER_LOCK_VG vg1\nQS_HOST qs\n", "lock            disk in /dev/vg1 and quorum server qs"),
    ("MEMBER_TIMEOUT 14000000\n", "timing          MEMBER_TIMEOUT 14 s"),
    ("AUTO_START_TIMEOUT never\n", "timing          AUTO_START_TIMEOUT never"),
    (
        "HOSTNAME_ADDRESS_FAMILY ANY\nNETWORK_AUTO_FAILBACK no\n",
        "networks        NETWORK_AUTO_FAILBACK no, HOSTNAME_ADDRESS_FAMILY ANY",
    ),
    ("FAILOVER_OPTIMIZATION TWO_NODE\n", "failover        FAILOVER_OPTIMIZATION TWO_NODE"),
    (
        "SUBNET 10.1.1.0\nIP_MONITOR ON\nPOLLING_TARGET 10.1.1.254\nPOLLING_TARGET 10.1.1.253\nSUBNET 10.2.1.0\nIP_MONITOR OFF\n",
        "subnets         10.1.1.0 IP monitor ON, polls 10.1.1.254, 10.1.1.253\n                  10.2.1.0 IP monitor OFF",
    ),
    ("SITE_NAME east\nSITE_NAME west\n", "sites           east, west"),
    ("WEIGHT_NAME memory\nWEIGHT_DEFAULT 0.5\n", "weights         memory, of a package that gives none: 0.5"),
    ("DLM_ENABLED YES\nGMS_ENABLED NO\n", "Oracle          DLM_ENABLED yes, GMS_ENABLED no"),
    ("NODE_TIMOUT 5\nNODE_TIMOUT 6\n", "further         NODE_TIMOUT"),
    ("USER_NAME any_user\n", "access          ANY_USER"),
    ("NODE_NAME a\nSITE east\n", "node  site\na     east"),
    (
        "NODE_NAME a\nCAPACITY_NAME memory\nCAPACITY_VALUE 10\nCAPACITY_NAME cpu\n",
        "node  capacities\na     memory = 10, cpu",
    ),
    ("NODE_NAME a\nFIRST_CLUSTER_LOCK_PV /dev/d1\nSECOND_CLUSTER_LOCK_PV /dev/d2\n", "a     /dev/d1, /dev/d2"),
    ("NODE_NAME a\nNETWORK_INTERFACE lan0\nHEARTBEAT_IP here\n", "a     here (heartbeat)"),
    ("VOLUME_GROUP vg1\nOPS_VOLUME_GROUP vg2\n", "volume group  package\n/dev/vg1\n/dev/vg2      (OPS)"),
]


@pytest.mark.parametrize(("text", "shown"), CLUSTER_LINES, ids=[row[0].partition("\n")[0] for row in CLUSTER_LINES])
def test_what_a_cluster_file_says(mcsgconf: Run, tmp_path: Path, text: str, shown: str) -> None:
    write(tmp_path, {"c.ascii": f"CLUSTER_NAME c\n{text}AUTO_START_TIMEOUT\n"})
    outcome = mcsgconf("show", "c.ascii")
    assert outcome.status == 0
    assert shown in outcome.out


SCRIPTS = [
    ("db/db.cntl", "control script  db/db.cntl"),
    ("db.cntl", "control script  db.cntl"),
    ("other.cntl", "control script  /etc/cmcluster/db/db.cntl is not among these files"),
]


@pytest.mark.parametrize(("name", "shown"), SCRIPTS)
def test_a_missing_control_script_is_said(mcsgconf: Run, tmp_path: Path, name: str, shown: str) -> None:
    write(tmp_path, {"cluster.ascii": CLUSTER, "db/db.conf": LEGACY, name: SCRIPT})
    out = mcsgconf("show", ".").out
    assert shown in out
    assert ("gone, not started by the control script" in out) is (name != "other.cntl")
    assert (f"Control script  {name}" in out) is (name == "other.cntl"), "nobody names it: it is shown by itself"


def test_run_and_halt_script_are_told_apart_where_they_differ(mcsgconf: Run, tmp_path: Path) -> None:
    text = LEGACY.replace("HALT_SCRIPT /etc/cmcluster/db/db.cntl", "HALT_SCRIPT /etc/cmcluster/db/halt.cntl")
    write(tmp_path, {"cluster.ascii": CLUSTER, "db/db.conf": text, "db/db.cntl": SCRIPT})
    out = mcsgconf("show", ".").out
    assert "  run script      db/db.cntl\n  halt script     /etc/cmcluster/db/halt.cntl is not among" in out
    write(tmp_path, {"db/db.conf": "PACKAGE_NAME db\nHALT_SCRIPT_TIMEOUT 5\nAUTO_RUN YES\nSERVICE_NAME x\n"})
    assert "  control script  none named\n" in mcsgconf("show", ".").out


def test_doubt_is_said(mcsgconf: Run, tmp_path: Path) -> None:
    script = "VG[0]=vg1\nVG[1]=$(hostname)_vg\nfor i in 1 2; do SERVICE_NAME[$i]=s$i; done\nSITE=$(x)\n"
    write(tmp_path, {"cluster.ascii": CLUSTER, "db/db.conf": LEGACY, "db/db.cntl": script})
    out = mcsgconf("show", ".").out
    assert "  volume groups   /dev/vg1, $(hostname)_vg\n" in out
    assert "  in doubt        VG, SERVICE_NAME: the script sets more than can be read without running it\n" in out
    assert "not started" not in out
    write(tmp_path, {"db/db.cntl": f"{SCRIPT}. /etc/site/common.sh\n"})
    assert re.search(
        r"  in doubt +VG, CVM_DG, VXVM_DG, LV, FS, IP, SUBNET, SERVICE_NAME, SERVICE_CMD: ", mcsgconf("show", ".").out
    )


def test_a_node_that_no_cluster_has_gets_its_column(mcsgconf: Run, tmp_path: Path) -> None:
    write(tmp_path, {"cluster.ascii": CLUSTER, "db.conf": LEGACY.replace("NODE_NAME anna", "NODE_NAME ann")})
    assert "package  anna  berta  ann  AUTO_RUN" in mcsgconf("show", ".").out


SINGLE = [
    (
        "db.conf",
        LEGACY,
        "package  berta  anna  AUTO_RUN  FAILOVER_POLICY\ndb       1      2     yes       CONFIGURED_NODE\n\ndb  db.conf\n",
    ),
    (
        "web.conf",
        MODULAR,
        "package  all nodes  AUTO_RUN  FAILOVER_POLICY   FAILBACK_POLICY  PRIORITY\nweb      *          no        MIN_",
    ),
    ("db.cntl", SCRIPT, "Control script  db.cntl\n  services        mon: /db/mon.sh -v, started again once\n"),
    ("db.cntl", SCRIPT, "  functions       customer_defined_run_cmds\n"),
    (
        "anna.txt",
        LISTING,
        "Group listing  anna.txt\n\nvolume group  device type  major  minor\n/dev/vglock   c            64     0x010000\n",
    ),
    ("mon.sh", "#!/bin/sh\nwatch() {\nsleep 5\n}\nwatch\n", "Shell script  mon.sh\n  functions       watch\n"),
    (
        "import.sh",
        "#!/bin/sh\nmknod /dev/vg7/group c 64 0x070000\n",
        "Shell script  import.sh\n\nvolume group  import.sh\n/dev/vg7      0x070000\n",
    ),
    ("cmclnodelist", "anna root\nberta root\n", "Nodelist  cmclnodelist\n\nhost   user\nanna   root\nberta  root\n"),
]


@pytest.mark.parametrize(("name", "text", "shown"), SINGLE)
def test_a_single_file_shows_what_it_says(mcsgconf: Run, tmp_path: Path, name: str, text: str, shown: str) -> None:
    write(tmp_path, {name: text})
    outcome = mcsgconf("show", name)
    assert (outcome.status, outcome.err) == (0, "")
    assert shown in outcome.out


def test_two_clusters_are_shown_one_after_the_other(mcsgconf: Run, tmp_path: Path) -> None:
    write(tmp_path, {"a/cluster.ascii": CLUSTER, "b/cluster.ascii": CLUSTER.replace("shop", "store")})
    out = mcsgconf("show", ".").out
    assert re.findall(r"^Cluster .*$", out, re.MULTILINE) == [
        "Cluster shop  a/cluster.ascii",
        "Cluster store  b/cluster.ascii",
    ]
    assert "\n\nCluster store" in out
    assert "\n\n\n" not in out


def test_lines_are_no_wider_than_the_terminal(mcsgconf: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, FOLDER)
    whole = mcsgconf("show", ".").out
    monkeypatch.setenv("COLUMNS", "60")
    narrow = mcsgconf("show", ".").out
    assert max(map(len, narrow.splitlines())) <= 60 < max(map(len, whole.splitlines()))


def test_nothing_that_can_be_shown_is_status_2(mcsgconf: Run, tmp_path: Path) -> None:
    write(tmp_path, {"notes.txt": "nothing here\n"})
    for path, why in (("notes.txt", "no kind of file"), (".", "no Serviceguard"), ("gone", "cannot be read")):
        outcome = mcsgconf("show", path)
        assert (outcome.status, outcome.out) == (2, "")
        assert why in outcome.err


def test_what_cannot_be_read_is_said_and_the_rest_is_shown(
    mcsgconf: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"db.conf": LEGACY, "locked.conf": LEGACY})
    real_open = type(tmp_path).open

    def refuse(path: Path, *arguments: str, **options: str) -> object:
        if path.name == "locked.conf":
            raise PermissionError(13, "Permission denied")
        return real_open(path, *arguments, **options)  # type: ignore[call-overload]  # whatever the caller asks for

    monkeypatch.setattr(type(tmp_path), "open", refuse)
    outcome = mcsgconf("show", ".")
    assert outcome.status == 2
    assert outcome.err == "mcsgconf: locked.conf: cannot be read: Permission denied\n"
    assert "db  db.conf" in outcome.out
    assert mcsgconf("show", "--format", "json", ".").status == 2


def test_json_is_a_list_of_path_kind_and_model(mcsgconf: Run, tmp_path: Path) -> None:
    write(tmp_path, FOLDER | {"mon.sh": "#!/bin/sh\nsleep 5\n"})
    outcome = mcsgconf("show", "--format", "json", ".")
    rows = json.loads(outcome.out)
    assert outcome.status == 0
    assert all(list(row) == ["path", "kind", "model"] for row in rows)
    kinds = {row["path"]: row["kind"] for row in rows}
    assert kinds == {
        "cluster.ascii": "cluster",
        "mon.sh": "shell",
        "anna/group.txt": "group-listing",
        "berta/group.txt": "group-listing",
        "db/db.cntl": "control-script",
        "db/db.conf": "legacy-package",
        "web/web.conf": "modular-package",
    }
    models = {row["path"]: row["model"] for row in rows}
    assert models["mon.sh"] is None
    assert models["cluster.ascii"]["timing"]["node_timeout"] == 8.0
    assert models["cluster.ascii"]["nodes"][0]["interfaces"][0]["heartbeat_ips"] == ["10.1.1.1"]
    assert models["web/web.conf"]["file_systems"][0]["server"] == "nas1"


HOSTILE = "\x1b[2J\x07\x9b\u202e\u2028\udce9\x00\r"
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]"
)

HOSTILE_FILES = {
    "cluster.ascii": re.sub(r"(?m)^( *[A-Z_]+ \S+)", rf"\1{HOSTILE}x", CLUSTER) + f"A{HOSTILE} b\n",
    f"db{HOSTILE.strip(chr(0))}.conf": re.sub(r"(?m)^([A-Z_]+ \S+)", rf"\1{HOSTILE}x", LEGACY),
    "web.conf": re.sub(r"(?m)^([a-z_]+ \S+)", rf"\1{HOSTILE}x", MODULAR),
    "db.cntl": SCRIPT.replace("vgdb", f"'{HOSTILE}'").replace("new", f"'a{HOSTILE}'") + f"A{HOSTILE}=1\n",
    "mon.sh": f"#!/bin/sh\nf{HOSTILE}() {{\n:\n}}\n",
    "anna.txt": LISTING.replace("vgdb", f"vg{HOSTILE}"),
    "cmclnodelist": f"anna{HOSTILE} root{HOSTILE}\n",
}
KINDS = ["cluster", "legacy-package", "modular-package", "control-script", "shell", "group-listing", "nodelist"]


def test_control_characters_reach_no_terminal() -> None:
    documents = [
        parse(text, name=name, kind=kind) for (name, text), kind in zip(HOSTILE_FILES.items(), KINDS, strict=True)
    ]
    for some in (documents, *([document] for document in documents)):
        text = show_text(Site.of(some))
        assert UNSAFE.findall(text) == []
        assert text.count("\n") > 1
    assert "\\x1b[2J" in show_text(Site.of(documents))


CONTENT = st.text(alphabet=st.characters(codec=None), max_size=60) | st.sampled_from(
    [CLUSTER, LEGACY, MODULAR, SCRIPT, LISTING]
).flatmap(lambda text: st.lists(st.sampled_from(text.splitlines(keepends=True)), max_size=12).map("".join))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(CONTENT, st.sampled_from([kind for kind in Kind if kind is not Kind.UNKNOWN])), min_size=1, max_size=3
    )
)
def test_whatever_files_hold_they_can_be_shown(files: list[tuple[str, Kind]]) -> None:
    documents = [parse(text, name=f"file{number}", kind=kind) for number, (text, kind) in enumerate(files)]
    text = show_text(Site.of(documents), 80)
    assert text.endswith("\n")
    assert UNSAFE.findall(text) == []
    assert len(json.loads(show_json(documents))) == len(documents)
