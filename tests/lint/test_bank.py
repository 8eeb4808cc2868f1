"""The clean repository: three clusters of different ages and platforms, joined up as meant, and silent under every rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from mcsgconf.catalogue import Target
from mcsgconf.cli import run
from mcsgconf.lint.engine import check
from mcsgconf.loading import load_site
from mcsgconf.models.kind import Kind
from mcsgconf.settings.nearest import NearestSettings

BANK = Path(__file__).parents[2] / "examples" / "bank"
CLUSTERS = ("custody", "giro", "online")
SCRIPTS = {  # of each package: those that start and halt it, those of its services, its external scripts
    "custody/cards_dg": "",
    "custody/SG-CFS-pkg": "",
    "custody/clearing": "linewatch.sh clearing.sh",
    "custody/fx": "feed.sh fx.sh",
    "custody/fxtest": "feed.sh fx.sh",
    "custody/secdb": "secdb_mon.sh listener_mon.sh array.sh secdb.sh",
    "custody/watch": "",
    "giro/atm": "atm.cntl atm.cntl atm_switch.sh atm_journal.sh",
    "giro/forms": "forms.cntl forms.cntl",
    "giro/ledger": "ledger.cntl ledger.cntl ledger_db_mon.sh watch_pid.sh",
    "giro/swift": "swift_run.cntl swift_halt.cntl watch_pid.sh",
    "online/docs": "",
    "online/mobile": "api.sh",
    "online/portal": "port_mon.sh portal.sh",
    "online/proxy": "",
}


def test_the_command_line_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(BANK), "--select", "ALL"]) == 0
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("folder", CLUSTERS)
@pytest.mark.parametrize("exact", [True, False], ids=["its release", "its platform"])
def test_each_cluster_is_silent_under_its_own_target(folder: str, exact: bool) -> None:
    target = NearestSettings().of_folder(str(BANK / folder)).target
    assert target is not None
    site = load_site(BANK / folder, target=target if exact else Target(target.platform, None))
    assert check(site) == []


def test_every_file_is_known_and_parsed_whole() -> None:
    site = load_site(BANK)
    paths = {str(path) for path in BANK.rglob("*") if path.is_file()}
    others = {str(BANK / "README.md"), *(str(BANK / folder / "mcsgconf.toml") for folder in CLUSTERS)}
    assert {document.name for document in site.documents} == paths - others
    assert [problem for document in site.documents for problem in document.problems] == []
    assert {document.kind for document in site.documents} == set(Kind) - {Kind.UNKNOWN, Kind.RHOSTS}


def test_packages_find_their_scripts_in_the_package_folders() -> None:
    found = {}
    for cluster in load_site(BANK).clusters:
        for package in cluster.packages:
            services = [script for _, script in package.service_scripts]
            scripts = [*package.run_scripts, *package.halt_scripts, *services, *package.external_scripts]
            assert not any("nodes" in Path(script.name).parts for script in scripts), package
            name = f"{cluster.folder.name}/{package.package.name.value}"
            found[name] = " ".join(Path(script.name).name for script in scripts)
    assert found == SCRIPTS
