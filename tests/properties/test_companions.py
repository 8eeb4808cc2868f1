"""Whatever stands in the files beside a cluster, checking and fixing them ends in a result."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mcsgconf.lint.engine import check
from mcsgconf.lint.fixes import fix
from mcsgconf.lint.select import Selection
from mcsgconf.models.document import parse
from mcsgconf.models.kind import COMPANION_KINDS, Kind
from mcsgconf.site import Site

CLUSTER = """CLUSTER_NAME shop
FIRST_CLUSTER_LOCK_VG /dev/vg01
NODE_NAME anna
  NETWORK_INTERFACE lan0
    HEARTBEAT_IP 10.1.1.1
  FIRST_CLUSTER_LOCK_PV /dev/dsk/c1t2d0
  SERIAL_DEVICE_FILE /dev/tty0p0
NODE_NAME bert
  NETWORK_INTERFACE lan0
    HEARTBEAT_IP 10.1.1.2
VOLUME_GROUP /dev/vg01
"""
PACKAGE = """package_name p
module_name sg/failover
node_name anna
node_name bert
vg vg01
fs_name /dev/vg01/l
fs_directory /d
ip_subnet 10.1.1.0
ip_address 10.1.1.9
"""
LISTING = "crw-r--r--   1 root  sys   64 0x010000 Mar 14  2005 /dev/vg01/group\n" * 2
WORDS = st.lists(
    st.sampled_from(
        """anna bert root + # : = | [ ] { } ( ) ; " ' 10.1.1.1 10.1.1.9 127.0.0.1 ::1 hosts: files dns [NOTFOUND=return]
        root:*:0:3::/:/x x:*:0: a1:3:respawn:/usr/sbin/getty tty0p0 init:3:off: auth stream tcp wait identd hacl-cfg
        /dev/vg01/l /dev/vg01/m /dev/vg09/l /dev/mapper/vg01-l /d / vxfs noauto 0 AUTO_VG_ACTIVATE=0 AUTO_VG_ACTIVATE=1
        custom_vg_activation() vgchange -a y -s vg01 vg09 return parallel_vg_sync AUTOSTART_CMCLD=0 IP_ADDRESS[0]=10.1.1.9
        INTERFACE_NAME[0]=lan0 IPADDR=10.1.1.9 hosttags = 1 tags activation volume_list maxvgs 1 Default PACKAGE NODE_TYPE
        STATUS SWITCHING NAME AUTO_RUN up enabled disabled package:p|autorun=disabled package:p|node:anna|switching=disabled
        node:anna|status=up NODE CLUSTER""".split()
        + ["\n"] * 12
        + ["\r\n", "\t", "\ufeff", "\0", "\udcff", "\\"]
    ),
    max_size=60,
).map(" ".join)


@given(
    WORDS, st.sampled_from(sorted(COMPANION_KINDS)), st.sampled_from(["anna/x", "x/cmclnodelist", "etc/hosts", "lvmrc"])
)
def test_any_companion_of_a_cluster_can_be_checked_and_fixed(text: str, kind: Kind, name: str) -> None:
    data = text.encode("utf-8", "surrogateescape")
    documents = [
        parse(CLUSTER, name="c.ascii"),
        parse(PACKAGE, name="p/p.conf"),
        parse(LISTING, name="anna/group.txt"),
        parse(data, name=name, kind=kind),
    ]
    site = Site.of(documents)
    assert all(finding.message for finding in check(site))
    result = fix(site, Selection(), unsafe=True)
    assert result.remaining is not None
    assert documents[-1].render() == data
