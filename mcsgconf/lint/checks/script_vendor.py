"""The vendor's part of a control script, and what people do to it.

It is never judged as code: it is compared with that of other scripts, and searched for what does not belong there. What
customer code sets must not be what the vendor's part, or the cluster, has for itself.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf import catalogue
from mcsgconf.lint.customer_functions import CustomerFunction, customer_functions
from mcsgconf.lint.finding import Note, Problem, Severity
from mcsgconf.lint.registry import check_across, check_document
from mcsgconf.lint.script_edits import element, own_text_end
from mcsgconf.lint.shell_commands import commands
from mcsgconf.lint.wording import cut
from mcsgconf.models.kind import Kind
from mcsgconf.syntax.vendor import VENDOR_FUNCTIONS, customer_area
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mcsgconf.lint.registry import Opener
    from mcsgconf.models.document import Document
    from mcsgconf.site import Site
    from mcsgconf.syntax.tree import Node

_FEWEST = 2
"""So many scripts of one release have the same vendor part before another one is called edited."""
_ELEMENT = re.compile(r"^[ \t]*+([A-Z][A-Z_]*+)\[[0-9]{1,6}\]=", re.MULTILINE | re.ASCII)
_DECLARING = frozenset({"typeset", "local", "integer", "float", "declare", "readonly"})
_EXIT_VALUE = "exit_value"
_SAYS_FAILURE = "exit_value=1"
_CONDITIONAL = frozenset({"if", "case", "and-or"})
_GLOBALS = frozenset("I J C F R S L XX YY RLV VGS LogicalVolumes pid host vg hostid disk status UM_COUNT RET".split())
"""Variables of the vendor's part besides `exit_value`; most are set again before they are used."""


class _Vendor(NamedTuple):
    """The vendor's part of a control script: the script's path, its release, and the code without blanks at line ends."""

    path: str
    release: str | None
    code: str


def _vendors(part: Site) -> Iterator[_Vendor]:
    for document in part.documents:
        vendor = document.tree.child("vendor") if document.kind is Kind.CONTROL_SCRIPT else None
        if vendor is not None:
            release = document.target.release
            yield _Vendor(document.name, None if release is None else str(release), _code(document, vendor.start))


def _code(document: Document, start: int) -> str:
    return "\n".join(line.rstrip() for line in document.source.text[start:].strip().split("\n"))


@check_across("MC333", gather=_vendors, row=_Vendor._make)
def edited(vendors: Sequence[_Vendor], document_of: Opener) -> Iterator[Problem]:
    """Yield scripts whose vendor part is not that of the other scripts of their release."""
    groups: dict[str | None, list[_Vendor]] = {}
    for vendor in vendors:
        groups.setdefault(vendor.release, []).append(vendor)
    for members in groups.values():
        count = Counter(vendor.code for vendor in members)
        usual, most = count.most_common(1)[0]
        if most < _FEWEST or 2 * most <= len(members):
            continue
        other = next(vendor.path for vendor in members if vendor.code == usual)
        for vendor in members:
            if vendor.code != usual and count[vendor.code] == 1:
                yield _edited(document_of(vendor.path), document_of(other), most)


def _edited(document: Document, other: Document, most: int) -> Problem:
    """Return the problem of a vendor part that differs; its place is the first line that does."""
    start = own_text_end(document)
    lines, usual_lines = (_code(one, own_text_end(one)).split("\n") for one in (document, other))
    same = next(
        (number for number, (one, two) in enumerate(zip(lines, usual_lines, strict=False)) if one != two),
        min(len(lines), len(usual_lines)) - 1,
    )
    first = document.source.position(_begins(document.source.text, start)).line + same
    there = other.source.position(_begins(other.source.text, own_text_end(other))).line + same
    line = document.source.line_span(min(first, len(document.source.line_starts)))
    return Problem(
        line,
        f"the vendor's part differs from here on from that of {most} other scripts of the same release: a change here is "
        "lost with the next script that is made, and HP does not support it. Move it into the customer's functions",
        document=document,
        notes=(
            Note(
                "the same place in one of the others",
                other,
                other.source.line_span(min(there, len(other.source.line_starts))),
            ),
        ),
    )


def _begins(text: str, start: int) -> int:
    """Return the offset of the first character behind `start` that is no blank."""
    return start + len(text[start:]) - len(text[start:].lstrip())


@check_document("MC333")
def misplaced(document: Document) -> Iterator[Problem]:
    """Yield parameters that stand in the vendor's part, or between it and the customer's functions."""
    known = catalogue.load(document.kind)
    end = own_text_end(document)
    for found in _ELEMENT.finditer(document.source.text, end):
        parameter = known.lookup(found[1])
        if parameter is not None and parameter.indexed:
            yield Problem(
                Span(found.start(1), found.end() - 1),
                f"{cut(found[1])} is set in the vendor's part: whether it counts depends on where the code has come to, "
                "and the next script that is made will not have it. Set it above the customer's functions",
                severity=Severity.WARNING,
            )
    area = customer_area(document.source.text)
    if area is None:
        return
    for assignment in document.script.assignments:
        if assignment.span.start > area.end and known.lookup(assignment.name) is not None:
            yield Problem(
                assignment.span,
                f"{cut(element(assignment))} is set below the customer's functions: it counts, but nobody looks for it "
                "there, and tools that read the script may not find it. Set it above them",
            )


@check_document("MC338")
def clobbered(document: Document) -> Iterator[Problem]:
    """Yield what customer code sets although it belongs to the vendor's part or to the cluster."""
    yield from _set_by_the_cluster(document)
    end = own_text_end(document)
    if end == len(document.source):
        return
    own = {function.name.value: function for function in document.script.functions}
    for name in sorted(VENDOR_FUNCTIONS & own.keys()):
        if _defines(document, end, name):
            yield Problem(
                own[name].name.span,
                f"the vendor's part below has a function {name} too, and the later one counts: this one is never called. "
                "Give it a name of your own",
            )
    for customer, assignment, name in _customer_assignments(document):
        if name == _EXIT_VALUE and assignment.start not in _meant_failures(document):
            yield Problem(
                assignment.span,
                f"{customer} sets {_EXIT_VALUE}, by which the vendor's part knows whether the package has failed: 1 "
                "makes the whole run a failure, anything else hides one. Use a name of your own",
            )
        elif name == _EXIT_VALUE:
            continue
        elif name in _GLOBALS:
            yield Problem(
                assignment.span,
                f"{customer} sets {name}, a variable of the vendor's part; with a name of your own, or typeset, nothing "
                "can get in the way of the other",
                severity=Severity.INFO,
            )


def _meant_failures(document: Document) -> set[int]:
    """Return where customer code sets `exit_value` to 1 under a condition: it has seen that something failed."""
    found: set[int] = set()
    for function in customer_functions(document):
        for node in function.body.walk():
            if node.kind not in _CONDITIONAL:
                continue
            for inner in node.walk():
                if inner.kind == "assignment" and document.source.slice(inner.span) == _SAYS_FAILURE:
                    found.add(inner.start)
    return found


def _defines(document: Document, start: int, name: str) -> bool:
    """Tell whether the vendor's part, which begins at `start`, defines a function."""
    return re.search(rf"\bfunction[ \t]+{name}\b|\b{name}[ \t]*\(\)", document.source.text[start:]) is not None


def _set_by_the_cluster(document: Document) -> Iterator[Problem]:
    known = catalogue.load(document.kind)
    for node in document.tree.walk():
        if node.kind != "command" or node.child("word") is not None:
            continue
        for assignment in node.children:
            if assignment.kind != "assignment":
                continue
            name = document.source.slice(assignment.children[0].span)
            parameter = known.lookup(name)
            if parameter is not None and not parameter.assignable:
                yield Problem(
                    assignment.span,
                    f"{cut(name)} is set by the cluster when it calls this script, and must not be set here: the package "
                    "may start or halt something else than it should",
                )


def _customer_assignments(document: Document) -> Iterator[tuple[str, Node, str]]:
    """Yield the assignments of the customer functions that are not their own variables."""
    for function in customer_functions(document):
        own = _own_variables(document, function)
        for node in function.body.walk():
            if node.kind == "command" and node.child("word") is None:
                for child in node.children:
                    if child.kind == "assignment":
                        name = document.source.slice(child.children[0].span)
                        if name not in own:
                            yield function.name, child, name


def _own_variables(document: Document, function: CustomerFunction) -> set[str]:
    """Return the variables that a function declares as its own."""
    own: set[str] = set()
    for command in commands(document, function.body):
        if command.program in _DECLARING:
            own |= {word.partition("=")[0].partition("[")[0] for word in command.words[1:]}
            own |= {
                document.source.slice(child.children[0].span)
                for child in command.node.children
                if child.kind == "assignment"
            }
    return own
