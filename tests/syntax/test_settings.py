"""The tree of NAME value files, on lines as real files have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcsgconf.syntax.settings import parse_settings

if TYPE_CHECKING:
    from mcsgconf.syntax.tree import Node


def shape(text: str) -> list[str]:
    """The lines of a tree: the kind, or for a setting `name=value`, `#remark` behind it."""
    rows = []
    for node in parse_settings(text).children:
        if node.kind != "setting":
            rows.append(node.kind)
            continue
        leaves = {leaf.kind: text[leaf.start : leaf.end] for leaf in node.children}
        row = leaves["name"] + ("=" + leaves["value"] if "value" in leaves else "")
        rows.append(row + (leaves.get("remark", "")))
    return rows


CASES = [
    ("", []),
    ("NODE_NAME alfa\n", ["NODE_NAME=alfa"]),
    ("NODE_NAME alfa", ["NODE_NAME=alfa"]),
    ("NODE_NAME\talfa\r\n", ["NODE_NAME=alfa"]),
    ("  HEARTBEAT_IP\t \t10.1.1.1  \n", ["HEARTBEAT_IP=10.1.1.1"]),
    ("RUN_SCRIPT\n", ["RUN_SCRIPT"]),
    ("RUN_SCRIPT   \r\n", ["RUN_SCRIPT"]),
    ("RUN_SCRIPT", ["RUN_SCRIPT"]),
    ("USER_NAME lee ron admn\n", ["USER_NAME=lee ron admn"]),
    ('fs_fsck_opt ""\n', ['fs_fsck_opt=""']),
    ('vgchange_cmd "vgchange -a e"  \n', ['vgchange_cmd="vgchange -a e"']),
    ("RESOURCE_UP_VALUE > -5 and < 10\n", ["RESOURCE_UP_VALUE=> -5 and < 10"]),
    ('RESOURCE_UP_VALUE = "On Course"\n', ['RESOURCE_UP_VALUE== "On Course"']),
    ('sgesap/sap_global/sap_system C11\nnfs/hanfs_export/XFS "-o rw /exp"\n',
     ["sgesap/sap_global/sap_system=C11", 'nfs/hanfs_export/XFS="-o rw /exp"']),
    ("node_name *\n", ["node_name=*"]),
    ("DEPENDENCY_CONDITION pkg-x=UP\n", ["DEPENDENCY_CONDITION=pkg-x=UP"]),
    ('SERVICE_NAME "db_mon"\n', ['SERVICE_NAME="db_mon"']),
    ("SERVICE_NAME \u201cdb_mon\u201d\n", ["SERVICE_NAME=\u201cdb_mon\u201d"]),
    # remarks behind a value
    ("NODE_NAME n1 # primary\n", ["NODE_NAME=n1# primary"]),
    ("NODE_NAME n1#primary\n", ["NODE_NAME=n1#primary"]),
    ('service_cmd "/x/mon # 1"\n', ['service_cmd="/x/mon # 1"']),
    ('service_cmd "/x/mon # 1\n', ['service_cmd="/x/mon# 1']),
    ("NODE_NAME # none\r\n", ["NODE_NAME# none"]),
    # comments and blank lines
    ("# one\n  # two\n\n \t\nNODE_NAME a\n#", ["comment", "blank", "NODE_NAME=a", "comment"]),
    ("# one\r\n#two\r\n", ["comment"]),
    ("\n\n\n", ["blank"]),
    ("   ", ["blank"]),
    # what is no setting
    ("VG[0]=vg01\n", ["error"]),
    ("<<<<<<< current\nNODE_NAME a\n=======\n>>>>>>> generic\n", ["error", "NODE_NAME=a", "error", "error"]),
    ("NODE_NAME a\n  <node2> x\nNODE_NAME b\n", ["NODE_NAME=a", "error", "NODE_NAME=b"]),
    ("\u201cNODE_NAME\u201d a\n", ["error"]),
    ("NODE_NAME=a\n", ["error"]),
    ("\0\0\n", ["error"]),
    # odd characters
    ("\ufeffCLUSTER_NAME c\n", ["bom", "CLUSTER_NAME=c"]),
    ("A b\n\ufeffC d\n", ["A=b", "error"]),
    ("NODE_NAME a\rb\n", ["NODE_NAME=a\rb"]),
    ("NODE_NAME caf\udce9\n", ["NODE_NAME=caf\udce9"]),
    ("NODE_NAME a\0b\n", ["NODE_NAME=a\0b"]),
    ("identify the cluster\n", ["identify=the cluster"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_shape(text: str, expected: list[str]) -> None:
    assert shape(text) == expected


def covered(tree: Node, text: str) -> None:
    """Assert that the lines of a tree lie side by side and cover the whole text."""
    at = 0
    for node in tree.children:
        assert node.start == at
        assert node.end > node.start
        at = node.end
        inner = node.start
        for leaf in node.children:
            assert inner <= leaf.start < leaf.end <= node.end
            inner = leaf.end
    assert at == len(text) == tree.end


LINES = st.lists(
    st.sampled_from([text for text, _ in CASES if text] + ["\n", "\r", " ", "\t", "#", '"', "'", "A", "B c", "\x0c"]),
).map("".join)


@given(st.one_of(st.text(), LINES))
def test_the_tree_covers_every_character_of_any_text(text: str) -> None:
    covered(parse_settings(text), text)


@pytest.mark.parametrize(
    "unit",
    ["A b\n", '"', "\"'", " ", "A ", "x \t", "\r", "#", "# x\n", "\n", "\0", "A \"'", "a/", 'A " # '],
)
def test_two_megabytes_of_anything_end_in_a_tree(unit: str) -> None:
    """A reading that is not linear would take hours here."""
    text = "A " + unit * (2_000_000 // len(unit))
    covered(parse_settings(text), text)
