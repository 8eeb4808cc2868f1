"""Characters and lines that say a file was not finished, or went through the wrong program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf import catalogue
from mcsgconf.catalogue import ValueType
from mcsgconf.lint.conflict_markers import conflict_markers
from mcsgconf.lint.finding import Fix, Problem, Severity
from mcsgconf.lint.lines import lines
from mcsgconf.lint.placeholders import is_placeholder
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.script_edits import element
from mcsgconf.lint.wording import cut, shown
from mcsgconf.models.kind import SETTINGS_KINDS, SHELL_SYNTAX_KINDS, Kind
from mcsgconf.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.document import Document

_GAP = re.compile(r"^[ \t]*+(#[ \t]*+mcsgconf:[ \t]*+gap\b[ \t]*+([^\r\n]*+))", re.MULTILINE)
_LONGEST_GAP = 300
"""Characters of what the merge wrote into a gap: a sentence of its own, which a message shows whole."""
_CRLF_LINE = re.compile(r"^[^\n]*\r$", re.MULTILINE)
_ACTIVE = re.compile(r"^[ \t]*+(?!#)(\S[^\r\n]*+)", re.MULTILINE)
_TYPED = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u00a0": " ",
    "\u2013": "-",
    "\u2014": "-",
}
_NAMES = {"\u00a0": "a no-break space", "\u2013": "a dash that is no hyphen", "\u2014": "a dash that is no hyphen"}
_FREE_TEXT = re.compile(r"(?:package_description|pev_\w*|nfs/|tkit/)", re.IGNORECASE)
_ADDRESSES = frozenset({ValueType.IP, ValueType.SUBNET})
_BOM = "\ufeff"
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069]")
"""Control characters, but those that end lines and tabs; and the marks of Unicode that have no width or turn the text."""


@check_document("MC150")
def placeholder_left(document: Document) -> Iterator[Problem]:
    """Yield values that a template left to be filled in, and names without any value that must have one."""
    if document.kind is Kind.CONTROL_SCRIPT:
        yield from _placeholders_of_script(document)
        return
    for setting in lines(document).all:
        parameter = setting.parameter
        if parameter is None:
            continue
        if is_placeholder(document.kind, parameter, setting.bare):
            message = f"{setting.name} {shown(setting.value)} is a placeholder that nobody filled in"
            yield Problem(setting.span, f"{message}; it would go into the cluster as it stands")
        elif not setting.value:
            required = parameter.required == "always"
            if not required and document.kind is Kind.MODULAR_PACKAGE:
                continue
            message = f"{setting.name} has no value; the line of the template was not filled in"
            severity = Severity.ERROR if required else Severity.WARNING
            yield Problem(setting.name_span, message, severity=severity)


def _placeholders_of_script(document: Document) -> Iterator[Problem]:
    """Yield values of a control script that nobody filled in; addresses that are none have a rule of their own."""
    known = catalogue.load(document.kind)
    for assignment in document.script.assignments:
        parameter, value = known.lookup(assignment.name), assignment.value.value
        if parameter is None or not value or "$" in assignment.value.text or parameter.type in _ADDRESSES:
            continue
        if is_placeholder(document.kind, parameter, value):
            yield Problem(
                assignment.span,
                f"{cut(element(assignment))} {shown(value)} is a placeholder that nobody filled in; the script would take it "
                "as it stands",
            )


@check_document("MC153")
def foreign_characters(document: Document) -> Iterator[Problem]:
    """Yield carriage returns, byte-order marks and typographic characters where the cluster would stumble on them."""
    yield from _carriage_returns(document)
    yield from _byte_order_mark(document)
    if document.kind in SETTINGS_KINDS:
        yield from _typographic(document)
        yield from _control_characters(document)


def _carriage_returns(document: Document) -> Iterator[Problem]:
    text = document.source.text
    if "\r" in text and "\n" not in text:
        yield _old_line_ends(document)
        return
    ended = list(_CRLF_LINE.finditer(text)) if "\r\n" in text or text.endswith("\r") else []
    if not ended:
        return
    active = [line for line in ended if _counts(line)]
    place = (active or ended)[0]
    if document.kind in SHELL_SYNTAX_KINDS and active:
        severity, effect = Severity.ERROR, "the shell takes the carriage return for a part of the last word of the line"
    else:
        severity, effect = Severity.INFO, "whether the commands take carriage returns for blanks is not documented"
    edits = tuple(Edit(line.end() - 1, line.end(), "") for line in ended)
    count = "this line ends" if len(ended) == 1 else f"{len(ended)} lines end"
    yield Problem(
        Span(place.end() - 1, place.end()),
        f"{count} in CR LF, as files do that came from a PC; {effect}",
        severity=severity,
        fix=Fix("end lines in LF alone", edits),
    )


def _old_line_ends(document: Document) -> Problem:
    """Return the problem of a file whose lines end in a carriage return alone, and which is one line to every program."""
    text = document.source.text
    script = document.kind in SHELL_SYNTAX_KINDS
    comment = text.lstrip("\ufeff \t\r").startswith("#")
    reader, whole = ("the shell", "script") if script else ("a program", "file")
    effect = f"the whole {whole} is a comment, and does nothing" if comment else f"the whole {whole} is one line"
    edits = tuple(Edit(found.start(), found.end(), "\n") for found in re.finditer("\r", text))
    return Problem(
        Span(edits[0].start, edits[0].end),
        f"lines end in CR alone, as on an old Macintosh: {reader} looks for LF, and to it {effect}",
        severity=Severity.ERROR if script else Severity.WARNING,
        fix=Fix("end lines in LF", edits),
    )


def _counts(line: re.Match[str]) -> bool:
    """Tell whether a line is neither blank nor a comment; the `#!` of a script is no comment."""
    text = line[0].lstrip(" \t")
    return bool(text.strip()) and (not text.startswith("#") or (line.start() == 0 and text.startswith("#!")))


def _byte_order_mark(document: Document) -> Iterator[Problem]:
    if document.source.text.startswith(_BOM):
        script = document.kind in SHELL_SYNTAX_KINDS
        effect = "it stands in front of the first line's first word"
        if script and document.source.text.startswith("#!", 1):
            effect = "the #! behind it does not count"
        elif script and document.source.text.startswith("#", 1):
            effect = "the shell takes the first line for a command, and no longer for a comment"
        elif script:
            effect = "the shell takes it for a part of the first line's first word, or for a command"
        yield Problem(
            Span(0, 1),
            f"the file begins with a byte-order mark, which editors on a PC add; {effect}",
            severity=Severity.ERROR if script else Severity.WARNING,
            fix=Fix("take the byte-order mark out", (Edit(0, 1, ""),)),
        )


def _typographic(document: Document) -> Iterator[Problem]:
    """Yield each active line of a settings file with characters of a word processor."""
    if document.source.text.isascii():
        return
    for line in _ACTIVE.finditer(document.source.text):
        at = [line.start(1) + offset for offset, char in enumerate(line[1]) if char in _TYPED]
        if not at or _FREE_TEXT.match(line[1]):
            continue
        first = document.source.text[at[0]]
        what = _NAMES.get(first, "a typographic quotation mark")
        edits = tuple(Edit(place, place + 1, _TYPED[document.source.text[place]]) for place in at)
        yield Problem(
            Span(at[0], at[0] + 1),
            f"{what} in {cut(line[1])}: a word processor or a web page put it there, and no command knows it",
            fix=Fix("write plain characters", edits),
        )


def _control_characters(document: Document) -> Iterator[Problem]:
    """Yield each active line of a settings file with a character in it that nobody sees."""
    for found in _CONTROL.finditer(document.source.text):
        line = document.source.line_span(document.source.position(found.start()).line)
        text = document.source.slice(line).lstrip(" \t\ufeff")
        if text.startswith("#") or not text.strip() or _FREE_TEXT.match(text):
            continue
        yield Problem(
            Span(*found.span()),
            f"a control character (U+{ord(found[0]):04X}) stands in this line, where nobody sees it: it becomes a part of "
            "the name or the value, and what is called so does not exist. Write the line anew",
        )


@check_document("MC817")
def conflict_marker(document: Document) -> Iterator[Problem]:
    """Yield the lines by which a merge marks a conflict."""
    for marker in conflict_markers(document):
        yield Problem(
            marker,
            f"{cut(document.source.slice(marker))} is left from a merge: two versions stand here one above the other. Choose "
            "one, and take the markers out",
        )


@check_document("MC819")
def merge_gap(document: Document) -> Iterator[Problem]:
    """Yield the lines by which the merge says that it could not know a value that the cluster needs."""
    if "mcsgconf:" not in document.source.text:
        return
    for gap in _GAP.finditer(document.source.text):
        what = f": {cut(gap[2], _LONGEST_GAP)}" if gap[2] else ""
        yield Problem(
            Span(*gap.span(1)),
            f"the merge left a gap here that only you can fill{what}. Write the line, and take this comment out",
        )
