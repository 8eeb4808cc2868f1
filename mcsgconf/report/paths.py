"""Paths as reports name files: with `/`, as data or as a relative URI."""

from __future__ import annotations

import os
import posixpath
from typing import TYPE_CHECKING
from urllib.parse import quote

from mcsgconf.text import encode

if TYPE_CHECKING:
    from pathlib import Path


def slashed(path: str) -> str:
    """Return a path with `/` between its parts; a backslash stays where the system has it for a part of names."""
    return path.replace(os.sep, "/")


def seen_from(folder: str, path: str) -> str:
    """Return a path that is relative to `folder` as one from where `folder` is seen."""
    return posixpath.normpath(posixpath.join(slashed(folder), slashed(path))) if folder else slashed(path)


def relative_uri(path: str) -> str:
    """Return a relative path as a relative URI reference; every byte that a URI cannot hold is percent-encoded."""
    return quote(encode(slashed(path)))


def folder_uri(folder: Path) -> str:
    """Return the URI of a folder, ending in `/`, so that what is in it can be named relative to it."""
    return f"{folder.absolute().as_uri().rstrip('/')}/"
