"""Two arrays of a control script that go together by index: elements of which the other half is missing or empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.lint.script_edits import named_element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.models.script import Assignment
    from mcsgconf.text import Span


class Half(NamedTuple):
    """An element that stands alone: what is there, the array without it, where to say so, and how."""

    there: Assignment
    missing: str
    span: Span
    what: str


def halves(document: Document, first: str, second: str) -> Iterator[Half]:
    """Yield the elements of two arrays whose other half is missing or empty, by index; none of which that is in doubt."""
    arrays = {name: document.script.elements(name) for name in (first, second)}
    for index in sorted({*arrays[first], *arrays[second]}):
        for name, missing in ((first, second), (second, first)):
            there, other = arrays[name].get(index), arrays[missing].get(index)
            if there is None or there.value.value == "" or (other is not None and other.value.value != ""):
                continue
            if other is not None or not document.script.is_doubtful(missing):
                what = f"{named_element(missing, index)} is {'missing' if other is None else 'empty'}"
                yield Half(there, missing, (other or there).span, what)
