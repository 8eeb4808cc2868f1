"""Writing files: whole or not at all, with mode and owner kept, and never through a link out of the tree."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from mcsgconf.errors import WriteError
from mcsgconf.files import create_atomically, write_atomically, write_together


def test_a_new_file_gets_the_mode_that_the_umask_allows(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "new", b"x\r\n\xff")
    finally:
        os.umask(before)
    assert (tmp_path / "new").read_bytes() == b"x\r\n\xff"
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


def test_mode_is_kept_and_nothing_is_left_behind(tmp_path: Path) -> None:
    file = tmp_path / "pkg.cntl"
    file.write_bytes(b"old")
    file.chmod(0o755)
    write_atomically(file, b"new")
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o755
    assert list(tmp_path.iterdir()) == [file]


def test_a_failing_rename_leaves_the_original_untouched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "pkg.conf"
    file.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mcsgconf.files.os.fsync", refuse)
    with pytest.raises(WriteError, match="nothing was changed"):
        write_atomically(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_inside_the_tree_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to("real")
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_a_link_out_of_the_tree_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"old")
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "link").symlink_to(outside)
    with pytest.raises(WriteError, match="symbolic link"):
        write_atomically(tree / "link", b"new", tree)
    assert outside.read_bytes() == b"old"


@pytest.mark.parametrize("name", ["missing/file", "folder"])
def test_where_no_file_can_be_written_the_message_says_so(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(WriteError, match="nothing was changed"):
        write_atomically(tmp_path / name, b"x")


def test_a_file_is_created_with_its_folders_and_replaces_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "new"
    before = os.umask(0o027)
    try:
        assert create_atomically(path, b"x", tmp_path)
    finally:
        os.umask(before)
    assert path.read_bytes() == b"x"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert not create_atomically(path, b"y", tmp_path)
    assert path.read_bytes() == b"x"
    assert [*path.parent.iterdir()] == [path]


def test_nothing_is_created_in_place_of_a_link_nor_outside(tmp_path: Path) -> None:
    (tmp_path / "tree").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "tree" / "nowhere").symlink_to("gone")
    (tmp_path / "tree" / "out").symlink_to("../outside")
    assert not create_atomically(tmp_path / "tree" / "nowhere", b"x", tmp_path / "tree")
    for name in ("out/new", "out/a/new"):
        with pytest.raises(WriteError, match="leads out of"):
            create_atomically(tmp_path / "tree" / name, b"x", tmp_path / "tree")
    assert [*(tmp_path / "outside").iterdir()] == []
    (tmp_path / "tree" / "file").write_bytes(b"")
    with pytest.raises(WriteError, match="cannot be written"):
        create_atomically(tmp_path / "tree" / "file" / "new", b"x", tmp_path / "tree")


def test_files_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for path in (one, other):
        path.write_text("old")
    one.chmod(0o640)
    write_together([(one, b"new", tmp_path), (other, b"new", tmp_path)])
    assert (one.read_text(), other.read_text(), one.stat().st_mode & 0o777) == ("new", "new", 0o640)
    with pytest.raises(WriteError, match="nothing was changed"):
        write_together([(one, b"newer", tmp_path), (tmp_path / "no" / "folder", b"newer", tmp_path)])
    assert sorted(tmp_path.iterdir()) == [one, other]
    assert one.read_text() == "new"


def test_what_was_written_before_a_rename_failed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for path in (one, other):
        path.write_text("old")
    rename = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target == other:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(WriteError, match=f"these were changed: {one}"):
        write_together([(one, b"new", tmp_path), (other, b"new", tmp_path)])
    assert (one.read_text(), other.read_text()) == ("new", "old")
    assert sorted(tmp_path.iterdir()) == [one, other]
