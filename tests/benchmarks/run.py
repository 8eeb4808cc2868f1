"""Measures speed as ratios to peers in the same run: `python tests/benchmarks/run.py [CONTROL_SCRIPT]`.

Figures of one machine mean little, and noise hits both sides of a ratio alike. What is measured: start-up and the check of
one small file against yamllint, throughput of settings files against yamllint on YAML of the same size, throughput of
shell parsing and of the check of control scripts, against ShellCheck where it is installed. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import mcsgconf
from mcsgconf.syntax.settings import parse_settings
from mcsgconf.syntax.shell import parse_shell

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5
EXAMPLE = Path(__file__).parents[2] / "examples" / "retail" / "clusters" / "store"

NODE = """\
NODE_NAME               node{n}
  NETWORK_INTERFACE     lan0
    HEARTBEAT_IP        10.{a}.{b}.1
  NETWORK_INTERFACE     lan1
    HEARTBEAT_IP        11.{a}.{b}.1
  FIRST_CLUSTER_LOCK_PV /dev/dsk/c1t{n}d0
# a remark of the probe
"""
YAML = """\
- node_name: node{n}
  interfaces:
    - name: lan0
      heartbeat_ip: 10.{a}.{b}.1
    - name: lan1
      heartbeat_ip: 11.{a}.{b}.1
  lock_pv: /dev/dsk/c1t{n}d0
# a remark of the probe
"""
FUNCTION = """\
function step_{n}
{{
    for vg in ${{VG[@]}}
    do
        if [ -z "$vg" ]; then
            print "$(date) nothing to do for step {n}" >> $log_file
            continue
        fi
        while (( count < {n} ))
        do
            vgdisplay $vg 2>/dev/null | grep -q "VG Status" && break
            (( count = count + 1 ))
        done
    done
}}
"""


def repeated(piece: str, size: int) -> str:
    count = size // len(piece) + 1
    return "".join(piece.format(n=n, a=n // 250 % 250, b=n % 250) for n in range(count))


def best(action: Callable[[], object]) -> float:
    """Seconds that the fastest of several runs takes."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def command(*words: str) -> Callable[[], object]:
    return lambda: subprocess.run(words, capture_output=True, check=False)


def row(what: str, megabytes: float, seconds: float, peer: float | None = None) -> None:
    speed = f"{megabytes / seconds:7.2f} MB/s" if megabytes else f"{seconds * 1000:6.0f} ms  "
    ratio = "" if peer is None else f"   {peer / seconds:5.1f} x the peer's speed"
    print(f"{what:44} {speed}{ratio}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("control_script", nargs="?", type=Path, default=EXAMPLE / "pos" / "pos.cntl")
    script = arguments.parse_args().control_script.read_bytes()
    settings = "CLUSTER_NAME c\nFIRST_CLUSTER_LOCK_VG /dev/vg01\n" + repeated(NODE, 1_000_000)
    shell = repeated(FUNCTION, 1_000_000)
    yamllint, shellcheck = shutil.which("yamllint"), shutil.which("shellcheck")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "small.conf").write_text("PACKAGE_NAME p\nNODE_NAME a\nRUN_SCRIPT /x\nHALT_SCRIPT /x\n")
        (folder / "small.yaml").write_text("---\na: b\n")
        (folder / "big.yaml").write_text("---\n" + repeated(YAML, 1_000_000))
        (folder / "pkg.cntl").write_bytes(script)
        program = [sys.executable, "-m", "mcsgconf"]
        peer = best(command(yamllint, str(folder / "small.yaml"))) if yamllint else None
        row("--version", 0, best(command(*program, "--version")), peer)
        row("check of one small file", 0, best(command(*program, "check", str(folder / "small.conf"))), peer)
        peer = best(command(yamllint, str(folder / "big.yaml"))) if yamllint else None
        size = len(settings) / 1e6
        row("settings, 1 MB: parse", size, best(lambda: parse_settings(settings)), peer)
        row("settings, 1 MB: check", size, best(lambda: mcsgconf.check(mcsgconf.parse(settings, kind="cluster"))), peer)
        row("shell, 1 MB, no vendor part: parse", len(shell) / 1e6, best(lambda: parse_shell(shell)))
        peer = best(command(shellcheck, "-s", "ksh", str(folder / "pkg.cntl"))) if shellcheck else None
        row("control script: parse", len(script) / 1e6, best(lambda: mcsgconf.parse(script).tree), peer)
        row("control script: check", len(script) / 1e6, best(lambda: mcsgconf.check(mcsgconf.parse(script))), peer)


if __name__ == "__main__":
    main()
