"""Pages and folders of own rules that make no sense: each is refused with its place, whatever a repository holds."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from own_pages import page

import mcsgconf
from mcsgconf.lint.own.book import Book, digest
from mcsgconf.lint.own.folder import MOST_PAGES
from mcsgconf.lint.rules import all_rules
from mcsgconf.settings.reader import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcsgconf.lint.rules import Rule

GOOD = '[forbid]\nparameter = "QS_HOST"\nmessage = "no"'


def read(folder: Path, *rules: str) -> Mapping[str, Rule]:
    return Book().under(mcsgconf.load_settings({"rules": list(rules) or ["rules"]}, folder=folder))


def problems(folder: Path, *rules: str) -> list[str]:
    with pytest.raises(mcsgconf.SettingsError) as raised:
        read(folder, *rules)
    return str(raised.value).splitlines()


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder `rules` of a repository that the test stands in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules").mkdir()
    return tmp_path / "rules"


def write(folder: Path, check: str = GOOD, **front: str) -> Path:
    folder.mkdir(exist_ok=True)
    name, text = page(check, **front)
    (folder / name).write_text(text)
    return folder / name


def test_pages_are_rules(rules: Path) -> None:
    write(rules)
    write(rules, code="SHOP002", name="another-one", more='source = "handbook"\nopt_in = true')
    (rules / "README.md").write_text("# What is here\n")
    (rules / "notes.txt").write_text("no page\n")
    (rules / ".SHOP003-draft.md").write_text("no page yet\n")
    (rules / "old").mkdir()
    found = read(rules.parent)
    assert list(found) == [*all_rules(), "SHOP001", "SHOP002"]
    assert found["SHOP001"].text == "\nWhy it matters.\n\n## Bad\n\n## Good\n"
    assert (found["SHOP001"].source, found["SHOP002"].source) == ("rules/SHOP001-of-the-shop.md", "handbook")
    assert (found["SHOP001"].opt_in, found["SHOP002"].opt_in) == (False, True)
    assert found["SHOP001"].page == rules / "SHOP001-of-the-shop.md"


@pytest.mark.parametrize("change", [lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text])
def test_a_page_may_come_from_any_editor(rules: Path, change: type[str]) -> None:
    path = write(rules)
    path.write_bytes(change(path.read_text()).encode())
    assert read(rules.parent)["SHOP001"].text.startswith("\nWhy")


FRONTS = [
    # what of the page is replaced, by what, and what is said
    ('code = "SHOP001"', 'code = "MC001"', "2: code: 'MC001' begins with MC, as the codes of mcsgconf itself do"),
    ('code = "SHOP001"', 'code = "MCX01"', "2: code: 'MCX01' begins with MC"),
    ('code = "SHOP001"', 'code = "ALL01"', "2: code: 'ALL01' is no code"),
    ('code = "SHOP001"', 'code = "shop001"', "2: code: 'shop001' is no code"),
    ('code = "SHOP001"', "code = 1", "2: code is a code, such as SHOP001, in quotes, not the number 1"),
    ('code = "SHOP001"\n', "", " code is missing"),
    ('code = "SHOP001"', 'code = "SHOP002"', "2: code and name say that this page is called SHOP002-of-the-shop.md"),
    ('name = "of-the-shop"', 'name = "Of The Shop"', "3: name: 'Of The Shop' is no name"),
    ("summary =", "sumary =", "4: there is no key 'sumary'; did you mean summary?"),
    ('"warning"', '"fatal"', '5: severity is one of "error", "warning", "info"'),
    ('kinds = ["cluster"]', 'kinds = ["clutser"]', "6: kinds: 'clutser' is no kind of file; known kinds: cluster,"),
    ('kinds = ["cluster"]', "kinds = []", "6: kinds names no kind of file"),
    ('kinds = ["cluster"]', 'kinds = ["hosts"]', "8: forbid: a file of kind hosts has no parameters"),
    ('kinds = ["cluster"]', 'kinds = ["cluster"]\nsince = "11"', "7: since: '11' is no release such as A.11.19"),
    ('kinds = ["cluster"]', 'kinds = ["cluster"]\nplatforms = ["aix"]', "7: platforms: 'aix' is no platform"),
    ("[forbid]", "[forbid", " this is no TOML"),
    ("[forbid]", "[[forbid]]", " forbid is a table, not a list"),
    ("[forbid]", "[deny]", "8: there is no key 'deny'"),
    (GOOD, "", " a page has one table [require], [allow] or [forbid], which says what it checks; it has none"),
    (
        GOOD,
        f"{GOOD}\n[allow]",
        " a page has one table [require], [allow] or [forbid], which says what it checks; it has [allow] and [forbid]",
    ),
    ("+++\ncode", "code", " the page of a rule begins with TOML between two lines `+++`"),
    ("\n+++\n", "\n++\n", " the page of a rule begins with TOML between two lines `+++`"),
]


@pytest.mark.parametrize(("old", "new", "message"), FRONTS)
def test_a_front_matter_that_makes_no_sense_is_told(rules: Path, old: str, new: str, message: str) -> None:
    path = write(rules)
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    assert any(f"rules/{path.name}:{message}" in problem for problem in problems(rules.parent)), problems(rules.parent)


CHECKS = [
    ('[allow]\nparameter = "QS_HOST"', "8: allow says which values are allowed: one of is, matches"),
    ('[allow]\nparameter = "QS_HOST"\nis = "qs1"\ncount = 2', "8: allow looks at each value by itself"),
    ('[allow]\nparameter = "HEARTBEAT_IP"\nis = "x"\neach = "node"', "8: allow looks at each value by itself"),
    ('[allow]\nparameter = "QS_HOST"\nis = ""', "10: allow.is is a text, a number, or a list of them, not an empty text"),
    ('[allow]\nparameter = "QS_HOST"\nis = true', "10: allow.is is a text, a number, or a list of them, not true"),
    ('[allow]\nparameter = "QS_HOST"\nis = []', "10: allow.is is a text, a number, or a list of them"),
    ('[allow]\nparameter = "QS_HOST"\nmatches = 5', "10: allow.matches is a pattern"),
    ('[allow]\nparameter = "NODE_TIMEOUT"\nat-least = "soon"', '10: allow.at-least is a number, or a time such as "8 s"'),
    ('[allow]\nparameter = "NODE_TIMEOUT"\nat-least = "8"', '10: allow.at-least is a number, or a time such as "8 s"'),
    ('[allow]\nparameter = "NODE_TIMEOUT"\nat-most = true', "10: allow.at-most is a number"),
    ('[allow]\nparameter = "QS_HOST"\nat-most = "8 s"', "9: allow.parameter: QS_HOST is no time in every kind of file"),
    ('[require]\nparameter = "NODE_TIMOUT"', "9: require.parameter: there is no parameter 'NODE_TIMOUT' in a file of kind cluster; did you mean NODE_TIMEOUT?"),
    ('[require]\nparameter = "AUTO_RUN"', "9: require.parameter has no name that a cluster file knows"),
    ('[require]\nparameter = ""', "9: require.parameter is the name of a parameter"),
    ('[require]\nis = "x"', "8: require.parameter is missing"),
    ('[require]\nparameter = "QS_HOST"\neach = "knot"', "10: require.each: there is no block 'knot' in a file of kind cluster; its blocks: node, interface"),
    ('[require]\nparameter = "QS_HOST"\ncount = 0', "10: require.count is a whole number from 1 on, not the number 0"),
    ('[require]\nparameter = "QS_HOST"\nbelow = 5', "10: there is no key 'require.below'; known keys: parameter, is"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "message"), CHECKS)
def test_a_check_that_makes_no_sense_is_told(rules: Path, check: str, message: str) -> None:
    path = write(rules, f'{check}\nmessage = "no"')
    assert any(f"rules/{path.name}:{message}" in problem for problem in problems(rules.parent)), problems(rules.parent)


@pytest.mark.parametrize(
    ("check", "kinds", "message"),
    [
        ('[allow]\nparameter = "HEARTBEAT_IP"\nis = "x"\nmessage = "{package}"', "cluster", "{package} in a file of kind cluster; marks: {value}, {parameter}, {cluster}, {interface}, {node}"),
        ('[require]\nparameter = "HEARTBEAT_IP"\nmessage = "{node}"', "cluster", "{node} in a file of kind cluster; marks: {value}, {parameter}, {cluster}"),
        ('[allow]\nparameter = "LOG"\nis = "x"\nmessage = "{package}"', "control-script", "{package} in a file of kind control-script; marks: {value}, {parameter}"),
        ('[allow]\nparameter = "LOG"\nis = "x"\nmessage = ""', "control-script", "this is one line of text"),
        ('[allow]\nparameter = "LOG"\nis = "x"\nmessage = """a\nb"""', "control-script", "this is one line of text"),
        ('[allow]\nparameter = "LOG"\nis = "x"', "control-script", "message is missing"),
        ('[allow]\nparameter = "L-G"\nis = "x"\nmessage = "no"', "control-script", "there is no parameter 'L-G'"),
        ('[require]\nparameter = "VG"\neach = "node"\nmessage = "no"', "control-script", "it has no blocks"),
    ],
)  # fmt: skip
def test_a_message_or_name_that_makes_no_sense_is_told(rules: Path, check: str, kinds: str, message: str) -> None:
    write(rules, check, kinds=kinds)
    assert message in "\n".join(problems(rules.parent))


def test_all_mistakes_are_told_at_once(rules: Path) -> None:
    for number in range(30):
        write(rules, "[deny]", code=f"SHOP{number:03}", name=f"name-{number}")
    told = problems(rules.parent)
    assert [row.split(":")[0] for row in told[:3]] == ["rules/SHOP000-name-0.md"] * 2 + ["rules/SHOP001-name-1.md"]
    assert told[-1] == "rules: 40 more mistakes"


def test_two_pages_cannot_share_a_code_or_a_name(rules: Path) -> None:
    write(rules)
    write(rules.parent / "more", name="another")
    (told,) = problems(rules.parent, "rules", "more")
    assert told == (
        "more/SHOP001-another.md: rules/SHOP001-of-the-shop.md has the code SHOP001, too; one page has to take another one"
    )
    write(rules.parent / "names", code="SHOP002")
    (told,) = problems(rules.parent, "rules", "names")
    assert "rules/SHOP001-of-the-shop.md has the name of-the-shop, too" in told
    write(rules.parent / "ours", code="SHOP003", name="quoted-service-name")
    (told,) = problems(rules.parent, "ours")
    assert told.startswith(
        "ours/SHOP003-quoted-service-name.md: MC201, a rule of mcsgconf, is called quoted-service-name"
    )
    assert "SHOP001" in read(rules.parent, "rules", "rules/../rules"), "one folder named twice is one folder"


def test_what_is_no_folder_of_pages_is_told(rules: Path) -> None:
    there = rules.parent
    assert problems(there, "nowhere") == ["nowhere: no folder of rules: No such file or directory"]
    (there / "file").write_text("")
    assert problems(there, "file") == ["file: no folder of rules: Not a directory"]
    assert problems(there, "rules") == ["rules: holds no page of a rule, which is a file such as SHOP001-name.md"]


@pytest.mark.skipif(os.name != "posix", reason="links and pipes")
def test_links_and_what_is_no_file_are_refused(rules: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    there, outside = rules.parent, tmp_path_factory.mktemp("outside")
    path = write(outside)
    (there / "linked").symlink_to(outside)
    assert problems(there, "linked") == ["linked: is a link or lies behind one, and rules are not read through links"]
    (there / "loop").symlink_to("loop")
    assert problems(there, "loop") == ["loop: no folder of rules: Too many levels of symbolic links"]
    (rules / path.name).symlink_to(path)
    assert problems(there) == [
        f"rules/{path.name}: is a link, and pages of rules are not read through links; copy the page"
    ]
    (rules / path.name).unlink()
    os.mkfifo(rules / path.name)
    assert problems(there) == [f"rules/{path.name}: this is no regular file"]
    (rules / path.name).unlink()
    (rules / path.name).mkdir()
    assert problems(there) == [f"rules/{path.name}: this is no regular file"]
    assert "SHOP001" in read(there, str(outside)), "a whole path is somebody's word"
    assert "SHOP001" in read(there, os.path.relpath(outside, there))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\x7fELF\x02\x01\x00\xff\xfe", ":1: this is not UTF-8"),
        (b"+++\n\xff\n+++\n", ":2: this is not UTF-8"),
        (b'+++\ncode = "\x00"\n+++\n', ": this is no TOML"),
        (b"", ": the page of a rule begins"),
        (b"+++\n" + b"x = " + b"[" * 100_000 + b"\n+++\n", ": brackets are nested too deeply"),
        (b"+++\n" * 200_000, ": code is missing"),
        (b"x" * (MAX_BYTES + 1), ": larger than 1 MiB, which no page of a rule is"),
    ],
    ids=["binary", "latin", "nul", "empty", "deep", "fences", "huge"],
)  # fmt: skip
def test_hostile_pages_are_refused(rules: Path, content: bytes, message: str) -> None:
    (rules / "SHOP001-x.md").write_bytes(content)
    assert problems(rules.parent)[0].startswith(f"rules/SHOP001-x.md{message}")


def test_a_folder_with_too_many_pages_is_refused(rules: Path) -> None:
    for number in range(MOST_PAGES + 1):
        (rules / f"{number}.md").touch()
    assert problems(rules.parent) == [f"rules: has {MOST_PAGES + 1} pages, more than the {MOST_PAGES} that are read"]


def test_the_digest_is_that_of_what_pages_say(rules: Path) -> None:
    assert digest(all_rules().values()) == ""
    path = write(rules)
    first = digest(read(rules.parent).values())
    assert first == digest(read(rules.parent).values()) != ""
    path.write_text(path.read_text().replace("no", "yes"))
    assert digest(read(rules.parent).values()) != first


def test_folders_are_seen_from_the_settings_file(rules: Path) -> None:
    write(rules)
    (rules.parent / "conf").mkdir()
    file = rules.parent / "conf" / "mcsgconf.toml"
    file.write_text('rules = ["../rules"]\n')
    assert "SHOP001" in Book().under(mcsgconf.load_settings(file))
    assert "SHOP001" in Book().under(mcsgconf.load_settings(file, folder=Path("/")))
