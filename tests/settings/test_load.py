"""Settings files, good and bad: one table that the loader and the published JSON Schema are both held to."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import mcsgconf
from mcsgconf.report.schema_report import schema_report
from mcsgconf.settings.keys import KEYS, LAYOUT_KEYS, Key

if TYPE_CHECKING:
    from pathlib import Path

VALIDATOR = Draft202012Validator(json.loads(schema_report("settings")))

GOOD = [
    "",
    'target = "hp-ux:A.11.19"',
    'target = "HP-UX A.11.20.10"',
    'target = "linux"',
    'target = "A.11.16 hpux"',
    'select = ["ALL"]\nextend-select = ["mc2"]\nignore = ["MC2", "MC120"]',
    "select = []",
    '[per-file-ignores]\n"clusters/lab/" = ["MC1"]\n"*.old" = ["ALL"]\n"/[ab]*/**" = []',
    '[severity]\nMC1 = "info"\nMC120 = "error"\nALL = "warning"',
    'fail-on = "info"',
    '[target-by-path]\n"./clusters/branch" = "linux:A.11.20"',
    'severity.MC1 = "info"',
    'severity = { MC1 = "info" }',
    "require-reason = false",
    '[layout]\nclusters = ["clusters/*", "."]\ncaptures = ["captures/{node}/", "{node}.txt"]',
    '[layout.paths]\n"/etc/cmcluster" = "{cluster}"\n"/opt/ha/" = "{cluster}/ha"\n"$SGCONF" = "../conf/sg/"',
    "[layout]",
    'exclude = ["archive/", "*.old", "!keep.old", "!./a/b", "**"]',
]

# A settings file, and what is said of it behind its name. `^`: only the loader sees it, a schema cannot.
BAD = [
    ("layout = 1", ":1: layout is a table, not the number 1"),
    ("[layout]\n\nclustrs = []", ":3: there is no setting 'layout.clustrs'; did you mean clusters?"),
    ("layout.x = 1", ":1: there is no setting 'layout.x'; known keys: clusters, captures, paths"),
    ('[layout]\nclusters = "a"', ":2: layout.clusters is a list of globs of folders"),
    ('[layout]\nclusters = ["!a"]', ":2: layout.clusters: '!a' begins with !"),
    ('[layout]\ncaptures = ["captures/*"]', ":2: layout.captures: 'captures/*' has to hold {node} once"),
    ('[layout]\ncaptures = ["{node}/{node}"]', ":2: layout.captures: '{node}/{node}' has to hold {node} once"),
    ('[layout]\ncaptures = ["../{node}"]', ":2: layout.captures: "),
    ('[layout.paths]\n"etc/x" = "a"', ":2: layout.paths.\"etc/x\": 'etc/x' is no folder on the nodes"),
    ('[layout.paths]\n"/" = "a"', ":2: layout.paths.\"/\": '/' is no folder on the nodes"),
    ('[layout.paths]\n"/a" = "/b"', ":2: layout.paths.\"/a\": '/b' is no folder of the repository"),
    ('[layout.paths]\n"/a" = "b/{cluster}"', ":2: layout.paths.\"/a\": 'b/{cluster}' is no folder of the repository"),
    ('[layout.paths]\n"/a" = "{cluster}b"', ":2: layout.paths.\"/a\": '{cluster}b' is no folder of the repository"),
    ('[layout.paths]\n"/a" = ""', ":2: layout.paths.\"/a\": '' is no folder of the repository"),
    ('[layout.paths]\n"/a" = ["b"]', ':2: layout.paths."/a" is a folder, such as '),
    ('exclude = "archive/"', ":1: exclude is a list of globs, such as [\"archive/\"], not 'archive/'"),
    ('exclude = ["a", "../b"]', ":1: exclude: '../b' leaves the folder"),
    ('exclude = ["!../b"]', ":1: exclude: '!../b' leaves the folder"),
    ('exclude = ["!"]', ":1: exclude: '!' fits no path: a name is missing"),
    ('exclude = ["a//b"]', ":1: exclude: 'a//b' fits no path: a name is missing"),
    ('require-reason = "yes"', ":1: require-reason is true or false, without quotes, not 'yes'"),
    ("require-reason = 1", ":1: require-reason is true or false, without quotes, not the number 1"),
    ('taget = "linux"', ":1: there is no setting 'taget'; did you mean target?"),
    ("\n\nextend_select = []", ":3: there is no setting 'extend_select'; did you mean extend-select?"),
    ("colour = 1", ":1: there is no setting 'colour'; known keys: target, target-by-path, exclude, select"),
    ("[colours]\nred = 1", ":1: there is no setting 'colours'; known keys: "),
    (
        "target = 5",
        ':1: target is a platform, a release, or both, such as "hp-ux:A.11.19", in quotes, not the number 5',
    ),
    ("target = 2024-01-01", "in quotes, not a date or time"),
    ('target = "solaris"', ":1: target: 'solaris' is no platform (hp-ux, linux) and no release (such as A.11.19)"),
    ('target = "A.11"', ":1: target: "),
    ('target = "linux hp-ux"', ":1: target: a target has one platform and one release"),
    ('target = ""', ":1: target: a target is a platform, a release, or both"),
    ('ignore = "MC2"', ':1: ignore is a list of codes or prefixes, such as ["MC2", "MC120"], not \'MC2\''),
    ("select = 1", ":1: select is a list of codes or prefixes, "),
    ("extend-select = [1]", "not a list with other things in it"),
    ('select = [\n  "MC1",\n  true,\n]', ":1: select is a list of codes or prefixes, "),
    ('ignore = ["MC 2"]', ":1: ignore: no rule has the code or prefix 'MC 2'; `mcsgconf rules` lists them"),
    ('ignore = [""]', ":1: ignore: no rule has the code or prefix ''"),
    ('fail-on = "never"', ':1: fail-on is one of "error", "warning", "info", not \'never\''),
    ("fail-on = true", ":1: fail-on is one of "),
    (
        '[severity]\nMC1 = "warn"',
        ':2: severity.MC1 is one of "error", "warning", "info", not \'warn\'; that is "warning"',
    ),
    ('[severity]\n\nMC1 = "off"', ":3: severity.MC1 is one of"),
    ('[severity]\nMC1 = "off"', "not 'off'; a rule that is not wanted stands in ignore"),
    ('severity = "error"', ":1: severity is a table of codes and severities, not 'error'"),
    ('[severity]\n"M C" = "error"', ":2: severity.\"M C\": no rule has the code or prefix 'M C'"),
    ('severity = { MC1 = "bad" }', ":1: severity.MC1 is one of "),
    ('per-file-ignores = ["MC1"]', ":1: per-file-ignores is a table of globs and lists of codes, not a list"),
    ('[per-file-ignores]\n"a/**" = "MC1"', ':2: per-file-ignores."a/**" is a list of codes or prefixes'),
    ('[per-file-ignores]\n"!a" = ["MC1"]', ":2: per-file-ignores.\"!a\": '!a' begins with !"),
    ('[per-file-ignores]\n"../a" = ["MC1"]', ":2: per-file-ignores.\"../a\": '../a' leaves the folder"),
    ('[per-file-ignores]\n"a//b" = ["MC1"]', "'a//b' fits no path: a name is missing"),
    ('[per-file-ignores]\n"" = ["MC1"]', "'' fits no path: a name is missing"),
    ('[per-file-ignores]\n"[a" = ["MC1"]', "'[a' fits no path: a [ is not closed^"),
    ('[target-by-path]\n"a" = "vms"', ":2: target-by-path.a: 'vms' is no platform"),
    ('[target-by-path]\n"a" = ["linux"]', ":2: target-by-path.a is a platform, a release, or both, "),
]


def write(folder: Path, text: str, name: str = "mcsgconf.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


@pytest.mark.parametrize("text", GOOD)
def test_good_settings(tmp_path: Path, text: str) -> None:
    mcsgconf.load_settings(write(tmp_path, text))
    VALIDATOR.validate(tomllib.loads(text))


@pytest.mark.parametrize(("text", "message"), BAD)
def test_bad_settings(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(mcsgconf.SettingsError) as raised:
        mcsgconf.load_settings(path)
    (problem,) = raised.value.problems
    assert problem.startswith(str(path))
    assert message.removesuffix("^") in problem
    assert VALIDATOR.is_valid(tomllib.loads(text)) == message.endswith("^")


@pytest.mark.parametrize("key", [*KEYS, *LAYOUT_KEYS], ids=lambda key: key.name)
def test_the_example_of_each_key_is_good(tmp_path: Path, key: Key[object]) -> None:
    text = f"{'' if key in KEYS else 'layout.'}{key.name} = {key.example}\n"
    assert mcsgconf.load_settings(write(tmp_path, text)) != mcsgconf.load_settings({}, folder=tmp_path)
    VALIDATOR.validate(tomllib.loads(text))


def test_all_mistakes_are_said_at_once_each_with_its_line(tmp_path: Path) -> None:
    text = (
        '# settings\nfail-on = 1\n[tool]\nx = 1\n[ "severity" ]  # levels\nMC1 = "bad"\n  MC2 = "info"\n\'MC3\' = 3\n'
    )
    with pytest.raises(mcsgconf.SettingsError) as raised:
        mcsgconf.load_settings(write(tmp_path, text))
    lines = {problem.removeprefix(f"{tmp_path}/mcsgconf.toml:").partition(":")[0] for problem in raised.value.problems}
    assert lines == {"2", "3", "6", "8"}
    assert str(raised.value).count("\n") == 3


UNREADABLE = [
    (b"target = \n", ": this is no TOML: Invalid value (at line 1, column 10)"),
    (b'ignore = ["MC1"]\nignore = []\n', ": this is no TOML: Cannot overwrite a value"),
    (b'# caf\xe9\ntarget = "linux"\n', ":1: this is not UTF-8, as TOML has to be"),
    (b"\n\n\xff\xfet\0a\0", ":3: this is not UTF-8"),
    (b"a = " + b"[" * 100_000, ": "),
    (b"#" * (1024 * 1024 + 1), ": larger than 1 MiB, which no settings file is"),
]


@pytest.mark.parametrize(("data", "message"), UNREADABLE, ids=range(len(UNREADABLE)))
@pytest.mark.parametrize("name", ["mcsgconf.toml", "pyproject.toml"])
def test_what_is_no_toml_is_said(tmp_path: Path, data: bytes, message: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(data + b"\n# mcsgconf\n" if name == "pyproject.toml" else data)
    with pytest.raises(mcsgconf.UnreadableInput) as raised:
        mcsgconf.load_settings(path)
    assert str(raised.value).startswith(f"{path}{message}")


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    for name, message in (("missing.toml", "No such file"), (".", "no regular file")):
        with pytest.raises(mcsgconf.UnreadableInput, match=message):
            mcsgconf.load_settings(tmp_path / name)


def test_a_project_file_without_the_table_has_no_settings(tmp_path: Path) -> None:
    path = write(tmp_path, "[tool.other]\nmcsgconf = 1\n", "pyproject.toml")
    with pytest.raises(mcsgconf.UnreadableInput, match="has no table"):
        mcsgconf.load_settings(path)


def test_a_project_file_has_them_in_a_table(tmp_path: Path) -> None:
    path = write(tmp_path, '[project]\nname = "mcsgconf-site"\n[tool.mcsgconf]\nignore = ["MC1"]\n', "pyproject.toml")
    assert mcsgconf.load_settings(path).ignore == ("MC1",)
    write(tmp_path, "[tool.mcsgconf]\nignore = 1\n[tool.mcsgconf.severity]\nMC1 = 1\n", "pyproject.toml")
    with pytest.raises(mcsgconf.SettingsError) as raised:
        mcsgconf.load_settings(path)
    assert [problem.split(":")[1] for problem in raised.value.problems] == ["2", "4"]
    write(tmp_path, '[tool]\nmcsgconf = "x"\n', "pyproject.toml")
    with pytest.raises(mcsgconf.SettingsError, match="is a table"):
        mcsgconf.load_settings(path)


def test_settings_of_a_table(tmp_path: Path) -> None:
    settings = mcsgconf.load_settings({"ignore": ["MC1"]}, folder=tmp_path)
    assert (settings.path, settings.folder, settings.ignore) == (None, str(tmp_path), ("MC1",))
    with pytest.raises(mcsgconf.SettingsError, match="settings: there is no setting 'x'"):
        mcsgconf.load_settings({"x": 1})


TEXTS = """MC1 mc201 ALL linux hp-ux:A.11.19 info error off a/ !a ../a a//b {node}/ x{node} /etc/cmcluster $SGCONF
${SGCONF}/x / {cluster} {cluster}/a a/{cluster} . ./a é [ b.json A.1 - MC-x_1""".split()
WORDS = st.sampled_from([*TEXTS, "", "A.11.16 hpux", "HP-UX  :A.12.0", "/a b", "a\nb", "MC2 "])
VALUES = st.recursive(
    WORDS | st.booleans() | st.integers(-1, 3) | st.floats(allow_nan=False) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=4,
)
NEAR = WORDS | st.lists(WORDS, max_size=2) | st.dictionaries(WORDS, WORDS | st.lists(WORDS, max_size=2), max_size=2)
"""Values of the shapes that settings have."""
TABLES = st.dictionaries(st.sampled_from([*(key.name for key in KEYS), "layout", "x"]), NEAR | VALUES, max_size=2)
LAYOUTS = st.dictionaries(st.sampled_from([*(key.name for key in LAYOUT_KEYS), "x"]), NEAR | VALUES, max_size=2)


@settings(max_examples=300)
@given(TABLES | st.builds(lambda table: {"layout": table}, LAYOUTS))
def test_any_table_loads_or_is_complained_of_and_the_schema_takes_what_loads(table: dict[str, object]) -> None:
    try:
        mcsgconf.load_settings(table)
    except mcsgconf.SettingsError:
        return
    VALIDATOR.validate(table)
