"""Properties of models: whatever a file holds, a model is made of it, in JSON and back, as its schema says, in place."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from mcsgconf import catalogue
from mcsgconf.models.document import Document, parse
from mcsgconf.models.kind import Kind
from mcsgconf.models.located import Located
from mcsgconf.models.schema import WITH_MODEL, model_schema
from mcsgconf.models.views import package_view

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMAS = {kind: Draft202012Validator(model_schema(kind)) for kind in WITH_MODEL}
NAMES = {kind: sorted(catalogue.load(kind).parameters) for kind in catalogue.KINDS}
VALUES = st.sampled_from(
    """a "a_b" '' 10.1.1.1 fe80::1 300 -1 9999999999999999999999999 YES no NO_TIMEOUT * p=UP <5 vg01 $(x) $A `x`
    \u201ca\u201d caf\udce9 a\0b -R /etc/p/p.cntl""".split()
    + "|\"a b\"|> 1 and < 2|'-r 2'".split("|")
)
SEPARATORS = st.sampled_from([" ", "\t", "=", "[0]=", "[1]=", "[x]=", "+="])
ENDS = st.sampled_from(["\n", "\r\n", "; ", " ", "", "{\n", "}\n", "fi\n", "# a\n"])
GROUP_LINE = "crw-r--r-- 1 root sys 64 0x010000 Nov 3 2009 /dev/vg01/group\n"


@st.composite
def files(draw: st.DrawFn, kind: Kind) -> str:
    """A text of lines that a file of a kind may have, right ones and broken ones."""
    names = st.sampled_from([*NAMES.get(kind, ["mknod /dev/vg01/group c 64 0x010000"]), GROUP_LINE, "if", "f() {"])
    lines = st.tuples(names | st.text(max_size=8), SEPARATORS, VALUES | st.text(max_size=12), ENDS).map("".join)
    return "".join(draw(st.lists(lines, max_size=25)))


def located(thing: object) -> Iterator[Located[object]]:
    """Every located value in a model."""
    if isinstance(thing, Located):
        yield thing
    elif isinstance(thing, BaseModel):
        for name in type(thing).model_fields:
            yield from located(getattr(thing, name))
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from located(getattr(thing, field.name))
    elif isinstance(thing, tuple | list):
        for item in thing:
            yield from located(item)
    elif isinstance(thing, dict):
        yield from located(list(thing.values()))


def check(document: Document) -> None:
    model = document.model
    assert (model is None) == (document.kind in {Kind.SHELL, Kind.UNKNOWN})
    if model is not None:
        text = model.model_dump_json()
        assert type(model).model_validate_json(text).model_dump_json() == text
        SCHEMAS[document.kind].validate(json.loads(text))
        for value in located(model):
            assert document.source.slice(value.span) == value.text


@given(st.data(), st.sampled_from(Kind))
def test_a_model_is_made_of_every_file(data: st.DataObject, kind: Kind) -> None:
    check(parse(data.draw(files(kind)), kind=kind))


@given(st.binary(max_size=200), st.sampled_from(Kind))
def test_a_model_is_made_of_any_bytes(content: bytes, kind: Kind) -> None:
    check(parse(content, kind=kind))


@given(st.data(), st.sampled_from([Kind.LEGACY_PACKAGE, Kind.MODULAR_PACKAGE]))
def test_a_view_is_made_of_every_pair_of_files(data: st.DataObject, kind: Kind) -> None:
    package_file = parse(data.draw(files(kind)), kind=kind)
    script = parse(data.draw(files(Kind.CONTROL_SCRIPT)), kind=Kind.CONTROL_SCRIPT)
    package = package_view(package_file, script)
    for value in located(package.services):
        assert value.document.source.slice(value.span) == value.text  # type: ignore[attr-defined]  # a view's are Placed
