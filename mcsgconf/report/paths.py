"""Paths as reports name files: with `/`, as data or as a relative URI."""

from __future__ import annotations

import os


def slashed(path: str) -> str:
    """Return a path with `/` between its parts; a backslash stays where the system has it for a part of names."""
    return path.replace(os.sep, "/")
