"""Plants mistakes in the clean repository `examples/bank`, one at a time, from the tables in `tests/data/mistakes`.

A row of a table is a mistake that somebody could make: a name, the rule that finds it, and what is changed.

    [[mistake]]
    code = "MC101"
    name = "a slash in the name of the cluster"
    file = "giro/cluster.ascii"
    old = "CLUSTER_NAME giro"
    new = "CLUSTER_NAME giro/europe"

A run of blanks and tabs is as good as any other, in `old` and wherever a line is named; `old` is in the file once. A row
with several changes has an array `edit` of tables with `file`, `old` and `new`. A file may be a pattern (`giro/nodes/*/etc/hosts`).
Without `old` the text is that of a new file, or with `append` it comes to the end of one. `remove` takes a file away,
`executable = false` its execute bit. `repeat = [1, 9]` repeats `new` with each of the numbers for `{n}`.

The rule fires on the first line that is new; `found` names the lines where that is not so, each by a text that only it
has, behind the file and a colon where it is another one than that of the first edit. Of a text of several lines the
first one is meant, or the one behind `>> `. `follows` lists the findings of
other rules that cannot but come with it (`code`, `line`, `why`). `target` is what the file is meant for where the
mistake is one for that alone; every other one is found for the release of its cluster and for none. `whole` checks all
clusters together.

    python tests/support/planting.py               lists the mistakes
    python tests/support/planting.py MC101 FOLDER  copies the repository and plants those of a rule
"""

from __future__ import annotations

import re
import shutil
import sys
import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
BANK = ROOT / "examples" / "bank"
TABLES = ROOT / "tests" / "data" / "mistakes"


@dataclass(frozen=True)
class File:
    """A file of the repository: its text, each byte a character, and whether it may be run."""

    text: str
    executable: bool


@dataclass(frozen=True)
class Edit:
    file: str
    old: str | None = None
    new: str = ""
    repeat: tuple[int, ...] = ()
    append: bool = False
    remove: bool = False
    executable: bool = True


@dataclass(frozen=True)
class Place:
    """A finding of a rule on the line of a file that holds a text."""

    code: str
    file: str
    line: str


@dataclass(frozen=True)
class Mistake:
    code: str
    name: str
    edits: tuple[Edit, ...]
    found: tuple[Place, ...]
    follows: tuple[Place, ...]
    target: str | None
    whole: bool

    @property
    def cluster(self) -> str:
        """The folder of the cluster it is made in; empty where all are checked."""
        return "" if self.whole else self.edits[0].file.partition("/")[0]


def mistakes() -> list[Mistake]:
    """Return the rows of all tables, in order."""
    rows = []
    for table in sorted(TABLES.glob("*.toml")):
        rows += tomllib.loads(table.read_text(encoding="utf-8"))["mistake"]
    return [_mistake(**row) for row in rows]


@cache
def clean() -> dict[str, File]:
    """Return the files of the repository by their paths in it."""
    paths = (path for path in sorted(BANK.rglob("*")) if path.is_file())
    return {
        path.relative_to(BANK).as_posix(): File(path.read_bytes().decode("latin-1"), bool(path.stat().st_mode & 0o100))
        for path in paths
    }


def planted(mistake: Mistake) -> dict[str, File | None]:
    """Return the files that a mistake changes, by path; None for one that is gone."""
    changed: dict[str, File | None] = {}
    for edit in mistake.edits:
        now = {path: file for path, file in {**clean(), **changed}.items() if file is not None}
        if edit.old is None and not (edit.append or edit.remove or not edit.executable):
            assert edit.file not in now, f"{edit.file} is there already"
            changed[edit.file] = File(_written(edit), executable=True)
            continue
        paths = [path for path in now if fnmatchcase(path, edit.file)]
        assert paths, f"{mistake.name}: there is no {edit.file}"
        changed |= {path: _edited(now[path], edit, mistake.name) for path in paths}
    return changed


def expected(mistake: Mistake) -> set[tuple[str, int, str]]:
    """Return what is to be found: path, line and code."""
    after = {path: file.text for path, file in {**clean(), **planted(mistake)}.items() if file is not None}
    found = mistake.found or (Place(mistake.code, mistake.edits[0].file, ""),)
    return {
        (
            path,
            _line(after[path], place.line, mistake) if place.line else _first_new_line(path, after[path]),
            place.code,
        )
        for place in (*found, *mistake.follows)
        for path in after
        if fnmatchcase(path, place.file)
    }


def _mistake(
    code: str,
    name: str,
    found: list[str] | None = None,
    follows: list[dict[str, str]] | None = None,
    target: str | None = None,
    whole: bool = False,
    edit: list[dict[str, object]] | None = None,
    **single: object,
) -> Mistake:
    edits = tuple(_edit(**one) for one in edit or [single])  # type: ignore[arg-type]
    return Mistake(
        code=code,
        name=name,
        edits=edits,
        found=tuple(_place(code, edits[0].file, text) for text in found or []),
        follows=tuple(_follower(edits[0].file, **one) for one in follows or []),
        target=target,
        whole=whole,
    )


def _edit(repeat: list[int] | None = None, **fields: object) -> Edit:
    return Edit(repeat=tuple(range(repeat[0], repeat[1] + 1)) if repeat else (), **fields)  # type: ignore[arg-type]


def _follower(file: str, code: str, line: str, why: str) -> Place:
    assert why
    return _place(code, file, line)


def _place(code: str, file: str, text: str) -> Place:
    named = re.match(r"([\w./*-]+\.\w+|[\w./*-]+/\w+): (.*)", text, re.DOTALL)
    return Place(code, named[1], named[2]) if named else Place(code, file, text)


def _written(edit: Edit) -> str:
    return "".join(edit.new.replace("{n}", f"{number}") for number in edit.repeat) if edit.repeat else edit.new


def _edited(file: File, edit: Edit, name: str) -> File | None:
    if edit.remove:
        return None
    if not edit.executable:
        return File(file.text, executable=False)
    if edit.append:
        return File(file.text + _written(edit), file.executable)
    assert edit.old is not None
    places = list(_pattern(edit.old).finditer(file.text))
    assert len(places) == 1, f"{name}: {edit.old!r} is {len(places)} times in {edit.file}"
    start, end = places[0].span()
    return File(file.text[:start] + _written(edit) + file.text[end:], file.executable)


def _pattern(text: str) -> re.Pattern[str]:
    """Return what finds a text with any blanks and tabs in place of its own."""
    lines = [r"[ \t]+".join(re.escape(word) for word in re.split(r"[ \t]+", line)) for line in text.split("\n")]
    return re.compile("\n[ \t]*".join(line.removeprefix(r"[ \t]+") for line in lines))


def _line(text: str, part: str, mistake: Mistake) -> int:
    above, mark, rest = part.partition(">> ")
    places = list(_pattern(above + rest).finditer(text))
    assert len(places) == 1, f"{mistake.name}: {part!r} is {len(places)} times in the changed file"
    return text.count("\n", 0, places[0].start()) + 1 + (above.count("\n") if mark else 0)


def _first_new_line(path: str, text: str) -> int:
    old, new = (_folded(clean()[path].text) if path in clean() else []), _folded(text)
    return next((at for at, (one, other) in enumerate(zip(old, new, strict=False), 1) if one != other), len(old) + 1)


def _folded(text: str) -> list[str]:
    return [re.sub(" +", " ", line).strip(" ") for line in text.replace("\t", " ").split("\n")]


def plant(code: str, folder: Path) -> None:
    """Copy the repository to a folder that is not there yet, and plant the mistakes of a rule in the copy."""
    shutil.copytree(BANK, folder)
    for mistake in mistakes():
        if mistake.code != code:
            continue
        print(f"{mistake.code}  {mistake.name}")
        for name, file in planted(mistake).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            if file is not None:
                path.write_bytes(file.text.encode("latin-1"))
                path.chmod(0o755 if file.executable else 0o644)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        plant(sys.argv[1], Path(sys.argv[2]))
    else:
        for row in mistakes():
            print(f"{row.code}  {row.edits[0].file}: {row.name}")
