"""`mcsgconf explain`: what is printed is what the tables say, for the target that was asked for."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from mcsgconf.catalogue import KINDS, Parameter, Platform, Release, Target, load
from mcsgconf.catalogue.migration import load_migration
from mcsgconf.catalogue.module import Module, load_modules
from mcsgconf.lint.rules import all_rules
from mcsgconf.report.module_report import module_report
from mcsgconf.report.parameter_history import history
from mcsgconf.report.parameter_report import parameter_report

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome

    Run = Callable[..., Outcome]

HEAD = re.compile(r"^(\S.*) \(([^()]+)\)$", re.MULTILINE)
FACT = re.compile(r"^ {2}(\S.{0,13}?): +", re.MULTILINE)


def entries(text: str) -> dict[str, dict[str, str]]:
    """Return what `explain` printed: by what stands in brackets in the head, label and text; `""` is the meaning."""
    heads = list(HEAD.finditer(text))
    found = {}
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        body = text[head.end() : after.start() if after else len(text)]
        pieces = FACT.split(body)
        facts = {"": pieces[0], "name": head[1]} | dict(zip(pieces[1::2], pieces[2::2], strict=True))
        found[head[2]] = {label: " ".join(fact.split()) for label, fact in facts.items()}
    return found


def explained(run: Run, *words: str) -> dict[str, dict[str, str]]:
    outcome = run("explain", *words)
    assert (outcome.status, outcome.err) == (0, "")
    assert all(len(line) <= 100 for line in outcome.out.splitlines())
    return entries(outcome.out)


def row(kind: str, name: str) -> Parameter:
    return load(kind).parameters[name]


# ------------------------------------------------------------------------------------------------- every parameter

ALL = [(kind, parameter) for kind in KINDS for parameter in load(kind).parameters.values()]
TARGETS = [
    Target.parse(text) for text in ("hp-ux:A.10.10", "hp-ux:A.11.17", "linux:A.11.19", "linux:A.12.00", "A.11.20")
]


@pytest.mark.parametrize(("kind", "parameter"), ALL, ids=lambda value: getattr(value, "name", value))
def test_an_entry_says_what_the_table_says(kind: str, parameter: Parameter):
    facts = entries(parameter_report(parameter.name))[kind]
    assert (facts["name"], facts[""]) == (parameter.name, parameter.meaning)
    assert facts["type"].split()[0] == parameter.type.value
    assert facts["platforms"] == ", ".join(parameter.platforms)
    assert facts["source"] == " ".join(parameter.source.split())
    for edition in {part.split()[0] for part in parameter.source.split("; ")}:
        assert facts[edition] == load(kind).sources[edition]
    assert facts.get("notes") == (parameter.notes and " ".join(parameter.notes.split()))
    assert facts.get("online change") == (parameter.online_change and " ".join(parameter.online_change.split()))
    assert facts.get("replaced by", "") == ", ".join(parameter.replaced_by)
    for word in (*parameter.values, *parameter.values_since):
        assert word in facts["values"]


@pytest.mark.parametrize(("kind", "parameter"), ALL, ids=lambda value: getattr(value, "name", value))
def test_an_entry_for_a_target_is_that_of_the_target(kind: str, parameter: Parameter):
    for target in TARGETS:
        facts = entries(parameter_report(parameter.name, target))[f"{kind}, {target}"]
        if target.platform is not None:
            limits = parameter.limits(target)
            ends = [f"{end:.15g}" for end in (limits.min, limits.max) if end is not None]
            assert facts.get("range", "").split(" (")[0].removeprefix("at most ").removeprefix(
                "at least "
            ) == " to ".join(ends)
            if isinstance(limits.default, int):
                assert facts["default"].split(" ")[0] == str(limits.default)
        foreign = target.platform is not None and target.platform not in parameter.platforms
        assert ("not there" in facts) or not foreign


def test_blocks_have_the_article_they_need(mcsgconf: Run):
    assert explained(mcsgconf, "USER_NAME")["cluster"]["stands in"] == "the file; opens an access block"
    assert explained(mcsgconf, "USER_ROLE")["cluster"]["stands in"] == "an access block"
    assert explained(mcsgconf, "SITE")["cluster"]["stands in"] == "a node block"


def releases(parameter: Parameter) -> set[str]:
    """Return every release that a row of the table speaks of, as they are shown."""
    facts: list[object] = [parameter.since, parameter.until, parameter.deprecated_since, parameter.pattern_since]
    facts += [*parameter.values_since.values(), *parameter.values_until.values(), *parameter.parts_since.values()]
    facts += [*parameter.max_length_by_release]
    texts = [text for fact in facts for text in (fact.values() if isinstance(fact, dict) else [fact])]
    return {str(Release.parse(text)) for text in texts if text is not None}


@pytest.mark.parametrize(("kind", "parameter"), ALL, ids=lambda value: getattr(value, "name", value))
def test_the_history_is_whole_and_in_order(kind: str, parameter: Parameter):
    events = history(parameter)
    assert releases(parameter) <= {str(event.release) for event in events}
    assert [event.release for event in events] == sorted(event.release for event in events)
    told = entries(parameter_report(parameter.name))[kind].get("history", "")
    assert told == " ".join(f"{event.release} {event.text}" for event in events)


def test_the_history_of_a_limit_that_changed(mcsgconf: Run):
    facts = explained(mcsgconf, "MAX_CONFIGURED_PACKAGES")["cluster"]
    for release, limits in row("cluster", "MAX_CONFIGURED_PACKAGES").by_release.items():
        if release in {"A.11.16", "A.11.17", "A.11.19"}:  # where something changed
            assert f"{release} {limits.min} to {limits.max}, default {limits.default}" in facts["history"]
        else:
            assert release not in facts["history"]


# --------------------------------------------------------------------------------------------------- for a target


def test_a_parameter_that_the_release_no_longer_has(mcsgconf: Run):
    facts = explained(mcsgconf, "node_timeout", "--target", "HP-UX:a.11.20")["cluster, hp-ux A.11.20"]
    parameter = row("cluster", "NODE_TIMEOUT")
    assert facts["not there"].startswith(f"hp-ux A.11.20 does not have it, it exists up to {parameter.until}; ")
    assert parameter.replaced_by[0] in facts["not there"]
    assert "not there" not in explained(mcsgconf, "NODE_TIMEOUT", "--target", "A.11.18")["cluster, A.11.18"]


def test_a_parameter_that_the_release_does_not_have_yet(mcsgconf: Run):
    facts = explained(mcsgconf, "MEMBER_TIMEOUT", "--target", "A.11.18")["cluster, A.11.18"]
    assert facts["not there"] == f"A.11.18 does not have it, it exists from {row('cluster', 'MEMBER_TIMEOUT').since} on"
    assert facts["replaces"] == "HEARTBEAT_INTERVAL, NODE_TIMEOUT"


def test_a_parameter_of_the_other_platform(mcsgconf: Run):
    facts = explained(mcsgconf, "VOLUME_GROUP", "--target", "linux")["cluster, linux"]
    assert facts["not there"] == "linux does not have it, it exists on hp-ux only"


@pytest.mark.parametrize(
    ("name", "target", "kind"),
    [
        ("MAX_CONFIGURED_PACKAGES", "hp-ux A.11.16", "cluster"),
        ("MAX_CONFIGURED_PACKAGES", "linux A.12.00", "cluster"),
        ("HEARTBEAT_INTERVAL", "linux A.11.18", "cluster"),
        ("HEARTBEAT_INTERVAL", "hp-ux A.11.18", "cluster"),
        ("RUN_SCRIPT_TIMEOUT", "hp-ux A.11.19", "legacy-package"),
    ],
)
def test_range_and_default_of_a_target(mcsgconf: Run, name: str, target: str, kind: str):
    facts = explained(mcsgconf, name, "--target", target)[f"{kind}, {target}"]
    limits = row(kind, name).limits(Target.parse(target))
    assert str(limits.max) in facts["range"]
    assert limits.min is None or facts["range"].startswith(str(limits.min))
    assert facts["default"].split(" ")[0] == str(limits.default)


@pytest.mark.parametrize("target", ["linux A.11.18", "linux A.11.20", "hp-ux A.11.19", "hp-ux A.11.20"])
def test_the_words_of_a_target(mcsgconf: Run, target: str):
    facts = explained(mcsgconf, "fs_type", "--target", target)[f"modular-package, {target}"]
    assert facts.get("values", "") == ", ".join(row("modular-package", "fs_type").words(Target.parse(target)))


def test_without_a_target_platforms_that_differ_stand_side_by_side(mcsgconf: Run):
    facts = explained(mcsgconf, "VGCHANGE")["control-script"]
    parameter = row("control-script", "VGCHANGE")
    for platform in Platform:
        assert f"{parameter.limits(Target(platform)).default} on {platform}" in facts["default"]


def test_microseconds_are_told_in_seconds_too(mcsgconf: Run):
    parameter = row("cluster", "MEMBER_TIMEOUT")
    assert explained(mcsgconf, "MEMBER_TIMEOUT")["cluster"]["range"] == (
        f"{parameter.min} to {parameter.max} ({parameter.min // 10**6} s to {parameter.max // 10**6} s)"
    )


# ------------------------------------------------------------------------------------ several kinds, both styles


@pytest.mark.parametrize("name", ["SUBNET", "node_name", "SERVICE_NAME", "weight_name", "XFS", "Log_File", "vg"])
def test_every_kind_that_knows_a_name_has_its_entry(mcsgconf: Run, name: str):
    knowing = [kind for kind in KINDS if any(known.upper() == name.upper() for known in load(kind).parameters)]
    unsure = [kind for kind in KINDS if name.upper() in load(kind).unverified]
    assert sorted(explained(mcsgconf, name)) == sorted([*knowing, *unsure])


def test_a_legacy_name_and_its_modular_one_lead_to_each_other(mcsgconf: Run):
    for successor in load_migration().successors:
        if successor.file == "toolkit" or successor.function or "*" in successor.legacy:
            continue
        for name in successor.legacy:
            if name not in load(successor.file).parameters:
                continue
            facts = explained(mcsgconf, name)[successor.file]
            assert facts["modular style"].startswith(" and ".join(successor.modular) or "nothing has its place")
        for name in successor.modular:
            text = explained(mcsgconf, name)["modular-package"]["legacy style"]
            assert all(legacy in text for legacy in successor.legacy)


def test_an_old_name_leads_to_the_new_one_and_back(mcsgconf: Run):
    assert explained(mcsgconf, "PKG_SWITCHING_ENABLED")["legacy-package"]["replaced by"] == "AUTO_RUN"
    assert explained(mcsgconf, "AUTO_RUN")["legacy-package"]["replaces"] == "PKG_SWITCHING_ENABLED"


def test_a_name_of_which_too_little_is_known(mcsgconf: Run):
    facts = explained(mcsgconf, "qs_smart_quorum")["cluster"]
    assert facts["known"] == load("cluster").unverified["QS_SMART_QUORUM"]


def test_a_family_is_explained_by_any_of_its_names(mcsgconf: Run):
    assert explained(mcsgconf, "pev_DB_HOME")["modular-package"]["name"] == "pev_*"


@pytest.mark.parametrize("name", ["customer_defined_run_cmds", "test_return"])
def test_functions_of_the_control_script(mcsgconf: Run, name: str):
    (successor,) = [row for row in load_migration().successors if name in row.legacy]
    facts = explained(mcsgconf, name)["function of the control script"]
    assert successor.how is not None
    assert " ".join(successor.how.split()) in facts["modular style"]


@pytest.mark.parametrize("tool", load_migration().tools, ids=lambda tool: tool.name)
def test_commands_that_migrate(mcsgconf: Run, tool: object):
    facts = explained(mcsgconf, tool.name)["command"]
    assert facts["synopsis"] == tool.synopsis
    assert facts["known"] == " ".join(tool.facts)


# ------------------------------------------------------------------------------------------------------ the rules


@pytest.mark.parametrize(
    ("name", "kind", "codes"),
    [
        ("SERIAL_DEVICE_FILE", "cluster", "MC120 MC121 MC122"),
        ("NODE_TIMEOUT", "cluster", "MC129 MC130 MC904"),
        ("SERVICE_NAME", "legacy-package", "MC201 MC202 MC212"),
        ("service_cmd", "modular-package", "MC402"),
        ("VG", "control-script", "MC302"),
    ],
)
def test_the_rules_that_watch_a_parameter(mcsgconf: Run, name: str, kind: str, codes: str):
    told = dict(item.split(" ") for item in explained(mcsgconf, name)[kind]["rules"].split(", "))
    assert set(codes.split()) <= set(told)
    for code, rule in told.items():
        assert all_rules()[code].name == rule
        assert kind in all_rules()[code].kinds


def test_rules_that_do_not_apply_to_the_target_are_left_out(mcsgconf: Run):
    told = explained(mcsgconf, "NODE_NAME", "--target", "linux")["cluster, linux"]["rules"]
    codes = re.findall(r"MC\d+", told)
    assert codes
    assert all(all_rules()[code].applies_to(Target(Platform.LINUX)) for code in codes)


# ----------------------------------------------------------------------------------------------------- modules


@pytest.mark.parametrize("module", load_modules().modules.values(), ids=lambda module: module.name)
def test_a_module_s_entry_says_what_the_table_says(module: Module):
    facts = entries(module_report(module.name))["module"]
    assert (facts["name"], facts[""]) == (module.name, module.meaning)
    assert facts.get("parameters", "") == ", ".join(module.parameters)
    assert facts.get("brings along", "") == ", ".join(module.includes)
    assert facts.get("never beside", "") == ", ".join(module.excludes)
    assert facts.get("package types", "") == ", ".join(module.package_types)
    assert facts.get("product") == module.product
    assert ("how sure" in facts) is not module.certain
    for edition in {part.split()[0] for part in module.source.split("; ")}:
        assert facts[edition] == load_modules().sources[edition]


def test_a_module_for_a_target(mcsgconf: Run):
    facts = explained(mcsgconf, "SG/Volume_Group", "--target", "linux:A.11.18")["module, linux A.11.18"]
    parameters = {name: row("modular-package", name) for name in load_modules().modules["sg/volume_group"].parameters}
    hp_ux_only = [name for name, parameter in parameters.items() if parameter.platforms == (Platform.HP_UX,)]
    assert f"on hp-ux only: {', '.join(hp_ux_only)}" in facts["without"]
    assert facts["parameters"] == "vgchange_cmd, vg"
    assert "not there" not in facts


@pytest.mark.parametrize(
    ("name", "target", "why"),
    [
        ("sg/resource", "linux A.11.20", "it exists on hp-ux only"),
        ("sg/weight", "hp-ux A.11.18", "it exists from A.11.19 on"),
        ("sg/failover", "A.11.17", "it exists from A.11.18 on"),
    ],
)
def test_a_module_that_the_target_does_not_have(mcsgconf: Run, name: str, target: str, why: str):
    facts = explained(mcsgconf, name, "--target", target)[f"module, {target}"]
    assert facts["not there"] == f"{target} does not have it, {why}"


def test_the_turn_of_a_module_in_the_start(mcsgconf: Run):
    assert explained(mcsgconf, "sg/filesystem")["module"]["start order"].startswith(
        "after sg/volume_group, before sg/package_ip"
    )
    assert "first of all" in explained(mcsgconf, "sg/pr_cntl")["module"]["start order"]
    assert "start order" not in explained(mcsgconf, "sg/acp")["module"]


# ------------------------------------------------------------------------------------------ rules, unknown names


def test_a_rule_has_its_page(mcsgconf: Run):
    for word in ("mc120", "serial-heartbeat-node-count"):
        outcome = mcsgconf("explain", word)
        assert outcome.status == 0
        assert outcome.out.startswith("# MC120 serial-heartbeat-node-count\n")


def test_a_page_is_drawn_where_colour_is_wanted_and_else_is_plain(
    mcsgconf: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    drawn = mcsgconf("explain", "MC201").out
    monkeypatch.setenv("NO_COLOR", "1")
    plain = mcsgconf("explain", "MC201").out
    assert "\x1b[" in drawn
    assert "\x1b" not in plain
    assert plain.startswith("# MC201 quoted-service-name\n")


def test_a_rule_that_has_nothing_to_say_for_the_target(mcsgconf: Run):
    out = mcsgconf("explain", "MC120", "--target", "linux").out
    assert out.startswith("MC120 has nothing to say for linux.\n")
    assert mcsgconf("explain", "MC120", "--target", "hp-ux").out.startswith("# MC120")


@pytest.mark.parametrize(
    ("subject", "offered"),
    [
        ("NODE_TIMEOT", "NODE_TIMEOUT"),
        ("heartbeat_intervall", "HEARTBEAT_INTERVAL"),
        ("filesystem", "sg/filesystem"),
        ("sg/filesytem", "sg/filesystem"),
        ("quoted-servicename", "quoted-service-name"),
        ("SERVICE_HALT", "SERVICE_HALT_TIMEOUT"),
        ("NODE TIMEOUT", "NODE_TIMEOUT"),
    ],
)
def test_an_unknown_name_is_one_line_with_the_nearest_ones(mcsgconf: Run, subject: str, offered: str):
    outcome = mcsgconf("explain", subject)
    assert (outcome.status, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert re.search(rf"did you mean .*\b{re.escape(offered)}\b", outcome.err)


@pytest.mark.parametrize("subject", ["zzzzzz", "", "*", "/", "\x1b[31mred", "x" * 5000])
def test_a_name_that_is_near_to_nothing(mcsgconf: Run, subject: str):
    outcome = mcsgconf("explain", subject)
    assert (outcome.status, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert "\x1b" not in outcome.err
    assert len(outcome.err) < 200


@pytest.mark.parametrize("target", ["aix", "A.11", "hp-ux:B.11.31"])
def test_a_target_that_is_none(mcsgconf: Run, target: str):
    outcome = mcsgconf("explain", "NODE_NAME", "--target", target)
    assert (outcome.status, outcome.out, outcome.err.count("\n")) == (2, "", 1)


def test_nothing_heavy_is_imported():
    code = (
        "import sys; from mcsgconf.cli import run; run(['explain', 'NODE_NAME']);"
        "print(sorted({'pydantic', 'lark', 'deepdiff', 'rich'} & set(sys.modules)), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stderr == "[]\n"


def test_an_element_of_an_array_is_its_array(mcsgconf: Run) -> None:
    assert mcsgconf("explain", "SERVICE_CMD[0]").out == mcsgconf("explain", "SERVICE_CMD").out != ""


# ------------------------------------------------------------------------------------------------------- policies


@pytest.mark.parametrize("name", ["network-role", "Network-Role"])
def test_a_policy_is_explained_by_its_page(mcsgconf: Run, name: str):
    outcome = mcsgconf("explain", name)
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out.startswith("# network-role\n\nA policy of `mcsgconf merge`: a network plays the role on every")
    assert "(files: cluster)" in outcome.out
    assert outcome.out.endswith("Source: MS11 p.226; LX10 p.193; MS15 p.161\n")


def test_a_misspelt_policy_is_offered(mcsgconf: Run):
    outcome = mcsgconf("explain", "network-roles")
    assert (outcome.status, outcome.out) == (2, "")
    assert "did you mean network-role" in outcome.err
