"""Reads a folder, or a file, into a site: what the walk finds, and the scripts that only their packages tell to be scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.errors import NothingKnown, UnreadableInput
from mcsgconf.models.document import parse
from mcsgconf.models.kind import Kind
from mcsgconf.settings.nearest import settings_of
from mcsgconf.site import PassedOver, Site, Surroundings

if TYPE_CHECKING:
    from pathlib import Path

    from mcsgconf.catalogue import Target
    from mcsgconf.discovery import Found
    from mcsgconf.settings.model import Settings
    from mcsgconf.settings.nearest import NearestSettings


ROOM = 1024 * 1024
"""Bytes of texts that a survey keeps in memory: what is made of them takes ten times as much."""


def load_site(path: Path, *, target: Target | None = None, settings: Settings | NearestSettings | None = None) -> Site:
    """Return the site of a folder, or of a single file, with everything that is in it in memory.

    Args:
        path: the folder, walked whole but for what git ignores and settings exclude, or the file.
        target: what the files are meant for, where they do not say it themselves.
        settings: those of a repository; they stay with the site. `target` stands above what they say.

    Raises:
        UnreadableInput: the path cannot be read, or holds nothing that mcsgconf knows.
        SettingsError: a settings file makes no sense.
    """
    return resolved(survey(path, target=target, settings=settings, room=None))


def survey(
    path: Path,
    *,
    target: Target | None = None,
    settings: Settings | NearestSettings | None = None,
    room: int | None = ROOM,
) -> Site:
    """Return the site of a folder, or of a single file, without a look into what its packages say.

    Scripts that only their packages tell to be scripts are among what was passed over: `resolved` finds them, and so
    does whoever judges a part. `room` is as for `discover`; the rest is as for `load_site`.
    """
    nearest = settings_of(settings)
    if not path.is_dir():
        document = parse(path, target=target or nearest.target_of(str(path)))
        if document.kind is Kind.UNKNOWN:
            raise UnreadableInput(f"{path}: no kind of file that mcsgconf knows")
        return Site([document], surroundings=Surroundings(is_whole=False), settings=nearest)
    from mcsgconf.discovery import discover  # noqa: PLC0415 - a single file needs no walk

    found = discover(path, target, nearest, room)
    if not found.documents:
        if found.unreadable:
            raise UnreadableInput("; ".join(found.unreadable[:3]))
        raise NothingKnown(f"{path}: {_nothing_found(found)}")
    passed_over = (
        PassedOver(name, target or nearest.target_of(name), may_be_script=may_be_script)
        for name, may_be_script in found.passed_over.items()
    )
    surroundings = Surroundings(not found.unreadable, tuple(passed_over), found.excluded)
    return Site(found.documents, found.links, found.unreadable, surroundings, nearest)


def resolved(site: Site) -> Site:
    """Return a site with the scripts in it that only its packages tell to be scripts."""
    if not any(one.may_be_script for one in site.surroundings.passed_over):
        return site
    from mcsgconf.named_scripts import with_named_scripts  # noqa: PLC0415 - most folders hold nothing that is unknown

    known = {document.name for document in site.documents}
    parts = (with_named_scripts(part.awake()) for part in site.parts())
    found = {one.name: one for part in parts for one in part.documents if one.name not in known}
    return site.with_more(found.values()).without_passed_over(found) if found else site


def _nothing_found(found: Found) -> str:
    said = "holds no Serviceguard configuration"
    return f"{said}; what git ignores or settings exclude was left out" if found.left_out else said
