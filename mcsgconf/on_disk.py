"""Content of files: read whole, told apart by a digest, and left on the disk until somebody needs it.

A large repository does not fit into memory with all that is made of its texts, and need not: its parts are judged one
after another. Nothing here knows what a text means.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from mcsgconf.errors import UnreadableInput
from mcsgconf.text import SourceText

MAX_BYTES = 256 * 1024 * 1024
"""Files above this are refused: no configuration is a hundredth of it."""
_STREAMS = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")


class OnDisk(NamedTuple):
    """The text of a file that is read when it is needed. `name` is its path, `digest` that of the content it had."""

    name: str
    digest: str
    size: int

    def read(self) -> SourceText:
        """Return the text as it is now.

        Raises:
            UnreadableInput: the file is gone, or cannot be read any more.
        """
        return SourceText.from_bytes(read_bytes(Path(self.name)), self.name)


@lru_cache(maxsize=8)
def same_text(stored: OnDisk) -> SourceText | None:
    """Return the text as it was, None where the file is another one by now; the last few are remembered."""
    try:
        data = read_bytes(Path(stored.name))
    except UnreadableInput:
        return None
    return SourceText.from_bytes(data, stored.name) if digest_of(data) == stored.digest else None


def digest_of(data: bytes) -> str:
    """Return a text that no other content has."""
    import hashlib  # noqa: PLC0415 - takes as long as the check of a small file, which needs no digest

    return hashlib.blake2b(data, digest_size=20).hexdigest()


def is_stream(path: str) -> bool:
    """Tell whether a path names a pipe that a shell opened for the program, as `<(command)` does: it ends by itself."""
    whole = os.path.abspath(path)  # noqa: PTH100 - `absolute` keeps `..`
    return whole.startswith(_STREAMS) and Path(whole).is_fifo()


def read_bytes(path: Path) -> bytes:
    """Return the content of a regular file, or of a pipe that a shell opened for the program.

    Raises:
        UnreadableInput: it is missing, a folder, a device, above `MAX_BYTES`, or the system refuses it.
    """
    try:
        if path.is_dir():
            raise UnreadableInput(f"{path}: this is a folder, a file is needed")
        if path.exists() and not path.is_file() and not is_stream(str(path)):
            raise UnreadableInput(f"{path}: this is no regular file")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableInput.because(path, error) from error
    except ValueError as error:  # a NUL in the path
        raise UnreadableInput(f"{str(path)!r}: no file can have this name") from error
    if len(data) > MAX_BYTES:
        raise UnreadableInput(f"{path}: larger than {MAX_BYTES // 1024**2} MiB, which no configuration is")
    return data
