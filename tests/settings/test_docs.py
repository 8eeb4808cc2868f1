"""`docs/settings.md` is made of the table of keys: what it says is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import mcsgconf
from mcsgconf.settings.keys import KEYS, LAYOUT_KEYS

PAGE = (Path(__file__).parents[2] / "docs" / "settings.md").read_text(encoding="utf-8")


def test_every_key_is_on_the_page_as_the_table_has_it() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| `") and line.count("|") == 4]
    keys = [*((key.name, key) for key in KEYS), *((f"layout.{key.name}", key) for key in LAYOUT_KEYS)]
    assert rows == [f"| `{name}` | {key.says} | `{key.example}` |" for name, key in keys]


def test_the_settings_of_the_page_load(tmp_path: Path) -> None:
    examples = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert len(examples) >= 3
    loaded = []
    for example in examples:
        (tmp_path / "mcsgconf.toml").write_text(example)
        loaded.append(mcsgconf.load_settings(tmp_path / "mcsgconf.toml"))
    settings = loaded[0]
    assert settings.ignored_in(str(tmp_path / "clusters/lab/pkg/pkg.conf")) == ("MC12", "MC207")
    assert settings.ignored_in(str(tmp_path / "clusters/labour.conf")) == ()
