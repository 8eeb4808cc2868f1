"""Files that nothing in them calls a script: those that packages run are read as one, all others are left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mcsgconf.cli.inputs import site_of
from mcsgconf.loading import load_site, resolved
from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = "ps -ef | grep -q '[s]hopd' || exit 1\n"
CONTROL = "VG[0]=vg01\nSERVICE_NAME[0]=shop_mon\nSERVICE_CMD[0]='{command}'\n"
LEGACY = "PACKAGE_NAME shop\nNODE_NAME anna\nRUN_SCRIPT {script}\nHALT_SCRIPT {script}\nSERVICE_NAME shop_mon\n"
MODULAR = "package_name shop\nmodule_name sg/failover\n{line}\n"


def control(command: str) -> dict[str, str]:
    return {"shop/shop.cntl": CONTROL.format(command=command)}


CASES = [
    # the files, and which of them become scripts
    ({**control("/etc/cmcluster/shop/monitor 30"), "shop/monitor": SCRIPT}, ["shop/monitor"]),
    ({**control("/usr/bin/sh /etc/cmcluster/shop/monitor"), "shop/monitor": SCRIPT}, ["shop/monitor"]),
    ({**control("/etc/cmcluster/shop/monitor"), "shop/watch": SCRIPT}, []),
    ({**control("/etc/cmcluster/shop/monitor"), "old/shop/monitor": SCRIPT}, ["old/shop/monitor"]),
    (
        {**control("/etc/cmcluster/shop/monitor"), "shop/monitor": SCRIPT, "old/monitor": SCRIPT},
        ["shop/monitor"],
    ),
    ({**control("/etc/cmcluster/shop/monitor"), "shop/monitor": "#!/usr/bin/perl\nsleep 1;\n"}, []),
    ({**control("/etc/cmcluster/shop/monitor"), "shop/monitor": "\x7fELF\0\0"}, []),
    ({**control("/etc/cmcluster/shop/monitor"), "shop/monitor": " \n"}, []),
    ({**control("/bin/sh -c 'x monitor'"), "shop/monitor": SCRIPT}, []),
    ({"p.conf": MODULAR.format(line="external_script $SGCONF/app"), "app": SCRIPT}, ["app"]),
    ({"p.conf": MODULAR.format(line="service_name s\nservice_cmd /etc/cmcluster/app"), "app": SCRIPT}, ["app"]),
    ({"p.conf": MODULAR.format(line="pev_file /etc/cmcluster/app"), "app": SCRIPT}, []),
    ({"p.conf": LEGACY.format(script="/etc/cmcluster/run"), "run": SCRIPT}, ["run"]),
    ({"monitor": SCRIPT, "c.ascii": "CLUSTER_NAME c\nNODE_NAME anna\nQS_HOST monitor\n"}, []),
]


@pytest.mark.parametrize(("files", "expected"), CASES)
def test_what_packages_run_is_a_script(tmp_path: Path, files: dict[str, str], expected: list[str]) -> None:
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    site = load_site(tmp_path)
    scripts = [document.name for document in site.documents if document.kind is Kind.SHELL]
    assert scripts == [str(tmp_path / name) for name in expected]


def test_a_file_that_is_named_beside_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.cntl").write_text(CONTROL.format(command="/etc/cmcluster/shop/monitor"), encoding="utf-8")
    for name in ("monitor", "notes"):
        (tmp_path / name).write_text(SCRIPT, encoding="utf-8")
    site = resolved(site_of(["notes", "monitor", "shop.cntl"], "-", None))
    assert {document.name: document.kind.value for document in site.documents} == {
        "shop.cntl": "control-script",
        "monitor": "shell",
    }


def test_its_execute_bit_is_known(tmp_path: Path) -> None:
    (tmp_path / "shop.cntl").write_text(CONTROL.format(command="/etc/cmcluster/shop/monitor"), encoding="utf-8")
    script = tmp_path / "monitor"
    script.write_text(SCRIPT, encoding="utf-8")
    script.chmod(0o755)
    assert [document.executable for document in load_site(tmp_path).documents if document.kind is Kind.SHELL] == [True]
