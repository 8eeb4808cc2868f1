"""The file systems of a package: where they are mounted, in what order, and how often it is tried."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.catalogue import Release
from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.line_edits import with_value
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.script_edits import element, index_span, own_text_end, with_word
from mcsgconf.lint.started import called
from mcsgconf.lint.wording import shown
from mcsgconf.models import convert
from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.models.package import FileSystem, Placed
    from mcsgconf.text import Edit

_SORTING = "sort_fs_directories"
"""The function of later scripts that mounts a directory before those inside it, whatever their numbers."""
_SORTS_SINCE = Release(11, 19)
_CONCURRENT = "CONCURRENT_MOUNT_AND_UMOUNT_OPERATIONS"
_COUNT = "FS_UMOUNT_COUNT"
_GOOD_COUNT = "3"
_LONGEST_PATH = 4096  # characters, beyond which no system has a path
_MOST_MOUNTS = 500  # where a package has more, their order is left to people to mend


@check_document("MC317")
def repeated(document: Document) -> Iterator[Problem]:
    """Yield mount points and volumes that are there already."""
    mounts: dict[str, FileSystem] = {}
    devices: dict[tuple[str, str | None], FileSystem] = {}
    for fs in document.package_view.file_systems:
        path = _directory(fs)
        if path is not None and fs.directory is not None:
            earlier = mounts.setdefault(path, fs)
            if earlier is not fs and earlier.directory is not None:
                yield _repeated(document, "FS", fs.directory, earlier.directory, (fs.index, earlier.index))
        server = fs.server.value if fs.server is not None else None
        if fs.device is None or not (fs.device.value or "").startswith("/"):
            continue
        earlier = devices.setdefault((posixpath.normpath(fs.device.value or ""), server), fs)
        if earlier is not fs and earlier.device is not None:
            yield _repeated(document, "LV", fs.device, earlier.device, (fs.index, earlier.index))


def _repeated(
    document: Document,
    parameter: str,
    value: Placed[str | None],
    earlier: Placed[str | None],
    indexes: tuple[int | None, int | None],
) -> Problem:
    what, before = called(parameter, indexes[0]), called(parameter, indexes[1])
    line = document.source.position(earlier.span.start).line
    effect = (
        "the second mount hides the first, or fails as busy" if parameter == "FS" else "it can be mounted only once"
    )
    return Problem(
        value.span,
        f"{what} {shown(value.value or '')} is there already, as {before} in line {line}: {effect}. Correct one of the two",
        notes=(Note("the first one", document, earlier.span),),
    )


def _directory(fs: FileSystem) -> str | None:
    value = fs.directory.value if fs.directory is not None else None
    if not value or not value.startswith("/") or len(value) > _LONGEST_PATH:
        return None
    return f"/{posixpath.normpath(value).lstrip('/')}"


@check_document("MC318")
def nested(document: Document) -> Iterator[Problem]:
    """Yield mount points that are mounted before the one they lie in, and nested ones that are mounted at once."""
    if _sorts_itself(document):
        return
    file_systems = document.package_view.file_systems
    place = {path: number for number, fs in enumerate(file_systems) if (path := _directory(fs)) is not None}
    nested_in_order: Placed[str | None] | None = None
    for number, fs in enumerate(file_systems):
        path = _directory(fs)
        parent = next((up for up in _parents(path) if up in place), None) if path is not None else None
        if parent is None or fs.directory is None:
            continue
        outer = file_systems[place[parent]]
        if place[parent] < number:
            nested_in_order = nested_in_order or fs.directory
        elif outer.directory is not None:
            yield _before_parent(document, file_systems, fs, outer)
    if nested_in_order is not None:
        yield from _at_once(document, nested_in_order)


def _parents(path: str) -> Iterator[str]:
    """Yield the directories above a path, the nearest first, the root left out."""
    while (path := posixpath.dirname(path)) != "/":
        yield path


def _sorts_itself(document: Document) -> bool:
    """Tell whether the script puts its mount points in order itself, or is of a release that does."""
    if document.kind is not Kind.CONTROL_SCRIPT:
        return False
    end = own_text_end(document)
    if document.source.text.find(_SORTING, end) >= 0:
        return True
    release = document.target.release
    return end == len(document.source) and release is not None and release >= _SORTS_SINCE


def _before_parent(
    document: Document, file_systems: tuple[FileSystem, ...], fs: FileSystem, outer: FileSystem
) -> Problem:
    inner_name, outer_name = called("FS", fs.index), called("FS", outer.index)
    inner, parent = fs.directory, outer.directory
    text = shown(inner.value or "") if inner is not None else ""
    outer_text = shown(parent.value or "") if parent is not None else ""
    span = inner.span if inner is not None else document.source.line_span(1)
    doubtful = document.kind is Kind.CONTROL_SCRIPT and own_text_end(document) == len(document.source)
    known = document.target.release is not None
    return Problem(
        span,
        f"{inner_name} {text} is mounted before {outer_name} {outer_text}, in which it lies: the outer one covers it, "
        "and its data seem to be gone. Put the outer one first",
        severity=Severity.WARNING if doubtful and not known else None,
        fix=_in_order(document, file_systems, fs),
        notes=() if parent is None else (Note("the outer one", document, parent.span),),
    )


def _in_order(document: Document, file_systems: tuple[FileSystem, ...], one: FileSystem) -> Fix | None:
    """Return the fix that lets the file systems of a nest change places, outer ones first."""
    if len(file_systems) > _MOST_MOUNTS:
        return None
    top = _top_of_nest(file_systems, one)
    nest = [
        (fs.index, path)
        for fs in file_systems
        if fs.index is not None and (path := _directory(fs)) is not None and (path == top or path.startswith(f"{top}/"))
    ]
    numbers = [index for index, _ in nest]
    order = [index for index, _ in sorted(nest, key=lambda entry: entry[1].count("/"))]
    edits: list[Edit] = []
    script = document.script if document.kind is Kind.CONTROL_SCRIPT else None
    if script is None:
        return None
    for name, parameter in catalogue.load(document.kind).parameters.items():
        if parameter.group != "filesystem" or parameter.file is not None:
            continue
        elements = script.elements(name)
        there = [elements[index] for index in numbers if index in elements]
        if not there:
            continue
        if (
            len(there) != len(numbers)
            or script.is_doubtful(name)
            or any(index_span(document, a) is None for a in there)
        ):
            return None
        edits += [
            with_word(elements[new], elements[old].value.text)
            for new, old in zip(numbers, order, strict=True)
            if elements[new].value.text != elements[old].value.text
        ]
    return Fix("let them change places", tuple(edits)) if edits else None


def _top_of_nest(file_systems: tuple[FileSystem, ...], one: FileSystem) -> str:
    paths = {path for fs in file_systems if (path := _directory(fs)) is not None}
    own = _directory(one) or "/"
    return [path for path in (own, *_parents(own)) if path in paths][-1]


def _at_once(document: Document, inner: Placed[str | None]) -> Iterator[Problem]:
    """Yield the number of concurrent mounts, where mount points that lie in each other are mounted at the same time."""
    if document.kind is Kind.CONTROL_SCRIPT:
        assignment = document.script.scalar(_CONCURRENT)
        value, span = (assignment.value.value, assignment.value.span) if assignment is not None else (None, None)
        name = _CONCURRENT
    else:
        release = document.target.release
        if release is None or release >= _SORTS_SINCE:
            return  # most packages of this style are for releases that wait for the outer ones
        setting = document.blocks.first(_CONCURRENT.lower())
        value, span = (setting.bare, setting.value_span) if setting is not None else (None, None)
        name = _CONCURRENT.lower()
    if value is None or span is None or not value.isdecimal() or int(value[:9]) <= 1:
        return
    yield Problem(
        span,
        f"{name} {shown(value)} mounts several file systems at the same time, but {shown(inner.value or '')} lies in "
        "another one: it may be mounted first, and be covered. Write 1",
        severity=Severity.WARNING,
        notes=(Note("the inner one", document, inner.span),),
    )


@check_document("MC319")
def umount_tries(document: Document) -> Iterator[Problem]:
    """Yield a number of tries to unmount that leaves no second one, where there are file systems."""
    file_systems = document.package_view.file_systems
    if not file_systems or any(fs.type is not None and fs.type.value == "gfs" for fs in file_systems):
        return  # file systems of GFS have to have 1
    parameter = catalogue.load(Kind.CONTROL_SCRIPT).parameters[_COUNT]
    if document.kind is Kind.CONTROL_SCRIPT:
        assignment = document.script.scalar(_COUNT)
        if assignment is None or assignment.value.value is None:
            return
        name, value, span = element(assignment), assignment.value.value, assignment.value.span
        edit = with_word(assignment, _GOOD_COUNT)
    else:
        setting = document.blocks.first(parameter.modular or "")
        if setting is None:
            return
        name, value, span = setting.name, setting.bare, setting.value_span
        edit = with_value(setting, _GOOD_COUNT)
    number = convert.integer(parameter, value)
    if number is None or number > 1 or (number < 1 and document.kind is not Kind.CONTROL_SCRIPT):
        return
    message = (
        f"{name} {shown(value)} leaves no second try: one process in the file system makes the halt fail, the package "
        f"stays where it is, and its volume groups stay active. {_GOOD_COUNT} are usual"
        if number == 1
        else f"{name} {shown(value)} is no number of tries: expected 1 or more, better 3"
    )
    yield Problem(
        span,
        message,
        severity=None if number == 1 else Severity.WARNING,
        fix=Fix(f"write {_GOOD_COUNT}", (edit,), Applicability.UNSAFE),
    )
