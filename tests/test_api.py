"""The public surface: what `mcsgconf.__all__` names is there, documented, and the same wherever it is taken from."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mcsgconf

NAMES = sorted(set(mcsgconf.__all__) - {"__version__"})


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    thing = getattr(mcsgconf, name)
    assert inspect.getdoc(thing)
    if inspect.isclass(thing):
        for attribute, member in vars(thing).items():
            if not attribute.startswith("_") and (inspect.isfunction(member) or isinstance(member, property)):
                assert inspect.getdoc(member), f"{name}.{attribute} has no docstring"


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        mcsgconf.nonsense  # noqa: B018


@pytest.mark.parametrize("first", ["mcsgconf.merge", "mcsgconf.diff", "mcsgconf.api"])
def test_merge_and_diff_are_functions_whatever_was_imported_first(first: str) -> None:
    code = f"import {first}, mcsgconf; print(callable(mcsgconf.merge), callable(mcsgconf.diff))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "True True\n"


def test_the_way_through_the_library_as_its_docstring_shows_it(tmp_path: Path) -> None:
    file = tmp_path / "shop.conf"
    file.write_bytes(b'PACKAGE_NAME shop\r\nSERVICE_NAME "mon"\r\n<oops>\r\nRUN_SCRIPT /x\r\n')
    document = mcsgconf.parse(file)
    assert document.kind == "legacy-package"
    assert document.model is not None
    assert [document.source.slice(problem.span) for problem in document.problems] == ["<oops>\r\n"]
    assert document.render() == file.read_bytes()
    at = document.source.text.index('"mon"')
    changed = document.apply([mcsgconf.Edit(at, at + 5, "mon")])
    assert changed.render() == file.read_bytes().replace(b'"mon"', b"mon")
    assert "MC201" in {finding.code for finding in mcsgconf.check(document)}
    assert "MC201" in {finding.code for finding in mcsgconf.check(file)}
    assert "MC201" in {finding.code for finding in mcsgconf.check([document])}
    assert "MC201" in {finding.code for finding in mcsgconf.check(mcsgconf.load_site(tmp_path))}
    assert "MC201" not in {finding.code for finding in mcsgconf.check(document, ignore=["MC2"])}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("", "unknown"),
        ("Dear all,\nNODE_NAME and CLUSTER_NAME are fine.\n", "unknown"),
        ("CLUSTER_NAME c\nNODE_NAME a\n", "cluster"),
        ("x = f(1)\n" * 12 + "CLUSTER_NAME c\nNODE_NAME a\n", "unknown"),
        ("NODE_TIMEOUT is 8 s because of that.\nAUTO_RUN stays off.\nRUN_SCRIPT is the old one.\n", "unknown"),
        ("\ufeffcluster_name c\r\nnode_name a\r\n", "cluster"),
        ("NODE_NAME a\n  NETWORK_INTERFACE lan0\n    HEARTBEAT_IP 10.1.1.1\n", "cluster"),
        ("PACKAGE_NAME p\nRUN_SCRIPT /etc/cmcluster/p/p.cntl\n", "legacy-package"),
        ("package_name p\nrun_script /etc/cmcluster/p/p.cntl\n", "legacy-package"),
        ("PACKAGE_NAME p\nSERVICE_NAME s\n", "legacy-package"),
        ("package_name p\nmodule_name sg/failover\nmodule_version 1\n", "modular-package"),
        ("package_name p\nservice_name s\nservice_cmd /x/mon\n", "modular-package"),
        ("package_name p\nmodule_name sg/failover\nstorage_group dg\n", "modular-package"),
        ("PACKAGE_NAME p\nSTORAGE_GROUP dg\n", "legacy-package"),
        ("PACKAGE_NAME p\nMODULE_NAME sg/failover\nHALT_SCRIPT /x\n", "legacy-package"),
        # nothing but what both styles know, in the small letters of a modular file
        ("package_name p\npackage_type failover\nresource_name /a/b\nauto_run yes\n", "modular-package"),
        ("package_name p\nPackage_Type failover\n", "legacy-package"),
        ("PACKAGE_NAME p\nCFS_MOUNT_POINT /cfs/m\n", "modular-package"),
        ("PACKAGE_NAME p\nnfs/hanfs_export/XFS /export\n", "modular-package"),
        ("PACKAGE_NAME p\nPEV_PORT 80\n", "modular-package"),
        ("PACKAGE_NAME p\nRUN_SCRIPT /x\nPEV_PORT 80\n", "legacy-package"),
        ("# Ours\n\n```\nCLUSTER_NAME c\nNODE_NAME a\n```\n", "unknown"),
        ("Elements are written so:\n\n```sh\nVG[0]=vg01\n```\n", "unknown"),
        ("  VG   #PV #LV #SN Attr   VSize  VFree\n  vg01   1   3   0 wz--n- 19.99g 4.99g\n", "unknown"),
        ("package_name p\nvg vg01\n", "modular-package"),
        ("CONTINENTAL_CLUSTER_NAME c\nCLUSTER_NAME a\nNODE_NAME b\n", "unknown"),
        ("#!/usr/bin/sh\nwhile true; do sleep 5; done\n", "shell"),
        ("#!/usr/bin/env ksh\nexit 0\n", "shell"),
        ("#!/usr/bin/perl\nVG[0]=1\n", "unknown"),
        ('# @(#) A.11.16.00\nVGCHANGE="vgchange -a e"\nVG[0]=vg01\n', "control-script"),
        ("#!/bin/bash\nfunction customer_defined_run_cmds\n{\n:\n}\n", "control-script"),
        ("customer_defined_run_cmds() { :; }\n", "control-script"),
        ("crw-r--r--   1 root       sys         64 0x010000 Nov  3  2009 /dev/vg01/group\n", "group-listing"),
        ("CLUSTER_NAME c\0NODE_NAME\n", "unknown"),
    ],
)  # fmt: skip
def test_the_kind_is_told_from_the_content(content: str, kind: str) -> None:
    assert mcsgconf.parse(content).kind == kind
    assert mcsgconf.parse(content.encode(), name="anything.txt").kind == kind


def test_a_kind_that_is_asked_for_is_kept() -> None:
    document = mcsgconf.parse(b"\0\xff", kind="cluster")
    assert document.kind is mcsgconf.Kind.CLUSTER
    assert document.render() == b"\0\xff"


@pytest.mark.parametrize("given", ["clusters", b"PACKAGE_NAME p\n", None, 5, ["clusters"], [Path("clusters")]])
def test_what_cannot_be_checked_is_a_type_error_that_says_what_can(given: object) -> None:
    for call in (mcsgconf.check, mcsgconf.fix):
        with pytest.raises(TypeError, match="a Site, a Path, a Document or several Documents can be checked, not "):
            call(given)
    if isinstance(given, str):
        with pytest.raises(TypeError, match=r"not str; write Path\(\.\.\.\) for a path, parse\(\.\.\.\) for a text"):
            mcsgconf.check(given)


@pytest.mark.parametrize("words", [{"kind": "nonsense"}, {"target": "solaris"}])
def test_a_wrong_argument_is_a_usage_error(words: dict[str, str]) -> None:
    with pytest.raises(mcsgconf.UsageError):
        mcsgconf.parse("", **words)


def test_a_path_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    for path in (tmp_path / "missing", tmp_path, Path("\0")):
        with pytest.raises(mcsgconf.UnreadableInput):
            mcsgconf.parse(path)


ANY_KIND = st.sampled_from([None, *mcsgconf.Kind])
WORDS = st.lists(
    st.sampled_from(
        [
            *"""CLUSTER_NAME NODE_NAME NETWORK_INTERFACE HEARTBEAT_IP STATIONARY_IP SERIAL_DEVICE_FILE PACKAGE_NAME
            SERVICE_NAME FIRST_CLUSTER_LOCK_VG FIRST_CLUSTER_LOCK_PV QS_HOST USER_NAME USER_HOST RUN_SCRIPT service_cmd
            fs_name VG[0]= IP[1]= SUBNET[0]= SERVICE_CMD[0]= 10.1.1.1 "x" 'y $( ${ ` { } ( ) if then fi while do done case
            esac << <<- EOF ;; && | # ## <<<<<<< ======= >>>>>>> /dev/vg01 0x010000 mknod group c 64 -1 YES 1e9 é
            99999999999999999999""".split(),
            *"\ufeff \0 \udcff \n \n \r\n \t ; \" '".split(" "),
        ]
    )
).map(" ".join)


@given(st.one_of(st.binary(), WORDS.map(lambda text: text.encode("utf-8", "surrogateescape"))), ANY_KIND)
def test_any_bytes_of_any_kind_come_back_and_raise_nothing(data: bytes, kind: mcsgconf.Kind | None) -> None:
    document = mcsgconf.parse(data, kind=kind)
    assert document.render() == data
    assert all(node.start <= node.end for node in document.tree.walk())
    mcsgconf.check(document)
    assert mcsgconf.merge(document, document).document.render() == data
