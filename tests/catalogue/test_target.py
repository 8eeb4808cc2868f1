"""Releases are compared number by number; a target is written in several forms and refused with a reason."""

from __future__ import annotations

from itertools import pairwise

import pytest

from mcsgconf.catalogue import Platform, Release, Target
from mcsgconf.errors import UsageError

IN_ORDER = """
    A.09.50 A.10.03 A.10.10 A.10.12 A.11.01 A.11.09 A.11.14.01 A.11.16 A.11.16.02 A.11.17 A.11.17.01 A.11.18 A.11.18.03
    A.11.19 A.11.20 A.11.20.10 A.11.20.20 A.11.20.100 A.12.00 A.12.00.10 A.12.20 A.12.80.05 A.15.00.01 A.15.10
""".split()


@pytest.mark.parametrize(("older", "newer"), list(pairwise(IN_ORDER)))
def test_releases_are_ordered_by_their_numbers(older: str, newer: str):
    assert Release.parse(older) < Release.parse(newer)


@pytest.mark.parametrize(
    ("text", "release", "shown"),
    [
        ("A.11.19", (11, 19, 0), "A.11.19"),
        ("a.11.19", (11, 19, 0), "A.11.19"),
        ("A.11.19.00", (11, 19, 0), "A.11.19"),
        ("A.12.0.0", (12, 0, 0), "A.12.00"),
        ("A.11.20.20", (11, 20, 20), "A.11.20.20"),
        ("A.15.00.01", (15, 0, 1), "A.15.00.01"),
        (" A.10.10 ", (10, 10, 0), "A.10.10"),
        ("A.11", None, ""),
        ("11.19", None, ""),
        ("B.11.31", None, ""),
        ("A.11.19.00.1", None, ""),
        ("A.11.19 ", (11, 19, 0), "A.11.19"),
        ("A.11.1९", None, ""),
        ("", None, ""),
    ],
)
def test_a_release_is_read_whole_or_not_at_all(text: str, release: tuple[int, int, int] | None, shown: str):
    parsed = Release.parse(text)
    assert (None if parsed is None else tuple(parsed)) == release
    assert ("" if parsed is None else str(parsed)) == shown


@pytest.mark.parametrize(
    ("text", "platform", "release"),
    [
        ("hp-ux:A.11.19", "hp-ux", "A.11.19"),
        ("hp-ux A.11.19", "hp-ux", "A.11.19"),
        ("HP-UX:a.11.19", "hp-ux", "A.11.19"),
        ("HPUX A.10.10", "hp-ux", "A.10.10"),
        ("A.11.20.20:Linux", "linux", "A.11.20.20"),
        (" linux :  A.15.00.01 ", "linux", "A.15.00.01"),
        ("LINUX", "linux", None),
        ("hp-ux", "hp-ux", None),
        ("A.12.00.00", None, "A.12.00"),
        ("linux:linux:A.12.00", "linux", "A.12.00"),
    ],
)
def test_the_forms_of_a_target(text: str, platform: str | None, release: str | None):
    target = Target.parse(text)
    assert target.platform == (platform and Platform(platform))
    assert target.release == (release and Release.parse(release))
    assert str(target) == " ".join(part for part in (platform, release) if part)
    assert Target.parse(str(target)) == target


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "a target is a platform, a release, or both"),
        (" : ", "a target is a platform, a release, or both"),
        ("aix", "'aix' is no platform (hp-ux, linux) and no release (such as A.11.19)"),
        ("hp-ux:B.11.31", "'B.11.31' is no release of Serviceguard: those begin with A"),
        ("linux:A.12", "'A.12' is no whole release: write two numbers or three, such as A.12.00"),
        ("12", "'12' is no whole release: write two numbers or three, such as A.12.00"),
        ("hp-ux:11.19", "'11.19' is no whole release; did you mean A.11.19?"),
        ("hp-ux:linux", "one platform and one release, 'hp-ux:linux' has several"),
        ("A.11.19 A.11.20", "one platform and one release, 'A.11.19 A.11.20' has several"),
    ],
)
def test_what_is_no_target_is_refused_with_a_reason(text: str, says: str):
    with pytest.raises(UsageError) as refused:
        Target.parse(text)
    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("given", "told", "result"),
    [
        ("hp-ux", "A.11.19", "hp-ux A.11.19"),
        ("A.11.20", "hp-ux A.11.19", "hp-ux A.11.20"),
        ("linux", "hp-ux A.11.19", "linux A.11.19"),
    ],
)
def test_what_is_given_goes_before_what_a_file_tells(given: str, told: str, result: str):
    assert str(Target.parse(given).or_else(Target.parse(told))) == result
