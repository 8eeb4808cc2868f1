"""What a walk finds and what it leaves out: `.gitignore` as git reads it, `exclude`, and everything odd that a tree holds."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Self

import pytest
from folders import PACKAGE, packages, write

import mcsgconf
from mcsgconf.discovery import discover
from mcsgconf.models.kind import HEAD_BYTES
from mcsgconf.settings.nearest import NearestSettings

if TYPE_CHECKING:
    from pathlib import Path

CLUSTER = "CLUSTER_NAME c\nNODE_NAME a\nNODE_NAME b\n"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    subprocess.run(["git", "init", "-q"], check=True)
    return tmp_path


def found(folder: str | Path = ".") -> set[str]:
    """The files that are found below a folder of the current one, as paths from that on."""
    documents = discover(path_of(folder), None, NearestSettings()).documents
    return {os.path.relpath(document.name) for document in documents}


def path_of(folder: str | Path) -> Path:
    from pathlib import Path as RealPath  # noqa: PLC0415 - the name is taken by the annotations

    return RealPath(folder)


ALL = [
    "a.conf",
    "a.old",
    "x/a.conf",
    "x/b.conf",
    "x/y/b.conf",
    "x/y/a.old",
    "keep/a.old",
    "build/a.conf",
    "x/build/c.conf",
]

IGNORING = [
    {".gitignore": "*.old\n"},
    {".gitignore": "*.old\n!keep/a.old\n"},
    {".gitignore": "/build/\nx/*\n!x/b.conf\n"},
    {".gitignore": "x/\n!x/a.conf\n"},  # nothing comes back out of a folder that is ignored
    {".gitignore": "a.*\n", "x/.gitignore": "!a.conf\nb.conf\n"},
    {".gitignore": "a.*\n", "x/.gitignore": "!a.*\n", "x/y/.gitignore": "/a.old\n"},
    {"x/.gitignore": "/build\n/y/b.conf\n"},
    {"x/y/.gitignore": "*\n"},
    {".gitignore": "**/y\n"},
    {".gitignore": "# a\n\n*.conf \r\n!build/*.conf\n"},
    {".gitignore": "*\n!*/\n!*.old\n"},
    {".gitignore": "[\n\\\n"},
]


@pytest.mark.parametrize("ignoring", IGNORING, ids=lambda files: " ".join(files.values()).replace("\n", " "))
def test_git_and_the_walk_see_the_same_files(tree: Path, ignoring: dict[str, str]) -> None:
    packages(tree, *ALL)
    write(tree, ignoring)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--others", "--exclude-standard"], capture_output=True, check=True
    )
    expected = {path for path in os.fsdecode(listed.stdout).split("\0") if path and not path.endswith(".gitignore")}
    assert found() == expected
    for folder in ("x", "x/y"):  # a walk that begins further down; one that is ignored is walked all the same
        ignored = subprocess.run(["git", "check-ignore", "-q", folder], check=False).returncode == 0
        assert ignored or found(folder) == {path for path in expected if path.startswith(f"{folder}/")}
        assert found(tree / folder) == found(folder)


def test_a_folder_that_is_named_is_walked_though_it_is_ignored(tree: Path) -> None:
    packages(tree, "x/a.conf", "x/b.conf")
    write(tree, {".gitignore": "x/\n", "x/.gitignore": "b.conf\n"})
    assert found("x") == {"x/a.conf"}


def test_a_repository_in_a_repository_has_its_own_patterns(tree: Path) -> None:
    packages(tree, "a.conf", "inner/a.conf", "inner/b.conf")
    write(tree, {".gitignore": "a.conf\n", "inner/.gitignore": "b.conf\n", "inner/.git": "gitdir: elsewhere\n"})
    assert found() == {"inner/a.conf"}
    assert found("inner") == {"inner/a.conf"}


def test_outside_of_a_repository_patterns_begin_at_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    packages(tmp_path, "x/a.conf", "x/b.conf")
    write(tmp_path, {".gitignore": "a.conf\n", "x/.gitignore": "b.conf\n"})
    assert found() == set()
    assert found("x") == {"x/a.conf"}


def test_what_others_do_not_have_is_no_pattern(tree: Path) -> None:
    packages(tree, "a.conf", "b.conf")
    write(tree, {".git/info/exclude": "a.conf\n", "real": "b.conf\n"})
    (tree / ".gitignore").symlink_to("real")  # git follows no such link
    assert found() == {"a.conf", "b.conf"}


EXCLUDING = [
    ('exclude = ["x/"]', {"a.conf", "a.old", "keep/a.old", "build/a.conf"}),
    ('exclude = ["*.conf"]', {"a.old", "x/y/a.old", "keep/a.old"}),
    ('exclude = ["/a.*", "x/**"]', {"keep/a.old", "build/a.conf"}),
    ('exclude = ["*.*", "!*.old", "/x"]', {"a.old", "keep/a.old"}),
    ('exclude = ["./x/y", "build"]', {"a.conf", "a.old", "x/a.conf", "x/b.conf", "keep/a.old"}),
    ("exclude = []", {*ALL}),
]


@pytest.mark.parametrize(("settings", "expected"), EXCLUDING)
def test_exclude(tree: Path, settings: str, expected: set[str]) -> None:
    packages(tree, *ALL)
    write(tree, {"mcsgconf.toml": settings})
    assert found() == expected
    assert found(tree) == expected
    assert found("build") == {path for path in expected | {"build/a.conf"} if path.startswith("build/")} - (
        {"build/a.conf"} if "*.conf" in settings or "*.*" in settings else set()
    )


def test_exclude_is_that_of_the_nearest_settings(tree: Path) -> None:
    packages(tree, "a.conf", "b.conf", "x/a.conf", "x/b.conf", "x/y/b.conf")
    write(tree, {"mcsgconf.toml": 'exclude = ["a.conf"]', "x/mcsgconf.toml": 'exclude = ["/b.conf"]'})
    assert found() == {"b.conf", "x/a.conf", "x/y/b.conf"}
    assert found("x") == {"x/a.conf", "x/y/b.conf"}


def test_folders_that_are_never_entered(tree: Path) -> None:
    names = (".git", ".hg", ".svn", ".venv", "__pycache__", "node_modules", "x/.cache")
    packages(tree, "a.conf", *(f"{name}/a.conf" for name in names))
    assert found() == {"a.conf"}


def test_nothing_follows_from_the_absence_of_what_is_excluded(tree: Path) -> None:
    """A volume group that no package activates is only worth a word where all packages of the cluster are known."""
    groups = CLUSTER + "VOLUME_GROUP /dev/vg01\nVOLUME_GROUP /dev/vg02\n"
    script = "VG[0]=vg0{0}\n"
    for cluster in ("east", "west"):
        write(tree, {f"{cluster}/c.ascii": groups.replace("CLUSTER_NAME c", f"CLUSTER_NAME {cluster}")})
        write(tree, {f"{cluster}/p.conf": PACKAGE.format("p"), f"{cluster}/p.cntl": script.format(1)})
    write(tree, {"mcsgconf.toml": 'select = ["MC510"]\nexclude = ["q.*"]'})

    def spoken_of() -> set[str]:
        return {finding.path for finding in mcsgconf.check(path_of("."), settings=NearestSettings())}

    assert spoken_of() == {"east/c.ascii", "west/c.ascii"}
    write(tree, {"east/q.conf": PACKAGE.format("q"), "east/q.cntl": script.format(2)})
    assert spoken_of() == {"west/c.ascii"}


def test_of_a_large_unknown_file_only_the_beginning_is_read(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packages(tree, "a.conf")
    (tree / "log").write_bytes(b"Nov 25 18:31:02 anna cmcld: all is well\n" * 100_000)
    (tree / "large.conf").write_text(PACKAGE.format("p") + "# remark\n" * HEAD_BYTES)
    read = []
    real_open = type(tree).open

    def watched(path: Path, *words: str) -> object:
        opened = real_open(path, *words)  # type: ignore[call-overload]  # whatever the caller asks for
        real_read = opened.read

        class Watched:
            def __enter__(self) -> Self:
                return self

            def __exit__(self, *_: object) -> None:
                opened.close()

            def fileno(self) -> int:
                return int(opened.fileno())

            def read(self, size: int) -> bytes:
                data = bytes(real_read(size))
                read.append((path.name, len(data)))
                return data

        return Watched()

    monkeypatch.setattr(type(tree), "open", watched)
    assert found() == {"a.conf", "large.conf"}
    assert sum(size for name, size in read if name == "log") == HEAD_BYTES
    assert sum(size for name, size in read if name == "large.conf") == (tree / "large.conf").stat().st_size


OTHERS = {
    "test_x.py": 'import pytest\n\nSCRIPT = """\nVG[0]=vg01\nSERVICE_NAME[0]=m\nSERVICE_CMD[0]=x\n"""\n',
    "x.py": '# A remark.\nSCRIPT = """\nVG[0]=vg01\nSERVICE_NAME[0]=m\n"""\n',
    "doc.py": '"""\nPACKAGE_NAME p\nRUN_SCRIPT /p.cntl\nNODE_NAME a\n"""\n',
    "play.yml": "- name: write\n  copy:\n    content: |\n      VG[0]=vg01\n      SERVICE_NAME[0]=m\n",
    "vars.yaml": "---\npackage: |\n  PACKAGE_NAME p\n  NODE_NAME a\n  RUN_SCRIPT /p.cntl\n  HALT_SCRIPT /p.cntl\n",
    "fix.patch": "diff --git a/p.cntl b/p.cntl\n--- a/p.cntl\n+++ b/p.cntl\n@@ -1,2 +1,2 @@\n VG[0]=vg01\n-VG[1]=vg02\n",
    "fix.diff": "--- p.cntl.old\n+++ p.cntl\n@@ -1 +1 @@\n VG[0]=vg01\n+VG[1]=vg02\n",
    "page.html": "<!DOCTYPE html>\n<pre>\nVG[0]=vg01\nSERVICE_NAME[0]=m\n</pre>\n",
    "x.json": '{\n"text":\n"\nVG[0]=vg01\n"}\n',
    "conf.toml": 'script = """\nVG[0]=vg01\n"""\n',
    "sect.ini": "[package]\nVG[0]=vg01\n",
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_file_of_another_language_that_quotes_ours_is_none_of_ours(tree: Path, name: str) -> None:
    write(tree, {name: OTHERS[name]})
    assert found() == set()


OURS = {
    "p.conf": "name: a line that went wrong\n" + PACKAGE.format("p"),
    "c.ascii": "---\n" + CLUSTER,
    "p.cntl": '[ -n "$1" ] || exit 1\nVG[0]=vg01\n',
    "q.cntl": "{ echo x; }\nVG[0]=vg01\n",
    "r.cntl": "VG = vg01\nVG[0]=vg01\n",
    "s.cntl": "<<<<<<< ours\nVG[0]=vg01\n",
    "nsswitch.conf": "passwd:     files\nhosts:      files dns\n",
}


@pytest.mark.parametrize("name", OURS)
def test_a_first_line_that_went_wrong_makes_no_other_language(tree: Path, name: str) -> None:
    write(tree, {name: OURS[name]})
    assert found() == {name}
