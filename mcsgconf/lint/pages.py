"""The examples in a rule's page: small folders of files with the lines on which the rule must fire.

Used by the tests and by the documentation, never by a run. Below `## Bad` stand one or several fenced files; a line on
which a finding is expected ends in `# <- MC201` (the mark is no part of the file). `## Fixed` holds the files of the
`## Bad` above it after all safe and unsafe fixes; `## Good` holds files on which the rule is silent. A section may be
repeated, its heading going on behind a colon: `## Bad: two words`.

The fence tells kind and, after a blank, the path: ```` ```control-script pos/pos.cntl ````. Files of one section form
one folder. `target=hp-ux:A.11.16` behind the path sets the target, `mode=644` the file's mode.
"""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcsgconf.models.document import Document, parse
from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from pathlib import Path

_SECTION = re.compile(r"^## (Bad|Fixed|Good)\b[^\n]*\n", re.MULTILINE)
_FENCED = re.compile(r"^```(?P<kind>[a-z-]+)(?P<rest>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r"[ \t]*# <- (?P<codes>MC\d\d\d(?:,? MC\d\d\d)*)$", re.MULTILINE)

DEFAULT_PATHS = {
    Kind.CLUSTER: "cluster.ascii",
    Kind.LEGACY_PACKAGE: "pkg.conf",
    Kind.CONTROL_SCRIPT: "pkg.cntl",
    Kind.MODULAR_PACKAGE: "pkg.conf",
    Kind.SHELL: "monitor.sh",
    Kind.GROUP_LISTING: "node1/group.txt",
    Kind.NODELIST: "cmclnodelist",
    Kind.RHOSTS: ".rhosts",
    Kind.HOSTS: "hosts",
    Kind.NSSWITCH: "nsswitch.conf",
    Kind.PASSWD: "passwd",
    Kind.INETD: "inetd.conf",
    Kind.INITTAB: "inittab",
    Kind.FSTAB: "fstab",
    Kind.LVM_CONF: "lvm.conf",
    Kind.LVMRC: "lvmrc",
    Kind.RC_CONFIG: "cmcluster",
    Kind.NETCONF: "netconf",
    Kind.STATUS: "cmviewcl.txt",
    Kind.KERNEL_LISTING: "node1/kctune.txt",
}


@dataclass(frozen=True, slots=True)
class ExampleFile:
    """One file of an example: its document, and the (line, code) pairs that are marked in it."""

    document: Document
    expected: frozenset[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Example:
    """The files of one section. `fixed` are the texts by path of the `## Fixed` section behind a bad one, if any."""

    title: str
    bad: bool
    files: tuple[ExampleFile, ...]
    fixed: dict[str, str]


def examples(page: Path) -> list[Example]:
    """Return the examples of a rule page, in its order."""
    text = page.read_text(encoding="utf-8")
    heads = list(_SECTION.finditer(text))
    found: list[Example] = []
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        files = tuple(
            _file(match) for match in _FENCED.finditer(text, head.end(), after.start() if after else len(text))
        )
        title = head[0].strip("# \n")
        if head[1] != "Fixed":
            found.append(Example(title, head[1] == "Bad", files, {}))
        elif found and found[-1].bad:
            found[-1].fixed.update({file.document.name: file.document.source.text for file in files})
        else:
            raise ValueError(f"{page.name}: a `## Fixed` section stands behind a `## Bad` one")
    return found


def _file(match: re.Match[str]) -> ExampleFile:
    kind = Kind(match["kind"])
    target = None
    executable = None
    path = DEFAULT_PATHS[kind]
    for word in match["rest"].split():
        if word.startswith("target="):
            target = word.removeprefix("target=")
        elif word.startswith("mode="):
            executable = bool(int(word.removeprefix("mode="), 8) & stat.S_IXUSR)
        else:
            path = word
    marked = match["text"]
    expected = frozenset(
        (marked.count("\n", 0, mark.start()) + 1, code)
        for mark in _MARK.finditer(marked)
        for code in re.findall(r"MC\d\d\d", mark["codes"])
    )
    document = parse(_MARK.sub("", marked), name=path, kind=kind, target=target, executable=executable)
    return ExampleFile(document, expected)
