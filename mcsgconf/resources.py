"""Finds the project's own data: grammars, rule and policy pages and catalogue, and what was compiled from them.

A wheel carries them inside the package; a checkout reads them where they stand. Nothing else in the house may know
where a file of ours lies, and nothing here may know what is in one.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
COMPILED = PACKAGE / "_compiled"


def source_folder(name: str) -> Path:
    """Return the folder `grammars`, `rules` or `policies`: inside the package (wheel), or beside it (checkout)."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def grammar_path(name: str) -> Path:
    """Return the file of a grammar."""
    return source_folder("grammars") / f"{name}.lark"


def catalogue_folder() -> Path:
    """Return the folder of the catalogue's TOML tables; they stand in the package in both cases."""
    return PACKAGE / "catalogue"


def report_schema(name: str) -> Path:
    """Return the file of a report's JSON Schema; those stand in the package in both cases."""
    return PACKAGE / "report" / "schemas" / f"{name}.json"


def report_asset(name: str) -> Path:
    """Return a file that reports carry in them, such as the style of the HTML report."""
    return PACKAGE / "report" / "assets" / name
