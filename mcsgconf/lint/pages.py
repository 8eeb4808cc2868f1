"""The examples in a rule's page: small folders of files with the lines on which the rule must fire.

Used by the tests, by `mcsgconf rules --test` and by the documentation, never by a check. Below `## Bad` stand one or several fenced files; a line on
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

from mcsgconf.errors import UsageError
from mcsgconf.models.document import Document, parse
from mcsgconf.models.kind import Kind
from mcsgconf.settings.reader import shown_path

if TYPE_CHECKING:
    from pathlib import Path

_SECTION = re.compile(r"^## (Bad|Fixed|Good)\b[^\n]*\n", re.MULTILINE)
_FENCED = re.compile(r"^```(?P<kind>[a-z-]+)(?P<rest>[^\n]*)\n(?P<text>.*?)(?P<end>^```$|\Z)", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"[A-Z]{2,10}[0-9]{2,4}")
_MARK = re.compile(rf"(?<![ \t])[ \t]*+# <- (?P<codes>{_CODE.pattern}(?:,? {_CODE.pattern})*)$", re.MULTILINE)

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
    """The files of one section. `fixed` are the texts by path of the `## Fixed` section behind a bad one, if any.

    `line` is that of its heading in the page, from 1.
    """

    line: int
    title: str
    bad: bool
    files: tuple[ExampleFile, ...]
    fixed: dict[str, str]


def examples(page: Path) -> list[Example]:
    """Return the examples of a rule page, in its order.

    Raises:
        UsageError: an example makes no sense; the message says where.
    """
    text = page.read_text(encoding="utf-8")
    heads = list(_SECTION.finditer(text))
    found: list[Example] = []
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        line = text.count("\n", 0, head.start()) + 1
        end = after.start() if after else len(text)
        try:
            files = tuple(_file(match) for match in _FENCED.finditer(text, head.end(), end))
        except UsageError as error:
            raise UsageError(f"{shown_path(page)}:{line}: {error}") from error
        if head[1] != "Fixed":
            found.append(Example(line, head[0].strip("# \n"), head[1] == "Bad", files, {}))
        elif found and found[-1].bad:
            found[-1].fixed.update({file.document.name: file.document.source.text for file in files})
        else:
            raise UsageError(f"{shown_path(page)}:{line}: a `## Fixed` section stands behind a `## Bad` one")
    return found


def _file(match: re.Match[str]) -> ExampleFile:
    if not match["end"]:
        raise UsageError(f"the file ```{match['kind']} of this section has no end, a line ``` alone")
    if match["kind"] not in DEFAULT_PATHS:
        raise UsageError(f"```{match['kind']} names no kind of file; known kinds: {', '.join(DEFAULT_PATHS)}")
    kind = Kind(match["kind"])
    target = None
    executable = None
    path = DEFAULT_PATHS[kind]
    for word in match["rest"].split():
        if word.startswith("target="):
            target = word.removeprefix("target=")
        elif word.startswith("mode="):
            executable = bool(_mode(word.removeprefix("mode=")) & stat.S_IXUSR)
        else:
            path = word
    marked = match["text"]
    expected = frozenset(
        (marked.count("\n", 0, mark.start()) + 1, code)
        for mark in _MARK.finditer(marked)
        for code in _CODE.findall(mark["codes"])
    )
    document = parse(_MARK.sub("", marked), name=path, kind=kind, target=target, executable=executable)
    return ExampleFile(document, expected)


def _mode(text: str) -> int:
    try:
        return int(text, 8)
    except ValueError:
        raise UsageError(f"mode={text} is no mode of a file, such as mode=644") from None
