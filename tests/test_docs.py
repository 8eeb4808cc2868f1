"""The documentation site is built as its readers get it: from the real pages, without a single warning."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import mcsgconf
from mcsgconf import catalogue
from mcsgconf.lint.rules import all_rules
from mcsgconf.report.policy_report import policy_pages

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stdout + result.stderr) == (0, "")
    return folder


def test_each_rule_has_its_page(site: Path) -> None:
    for rule in all_rules().values():
        assert f"{rule.code} {rule.name}" in (site / "rules" / rule.code / "index.html").read_text()
    linked = (site / "rules" / "index.html").read_text()
    assert [code for code in all_rules() if f'href="{code}/"' not in linked] == []


def test_each_policy_has_its_page(site: Path) -> None:
    linked = (site / "policies" / "index.html").read_text()
    assert [name for name in policy_pages() if f'href="{name}/"' not in linked] == []


@pytest.mark.parametrize("kind", catalogue.KINDS)
def test_each_parameter_has_an_entry_in_the_page_of_its_kind(site: Path, kind: str) -> None:
    text = (site / "parameters" / kind / "index.html").read_text()
    assert [
        name for name in catalogue.load(kind).parameters if f'\n<pre><code class="language-text">{name} (' not in text
    ] == []


def test_each_public_name_has_an_entry(site: Path) -> None:
    text = (site / "api" / "index.html").read_text()
    assert [name for name in mcsgconf.__all__ if name != "__version__" and f'.{name}"' not in text] == []


def test_the_first_page_is_the_readme(site: Path) -> None:
    assert "kontor3" in (site / "index.html").read_text()


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        for tag in ('src="http', 'rel="stylesheet" href="http', 'src="//'):
            assert tag not in page.read_text(), page
