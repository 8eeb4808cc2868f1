"""The parts of a site: each has the same clusters in it as the whole, whatever ties it to the others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import mcsgconf
from mcsgconf.models.kind import SHELL_KINDS, Kind

if TYPE_CHECKING:
    from mcsgconf.site import ClusterSite

EXAMPLES = Path(__file__).parents[1] / "examples"
CLUSTER = "CLUSTER_NAME {0}\nNODE_NAME {1}\nNODE_NAME {2}\n"
SHOP = CLUSTER.format("shop", "anna", "berta")
BANK = CLUSTER.format("bank", "carl", "dora")
SCRIPT = "#!/usr/bin/sh\nVG[0]=vg01\nSERVICE_NAME[0]=mon\nSERVICE_CMD[0]=/opt/ha/mon.sh\n"
PACKAGE = "PACKAGE_NAME p\nNODE_NAME *\nRUN_SCRIPT /etc/cmcluster/p/p.cntl\nHALT_SCRIPT /etc/cmcluster/p/p.cntl\n"
MONITOR = "#!/usr/bin/sh\nexit 0\n"
LISTING = "crw-r--r-- 1 root sys 64 0x010000 Nov  3  2009 /dev/vg01/group\n"

TWO = {"shop/c.ascii": SHOP, "shop/p/p.conf": PACKAGE, "bank/c.ascii": BANK, "bank/p/p.conf": PACKAGE}
SITES: dict[str, tuple[dict[str, str], dict[str, str]]] = {  # files, and links with what they point to
    "two clusters": (TWO, {}),
    "one in the other": (TWO | {"shop/p/inner/c.ascii": BANK, "shop/p/inner/p.conf": PACKAGE}, {}),
    "two versions of a cluster": (TWO | {"shop/c.ascii.old": SHOP, "shop/d.ascii": BANK}, {}),
    "files of no cluster": (TWO | {"mon.sh": MONITOR, "p.conf": PACKAGE}, {}),
    "no cluster at all": ({"p.conf": PACKAGE, "p/p.cntl": SCRIPT}, {}),
    "a script by a link": (
        TWO | {"common/p.cntl": SCRIPT, "bank/p/mon.sh": MONITOR},
        {"shop/p/p.cntl": "../../common/p.cntl", "shop/opt/ha/mon.sh": "../../../bank/p/mon.sh"},
    ),
    "a link in a cluster within": (
        TWO | {"shop/p/inner/c.ascii": BANK, "x.sh": MONITOR},
        {"shop/p/inner/p.cntl": "../../../x.sh"},
    ),
    "a folder for a path": (
        TWO
        | {
            "mcsgconf.toml": '[layout.paths]\n"/etc/cmcluster" = "{cluster}/conf"\n"/opt/ha" = "shared"\n',
            "shop/conf/p/p.cntl": SCRIPT,
            "bank/conf/p/p.cntl": SCRIPT,
            "shared/mon.sh": MONITOR,
        },
        {"shared/other.sh": "../bank/conf/p/p.cntl"},
    ),
    "captures beside the clusters": (
        TWO
        | {
            "mcsgconf.toml": '[layout]\ncaptures = ["captures/{node}/"]\n',
            "captures/anna/g.txt": LISTING,
            "captures/carl/g.txt": LISTING,
            "captures/emil/g.txt": LISTING,
            "both/c.ascii": CLUSTER.format("both", "anna", "carl"),
        },
        {},
    ),
    "where clusters begin": (
        {
            "mcsgconf.toml": '[layout]\nclusters = ["*/"]\n',
            "shop/conf/c.ascii": SHOP,
            "shop/p/p.conf": PACKAGE,
            "shop/p/p.cntl": SCRIPT,
            "lab/p/p.conf": PACKAGE,
        },
        {"lab/p/p.cntl": "../../shop/p/p.cntl"},
    ),
}


def shape(cluster: ClusterSite) -> dict[str, object]:
    """Everything that checks can ask of a cluster."""
    scripts = [document for document in cluster.documents if document.kind in SHELL_KINDS]
    return {
        "cluster": cluster.cluster and cluster.cluster.name,
        "folder": cluster.folder,
        "documents": [document.name for document in cluster.documents],
        "nodes": cluster.node_names,
        "captures": [(one.document.name, one.node) for one in cluster.captures],
        "companions": [(one.document.name, one.node) for one in cluster.companions(*Kind)],
        "copies": [sorted((node, one.name) for node, one in cluster.copies_of(script).items()) for script in scripts],
        "others": [other.name for other in cluster.surroundings.others],
        "is_whole": cluster.surroundings.is_whole,
        "packages": [
            (
                one.document.name,
                [script.name for script in (*one.run_scripts, *one.halt_scripts, *one.external_scripts)],
                [script.name for _, script in one.service_scripts],
            )
            for one in cluster.packages
        ],
    }


def assert_parts_are_as_the_whole(site: mcsgconf.Site) -> None:
    parts = [shape(cluster) for part in site.parts() for cluster in part.clusters]
    whole = [shape(cluster) for cluster in site.clusters]
    assert sorted(parts, key=str) == sorted(whole, key=str)


@pytest.mark.parametrize("case", SITES)
@pytest.mark.parametrize("here", [True, False], ids=["relative", "absolute"])
def test_a_part_has_the_clusters_of_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str, here: bool
) -> None:
    files, links = SITES[case]
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    for name, to in links.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).symlink_to(to)
    monkeypatch.chdir(tmp_path)
    site = mcsgconf.load_site(Path() if here else tmp_path, settings=mcsgconf.NearestSettings())
    assert len(site.links) == len(links)
    assert_parts_are_as_the_whole(site)


@pytest.mark.parametrize("folder", ["bank", "retail"])
def test_so_have_those_of_the_examples(folder: str) -> None:
    site = mcsgconf.load_site(EXAMPLES / folder, settings=mcsgconf.NearestSettings())
    assert len(site.parts()) > 1
    assert_parts_are_as_the_whole(site)


def test_a_comment_suppresses_what_another_cluster_finds_in_a_script_that_it_links_to(tmp_path: Path) -> None:
    """The control script of bank starts the service whose script stands with shop."""
    files = TWO | {
        "bank/p/p.conf": PACKAGE + "SERVICE_NAME mon\n",
        "bank/p/p.cntl": SCRIPT,
        "shop/mon.sh": "#!/usr/bin/sh\n# mcsgconf: ignore[MC601] the end is meant\nexit 0\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "bank/opt/ha").mkdir(parents=True)
    (tmp_path / "bank/opt/ha/mon.sh").symlink_to(tmp_path / "shop/mon.sh")
    codes = ["MC002", "MC601"]
    assert mcsgconf.check(tmp_path, select=codes) == []
    (tmp_path / "shop/mon.sh").write_text("#!/usr/bin/sh\nexit 0\n", encoding="utf-8")
    assert [finding.code for finding in mcsgconf.check(tmp_path, select=codes)] == ["MC601"]
