"""What a file is, is told from its lines, also where it has a few that belong into another kind of file."""

from __future__ import annotations

import pytest

from mcsgconf.models.kind import Kind, tell_kind

PACKAGE = (
    "PACKAGE_NAME shop\nNODE_NAME anna\nRUN_SCRIPT /etc/cmcluster/shop.cntl\nHALT_SCRIPT /etc/cmcluster/shop.cntl\n"
)
SCRIPT = "VG[0]=vg01\nLV[0]=/dev/vg01/lvol1\nIP[0]=10.1.1.1\n"

TEXTS = [
    (PACKAGE, Kind.LEGACY_PACKAGE),
    (SCRIPT, Kind.CONTROL_SCRIPT),
    # a remark that quotes a control script, a line that was pasted in
    ("# VG[0]=vg01 stands in the control script\n" + PACKAGE, Kind.LEGACY_PACKAGE),
    (PACKAGE + "VG[0]=vg01\n", Kind.LEGACY_PACKAGE),
    ("# customer_defined_run_cmds starts it\npackage_name x\nmodule_name sg/all\nvg vg01\n", Kind.MODULAR_PACKAGE),
    ("# VG[0]=vglock\nCLUSTER_NAME c\nNODE_NAME anna\nNODE_TIMEOUT 8000000\n", Kind.CLUSTER),
    # a template leaves the scripts open; in the small letters of later releases nothing else tells a legacy package
    ("package_name\nauto_run yes\nfailover_policy configured_node\nrun_script\nhalt_script\n", Kind.LEGACY_PACKAGE),
    ("package_name pkg1\nauto_run yes\nfailover_policy configured_node\n", Kind.MODULAR_PACKAGE),
    # and the other way round
    (SCRIPT + "SERVICE_NAME shop_mon\n", Kind.CONTROL_SCRIPT),
    ("# RUN_SCRIPT /etc/cmcluster/shop.cntl\n" + SCRIPT, Kind.CONTROL_SCRIPT),
    (SCRIPT + "function customer_defined_run_cmds\n{\ncat <<!\n" + PACKAGE + "!\n}\n", Kind.CONTROL_SCRIPT),
]


@pytest.mark.parametrize(("text", "kind"), TEXTS)
def test_kind(text: str, kind: Kind) -> None:
    assert tell_kind(text) is kind
