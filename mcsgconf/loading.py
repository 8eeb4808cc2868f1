"""Reads a folder, or a file, into a site: what the walk finds, and the scripts that only their packages tell to be scripts."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from mcsgconf.errors import NothingKnown, UnreadableInput
from mcsgconf.models.document import parse
from mcsgconf.models.kind import Kind
from mcsgconf.settings.nearest import settings_of
from mcsgconf.site import Site, Surroundings

if TYPE_CHECKING:
    from pathlib import Path

    from mcsgconf.catalogue import Target
    from mcsgconf.discovery import Found
    from mcsgconf.settings.model import Settings
    from mcsgconf.settings.nearest import NearestSettings


def load_site(path: Path, *, target: Target | None = None, settings: Settings | NearestSettings | None = None) -> Site:
    """Return the site of a folder, or of a single file.

    Args:
        path: the folder, walked whole but for what git ignores and settings exclude, or the file.
        target: what the files are meant for, where they do not say it themselves.
        settings: those of a repository; they stay with the site. `target` stands above what they say.

    Raises:
        UnreadableInput: the path cannot be read, or holds nothing that mcsgconf knows.
        SettingsError: a settings file makes no sense.
    """
    nearest = settings_of(settings)
    if not path.is_dir():
        document = parse(path, target=target or nearest.target_of(str(path)))
        if document.kind is Kind.UNKNOWN:
            raise UnreadableInput(f"{path}: no kind of file that mcsgconf knows")
        return Site([document], surroundings=Surroundings(is_whole=False), settings=nearest)
    from mcsgconf.discovery import discover  # noqa: PLC0415 - a single file needs no walk

    found = discover(path, target, nearest)
    if not found.documents:
        if found.unreadable:
            raise UnreadableInput("; ".join(found.unreadable[:3]))
        raise NothingKnown(f"{path}: {_nothing_found(found)}")
    names = frozenset(PurePath(name).name for name in found.passed_over)
    surroundings = Surroundings(not found.unreadable, names, found.excluded)
    site = Site(found.documents, found.links, found.unreadable, surroundings, nearest)
    if not found.passed_over:
        return site
    from mcsgconf.named_scripts import with_named_scripts  # noqa: PLC0415 - most folders hold nothing that is unknown

    return with_named_scripts(site, found.passed_over, target)


def _nothing_found(found: Found) -> str:
    said = "holds no Serviceguard configuration"
    return f"{said}; what git ignores or settings exclude was left out" if found.left_out else said
