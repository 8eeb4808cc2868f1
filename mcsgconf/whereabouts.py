"""What paths and names of files say of where they belong: on which node, under which name.

Texts only; what a repository holds is the business of `site`.
"""

from __future__ import annotations

_FILES = frozenset(
    """cmclnodelist hosts hosts.equiv .rhosts nsswitch.conf passwd inetd.conf inittab fstab lvmrc lvm.conf cmcluster
    netconf cmcluster.rc""".split()
)
_FOLDERS = frozenset("etc cmcluster rc.config.d conf lvm common all shared companions files system".split())


def has_name_on_nodes(file_name: str) -> bool:
    """Tell whether a file of the system is called as on a node; of one that is not, nobody knows whose it is."""
    return file_name.removesuffix(".txt") in _FILES


def is_on_nodes(folder: str) -> bool:
    """Tell whether a folder is called as one on a node, or as one for all nodes."""
    return folder in _FOLDERS


def parts_with_root(reference: str) -> tuple[str, ...] | None:
    """Return the parts of a whole path on the nodes, `/` or `$SGCONF` first; None of what is none."""
    parts = parts_on_nodes(reference)
    if reference.startswith("/"):
        return None if parts is None else ("/", *parts)
    if reference.partition("/")[0] in {"$SGCONF", "${SGCONF}"}:
        below = reference.partition("/")[2]
        parts = parts_on_nodes(below) if below else ()
        return None if parts is None else ("$SGCONF", *parts)
    return None


def parts_on_nodes(reference: str) -> tuple[str, ...] | None:
    """Return the parts of a path that a configuration speaks of; None where it cannot be told what file is meant."""
    for prefix in ("$SGCONF/", "${SGCONF}/"):
        reference = reference.removeprefix(prefix)
    parts = tuple(part for part in reference.split("/") if part not in {"", "."})
    if not parts or ".." in parts or any(char in reference for char in "$`*?"):
        return None
    return parts


def holds_name(file_name: str, node: str) -> bool:
    """Tell whether a node's name stands in a file's name as a whole word."""
    at = file_name.find(node)
    while at >= 0:
        before, behind = file_name[:at][-1:], file_name[at + len(node) :][:1]
        if not (before.isalnum() or behind.isalnum()):
            return True
        at = file_name.find(node, at + 1)
    return False
