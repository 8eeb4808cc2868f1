"""The table of settings: the name of each key, what its value looks like, what it does. There is no second list of them.

The loader reads by it, the JSON Schema that editors use is made from it, and `docs/settings.md` is held to it by a test.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from mcsgconf.catalogue.target import Target
from mcsgconf.errors import UsageError
from mcsgconf.globs import Glob, Globs
from mcsgconf.settings.model import CLUSTER, NODE, SEVERITIES
from mcsgconf.settings.shapes import Flag, ListOf, OneOf, Shape, TableOf, Word
from mcsgconf.whereabouts import parts_with_root

if TYPE_CHECKING:
    from mcsgconf.compiled import Json

T_co = TypeVar("T_co", covariant=True)


class Key(NamedTuple, Generic[T_co]):
    """One setting. `says` is what it does, in words that stand alone; `example` a value as TOML writes it."""

    name: str
    shape: Shape[T_co]
    says: str
    example: str


WITHOUT_REASON = "MC005"
"""The rule that `require-reason` turns on; it only runs where it is selected by its code."""

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*", re.ASCII)
_PLATFORM = "([Hh][Pp]-?[Uu][Xx]|[Ll][Ii][Nn][Uu][Xx])"
_RELEASE = r"[Aa]\.[0-9]{1,3}\.[0-9]{1,3}(\.[0-9]{1,3})?"
_BETWEEN = "[ :]+"


def _code(text: str) -> str:
    if _CODE.fullmatch(text) is None:
        raise UsageError(f"no rule has the code or prefix {text!r}; `mcsgconf rules` lists them")
    return text


def _glob(text: str) -> Globs:
    """Return a glob by itself, which has nothing to take out."""
    if text.startswith("!"):
        raise UsageError(f"{text!r} begins with !, which takes out what others name: here stands one glob alone")
    return Globs([_inside(text)])


def _path(text: str) -> str:
    if not text or "\0" in text:
        raise UsageError(f"{text!r} is no path")
    return text


def _inside(text: str) -> Glob:
    if ".." in text.removeprefix("!").split("/"):
        raise UsageError(f"{text!r} leaves the folder that globs begin at; they name what lies below it")
    return Glob.parse(text.replace("./", "", 1) if text.removeprefix("!").startswith("./") else text)


def _capture(text: str) -> str:
    if text.count(NODE) != 1:
        raise UsageError(f"{text!r} has to hold {NODE} once, where the name of the node stands")
    _glob(text.replace(NODE, "x"))
    return text.removeprefix("./")


def _path_on_nodes(text: str) -> tuple[str, ...]:
    parts = parts_with_root(text)
    if parts is None or parts == ("/",):
        raise UsageError(f"{text!r} is no folder on the nodes: write a whole path such as /etc/cmcluster, or $SGCONF")
    return parts


def _folder(text: str) -> str:
    parts = text.removesuffix("/").split("/")
    if not text or text.startswith("/") or any(CLUSTER in part for part in parts[1:]) or CLUSTER in parts[0] != CLUSTER:
        raise UsageError(f"{text!r} is no folder of the repository: write its path from here, or from {CLUSTER}/ on")
    return text


_A_TARGET = Word(
    'a platform, a release, or both, such as "hp-ux:A.11.19"',
    Target.parse,
    {"pattern": f"^({_PLATFORM}({_BETWEEN}{_RELEASE})?|{_RELEASE}({_BETWEEN}{_PLATFORM})?)$"},
)
_A_CODE = Word('a code or prefix of rules, such as "MC2"', _code, {"pattern": f"^{_CODE.pattern}$"})
_A_GLOB = Word('a glob, such as "clusters/lab/**"', _glob, {"pattern": r"^(?!!)(?!(.*/)?\.\.(/|$))(?!.*//)(?!/?$)"})
_A_PATH = Word('a path, such as "mcsgconf-baseline.json"', _path, {"minLength": 1})
_CODES = ListOf('a list of codes or prefixes, such as ["MC2", "MC120"]', _A_CODE)
_SEVERITY = OneOf(
    SEVERITIES,
    {
        "off": "a rule that is not wanted stands in ignore",
        "none": "a rule that is not wanted stands in ignore",
        "warn": 'that is "warning"',
        "note": 'that is "info"',
    },
)

TARGET = Key("target", _A_TARGET, "What all files are meant for: platform and release.", '"hp-ux:A.11.19"')
TARGET_BY_PATH = Key(
    "target-by-path",
    TableOf("a table of globs and targets", _A_GLOB, _A_TARGET),
    "What some files are meant for. Of several globs that fit a file the last counts, and nothing of `target` does.",
    '{ "clusters/branch/" = "linux:A.11.20" }',
)
SELECT = Key("select", _CODES, "The rules that run: codes or prefixes; all, where this is left out.", '["MC1", "MC2"]')
EXTEND_SELECT = Key(
    "extend-select", _CODES, "Rules that run as well; against `ignore` the longer prefix counts.", '["MC201"]'
)
IGNORE = Key("ignore", _CODES, "Rules that do not run.", '["MC211"]')
PER_FILE_IGNORES = Key(
    "per-file-ignores",
    TableOf("a table of globs and lists of codes", _A_GLOB, _CODES),
    "Rules that do not run for some files; every glob that fits counts. An option `--select` does not bring them back.",
    '{ "clusters/lab/" = ["MC12", "MC207"] }',
)
SEVERITY = Key(
    "severity",
    TableOf("a table of codes and severities", _A_CODE, _SEVERITY),
    "How bad the findings of a rule are, whatever its page says. Of several prefixes the longest counts.",
    '{ MC211 = "info", MC6 = "error" }',
)
EXCLUDE = Key(
    "exclude",
    ListOf(
        'a list of globs, such as ["archive/"]',
        Word("a glob", _inside, {"pattern": r"^(?!!?(.*/)?\.\.(/|$))(?!.*//)(?!!?/?$)"}),
    ),
    "What is left out when folders are walked; a glob with ! in front takes back what those before it leave out.",
    '["archive/", "*.draft", "!keep.draft"]',
)
FAIL_ON = Key("fail-on", _SEVERITY, "The least severity that makes the exit status 1; warning, if left out.", '"error"')
BASELINE = Key(
    "baseline",
    _A_PATH,
    "The file that holds the findings which are left for later; see `--baseline`. Seen from this folder.",
    '"mcsgconf-baseline.json"',
)
CLUSTERS = Key(
    "clusters",
    ListOf('a list of globs of folders, such as ["clusters/*"]', Word("a glob", _glob, _A_GLOB.form)),
    "Folders in which a cluster begins: a cluster file anywhere below speaks for all that lies in the folder. Without it, "
    "a cluster is what lies in the folder of its cluster file and below.",
    '["clusters/*"]',
)
CAPTURES = Key(
    "captures",
    ListOf(
        f'a list of globs that hold {NODE}, such as ["captures/{NODE}/"]',
        Word("a glob", _capture, {"pattern": r"^(?!!)(?!(.*/)?\.\.(/|$))(?!.*//)(?!.*\{node\}.*\{node\}).*\{node\}"}),
    ),
    f"Where files and captures of a node stand, {NODE} in place of its name; they belong to the cluster that has the node, "
    "wherever they lie.",
    f'["captures/{NODE}/", "{NODE}-group.txt"]',
)
PATHS = Key(
    "paths",
    TableOf(
        "a table of paths on the nodes and folders",
        Word(
            'a path on the nodes, such as "/etc/cmcluster"',
            _path_on_nodes,
            {"pattern": r"^(/+[^/$]|\$(SGCONF|\{SGCONF\})(/|$))"},
        ),
        Word(
            'a folder, such as "shared/scripts"', _folder, {"pattern": r"^(?!/)(?!.+\{cluster\})(?!\{cluster\}[^/])."}
        ),
    ),
    f"Which folder holds what lies below a path on the nodes, seen from here, or from the cluster's own folder after "
    f"{CLUSTER}/. A script is looked for there first. Of several paths the longest counts.",
    f'{{ "/etc/cmcluster" = "{CLUSTER}/conf", "/opt/ha" = "shared/ha" }}',
)
RULES = Key(
    "rules",
    ListOf('a list of folders, such as ["rules"]', Word("a path", _path, {"minLength": 1})),
    "Folders that hold pages of your own rules, seen from the settings file.",
    '["rules"]',
)
REQUIRE_REASON = Key("require-reason", Flag(), "Whether a suppression has to say why; false, if left out.", "true")

KEYS: tuple[Key[object], ...] = (
    TARGET,
    TARGET_BY_PATH,
    EXCLUDE,
    SELECT,
    EXTEND_SELECT,
    IGNORE,
    PER_FILE_IGNORES,
    SEVERITY,
    FAIL_ON,
    BASELINE,
    REQUIRE_REASON,
    RULES,
)

LAYOUT = "layout"
LAYOUT_KEYS: tuple[Key[object], ...] = (CLUSTERS, CAPTURES, PATHS)
"""The keys of the table `layout`."""


def settings_schema() -> dict[str, Json]:
    """Return the JSON Schema of `mcsgconf.toml`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "mcsgconf.toml",
        "description": "Settings of mcsgconf, for a repository of MC/ServiceGuard configurations.",
        **_table(KEYS, {LAYOUT: {"description": "Where things stand in the repository.", **_table(LAYOUT_KEYS, {})}}),
    }


def _table(keys: tuple[Key[object], ...], tables: dict[str, Json]) -> dict[str, Json]:
    properties: dict[str, Json] = {key.name: {"description": key.says, **key.shape.schema()} for key in keys}
    return {"type": "object", "properties": {**properties, **tables}, "additionalProperties": False}
