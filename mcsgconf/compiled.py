"""Compiled data: what people write (grammars, catalogue, rule pages) in the form that a run loads in milliseconds.

A wheel ships compiled JSON. In a checkout it is compiled on demand, when a source is newer, into the user's own cache
folder; a folder that cannot be written only costs time. Never a pickle, and never a shared folder: both would be a way
in for another local user. What is compiled, and from what, is the business of the callers.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from mcsgconf.resources import COMPILED, PACKAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

FORMAT = 1
"""Part of every stamp: raise it when the shape of compiled data changes."""


def cache_folder() -> Path:
    """Return the user's own cache folder of mcsgconf (not created here): `$XDG_CACHE_HOME` or `~/.cache`."""
    base = os.environ.get("XDG_CACHE_HOME")
    root = Path(base) if base and Path(base).is_absolute() else Path("~/.cache").expanduser()
    return root / "mcsgconf"


def load(name: str, sources: Callable[[], Iterable[Path]], build: Callable[[], Json]) -> Json:
    """Return the compiled data `name`: shipped, cached, or built now from `sources`.

    Args:
        name: a plain word; the data's file is called `<name>.json`.
        sources: gives every file the data depends on, the module that builds it included; only asked in a checkout.
        build: makes the data from the sources.
    """
    shipped = COMPILED / f"{name}.json"
    if shipped.is_file():
        return _read(shipped)
    cached = cache_folder().joinpath(*PACKAGE.parts[1:], f"{name}.json")  # each checkout has its own
    stamp = _stamp(sources())
    try:
        kept = _read(cached)
    except (OSError, ValueError):
        kept = None
    if isinstance(kept, dict) and kept.get("stamp") == stamp:
        return kept["data"]
    data = build()
    _store(cached, {"stamp": stamp, "data": data})
    return data


def _read(path: Path) -> Json:
    data: Json = json.loads(path.read_bytes())
    return data


def _stamp(sources: Iterable[Path]) -> str:
    """Return a text that is another one as soon as a source is touched, comes or goes."""
    lines = [str(FORMAT)]
    for path in sources:
        status = path.stat()
        lines.append(f"{path} {status.st_mtime_ns} {status.st_size}")
    return "\n".join(lines)


def _store(path: Path, data: Json) -> None:
    """Write `data` for the next run; a cache that cannot be written is no fault."""
    import tempfile  # noqa: PLC0415 - what is compiled already needs none

    try:
        cache_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=".", delete=False, encoding="utf-8") as file:
            json.dump(data, file, separators=(",", ":"))
        Path(file.name).replace(path)
    except OSError:
        return
