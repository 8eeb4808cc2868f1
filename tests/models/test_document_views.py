"""What a document knows besides its text: whether it may be run, and what it says of a package by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mcsgconf.errors import UsageError
from mcsgconf.loading import load_site
from mcsgconf.models.document import parse
from mcsgconf.text import Edit

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = "VG[0]=vg01\nIP[0]=10.1.1.7\nSUBNET[0]=10.1.1.0\nSERVICE_NAME[0]=shop_mon\n"


@pytest.mark.parametrize(("mode", "expected"), [(0o755, True), (0o500, True), (0o644, False), (0o455, False)])
def test_mode_of_a_file(tmp_path: Path, mode: int, expected: bool) -> None:
    path = tmp_path / "shop.cntl"
    path.write_text(SCRIPT)
    path.chmod(mode)
    document = parse(path)
    assert document.executable is expected
    assert document.apply([Edit(0, 0, "# x\n")]).executable is expected
    assert [one.executable for one in load_site(tmp_path).documents] == [expected]


def test_text_has_no_mode() -> None:
    assert parse(SCRIPT).executable is None
    assert parse(SCRIPT, executable=True).executable is True


def test_control_script_seen_as_a_package() -> None:
    view = parse(SCRIPT, kind="control-script").package_view
    assert view.name is None
    assert [group.value for group in view.volume_groups] == ["/dev/vg01"]
    assert [service.started.value for service in view.services if service.started] == ["shop_mon"]
    assert all(service.declared is None for service in view.services)


def test_a_cluster_file_is_no_package() -> None:
    with pytest.raises(UsageError, match="describes no package"):
        parse("CLUSTER_NAME c\n", kind="cluster").package_view  # noqa: B018 - the property raises
