"""`mcsgconf explain`: the page of a rule or a merge policy, or what the catalogue knows of a parameter or a module."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from mcsgconf.cli.completion import subjects
from mcsgconf.cli.streams import say_error, wants_colour
from mcsgconf.errors import McsgconfError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcsgconf.catalogue import Target
    from mcsgconf.lint.rules import Rule

NEAR = 4
"""How many names are offered for one that is not known."""


def explain_command(
    subject: Annotated[
        str,
        typer.Argument(
            metavar="CODE|PARAMETER|MODULE|POLICY",
            autocompletion=subjects,
            help="A rule (MC201, quoted-service-name), a parameter, a module (sg/filesystem), or a policy of the merge "
            "(network-role).",
        ),
    ],
    target: Annotated[
        str | None,
        typer.Option(
            "--target",
            metavar="TARGET",
            help="What it is for a platform, a release or both (hp-ux:A.11.19, linux, A.11.16).  [default: all]",
        ),
    ] = None,
) -> None:
    """Explain a rule, a policy of the merge, or a parameter or module of cluster and package files and scripts.

    Exit status: 0; 2 a word that is not known, and the names nearest to it.
    """
    from mcsgconf.catalogue import Target  # noqa: PLC0415
    from mcsgconf.lint.rules import find_rule  # noqa: PLC0415

    meant = None if target is None else Target.parse(target)
    rules = _rules()
    text = _entries(subject.partition("[")[0] or subject, meant, rules)  # an element of an array, as a script writes it
    if text:
        sys.stdout.write(text)
        return
    from mcsgconf.report.policy_report import policy_report  # noqa: PLC0415

    page = policy_report(subject)
    if page is not None:
        _print_page(page)
        return
    try:
        rule = find_rule(subject, rules)
    except UsageError:
        raise UsageError(_unknown(subject, rules)) from None
    if meant is not None and not rule.applies_to(meant):
        sys.stdout.write(f"{rule.code} has nothing to say for {meant}.\n\n")
    from mcsgconf.report.rule_report import rule_report  # noqa: PLC0415

    _print_page(rule_report(rule))


def _rules() -> Mapping[str, Rule]:
    """Return the rules that there are; own ones that make no sense are told of, and keep nobody from reading of others."""
    from mcsgconf.cli.known import rules_here  # noqa: PLC0415
    from mcsgconf.lint.rules import all_rules  # noqa: PLC0415

    try:
        return rules_here()
    except McsgconfError as error:
        say_error(error)
        return all_rules()


def _entries(subject: str, target: Target | None, rules: Mapping[str, Rule]) -> str:
    from mcsgconf.report.migration_report import function_report, tool_report  # noqa: PLC0415
    from mcsgconf.report.module_report import module_report  # noqa: PLC0415
    from mcsgconf.report.parameter_report import parameter_report  # noqa: PLC0415

    known = parameter_report(subject, target, rules=rules) or module_report(subject, target)
    return known or function_report(subject) or tool_report(subject)


def _print_page(text: str) -> None:
    if not wants_colour(sys.stdout):
        sys.stdout.write(text)
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal gets it
    from rich.markdown import Markdown  # noqa: PLC0415

    Console().print(Markdown(text))


def _unknown(subject: str, rules: Mapping[str, Rule]) -> str:
    from mcsgconf.lint.wording import cut, listed, shown  # noqa: PLC0415

    near = _nearest(cut(subject), rules)
    hint = f"; did you mean {listed(near, 'or')}?" if near else "; `mcsgconf rules` lists the rules"
    return f"no rule, parameter, module or policy is called {shown(subject)}{hint}"


def _nearest(subject: str, known: Mapping[str, Rule]) -> list[str]:
    """Return the names of rules, parameters, modules and policies nearest to one that is none: few, the nearest first."""
    import difflib  # noqa: PLC0415

    from mcsgconf import catalogue  # noqa: PLC0415
    from mcsgconf.catalogue.module import load_modules  # noqa: PLC0415
    from mcsgconf.lint.nearest import nearest  # noqa: PLC0415
    from mcsgconf.report.policy_report import policy_pages  # noqa: PLC0415

    rules = (*known, *(rule.name for rule in known.values()))
    names = {name.upper(): name for name in (*rules, *load_modules().modules, *policy_pages())}
    for kind in catalogue.KINDS:
        names |= {name.upper(): name for name in catalogue.load(kind).parameters if name.upper() not in names}
    word = subject.upper()
    parts = [name for name in names if word in name.split("/")] if len(word) > 1 else []
    longer = [name for name in names if name.startswith(f"{word}_")]
    found = dict.fromkeys([*nearest(subject, names), *parts, *longer])
    return [names[name] for name in list(found)[:NEAR] or difflib.get_close_matches(word, list(names), NEAR)]
