"""Settings of a repository: where they are looked for, what they do, and what is said of mistakes in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

    Run = Callable[..., Outcome]

QUOTED = """\
PACKAGE_NAME shop
NODE_NAME anna
NODE_NAME berta
RUN_SCRIPT /etc/cmcluster/shop/shop.cntl
HALT_SCRIPT /etc/cmcluster/shop/shop.cntl
SERVICE_NAME "mon"
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    file = tmp_path / "clusters" / "shop" / "shop.conf"
    file.parent.mkdir(parents=True)
    file.write_text(QUOTED)
    return file


@pytest.mark.parametrize(
    ("place", "text", "status"),
    [
        ("mcsgconf.toml", 'ignore = ["MC201"]\n', 0),
        ("clusters/mcsgconf.toml", 'ignore = ["MC2"]\n', 0),
        ("pyproject.toml", '[tool.mcsgconf]\nignore = ["MC201"]\n', 0),
        ("pyproject.toml", '[tool.ruff]\nignore = ["MC201"]\n', 1),
        ("mcsgconf.toml", 'select = ["MC1"]\n', 0),
        ("mcsgconf.toml", 'select = ["MC1"]\nextend-select = ["MC201"]\n', 1),
        ("mcsgconf.toml", "", 1),
        ("other/mcsgconf.toml", 'ignore = ["MC201"]\n', 1),
    ],
)
def test_rules(mcsgconf: Run, tmp_path: Path, package: Path, place: str, text: str, status: int) -> None:
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_text(text)
    assert mcsgconf("check", "--fail-on", "error", str(package)).status == status


def test_reasons_of_suppressions_can_be_required(mcsgconf: Run, tmp_path: Path, package: Path) -> None:
    package.write_text("# mcsgconf: ignore-file[MC201]\n" + package.read_text())
    assert mcsgconf("check", str(package)).status == 0
    (tmp_path / "mcsgconf.toml").write_text("require-reason = true\n")
    outcome = mcsgconf("check", "--format", "concise", str(package))
    assert outcome.out.startswith("clusters/shop/shop.conf:1:1: warning[MC005] ")
    assert outcome.status == 1
    assert mcsgconf("check", "--ignore", "MC005", str(package)).status == 0


def test_the_nearest_file_counts_alone(mcsgconf: Run, tmp_path: Path, package: Path) -> None:
    (tmp_path / "mcsgconf.toml").write_text('ignore = ["MC201"]\n')
    (package.parent / "mcsgconf.toml").write_text('ignore = ["MC3"]\n')
    assert mcsgconf("check", str(package)).status == 1


def test_an_option_wins(mcsgconf: Run, tmp_path: Path, package: Path) -> None:
    (tmp_path / "mcsgconf.toml").write_text('select = ["MC1"]\nfail-on = "error"\ntarget = "linux"\n')
    assert mcsgconf("check", str(package)).status == 0
    assert mcsgconf("check", "--select", "MC201", str(package)).status == 1


def test_fail_on_and_target(mcsgconf: Run, tmp_path: Path) -> None:
    (tmp_path / "c.ascii").write_text("CLUSTER_NAME c\nNODE_NAME a\nMEMBER_TIMEOUT 14000000\n")
    assert "MC904" not in mcsgconf("check", "c.ascii").out
    (tmp_path / "mcsgconf.toml").write_text('target = "hp-ux:A.11.16"\n')
    outcome = mcsgconf("check", "c.ascii")
    assert "MC904" in outcome.out
    assert outcome.status == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('taget = "linux"\n', "there is no setting 'taget'; did you mean target?"),
        ("colour = 1\n", "there is no setting 'colour'; known keys: target"),
        ("target = 5\n", "target is a string in quotes"),
        ('target = "solaris"\n', "'solaris' is no platform"),
        ('require-reason = "yes"\n', "require-reason is true or false, without quotes"),
        ('ignore = "MC2"\n', "ignore is a list of codes"),
        ('fail-on = "never"\n', "fail-on is error, warning, info, not 'never'"),
        ("target = \n", "mcsgconf.toml"),
        ('ignore = ["MC999"]\n', "mcsgconf.toml: ignore: no rule has the code or prefix 'MC999'"),
        ('select = ["MC2", "X"]\n', "mcsgconf.toml: select: no rule has the code or prefix 'X'"),
        ('extend-select = [""]\n', "mcsgconf.toml: extend-select: no rule has the code or prefix ''"),
    ],
)
def test_a_mistake_in_the_settings_is_said(
    mcsgconf: Run, tmp_path: Path, package: Path, text: str, message: str
) -> None:
    (tmp_path / "mcsgconf.toml").write_text(text)
    outcome = mcsgconf("check", str(package))
    assert outcome.status == 2
    assert message in outcome.err
    assert outcome.err.count("\n") == 1
