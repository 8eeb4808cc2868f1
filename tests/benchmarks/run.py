"""Measures speed as ratios to peers in one run: `python tests/benchmarks/run.py [CONTROL_SCRIPT]`.

Seconds of one machine mean little. Both sides of a ratio run in turn, several times, as whole processes, and the median
of the ratios counts; so noise and a slow machine hit both alike. Counted is the time of the processor, user and system.
The peers: yamllint on YAML of the same size and shape, ShellCheck on the same script. Nothing here is a test. What is
printed is a table for the README; a row whose peer is not installed is left out.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROUNDS = 9
SCRIPT = Path(__file__).parents[2] / "examples" / "retail" / "clusters" / "store" / "pos" / "pos.cntl"
OURS = (sys.executable, "-m", "mcsgconf")
EDIT = """
import sys
from pathlib import Path
import mcsgconf
path = Path(sys.argv[1])
document = mcsgconf.parse(path, kind="cluster")
setting = document.blocks.named("node")[-1].first("NETWORK_INTERFACE") or document.blocks.first("NODE_TIMEOUT")
path.with_suffix(".new").write_bytes(document.apply([mcsgconf.Edit(*setting.value_span, "9000000")]).render())
"""


class Row(NamedTuple):
    """A line of the table: what was measured against what, the ratio in words, and what it should be."""

    what: str
    against: str
    ratio: str
    target: str


class Runner:
    """Runs commands in a folder, with byte code and compiled data kept as an installed program has them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._environment = os.environ | {
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
            "XDG_CACHE_HOME": str(folder / "cache"),
        }

    def write(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def seconds(self, command: Sequence[str]) -> float:
        """Run a command once and return how long it kept the processor."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        result = subprocess.run(command, env=self._environment, cwd=self.folder, capture_output=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if result.returncode not in {0, 1}:
            sys.exit(f"{' '.join(command)} ended with {result.returncode}: {result.stderr.decode(errors='replace')}")
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def ratio(self, one: Sequence[str], other: Sequence[str], rounds: int = ROUNDS) -> float:
        """Return how many times as long `one` takes as `other`: the median of pairs, the first pair not counted."""
        pairs = [(self.seconds(one), self.seconds(other)) for _ in range(rounds + 1)]
        return median(ours / theirs for ours, theirs in pairs[1:])

    def least(self, command: Sequence[str]) -> float:
        """Return the seconds of the fastest of three runs."""
        return min(self.seconds(command) for _ in range(3))


def start_up(run: Runner, yamllint: str | None) -> Iterator[Row]:
    """One small file, as a hook has it."""
    if yamllint is None:
        return
    peer = (yamllint, run.write("small.yaml", "---\na: b\n"))
    cluster = run.write("small.ascii", texts.cluster(600))
    package = run.write("small.conf", texts.PACKAGE)
    for what, command in (
        ("`mcsgconf --version`", (*OURS, "--version")),
        ("`check` of one small cluster file", (*OURS, "check", cluster)),
        ("`check` of one small package file", (*OURS, "check", package)),
        ("the same with an option", (*OURS, "check", "--fail-on", "error", package)),
    ):
        target = "" if "option" in what else "≤ 1.0 ×"
        yield Row(what, "yamllint, one small file", f"{run.ratio(command, peer):.2f} × its time", target)


def throughput(run: Runner, yamllint: str | None, shellcheck: str | None, script: Path) -> Iterator[Row]:
    """`check` with all rules."""
    if yamllint is not None:
        settings, yaml = texts.cluster(1_000_000), texts.yaml(1_000_000)
        ours = (*OURS, "check", run.write("big.ascii", settings))
        ratio = run.ratio((yamllint, run.write("big.yaml", yaml)), ours, 3) * len(settings) / len(yaml)
        yield Row("`check` of 1 MB of settings", "yamllint, 1 MB of YAML", f"{ratio:.1f} × its speed", "≥ 10 ×")
    if shellcheck is not None:
        name = run.write("pkg.cntl", script.read_text(encoding="utf-8", errors="surrogateescape"))
        ours = (sys.executable, "-c", texts.CHECK_REPEATEDLY, name)
        ratio = run.ratio((shellcheck, "-s", "ksh", name), ours, 3) * texts.REPETITIONS
        what = f"`check` of a control script of {script.stat().st_size // 1000} kB"
        yield Row(what, "ShellCheck, the same script", f"{ratio:.0f} × its speed", "≥ 30 ×")


def large_files(run: Runner) -> Iterator[Row]:
    """A merge and an edit of cluster files of one and of five megabytes."""
    for what, target in (("merge", "< 2 s"), ("edit", "< 2 s")):
        seconds = []
        for size in (1_000_000, 5_000_000):
            current = run.write(f"current{size}", texts.cluster(size))
            generic = run.write(f"generic{size}", texts.cluster(size, more=1))
            merge = (*OURS, "merge", current, generic, "-o", str(run.folder / "merged"))
            seconds.append(run.least(merge if what == "merge" else (sys.executable, "-c", EDIT, current)))
        small, large = seconds
        yield Row(f"`{what}` of a cluster file of 5 MB", "the clock", f"{large:.1f} s", target)
        yield Row(f"`{what}`, 5 MB", f"`{what}`, 1 MB", f"{large / small:.1f} × its time", "≤ 5 ×, linear")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("control_script", nargs="?", type=Path, default=SCRIPT)
    script = arguments.parse_args().control_script
    yamllint, shellcheck = shutil.which("yamllint"), shutil.which("shellcheck")
    print("| measured | against | ratio | target |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        run = Runner(Path(name))
        for rows in (start_up(run, yamllint), throughput(run, yamllint, shellcheck, script), large_files(run)):
            for row in rows:
                print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
