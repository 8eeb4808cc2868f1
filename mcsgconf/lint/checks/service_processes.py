"""Checks of processes in the scripts of services that find themselves: `ps | grep name` always finds something."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Fix, Note, Problem
from mcsgconf.lint.registry import check_cluster
from mcsgconf.lint.service_rounds import scripts_of
from mcsgconf.lint.service_runs import service_runs
from mcsgconf.lint.wording import shown
from mcsgconf.syntax.words import literal
from mcsgconf.text import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.lint.service_runs import ServiceRun
    from mcsgconf.models.document import Document
    from mcsgconf.site import ClusterSite
    from mcsgconf.syntax.tree import Node

_FULL_LISTING = re.compile(r"-?[A-Za-z]*f[A-Za-z]*|a[a-z]*u?x[a-z]*|-?a[a-z]*x[a-z]*w*")
_SOME_PROCESSES = re.compile(r"-?[A-Za-z]*[uptgGUC].*")
_PLAIN = re.compile(r"[A-Za-z0-9_./:=@, -]+", re.ASCII)
_BRACKETED = re.compile(
    r"(?P<before>[A-Za-z0-9_./:=@, -]*)\[(?P<letter>[A-Za-z0-9_])\](?P<behind>[A-Za-z0-9_./:=@, -]+)", re.ASCII
)
_COUNTS = frozenset({"wc", "head", "tail", "sort", "cut", "tee", "cat"})
_LOOKED_AT = frozenset({"condition", "and-or"})
_GREPS = frozenset({"grep", "egrep", "fgrep"})
_ASKS_FOR_ANY = re.compile(
    r"[ \t](?:-(?:gt|eq|ne)[ \t]+[\"']?0|-(?:ge|lt)[ \t]+[\"']?1|(?:=|==|!=)[ \t]*[\"']?0|>[ \t]*0)[\"']?(?![0-9])|[ \t]-[nz][ \t]"
)
_TEST_OF = re.compile(
    r"(?:\[\[?|\btest|\(\()[ \t]*(?:-[nz][ \t]+[\"']?\$\{?(?P<left>\w+)|[\"']?\$?\{?(?P<right>\w+)\}?[\"']?[ \t]*[^\n\];&|)]*)",
    re.ASCII,
)
_STATUS = re.compile(r"\[\[?[^\n\]]*\$\?|\(\([^\n)]*\$\?|=\$\?|\bcase[ \t]+\$\?")


@dataclass(frozen=True, slots=True)
class _Check:
    """A `ps | grep PATTERN`: where the pattern stands, its value, what else is filtered out by `grep -v`.

    `fixed`: brackets in the pattern mean themselves, as `fgrep` has it.
    """

    span: Span
    pattern: str
    fixed: bool
    filtered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """A piece of shell, and where in its document it begins."""

    text: str
    start: int = 0

    def slice(self, node: Node) -> str:
        return self.text[node.start : node.end]

    def span(self, node: Node) -> Span:
        return Span(self.start + node.start, self.start + node.end)


@check_cluster("MC606")
def finds_itself(cluster: ClusterSite) -> Iterator[Problem]:
    """Yield checks of processes that find the check, or the script it stands in."""
    for run, script in scripts_of(service_runs(cluster)):
        for check in _checks(script):
            yield from _judged(run, script, check)


def _judged(run: ServiceRun, script: Document, check: _Check) -> Iterator[Problem]:
    if not check.filtered and _PLAIN.fullmatch(check.pattern):
        yield Problem(
            check.span,
            f"this looks for {shown(check.pattern)} in the list of processes, and finds the grep that looks for it: the "
            f"check never fails, and {run.called} does not notice when the process is gone. Write the first letter in "
            "brackets, which the pattern matches and the grep's own line does not",
            script,
            fix=_bracketed(script, check),
            notes=_notes(run),
        )
        return
    found = _BRACKETED.fullmatch(check.pattern)
    name = f"{found['before']}{found['letter']}{found['behind']}" if found else check.pattern
    command = run.line
    hidden = any(part in command for part in check.filtered)
    if _PLAIN.fullmatch(name) and name in command and not check.fixed and not hidden:
        yield Problem(
            check.span,
            f"this looks for {shown(name)} in the list of processes, and finds the service itself, which runs as "
            f"{shown(command)}: the check never fails. Look for something that only the application's command has",
            script,
            notes=_notes(run),
        )


def _checks(script: Document) -> Iterator[_Check]:
    """Yield the `ps | grep PATTERN` of a script whose status, or whose number of lines, decides something."""
    whole = _Text(script.source.text)
    stack: list[tuple[Node, Node | None, Node | None]] = [(script.tree, None, None)]
    while stack:
        node, parent, behind = stack.pop()
        if node.kind == "pipeline":
            check = _check(whole, node)
            if check is not None and _status_counts(whole, parent, behind):
                yield check
            continue
        if node.kind in {"command", "test"}:
            yield from _counted(whole, node)
            continue
        children = [child for child in node.children if child.kind not in {"comment", "here-document"}]
        stack += reversed([(child, node, after) for child, after in zip_longest(children, children[1:])])


def _status_counts(whole: _Text, parent: Node | None, behind: Node | None) -> bool:
    if parent is not None and parent.kind in _LOOKED_AT:
        return True
    return behind is not None and _STATUS.search(whole.slice(behind)) is not None


def _counted(whole: _Text, node: Node) -> Iterator[_Check]:
    """Yield the check in a `$( )` whose lines are counted: in a test, or in a variable that is tested."""
    words = [child for child in node.children if child.kind == "word"]
    tested = [*words] if node.kind == "test" or (words and whole.slice(words[0]) in {"[", "test"}) else []
    if tested and _ASKS_FOR_ANY.search(whole.slice(node)):
        for word in tested:
            yield from _substituted(whole, word)
    for assignment in node.children if not words else ():
        name, value = assignment.child("name"), assignment.child("value")
        if name is not None and value is not None and _only_asks_for_any(whole.text, whole.slice(name)):
            yield from _substituted(whole, value)


def _substituted(whole: _Text, word: Node) -> Iterator[_Check]:
    text = whole.slice(word)
    for opening, closing in (("$(", ")"), ("`", "`")):
        start = text.find(opening)
        end = text.rfind(closing)
        if start < 0 or end <= start or "ps" not in text or "\\" in text:
            continue
        inner = text[start + len(opening) : end]
        if opening not in inner:
            yield from _whole_check(_Text(inner, word.start + start + len(opening)))


def _whole_check(inner: _Text) -> Iterator[_Check]:
    from mcsgconf.syntax.shell import parse_shell  # noqa: PLC0415 - hardly any script needs it

    statements = parse_shell(inner.text, cut_vendor=False).children
    check = _check(inner, statements[0]) if len(statements) == 1 and statements[0].kind == "pipeline" else None
    if check is not None:
        yield check


def _only_asks_for_any(text: str, name: str) -> bool:
    """Tell whether every test of a variable asks whether it is 0 or more, and there is one."""
    uses = [found for found in _TEST_OF.finditer(text) if name in {found["left"], found["right"]}]
    return bool(uses) and all(_ASKS_FOR_ANY.search(found[0]) for found in uses)


def _check(text: _Text, pipeline: Node) -> _Check | None:
    commands = [child for child in pipeline.children if child.kind not in {"operator", "not", "time"}]
    words = [_words(text, command) for command in commands]
    if len(words) < 2 or not _lists_all(words[0]):
        return None
    looking: list[_Check] = []
    filtered: list[str] = []
    for command, (name, *arguments) in zip(commands[1:], words[1:], strict=True):
        if name in _COUNTS:
            continue
        if name not in _GREPS:
            return None
        grep = _grep(arguments)
        if grep is None:
            return None
        pattern, letters = grep
        if "v" in letters:
            filtered.append(pattern)
        else:
            looking.append(_Check(text.span(_last_word(command)), pattern, name == "fgrep" or "F" in letters, ()))
    return replace(looking[0], filtered=tuple(filtered)) if len(looking) == 1 else None


def _grep(arguments: list[str | None]) -> tuple[str, str] | None:
    """Return the pattern and the letters of the options of a `grep` that reads a pipe; None for any other."""
    options = [word for word in arguments if word is not None and word.startswith("-")]
    operands = [word for word in arguments if word is None or not word.startswith("-")]
    letters = "".join(option[1:] for option in options)
    if len(operands) != 1 or operands[0] is None or arguments[-1] != operands[0]:
        return None
    if any(option.startswith("--") for option in options) or set(letters) & set("efx"):
        return None
    return operands[0], letters


def _words(text: _Text, command: Node) -> list[str | None]:
    words = [literal(text.slice(child)) for child in command.children if child.kind == "word"]
    if command.kind != "command" or not words or words[0] is None:
        return [""]
    return [words[0].rpartition("/")[2], *words[1:]]


def _last_word(command: Node) -> Node:
    return [child for child in command.children if child.kind == "word"][-1]


def _lists_all(words: list[str | None]) -> bool:
    """Tell whether a command is a `ps` that lists all processes with their arguments."""
    name, *options = words
    if name != "ps" or not options or None in options:
        return False
    return all(option is not None and _FULL_LISTING.fullmatch(option) for option in options) and not any(
        option is not None and _SOME_PROCESSES.fullmatch(option) and not option.endswith("x") for option in options
    )


def _bracketed(script: Document, check: _Check) -> Fix | None:
    """Return the fix that writes the first letter of a pattern in brackets."""
    text = script.source.slice(check.span)
    pattern = check.pattern
    if check.fixed or not pattern[:1].isalnum() or not pattern.isascii():
        return None
    quoted = f"[{pattern[0]}]{pattern[1:]}"
    if text == pattern:
        word = f'"{quoted}"'
    elif text in {f'"{pattern}"', f"'{pattern}'"}:
        word = f"{text[0]}{quoted}{text[0]}"
    else:
        return None
    edit = Edit(check.span.start, check.span.end, word)
    return Fix(f"look for {word}", (edit,))


def _notes(run: ServiceRun) -> tuple[Note, ...]:
    return (Note(f"the command of {run.called}", run.document, run.command.span),)
