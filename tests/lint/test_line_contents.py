"""What else stands on a line of a settings file: remarks behind values, further parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mcsgconf.lint.engine import check
from mcsgconf.lint.select import Selection
from mcsgconf.models.document import parse

if TYPE_CHECKING:
    from tests.lint.conftest import Fix

LINES = [
    # kind, a line, the columns and codes of what is found, the line after the fixes
    ("cluster", "NODE_NAME a", [], None),
    ("cluster", "NODE_NAME a#b", [], None),
    ("cluster", "# NODE_NAME a # b", [], None),
    ("cluster", "NODE_NAME a # b", [(13, "MC159")], "# b\nNODE_NAME a"),
    ("cluster", "  NODE_NAME\ta\t#b  ", [(15, "MC159")], "  #b\n  NODE_NAME\ta"),
    ("cluster", "NODE_NAME # b", [], None),
    ("cluster", "NODE_NAME a # mcsgconf: ignore[MC101] b", [(13, "MC159")], "# mcsgconf: ignore[MC101] b\nNODE_NAME a"),
    ("modular-package", "service_cmd /a/b # c", [(18, "MC159")], None),
    ("modular-package", 'fs_mount_opt "-o rw # x"', [], None),
    ("modular-package", "pev_a b #c", [(9, "MC159")], None),
    ("cluster", "MAX_CONFIGURED_PACKAGES 10 VOLUME_GROUP /dev/a", [(28, "MC160")], None),
    ("cluster", "MAX_CONFIGURED_PACKAGES 10 volume_group /dev/a", [], None),
    ("cluster", "MAX_CONFIGURED_PACKAGES 10 VOLUME_GROUP", [], None),
    ("cluster", "NODE_NAME a NODE_NAME b NODE_NAME c", [(13, "MC160")], "NODE_NAME a\nNODE_NAME b\nNODE_NAME c"),
    ("cluster", "USER_NAME a b USER_HOST c USER_ROLE monitor", [(15, "MC160")], None),
    ("cluster", "USER_NAME a user_host USER", [], None),
    ("legacy-package", "AUTO_RUN YES\tRUN_SCRIPT /a/b", [(14, "MC160")], "AUTO_RUN YES\nRUN_SCRIPT /a/b"),
    ("legacy-package", "RESOURCE_UP_VALUE = UP RESOURCE_START AUTOMATIC", [(24, "MC160")], None),
    ("legacy-package", "SCRIPT_LOG_FILE /a SUBNET", [], None),
    ("modular-package", "auto_run yes vg vg01", [(14, "MC160")], "auto_run yes\nvg vg01"),
    ("modular-package", 'service_cmd "/a/b vg c"', [], None),
    ("modular-package", "service_cmd /a/b vg c", [], None),
    ("modular-package", 'service_cmd "/a/b" vg c', [(20, "MC160")], 'service_cmd "/a/b"\nvg c'),
    ("modular-package", "package_description a vg c", [], None),
]


@pytest.mark.parametrize(("kind", "line", "expected", "after"), LINES)
def test_line(kind: str, line: str, expected: list[tuple[int, str]], after: str | None, fixed: Fix) -> None:
    document = parse(f"{line}\n", name="file", kind=kind)
    findings = check(document, Selection(select=("MC159", "MC160")))
    assert [(finding.column, finding.code) for finding in findings] == expected
    if after is not None:
        assert fixed(kind, f"{line}\n", "MC159", "MC160").rstrip(" \n") == after


def test_a_line_of_two_parameters_is_one_finding() -> None:
    line = "PACKAGE_NAME a\nNODE_NAME b\nFAILOVER_POLICY CONFIGURED_NODE FAILBACK_POLICY MANUAL\n"
    found = check(parse(line, kind="legacy-package"), Selection(ignore=("MC208", "MC211")))
    assert [finding.code for finding in found] == ["MC160"]
