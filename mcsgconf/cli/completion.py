"""What a shell offers behind options and arguments that no list of the help holds: codes of rules, things to explain.

Called by the shell at each press of the tab key; nothing else comes here. Data is read only then.
"""

from __future__ import annotations


def codes(incomplete: str) -> list[tuple[str, str]]:
    """Return the codes and prefixes of rules that begin as the word does, each with what it finds."""
    head, comma, last = incomplete.rpartition(",")
    known = {"ALL": "every rule", **_rules()}
    return [(head + comma + code, meaning) for code, meaning in _that_begin(last, known)]


def subjects(incomplete: str) -> list[tuple[str, str]]:
    """Return what `explain` knows and begins as the word does: rules, parameters in either case, policies."""
    from mcsgconf import catalogue  # noqa: PLC0415 - read when asked
    from mcsgconf.report.policy_report import policy_pages  # noqa: PLC0415

    known = _rules()
    known |= {row.name: row.meaning for kind in catalogue.KINDS for row in catalogue.load(kind).parameters.values()}
    known |= dict.fromkeys(policy_pages(), "a policy of the merge")
    return _that_begin(incomplete, known)


def _rules() -> dict[str, str]:
    """Return the codes of all rules and what they find; where own ones make no sense, which is no moment to say, of ours."""
    from mcsgconf.cli.known import rules_here  # noqa: PLC0415 - read when asked
    from mcsgconf.errors import McsgconfError  # noqa: PLC0415
    from mcsgconf.lint.rules import all_rules  # noqa: PLC0415

    try:
        rules = rules_here()
    except McsgconfError:
        rules = all_rules()
    return {rule.code: rule.summary for rule in rules.values()}


def _that_begin(word: str, known: dict[str, str]) -> list[tuple[str, str]]:
    """Return what begins as the word does, in its case: a shell drops what goes on differently."""
    found = [(name, meaning) for name, meaning in known.items() if name.upper().startswith(word.upper())]
    return [(word + (name[len(word) :].lower() if word.islower() else name[len(word) :]), text) for name, text in found]
