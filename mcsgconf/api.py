"""The public functions that check and fix: from whatever can be checked, and rules chosen by words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mcsgconf.lint import engine, fixes
from mcsgconf.lint.select import Selection
from mcsgconf.models.document import Document
from mcsgconf.site import Site, load_site

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mcsgconf.lint.finding import Finding
    from mcsgconf.lint.fixes import FixResult

_ALL = ("ALL",)


def check(
    what: Site | Path | Document | Iterable[Document],
    *,
    select: Sequence[str] = _ALL,
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> list[Finding]:
    """Return the findings of a configuration, sorted by path, place and code.

    Args:
        what: a `Site`, the `Path` of a file or folder, a document, or several documents (joined to a site by name).
        select: codes or prefixes of the rules that run (`MC201`, `MC2`, `ALL`).
        extend_select: more of them.
        ignore: those that do not run; the longest prefix that fits a code decides.

    Raises:
        UnreadableInput: the path cannot be read, or the folder holds no configuration.
        UsageError: a code or prefix fits no rule.
    """
    return engine.check(as_site(what), Selection(tuple(select), tuple(extend_select), tuple(ignore)))


def fix(
    what: Site | Path | Document | Iterable[Document],
    *,
    select: Sequence[str] = _ALL,
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    unsafe: bool = False,
) -> FixResult:
    """Return the documents that the safe fixes change, and the findings that remain; writes nothing.

    Args:
        what: as for `check`.
        select: as for `check`.
        extend_select: as for `check`.
        ignore: as for `check`.
        unsafe: carry out the unsafe fixes as well.

    Raises:
        UnreadableInput: the path cannot be read, or the folder holds no configuration.
        UsageError: a code or prefix fits no rule.
    """
    return fixes.fix(as_site(what), Selection(tuple(select), tuple(extend_select), tuple(ignore)), unsafe=unsafe)


def as_site(what: Site | Path | Document | Iterable[Document]) -> Site:
    """Return what can be checked as a site."""
    if isinstance(what, Site):
        return what
    if isinstance(what, Path):
        return load_site(what)
    return Site.of([what] if isinstance(what, Document) else list(what), is_whole=False)
