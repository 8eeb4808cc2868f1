"""The rules: what the front matter of each page in `rules/` says, compiled into one index.

A page is documentation, the text of `explain`, and a test in one. This module reads pages; it runs nothing. A page:

    +++
    code = "MC201"                      name = "quoted-service-name"
    summary = "one sentence"            severity = "error" | "warning" | "info"
    kinds = ["legacy-package"]          fix = "safe" | "unsafe" | "none"
    source = "edition and page"         optional: platforms, since, until (releases), opt_in = true,
                                        cmcheckconf = "refuses" | "warns"
    +++
    why it matters; then sections `## Bad`, `## Fixed`, `## Good` with fenced files (see `pages`).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypedDict, cast

from mcsgconf import compiled
from mcsgconf.catalogue import Platform, Release, Target
from mcsgconf.errors import UsageError
from mcsgconf.lint.finding import Severity
from mcsgconf.models.kind import Kind
from mcsgconf.resources import source_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcsgconf.compiled import Json
    from mcsgconf.lint.own.declared import Declared

FENCE = "+++\n"
_MISTAKES = 2
_LIKE_DIGITS = str.maketrans("OIL", "011")


class _Matter(TypedDict, total=False):
    code: str
    name: str
    summary: str
    severity: str
    kinds: list[str]
    fix: str
    source: str
    platforms: list[str]
    since: str
    until: str
    opt_in: bool
    cmcheckconf: str


class Own(NamedTuple):
    """What a rule has that is not mcsgconf's: its page, as it was read, and the check that it declares."""

    page: Path
    front: str
    text: str
    check: Declared


class Rule(NamedTuple):
    """A rule: its code and name, how bad it is, which kinds of file it looks at, and where it applies.

    `since` and `until` are the first and last release it applies to; None: not bounded. `fix` is `safe`, `unsafe` or
    `none`. One that is `opt_in` only runs where it is selected by its whole code. `cmcheckconf` is `refuses` or `warns`
    where the manuals say that the commands of a cluster node look for this too, in part at least; None: they say nothing.
    `own` is what a user's rule has; None: it is mcsgconf's.
    """

    code: str
    name: str
    summary: str
    severity: Severity
    kinds: frozenset[Kind]
    fix: str
    source: str
    platforms: frozenset[Platform]
    since: Release | None
    until: Release | None
    opt_in: bool = False
    cmcheckconf: str | None = None
    own: Own | None = None

    def applies_to(self, target: Target) -> bool:
        """Tell whether the rule has something to say for `target`; what the target leaves open rules nothing out."""
        if target.platform is not None and target.platform not in self.platforms:
            return False
        release = target.release
        return release is None or (
            (self.since is None or self.since <= release) and (self.until is None or release <= self.until)
        )

    @property
    def page(self) -> Path:
        """The page of this rule."""
        if self.own is not None:
            return self.own.page
        return source_folder("rules") / f"{self.code}-{self.name}.md"

    @property
    def text(self) -> str:
        """What its page says below the front matter."""
        return self.own.text if self.own is not None else front_matter(self.page.read_text(encoding="utf-8"))[1]


def front_matter(page: str) -> tuple[dict[str, Json], str]:
    """Split a page into its front matter and the text below it.

    Raises:
        ValueError: the page does not begin with a front matter between two `+++` lines.
    """
    if not page.startswith(FENCE) or FENCE not in page[len(FENCE) :]:
        raise ValueError("a rule page begins with TOML between two lines `+++`")
    import tomllib  # noqa: PLC0415 - only compiling needs it

    matter, text = page[len(FENCE) :].split(FENCE, 1)
    data: dict[str, Json] = tomllib.loads(matter)
    return data, text


def page_paths() -> list[Path]:
    """Return the paths of all rule pages, in the order of their codes."""
    return sorted(source_folder("rules").glob("MC[0-9][0-9][0-9]-*.md"), key=str)


def read_pages() -> Json:
    """Return the front matter of every page as JSON data."""
    return [front_matter(path.read_text(encoding="utf-8"))[0] for path in page_paths()]


@cache
def all_rules() -> dict[str, Rule]:
    """Return every rule by its code, in the order of the codes."""
    rows = cast("list[_Matter]", compiled.load("rules", _sources, read_pages))
    return {row["code"]: _rule(row) for row in rows}


def _sources() -> list[Path]:
    return [*page_paths(), Path(__file__)]


def _rule(row: _Matter) -> Rule:
    return Rule(
        code=row["code"],
        name=row["name"],
        summary=row["summary"],
        severity=Severity(row["severity"]),
        kinds=frozenset(Kind(kind) for kind in row["kinds"]),
        fix=row["fix"],
        source=row["source"],
        platforms=frozenset(Platform(name) for name in row.get("platforms", list(Platform))),
        since=_release(row.get("since")),
        until=_release(row.get("until")),
        opt_in=row.get("opt_in", False),
        cmcheckconf=row.get("cmcheckconf"),
    )


def _release(text: str | None) -> Release | None:
    if text is None:
        return None
    release = Release.parse(text)
    if release is None:
        raise ValueError(f"{text!r} is no release such as A.11.19")
    return release


def find_rule(word: str, rules: Mapping[str, Rule] | None = None) -> Rule:
    """Return the rule that a user means by `word`: its code in any case, or its name.

    Args:
        word: the code or name.
        rules: those that there are; mcsgconf's when left out.

    Raises:
        UsageError: there is none; the message names the nearest one.
    """
    known = all_rules() if rules is None else rules
    for rule in known.values():
        if word.upper() == rule.code or word.lower() == rule.name:
            return rule
    near = nearest_rule(word, known)
    hint = f"; did you mean {near}?" if near is not None else ""
    raise UsageError(f"there is no rule {word!r}{hint}")


def no_such_prefix(word: str, rules: Mapping[str, Rule]) -> str:
    """Return what is wrong with a word that is neither a code nor a prefix of one, and what was probably meant."""
    meant = nearest_rule(word, rules)
    code = next((rule.code for rule in rules.values() if rule.name == meant), meant)
    hint = f"; did you mean {code}?" if code is not None else ";"
    return f"no rule has the code or prefix {word!r}{hint} `mcsgconf rules` lists them"


def nearest_rule(word: str, rules: Mapping[str, Rule]) -> str | None:
    """Return the code or the name that somebody meant who wrote `word`, as far as can be guessed."""
    import difflib  # noqa: PLC0415 - only a typing mistake needs it

    from mcsgconf.lint.nearest import edit_distance  # noqa: PLC0415

    names = difflib.get_close_matches(word.lower(), [rule.name for rule in rules.values()], 1)
    if names or len(word) > 2 * max(map(len, rules)):
        return next(iter(names), None)
    code = word.upper().translate(_LIKE_DIGITS)
    alike = {known: known.translate(_LIKE_DIGITS) for known in rules}
    distances = {known: edit_distance(code, alike[known], _MISTAKES) for known in rules}
    near = [known for known, distance in distances.items() if distance <= _MISTAKES]
    return min(near, key=lambda known: (distances[known], -_in_common(code, alike[known])), default=None)


def _in_common(one: str, other: str) -> int:
    """Return with how many characters two words begin alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
