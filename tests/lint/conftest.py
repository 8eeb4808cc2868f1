"""What the tests of the rules share: files as text whose lines say in a remark what is expected on them.

`# <- MC101 MC102` at the end of a line names every finding that must be there; a line without it has none. The remark
is no part of the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

import pytest

from mcsgconf.lint.engine import check
from mcsgconf.lint.fixes import fix
from mcsgconf.lint.select import Selection
from mcsgconf.models.document import parse
from mcsgconf.site import Site

if TYPE_CHECKING:
    from mcsgconf.lint.finding import Finding

MARK = re.compile(r"[ \t]*# <- (?P<codes>MC\d\d\d(?: MC\d\d\d)*)$", re.MULTILINE)


class Lint(Protocol):
    """Asserts that a text has the findings it says and no others, and returns them."""

    def __call__(self, kind: str, text: str, *, target: str | None = None) -> list[Finding]: ...


class Fix(Protocol):
    """Returns a text after its fixes, safe and unsafe, of the rules asked for."""

    def __call__(self, kind: str, text: str, *codes: str, unsafe: bool = True, target: str | None = None) -> str: ...


@pytest.fixture(scope="session")
def lint() -> Lint:
    return _lint


@pytest.fixture(scope="session")
def fixed() -> Fix:
    return _fixed


def _lint(kind: str, text: str, *, target: str | None = None) -> list[Finding]:
    expected = [
        (text.count("\n", 0, mark.start()) + 1, code) for mark in MARK.finditer(text) for code in mark["codes"].split()
    ]
    findings = check(parse(MARK.sub("", text), name="file", kind=kind, target=target))
    assert sorted((finding.line, finding.code) for finding in findings) == sorted(expected), findings
    return findings


def _fixed(kind: str, text: str, *codes: str, unsafe: bool = True, target: str | None = None) -> str:
    document = parse(MARK.sub("", text), name="file", kind=kind, target=target)
    result = fix(Site.of([document]), Selection(select=codes or ("ALL",)), unsafe=unsafe)
    assert result.taken_back == ()
    return result.documents.get("file", document).source.text
