"""The layout of a repository as its settings say it: where clusters begin, what is of a node, what paths on the nodes mean."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

import mcsgconf
from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from pathlib import Path

CLUSTER = "CLUSTER_NAME {0}\nNODE_NAME {1}\nNODE_NAME {2}\n"
SHOP = CLUSTER.format("shop", "anna", "berta")
BANK = CLUSTER.format("bank", "carl", "dora")
SCRIPT = "#!/usr/bin/sh\nVG[0]=vg01\nSERVICE_NAME[0]=mon\nSERVICE_CMD[0]={0}\n"
MONITOR = "#!/usr/bin/sh\nwhile true\ndo\n  sleep 5\ndone\n"
LISTING = "crw-r--r-- 1 root sys 64 0x010000 Nov  3  2009 /dev/vg01/group\n"
HOSTS = "10.1.1.1 anna\n10.1.1.2 berta\n"


def package(name: str = "p", script: str = "/etc/cmcluster/p/p.cntl") -> str:
    return f"PACKAGE_NAME {name}\nNODE_NAME *\nRUN_SCRIPT {script}\nHALT_SCRIPT {script}\nSERVICE_NAME mon\n"


def load(folder: Path, files: dict[str, str], start: str = ".") -> mcsgconf.Site:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return mcsgconf.load_site(folder / start if start != "." else folder, settings=mcsgconf.NearestSettings())


def relative(folder: Path, document: mcsgconf.Document) -> str:
    return os.path.relpath(document.name, folder)


CLUSTERS = [
    # the settings; the packages by the cluster file they belong to
    ("", {None: ["shop/packages/p.conf", "bank/p.conf"], "shop/conf/c.ascii": [], "bank/conf/c.ascii": []}),
    (
        'clusters = ["shop"]',
        {None: ["bank/p.conf"], "shop/conf/c.ascii": ["shop/packages/p.conf"], "bank/conf/c.ascii": []},
    ),
    ('clusters = ["/*/"]', {"shop/conf/c.ascii": ["shop/packages/p.conf"], "bank/conf/c.ascii": ["bank/p.conf"]}),
    (
        'clusters = ["/shop/", "./bank"]',
        {"shop/conf/c.ascii": ["shop/packages/p.conf"], "bank/conf/c.ascii": ["bank/p.conf"]},
    ),
    (
        'clusters = ["*/conf"]',
        {None: ["shop/packages/p.conf", "bank/p.conf"], "shop/conf/c.ascii": [], "bank/conf/c.ascii": []},
    ),
]
FILES = {
    "shop/conf/c.ascii": SHOP,
    "shop/packages/p.conf": package(),
    "bank/conf/c.ascii": BANK,
    "bank/p.conf": package(),
}


def packages(folder: Path, site: mcsgconf.Site) -> dict[str | None, list[str]]:
    return {
        cluster.cluster and relative(folder, cluster.cluster): [
            relative(folder, one.document) for one in cluster.packages
        ]
        for cluster in site.clusters
    }


@pytest.mark.parametrize(("layout", "expected"), CLUSTERS)
@pytest.mark.parametrize("here", [True, False], ids=["relative", "absolute"])
def test_where_a_cluster_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layout: str, expected: dict[str | None, list[str]], here: bool
) -> None:
    site = load(tmp_path, {**FILES, "mcsgconf.toml": f"[layout]\n{layout}\n"})
    if here:
        monkeypatch.chdir(tmp_path)
        site = mcsgconf.load_site(type(tmp_path)(), settings=mcsgconf.NearestSettings())
    assert {key: sorted(names) for key, names in packages(tmp_path, site).items()} == {
        key: sorted(names) for key, names in expected.items()
    }


def test_a_cluster_may_begin_at_the_folder_of_the_settings(tmp_path: Path) -> None:
    files = {"conf/c.ascii": SHOP, "packages/p.conf": package(), "mcsgconf.toml": '[layout]\nclusters = ["."]\n'}
    assert packages(tmp_path, load(tmp_path, files)) == {"conf/c.ascii": ["packages/p.conf"]}
    for start in ("packages", "conf"):  # a walk that begins below it
        assert len(load(tmp_path, {}, start).clusters) == 1


def test_a_folder_without_its_cluster_file_is_of_no_cluster(tmp_path: Path) -> None:
    files = {"c.ascii": SHOP, "lab/new/p.conf": package(), "q.conf": package("q")}
    assert packages(tmp_path, load(tmp_path, files)) == {"c.ascii": ["q.conf", "lab/new/p.conf"]}
    settings = {"mcsgconf.toml": '[layout]\nclusters = ["lab/*"]\n'}
    assert packages(tmp_path, load(tmp_path, settings)) == {"c.ascii": ["q.conf"], None: ["lab/new/p.conf"]}


CAPTURES = [
    # the pattern, where a listing stands, the clusters it belongs to and the node it is of
    ("captures/{node}/", "captures/anna/group.txt", {"shop": "anna"}),
    ("captures/{node}/", "captures/anna/x/y/group.txt", {"shop": "anna"}),
    ("captures/{node}", "captures/dora/group.txt", {"bank": "dora"}),
    ("captures/{node}/", "captures/emil/group.txt", {None: "group"}),
    ("captures/{node}/", "other/anna/group.txt", {None: "group"}),
    ("{node}-group.txt", "x/carl-group.txt", {"bank": "carl"}),
    ("host-{node}/*.txt", "host-berta/vgs.txt", {"shop": "berta"}),
    ("host-{node}/*.txt", "host-berta/x/vgs.txt", {None: "vgs"}),
    ("nodes/{node}/", "bank/nodes/anna/g.txt", {"bank": "g"}),
    ("**/{node}/", "bank/nodes/anna/g.txt", {"shop": "anna"}),
    ("**/{node}/", "shop/nodes/anna/g.txt", {"shop": "anna"}),
]


@pytest.mark.parametrize(("pattern", "place", "expected"), CAPTURES)
def test_captures_belong_to_the_cluster_that_has_the_node(
    tmp_path: Path, pattern: str, place: str, expected: dict[str | None, str]
) -> None:
    files = {"shop/c.ascii": SHOP, "bank/c.ascii": BANK, place: LISTING}
    site = load(tmp_path, {**files, "mcsgconf.toml": f'[layout]\ncaptures = ["{pattern}"]\n'})
    folders = ((cluster.folder.name if cluster.cluster else None, cluster.captures) for cluster in site.clusters)
    assert {folder: capture.node for folder, captures in folders for capture in captures} == expected


def test_the_longer_name_of_a_node_is_meant(tmp_path: Path) -> None:
    files = {
        "shop/c.ascii": CLUSTER.format("shop", "anna", "anna-2"),
        "ll-anna-2-x.txt": LISTING,
        "ll-anna-x.txt": LISTING,
    }
    site = load(tmp_path, {**files, "mcsgconf.toml": '[layout]\ncaptures = ["ll-{node}-*.txt"]\n'})
    nodes = {relative(tmp_path, one.document): one.node for one in site.clusters[0].captures}
    assert nodes == {"ll-anna-2-x.txt": "anna-2", "ll-anna-x.txt": "anna"}


def test_a_node_that_two_clusters_have_is_of_both(tmp_path: Path) -> None:
    files = {"a/c.ascii": SHOP, "b/c.ascii": SHOP.replace("shop", "other"), "captures/anna/g.txt": LISTING}
    site = load(tmp_path, {**files, "mcsgconf.toml": '[layout]\ncaptures = ["captures/{node}/"]\n'})
    assert [[capture.node for capture in cluster.captures] for cluster in site.clusters] == [["anna"], ["anna"]]


def test_files_of_nodes_lie_anywhere_and_packages_stay_where_they_are(tmp_path: Path) -> None:
    taken = {"host-anna/etc/hosts": HOSTS, "host-anna/p/p.conf": package(), "host-anna/p/p.cntl": MONITOR}
    layout = '[layout]\ncaptures = ["host-{node}/"]\n'
    site = load(tmp_path, {"shop/c.ascii": SHOP, "shop/q.conf": package("q"), **taken, "mcsgconf.toml": layout})
    shop, rest = site.clusters
    assert [one.node for one in shop.companions(Kind.HOSTS)] == ["anna"]
    assert [relative(tmp_path, one.document) for one in shop.packages] == ["shop/q.conf"]
    assert [relative(tmp_path, one.document) for one in rest.packages] == ["host-anna/p/p.conf"]
    assert shop.packages[0].run_scripts == ()  # a copy from a node, outside of the cluster's folder, is no file of it


def test_copies_on_nodes_below_folders_of_other_names(tmp_path: Path) -> None:
    copies = {f"host-{node}/p/p.cntl": MONITOR for node in ("anna", "berta")}
    site = load(tmp_path, {"c.ascii": SHOP, **copies, "mcsgconf.toml": '[layout]\ncaptures = ["host-{node}/"]\n'})
    script = next(document for document in site.documents if document.name.endswith("host-anna/p/p.cntl"))
    assert {*site.clusters[0].copies_of(script)} == {"anna", "berta"}


PATHS = [
    # the map; the path that a package names; the files of the repository; what is found
    ({"/opt/ha": "shared/ha"}, "/opt/ha/p/run.sh", ["shared/ha/p/run.sh"], "shared/ha/p/run.sh"),
    ({"/opt/ha/": "shared/ha/"}, "/opt//ha/./run.sh", ["shared/ha/run.sh"], "shared/ha/run.sh"),
    ({"/opt/ha": "./shared"}, "/opt/ha/run.sh", ["shared/run.sh"], "shared/run.sh"),
    ({"/opt/ha": "."}, "/opt/ha/x/run.sh", ["x/run.sh"], "x/run.sh"),
    ({"/opt/ha": "shared/ha"}, "/opt/hal/run.sh", ["shared/ha/run.sh", "shared/hal/run.sh"], None),
    ({"/opt/ha": "shared/ha"}, "/opt/ha", ["shared/ha/run.sh"], None),
    ({"/opt/ha": "shared/ha"}, "/opt/ha/$PKG/run.sh", ["shared/ha/run.sh"], None),
    ({"/opt/ha": "shared/ha"}, "/opt/ha/../x/run.sh", ["shared/x/run.sh"], None),
    (
        {"/opt/ha": "shared/ha", "/opt": "shared"},
        "/opt/ha/run.sh",
        ["shared/ha/run.sh", "shared/ha/ha/run.sh"],
        "shared/ha/run.sh",
    ),
    ({"/opt": "shared", "/opt/ha": "more"}, "/opt/ha/run.sh", ["shared/ha/run.sh", "more/run.sh"], "more/run.sh"),
    (
        {"/etc/cmcluster": "{cluster}/conf"},
        "/etc/cmcluster/p/run.sh",
        ["shop/conf/p/run.sh", "shop/p/run.sh"],
        "shop/conf/p/run.sh",
    ),
    (
        {"/etc/cmcluster": "{cluster}"},
        "/etc/cmcluster/q/run.sh",
        ["shop/q/run.sh", "shop/x/cmcluster/q/run.sh"],
        "shop/q/run.sh",
    ),
    ({"$SGCONF": "{cluster}/conf"}, "$SGCONF/p/run.sh", ["shop/conf/p/run.sh", "shop/p/run.sh"], "shop/conf/p/run.sh"),
    ({"$SGCONF": "{cluster}/conf"}, "${SGCONF}/run.sh", ["shop/conf/run.sh"], "shop/conf/run.sh"),
    # what is not there is looked for as ever
    ({"/etc/cmcluster": "{cluster}/conf"}, "/etc/cmcluster/p/run.sh", ["shop/p/run.sh"], "shop/p/run.sh"),
]


@pytest.mark.parametrize(("paths", "reference", "files", "found"), PATHS)
def test_paths_on_the_nodes(
    tmp_path: Path, paths: dict[str, str], reference: str, files: list[str], found: str | None
) -> None:
    rows = "".join(f'"{path}" = "{folder}"\n' for path, folder in paths.items())
    tree = {"shop/c.ascii": SHOP, "shop/p/p.conf": package("p", reference), **dict.fromkeys(files, MONITOR)}
    site = load(tmp_path, {**tree, "mcsgconf.toml": f"[layout.paths]\n{rows}"})
    (one,) = site.clusters[0].packages
    assert [relative(tmp_path, script) for script in one.run_scripts] == ([] if found is None else [found])


def test_paths_of_services_and_of_packages_without_cluster(tmp_path: Path) -> None:
    files = {
        "p/p.conf": package(),
        "p/p.cntl": SCRIPT.format("/opt/ha/mon.sh"),
        "ha/mon.sh": MONITOR,
        "mcsgconf.toml": '[layout.paths]\n"/opt/ha" = "ha"\n"/etc/cmcluster" = "{cluster}/x"\n',
    }
    (one,) = load(tmp_path, files).clusters[0].packages
    assert [relative(tmp_path, script) for _, script in one.service_scripts] == ["ha/mon.sh"]


def test_a_script_without_a_telltale_is_found_by_the_map(tmp_path: Path) -> None:
    files = {
        "shop/c.ascii": SHOP,
        "shop/p/p.conf": package("p", "/opt/ha/run"),
        "ha/run": "do_what_is_to_be_done\n",
        "mcsgconf.toml": '[layout.paths]\n"/opt/ha" = "ha"\n',
    }
    (one,) = load(tmp_path, files).clusters[0].packages
    assert [relative(tmp_path, script) for script in one.run_scripts] == ["ha/run"]


def test_show_and_check_know_the_layout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from mcsgconf.cli import run  # noqa: PLC0415 - the only test of the command line here

    load(tmp_path, {**FILES, "mcsgconf.toml": '[layout]\nclusters = ["/*"]\n'})
    monkeypatch.chdir(tmp_path)
    assert run(["show", "."]) == 0
    assert "p.conf" in capfd.readouterr().out.partition("Cluster bank")[2].partition("Cluster shop")[0]
