"""The table of what the front matter of a page may say: the name of each key, what its value looks like, what it does.

Pages are read by it, and `docs/own-rules.md` is held to it by a test. There is no second list of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from mcsgconf.catalogue import Platform, Release
from mcsgconf.errors import UsageError
from mcsgconf.lint.own.conditions import UNITS, Amount
from mcsgconf.models.kind import Kind
from mcsgconf.settings.model import SEVERITIES
from mcsgconf.settings.shapes import Flag, ListOf, OneOf, Readable, Word, described

if TYPE_CHECKING:
    from mcsgconf.settings.shapes import Complain, KeyPath

T_co = TypeVar("T_co", covariant=True)
OURS = "MC"
_RESERVED = (OURS, "ALL")
"""What codes of own rules do not begin with: mcsgconf's own, and the word for all rules."""
_CODE = re.compile(r"[A-Z]{2,10}[0-9]{2,4}", re.ASCII)
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_LONGEST = 500  # characters of a sentence


class PageKey(NamedTuple, Generic[T_co]):
    """One key. `says` is what it does, in words that stand alone; `example` a value as TOML writes it."""

    name: str
    shape: Readable[T_co]
    says: str
    example: str


class Words(NamedTuple):
    """A text or a list of texts; `numbers` says whether numbers may stand for the texts that they are written as."""

    what: str
    numbers: bool = False

    def read(self, value: object, at: KeyPath, complain: Complain) -> tuple[str, ...] | None:
        """Return the texts."""
        given = value if isinstance(value, list) else [value]
        found = [self._text(one) for one in given]
        texts = tuple(text for text in found if text)
        if not texts or len(texts) < len(found):
            complain(at, f" is {self.what}, not {described(value) if value != '' else 'an empty text'}")
            return None
        return texts

    def _text(self, value: object) -> str | None:
        if isinstance(value, str):
            return value
        return str(value) if self.numbers and isinstance(value, int) and not isinstance(value, bool) else None


class Bound(NamedTuple):
    """A number, or a text that is a number with a unit of time."""

    def read(self, value: object, at: KeyPath, complain: Complain) -> Amount | None:
        """Return the amount."""
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e18:
            return Amount(float(value))
        amount = Amount.parse(value) if isinstance(value, str) else None
        if amount is None or not amount.timed:
            units = ", ".join(UNITS)
            complain(at, f' is a number, or a time such as "8 s" (units: {units}), not {described(value)}')
            return None
        return amount


class Count(NamedTuple):
    """How many: a whole number from 1 on."""

    def read(self, value: object, at: KeyPath, complain: Complain) -> int | None:
        """Return the number."""
        if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
            return value
        complain(at, f" is a whole number from 1 on, not {described(value)}")
        return None


def _code(text: str) -> str:
    reason = why_no_code(text)
    if reason is not None:
        raise UsageError(reason)
    return text


def why_no_code(code: str) -> str | None:
    """Return why no own rule can have a code; None where one can."""
    if code.upper().startswith(OURS):
        return f"{code!r} begins with {OURS}, as the codes of mcsgconf itself do; take a prefix of your own, such as SHOP001"
    if _CODE.fullmatch(code) is None or code.startswith(_RESERVED):
        return f"{code!r} is no code: it has two to ten capital letters and two to four digits, such as SHOP001"
    return None


def _name(text: str) -> str:
    if _NAME.fullmatch(text) is None:
        raise UsageError(
            f"{text!r} is no name: it has small letters, digits and dashes, such as node-timeout-of-the-shop"
        )
    return text


def _sentence(text: str) -> str:
    if not text.strip() or "\n" in text or len(text) > _LONGEST:
        raise UsageError(f"this is one line of text, of {_LONGEST} characters at most")
    return text


def _release(text: str) -> Release:
    release = Release.parse(text)
    if release is None:
        raise UsageError(f"{text!r} is no release such as A.11.19")
    return release


def _kind(text: str) -> Kind:
    known = [kind for kind in Kind if kind is not Kind.UNKNOWN]
    if text not in known:
        raise UsageError(f"{text!r} is no kind of file; known kinds: {', '.join(known)}")
    return Kind(text)


def _platform(text: str) -> Platform:
    if text not in tuple(Platform):
        raise UsageError(f"{text!r} is no platform; known ones: {', '.join(Platform)}")
    return Platform(text)


CODE = PageKey(
    "code", Word("a code, such as SHOP001", _code, {}), "The code: a prefix of yours and a number.", '"SHOP001"'
)
NAME = PageKey("name", Word("a name", _name, {}), "The name: words joined by dashes.", '"node-timeout"')
SUMMARY = PageKey(
    "summary", Word("a sentence", _sentence, {}), "What the rule finds, in a sentence.", '"NODE_TIMEOUT is too short."'
)
SEVERITY = PageKey("severity", OneOf(SEVERITIES, {}), "How bad its findings are: error, warning or info.", '"error"')
KINDS = PageKey(
    "kinds",
    ListOf('a list of kinds of files, such as ["cluster"]', Word("a kind of file", _kind, {})),
    "The kinds of files that it looks at.",
    '["cluster"]',
)
PLATFORMS = PageKey(
    "platforms",
    ListOf('a list of platforms, such as ["hp-ux"]', Word("a platform", _platform, {})),
    "The platforms that it holds for; all, if left out.",
    '["hp-ux"]',
)
SINCE = PageKey("since", Word("a release", _release, {}), "The first release that it holds for.", '"A.11.19"')
UNTIL = PageKey("until", Word("a release", _release, {}), "The last release that it holds for.", '"A.11.20"')
OPT_IN = PageKey("opt_in", Flag(), "Whether it only runs where it is selected by its whole code.", "true")
SOURCE = PageKey("source", Word("a text", _sentence, {}), "Who says so, and where.", '"cluster handbook, chapter 3"')
PAGE_KEYS: tuple[PageKey[object], ...] = (
    CODE,
    NAME,
    SUMMARY,
    SEVERITY,
    KINDS,
    PLATFORMS,
    SINCE,
    UNTIL,
    OPT_IN,
    SOURCE,
)
NEEDED = (CODE, NAME, SUMMARY, SEVERITY, KINDS)

PARAMETER = PageKey(
    "parameter",
    Words("the name of a parameter, or a list of names"),
    "The parameter or variable; a list, where it has several names.",
    '["SUBNET", "monitored_subnet"]',
)
IS = PageKey("is", Words("a text, a number, or a list of them", numbers=True), "The values that fit.", '["qs1", "qs2"]')
MATCHES = PageKey(
    "matches",
    Words('a pattern such as "*_mon", or a list of them'),
    "How values look that fit: `*` stands for any characters.",
    '"/var/adm/cmcluster/*"',
)
AT_LEAST = PageKey("at-least", Bound(), "The least number or time that fits.", '"8 s"')
AT_MOST = PageKey("at-most", Bound(), "The greatest number or time that fits.", "3600")
EACH = PageKey(
    "each",
    Word("the name of a block", str, {}),
    "With require and forbid: the block that it holds for, each for itself; the file, if left out.",
    '"node"',
)
COUNT = PageKey(
    "count",
    Count(),
    "With require: how many values have to fit; with forbid: from how many on it is wrong. 1, if left out.",
    "2",
)
MESSAGE = PageKey(
    "message",
    Word("a sentence", _sentence, {}),
    "What the finding says: what is wrong, what happens, what to do. Marks are replaced.",
    '"{parameter} is {value}, less than the 8 s that failing over a disk takes"',
)
CHECK_KEYS: tuple[PageKey[object], ...] = (PARAMETER, IS, MATCHES, AT_LEAST, AT_MOST, EACH, COUNT, MESSAGE)
