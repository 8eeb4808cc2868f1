"""The example repository does what its README says: one cluster is silent, each planted mistake of the other is found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import mcsgconf

RETAIL = Path(__file__).parent.parent / "examples" / "retail"
ROW = re.compile(r"^\| `(?P<path>[^:`]+):(?P<line>\d+)` \|.*\| (?P<code>MC\d\d\d) \|$", re.MULTILINE)


def test_the_clean_cluster_is_silent() -> None:
    assert mcsgconf.check(RETAIL / "clusters" / "store") == []


def test_the_mistakes_of_the_other_cluster_are_found_and_nothing_else() -> None:
    planted = {
        (row["path"], int(row["line"]), row["code"])
        for row in ROW.finditer((RETAIL / "README.md").read_text(encoding="utf-8"))
    }
    assert len(planted) == 13
    folder = RETAIL / "clusters" / "depot"
    found = {(str(Path(f.path).relative_to(folder)), f.line, f.code) for f in mcsgconf.check(folder)}
    assert found == planted


def test_the_whole_repository_is_one_site() -> None:
    site = mcsgconf.load_site(RETAIL)
    folders = [Path(cluster.cluster.name).parent.name for cluster in site.clusters if cluster.cluster is not None]
    assert folders == ["depot", "store", "node-add", "node-add"]
    assert [len(cluster.packages) for cluster in site.clusters] == [3, 2, 0, 0]


@pytest.mark.parametrize("path", sorted(path for path in RETAIL.rglob("*") if path.is_file()), ids=lambda p: p.name)
def test_every_file_comes_back_and_has_the_kind_it_should_have(path: Path) -> None:
    document = mcsgconf.parse(path)
    kinds = {
        ".ascii": "cluster",
        ".conf": "legacy-package",
        ".cntl": "control-script",
        ".sh": "shell",
        ".txt": "group-listing",
    }
    assert document.kind == kinds.get(path.suffix, "unknown" if path.suffix == ".md" else "cluster")
    assert document.render() == path.read_bytes()
    assert document.problems == ()


def test_the_third_node_is_added() -> None:
    current, generic = (mcsgconf.parse(RETAIL / "node-add" / f"{name}_config") for name in ("current", "generic"))
    result = mcsgconf.merge(current, generic)
    assert (result.status, result.conflicts, result.findings) == ("clean", (), ())
    merged = result.document
    nodes = [block.opener.bare for block in merged.blocks.named("node") if block.opener is not None]
    assert nodes == ["kontor1", "kontor2", "kontor3"]
    (new,) = (
        block for block in merged.blocks.named("node") if block.opener is not None and block.opener.bare == "kontor3"
    )
    assert new.first("FIRST_CLUSTER_LOCK_PV").value == "/dev/dsk/c5t0d1"
    kept = {setting.key: setting.value for setting in merged.blocks.settings}
    assert (kept["CLUSTER_NAME"], kept["NODE_TIMEOUT"], kept["MAX_CONFIGURED_PACKAGES"]) == ("kontor", "8000000", "20")
    assert not re.search(r"^[ \t]*SERIAL_DEVICE_FILE", merged.source.text, re.MULTILINE)
    assert mcsgconf.merge(merged, generic).document.render() == merged.render()


def test_a_copy_of_a_control_script_that_broke_off_is_never_clean() -> None:
    text = (RETAIL / "clusters" / "store" / "pos" / "pos.cntl").read_text(encoding="utf-8")
    first, last = text.index("check_and_mount\n{"), text.rindex("exit 0")
    for end in range(first + 20, last, (last - first) // 40):
        found = mcsgconf.check(mcsgconf.parse(text[:end], name="pos.cntl"))
        assert "MC328" in {finding.code for finding in found}, end
