"""Lets the garbage collector rest while a tree grows.

A tree is hundreds of thousands of small objects that refer in one direction and live for long. The collector looks at
all of them again and again to find nothing: for a large file that takes longer than reading it.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def at_rest() -> Iterator[None]:
    """Keep the collector from running inside a `with` block; afterwards it is as it was before."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
