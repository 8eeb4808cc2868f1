"""The shape of a catalogue entry: one parameter of one kind of file, with everything that is known of it.

Every field that a table leaves out is unknown, and no rule may fire on it. These classes only hold and look up; they
judge nothing.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Never, Self, TypeVar

from mcsgconf.catalogue.target import Platform, Release, Target

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")

_NOTHING: Mapping[str, Never] = MappingProxyType({})

_REST_OF_NAME = re.compile(r"[A-Za-z0-9_]+", re.ASCII)


class ValueType(StrEnum):
    """What a value is, as far as its form goes."""

    NAME = "name"  # one word that names something of the cluster
    NODE = "node"  # the name of a node
    HOST = "host"  # a host name or an address
    USER = "user"  # login names
    STRING = "string"  # any text
    PATH = "path"  # a file or folder on the nodes
    DEVICE = "device"  # a device file, a volume group or a disk group
    INTERFACE = "interface"  # a LAN interface
    IP = "ip"
    SUBNET = "subnet"
    INTEGER = "integer"
    FLOAT = "float"
    DURATION = "duration"  # a whole number of `unit`
    ENUM = "enum"  # one of `values`
    FLAG = "flag"  # YES or NO
    BIT = "bit"  # 0 or 1
    COMMAND = "command"  # a command line
    OPTIONS = "options"  # options of a command
    RESTART = "restart"  # how often a service is started again: "", "-r n", "-R"
    CONDITION = "condition"  # package = UP
    CRITERION = "criterion"  # an operator and a value, perhaps two
    MODULE = "module"  # a module of a modular package


class Limits(NamedTuple):
    """The range and default of a value in one release; None where not known."""

    min: float | None = None
    max: float | None = None
    default: str | int | float | None = None

    def over(self, base: Limits) -> Limits:
        """Return these limits, with those of `base` where these are not known."""
        return Limits(
            base.min if self.min is None else self.min,
            base.max if self.max is None else self.max,
            base.default if self.default is None else self.default,
        )


class Block(NamedTuple):
    """A group of lines that belong together, opened by one parameter: a node, an interface, a service.

    `inside` names the block it stands in; the outermost block of a file has no opener and no `inside`.
    """

    name: str
    opener: str | None = None
    inside: str | None = None
    indent: int = 0  # blanks in front of a line of the block in a generated file
    order: tuple[str, ...] = ()  # of a generated file, as far as the rows of the table stand in another one
    order_by_platform: Mapping[str, tuple[str, ...]] = _NOTHING  # what is different on one platform


class Parameter(NamedTuple):
    """One parameter of one kind of file.

    A name that ends in `*` is a family: any letters, digits and underscores may stand for the star. Names of releases
    are strings such as `A.11.18`; `since`, `until` and the like are either one release or a table by platform. `since`
    and `until` are only given where a manual shows them: they may be relied on to refuse a file. A condition of
    `required` that reads "with X" says: wherever X stands.
    """

    name: str
    block: str
    type: ValueType
    meaning: str
    source: str
    aliases: tuple[str, ...] = ()
    unit: str | None = None  # "us" (microseconds), "s" (seconds)
    values: tuple[str, ...] = ()  # legal words; besides numbers, names, … where the type is no enum
    values_by_platform: Mapping[str, tuple[str, ...]] = _NOTHING  # further words of one platform
    values_since: Mapping[str, str | dict[str, str]] = _NOTHING  # further words, of later releases
    values_until: Mapping[str, str | dict[str, str]] = _NOTHING  # the last release that has a word
    unverified_values: tuple[str, ...] = ()  # words that may be legal; never a mistake
    exact_case: bool = False  # only this spelling of `values` counts
    parts: tuple[str, ...] = ()  # what a composed value has: the operators of a criterion, the states of a condition
    parts_since: Mapping[str, str] = _NOTHING  # further ones, of later releases
    forbidden_values: tuple[str, ...] = ()
    min: float | None = None
    max: float | None = None
    default: str | int | float | None = None
    by_release: Mapping[str, Limits] = _NOTHING  # from this release on, where a limit changed
    by_platform: Mapping[str, Limits] = _NOTHING  # what is different on one platform
    max_decimals: int | None = None
    zero_means: str | None = None
    required: str | None = None  # "always", or a condition in words; None: may be left out, or not known
    repeat: bool = False  # may stand more than once in its block
    ordered: bool = False  # the order of its repetitions means something
    max_count: int | None = None  # how often it may stand in its block
    max_in_cluster: int | None = None  # how many different ones all packages of a cluster may have
    max_words: int = 1  # how many words the value may have where each is a value (USER_NAME)
    min_length: int | None = None
    max_length: int | None = None  # in bytes
    max_length_by_release: Mapping[str, int] = _NOTHING
    max_length_by_platform: Mapping[str, int] = _NOTHING
    max_name_length_by_platform: Mapping[str, int] = _NOTHING  # of a family
    forbidden: str = ""  # characters that the value may not hold
    deprecated: str = ""  # characters that a later release will refuse
    pattern: str | None = None  # "name": alphanumeric at both ends, inside also dot, dash, underscore
    pattern_since: str | None = None
    reserved: tuple[str, ...] = ()  # values with a meaning of their own
    needs: str | None = None  # the parameter without which this one means nothing
    after: str | None = None  # stands below this one
    before: str | None = None  # stands above this one
    unique: str | None = None  # "package" or "cluster": where no other entry may have the value
    package_types: tuple[str, ...] = ()
    platforms: tuple[Platform, ...] = (Platform.HP_UX, Platform.LINUX)
    since: str | dict[str, str] | None = None
    until: str | dict[str, str] | None = None
    first_seen: str | None = None  # oldest release whose manual was read; never a reason to refuse
    deprecated_since: str | None = None  # not to be used any more; still accepted, or not known to be refused
    replaced_by: tuple[str, ...] = ()
    effective: bool = True  # False: no script or command reads it
    legacy_only: bool = False
    indexed: bool = False  # control script: an array, one element an entry
    group: str | None = None  # control script: arrays that share one index
    required_with: tuple[str, ...] = ()  # control script: must have a value at the same index
    must_be_set: bool = False  # control script: the vendor part breaks without it
    assignable: bool = True  # False: the cluster sets it, the script must not
    module: str | None = None  # modular package: the module that defines it
    file: str | None = None  # the companion file it belongs into, where that is not the file itself
    online_change: str | None = None
    notes: str | None = None
    modular: str | None = None  # the parameter of a modular package that has its place

    def limits(self, target: Target) -> Limits:
        """Return range and default for `target`; what it leaves open: the widest range of all and the plain default."""
        own = [self.by_platform.get(platform, Limits()) for platform in self._platforms(target)]
        found = [limits.over(base) for limits in own for base in self._in_release(target.release)]
        defaults = {row.default for row in found}
        return Limits(
            _lowest([row.min for row in found]),
            _highest([row.max for row in found]),
            defaults.pop() if len(defaults) == 1 else self.default,
        )

    def words(self, target: Target) -> tuple[str, ...]:
        """Return the legal words for `target`; what it leaves open: all."""
        platforms = self._platforms(target)
        more = [word for platform in platforms for word in self.values_by_platform.get(platform, ())]
        words = dict.fromkeys([*self.values, *more, *self.values_since])
        return tuple(word for word in words if any(self._has(word, platform, target.release) for platform in platforms))

    def longest(self, target: Target) -> int | None:
        """Return the greatest length of a value in bytes for `target`, None where not known."""
        if self.max_length_by_platform:
            known = [self.max_length_by_platform.get(platform) for platform in self._platforms(target)]
            return None if None in known else max(length for length in known if length is not None)
        if target.release is None or not self.max_length_by_release:
            return self.max_length
        return _newest(self.max_length_by_release, target.release)

    def came_later(self, target: Target) -> Release | None:
        """Return the release this came with, where that is above the target's on every platform in question."""
        found = [on_platform(self.since, platform) for platform in self._platforms(target)]
        release = target.release
        if release is None or any(since is None or since <= release for since in found):
            return None
        return min((since for since in found if since is not None), default=None)

    def ended_before(self, target: Target) -> Release | None:
        """Return the last release that had this, where that is below the target's on every platform in question."""
        found = [on_platform(self.until, platform) for platform in self._platforms(target)]
        release = target.release
        if release is None or any(until is None or release <= until for until in found):
            return None
        return max((until for until in found if until is not None), default=None)

    def _platforms(self, target: Target) -> tuple[Platform, ...]:
        return self.platforms if target.platform is None else (target.platform,)

    def _in_release(self, release: Release | None) -> list[Limits]:
        if not self.by_release:
            return [Limits(self.min, self.max, self.default)]
        return list(self.by_release.values()) if release is None else [_newest(self.by_release, release)]

    def _has(self, word: str, platform: Platform, release: Release | None) -> bool:
        since = on_platform(self.values_since.get(word), platform)
        until = on_platform(self.values_until.get(word), platform)
        if since is None and word not in (*self.values, *self.values_by_platform.get(platform, ())):
            return False
        return release is None or ((since is None or since <= release) and (until is None or release <= until))


def on_platform(fact: str | dict[str, str] | None, platform: Platform) -> Release | None:
    """Return the release that a fact such as `since` names for a platform, None where it names none."""
    text = fact.get(platform) if isinstance(fact, dict) else fact
    return None if text is None else _release(text)


def _newest(rows: Mapping[str, T], release: Release) -> T:
    """Return what holds in `release`: the last row not newer than it, else the oldest."""
    ordered = sorted(rows.items(), key=lambda row: _release(row[0]))
    return ([value for text, value in ordered if _release(text) <= release] or [ordered[0][1]])[-1]


@cache  # texts of the catalogue: a few dozen
def _release(text: str) -> Release:
    release = Release.parse(text)
    if release is None:
        raise ValueError(f"{text!r} is no release")
    return release


def _lowest(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return min(known) if len(known) == len(values) else None


def _highest(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return max(known) if len(known) == len(values) else None


class Catalogue(NamedTuple):
    """The vocabulary of one kind of file.

    `parameters` is keyed by name as the manual writes it; `lookup` also finds aliases and, in files whose names know no
    case, any spelling.
    """

    kind: str
    case_sensitive: bool
    blocks: dict[str, Block]
    parameters: dict[str, Parameter]
    unverified: dict[str, str]  # name, folded as the kind folds names: what is known
    by_name: dict[str, Parameter]  # every name and alias, folded as the kind folds names
    families: tuple[str, ...]  # the names that end in a star, folded
    sources: Mapping[str, str] = _NOTHING  # abbreviation: the edition it stands for

    @classmethod
    def of(
        cls,
        kind: str,
        blocks: list[Block],
        parameters: list[Parameter],
        unverified: dict[str, str],
        *,
        case_sensitive: bool = False,
    ) -> Self:
        """Return a catalogue with its index; a name stands for its own entry before it stands for an alias."""
        fold = str if case_sensitive else str.upper
        index = {fold(alias): parameter for parameter in parameters for alias in parameter.aliases}
        index |= {fold(parameter.name): parameter for parameter in parameters}
        return cls(
            kind,
            case_sensitive,
            {block.name: block for block in blocks},
            {parameter.name: parameter for parameter in parameters},
            {fold(name): why for name, why in unverified.items()},
            index,
            tuple(fold(name) for name in [*index, *unverified] if name.endswith("*")),
        )

    def lookup(self, name: str) -> Parameter | None:
        """Return the parameter that `name` stands for in a file, else None."""
        key = self._fold(name)
        return self.by_name.get(key) or self.by_name.get(self._family(key))

    def is_known(self, name: str) -> bool:
        """Tell whether `name` is a parameter, or a name of which too little is known to call it a mistake."""
        key = self._fold(name)
        return any(name in known for name in (key, self._family(key)) for known in (self.by_name, self.unverified))

    def remark(self, name: str) -> str | None:
        """Return what is known of a name of which too little is known to judge it, None where it is no such name."""
        key = self._fold(name)
        return self.unverified.get(key) or self.unverified.get(self._family(key))

    def _fold(self, name: str) -> str:
        return name if self.case_sensitive else name.upper()

    def _family(self, key: str) -> str:
        """Return the name of the family that `key` belongs to, else the empty string."""
        families = (family for family in self.families if key.startswith(family[:-1]))
        return next((family for family in families if _REST_OF_NAME.fullmatch(key, len(family) - 1)), "")

    def order_in(self, block: Block, target: Target) -> tuple[Parameter, ...]:
        """Return the parameters of a block, openers of inner blocks among them, in the order of a generated file."""
        first = block.order if target.platform is None else block.order_by_platform.get(target.platform, block.order)
        names = dict.fromkeys([*first, *(row.name for row in self.parameters.values() if row.block == block.name)])
        return tuple(self.parameters[name] for name in names)

    @property
    def top(self) -> Block:
        """The outermost block, which is the file."""
        return next(block for block in self.blocks.values() if block.inside is None)

    def opened_by(self, parameter: Parameter) -> Block | None:
        """Return the block that a parameter opens, else None."""
        return next((block for block in self.blocks.values() if block.opener == parameter.name), None)
