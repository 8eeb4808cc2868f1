"""Compiled data agrees with its sources, and a broken or unwritable cache costs nothing but time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from mcsgconf import compiled
from mcsgconf.compile_all import compiled_data

if TYPE_CHECKING:
    from pathlib import Path

    from mcsgconf.compiled import Json


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    file = tmp_path / "table.toml"
    file.write_text("a = 1\n")
    return file


def load(source: Path, calls: list[str]) -> Json:
    def build() -> Json:
        calls.append("built")
        return {"text": source.read_text()}

    return compiled.load("table", lambda: [source], build)


def test_built_once_and_again_when_the_source_changes(source: Path) -> None:
    calls: list[str] = []
    assert load(source, calls) == load(source, calls) == {"text": "a = 1\n"}
    assert calls == ["built"]
    source.write_text("a = 22\n")
    assert load(source, calls) == {"text": "a = 22\n"}
    assert calls == ["built", "built"]


def test_a_broken_cache_file_is_built_again(source: Path) -> None:
    calls: list[str] = []
    load(source, calls)
    (cached,) = compiled.cache_folder().rglob("table.json")
    cached.write_bytes(b'{"text": "half')
    assert load(source, calls) == {"text": "a = 1\n"}
    assert calls == ["built", "built"]


def test_the_cache_belongs_to_the_user_alone(source: Path) -> None:
    load(source, [])
    assert compiled.cache_folder().stat().st_mode & 0o077 == 0


def test_a_cache_that_cannot_be_written_is_no_fault(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null")
    assert load(source, []) == {"text": "a = 1\n"}


def test_everything_that_is_compiled_is_json_and_what_a_run_loads(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What the wheel ships is what the same code reads: each piece survives JSON, and none is empty."""
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    monkeypatch.setattr(compiled, "COMPILED", shipped)
    for name, data in compiled_data():
        assert data
        (shipped / f"{name}.json").write_text(json.dumps(data))

        def never() -> Json:
            raise AssertionError("shipped data is not built again")

        assert compiled.load(name, list, never) == json.loads(json.dumps(data))
