"""Makes repositories of any size, to measure with: `python tests/benchmarks/repositories.py FOLDER --clusters 200 --packages 2000`.

A repository has clusters of three ages, as `examples/bank` has them, which its files are made from: HP-UX with packages
of the old style and their control scripts, HP-UX with modular packages, Linux. Every package has the scripts that it
runs, every HP-UX node a listing of its volume groups. The same numbers and the same seed make the same files. Nothing is
wrong in them but for a share of the packages, given by `--mistakes`, each of which has one of the mistakes below.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BANK = Path(__file__).parents[2] / "examples" / "bank"
PER_CLUSTER = 30
"""Packages that a cluster can have: each watches two resources, and no more than 60 are allowed in a cluster."""
VENDOR = "# START OF RUN FUNCTIONS"


@dataclass(frozen=True)
class Prototype:
    """A package of `examples/bank`: its folder, its files, and the names in them that are its own.

    `addresses` are its relocatable addresses, `groups` its volume groups. `name` stands in many words and goes last.
    """

    folder: str
    name: str
    files: tuple[str, ...]
    addresses: tuple[str, ...]
    groups: tuple[str, ...]
    drop: str = ""  # a pattern of lines that speak of another package


@dataclass(frozen=True)
class Age:
    """The clusters of one age: the cluster file that theirs are made from, its nodes and subnets, its packages."""

    file: str
    name: str
    nodes: tuple[str, ...]
    subnets: tuple[str, ...]
    target: str
    packages: tuple[Prototype, ...]
    minor: str = ""  # how the minor number of a volume group is written; empty: there are no listings
    common: str = ""  # a script that packages share


LEDGER = Prototype(
    "giro/ledger",
    "ledger",
    ("ledger.conf", "ledger.cntl", "ledger_db_mon.sh"),
    ("10.30.2.51", "10.30.2.52", "fd00:30:2::52"),
    ("vgledger", "vgjournal"),
)
CLEARING = Prototype(
    "custody/clearing",
    "clearing",
    ("clearing.conf", "clearing.sh", "linewatch.sh"),
    ("10.40.1.61",),
    ("vgclear",),
    r"(?:# the database|dependency_)[^\n]*\n",
)
PORTAL = Prototype(
    "online/portal", "portal", ("portal.conf", "portal.sh"), ("10.50.1.101", "10.50.1.102"), ("vgportal",)
)
AGES = (
    Age(
        "giro/cluster.ascii",
        "giro",
        ("konto1", "konto2"),
        ("10.30.1", "10.30.2", "fd00:30:2"),
        "hp-ux:A.11.16",
        (LEDGER,),
        "64 0x{0:02x}0000",
        "giro/common/watch_pid.sh",
    ),
    Age(
        "custody/cluster.conf",
        "custody",
        ("north1", "north2", "south1", "south2"),
        ("10.40.1", "10.40.2"),
        "hp-ux:A.11.20",
        (CLEARING,),
        "128 0x{0:03x}000",
    ),
    Age(
        "online/online.ascii",
        "online",
        ("web1", "web2", "web3"),
        ("10.50.1", "10.50.2"),
        "linux:A.12.00.00",
        (PORTAL,),
        common="online/lib/port_mon.sh",
    ),
)
MISTAKES = (
    # the file's ending, what stands there, what somebody makes of it
    (".conf", r"^(SERVICE_NAME|service_name)([ \t]+)(\w+)$", r'\1\2"\3"'),
    (".conf", r"^(RUN_SCRIPT_TIMEOUT|run_script_timeout)([ \t]+)\d+$", r"\1\2soon"),
    (".conf", r"^(NODE_FAIL_FAST_ENABLED|node_fail_fast_enabled)", r"\1D"),
    (".cntl", r"^VG\[1\]=", "VG[2]="),
    (".cntl", r"^SUBNET\[0\]=.*\n", ""),
    ("mon.sh", r"^while true$", "if true"),
    (".sh", r"\bdone\b", "od"),
)


def make(folder: Path, *, clusters: int, packages: int, mistakes: float = 0.0, seed: int = 1) -> int:
    """Write a repository into a folder that is empty or not there; return how many files it has.

    Args:
        folder: where it begins.
        clusters: how many clusters it has.
        packages: how many packages, spread evenly over the clusters.
        mistakes: the share of packages with a mistake in them, from 0 to 1.
        seed: of what is left to chance.

    Raises:
        ValueError: the clusters cannot hold so many packages.
    """
    if packages > clusters * PER_CLUSTER:
        raise ValueError(f"{packages} packages need {-(-packages // PER_CLUSTER)} clusters: one holds {PER_CLUSTER}")
    chance = random.Random(seed)  # noqa: S311 - the same files each time
    count = 0
    for number in range(clusters):
        share = range(number * packages // clusters, (number + 1) * packages // clusters)
        place = folder / f"site{number // 20:02}" / f"c{number:04}"
        for name, text, executable in _cluster(AGES[number % len(AGES)], number, share, mistakes, chance):
            path = place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            path.chmod(0o755 if executable else 0o644)
            count += 1
    return count


def _cluster(
    age: Age, number: int, packages: range, mistakes: float, chance: random.Random
) -> Iterator[tuple[str, str, bool]]:
    """Yield the files of a cluster: path, text, and whether it may be run."""
    names = {node: f"n{number:04}{chr(ord('a') + at)}" for at, node in enumerate(age.nodes)}
    first, second = f"10.{1 + number // 120}.{number % 120 * 2}", f"10.{1 + number // 120}.{number % 120 * 2 + 1}"
    names |= zip(age.subnets, (first, second, f"fd00:{number:x}:2"), strict=False)
    groups: list[str] = []
    for at, _ in enumerate(packages):
        prototype = chance.choice(age.packages)
        name = f"p{number:04}x{at:02}"
        own = {group: f"vg{at:02}{'abc'[which]}{number:04}" for which, group in enumerate(prototype.groups)}
        groups += own.values()
        own |= {address: _address(names, age, address, at) for address in prototype.addresses}
        own["priority 40"] = f"priority {40 + at}"
        wrong = chance.random() < mistakes
        for file, text in _package(prototype, names | own, name, chance, wrong=wrong):
            yield f"{name}/{file}", text, not file.endswith(".conf")
    text = _read(age.file)
    text = re.sub(r"^VOLUME_GROUP\s+/dev/vg(?!lock).*\n", "", text, flags=re.MULTILINE)
    if age.minor:
        text += "".join(f"VOLUME_GROUP\t\t/dev/{group}\n" for group in groups)
        lock = ["vglock"] if "vglock" in text else []
        for node in age.nodes:
            yield f"nodes/{names[node]}/ll_group.txt", _listing(age.minor, [*lock, *groups]), False
    text = re.sub(rf"^(CLUSTER_NAME\s+){age.name}", rf"\g<1>c{number:04}", text, flags=re.MULTILINE)
    text = re.sub(r"^(MAX_CONFIGURED_PACKAGES\s+)\d+", r"\g<1>150", text, flags=re.MULTILINE)
    yield Path(age.file).name, _replaced(text, names), False
    yield "mcsgconf.toml", f'target = "{age.target}"\n', False
    yield "README.md", f"# c{number:04}\n\nKept by the group that runs it; see the site's own pages.\n", False
    if age.common:
        yield str(Path(*Path(age.common).parts[1:])), _read(age.common), True


def _package(
    prototype: Prototype, names: dict[str, str], name: str, chance: random.Random, *, wrong: bool
) -> Iterator[tuple[str, str]]:
    texts: dict[str, str] = {}
    for file in prototype.files:
        own, mark, vendor = _read(f"{prototype.folder}/{file}").partition(VENDOR)
        own = re.sub(prototype.drop, "", own) if prototype.drop else own
        head, rest = own.split("\n", 1)
        remarks = "".join(f"# {_remark(chance)}\n" for _ in range(chance.randint(1, 6)))
        texts[file.replace(prototype.name, name)] = (
            _replaced(f"{head}\n{remarks}{rest}", names | {prototype.name: name}) + mark + vendor
        )
    fitting = [
        (file, pattern, new)
        for ending, pattern, new in MISTAKES
        for file, text in texts.items()
        if wrong and file.endswith(ending) and re.search(pattern, text, re.MULTILINE)
    ]
    if fitting:
        file, pattern, new = chance.choice(fitting)
        texts[file] = re.sub(pattern, new, texts[file], count=1, flags=re.MULTILINE)
    yield from texts.items()


def _remark(chance: random.Random) -> str:
    day = f"{chance.randint(2003, 2014)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    work = chance.choice(["looked through", "moved to the new array", "timeout agreed with the owners", "handed over"])
    return f"{day} {chance.choice(['ks', 'ml', 'jb', 'ap'])}  {work}, change {chance.randint(1000, 99999)}"


def _address(names: dict[str, str], age: Age, address: str, at: int) -> str:
    """Return an address in place of one of a prototype, on the same subnet: two for each package."""
    subnet = next(one for one in age.subnets if address.startswith(one))
    second = int(address[-1]) % 2 == 0
    if ":" in address:
        return f"{names[subnet]}::{0x100 + at:x}"
    return f"{names[subnet]}.{100 + 2 * at + second}"


def _listing(minor: str, groups: list[str]) -> str:
    rows = [("vg00", 0), *((group, number + 1) for number, group in enumerate(groups))]
    return "".join(
        f"crw-r-----   1 root       sys {minor.format(number):>15} Oct 18  2004 /dev/{group}/group\n"
        for group, number in rows
    )


def _replaced(text: str, names: dict[str, str]) -> str:
    """Return a text with all names replaced at once, of two that begin alike the longer one."""
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(pattern, lambda found: names[found[0]], text)


@cache
def _read(path: str) -> str:
    return (BANK / path).read_text(encoding="utf-8")


def main() -> None:
    arguments = argparse.ArgumentParser(description="Make a repository of clusters, to measure with.")
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--clusters", type=int, default=200)
    arguments.add_argument("--packages", type=int, default=2000)
    arguments.add_argument("--mistakes", type=float, default=0.02, help="share of the packages, 0.02 if not given")
    arguments.add_argument("--seed", type=int, default=1)
    asked = arguments.parse_args()
    if asked.folder.exists() and (not asked.folder.is_dir() or any(asked.folder.iterdir())):
        sys.exit(f"{asked.folder} is there already, and not empty")
    try:
        count = make(
            asked.folder,
            clusters=asked.clusters,
            packages=asked.packages,
            mistakes=asked.mistakes,
            seed=asked.seed,
        )
    except ValueError as error:
        sys.exit(str(error))
    print(f"{count} files")


if __name__ == "__main__":
    main()
