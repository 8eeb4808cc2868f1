"""What the shell would not take, or would take otherwise than it was meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.catalogue import ValueType
from mcsgconf.lint.conflict_markers import conflict_markers
from mcsgconf.lint.customer_functions import empty_bodies
from mcsgconf.lint.finding import Fix, Problem
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.swallowed import swallowed_line
from mcsgconf.lint.wording import cut, shown
from mcsgconf.syntax.tree import ERROR
from mcsgconf.syntax.vendor import vendor_end
from mcsgconf.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document
    from mcsgconf.syntax.tree import Node

_SEVERAL_WORDS = frozenset({ValueType.COMMAND, ValueType.OPTIONS, ValueType.RESTART})
_PLAIN = re.compile(r"(?:vgchange|vxdg|vxvol|/|-)[A-Za-z0-9_./:@%+=, \t-]*+", re.ASCII)
_ELEMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*+)(?:\[[0-9]{1,6}\])?", re.ASCII)
_RUNS = "the shell takes the rest of the line for a command and runs it, and the variable stays empty"


@check_document("MC328")
def syntax_error(document: Document) -> Iterator[Problem]:
    """Yield every place at which a script cannot be parsed; the marker ends with its line."""
    empty = {span.start for span in empty_bodies(document)}
    markers = {marker.start for marker in conflict_markers(document)} if document.problems else set()
    for problem in document.problems:
        line = document.source.line_span(document.source.position(problem.span.start).line)
        if problem.span.start in empty or line.start in markers:
            continue  # MC320 and MC817 say more
        yield Problem(_on_one_line(document, problem.span), f"the shell cannot read this script: {problem.message}")


def _on_one_line(document: Document, span: Span) -> Span:
    line = document.source.line_span(document.source.position(span.start).line)
    return Span(span.start, max(min(span.end, line.end), span.start))


@check_document("MC328")
def cut_off(document: Document) -> Iterator[Problem]:
    """Yield the place at which a control script breaks off in the vendor's part: what is open there, else its last line."""
    vendor = document.tree.child("vendor")
    text = document.source.text
    end = vendor_end(text, vendor.start) if vendor is not None else None
    if end is None:
        return
    broken = _first_error(document, end.last_piece) if end.last_piece is not None else None
    if broken is None and end.whole:
        return
    last = document.source.line_span(document.source.position(len(text.rstrip())).line)
    place = _on_one_line(document, broken.span) if broken is not None else last
    what = broken.message if broken is not None else "nothing calls its functions, since the file ends here"
    yield Problem(
        place,
        f"the vendor's part of this script is not whole: {what}. The package cannot be started or halted with it: copy "
        "the script anew, from another node or from a backup",
    )


def _first_error(document: Document, start: int) -> Node | None:
    from mcsgconf.syntax.shell import parse_part  # noqa: PLC0415 - most files are no scripts

    tree = parse_part(document.source.text, Span(start, len(document.source)))
    return next((node for node in tree.walk() if node.kind == ERROR), None)


@check_document("MC337", "MC301")
def unquoted(document: Document) -> Iterator[Problem]:
    """Yield values with blanks that stand without quotes, and blanks round the sign of an assignment."""
    for node in document.tree.walk():
        if node.kind == "command":
            problem = _followed_by_words(document, node) or _blank_before_sign(document, node)
            if problem is not None:
                yield problem


def _followed_by_words(document: Document, command: Node) -> Problem | None:
    """Return the problem of `VGCHANGE=vgchange -a e`: an assignment for one command only."""
    assignments = [child for child in command.children if child.kind == "assignment"]
    word = command.child("word")
    if not assignments or word is None or assignments[-1].start > word.start:
        return None
    assignment = [one for one in assignments if one.start < word.start][-1]
    name = _slice(document, assignment.children[0])
    parameter = catalogue.load(document.kind).lookup(name)
    if parameter is None or not (parameter.indexed or parameter.type in _SEVERAL_WORDS):
        return None
    what = _slice(document, assignment).partition("=")[0]
    value = assignment.child("value")
    if value is not None and swallowed_line(document, parameter, value.span) is not None:
        return None  # MC341 says more
    if value is None:
        gap = document.source.text[assignment.end : word.start]
        fix = Fix("take the blank out", (Edit(assignment.end, word.start, ""),)) if not gap.strip(" \t") else None
        return Problem(
            Span(assignment.start, word.end),
            f"a blank stands behind {cut(what)}=: the shell sets it to nothing and runs {shown(_slice(document, word))} "
            "as a command",
            fix=fix if len([child for child in command.children if child.kind == "word"]) == 1 else None,
        )
    code = "MC301" if name == "SERVICE_NAME" else "MC337"
    words = document.source.text[value.start : command.end]
    fix = None
    if _PLAIN.fullmatch(words) and "[" not in words:
        fix = Fix("put quotes round the value", (Edit(value.start, command.end, f'"{words}"'),))
    remedy = "Put it in quotes"
    if code == "MC301":
        remedy = "Give the service a name of one word, here and in the package file alike"
    message = f"{cut(what)} has a value with blanks, {shown(words)}, and no quotes round it: {_RUNS}. {remedy}"
    return Problem(Span(value.start, command.end), message, code=code, fix=fix)


def _blank_before_sign(document: Document, command: Node) -> Problem | None:
    """Return the problem of `VG[0] = vg01`, which runs a command called `VG[0]`."""
    words = [child for child in command.children if child.kind == "word"]
    if len(words) < 2 or command.children[0] is not words[0]:
        return None
    found = _ELEMENT.fullmatch(_slice(document, words[0]))
    sign = _slice(document, words[1])
    parameter = catalogue.load(document.kind).lookup(found[1]) if found is not None else None
    if found is None or parameter is None or not sign.startswith("="):
        return None
    value = words[1].start + 1 if len(sign) > 1 else words[2].start if len(words) > 2 else words[1].end
    rest = words[3:] if len(sign) == 1 else words[2:]
    fix = Fix("take the blanks out", (Edit(words[0].end, value, "="),)) if not rest else None
    return Problem(
        Span(words[0].start, words[1].end),
        f"blanks stand before the = of {cut(found[0])}: the shell sets nothing, and looks for a command called "
        f"{cut(found[0])}, which does not exist",
        fix=fix,
    )


def _slice(document: Document, node: Node) -> str:
    return document.source.text[node.start : node.end]
