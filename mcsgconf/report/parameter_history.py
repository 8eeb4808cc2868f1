"""What happened to a parameter from release to release, as `explain` prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.catalogue import Release

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.catalogue import Parameter, Target

NAME_FORM = "letters and digits at both ends, inside also dots, dashes and underscores"


class Event(NamedTuple):
    """What happened with, or last held in, one release."""

    release: Release
    text: str


def history(parameter: Parameter) -> list[Event]:
    """Return the events of a parameter's life, oldest first."""
    events = [*_coming_and_going(parameter), *_words(parameter), *_limits(parameter), *_forms(parameter)]
    seen = Release.parse(parameter.first_seen or "")
    if parameter.since is None and seen is not None and all(event.release != seen for event in events):
        events.append(Event(seen, "in the oldest manual that was read; perhaps older"))
    return sorted(events)


def absence(parameter: Parameter, target: Target) -> str | None:
    """Return where alone a parameter exists that a target does not have, None where it has it, or may have it."""
    if target.platform is not None and target.platform not in parameter.platforms:
        return f"on {' and '.join(parameter.platforms)} only"
    if (since := parameter.came_later(target)) is not None:
        return f"from {since} on"
    if (until := parameter.ended_before(target)) is not None:
        return f"up to {until}{_heirs(parameter)}"
    return None


def _heirs(parameter: Parameter) -> str:
    return f"; {' or '.join(parameter.replaced_by)} has its place" if parameter.replaced_by else ""


def range_text(lowest: float | None, highest: float | None) -> str:
    """Return a range in words, empty where neither end is known."""
    match lowest, highest:
        case None, None:
            return ""
        case None, high:
            return f"at most {high:.15g}"
        case low, None:
            return f"at least {low:.15g}"
        case low, high:
            return f"{low:.15g} to {high:.15g}"


def _coming_and_going(parameter: Parameter) -> Iterator[Event]:
    for release, where in _by_platform(parameter.since, parameter):
        yield Event(release, f"new{where}")
    for release, where in _by_platform(parameter.until, parameter):
        yield Event(release, f"the last release that has it{where}{_heirs(parameter)}")
    if parameter.deprecated_since is not None:
        yield Event(_release(parameter.deprecated_since), f"out of use{_heirs(parameter)}")


def _words(parameter: Parameter) -> Iterator[Event]:
    for word, since in parameter.values_since.items():
        for release, where in _by_platform(since, parameter):
            yield Event(release, f"the word {word} is new{where}")
    for word, until in parameter.values_until.items():
        for release, where in _by_platform(until, parameter):
            yield Event(release, f"the last release with the word {word}{where}")
    for part, since in parameter.parts_since.items():
        for release, where in _by_platform(since, parameter):
            yield Event(release, f"{part} is new{where}")


def _limits(parameter: Parameter) -> Iterator[Event]:
    before = None
    for text, limits in parameter.by_release.items():
        if limits == before:
            continue
        before = limits
        default = f"default {limits.default}" if limits.default is not None else ""
        yield Event(_release(text), ", ".join(filter(None, (range_text(limits.min, limits.max), default))))


def _forms(parameter: Parameter) -> Iterator[Event]:
    for text, length in parameter.max_length_by_release.items():
        yield Event(_release(text), f"at most {length} bytes")
    if parameter.pattern_since is not None:
        yield Event(_release(parameter.pattern_since), f"from here on {NAME_FORM}")


def _by_platform(fact: str | dict[str, str] | None, parameter: Parameter) -> Iterator[tuple[Release, str]]:
    """Yield the release of a fact and where it holds: nothing to say where that is wherever the parameter exists."""
    if fact is None:
        return
    if isinstance(fact, str):
        yield _release(fact), ""
        return
    for platform, text in fact.items():
        everywhere = len(fact) == len(parameter.platforms) and len(set(fact.values())) == 1
        if not everywhere:
            yield _release(text), f" on {platform}"
        elif platform == next(iter(fact)):
            yield _release(text), ""


def _release(text: str) -> Release:
    release = Release.parse(text)
    if release is None:
        raise ValueError(f"{text!r} is no release")
    return release
