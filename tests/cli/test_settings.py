"""Settings of a repository: where they are looked for, what they do, and what is said of mistakes in them."""

from __future__ import annotations

import subprocess
import sys
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
        ('taget = "linux"\n', "mcsgconf.toml:1: there is no setting 'taget'; did you mean target?"),
        ("target = \n", "mcsgconf.toml: this is no TOML: "),
        ('# rules\nignore = ["MC999"]\n', "mcsgconf.toml:2: ignore: no rule has the code or prefix 'MC999'"),
        ('select = ["MC2", "X"]\n', "mcsgconf.toml:1: select: no rule has the code or prefix 'X'"),
        ('extend-select = ["MC2000"]\n', "mcsgconf.toml:1: extend-select: no rule has the code or prefix 'MC2000'"),
        ('[severity]\nXY1 = "info"\n', "mcsgconf.toml:2: severity: no rule has the code or prefix 'XY1'"),
        ('[per-file-ignores]\n"a" = ["XY1"]\n', "mcsgconf.toml:2: per-file-ignores: no rule has the code or prefix"),
    ],
)
def test_a_mistake_in_the_settings_is_said(
    mcsgconf: Run, tmp_path: Path, package: Path, text: str, message: str
) -> None:
    (tmp_path / "mcsgconf.toml").write_text(text)
    outcome = mcsgconf("check", str(package))
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith(f"mcsgconf: {message}")
    assert outcome.err.count("\n") == 1


def test_several_mistakes_are_lines_of_their_own(mcsgconf: Run, tmp_path: Path, package: Path) -> None:
    (tmp_path / "mcsgconf.toml").write_text('fail-on = 1\nselct = ["MC1"]\n')
    outcome = mcsgconf("check", str(package))
    assert outcome.status == 2
    assert [line.split(" ")[1] for line in outcome.err.splitlines()] == ["mcsgconf.toml:2:", "mcsgconf.toml:1:"]


NESTED = {"mcsgconf.toml": 'select = ["MC201"]\n', "a/mcsgconf.toml": 'select = ["MC1"]\n', "a/b/x": "", "c/x": ""}


@pytest.mark.parametrize("named", [["."], ["a", "c"], ["a/b/shop.conf", "c/shop.conf", "shop.conf"]], ids=" ".join)
def test_each_file_has_the_settings_nearest_to_it(mcsgconf: Run, tmp_path: Path, named: list[str]) -> None:
    for name, text in NESTED.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    for folder in ("", "a", "a/b", "c"):
        (tmp_path / folder / "shop.conf").write_text(QUOTED)
    out = mcsgconf("check", "--format", "concise", *named).out
    expected = {"c/shop.conf"} | ({"shop.conf"} if named[-1] in {".", "shop.conf"} else set())
    assert {line.partition(":")[0] for line in out.splitlines() if "MC201" in line} == expected


@pytest.mark.parametrize(
    ("settings", "options", "codes"),
    [
        ('ignore = ["MC201"]', ["--select", "MC201"], {"MC201"}),
        ('ignore = ["MC2"]', ["--extend-select", "MC201"], {"MC201"}),
        ('select = ["MC201"]', ["--ignore", "MC201"], set()),
        ('select = ["MC1"]\nextend-select = ["MC201"]', ["--select", "MC4"], set()),
        ('select = ["MC1"]', ["--extend-select", "MC201", "--ignore", "MC2"], {"MC201"}),
        ("select = []", [], set()),
        ("select = []", ["--extend-select", "MC201"], {"MC201"}),
        ('ignore = ["MC201"]', ["--ignore", "MC1"], set()),
        ('[per-file-ignores]\n"*.conf" = ["MC201"]', ["--select", "MC201"], set()),
        ('[per-file-ignores]\n"clusters/" = ["MC2"]', [], set()),
        ('[per-file-ignores]\n"shop" = ["MC2"]', [], set()),
        ('[per-file-ignores]\n"shop.conf/" = ["MC201"]', [], {"MC201"}),
        ('[per-file-ignores]\n"/shop" = ["MC201"]', [], {"MC201"}),
        ('[per-file-ignores]\n"clusters/*.conf" = ["MC201"]', [], {"MC201"}),
        ('[per-file-ignores]\n"clusters/**/*.conf" = ["MC201"]', [], set()),
    ],
)
def test_settings_and_options_together(
    mcsgconf: Run, tmp_path: Path, package: Path, settings: str, options: list[str], codes: set[str]
) -> None:
    (tmp_path / "mcsgconf.toml").write_text(settings)
    out = mcsgconf("check", "--format", "concise", *options, str(package)).out
    assert {code for code in ("MC201",) if code in out} == codes


@pytest.mark.parametrize(
    ("table", "severity", "status"),
    [
        ('MC201 = "info"', "info", 0),
        ('MC2 = "warning"', "warning", 1),
        ('ALL = "info"\nMC2 = "info"\nMC201 = "error"', "error", 1),
        ('MC201 = "error"\nMC2 = "info"', "error", 1),
    ],
)
@pytest.mark.parametrize("form", ["text", "concise", "json"])
def test_severities_hold_in_every_report_and_for_the_exit_status(
    mcsgconf: Run, tmp_path: Path, package: Path, form: str, table: str, severity: str, status: int
) -> None:
    (tmp_path / "mcsgconf.toml").write_text(f'select = ["MC201"]\n[severity]\n{table}\n')
    outcome = mcsgconf("check", "--format", form, str(package))
    assert outcome.status == status
    assert f'"severity": "{severity}"' in outcome.out or f"{severity}[MC201]" in outcome.out
    assert f"({severity})" in mcsgconf("check", "--statistics", str(package)).out


WRITTEN = {
    "sarif": '"level": "note"',
    "github": "::notice ",
    "gitlab": '"severity": "info"',
    "junit": "info[MC201]",
    "checkstyle": 'severity="info"',
    "rdjson": '"severity": "INFO"',
    "html": 'class="badge info"',
}


@pytest.mark.parametrize("form", WRITTEN)
def test_severities_hold_in_reports_for_programs(mcsgconf: Run, tmp_path: Path, package: Path, form: str) -> None:
    (tmp_path / "mcsgconf.toml").write_text('select = ["MC201"]\nseverity.MC201 = "info"\n')
    outcome = mcsgconf("check", "--format", form, str(package))
    assert outcome.status == 0
    assert WRITTEN[form] in outcome.out


def test_fail_on_is_that_of_the_file(mcsgconf: Run, tmp_path: Path) -> None:
    for folder, least in (("strict", "info"), ("lax", "error")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "shop.conf").write_text(QUOTED)
        (tmp_path / folder / "mcsgconf.toml").write_text(f'fail-on = "{least}"\nseverity.MC201 = "info"\n')
    select = ["--select", "MC201"]
    assert [mcsgconf("check", *select, named).status for named in ("strict", "lax", ".")] == [1, 0, 1]
    assert mcsgconf("check", *select, "--fail-on", "warning", ".").status == 0


MEMBER_TIMEOUT = "CLUSTER_NAME c\nNODE_NAME a\nMEMBER_TIMEOUT 14000000\n"


@pytest.mark.parametrize(
    ("settings", "options", "expected"),
    [
        ('"old/" = "hp-ux:A.11.16"', [], {"old/c.ascii"}),
        ('"*.ascii" = "hp-ux:A.11.16"\n"new" = "hp-ux:A.11.20"', [], {"old/c.ascii"}),
        ('"new" = "hp-ux:A.11.20"\n"*.ascii" = "hp-ux:A.11.16"', [], {"old/c.ascii", "new/c.ascii"}),
        ('"old" = "hp-ux:A.11.16"', ["--target", "hp-ux:A.11.20"], set()),
    ],
)
@pytest.mark.parametrize("named", [["."], ["old/c.ascii", "new/c.ascii"]], ids=" ".join)
def test_targets_by_path(
    mcsgconf: Run, tmp_path: Path, named: list[str], settings: str, options: list[str], expected: set[str]
) -> None:
    (tmp_path / "mcsgconf.toml").write_text(f'target = "hp-ux:A.11.20"\n[target-by-path]\n{settings}\n')
    for folder in ("old", "new"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "c.ascii").write_text(MEMBER_TIMEOUT)
    out = mcsgconf("check", "--select", "MC904", "--format", "concise", *options, *named).out
    assert {line.partition(":")[0] for line in out.splitlines()} == expected


def test_a_file_of_settings_may_be_named(mcsgconf: Run, tmp_path: Path, package: Path) -> None:
    (tmp_path / "mcsgconf.toml").write_text("nonsense = 1\n")
    (tmp_path / "ci").mkdir()
    (tmp_path / "ci" / "strict.toml").write_text('select = ["MC201"]\n[per-file-ignores]\n"clusters/" = ["MC201"]\n')
    assert mcsgconf("check", "--config", "ci/strict.toml", str(package)).status == 0
    (tmp_path / "ci" / "strict.toml").write_text('select = ["MC201"]\n[per-file-ignores]\n"/shop/" = ["MC201"]\n')
    assert mcsgconf("check", "--config", "ci/strict.toml", str(package)).status == 1
    outcome = mcsgconf("check", "--config", "ci/none.toml", str(package))
    assert (outcome.status, outcome.err) == (2, "mcsgconf: ci/none.toml: cannot be read: No such file or directory\n")


def test_standard_input_has_the_settings_of_the_file_it_stands_for(tmp_path: Path, package: Path) -> None:
    (package.parent / "mcsgconf.toml").write_text('ignore = ["MC201"]\n')
    for name, status in (("clusters/shop/shop.conf", 0), ("clusters/shop.conf", 1)):
        command = [sys.executable, "-m", "mcsgconf", "check", "--fail-on", "error", "-", "--stdin-filename", name]
        outcome = subprocess.run(command, cwd=tmp_path, input=QUOTED.encode(), capture_output=True, check=False)
        assert outcome.returncode == status


def test_a_project_file_that_is_no_business_of_ours_is_not_read(mcsgconf: Run, tmp_path: Path, package: Path) -> None:
    (tmp_path / "mcsgconf.toml").write_text('ignore = ["MC201"]\n')
    (package.parent / "pyproject.toml").write_text("this is = = no TOML\n")
    assert mcsgconf("check", "--fail-on", "error", str(package)).status == 0


def test_show_knows_the_targets(mcsgconf: Run, tmp_path: Path, package: Path) -> None:
    (tmp_path / "mcsgconf.toml").write_text("nonsense = 1\n")
    assert mcsgconf("show", str(package)).status == 2
