"""A value with its place, on its own and inside a pydantic model."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import IPv4Address  # noqa: TC003 - pydantic reads the annotations

import pytest
from pydantic import ValidationError

from mcsgconf.models.base import Model
from mcsgconf.models.located import NOWHERE, Located
from mcsgconf.text import Span


class Sample(Model):
    name: Located[str]
    timeout: Located[timedelta | str | None] | None = None
    addresses: tuple[Located[IPv4Address | None], ...] = ()


def sample() -> Sample:
    return Sample(
        name=Located("a", '"a"', Span(0, 3)),
        timeout=Located(timedelta(seconds=1.5), "1500000", Span(4, 11)),
        addresses=(Located(None, "10.1.1", Span(12, 18)),),
    )


def test_json_has_the_plain_values_and_seconds() -> None:
    assert sample().model_dump_json() == '{"name":"a","timeout":1.5,"addresses":[null]}'


def test_python_dump_has_the_typed_values() -> None:
    assert sample().model_dump() == {"name": "a", "timeout": timedelta(seconds=1.5), "addresses": (None,)}


def test_the_schema_is_that_of_the_values() -> None:
    properties = Sample.model_json_schema(mode="serialization")["properties"]
    assert properties["name"] == {"type": "string", "title": "Name"}
    assert properties["timeout"]["anyOf"] == [{"type": "number"}, {"type": "string"}, {"type": "null"}]
    assert properties["addresses"]["items"] == {"anyOf": [{"type": "string", "format": "ipv4"}, {"type": "null"}]}


def test_a_model_made_from_json_has_no_places() -> None:
    made = Sample.model_validate_json(sample().model_dump_json())
    assert made.name == Located("a", "", NOWHERE)
    assert made.model_dump() == sample().model_dump()


def test_a_model_never_changes_and_takes_no_unknown_field() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        sample().name = Located("b")  # type: ignore[misc]  # that mypy objects is the point
    with pytest.raises(ValidationError, match="nonsense"):
        Sample.model_validate({"name": "a", "nonsense": 1})


def test_places_count_for_equality() -> None:
    assert Located("a", "a", Span(0, 1)) == Located("a", "a", Span(0, 1))
    assert Located("a", "a", Span(0, 1)) != Located("a", "a", Span(1, 2))
    assert len({Located("a", "a", Span(0, 1)), Located("a", "a", Span(0, 1))}) == 1
