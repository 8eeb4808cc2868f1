"""Characters, placeholders and markers: in lines that count, and in those that do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mcsgconf.lint.engine import check
from mcsgconf.lint.select import Selection
from mcsgconf.models.document import parse

if TYPE_CHECKING:
    from tests.lint.conftest import Fix, Lint

CLUSTER = "CLUSTER_NAME c\nNODE_NAME a\n"
ENCODING = Selection(select=("MC153",))

CHARACTERS = [
    # kind, text, (line, severity) of each finding, the text after the fix
    ("cluster", "# a\r\nNODE_NAME a\r\n", [(2, "info")], "# a\nNODE_NAME a\n"),
    ("cluster", "# a\r\n\r\n", [(1, "info")], "# a\n\n"),
    ("shell", "#!/bin/sh\r\necho\r\n", [(1, "error")], "#!/bin/sh\necho\n"),
    ("shell", "#!/bin/sh\n# a\r\necho\n", [(2, "info")], "#!/bin/sh\n# a\necho\n"),
    ("shell", "#!/bin/sh\n# a\r\n\r\nVG=1\r\n", [(4, "error")], "#!/bin/sh\n# a\n\nVG=1\n"),
    ("shell", "echo a\rb\n", [], None),
    ("lvmrc", "AUTO_VG_ACTIVATE=0\r\n", [(1, "error")], "AUTO_VG_ACTIVATE=0\n"),
    ("rc-config", "\ufeffAUTOSTART_CMCLD=1\n", [(1, "error")], "AUTOSTART_CMCLD=1\n"),
    ("control-script", "# a\rVG[0]=vg01\r", [(1, "error")], "# a\nVG[0]=vg01\n"),
    ("shell", "#!/bin/sh\recho", [(1, "error")], "#!/bin/sh\necho"),
    ("cluster", "# a\rNODE_NAME a\r", [(1, "warning")], "# a\nNODE_NAME a\n"),
    ("shell", "\ufeff#!/bin/sh\n", [(1, "error")], "#!/bin/sh\n"),
    ("cluster", "\ufeffNODE_NAME a\n", [(1, "warning")], "NODE_NAME a\n"),
    ("cluster", "QS_HOST\u00a0q\n", [(1, "error")], "QS_HOST q\n"),
    ("cluster", "QS_HOST a\u2013b\n", [(1, "error")], "QS_HOST a-b\n"),
    ("modular-package", "fs_mount_opt \u201c\u2013o rw\u201d # \u201c\n", [(1, "error")], 'fs_mount_opt "-o rw" # "\n'),
    ("modular-package", "package_description \u201cA \u2013 B\u201d\npev_x \u2019\n", [], None),
    ("cluster", "# \u201cA \u2013 B\u201d\u00a0\n", [], None),
    ("cluster", "QS_HOST caf\u00e9\n", [], None),
    ("cluster", "NODE_NAME a\x07b\n", [(1, "error")], None),
    ("cluster", "NODE\x1b[0m_NAME a\n", [(1, "error")], None),
    ("legacy-package", "NODE_NAME a\u200bb\n", [(1, "error")], None),
    ("legacy-package", "NODE_NAME a\x85\n", [(1, "error")], None),
    ("cluster", "# \x1b[0m\n \f\n\tNODE_NAME\ta\n", [], None),
    ("modular-package", "package_description a\u200db\n", [], None),
    ("shell", "echo '\x1b[0m'\n", [], None),
    ("shell", "echo \u201cit\u2019s\u201d\n", [], None),
]


@pytest.mark.parametrize(("kind", "text", "expected", "after"), CHARACTERS)
def test_characters(kind: str, text: str, expected: list[tuple[int, str]], after: str | None, fixed: Fix) -> None:
    found = check(parse(text, kind=kind), ENCODING)
    assert [(finding.line, finding.severity.value) for finding in found] == expected
    assert fixed(kind, text, "MC153", unsafe=False) == (text if after is None else after)


EFFECTS = [
    ("\ufeff#!/bin/sh\n", "the #! behind it does not count"),
    ("\ufeff# @(#) A.11.19\nVG[0]=vg01\n", "no longer for a comment"),
    ("\ufeff\nVG[0]=vg01\n", "or for a command"),
    ("# a\rVG[0]=vg01\r", "the whole script is a comment"),
    ("VG[0]=vg01\r# a\r", "the whole script is one line"),
]


@pytest.mark.parametrize(("text", "effect"), EFFECTS)
def test_what_a_script_suffers_is_said(text: str, effect: str) -> None:
    (finding,) = check(parse(text, kind="control-script"), ENCODING)
    assert effect in finding.message
    assert "CR LF" not in finding.message
    assert ("#!" in finding.message) == ("#!" in text)


def test_typographic_quotes_and_then_quotes_go_in_two_rounds(fixed: Fix) -> None:
    text = "PACKAGE_NAME p\nNODE_NAME a\nRUN_SCRIPT /r\nHALT_SCRIPT /h\nSERVICE_NAME \u201cmon\u201d\nSERVICE_HALT_TIMEOUT 9\n"
    assert fixed("legacy-package", text) == text.replace("\u201c", "").replace("\u201d", "")


PLACEHOLDERS = [
    ("cluster", "NODE_NAME <node1>", True),
    ("cluster", "NODE_NAME <the first node>", True),
    ("cluster", "QS_HOST xxx", True),
    ("cluster", "QS_HOST XXXX", True),
    ("cluster", "QS_HOST your_host", True),
    ("cluster", "VOLUME_GROUP /dev/<vg>", True),
    ("cluster", "VOLUME_GROUP ${VG}", True),
    ("cluster", "QS_HOST xx", False),
    ("cluster", "QS_HOST xxx1", False),
    ("cluster", "QS_HOST yourself", False),
    ("legacy-package", "RUN_SCRIPT $SGCONF/p/p.cntl", False),
    ("legacy-package", "RUN_SCRIPT ${SGCONF}/p/p.cntl", False),
    ("legacy-package", "RUN_SCRIPT /etc/cmcluster/<package>/p.cntl", True),
    ("legacy-package", "RUN_SCRIPT /etc/cmcluster/your_package/p.cntl", True),
    ("legacy-package", "RUN_SCRIPT /etc/cmcluster/xxx/p.cntl", True),
    ("legacy-package", "RESOURCE_NAME /a\nRESOURCE_UP_VALUE < 5", False),
    ("legacy-package", "RESOURCE_NAME /a\nRESOURCE_UP_VALUE > -5 and < 10", False),
    ("modular-package", "generic_resource_name l\ngeneric_resource_up_criteria <50", False),
    ("modular-package", 'service_name s\nservice_cmd "/x <in >out"', False),
    ("modular-package", "service_name s\nservice_cmd <command>", True),
    ("modular-package", "operation_sequence $SGCONF/scripts/sg/x.sh", False),
    ("modular-package", 'vxvol_cmd "vxvol -g \\${DiskGroup} startall"', False),
    ("modular-package", "pev_x ${HOME}", False),
    ("modular-package", "package_description <none>", True),
]


@pytest.mark.parametrize(("kind", "text", "expected"), PLACEHOLDERS)
def test_placeholders(kind: str, text: str, expected: bool) -> None:
    found = check(parse(f"{text}\n", kind=kind), Selection(select=("MC150",)))
    assert [finding.line for finding in found] == [text.count("\n") + 1] * expected


def test_a_placeholder_is_not_judged_as_a_value_too(lint: Lint) -> None:
    lint("cluster", CLUSTER + "NODE_TIMEOUT <microseconds>  # <- MC150\nVOLUME_GROUP <volume group>  # <- MC150\n")


EMPTY = [
    ("cluster", "CLUSTER_NAME", "error"),
    ("cluster", "QS_HOST   # none", "warning"),
    ("legacy-package", "RUN_SCRIPT", "error"),
    ("legacy-package", "SUBNET", "warning"),
    ("modular-package", "package_name", "error"),
    ("modular-package", "fs_umount_opt", None),
    ("modular-package", 'fs_umount_opt ""', None),
]


@pytest.mark.parametrize(("kind", "line", "severity"), EMPTY)
def test_names_without_a_value(kind: str, line: str, severity: str | None) -> None:
    found = check(parse(f"{line}\n", kind=kind), Selection(select=("MC150",)))
    assert [finding.severity.value for finding in found] == ([severity] if severity else [])


MARKERS = [
    ("<<<<<<< current\na\n||||||| base\nb\n=======\nc\n>>>>>>> generic\n", [1, 3, 5, 7]),
    ("<<<<<<<\n=======\r\n>>>>>>>\n", [1, 2, 3]),
    ("=======\n|||||||\n", []),
    ("# <<<<<<< x\n=======\n", []),
    ("<<<<<<<< x\n=======x\n", []),
    (" <<<<<<< x\n=======\n", []),
    ("cat <<END\n>>>>>>> x\nEND\n", [2]),
]


@pytest.mark.parametrize("kind", ["cluster", "legacy-package", "modular-package", "control-script", "shell"])
@pytest.mark.parametrize(("text", "lines"), MARKERS)
def test_conflict_markers(kind: str, text: str, lines: list[int]) -> None:
    assert [finding.line for finding in check(parse(text, kind=kind), Selection(select=("MC817",)))] == lines


@pytest.mark.parametrize("kind", ["cluster", "legacy-package", "modular-package"])
@pytest.mark.parametrize(("text", "lines"), MARKERS)
def test_a_marker_is_reported_once(kind: str, text: str, lines: list[int]) -> None:
    odd = [finding.line for finding in check(parse(text, kind=kind), Selection(select=("MC001",)))]
    assert set(odd).isdisjoint(lines)
    ornaments = [number for number, line in enumerate(text.splitlines(), 1) if line.strip(" \r")[:1] in "<=>|"]
    assert set(odd) == set(ornaments) - set(lines)


GAPS = [
    ("# mcsgconf: gap FIRST_CLUSTER_LOCK_PV: the path", True),
    ("    # mcsgconf: gap", True),
    ("# mcsgconf: gaps", False),
    ("# see mcsgconf: gap", False),
    ("# mcsgconf: ignore[MC113] gap", False),
]


@pytest.mark.parametrize(("line", "expected"), GAPS)
def test_gaps(line: str, expected: bool) -> None:
    found = check(parse(f"{CLUSTER}{line}\n", kind="cluster"), Selection(select=("MC819",)))
    assert len(found) == expected


def test_a_gap_is_shown_whole() -> None:
    gap = (
        "FIRST_CLUSTER_LOCK_PV: the device file of the lock disk on carl, which the probe of the machines did not find"
    )
    (found,) = check(parse(f"{CLUSTER}# mcsgconf: gap {gap}\n", kind="cluster"), Selection(select=("MC819",)))
    assert gap in found.message
