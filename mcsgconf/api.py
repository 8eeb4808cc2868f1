"""The public functions that check and fix: from whatever can be checked, and rules chosen by words."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from mcsgconf.lint import engine
from mcsgconf.lint.select import Selection
from mcsgconf.loading import resolved, survey
from mcsgconf.models.document import Document
from mcsgconf.site import Site

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcsgconf.lint.finding import Finding
    from mcsgconf.lint.fixes import FixResult
    from mcsgconf.settings.model import Settings
    from mcsgconf.settings.nearest import NearestSettings


def check(
    what: Site | Path | Document | Iterable[Document],
    *,
    select: Sequence[str] | None = None,
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    settings: Settings | NearestSettings | None = None,
) -> list[Finding]:
    """Return the findings of a configuration, sorted by path, place and code.

    Args:
        what: a `Site`, the `Path` of a file or folder, a document, or several documents (joined to a site by name).
        select: codes or prefixes of the rules that run (`MC201`, `MC2`, `ALL`); all, or those of the settings, when
            left out.
        extend_select: more of them.
        ignore: those that do not run; the longest prefix that fits a code decides.
        settings: those of a repository: `NearestSettings()` looks for them as the command line does. When left out,
            those that a site was loaded with, else none.

    Raises:
        UnreadableInput: the path cannot be read, or the folder holds no configuration.
        UsageError: a code or prefix fits no rule, or (a `SettingsError`) a settings file makes no sense.
        TypeError: `what` is none of these; a string may be a path as well as a text, so `Path` or `parse` has to say it.
    """
    return engine.check(as_site(what, settings), _selection(select, extend_select, ignore))


def fix(  # noqa: PLR0913 - each is a choice of the caller's
    what: Site | Path | Document | Iterable[Document],
    *,
    select: Sequence[str] | None = None,
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    settings: Settings | NearestSettings | None = None,
    unsafe: bool = False,
) -> FixResult:
    """Return the documents that the safe fixes change, and the findings that remain; writes nothing.

    Args:
        what: as for `check`.
        select: as for `check`.
        extend_select: as for `check`.
        ignore: as for `check`.
        settings: as for `check`.
        unsafe: carry out the unsafe fixes as well.

    Raises:
        UnreadableInput: the path cannot be read, or the folder holds no configuration.
        UsageError: as for `check`.
    """
    from mcsgconf.lint import fixes  # noqa: PLC0415 - most runs only check

    return fixes.fix(resolved(as_site(what, settings)), _selection(select, extend_select, ignore), unsafe=unsafe)


def as_site(
    what: Site | Path | Document | Iterable[Document], settings: Settings | NearestSettings | None = None
) -> Site:
    """Return what can be checked as a site, under settings if there are any.

    Raises:
        TypeError: `what` is something else. A string is refused, for it may be a path as well as a text.
    """
    if isinstance(what, Path):
        return survey(what, settings=settings)
    if isinstance(what, Site):
        return what if settings is None else what.under(settings)
    site = Site.of([what] if isinstance(what, Document) else _documents(what), is_whole=False)
    return site if settings is None else site.under(settings)


def _selection(select: Sequence[str] | None, extend_select: Sequence[str], ignore: Sequence[str]) -> Selection:
    return Selection(None if select is None else tuple(select), tuple(extend_select), tuple(ignore))


def _documents(given: object) -> list[Document]:
    """Return documents that came as a list or the like; a program without types may hand in anything."""
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise _wrong_type(given)
    documents = []
    for one in given:
        if not isinstance(one, Document):
            raise _wrong_type(one)
        documents.append(one)
    return documents


def _wrong_type(given: object) -> TypeError:
    hint = "; write Path(...) for a path, parse(...) for a text" if isinstance(given, str | bytes) else ""
    kind = type(given).__name__
    return TypeError(f"a Site, a Path, a Document or several Documents can be checked, not {kind}{hint}")
