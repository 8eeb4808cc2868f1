"""Serial heartbeat: how many nodes, on which of them, and that the fix takes all lines or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.lint.conftest import Fix, Lint

HEAD = "CLUSTER_NAME c\nQS_HOST q\n"
ALONE = "CLUSTER_NAME c\n"  # one node needs no lock
SERIAL = "  SERIAL_DEVICE_FILE /dev/tty0p0"


def cluster(*nodes: tuple[str, str], mark: str = "") -> str:
    """A cluster file with nodes and their serial lines, as many as there are letters `s`; `!` marks one."""
    text = HEAD if len(nodes) > 1 else ALONE
    for name, lines in nodes:
        text += f"NODE_NAME {name}\n"
        text += "".join(f"{SERIAL}{f'  # <- {mark}' if letter == '!' else ''}\n" for letter in lines)
    return text


CASES = [
    ((("a", "s"), ("b", "s")), ""),
    ((("a", ""), ("b", "")), ""),
    ((("a", ""),), ""),
    ((("a", "!"),), "MC120"),
    ((("a", "!"), ("b", "!"), ("c", "")), "MC120"),
    ((("a", ""), ("b", ""), ("c", "!")), "MC120"),
    ((("a", "!"), ("b", "!"), ("c", "!"), ("d", "!")), "MC120"),
    ((("node1", "!"), ("node10", "!"), ("node2", "")), "MC120"),
    ((("a", "!"), ("b", "")), "MC121"),
    ((("a", ""), ("b", "!")), "MC121"),
    ((("node1", "!"), ("node10", "")), "MC121"),
    ((("a", "s!"), ("b", "s")), "MC122"),
]


@pytest.mark.parametrize(("nodes", "code"), CASES)
def test_node_counts(nodes: tuple[tuple[str, str], ...], code: str, lint: Lint) -> None:
    lint("cluster", cluster(*nodes, mark=code))


def test_only_the_first_line_tells_the_whole_story(lint: Lint) -> None:
    nodes = (("a", "!"), ("b", "!"), ("c", "!"), ("d", ""))
    first, *further = lint("cluster", cluster(*nodes, mark="MC120"))
    assert "cmcheckconf refuses the file" in first.message
    assert {finding.message for finding in further} == {"a further line of the serial heartbeat, see line 4"}
    assert {finding.fix for finding in further} == {first.fix}


@pytest.mark.parametrize(("nodes", "code"), [row for row in CASES if row[1] in {"MC120", "MC121"}])
def test_the_fix_takes_all_lines_out_and_nothing_else(
    nodes: tuple[tuple[str, str], ...], code: str, fixed: Fix
) -> None:
    text = cluster(*nodes, mark=code)
    assert fixed("cluster", text, code, unsafe=False) == cluster(*((name, "") for name, _ in nodes))


def test_comments_are_neither_lines_nor_nodes(lint: Lint) -> None:
    lint("cluster", f"{HEAD}NODE_NAME a\n#{SERIAL}\n# NODE_NAME b\nNODE_NAME c\n#{SERIAL}\n#NODE_NAME d\n")
    findings = lint(
        "cluster", f"{ALONE}NODE_NAME a\n{SERIAL}  # <- MC120\n# NODE_NAME b\n# NODE_NAME <node>\n#{SERIAL}\n"
    )
    assert [place.place.start.line for place in findings[0].related] == [4]


def test_a_node_named_twice_counts_once(lint: Lint) -> None:
    lint("cluster", f"{HEAD}NODE_NAME a\n{SERIAL}\nNODE_NAME b\n{SERIAL}\nNODE_NAME b  # <- MC104\n")


def test_names_are_read_in_any_case(lint: Lint) -> None:
    lint("cluster", f"{ALONE}node_name a\n  serial_device_file /dev/tty0p0  # <- MC120\n")


def test_the_short_name_counts_too(lint: Lint) -> None:
    lint("cluster", f"{ALONE}NODE_NAME a\n  SERIAL /dev/tty0p0  # <- MC120 MC151\n")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_stay(newline: str, fixed: Fix) -> None:
    text = cluster(("a", "!"), mark="MC120").partition("  # <-")[0] + "\nNODE_TIMEOUT 8000000"
    after = ALONE + "NODE_NAME a\nNODE_TIMEOUT 8000000"
    assert fixed("cluster", text.replace("\n", newline), "MC120") == after.replace("\n", newline)


def test_a_last_line_without_newline_goes(fixed: Fix) -> None:
    assert fixed("cluster", f"{HEAD}NODE_NAME a\n{SERIAL}", "MC120") == f"{HEAD}NODE_NAME a\n"


def test_the_target_knows_whether_there_is_such_a_line(lint: Lint) -> None:
    lint("cluster", f"{ALONE}NODE_NAME a\n{SERIAL}  # <- MC905\n", target="linux")
    text = f"{HEAD}NODE_NAME a\n{SERIAL}  # <- MC904\nNODE_NAME b\n{SERIAL}  # <- MC904\n"
    lint("cluster", text, target="hp-ux:A.11.18")
