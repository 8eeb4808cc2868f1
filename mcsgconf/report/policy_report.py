"""The page of a policy of the merge as `explain` prints it. The pages stand in `policies/`; only `explain` reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.rules import front_matter
from mcsgconf.resources import source_folder

if TYPE_CHECKING:
    from pathlib import Path


def policy_pages() -> dict[str, Path]:
    """Return the page of each policy by the policy's name, in the order of the names."""
    return {path.stem: path for path in sorted(source_folder("policies").glob("*.md"))}


def policy_report(name: str) -> str | None:
    """Return the page of a policy as Markdown, its reason and the files it acts on in a head; None for no policy."""
    page = policy_pages().get(name.lower())
    if page is None:
        return None
    matter, text = front_matter(page.read_text(encoding="utf-8"))
    kinds = matter["files"]
    files = ", ".join(str(kind) for kind in kinds) if isinstance(kinds, list) else ""
    head = f"# {matter['name']}\n\nA policy of `mcsgconf merge`: {matter['reason']}\n(files: {files})\n"
    return f"{head}\n{text.strip()}\n\nSource: {matter['source']}\n"
