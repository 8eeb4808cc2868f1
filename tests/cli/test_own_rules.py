"""Own rules on the command line: they behave as those of mcsgconf do, everywhere."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from own_pages import page

import mcsgconf as library
from mcsgconf.lint.own.keys import CHECK_KEYS, PAGE_KEYS

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome

    Run = Callable[..., Outcome]

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "own-rules"
DOCUMENTATION = (ROOT / "docs" / "own-rules.md").read_text(encoding="utf-8")
CLUSTER = """\
CLUSTER_NAME till
NODE_NAME n1
  NETWORK_INTERFACE lan0
    HEARTBEAT_IP 10.1.1.1
  NETWORK_INTERFACE lan1
    HEARTBEAT_IP 10.1.2.1
QS_HOST qs9
"""
CHECK = '[allow]\nparameter = "QS_HOST"\nis = "qs1"\nmessage = "QS_HOST is {value}"'
FORMATS = "text concise html json sarif github gitlab junit checkstyle rdjson".split()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A cluster file with one finding of an own rule, on line 7, and nothing else that is selected."""
    (tmp_path / "till").mkdir()
    (tmp_path / "till" / "cluster.ascii").write_text(CLUSTER)
    settle(tmp_path)
    return tmp_path


def settle(folder: Path, settings: str = "", check: str = CHECK, **front: str) -> None:
    (folder / "rules").mkdir(exist_ok=True)
    name, text = page(check, **front)
    (folder / "rules" / name).write_text(text)
    (folder / "mcsgconf.toml").write_text(f'select = ["SHOP"]\nrules = ["rules"]\n{settings}')


def test_the_example_finds_what_it_says(mcsgconf: Run, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    found = mcsgconf("check", "--format", "concise")
    assert re.findall(r"^(\S+?):\d+:\d+: (\w+)\[(\w+)\]", found.out, re.MULTILINE) == [
        ("till/cluster.ascii", "error", "SHOP001"),
        ("till/pos/pos.conf", "warning", "SHOP006"),
        ("till/pos/pos.conf", "warning", "SHOP007"),
        ("till/pos/pos.conf", "info", "SHOP005"),
    ]
    assert found.status == 1
    assert mcsgconf("rules", "--test").out == "7 rules tried: each does what its page shows\n"


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_reports_them(mcsgconf: Run, repository: Path, form: str) -> None:
    result = mcsgconf("check", "--format", form)
    assert (result.status, result.err) == (1, "")
    assert "SHOP001" in result.out
    assert "QS_HOST is qs9" in result.out
    if form in {"html", "sarif"}:
        assert "of-the-shop is not kept to." in result.out, "the page goes with the findings"
        assert "Why it matters." in result.out
    assert repository.exists()


SETTINGS = [
    ('ignore = ["SHOP001"]', ()),
    ('ignore = ["SHOP"]', ()),
    ('severity = { SHOP = "info" }', ("info",)),
    ('severity = { SHOP001 = "error", SHOP = "info" }', ("error",)),
    ('per-file-ignores = { "till/" = ["SHOP0"] }', ()),
    ('per-file-ignores = { "other/" = ["SHOP0"] }', ("warning",)),
    ('extend-select = ["SHOP001"]\nignore = ["SHOP"]', ("warning",)),
]


@pytest.mark.parametrize(("settings", "severities"), SETTINGS)
def test_settings_speak_of_them(mcsgconf: Run, repository: Path, settings: str, severities: tuple[str, ...]) -> None:
    settle(repository, settings)
    assert tuple(row["severity"] for row in json.loads(mcsgconf("check", "--format", "json").out)) == severities


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        (("--select", "SHOP001"), {"SHOP001"}),
        (("--select", "shop"), {"SHOP001"}),
        (("--select", "MC9"), set()),
        (("--select", "ALL", "--ignore", "MC"), {"SHOP001"}),
        (("--ignore", "SHOP001"), set()),
    ],
)
def test_options_speak_of_them(mcsgconf: Run, repository: Path, options: tuple[str, ...], codes: set[str]) -> None:
    assert {row["code"] for row in json.loads(mcsgconf("check", "--format", "json", *options).out)} == codes
    assert repository.exists()


def test_a_code_that_no_rule_has_is_refused(mcsgconf: Run, repository: Path) -> None:
    result = mcsgconf("check", "--select", "SHOP002")
    assert (result.status, result.out) == (2, "")
    assert "no rule has the code or prefix 'SHOP002'" in result.err
    settle(repository, 'severity = { SHOP9 = "info" }')
    assert mcsgconf("check").err.startswith(
        "mcsgconf: mcsgconf.toml:3: severity: no rule has the code or prefix 'SHOP9'"
    )


def test_one_that_is_opt_in_runs_where_it_is_named(mcsgconf: Run, repository: Path) -> None:
    settle(repository, more="opt_in = true")
    assert mcsgconf("check").status == 0
    assert mcsgconf("check", "--extend-select", "SHOP001").status == 1


def suppressed(comment: str) -> str:
    return CLUSTER.replace("QS_HOST", f"{comment}\nQS_HOST")


def test_comments_suppress_them(mcsgconf: Run, repository: Path) -> None:
    settle(repository, 'extend-select = ["MC002", "MC003", "MC004"]')
    file = repository / "till" / "cluster.ascii"
    for comment, codes in (
        ("# mcsgconf: ignore[SHOP001] an old one", []),
        ("# mcsgconf: ignore[shop001] an old one", []),
        ("# mcsgconf: ignore[SHOP002] an old one", ["MC003", "SHOP001"]),
        ("# mcsgconf: ignore SHOP001", ["MC004", "SHOP001"]),
    ):
        file.write_text(suppressed(comment))
        assert [row["code"] for row in json.loads(mcsgconf("check", "--format", "json").out)] == codes
    file.write_text(suppressed("# mcsgconf: ignore[SHOP01] an old one"))
    assert "there is no rule 'SHOP01'; did you mean SHOP001?" in mcsgconf("check").out
    file.write_text(suppressed("# mcsgconf: ignore[SHOP001] an old one").replace("qs9", "qs1"))
    assert "no finding of SHOP001 here; take it out" in mcsgconf("check").out
    assert mcsgconf("check", "--fix").status == 0
    assert file.read_text() == CLUSTER.replace("qs9", "qs1")


def test_the_code_of_another_part_is_unknown(mcsgconf: Run, repository: Path) -> None:
    """A rule holds for the files that its settings hold for, and no other file can speak of it."""
    settle(repository, 'extend-select = ["MC003"]')
    other = repository / "other"
    other.mkdir()
    (other / "mcsgconf.toml").write_text('select = ["MC003"]\n')
    (other / "cluster.ascii").write_text(suppressed("# mcsgconf: ignore[SHOP001] an old one"))
    assert {(row["path"], row["code"]) for row in json.loads(mcsgconf("check", "--format", "json").out)} == {
        ("till/cluster.ascii", "SHOP001"),
        ("other/cluster.ascii", "MC003"),
    }
    found = mcsgconf("check", "--select", "SHOP", "--format", "json")
    assert [row["path"] for row in json.loads(found.out)] == ["till/cluster.ascii"], "one file has no rule of that name"
    assert mcsgconf("check", "--select", "SHOP", "other").status == 2


def test_one_code_means_one_page_in_a_run(mcsgconf: Run, repository: Path) -> None:
    other = repository / "other"
    other.mkdir()
    (other / "cluster.ascii").write_text(CLUSTER)
    (other / "mcsgconf.toml").write_text('select = ["SHOP"]\nrules = ["../rules"]\n')
    assert len(json.loads(mcsgconf("check", "--format", "json").out)) == 2
    settle(other, name="another")
    result = mcsgconf("check")
    assert (result.status, result.out) == (2, "")
    assert "other/rules/SHOP001-another.md" in result.err
    assert "rules/SHOP001-of-the-shop.md" in result.err


def test_baselines_hold_them(mcsgconf: Run, repository: Path) -> None:
    assert mcsgconf("check", "--baseline", "later.json", "--write-baseline").status == 0
    entries = json.loads((repository / "later.json").read_text())["findings"]
    assert [(entry["rule"], entry["place"]) for entry in entries] == [("SHOP001", "QS_HOST")]
    assert mcsgconf("check", "--baseline", "later.json").status == 0
    (repository / "till" / "cluster.ascii").write_text(CLUSTER.replace("qs9", "qs1"))
    assert mcsgconf("check", "--baseline", "later.json").status == 1, "the entry stands for nothing any more"


def test_ignores_are_added_for_them(mcsgconf: Run, repository: Path) -> None:
    mcsgconf("check", "--add-ignores", "an old one")
    assert "# mcsgconf: ignore[SHOP001] an old one\nQS_HOST" in (repository / "till" / "cluster.ascii").read_text()
    assert mcsgconf("check").status == 0


def test_statistics_count_them(mcsgconf: Run, repository: Path) -> None:
    assert mcsgconf("check", "--statistics").out.split() == ["1", "SHOP001", "of-the-shop", "(warning)"]
    assert repository.exists()


def test_explain_rules_and_completion_know_them(mcsgconf: Run, repository: Path) -> None:
    told = mcsgconf("explain", "shop001").out
    assert told.startswith("# SHOP001 of-the-shop\n\nof-the-shop is not kept to.\n(warning; fix: none; files: cluster)")
    assert told.endswith("Source: rules/SHOP001-of-the-shop.md\n")
    assert mcsgconf("explain", "of-the-shop").out == told
    assert "did you mean SHOP001?" in mcsgconf("explain", "SHOP0O1").err
    assert "SHOP001 of-the-shop" in mcsgconf("explain", "QS_HOST").out
    assert (
        mcsgconf("rules").out.splitlines()[-1].split()
        == "SHOP001 warning of-the-shop of-the-shop is not kept to.".split()
    )
    assert json.loads(mcsgconf("rules", "--format", "json").out)[-1]["code"] == "SHOP001"
    assert "| SHOP001 | of-the-shop | warning |  | cluster |" in mcsgconf("rules", "--format", "markdown").out
    from mcsgconf.cli.completion import codes  # noqa: PLC0415

    assert ("SHOP001", "of-the-shop is not kept to.") in codes("SH")
    settle(repository, check="[deny]")
    assert codes("SH") == []
    assert ("MC201", library.__doc__) not in codes("MC2")  # ours are still there, with what they find
    assert [code for code, _ in codes("MC201")] == ["MC201"]


def test_one_that_makes_no_sense_stops_the_check_and_not_the_reader(mcsgconf: Run, repository: Path) -> None:
    settle(repository, check="[deny]")
    for words in (("check",), ("rules",), ("rules", "--test")):
        result = mcsgconf(*words)
        assert (result.status, result.out) == (2, "")
        assert "mcsgconf: rules/SHOP001-of-the-shop.md:8: there is no key 'deny'" in result.err
    result = mcsgconf("explain", "MC201")
    assert (result.status, result.out[:7]) == (0, "# MC201")
    assert "there is no key 'deny'" in result.err


def test_control_characters_of_a_page_reach_no_terminal(mcsgconf: Run, repository: Path) -> None:
    settle(repository, check=CHECK.replace("QS_HOST is", "QS_HOST \\u001b[2J"))
    path = repository / "rules" / "SHOP001-of-the-shop.md"
    path.write_text(path.read_text().replace("is not kept", "\\u001b[2J is not kept") + "\x1b[2J ::error::x\n")
    for words in (("check",), ("rules",), ("explain", "SHOP001"), *(("check", "--format", form) for form in FORMATS)):
        out = mcsgconf(*words).out
        assert "SHOP001" in out
        assert "\x1b" not in out


def test_the_library_knows_them(repository: Path) -> None:
    settings = library.load_settings(repository / "mcsgconf.toml")
    (found,) = library.check(repository / "till" / "cluster.ascii", settings=settings)
    assert (found.code, found.name, found.message) == ("SHOP001", "of-the-shop", "QS_HOST is qs9")
    (found,) = library.check(repository, settings=library.NearestSettings())
    assert found.code == "SHOP001"
    assert library.fix(repository, settings=library.NearestSettings()).documents == {}


EXAMPLES = """
## Bad

```cluster
CLUSTER_NAME till
QS_HOST qs9{mark}
```

## Good

```cluster
QS_HOST {good}
```
"""


@pytest.mark.parametrize(
    ("mark", "good", "told"),
    [
        (" # <- SHOP001", "qs1", []),
        ("", "qs1", ["16: Bad: no line is marked `# <- SHOP001`", "16: Bad: line 2 of cluster.ascii is not marked, and this is found there: QS_HOST is qs9"]),
        (" # <- SHOP001", "qs7", ["23: Good: line 1 of cluster.ascii is not marked, and this is found there: QS_HOST is qs7"]),
        (" # <- SHOP001\nNODE_NAME n1 # <- SHOP001", "qs1", ["16: Bad: line 3 of cluster.ascii is marked, and nothing is found there"]),
    ],
)  # fmt: skip
def test_rules_are_tried_on_their_examples(
    mcsgconf: Run, repository: Path, mark: str, good: str, told: list[str]
) -> None:
    path = repository / "rules" / "SHOP001-of-the-shop.md"
    path.write_text(page(CHECK)[1].partition("## Bad")[0].rstrip() + "\n" + EXAMPLES.format(mark=mark, good=good))
    for words in (("rules", "--test"), ("rules", "--test", "rules")):
        result = mcsgconf(*words)
        assert result.status == bool(told)
        expected = [f"rules/{path.name}:{line}" for line in told]
        assert result.out.splitlines() == [*expected, "1 rule tried, 1 failed" if told else "1 rule tried: each does what its page shows"]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("## Bad", "## Worse", "1: there is no section `## Bad`"),
        ("## Good", "## Better", "1: there is no section `## Good`"),
        ("```cluster\nCLUSTER", "```clutser\nCLUSTER", "16: ```clutser names no kind of file; known kinds: cluster,"),
        ("QS_HOST qs1\n```", "QS_HOST qs1", "23: the file ```cluster of this section has no end, a line ``` alone"),
        ("```cluster\nCLUSTER", "```cluster mode=rwx\nCLUSTER", "16: mode=rwx is no mode of a file"),
        ("```cluster\nCLUSTER", "```cluster target=aix\nCLUSTER", "16: "),
        ("## Good", "## Good\n\n## Fixed", ": a `## Fixed` section stands behind a `## Bad` one"),
    ],
)
def test_examples_that_make_no_sense_are_told(mcsgconf: Run, repository: Path, old: str, new: str, told: str) -> None:
    path = repository / "rules" / "SHOP001-of-the-shop.md"
    text = page(CHECK)[1].partition("## Bad")[0].rstrip() + "\n" + EXAMPLES.format(mark=" # <- SHOP001", good="qs1")
    assert old in text
    path.write_text(text.replace(old, new, 1))
    result = mcsgconf("rules", "--test")
    assert result.status in {1, 2}
    assert f"{path.name}:" in result.out + result.err
    assert told in result.out + result.err


def test_what_is_tried_has_to_be_named(mcsgconf: Run, tmp_path: Path) -> None:
    for words, told in (
        (("rules", "--test"), "the settings here name no rules of your own"),
        (("rules", "folder"), "folders are named with --test"),
        (("rules", "--test", "--format", "json"), "leave --format out"),
        (("rules", "--test", "nowhere"), "nowhere: no folder of rules"),
    ):
        result = mcsgconf(*words)
        assert (result.status, result.out) == (2, "")
        assert told in result.err
    assert tmp_path.exists()


def test_the_page_of_the_documentation_is_one(mcsgconf: Run, tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (text,) = re.findall(r"~~~markdown\n(.*?)~~~", DOCUMENTATION, re.DOTALL)
    (tmp_path / "rules" / "SHOP001-node-timeout.md").write_text(text)
    assert mcsgconf("rules", "--test", "rules").out == "1 rule tried: each does what its page shows\n"


def test_the_documentation_has_every_key() -> None:
    rows = [line for line in DOCUMENTATION.splitlines() if line.startswith("| `") and line.count("|") == 4]
    assert rows == [f"| `{key.name}` | {key.says} | `{key.example}` |" for key in (*PAGE_KEYS, *CHECK_KEYS)]
