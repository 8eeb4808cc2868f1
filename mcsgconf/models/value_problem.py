"""What is wrong with one value, judged by the catalogue's entry alone.

The rules about types, ranges, words, lengths and characters are all driven by this one function; it reads values with
the functions of `convert`, so that what a model holds and what a rule accepts cannot differ. What depends on a second
value, or on the shell, may not enter.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.catalogue import Release, Target, ValueType
from mcsgconf.models import convert
from mcsgconf.text import encode

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcsgconf.catalogue import Parameter


class ProblemKind(StrEnum):
    """In what way a value is wrong."""

    TYPE = "type"  # no number, no address, no condition
    RANGE = "range"
    WORD = "word"  # not one of the legal words
    RELEASE = "release"  # a legal word, but not in this release or on this platform
    LENGTH = "length"
    CHARACTERS = "characters"
    COUNT = "count"  # more words than the parameter takes


class ValueProblem(NamedTuple):
    """What is wrong with a value. `expected` completes the sentence "expected …"; `word` is the legal word meant."""

    kind: ProblemKind
    expected: str
    word: str | None = None


_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?", re.ASCII)
_LONGEST_WORD = 40  # characters; what is longer is no misspelt word
_NUMBERS = frozenset({ValueType.INTEGER, ValueType.DURATION, ValueType.FLOAT})
_WORDS_ONLY = frozenset({ValueType.ENUM, ValueType.FLAG, ValueType.BIT})
_UNIT_NAMES = {"us": "microseconds", "s": "seconds"}
_ONE_WORD = frozenset(
    {
        ValueType.NAME,
        ValueType.NODE,
        ValueType.HOST,
        ValueType.DEVICE,
        ValueType.INTERFACE,
        ValueType.IP,
        ValueType.SUBNET,
        ValueType.PATH,
        ValueType.MODULE,
    }
)
_READERS: dict[ValueType, tuple[Callable[[Parameter, str], object], str]] = {
    ValueType.INTEGER: (convert.integer, "a whole number"),
    ValueType.DURATION: (convert.integer, "a whole number"),
    ValueType.FLOAT: (convert.number, "a number"),
    ValueType.IP: (convert.address, "an IP address"),
    ValueType.SUBNET: (convert.subnet, "the address of a subnet"),
    ValueType.FLAG: (convert.flag, "YES or NO"),
    ValueType.BIT: (convert.bit, "0 or 1"),
    ValueType.RESTART: (convert.restarts, 'nothing, "-r <count>" or "-R"'),
    ValueType.CONDITION: (convert.condition, "<package> = UP, or <package> = DOWN"),
    ValueType.CRITERION: (convert.criterion, "an operator and a value, such as > 5"),
}


def value_problem(parameter: Parameter, text: str, target: Target) -> ValueProblem | None:
    """Return the first thing that is wrong with a value, else None.

    Args:
        parameter: the catalogue's entry.
        text: the value without its quotation marks; an empty one is never judged here.
        target: what the file is meant for; without a release, only what is wrong in every release counts.
    """
    if not text or text in parameter.unverified_values:
        return None
    word = convert.keyword(parameter, text)
    if word is not None:
        return _word_problem(parameter, word, target)
    return (
        _count_problem(parameter, text)
        or _character_problem(parameter, text, target)
        or _length_problem(parameter, text, target)
        or _type_problem(parameter, text, target)
        or _range_problem(parameter, text, target)
    )


def expectation(parameter: Parameter, target: Target) -> str:
    """Return in words what values are legal, to complete "expected …": `a whole number of seconds from 10 to 4294`."""
    _, form = _READERS.get(parameter.type, (None, ""))
    if parameter.unit is not None and parameter.type is ValueType.DURATION:
        form = f"{form} of {_UNIT_NAMES[parameter.unit]}"
    if parameter.type in _NUMBERS:
        form += _range_in_words(parameter, target)
    words = parameter.words(target)
    return " or ".join(part for part in (form, _one_of(words)) if part)


def _word_problem(parameter: Parameter, word: str, target: Target) -> ValueProblem | None:
    """Judge a word that is legal somewhere."""
    if word in parameter.words(target):
        return None
    listed = parameter.values or target.platform is None or target.platform in parameter.values_by_platform
    return ValueProblem(ProblemKind.RELEASE, expectation(parameter, target) if listed else "another one")


def _count_problem(parameter: Parameter, text: str) -> ValueProblem | None:
    count = len(text.split())
    if parameter.max_words > 1:
        too_many = count > parameter.max_words
        return ValueProblem(ProblemKind.COUNT, f"at most {parameter.max_words} words") if too_many else None
    if parameter.type in _ONE_WORD and count > 1:
        return ValueProblem(ProblemKind.COUNT, "one word")
    return None


def _character_problem(parameter: Parameter, text: str, target: Target) -> ValueProblem | None:
    forbidden = parameter.forbidden
    found = dict.fromkeys(char for char in text if char in forbidden) if forbidden else {}
    if found:
        return ValueProblem(ProblemKind.CHARACTERS, f"a value without {_listed(found)}")
    if parameter.pattern == "name" and _pattern_counts(parameter, target) and not _NAME.fullmatch(text):
        return ValueProblem(ProblemKind.CHARACTERS, "letters and digits, and inside also dots, dashes and underscores")
    return None


def _pattern_counts(parameter: Parameter, target: Target) -> bool:
    if parameter.pattern_since is None:
        return True
    since = Release.parse(parameter.pattern_since)
    return target.release is not None and since is not None and since <= target.release


def _length_problem(parameter: Parameter, text: str, target: Target) -> ValueProblem | None:
    longest = parameter.longest(target)
    if longest is None and parameter.min_length is None:
        return None
    length = len(encode(text))
    if longest is not None and length > longest:
        return ValueProblem(ProblemKind.LENGTH, f"at most {longest} bytes, not {length}")
    if parameter.min_length is not None and length < parameter.min_length:
        return ValueProblem(ProblemKind.LENGTH, f"at least {parameter.min_length} bytes, not {length}")
    return None


def _type_problem(parameter: Parameter, text: str, target: Target) -> ValueProblem | None:
    reader, _ = _READERS.get(parameter.type, (convert.string, ""))
    value = None if parameter.type is ValueType.ENUM else reader(parameter, text)
    if value is None:
        kind = ProblemKind.WORD if parameter.type in _WORDS_ONLY else ProblemKind.TYPE
        return ValueProblem(kind, expectation(parameter, target), _near_word(parameter, text, target))
    if not parameter.parts:
        return None
    from mcsgconf.models import criteria  # noqa: PLC0415 - few files have such a value

    parts = criteria.parts(value)
    unknown = [part for part in parts if part not in (*parameter.parts, *parameter.parts_since)]
    if unknown:
        return ValueProblem(ProblemKind.TYPE, f"{_one_of(parameter.parts)}, not {unknown[0]}")
    early = [part for part in parts if not _has_come(parameter.parts_since.get(part), target)]
    return ValueProblem(ProblemKind.RELEASE, _one_of(parameter.parts)) if early else None


def _has_come(since: str | None, target: Target) -> bool:
    """Tell whether something that came with a release exists in `target`, in the doubtful case too."""
    release = Release.parse(since) if since is not None else None
    return release is None or target.release is None or release <= target.release


def _near_word(parameter: Parameter, text: str, target: Target) -> str | None:
    words = {word.casefold(): word for word in parameter.words(target)}
    if parameter.type is ValueType.FLAG:
        words |= {"yes": "YES", "no": "NO"}
    if len(text) > _LONGEST_WORD:
        return None
    swapped = [word for word in words if len(word) == len(text) > 2 and sorted(word) == sorted(text.casefold())]
    if swapped:
        return words[swapped[0]]
    from difflib import get_close_matches  # noqa: PLC0415 - only needed for a wrong value

    near = get_close_matches(text.casefold(), words, n=1, cutoff=0.7)
    return words[near[0]] if near else None


def _range_problem(parameter: Parameter, text: str, target: Target) -> ValueProblem | None:
    if text.replace(" ", "") in parameter.forbidden_values:
        return ValueProblem(ProblemKind.RANGE, f"anything but {_one_of(parameter.forbidden_values)}")
    if parameter.type not in _NUMBERS:
        return None
    value = convert.number(parameter, text)
    if value is None or (value == 0 and parameter.zero_means is not None):
        return None
    limits = parameter.limits(target)
    low, high = limits.min, limits.max
    decimals = len(text.partition(".")[2])
    if parameter.max_decimals is not None and decimals > parameter.max_decimals:
        return ValueProblem(ProblemKind.RANGE, f"at most {parameter.max_decimals} decimals")
    if (low is None or low <= value) and (high is None or value <= high):
        return None
    return ValueProblem(ProblemKind.RANGE, expectation(parameter, target))


def _range_in_words(parameter: Parameter, target: Target) -> str:
    limits = parameter.limits(target)
    match limits.min, limits.max:
        case None, None:
            return ""
        case low, None:
            return f", at least {low:.15g}"
        case None, high:
            return f", at most {high:.15g}"
        case low, high:
            return f" from {low:.15g} to {high:.15g}"


def _one_of(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}" if words else ""


def _listed(characters: dict[str, None]) -> str:
    names = {" ": "blanks", "\t": "tabs"}
    return _one_of(tuple(names.get(char, f"`{char}`") for char in characters))
