"""Which files a command line means: what is named, what stands in folders, and standard input.

A file named alone must be one that mcsgconf knows; of several files, as a hook names them, the unknown and the empty
ones are passed over; in folders they always are.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import mcsgconf
from mcsgconf.errors import NothingKnown, UnreadableInput, UsageError
from mcsgconf.on_disk import is_stream
from mcsgconf.site import PassedOver, Surroundings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcsgconf.catalogue.target import Target
    from mcsgconf.models.document import Document
    from mcsgconf.settings.nearest import NearestSettings
    from mcsgconf.site import Site

STDIN = "-"


def site_of(
    paths: Sequence[str], stdin_name: str, target: Target | None, settings: NearestSettings | None = None
) -> Site:
    """Return everything that the arguments name, as one site; a file that is named twice over counts once.

    Args:
        paths: files, folders, and `-` for standard input.
        stdin_name: what messages call standard input.
        target: what the files are meant for, where the user says it.
        settings: what holds for each file; they stay with the site.

    Raises:
        UnreadableInput: nothing that is named is a configuration, or a folder holds none.
        SettingsError: a settings file makes no sense.
    """
    if len(paths) == 1 and paths[0] != STDIN and _is_folder(paths[0]):
        return _survey(paths[0], target, settings)
    documents: dict[str, Document] = {}
    links: dict[str, str] = {}
    unreadable: list[str] = []
    passed_over: list[str] = []
    unknown: dict[str, PassedOver] = {}
    for path in paths:
        if path != STDIN and _is_folder(path):  # one without any configuration was not meant
            found = _survey(path, target, settings)
            for document in found.documents:
                documents.setdefault(_real(document.name), document)
            links |= found.links
            unreadable += found.unreadable
            unknown |= {one.name: one for one in found.surroundings.passed_over}
            continue
        try:
            document = _document_under(settings, path, stdin_name, target)
        except UnreadableInput as error:
            unreadable.append(str(error))
            continue
        reason = of_no_use(document)
        if reason is None and path == STDIN:
            documents[_real(document.name)] = document  # what an editor holds stands for the file it will become
        elif reason is None:
            documents.setdefault(_real(document.name), document)
        else:
            passed_over.append(f"{document.name}: {reason}")
            if path != STDIN:
                unknown[document.name] = PassedOver(document.name, document.given_target, may_be_script=True)
    if not documents:
        raise UnreadableInput(_nothing_of(unreadable, passed_over))
    surroundings = Surroundings(is_whole=False, passed_over=tuple(unknown.values()))
    return mcsgconf.Site(documents.values(), links, dict.fromkeys(unreadable), surroundings, settings)


def without_left_out(paths: Sequence[str], stdin_name: str, settings: NearestSettings) -> tuple[str, ...]:
    """Return those of the paths that a walk through the repository would come to.

    Raises:
        UnreadableInput: a `.gitignore` cannot be read.
        SettingsError: a settings file makes no sense.
    """
    from mcsgconf.leaving_out import is_left_out  # noqa: PLC0415 - only some hooks ask

    named = [(path, Path(stdin_name) if path == STDIN else shown(path)) for path in paths]
    return tuple(path for path, file in named if not is_left_out(file, settings, is_folder=_is_folder(str(file))))


def site_within(
    folder: Path, paths: Sequence[str], stdin_name: str, target: Target | None, settings: NearestSettings
) -> Site:
    """Return the site of a whole folder, asked about the files that are named in it; no known one among them is fine.

    Standard input stands for the file of its name.

    Raises:
        UnreadableInput: a file or the folder cannot be read.
        UsageError: a file does not lie in the folder.
        SettingsError: a settings file makes no sense.
    """
    if not _is_folder(str(folder)):
        raise UsageError(f"--within names a folder, and {folder} is none")
    asked = [stdin_name if path == STDIN else path for path in paths]
    for path in asked:
        if path != stdin_name:
            _refuse_missing(path)
        if not Path(_real(path)).is_relative_to(_real(str(folder))):
            raise UsageError(f"{path} does not lie in {folder}, the folder that --within names")
    try:
        site = _survey(str(folder), target, settings)
    except NothingKnown:
        site = mcsgconf.Site((), settings=settings)
    if STDIN in paths:
        site = _with_stdin(site, stdin_name, target)
    by_real = {_real(name): name for name in site.names()}
    folders = [_real(path) for path in asked if _is_folder(path)]
    named = {_real(path) for path in asked}
    return site.about(
        name for real, name in by_real.items() if real in named or any(Path(real).is_relative_to(f) for f in folders)
    )


def _survey(folder: str, target: Target | None, settings: NearestSettings | None) -> Site:
    from mcsgconf.loading import survey  # noqa: PLC0415 - a single file needs no walk

    return survey(shown(folder), target=target, settings=settings)


def _with_stdin(site: Site, stdin_name: str, target: Target | None) -> Site:
    """Return a site with standard input in place of the file of its name, or beside all others."""
    from mcsgconf.loading import resolved  # noqa: PLC0415 - as for _survey

    real = _real(stdin_name)
    if any(_real(one.name) == real for one in site.surroundings.passed_over):
        site = resolved(site)  # it may be a script that only its package tells to be one
    before = next((document for document in site.documents if _real(document.name) == real), None)
    name = stdin_name if before is None else before.name
    given = mcsgconf.parse(sys.stdin.buffer.read(), name=name, target=target or site.settings.target_of(name))
    if before is None:
        return site.with_more([given])
    if given.kind is mcsgconf.Kind.UNKNOWN:
        given = mcsgconf.parse(given.render(), name=name, kind=before.kind, target=given.given_target)
    return site.with_documents([given])


def _is_folder(path: str) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - unlike the method, it is False below a folder that cannot be entered


def _refuse_missing(path: str) -> None:
    try:
        os.lstat(path)
    except OSError as error:
        raise UnreadableInput.because(path, error) from error


def _document_under(settings: NearestSettings | None, path: str, stdin_name: str, target: Target | None) -> Document:
    document = document_of(path, stdin_name, target)
    return document if settings is None or target is not None else document.meant_for(settings.target_of(document.name))


def _real(name: str) -> str:
    """Return the path under which a file stands on the disk, whatever links and dots it was named by."""
    return os.path.realpath(name)


def document_of(path: str, stdin_name: str, target: Target | None) -> Document:
    """Return the document of one file, or of standard input.

    Raises:
        UnreadableInput: it cannot be read.
    """
    if path == STDIN:
        return mcsgconf.parse(sys.stdin.buffer.read(), name=stdin_name, target=target)
    return mcsgconf.parse(shown(path), target=target)


def shown(path: str) -> Path:
    """Return a path as it is shown: relative to the folder the program runs in; a pipe of the shell has no place."""
    return Path(os.path.relpath(path)) if Path(path).is_absolute() and not is_stream(path) else Path(path)


def of_no_use(document: Document) -> str | None:
    """Return why a file is nothing that mcsgconf can work on, None where it is."""
    if document.kind is not mcsgconf.Kind.UNKNOWN:
        return None
    text = document.source.text
    if not text.strip("\ufeff \t\r\n"):
        return "this file is empty"
    if "\0" in text[:8192]:
        return "this is a binary file"
    return "no kind of file that mcsgconf knows (cluster or package file, control script, shell script, listing)"


def _nothing_of(unreadable: list[str], passed_over: list[str]) -> str:
    if unreadable:
        return "; ".join(unreadable[:3])
    if len(passed_over) == 1:
        return passed_over[0]
    return f"none of the {len(passed_over)} files is one that mcsgconf knows, the first: {passed_over[0]}"
