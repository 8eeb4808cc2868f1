"""Sets mcsgconf's merges beside git's own: `python tests/merge/side_by_side.py` prints two tables.

The first has nine merges of two branches: git's merge of lines (zdiff3) against `mcsgconf merge-driver`. The second has
the scenarios of node adds: git as above, with the base that is given or else generic without the new nodes, against
`mcsgconf merge`. A result is right if it says what is expected, whatever its layout; gaps, notes and comments are not
counted against git, which knows none.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

sys.path[:0] = [str(Path(__file__).parents[1] / "support"), str(Path(__file__).parents[2])]

from branches import NINE, verdict

from mcsgconf.git import Versions, merge_file
from mcsgconf.merge import merge
from mcsgconf.merge.places import Places
from mcsgconf.merge.view import View
from mcsgconf.merge_driver import merge_versions
from mcsgconf.models.document import parse
from mcsgconf.text import decode, encode

if TYPE_CHECKING:
    from branches import Case, Verdict

    from mcsgconf.models.document import Document

SCENARIOS = Path(__file__).parent / "scenarios"
ORDER = ("right", "conflict", "wrong")


def nine(case: Case) -> tuple[Verdict, Verdict]:
    """Return the verdicts on git and on the merge driver for one of the nine cases."""
    versions = Versions(case.base.encode(), case.ours.encode(), case.theirs.encode())
    lines = merge_file(versions, 7, "--zdiff3")
    driven = merge_versions("cluster.ascii", versions, lines)
    return verdict(decode(lines.content), case.merged), verdict(decode(driven.content), case.merged)


def scenario(folder: Path) -> tuple[Verdict, Verdict]:
    """Return the verdicts on git and on the node add for one scenario."""
    current, generic, expected = (parse(folder / name, kind="cluster") for name in ("current", "generic", "expected"))
    base = parse(folder / "base", kind="cluster") if (folder / "base").exists() else None
    ancestor = base.render() if base is not None else _without_new_nodes(current, generic)
    lines = merge_file(Versions(ancestor, current.render(), generic.render()), 7, "--zdiff3")
    result = merge(current, generic, base).document.source.text
    return verdict(decode(lines.content), expected.source.text), verdict(result, expected.source.text)


def _without_new_nodes(current: Document, generic: Document) -> bytes:
    known, view = View(current).nodes, View(generic)
    places = Places(view)
    text = generic.source.text
    for name, node in reversed(view.nodes.items()):
        if name not in known:
            span = places.node_span(node)
            text = text[: span.start].rstrip("\r\n") + text[: span.start][-1:] + text[span.end :]
    return encode(text)


def _table(title: str, rows: list[tuple[str, tuple[Verdict, Verdict]]], programs: tuple[str, str]) -> None:
    width = max(len(name) for name, _ in rows)
    print(f"{title:{width}}  {programs[0]:10}{programs[1]}")
    for name, verdicts in rows:
        print(f"{name:{width}}  {verdicts[0]:10}{verdicts[1]}")
    for number, program in enumerate(programs):
        count = Counter(verdicts[number] for _, verdicts in rows)
        print(f"{program}: " + ", ".join(f"{count[word]} {word}" for word in ORDER) + f" of {len(rows)}")
    print()


def main() -> None:
    """Print both tables."""
    _table("two branches", [(case.name, nine(case)) for case in NINE], ("git", "merge-driver"))
    folders = sorted(
        folder for folder in SCENARIOS.iterdir() if "kind" not in json.loads((folder / "report.json").read_text())
    )
    _table("node adds", [(folder.name, scenario(folder)) for folder in folders], ("git", "merge"))


if __name__ == "__main__":
    main()
