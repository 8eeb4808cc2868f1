"""What a run imports: the greatest part of the time that a hook costs. Counted, not timed."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

    Run = Callable[..., Outcome]

HEAVY = {"deepdiff", "lark", "pydantic", "pydantic_core", "rich", "typer"}
ALSO_NOT_CHEAP = {"dataclasses", "hashlib", "inspect", "logging", "subprocess", "tempfile", "tomllib"}
"""Of the standard library: each takes as long as several checks. The values of a check are named tuples for that reason."""
MOST_OF_OURS = 110
"""Modules of this package in the check of one small file; a rule in fifty is worth one more, a detour is not."""
CLUSTER = """\
CLUSTER_NAME shop
NODE_NAME n1
  NETWORK_INTERFACE lan0
    HEARTBEAT_IP 10.1.1.1
NODE_NAME n2
  NETWORK_INTERFACE lan0
    HEARTBEAT_IP 10.1.1.2
"""
PACKAGE = """\
PACKAGE_NAME shop
NODE_NAME n1
NODE_NAME n2
RUN_SCRIPT /etc/cmcluster/shop/shop.cntl
HALT_SCRIPT /etc/cmcluster/shop/shop.cntl
SERVICE_NAME shop_mon
SERVICE_FAIL_FAST_ENABLED NEVER
"""
PROGRAM = """\
import sys
from mcsgconf.__main__ import main
try:
    main()
finally:
    print(*sys.modules, sep="\\n", file=sys.stderr)
"""


def imported(*words: str, cwd: Path) -> tuple[str, set[str]]:
    """Standard output of a run in a process of its own, and the modules that it had imported at its end."""
    command = [sys.executable, "-c", PROGRAM, *words]
    result = subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd)
    return result.stdout, set(result.stderr.splitlines())


def test_the_version_imports_none_of_the_heavy_libraries(tmp_path: Path) -> None:
    out, modules = imported("--version", cwd=tmp_path)
    assert re.fullmatch(r"mcsgconf \d+\.\d+\.\d+\n", out)
    assert "mcsgconf.version" in modules
    assert not {name.partition(".")[0] for name in modules} & HEAVY


@pytest.mark.parametrize(("text", "code"), [(CLUSTER, "MC109"), (PACKAGE, "MC213")])
def test_the_check_of_one_file_imports_what_it_needs(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "shop.ascii").write_text(text)
    imported("check", "--format", "text", "shop.ascii", cwd=tmp_path)  # compiles what is not yet compiled
    out, modules = imported("check", "shop.ascii", cwd=tmp_path)
    assert code in out
    assert not {name.partition(".")[0] for name in modules} & (HEAVY | ALSO_NOT_CHEAP)
    assert len([name for name in modules if name.startswith("mcsgconf")]) <= MOST_OF_OURS


@pytest.mark.parametrize("path", ["shop.ascii", ".", "missing", ""])
def test_paths_alone_are_read_as_they_are_beside_an_option(mcsgconf: Run, tmp_path: Path, path: str) -> None:
    (tmp_path / "shop.ascii").write_text(CLUSTER)
    assert mcsgconf("check", path) == mcsgconf("check", "--format", "text", path)
