"""Cluster files in the layout that each age of Serviceguard writes are silent, under their own target and under none."""

from __future__ import annotations

from pathlib import Path

import pytest

import mcsgconf

FILES = sorted((Path(__file__).parent / "data" / "layouts").glob("*.ascii"))


def own_target(path: Path) -> str:
    platform, _, release = path.stem.rpartition("-")
    return f"{platform}:{release}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("aimed", [True, False], ids=["aimed", "no target"])
def test_a_file_of_its_age_is_silent(path: Path, aimed: bool) -> None:
    document = mcsgconf.parse(path, target=own_target(path) if aimed else None)
    assert document.kind == "cluster"
    assert [(f.line, f.code, f.message) for f in mcsgconf.check(document)] == []


@pytest.mark.parametrize(
    ("name", "other", "code", "parameter"),
    [
        ("hp-ux-A.11.09", "hp-ux:A.11.20", "MC904", "SERIAL_DEVICE_FILE"),
        ("hp-ux-A.11.09", "linux:A.11.16", "MC905", "FIRST_CLUSTER_LOCK_VG"),
        ("hp-ux-A.11.16", "hp-ux:A.11.20", "MC904", "NODE_TIMEOUT"),
        ("hp-ux-A.11.20", "hp-ux:A.11.16", "MC904", "MEMBER_TIMEOUT"),
        ("hp-ux-A.11.20", "linux:A.11.20", "MC905", "VOLUME_GROUP"),
        ("linux-A.11.20", "linux:A.11.16", "MC904", "HOSTNAME_ADDRESS_FAMILY"),
    ],
)
def test_a_file_of_another_age_is_not(name: str, other: str, code: str, parameter: str) -> None:
    """The table of releases is alive: under another target the parameters it lacks are named."""
    document = mcsgconf.parse(Path(__file__).parent / "data" / "layouts" / f"{name}.ascii", target=other)
    found = [f for f in mcsgconf.check(document) if f.code == code]
    assert any(parameter in finding.message for finding in found)
