"""Folders of files, and what belongs together in them."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest
from folders import write

from mcsgconf.catalogue import Target
from mcsgconf.errors import UnreadableInput
from mcsgconf.loading import load_site
from mcsgconf.models.document import parse
from mcsgconf.models.kind import Kind
from mcsgconf.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mcsgconf.models.document import Document

CLUSTER = "CLUSTER_NAME shop\nNODE_NAME alfa\n  NETWORK_INTERFACE lan0\n    HEARTBEAT_IP 10.1.1.1\nNODE_NAME beta\n"
PACKAGE = "PACKAGE_NAME {0}\nNODE_NAME alfa\nRUN_SCRIPT {1}\nHALT_SCRIPT {1}\nSERVICE_NAME mon\n"
SCRIPT = "#!/usr/bin/sh\nVG[0]=vg01\nSERVICE_NAME[0]=mon\nSERVICE_CMD[0]={0}\n"
MONITOR = "#!/usr/bin/sh\nwhile true\ndo\n  sleep 5\ndone\n"
LISTING = "crw-r--r-- 1 root sys 64 0x010000 Nov  3  2009 /dev/vg01/group\n"


def package(name: str = "p", script: str = "/etc/cmcluster/p/p.cntl") -> str:
    return PACKAGE.format(name, script)


def site(files: dict[str, str]) -> Site:
    """A site of files that stand nowhere."""
    return Site.of(parse(text, name=name) for name, text in files.items())


def names(documents: Iterable[Document]) -> list[str]:
    return [document.name for document in documents]


def layout(found: Site) -> dict[str | None, list[str]]:
    """The packages by the file of their cluster."""
    return {
        cluster.cluster.name if cluster.cluster else None: [p.document.name for p in cluster.packages]
        for cluster in found.clusters
    }


LAYOUTS = [
    # the nearest cluster file upwards
    ({"c.ascii": CLUSTER, "p.conf": package()}, {"c.ascii": ["p.conf"]}),
    ({"c.ascii": CLUSTER, "a/b/p.conf": package()}, {"c.ascii": ["a/b/p.conf"]}),
    (
        {"c.ascii": CLUSTER, "a/c.ascii": CLUSTER, "a/p.conf": package(), "b/q.conf": package("q")},
        {"c.ascii": ["b/q.conf"], "a/c.ascii": ["a/p.conf"]},
    ),
    # several in one folder have the same packages
    (
        {"current": CLUSTER, "generic": CLUSTER.replace("shop", "new"), "p.conf": package()},
        {"current": ["p.conf"], "generic": ["p.conf"]},
    ),
    # none
    ({"p.conf": package()}, {None: ["p.conf"]}),
    ({"a/c.ascii": CLUSTER, "b/p.conf": package()}, {"a/c.ascii": [], None: ["b/p.conf"]}),
    ({"./c.ascii": CLUSTER, "a//p.conf": package()}, {"./c.ascii": ["a//p.conf"]}),
    ({"c.ascii": CLUSTER, "../x/p.conf": package()}, {"c.ascii": [], None: ["../x/p.conf"]}),
    ({"/r/c.ascii": CLUSTER, "/r/p/p.conf": package()}, {"/r/c.ascii": ["/r/p/p.conf"]}),
    # versions of one file: backups, and each node's own copy
    ({"c.ascii": CLUSTER, "c.ascii.old": CLUSTER, "p.conf": package()}, {"c.ascii": ["p.conf"]}),
    (
        {"c.ascii": CLUSTER, "p.conf": package(), "p.conf~": package(), "p.conf.13Jan2014": package()},
        {"c.ascii": ["p.conf"]},
    ),
    (
        {"c.ascii": CLUSTER, "p.conf": package(), "p.conf.2": package("other"), "q.conf": package()},
        {"c.ascii": ["p.conf", "p.conf.2", "q.conf"]},
    ),
    (
        {"c.ascii": CLUSTER, "alfa/p/p.conf": package(), "beta/p/p.conf": package(), "beta/q.conf": package("q")},
        {"c.ascii": ["alfa/p/p.conf", "beta/q.conf"]},
    ),
]


@pytest.mark.parametrize(("files", "expected"), LAYOUTS)
def test_packages_belong_to_the_nearest_cluster(files: dict[str, str], expected: dict[str | None, list[str]]) -> None:
    assert layout(site(files)) == expected


SCRIPTS = [
    # what RUN_SCRIPT says, the files beside c.ascii and p/p.conf, which are found
    ("/etc/cmcluster/p/p.cntl", ["p/p.cntl"], ["p/p.cntl"]),
    ("/etc/cmcluster/p/p.cntl", ["etc/cmcluster/p/p.cntl"], ["etc/cmcluster/p/p.cntl"]),
    ("$SGCONF/p/p.cntl", ["p/p.cntl"], ["p/p.cntl"]),
    ("${SGCONF}/p/p.cntl", ["p/p.cntl"], ["p/p.cntl"]),
    ('"/etc/cmcluster/p/p.cntl"', ["p/p.cntl"], ["p/p.cntl"]),
    # the longest tail wins
    ("/etc/cmcluster/p/p.cntl", ["p/p.cntl", "x/cmcluster/p/p.cntl"], ["x/cmcluster/p/p.cntl"]),
    # of equal tails: beside the package file, then right below the cluster's folder, then all
    ("/etc/cmcluster/p/p.cntl", ["a/p/p.cntl", "p/p.cntl"], ["p/p.cntl"]),
    ("/etc/cmcluster/q/q.cntl", ["old/q/q.cntl", "q/q.cntl"], ["q/q.cntl"]),
    ("/etc/cmcluster/q/q.cntl", ["alfa/q/q.cntl", "beta/q/q.cntl"], ["alfa/q/q.cntl", "beta/q/q.cntl"]),
    # what was copied from the nodes counts where the repository has nothing else
    ("/etc/cmcluster/p/p.cntl", ["p/p.cntl", "nodes/alfa/etc/cmcluster/p/p.cntl"], ["p/p.cntl"]),
    ("/etc/cmcluster/q/q.cntl", ["x/q/q.cntl", "alfa/cmcluster/q/q.cntl"], ["x/q/q.cntl"]),
    ("/etc/cmcluster/p/p.cntl", ["alfa/etc/cmcluster/p/p.cntl"], ["alfa/etc/cmcluster/p/p.cntl"]),
    ("/opt/else/p.cntl", ["p/p.cntl", "alfa/opt/else/p.cntl"], ["alfa/opt/else/p.cntl"]),
    # a bare name counts beside the package file and in the cluster's folder
    ("/opt/else/p.cntl", ["p/p.cntl"], ["p/p.cntl"]),
    ("/opt/else/p.cntl", ["p.cntl"], ["p.cntl"]),
    ("/opt/else/control.sh", ["q/control.sh"], []),
    # never outside the cluster's folder, and never by guessing
    ("/etc/cmcluster/p/p.cntl", ["../p/p.cntl"], []),
    ("/etc/cmcluster/p/../p/p.cntl", ["p/p.cntl"], []),
    ("/etc/cmcluster/$PKG/p.cntl", ["p/p.cntl"], []),
    ("/etc/cmcluster/p/*", ["p/p.cntl"], []),
    ("", ["p/p.cntl"], []),
    ("/", ["p/p.cntl"], []),
    ("/etc/cmcluster/p/P.cntl", ["p/p.cntl"], []),
]


@pytest.mark.parametrize(("reference", "scripts", "found"), SCRIPTS)
def test_the_script_that_a_package_names(reference: str, scripts: list[str], found: list[str]) -> None:
    files = {"r/c.ascii": CLUSTER, "r/p/p.conf": package(script=reference)}
    joined = site(files | {f"r/{script}": SCRIPT for script in scripts})
    (packaged,) = joined.clusters[0].packages
    assert names(packaged.run_scripts) == [f"r/{name}" for name in found]
    assert names(packaged.halt_scripts) == [f"r/{name}" for name in found]
    assert packaged.package.control_script == (packaged.run_scripts[0] if found else None)


def test_a_script_is_found_beside_a_package_without_cluster() -> None:
    (cluster,) = site({"a/p.conf": package(), "a/p.cntl": SCRIPT, "b/p.cntl": SCRIPT}).clusters
    assert names(cluster.packages[0].run_scripts) == ["a/p.cntl"]


SERVICES = [
    ("/etc/cmcluster/p/mon.sh", ["p/mon.sh"]),
    ('"nohup /etc/cmcluster/p/mon.sh -v"', ["p/mon.sh"]),
    ('"$SGCONF/p/mon.sh"', ["p/mon.sh"]),
    ('"/usr/bin/ksh /etc/cmcluster/p/mon.sh"', ["p/mon.sh"]),
    ("/opt/app/bin/agent", []),
    ("$(cat command)", []),
    ("''", []),
]


@pytest.mark.parametrize(("command", "found"), SERVICES)
def test_the_scripts_that_services_run(command: str, found: list[str]) -> None:
    files = {"c.ascii": CLUSTER, "p/p.conf": package(), "p/p.cntl": SCRIPT.format(command), "p/mon.sh": MONITOR}
    (packaged,) = site(files).clusters[0].packages
    assert [document.name for _, document in packaged.service_scripts] == found
    assert all(service.name is not None and service.name.value == "mon" for service, _ in packaged.service_scripts)


def test_the_scripts_of_a_modular_package() -> None:
    modular = (
        "package_name p\nmodule_name sg/all\nservice_name mon\nservice_cmd $SGCONF/p/mon.sh\n"
        "external_script $SGCONF/p/ext.sh\nexternal_pre_script /nowhere.sh\n"
    )
    files = {"c.ascii": CLUSTER, "p/p.conf": modular, "p/mon.sh": MONITOR, "p/ext.sh": MONITOR}
    (packaged,) = site(files).clusters[0].packages
    assert [document.name for _, document in packaged.service_scripts] == ["p/mon.sh"]
    assert names(packaged.external_scripts) == ["p/ext.sh"]
    assert packaged.run_scripts == packaged.halt_scripts == ()


NODES = [
    ("alfa/group.txt", "alfa"),
    ("captures/beta/x/group.txt", "beta"),
    ("beta/alfa/group.txt", "alfa"),
    ("alfa.txt", "alfa"),
    ("ll-group.beta.out", "beta"),
    ("alfa/beta.txt", "alfa"),
    ("alfabet.txt", "alfabet"),
    ("gamma.txt", "gamma"),
    ("alfa-beta.txt", None),
]


@pytest.mark.parametrize(("path", "node"), NODES)
def test_which_node_a_listing_is_of(path: str, node: str | None) -> None:
    (capture,) = site({"c.ascii": CLUSTER, path: LISTING}).clusters[0].captures
    assert (capture.node, capture.is_listing) == (node, True)


def test_the_longer_of_two_node_names_counts() -> None:
    cluster = CLUSTER.replace("beta", "alfa-2")
    for path, node in (("alfa-2.txt", "alfa-2"), ("alfa.txt", "alfa")):
        (capture,) = site({"c.ascii": cluster, path: LISTING}).clusters[0].captures
        assert capture.node == node


def test_mknod_lines_are_captures_too() -> None:
    make = "#!/sbin/sh\nmknod /dev/vg01/group c 64 0x010000\n"
    files = {"c.ascii": CLUSTER, "beta/import.sh": make, "import.sh": make, "other.sh": MONITOR}
    captures = site(files).clusters[0].captures
    assert [(c.document.name, c.node, c.is_listing) for c in captures] == [
        ("beta/import.sh", "beta", False),
        ("import.sh", None, False),
    ]
    assert captures[0].group_files[0].vgno == 1


def test_nodes_of_files_without_cluster_are_those_of_the_packages() -> None:
    (cluster,) = site({"p.conf": package(), "ll.alfa": LISTING, "q.conf": package("q").replace("alfa", "*")}).clusters
    assert cluster.node_names == ("alfa",)
    assert cluster.captures[0].node == "alfa"


def test_documents_are_replaced_by_name() -> None:
    before = site({"c.ascii": CLUSTER, "p.conf": package()})
    after = before.with_documents([parse(package("q"), name="p.conf")])
    assert names(after.documents) == names(before.documents)
    (packaged,) = after.clusters[0].packages
    assert packaged.package.name is not None
    assert packaged.package.name.value == "q"


# Folders


def test_a_folder_is_walked_in_order_and_unknown_files_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, {"b/p.conf": package(), "a/c.ascii": CLUSTER, "README": "words\n", "empty": ""})
    write(tmp_path, {".git/p.conf": package(), "b/.cache/p.conf": package()})
    (tmp_path / "binary").write_bytes(b"PACKAGE_NAME p\n\0")
    found = load_site(tmp_path)
    assert names(found.documents) == [str(tmp_path / "a/c.ascii"), str(tmp_path / "b/p.conf")]
    assert found.unreadable == ()


def test_links_never_lead_out_of_the_tree_nor_round_in_it(tmp_path: Path) -> None:
    tree, outside = tmp_path / "tree", tmp_path / "outside"
    write(tree, {"c.ascii": CLUSTER, "p/p.conf": package(), "shared/control.sh": SCRIPT})
    write(outside, {"q.conf": package("q"), "d/r.conf": package("r")})
    (tree / "p/p.cntl").symlink_to("../shared/control.sh")
    (tree / "loop").symlink_to(".")
    (tree / "self").symlink_to("self")
    (tree / "dangling").symlink_to("nowhere")
    (tree / "q.conf").symlink_to(outside / "q.conf")
    (tree / "d").symlink_to(outside / "d")
    found = load_site(tree)
    assert names(found.documents) == [str(tree / name) for name in ("c.ascii", "p/p.conf", "shared/control.sh")]
    (packaged,) = found.clusters[0].packages
    assert names(packaged.run_scripts) == [str(tree / "shared/control.sh")]
    assert found.unreadable == ()


def test_a_tree_reached_by_a_link_keeps_the_name_it_was_given(tmp_path: Path) -> None:
    write(tmp_path / "tree", {"c.ascii": CLUSTER, "s.sh": MONITOR})
    (tmp_path / "tree/t.sh").symlink_to("s.sh")
    (tmp_path / "link").symlink_to("tree")
    found = load_site(tmp_path / "link")
    assert names(found.documents) == [str(tmp_path / "link/c.ascii"), str(tmp_path / "link/s.sh")]
    assert found.links == {str(tmp_path / "link/t.sh"): str(tmp_path / "link/s.sh")}


def test_sockets_and_pipes_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, {"c.ascii": CLUSTER})
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as unix:
        folder = os.open(tmp_path, os.O_RDONLY)
        try:
            unix.bind(f"/proc/self/fd/{folder}/s")  # a path short enough for a socket, wherever tests run
        finally:
            os.close(folder)
        assert names(load_site(tmp_path).documents) == [str(tmp_path / "c.ascii")]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable for root")
def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"c.ascii": CLUSTER, "p.conf": package(), "d/q.conf": package("q")})
    (tmp_path / "p.conf").chmod(0)
    (tmp_path / "d").chmod(0)
    try:
        found = load_site(tmp_path)
    finally:
        (tmp_path / "d").chmod(0o700)
    assert names(found.documents) == [str(tmp_path / "c.ascii")]
    assert [line.partition(":")[0] for line in found.unreadable] == [str(tmp_path / "p.conf"), str(tmp_path / "d")]
    assert all("Permission denied" in line for line in found.unreadable)


def test_what_the_system_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same, for root: the system itself says no."""
    write(tmp_path, {"a.conf": package(), "c.ascii": CLUSTER, "d/q.conf": package("q")})
    real_open, real_scan = type(tmp_path).open, os.scandir

    def refuse_file(path: Path, mode: str) -> object:
        if path.name == "a.conf":
            raise PermissionError(13, "Permission denied")
        return real_open(path, mode)

    def refuse_folder(path: Path) -> object:
        if path.name == "d":
            raise PermissionError(13, "Permission denied")
        return real_scan(path)

    monkeypatch.setattr(type(tmp_path), "open", refuse_file)
    monkeypatch.setattr(os, "scandir", refuse_folder)
    found = load_site(tmp_path)
    assert names(found.documents) == [str(tmp_path / "c.ascii")]
    assert found.unreadable == (
        f"{tmp_path / 'a.conf'}: cannot be read: Permission denied",
        f"{tmp_path / 'd'}: cannot be read: Permission denied",
    )


def test_names_that_are_no_utf_8(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    write(folder, {"c.ascii": CLUSTER, "p/p.conf": package(), "p/p.cntl": SCRIPT})
    (packaged,) = load_site(tmp_path).clusters[0].packages
    assert len(packaged.run_scripts) == 1


@pytest.mark.parametrize("content", [None, "", "words\n"])
def test_a_folder_without_configuration_is_an_error(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        write(tmp_path, {"a": content})
    with pytest.raises(UnreadableInput, match="no Serviceguard configuration"):
        load_site(tmp_path)


def test_a_single_file(tmp_path: Path) -> None:
    write(tmp_path, {"c.ascii": CLUSTER, "README": "words\n"})
    found = load_site(tmp_path / "c.ascii", target=Target.parse("linux"))
    assert names(found.documents) == [str(tmp_path / "c.ascii")]
    assert str(found.documents[0].target) == "linux"
    for name in ("README", "missing"):
        with pytest.raises(UnreadableInput, match=name):
            load_site(tmp_path / name)


def test_an_empty_site_has_no_clusters() -> None:
    assert Site.of([]).clusters == ()


def test_a_link_is_known_as_long_as_its_document_is(tmp_path: Path) -> None:
    write(tmp_path, {"c.ascii": CLUSTER, "p/p.conf": package(), "s.sh": SCRIPT})
    (tmp_path / "p/p.cntl").symlink_to("../s.sh")
    found = load_site(tmp_path)
    assert names(found.clusters[0].packages[0].run_scripts) == [str(tmp_path / "s.sh")]
    kept = Site([document for document in found.documents if not document.name.endswith("s.sh")], found.links)
    assert kept.clusters[0].packages[0].run_scripts == ()


COMPANIONS = [
    # where a hosts file stands, whose it is: a node's, all nodes' (None), or of a machine that is none of the cluster
    ("hosts", [None]),
    ("etc/hosts", [None]),
    ("common/etc/hosts.txt", [None]),
    ("nodes/alfa/etc/hosts", ["alfa"]),
    ("beta.hosts", ["beta"]),
    ("etc/hosts.alfa", ["alfa"]),
    ("nodes/gamma/etc/hosts", []),
    ("gamma.hosts", []),
    ("../hosts", []),
]


@pytest.mark.parametrize(("path", "nodes"), COMPANIONS)
def test_whose_a_companion_is(path: str, nodes: list[str | None]) -> None:
    joined = site({"r/c.ascii": CLUSTER, f"r/{path}": "127.0.0.1 localhost\n10.1.1.1 alfa\n"})
    assert [one.node for one in joined.clusters[0].companions(Kind.HOSTS)] == nodes
    assert joined.clusters[0].companions(Kind.FSTAB) == ()


def test_the_copies_of_a_script() -> None:
    files = {
        "c.ascii": CLUSTER,
        "x/alfa/p/p.cntl": SCRIPT,
        "x/beta/p/p.cntl": SCRIPT,
        "x/gamma/p/p.cntl": SCRIPT,
        "p/p.cntl": SCRIPT,
    }
    (cluster,) = site(files).clusters
    by_name = {document.name: document for document in cluster.documents}
    copies = cluster.copies_of(by_name["x/beta/p/p.cntl"])
    assert {node: copy.name for node, copy in copies.items()} == {"alfa": "x/alfa/p/p.cntl", "beta": "x/beta/p/p.cntl"}
    assert cluster.copies_of(by_name["p/p.cntl"]) == copies  # which are of the file that the repository keeps
    assert cluster.copies_of(by_name["x/gamma/p/p.cntl"]) == {}
    (cluster,) = site({**files, "y/alfa/p/p.cntl": SCRIPT, "p.cntl": SCRIPT}).clusters
    by_name = {document.name: document for document in cluster.documents}
    assert cluster.copies_of(by_name["p/p.cntl"]) == cluster.copies_of(by_name["p.cntl"]) == {}  # nobody can tell


VERSIONS = [
    # further files with the package of p/p.conf, and whether they are versions of it
    ("p/p.conf.old", True),
    ("p/p_new.conf", True),
    ("p/p-20091103.conf", True),
    ("p/p.v2.conf", True),
    ("p/p_rev_12.conf", True),
    ("old/p/p.conf", True),
    ("backup-2009/p.conf", True),
    ("2009/11/p.conf", True),
    ("q/p.conf", False),
    ("p/q.conf", False),
    ("p/p2.conf", False),
    ("golden/p.conf", False),
]


@pytest.mark.parametrize(("path", "is_version"), VERSIONS)
def test_versions_of_a_package_file(path: str, is_version: bool) -> None:
    (cluster,) = site({"c.ascii": CLUSTER, "p/p.conf": package(), path: package()}).clusters
    assert [one.document.name for one in cluster.packages] == ["p/p.conf", *([] if is_version else [path])]
    (cluster,) = site({"c.ascii": CLUSTER, "p/p.conf": package(), path: package("another")}).clusters
    assert [one.document.name for one in cluster.packages] == ["p/p.conf", path]


def test_what_is_known_of_the_surroundings(tmp_path: Path) -> None:
    write(tmp_path, {"c.ascii": CLUSTER, "d.ascii": CLUSTER, "p/p.pl": "#!/usr/bin/perl\n"})
    first, second = load_site(tmp_path).clusters
    assert first.surroundings.is_whole
    assert first.surroundings.has_passed_over("p.pl")
    assert not first.surroundings.has_passed_over("q.pl")
    assert first.surroundings.others == (second.cluster,)
    assert not load_site(tmp_path / "c.ascii").clusters[0].surroundings.is_whole
    kept = load_site(tmp_path).with_documents([])
    assert kept.clusters[0].surroundings.has_passed_over("p.pl")
