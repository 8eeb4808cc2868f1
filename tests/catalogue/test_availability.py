"""Whether a target has a parameter, and why not."""

from __future__ import annotations

import pytest

from mcsgconf.catalogue import Target, load
from mcsgconf.catalogue.availability import absence

ROWS = [
    ("cluster", "CLUSTER_NAME", "hp-ux:A.10.10", None),
    ("cluster", "MEMBER_TIMEOUT", "hp-ux:A.11.18", "came with A.11.19"),
    ("cluster", "MEMBER_TIMEOUT", "A.11.19", None),
    ("cluster", "NODE_TIMEOUT", "A.11.18", None),
    ("cluster", "NODE_TIMEOUT", "linux:A.12.00", "ended with A.11.18"),
    ("cluster", "NODE_TIMEOUT", "linux", None),  # some release of Linux has it
    ("cluster", "VOLUME_GROUP", "linux", "exists on HP-UX only"),
    ("cluster", "VOLUME_GROUP", "A.11.16", None),  # the platform is open
    ("cluster", "SITE_NAME", "hp-ux:A.11.17", "came with A.11.18"),
    ("cluster", "SITE_NAME", "linux:A.11.17", None),  # since when on Linux is not known
    ("cluster", "SITE_NAME", "A.11.17", None),
    ("modular-package", "vxvm_dg", "linux:A.11.20", "came with A.12.00"),
    ("modular-package", "vxvm_dg", "hp-ux:A.11.20", None),
    ("modular-package", "vxvm_dg", "A.11.17", "came with A.11.18"),  # the earlier of both platforms
    ("modular-package", "pv", "hp-ux:A.11.20", "exists on Linux only"),
    ("control-script", "HA_APP_SERVER", "hp-ux", "exists on Linux only"),
]


@pytest.mark.parametrize(("kind", "name", "target", "why"), ROWS, ids=[f"{row[1]}-{row[2]}" for row in ROWS])
def test_absence(kind: str, name: str, target: str, why: str | None) -> None:
    assert absence(load(kind).parameters[name], Target.parse(target)) == why


def test_without_a_target_nothing_is_absent() -> None:
    for kind in ("cluster", "legacy-package", "modular-package", "control-script"):
        assert all(absence(parameter, Target()) is None for parameter in load(kind).parameters.values())
