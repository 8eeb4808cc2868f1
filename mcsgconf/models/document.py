"""A file as the rest of the house sees it: its text, its kind, its tree, its model, and what could not be read.

Everything beyond the text is made when it is first asked for. A `Document` is never changed; `apply` makes a new one.
"""

from __future__ import annotations

import os
import stat
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf import catalogue
from mcsgconf.catalogue import Platform, Target
from mcsgconf.errors import UsageError
from mcsgconf.models.blocks import BlockTree, read_blocks
from mcsgconf.models.kind import LINE_KINDS, SETTINGS_KINDS, SHELL_SYNTAX_KINDS, VIEW_KINDS, Kind, tell_kind
from mcsgconf.on_disk import OnDisk, read_bytes
from mcsgconf.syntax.tree import ERROR, Node
from mcsgconf.text import SourceText, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcsgconf.models.base import Model
    from mcsgconf.models.package import Package
    from mcsgconf.models.script import Script
    from mcsgconf.text import Edit


class Problem(NamedTuple):
    """A piece of text that could not be parsed, and why."""

    message: str
    span: Span


class Document:
    """One file. Made by `parse`; see there.

    `executable` says whether the file system lets anybody run the file; None: it was not read from one. A document may
    be at rest: it has its text on the disk until somebody asks for it, and `awake` gives one that can be thrown away.
    """

    def __init__(
        self, text: SourceText | OnDisk, kind: Kind, target: Target, *, executable: bool | None = None
    ) -> None:
        self._text = text
        self.name = text.name
        """The path or other name that messages call this file by."""
        self.kind = kind
        self.given_target = target
        self.executable = executable

    def __repr__(self) -> str:
        return f"<Document {self.name!r}, {self.kind}>"

    @cached_property
    def source(self) -> SourceText:
        """The text, read now where it lies on the disk.

        Raises:
            UnreadableInput: the file is gone, or cannot be read any more.
        """
        return self._text.read() if isinstance(self._text, OnDisk) else self._text

    @property
    def stored(self) -> OnDisk | None:
        """Where the text lies, of a document at rest."""
        return self._text if isinstance(self._text, OnDisk) else None

    def awake(self) -> Document:
        """Return this document to work with: itself, or, of one at rest, one like it that nobody else keeps."""
        if isinstance(self._text, SourceText):
            return self
        return Document(self._text, self.kind, self.given_target, executable=self.executable)

    @cached_property
    def target(self) -> Target:
        """What the file is meant for: as given, else as the file itself tells; what it tells holds for it alone."""
        given = self.given_target
        if given.platform is not None and (given.release is not None or self.kind in SETTINGS_KINDS):
            return given
        from mcsgconf.models import target  # noqa: PLC0415 - not needed where the user says all

        if self.kind is Kind.CONTROL_SCRIPT:
            return given.or_else(target.told_by_script(self.source.text))
        return given.or_else(target.told_by_settings(self.blocks)) if self.kind in SETTINGS_KINDS else given

    @cached_property
    def tree(self) -> Node:
        """The lossless syntax tree; a file of a kind without grammar is one `file` node."""
        if self.kind in SETTINGS_KINDS:
            from mcsgconf.syntax.settings import parse_settings  # noqa: PLC0415 - each kind loads its own parser

            return parse_settings(self.source.text)
        if self.kind in SHELL_SYNTAX_KINDS:
            from mcsgconf.syntax.shell import parse_shell  # noqa: PLC0415

            return parse_shell(self.source.text)
        if self.kind in LINE_KINDS:
            from mcsgconf.syntax.lines import parse_lines  # noqa: PLC0415

            return parse_lines(self.source.text)
        return Node("file", 0, len(self.source))

    @cached_property
    def blocks(self) -> BlockTree:
        """The settings as nested blocks; only files of `NAME value` lines have them.

        Raises:
            UsageError: the file is of another kind.
        """
        if self.kind not in SETTINGS_KINDS:
            raise UsageError(f"{self.name}: a file of kind {self.kind} has no NAME value lines")
        return read_blocks(self.tree, self.source, catalogue.load(self.kind))

    @cached_property
    def script(self) -> Script:
        """What a script sets, its values known as far as can be without running it; only shell files have it.

        Raises:
            UsageError: the file is of another kind.
        """
        if self.kind not in SHELL_SYNTAX_KINDS:
            raise UsageError(f"{self.name}: a file of kind {self.kind} is no script")
        from mcsgconf.models.script import read_script  # noqa: PLC0415 - as for the parser

        return read_script(self.tree, self.source.text)

    @cached_property
    def package_view(self) -> Package:
        """What the file says of a package by itself: a package file without its scripts, or a control script alone.

        Raises:
            UsageError: the file is of another kind.
        """
        if self.kind not in VIEW_KINDS:
            raise UsageError(f"{self.name}: a file of kind {self.kind} describes no package")
        from mcsgconf.models.views import package_view  # noqa: PLC0415 - as for the parser

        return package_view(self)

    @cached_property
    def model(self) -> Model | None:
        """The typed model (Cluster, LegacyPackage, ControlScript, ModularPackage), None for kinds without one."""
        from mcsgconf.models.build import build_model  # noqa: PLC0415 - pydantic is only loaded where a model is wanted

        return build_model(self)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be parsed, in the order of the text."""
        return tuple(
            Problem(node.message or "this cannot be read", node.span) for node in self.tree.walk() if node.kind == ERROR
        )

    def meant_for(self, target: Target | None) -> Document:
        """Return this document with a target where it was given none; itself where it was, or `target` is None."""
        if target is None or self.given_target != Target():
            return self
        return Document(self._text, self.kind, target, executable=self.executable)

    def render(self) -> bytes:
        """Return the file's bytes: exactly those that were read."""
        return self.source.to_bytes()

    def apply(self, edits: Iterable[Edit]) -> Document:
        """Return a new document of the same name and kind with `edits` carried out.

        Raises:
            EditError: edits overlap or lie outside the text.
        """
        return Document(self.source.apply(edits), self.kind, self.given_target, executable=self.executable)


def parse(
    source: Path | bytes | str,
    *,
    name: str | None = None,
    kind: Kind | str | None = None,
    target: Target | str | None = None,
    executable: bool | None = None,
) -> Document:
    """Return the document of a file, of bytes, or of text.

    Args:
        source: a `Path` is read; `bytes` and `str` are the content itself.
        name: what messages call it; the path, `<bytes>` or `<text>` when left out.
        kind: one of `Kind`, kept whatever the content; told from the content when left out (`unknown` if it tells
            nothing).
        target: platform and release the file is meant for, such as `"hp-ux:A.11.19"`.
        executable: whether the file may be run; looked up where `source` is a path and this is left out.

    Raises:
        UnreadableInput: the path cannot be read. Content is never refused.
        UsageError: `kind` or `target` is not known.
    """
    if isinstance(source, Path):
        text = SourceText.from_bytes(read_bytes(source), name or str(source))
        executable = _executable_file(source) if executable is None else executable
    elif isinstance(source, bytes):
        text = SourceText.from_bytes(source, name or "<bytes>")
    else:
        text = SourceText(source, name or "<text>")
    if isinstance(target, str):
        target = Target.parse(target)
    told = _kind(kind) if kind is not None else tell_kind(text.text, text.name)
    return Document(text, told, target or Target(), executable=executable)


def is_executable(status: os.stat_result) -> bool | None:
    """Tell whether a file's mode lets its owner run it; None where the system has no such modes."""
    return bool(status.st_mode & stat.S_IXUSR) if os.name == "posix" else None


def _executable_file(path: Path) -> bool | None:
    try:
        return is_executable(path.stat())
    except OSError:  # gone since it was read
        return None


def _kind(kind: Kind | str) -> Kind:
    try:
        return Kind(kind)
    except ValueError:
        raise UsageError(f"{str(kind)!r} is no kind of file; known kinds: {', '.join(Kind)}") from None


__all__ = ["Document", "Kind", "Platform", "Problem", "parse"]
