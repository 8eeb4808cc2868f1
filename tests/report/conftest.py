"""Findings for the tests of reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mcsgconf.lint.finding import Finding, Place, Severity
from mcsgconf.text import SourceText

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def found() -> Callable[..., Finding]:
    """Return a function that makes a finding on the first occurrence of `what` in a text; fields may be replaced."""

    def make(text: str, what: str, /, **changes: object) -> Finding:
        source = SourceText(text, str(changes.pop("path", "pkg.conf")))
        start = text.index(what)
        place = Place(source.name, source.position(start), source.position(start + len(what)))
        row = Finding("MC201", "quoted-service-name", Severity.ERROR, "this is wrong", place, text=source)
        return row._replace(**changes)  # type: ignore[arg-type]  # fields of a finding

    return make
