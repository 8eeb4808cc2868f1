"""`mcsgconf check --format`: what every form has in common, and when text is coloured."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mcsgconf.cli.formats import Format, report
from mcsgconf.lint.finding import Finding, Fix, Place, Severity
from mcsgconf.text import Edit, Position, SourceText

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome

    Run = Callable[..., Outcome]

QUOTED = """\
PACKAGE_NAME      shop
NODE_NAME         anna
RUN_SCRIPT        /etc/cmcluster/shop/shop.cntl
RUN_SCRIPT_TIMEOUT  600
HALT_SCRIPT       /etc/cmcluster/shop/shop.cntl
HALT_SCRIPT_TIMEOUT 900
SERVICE_NAME      "shop_mon"
  SERVICE_HALT_TIMEOUT 300
"""
CLEAN = QUOTED.replace('"', "")
FINDING = Finding(
    "MC001",
    "syntax",
    Severity.ERROR,
    "this is wrong",
    Place("a", Position(1, 1), Position(1, 2)),
    text=SourceText("A b\n", "a"),
)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


COLOURED = [
    (Terminal(), {}, True),
    (Terminal(), {"TERM": "xterm"}, True),
    (Terminal(), {"TERM": "dumb"}, False),
    (Terminal(), {"NO_COLOR": "1"}, False),
    (Terminal(), {"NO_COLOR": ""}, True),
    (Terminal(), {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
    (io.StringIO(), {}, False),
    (io.StringIO(), {"FORCE_COLOR": "1"}, True),
    (io.StringIO(), {"FORCE_COLOR": ""}, False),
    (Path("out"), {"FORCE_COLOR": "1"}, False),
]


@pytest.mark.parametrize(("out", "environment", "coloured"), COLOURED)
@pytest.mark.parametrize("form", [Format.TEXT, Format.CONCISE])
def test_text_is_coloured_where_it_can_be_seen_and_is_wanted(
    monkeypatch: pytest.MonkeyPatch, form: Format, out: io.StringIO | Path, environment: dict[str, str], coloured: bool
) -> None:
    for name in ("TERM", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in report([FINDING], form, out)) == coloured


@pytest.mark.parametrize("form", Format)
def test_the_same_is_written_into_a_file(mcsgconf: Run, tmp_path: Path, form: Format) -> None:
    (tmp_path / "shop.conf").write_text(QUOTED)
    printed = mcsgconf("check", "--format", form, "shop.conf")
    written = mcsgconf("check", "--format", form, "--output-file", "report", "shop.conf")
    assert "MC201" in printed.out
    assert (printed.status, written.status, written.out, written.err) == (1, 1, "", "")
    assert (tmp_path / "report").read_text(encoding="utf-8") == printed.out


HOSTILE = b"\x1b]0;owned\x07\x9b31m\xe2\x80\xae\xe2\x80\xa8caf\xe9 ]]> <script>x</script> ::error::a ##[group]b ##vso[task.x]c"
NAMES = [b"a\n::error::x%0A,b.conf", b"\x1b[31m<b>&\xe9.conf", b"##vso[task.y] ]]>.conf"]
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2028]|##(vso)?\\[[a-z]|^\\s*::(?!(?:error|warning|notice) title=MC)",
    re.MULTILINE,
)


@pytest.mark.parametrize("form", Format)
def test_hostile_files_under_hostile_names_do_no_harm(mcsgconf: Run, tmp_path: Path, form: Format) -> None:
    (tmp_path / "dir").mkdir()
    for name in NAMES:
        lines = (
            QUOTED.encode().replace(b"shop_mon", HOSTILE) + b'NODE_NAME "' + HOSTILE + b'"\n::set-output name=x::y\r\n'
        )
        Path(os.fsdecode(bytes(tmp_path / "dir") + b"/" + name)).write_bytes(lines)
    assert mcsgconf("check", "--format", form, "--output-file", "report", "dir").status == 1
    printed = (tmp_path / "report").read_bytes().decode()
    assert printed.count("MC201") >= len(NAMES)
    assert not FORBIDDEN.search(printed)


@pytest.mark.parametrize("form", Format)
def test_every_form_is_in_the_readme_and_the_help(mcsgconf: Run, form: Format) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert f"| `{form}` |" in readme
    assert form in mcsgconf("check", "--help").out


ROOTS = {Format.GITHUB: ("GITHUB_WORKSPACE", "file={},"), Format.GITLAB: ("CI_PROJECT_DIR", '"path": "{}"')}


@pytest.mark.parametrize(("root", "file"), [(".", "sub/shop.conf"), ("sub", "shop.conf"), ("other", "shop.conf")])
@pytest.mark.parametrize("form", ROOTS)
def test_a_ci_system_is_told_paths_from_the_root_of_the_repository(
    mcsgconf: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: Format, root: str, file: str
) -> None:
    variable, shown = ROOTS[form]
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "shop.conf").write_text(QUOTED)
    monkeypatch.chdir(tmp_path / "sub")
    monkeypatch.setenv(variable, str(tmp_path / root))
    assert shown.format(file) in mcsgconf("check", "--format", form, "shop.conf").out


def test_sarif_says_where_its_paths_begin(mcsgconf: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a b").mkdir()
    (tmp_path / "a b" / "shop.conf").write_text(QUOTED)
    monkeypatch.chdir(tmp_path / "a b")
    (run,) = json.loads(mcsgconf("check", "--format", "sarif", ".").out)["runs"]
    (base,) = run["originalUriBaseIds"].values()
    (result,) = run["results"]
    path = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert base["uri"] + path == (tmp_path / "a b" / "shop.conf").as_uri()


@pytest.mark.parametrize("form", Format)
def test_many_findings_on_one_long_line_cost_no_more_than_on_many(form: Format) -> None:
    """A line of megabytes is not copied for each of its findings: what is sliced stays in proportion to the whole."""
    sliced = 0

    class Counting(str):
        __slots__ = ()

        def __getitem__(self, key: object) -> str:
            nonlocal sliced
            piece = super().__getitem__(key)  # type: ignore[index]  # whatever str takes
            sliced += len(piece)
            return piece

    text = Counting("漢" * 2_000_000 + "\nend\n")
    source = SourceText(text, "one.conf")
    fixes = (Fix("mend", (Edit(at, at + 1, "x"), Edit(at + 3, at + 3, "y"))) for at in range(0, 2_000_000, 20_000))
    places = (Place("one.conf", Position(1, at), Position(1, at + 2)) for at in range(1, 2_000_000, 20_000))
    findings = [FINDING._replace(place=place, fix=fix, text=source) for place, fix in zip(places, fixes, strict=True)]
    assert len(findings) == 100
    report(findings, form, Path("out"))
    assert sliced < 2 * len(text) + len(findings) * 5_000


@pytest.mark.parametrize(("text", "loaded"), [(CLEAN, set()), (QUOTED, {"text_report", "excerpt", "sentences"})])
def test_only_the_form_that_is_printed_is_imported(tmp_path: Path, text: str, loaded: set[str]) -> None:
    (tmp_path / "shop.conf").write_text(text)
    code = (
        "import sys\nfrom mcsgconf.cli import run\nrun(['check', 'shop.conf'])\n"
        "print(*(name.split('.')[-1] for name in sys.modules if name.startswith('mcsgconf.report.')), file=sys.stderr)\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert {*result.stderr.split()} == {"escape", *loaded}
