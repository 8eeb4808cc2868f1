"""Releases and platforms of Serviceguard, and their order: what a rule or a parameter may depend on.

A target says for which installation a file is meant. Without one, only what is wrong in every release is an error.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from mcsgconf.errors import UsageError

_RELEASE = re.compile(r"A\.(\d{1,3})\.(\d{1,3})(?:\.(\d{1,3}))?", re.ASCII | re.IGNORECASE)
_ALMOST = re.compile(r"(?:[A-Z]\.)?\d{1,3}(?:\.\d{1,3}){0,2}", re.ASCII | re.IGNORECASE)
_PLATFORM_WORDS = {"hp-ux": "hp-ux", "hpux": "hp-ux", "linux": "linux"}


class Platform(StrEnum):
    """The operating systems that Serviceguard runs on."""

    HP_UX = "hp-ux"
    LINUX = "linux"


class Release(NamedTuple):
    """A release such as A.11.19 or A.11.20.20, compared number by number; the missing third number is 0.

    Serviceguard's releases begin with A. Those of HP-UX (B.11.31) and of toolkits (B.05.10) are something else.
    """

    version: int
    update: int
    patch: int = 0

    @classmethod
    def parse(cls, text: str) -> Release | None:
        """Return the release that `text` names whole (`A.11.19`, `a.11.20.10`), else None."""
        match = _RELEASE.fullmatch(text.strip())
        return cls(*(int(number or 0) for number in match.groups())) if match else None

    def __str__(self) -> str:
        short = f"A.{self.version:02}.{self.update:02}"
        return f"{short}.{self.patch:02}" if self.patch else short


class Target(NamedTuple):
    """What a configuration is meant for: a platform, a release, or both; None where it is not known."""

    platform: Platform | None = None
    release: Release | None = None

    @classmethod
    def parse(cls, text: str) -> Target:
        """Return the target that a user wrote, in any case: `hp-ux:A.11.19`, `hp-ux A.11.19`, `linux` or `A.11.19`.

        Raises:
            UsageError: a word is neither a platform nor a whole release, or there are two of a kind.
        """
        platforms: set[Platform] = set()
        releases: set[Release] = set()
        for word in text.replace(":", " ").split():
            if word.lower() in _PLATFORM_WORDS:
                platforms.add(Platform(_PLATFORM_WORDS[word.lower()]))
            elif (release := Release.parse(word)) is not None:
                releases.add(release)
            else:
                raise UsageError(_no_target(word))
        if not platforms and not releases:
            raise UsageError("a target is a platform, a release, or both: hp-ux:A.11.19")
        if len(platforms) > 1 or len(releases) > 1:
            raise UsageError(f"a target has one platform and one release, {text.strip()!r} has several")
        return cls(next(iter(platforms), None), next(iter(releases), None))

    def __str__(self) -> str:
        return " ".join(str(part) for part in (self.platform, self.release) if part is not None)

    def or_else(self, other: Target) -> Target:
        """Return this target with what it leaves open taken from `other`."""
        return Target(self.platform or other.platform, self.release or other.release)


def _no_target(word: str) -> str:
    """Return what is wrong with a word of a target, and what was probably meant."""
    if _ALMOST.fullmatch(word) is None:
        return f"{word!r} is no platform (hp-ux, linux) and no release (such as A.11.19)"
    if word[0].isalpha() and word[0] not in "Aa":
        return f"{word!r} is no release of Serviceguard: those begin with A, such as A.11.19"
    numbers = word.lstrip("Aa.").split(".")
    if len(numbers) == 1:
        return f"{word!r} is no whole release: write two numbers or three, such as A.{numbers[0]}.00"
    return f"{word!r} is no whole release; did you mean A.{'.'.join(numbers)}?"
