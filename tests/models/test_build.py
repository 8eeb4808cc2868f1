"""Models as a whole: one for each kind, their schemas, and what they cost those who do not ask for them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from mcsgconf.models.document import parse
from mcsgconf.models.kind import Kind

MODELS = {
    Kind.CLUSTER: "Cluster",
    Kind.LEGACY_PACKAGE: "LegacyPackage",
    Kind.MODULAR_PACKAGE: "ModularPackage",
    Kind.CONTROL_SCRIPT: "ControlScript",
    Kind.GROUP_LISTING: "GroupListing",
    Kind.NODELIST: "NodeList",
    Kind.RHOSTS: "RemoteHosts",
    Kind.HOSTS: "HostTable",
    Kind.NSSWITCH: "NameServiceSwitch",
    Kind.PASSWD: "UserTable",
    Kind.INETD: "InternetDaemons",
    Kind.INITTAB: "InitTable",
    Kind.FSTAB: "FileSystemTable",
    Kind.LVM_CONF: "LvmConfiguration",
    Kind.LVMRC: "VolumeGroupActivation",
    Kind.RC_CONFIG: "ClusterStartUp",
    Kind.NETCONF: "BootAddresses",
    Kind.STATUS: "ClusterStatus",
    Kind.KERNEL_LISTING: "KernelParameters",
    Kind.SHELL: None,
    Kind.UNKNOWN: None,
}


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_model_or_none(kind: Kind) -> None:
    model = parse("", kind=kind).model
    assert (type(model).__name__ if model is not None else None) == MODELS[kind]


@pytest.mark.parametrize("kind", [kind for kind, name in MODELS.items() if name is not None])
def test_the_schema_describes_what_the_model_writes(kind: Kind) -> None:
    model = parse("", kind=kind).model
    assert model is not None
    schema = type(model).model_json_schema(mode="serialization")
    assert list(schema["properties"]) == list(model.model_dump(mode="json"))
    assert schema["description"]
    assert type(model).model_json_schema(mode="validation")["title"] == MODELS[kind]


WITHOUT_PYDANTIC = """
import sys
from mcsgconf.models.document import parse
from mcsgconf.models.cluster_nodes import read_nodes
from mcsgconf.models.value_problem import value_problem
from mcsgconf.site import Site
documents = [
    parse("CLUSTER_NAME c\\nNODE_NAME a\\n", name="c.ascii"),
    parse("PACKAGE_NAME p\\nRUN_SCRIPT /etc/cmcluster/p.cntl\\nSERVICE_NAME s\\n", name="p.conf"),
    parse("VG[0]=vg\\nSERVICE_NAME[0]=s\\nSERVICE_CMD[0]=/m.sh\\nmknod /dev/vg/group c 64 0x010000\\n", name="p.cntl"),
]
(cluster,) = Site.of(documents).clusters
assert read_nodes(cluster.cluster.blocks)[0].name.value == "a"
assert cluster.packages[0].package.volume_groups[0].value == "/dev/vg"
assert cluster.packages[0].service_scripts == ()
assert cluster.captures[0].group_files[0].vgno == 1
assert documents[0].blocks.first("CLUSTER_NAME") is not None
print(sorted({"pydantic", "deepdiff", "rich", "typer"} & set(sys.modules)))
assert documents[0].model.name.value == "c"
print("pydantic" in sys.modules)
"""


def test_views_and_sites_do_without_pydantic() -> None:
    """Importing it costs more than the check of a small file; only a model may."""
    result = subprocess.run([sys.executable, "-c", WITHOUT_PYDANTIC], capture_output=True, text=True, check=False)
    assert (result.stdout, result.stderr) == ("[]\nTrue\n", "")
