"""How a line of one file looks in another: indent, case, separator and column."""

from __future__ import annotations

import pytest

from mcsgconf.merge.style import Style
from mcsgconf.models.document import Kind, parse


@pytest.mark.parametrize(
    ("current", "line", "written"),
    [
        # like the last line of the same name
        ("NODE_NAME a\n  SITE\t\tx\n", "NODE_NAME b\nsite y\n", "  SITE\t\ty"),
        ("Node_Name a\nSite x\n", "NODE_NAME b\n\tSITE\ty # new\n", "Site y # new"),
        # like the last line of the same block: its column, in its kind of blanks
        ("NODE_NAME a\n  SITE        x\n", "NODE_NAME b\nCLUSTER_LOCK_LUN /dev/sda\n", "  CLUSTER_LOCK_LUN /dev/sda"),
        ("node_name a\n    site              x\n", "NODE_NAME b\nCAPACITY_NAME c\n", "    capacity_name     c"),
        ("NODE_NAME a\n  SITE\t\t\tx\n", "NODE_NAME b\nCAPACITY_NAME c\n", "  CAPACITY_NAME\t\tc"),
        ("NODE_NAME a\n  SITE\tx\n", "NODE_NAME b\nFIRST_CLUSTER_LOCK_PV /dev/x\n", "  FIRST_CLUSTER_LOCK_PV\t/dev/x"),
        ("NODE_NAME a\n  SITE x\n", "NODE_NAME b\nCAPACITY_NAME  c\n", "  CAPACITY_NAME c"),
        # no such block: as the file it comes from writes it, flat in a flat file
        ("CLUSTER_NAME c\nNODE_NAME a\n", "NODE_NAME b\n  SITE\ty\n", "SITE\ty"),
        ("  CLUSTER_NAME c\nNODE_NAME a\n", "NODE_NAME b\n  SITE\ty\n", "  SITE\ty"),
        ("CLUSTER_NAME\n", "CLUSTER_NAME d\n", "CLUSTER_NAME\td"),
    ],
)
def test_a_line_in_the_style_of_another_file(current: str, line: str, written: str) -> None:
    ours, theirs = parse(current, kind=Kind.CLUSTER), parse(line, kind=Kind.CLUSTER)
    *_, setting = theirs.blocks.every_setting()
    assert Style(ours.blocks, ours.source).line(setting, theirs.source) == written
