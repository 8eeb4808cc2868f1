"""Adds nodes to the failover order of a package, as when a node joined the cluster and the package may run there too.

The nodes stand at the end of the list, in the file's style. A package that may run there already stays as it is: it lists
the node, or says `*`; so does a system multi-node package, which runs everywhere and is not edited by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.errors import UnmergeableInput
from mcsgconf.merge import policies
from mcsgconf.merge.compose import Insert, Line, Note, compose
from mcsgconf.merge.result import Action, Adoption
from mcsgconf.merge.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mcsgconf.merge.compose import Change
    from mcsgconf.merge.result import Notice
    from mcsgconf.models.blocks import BlockTree, Setting
    from mcsgconf.models.document import Document

_ALL_NODES = "*"


def adopt(name: str, document: Document, nodes: Sequence[str]) -> Adoption:
    """Return what becomes of a package file if its package may run on further nodes.

    Args:
        name: the package's name.
        document: its file, legacy or modular.
        nodes: the names of the nodes, in the order in which they are added.

    Raises:
        UnmergeableInput: the file has conflict markers, or names no node at all.
    """
    view = View(document)
    if view.regions:
        raise UnmergeableInput(f"{document.name}: conflict markers of another merge stand in this file")
    listed = [setting for setting in view.root.settings if setting.key.upper() == "NODE_NAME" and setting.bare]
    is_everywhere = document.kind == "modular-package" and not listed  # the default is all nodes
    if not listed and not is_everywhere:
        raise UnmergeableInput(f"{document.name}: this package names no node, so there is no order to add one to")
    changes = list(_changes(view, listed, nodes))
    adopted, decisions = compose(document, changes)
    return Adoption(name, document, adopted, decisions, tuple(_notices(name, view.root, listed, nodes)))


def _changes(view: View, listed: Sequence[Setting], nodes: Sequence[str]) -> Iterator[Change]:
    last = listed[-1] if listed else None
    place = last.node.start if last is not None else None
    everywhere = _why_everywhere(view.root, listed)
    known = {setting.bare.partition(".")[0]: setting for setting in listed}
    lines: list[Line] = []
    for node in nodes:
        path = f"{_key(view)}[{node}]"
        if everywhere is not None:
            yield Note(place, policies.ADOPTED_NODE.because(everywhere).decision(Action.KEEP, path))
        elif node in known:
            policy = policies.ADOPTED_NODE.because("the package lists this node already")
            yield Note(known[node].node.start, policy.decision(Action.KEEP, path, current=known[node].value))
        elif last is not None:
            decision = policies.ADOPTED_NODE.decision(Action.ADD, path, generic=node)
            lines.append(Line(view.source.text[last.node.start : last.value_span.start] + node, decision))
    if lines and last is not None:
        yield Insert(last.node.end, tuple(lines))


def _why_everywhere(root: BlockTree, listed: Sequence[Setting]) -> str | None:
    """Return why a package may run on every node of the cluster without being told, None if it may not."""
    if _value(root, "PACKAGE_TYPE") == "SYSTEM_MULTI_NODE":
        return "a system multi-node package runs on every node of the cluster, and nobody edits it by hand"
    if any(setting.bare == _ALL_NODES for setting in listed):
        return "* stands for every node of the cluster"
    return None if listed else "a package that names no node may run on every one"


def _notices(name: str, root: BlockTree, listed: Sequence[Setting], nodes: Sequence[str]) -> Iterator[Notice]:
    """Yield what else has to be looked at when a package gets further nodes."""
    everywhere = _why_everywhere(root, listed)
    said = ", ".join(nodes)
    if _value(root, "PACKAGE_TYPE") == "SYSTEM_MULTI_NODE" and all(setting.bare != _ALL_NODES for setting in listed):
        message = f"{name} is a system multi-node package and has to have NODE_NAME *; it lists its nodes"
        yield policies.ADOPTED_NODE.notice("note", _PATH, message)
    elif everywhere is not None and _value(root, "FAILBACK_POLICY") == "AUTOMATIC":
        message = f"{name} may run on every node and falls back by itself: a further node may move it"
        yield policies.ADOPTED_NODE.notice("note", _PATH, message)
    for block in root.blocks:
        named = {setting.bare for setting in block.settings if setting.key == "ip_subnet_node"}
        if named and not named.issuperset(nodes) and block.opener is not None:
            message = (
                f"{name} names the nodes that have {block.opener.bare}; add ip_subnet_node {said} if that does too"
            )
            yield policies.ADOPTED_NODE.notice("note", f"ip_subnet[{block.opener.bare}]", message)


_PATH = "NODE_NAME"


def _key(view: View) -> str:
    return "node_name" if view.document.kind == "modular-package" else _PATH


def _value(root: BlockTree, key: str) -> str:
    return next((setting.bare.upper() for setting in root.settings if setting.key.upper() == key), "")
