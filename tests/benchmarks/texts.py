"""What the benchmark measures with: sound files of any size, and YAML of the same size and shape."""

from __future__ import annotations

_NODE = """\
NODE_NAME               node{n}
  NETWORK_INTERFACE     lan0
    HEARTBEAT_IP        10.{a}.{b}.1
  NETWORK_INTERFACE     lan1
    HEARTBEAT_IP        11.{a}.{b}.1
# Warning: There are no standby network interfaces for lan0.
"""
_HEAD = """\
# **********************************************************************
# ********* HIGH AVAILABILITY CLUSTER CONFIGURATION FILE ***************
# **********************************************************************
CLUSTER_NAME            bench
QS_HOST                 quorum
QS_POLLING_INTERVAL     300000000
"""
_TAIL = """\
HEARTBEAT_INTERVAL      1000000
NODE_TIMEOUT            8000000
AUTO_START_TIMEOUT      600000000
NETWORK_POLLING_INTERVAL 2000000
MAX_CONFIGURED_PACKAGES 10
"""
_YAML = """\
- node_name: node{n}
  interfaces:
    - name: lan0
      heartbeat_ip: 10.{a}.{b}.1
    - name: lan1
      heartbeat_ip: 11.{a}.{b}.1
# Warning: There are no standby network interfaces for lan0.
"""
PACKAGE = """\
PACKAGE_NAME            shop
PACKAGE_TYPE            FAILOVER
NODE_NAME               node0
NODE_NAME               node1
AUTO_RUN                YES
RUN_SCRIPT              /etc/cmcluster/shop/shop.cntl
RUN_SCRIPT_TIMEOUT      600
HALT_SCRIPT             /etc/cmcluster/shop/shop.cntl
HALT_SCRIPT_TIMEOUT     600
SERVICE_NAME            shop_mon
SERVICE_FAIL_FAST_ENABLED NO
SERVICE_HALT_TIMEOUT    300
"""
REPETITIONS = 100
CHECK_REPEATEDLY = f"""
import sys
from pathlib import Path
import mcsgconf
for _ in range({REPETITIONS}):
    mcsgconf.check(mcsgconf.parse(Path(sys.argv[1])))
"""
"""A control script is checked in a fraction of the time that start-up takes: many times in one process, to share that."""


def cluster(size: int, *, more: int = 0) -> str:
    """Return a cluster file of about `size` characters, with `more` nodes behind those."""
    count = size // len(_NODE) + 1
    return _HEAD + _repeated(_NODE, count + more) + _TAIL


def yaml(size: int) -> str:
    """Return YAML of about `size` characters with the nodes of a cluster file."""
    return "---\n" + _repeated(_YAML, size // len(_YAML) + 1)


def _repeated(piece: str, count: int) -> str:
    return "".join(piece.format(n=n, a=n // 250 % 250, b=n % 250) for n in range(count))
