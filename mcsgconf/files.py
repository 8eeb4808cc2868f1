"""Writing files so that nothing is ever lost or half written.

A file is written whole into a temporary file in its own folder, synced, given the mode and owner of the file it
replaces, and renamed over it. Every command that writes a file writes it through here.
"""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from mcsgconf.errors import WriteError

if TYPE_CHECKING:
    from collections.abc import Sequence


def write_atomically(path: Path, data: bytes, tree: Path | None = None, *, executable: bool = False) -> None:
    """Replace or create the file `path` with `data`, wholly or not at all.

    Args:
        path: the file; a symbolic link is followed when it stays inside `tree`, and the link itself is kept.
        data: the whole new content.
        tree: the folder that a symbolic link may not lead out of; the link's own folder when left out.
        executable: a file that is not there yet is made one that whoever may read it may run.

    Raises:
        WriteError: it could not be written; what was there is untouched.
    """
    try:
        real = _real_path(path, tree or path.parent)
        _replace(real, data, 0o777 if executable else 0o666)
    except OSError as error:
        raise WriteError(f"{path}: cannot be written, nothing was changed: {error.strerror or error}") from error


def write_together(files: Sequence[tuple[Path, bytes, Path]]) -> None:
    """Replace files, each wholly; none is replaced before the new content of all of them is on the disk.

    Args:
        files: path, content, and the folder that a symbolic link may not lead out of, for each file.

    Raises:
        WriteError: one could not be written; those that were replaced before are named.
    """
    prepared: list[tuple[Path, str]] = []
    done: list[str] = []
    try:
        for path, data, tree in files:
            real = _real_path(path, tree)
            prepared.append((real, _written_beside(real, data, _status(real))))
        while prepared:
            real, name = prepared[0]
            Path(name).replace(real)
            done.append(str(prepared.pop(0)[0]))
            _sync_folder(real.parent)
    except OSError as error:
        changed = f"these were changed: {', '.join(done)}" if done else "nothing was changed"
        raise WriteError(
            f"{error.filename or path}: cannot be written, {changed}: {error.strerror or error}"
        ) from error
    finally:
        for _, name in prepared:
            _remove(name)


def create_atomically(path: Path, data: bytes, tree: Path) -> bool:
    """Create the file `path` with `data`, wholly or not at all, with the folders that it needs.

    Args:
        path: the file.
        data: the whole content.
        tree: the folder that no symbolic link on the way may lead out of.

    Returns:
        False where something has that name already, be it a link to nowhere: it stays as it is.

    Raises:
        WriteError: it could not be written.
    """
    try:
        if not Path(os.path.realpath(path.parent)).is_relative_to(os.path.realpath(tree)):
            raise WriteError(f"{path}: a symbolic link on the way leads out of {tree}, nothing was written")
        path.parent.mkdir(parents=True, exist_ok=True)
        return _create(path, data)
    except OSError as error:
        raise WriteError(f"{path}: cannot be written, nothing was changed: {error.strerror or error}") from error


def _create(path: Path, data: bytes) -> bool:
    name = _written_beside(path, data, None)
    try:
        Path(path).hardlink_to(name)  # unlike a rename, it replaces nothing
    except FileExistsError:
        return False
    finally:
        Path(name).unlink()
    _sync_folder(path.parent)
    return True


def _real_path(path: Path, tree: Path) -> Path:
    real = Path(os.path.realpath(path))
    if path.is_symlink() and not real.is_relative_to(os.path.realpath(tree)):
        raise WriteError(f"{path}: a symbolic link that leads out of {tree}, nothing was changed; name the file itself")
    return real


def _replace(path: Path, data: bytes, mode: int) -> None:
    name = _written_beside(path, data, _status(path), mode)
    try:
        Path(name).replace(path)
    except BaseException:
        _remove(name)
        raise
    _sync_folder(path.parent)


def _status(path: Path) -> os.stat_result | None:
    """Return mode and owner of a file, None where there is none; what is no file is refused."""
    before = path.stat() if path.exists() else None
    if before is not None and not stat.S_ISREG(before.st_mode):
        raise WriteError(f"{path}: this is no regular file, nothing was changed")
    return before


def _written_beside(path: Path, data: bytes, before: os.stat_result | None, mode: int = 0o666) -> str:
    """Return the path of a new file in the same folder, with the content, synced, and with mode and owner of `before`.

    Without `before` it has what the umask allows of `mode`.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:64]}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            _take_over(file.fileno(), before, mode)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        _remove(name)
        raise
    return name


def _remove(name: str) -> None:
    with contextlib.suppress(OSError):
        Path(name).unlink()


def _take_over(handle: int, before: os.stat_result | None, mode: int) -> None:
    """Give the new file mode and owner of the old one; a new file gets what the umask allows of `mode`."""
    if before is None:
        mask = os.umask(0)
        os.umask(mask)
        os.fchmod(handle, mode & ~mask)
        return
    with contextlib.suppress(PermissionError):  # only root may give a file away; the content is still right
        os.fchown(handle, before.st_uid, before.st_gid)
    os.fchmod(handle, stat.S_IMODE(before.st_mode))


def _sync_folder(folder: Path) -> None:
    """Make the rename last through a power failure, where the file system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
