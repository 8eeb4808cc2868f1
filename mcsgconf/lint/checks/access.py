"""Access policies: who, from where, with which role; three lines that only count in this order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.line_edits import in_case_of
from mcsgconf.lint.lines import lines
from mcsgconf.lint.meant import meant
from mcsgconf.lint.nearest import edit_distance
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.wording import cut, line_of, listed, shown
from mcsgconf.models import convert
from mcsgconf.models.kind import Kind
from mcsgconf.text import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.catalogue import Parameter
    from mcsgconf.models.blocks import BlockTree, Setting
    from mcsgconf.models.document import Document

_ANYBODY = "any_user"
_ANYWHERE = "ANY_SERVICEGUARD_NODE"
_MAY_ACT = frozenset({"PACKAGE_ADMIN", "FULL_ADMIN"})
_WORD = re.compile(r"\S+")
_MISTAKES = 3
_HALF_A_WORD = 8
"""Letters from which on the beginning of a word, up to an underscore, is taken for the word."""


@check_document("MC143")
def policies(document: Document) -> Iterator[Problem]:
    """Yield policies whose lines are in the wrong order, that mix the word for all users with names, or whose host is none."""
    for block in document.blocks.named("access"):
        users = block.opener
        host, role = _host_and_role(block)
        if users is not None and len(users.bare.split()) > 1 and _ANYBODY in users.bare.casefold().split():
            yield Problem(users.value_span, f"{users.name} {shown(users.bare)}: the word for every user stands alone")
        if host is not None and role is not None and role.name_span < host.name_span:
            message = f"{role.name} stands above {host.name}; the order is user, host, role"
            yield Problem(role.span, message, notes=(Note("the host", document, host.span),))
        if host is None or host.parameter is None or convert.keyword(host.parameter, host.bare) is not None:
            continue
        if "." in host.bare or ":" in host.bare:
            yield Problem(
                host.value_span,
                f"{host.name} {shown(host.bare)} is an address or has a domain; a host goes by its bare name here, and "
                "the policy would never apply",
            )


def _host_and_role(block: BlockTree) -> tuple[Setting | None, Setting | None]:
    by_key = {setting.key.upper(): setting for setting in reversed(block.settings)}
    return by_key.get("USER_HOST"), by_key.get("USER_ROLE")


@check_document("MC144")
def conflicting_roles(document: Document) -> Iterator[Problem]:
    """Yield policies that give a user at a host a second role, or the same one again."""
    first: dict[tuple[str, str], tuple[Setting, str]] = {}
    for block in document.blocks.named("access"):
        users, (host, role) = block.opener, _host_and_role(block)
        word = convert.keyword(role.parameter, meant(role)) if role is not None and role.parameter else None
        if (
            users is None
            or users.parameter is None
            or host is None
            or host.parameter is None
            or role is None
            or not word
        ):
            continue
        where = convert.name_or_keyword(host.parameter, meant(host))
        for user in meant(users).split():
            who = convert.name_or_keyword(users.parameter, user)
            earlier, had = first.setdefault((who, where), (role, word))
            if earlier is role:
                continue
            contradicts = had != word
            effect = "two roles contradict each other, and applying the file fails" if contradicts else "once is enough"
            yield Problem(
                role.span if contradicts else users.span,
                f"{cut(user)} at {cut(meant(host))} has the role {had} already, by line {line_of(document, earlier)}"
                f"{f', and {word} here' if contradicts else ''}: {effect}. Keep one of the two",
                severity=Severity.ERROR if contradicts else Severity.INFO,
                notes=(Note("the other policy", document, earlier.span),),
            )
            break


@check_document("MC145")
def misspelt_words(document: Document) -> Iterator[Problem]:
    """Yield names of users and hosts that are almost a word for several, or the word of the other line."""
    nodes = {setting.bare for setting in lines(document).named("NODE_NAME", "node_name")}
    for block in document.blocks.named("access"):
        host, _ = _host_and_role(block)
        for line, other in ((block.opener, host), (host, block.opener)):
            parameter = line.parameter if line is not None else None
            if line is None or parameter is None:
                continue
            for match in _WORD.finditer(meant(line)):
                if match[0] in nodes or convert.keyword(parameter, match[0]) is not None:
                    continue
                word = _word_meant(parameter, match[0])
                if word is not None:
                    yield _misspelt(line, match[0], word)
                elif other is not None and other.parameter and convert.keyword(other.parameter, match[0]) is not None:
                    yield _misplaced(line, match[0], other)


def _word_meant(parameter: Parameter, text: str) -> str | None:
    """Return the word that a name was probably meant to be; login names of small letters alone are taken for names."""
    folded = text.upper()
    if len(text) > 40 or (folded != text and "_" not in text and "-" not in text):
        return None
    near = []
    for word in parameter.values:
        capital = word.upper()  # modular packages write theirs small
        limit = min(_MISTAKES, len(word) // 4)
        distance = edit_distance(folded, capital, limit)
        if len(text) >= _HALF_A_WORD and capital.startswith(f"{folded.rstrip('_')}_"):
            distance = limit
        if distance <= limit:
            near.append((distance, word))
    return min(near)[1] if near else None


def _misspelt(line: Setting, text: str, word: str) -> Problem:
    meaning = "user" if line.key.upper() == "USER_NAME" else "host"
    fix = None
    if line.bare == text:
        edit = Edit(line.value_span.start, line.value_span.end, in_case_of(text, word))
        fix = Fix(f"write {in_case_of(text, word)}", (edit,), Applicability.UNSAFE)
    return Problem(
        line.value_span,
        f"{line.name} {cut(text)} is almost {word}, and to Serviceguard simply a {meaning} of that name: whoever was "
        f"meant gets no rights. Did you mean {in_case_of(text, word)}?",
        fix=fix,
    )


def _misplaced(line: Setting, text: str, other: Setting) -> Problem:
    words = listed(line.parameter.values, "or") if line.parameter is not None else ""
    return Problem(
        line.value_span,
        f"{line.name} {cut(text)} is a word of {other.name}; here it is simply a name, and whoever was meant gets no "
        f"rights. The words of {line.name} are {words}",
    )


@check_document("MC146")
def too_wide(document: Document) -> Iterator[Problem]:
    """Yield roles beyond looking that every user has, or users of every Serviceguard host that can reach the cluster."""
    if document.kind is not Kind.CLUSTER:
        return
    for block in document.blocks.named("access"):
        users, (host, role) = block.opener, _host_and_role(block)
        word = convert.keyword(role.parameter, meant(role)) if role is not None and role.parameter else None
        if role is None or users is None or word not in _MAY_ACT:
            continue
        anybody = _ANYBODY in meant(users).casefold().split()
        anywhere = host is not None and meant(host).upper() == _ANYWHERE
        if anybody or anywhere:
            who = "every user" if anybody else f"users called {cut(meant(users))}"
            where = (
                "of every host with Serviceguard that reaches this cluster" if anywhere else "of the host that is named"
            )
            if host is not None and meant(host).upper() == "CLUSTER_MEMBER_NODE":
                where = "of the cluster's nodes"
            yield Problem(
                role.span,
                f"{role.name} {word} for {who} {where}: they can halt packages. Name the users, and CLUSTER_MEMBER_NODE as "
                "the host; MONITOR is the role for everybody",
                notes=(Note("the policy", document, users.span),),
            )
