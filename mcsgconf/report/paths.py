"""Paths as reports name files: with `/`, as data or as a relative URI."""

from __future__ import annotations

import os
import posixpath


def slashed(path: str) -> str:
    """Return a path with `/` between its parts; a backslash stays where the system has it for a part of names."""
    return path.replace(os.sep, "/")


def seen_from(folder: str, path: str) -> str:
    """Return a path that is relative to `folder` as one from where `folder` is seen."""
    return posixpath.normpath(posixpath.join(slashed(folder), slashed(path))) if folder else slashed(path)
