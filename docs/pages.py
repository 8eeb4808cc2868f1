"""Makes the pages of the documentation site that nobody should write twice: mkdocs runs it as a hook.

README, CONTRIBUTING and CHANGELOG stand at the root, where a visitor of the repository looks; rules, policies and
parameters stand where the program reads them. Each becomes pages here, by the same functions that `mcsgconf explain`
prints them with. What is said on the site and nowhere else is an ordinary page of this folder.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File

import mcsgconf
from mcsgconf import catalogue
from mcsgconf.lint.rules import all_rules, front_matter
from mcsgconf.report.parameter_report import parameter_report
from mcsgconf.report.policy_report import policy_pages, policy_report
from mcsgconf.report.rule_catalogue import rule_catalogue
from mcsgconf.report.rule_report import rule_report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

ROOT = Path(__file__).resolve().parent.parent
AT_ROOT = {
    "index.md": "README.md",
    "contributing.md": "CONTRIBUTING.md",
    "changelog.md": "CHANGELOG.md",
    "license.md": "LICENSE",
}
LINKS = {
    "rules": "rules/index.md",
    "policies": "policies/index.md",
    **{source: page for page, source in AT_ROOT.items()},
}
KIND = re.compile(r"^```[a-z]+(?:-[a-z]+)*\b[^\n]*$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#:]+)\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made to those that are written."""
    for path, text in pages():
        files.append(File.generated(config, path, content=text))
    return files


def pages() -> Iterator[tuple[str, str]]:
    """Yield the path of each page below the site's root and its Markdown."""
    for path, source in AT_ROOT.items():
        yield path, LINK.sub(_link, (ROOT / source).read_text(encoding="utf-8"))
    yield "rules/index.md", rule_catalogue(all_rules().values(), lambda rule: f"{rule.code}.md")
    for rule in all_rules().values():
        yield f"rules/{rule.code}.md", KIND.sub("```text", rule_report(rule))
    yield "policies/index.md", _policies()
    for name in policy_pages():
        yield f"policies/{name}.md", KIND.sub("```text", policy_report(name) or "")
    for kind in catalogue.KINDS:
        yield f"parameters/{kind}.md", _parameters(kind)
    yield "api.md", _api()


def _link(match: re.Match[str]) -> str:
    """Turn a link of a file at the root into one of the site; what is no page stays in the repository: its name does."""
    target = match[1].rstrip("/")
    return f"]({LINKS.get(target, target.removeprefix('docs/'))})"


def _policies() -> str:
    text = "# Policies of the merge\n\n| policy | its reason, as reports give it |\n|---|---|\n"
    for name, page in policy_pages().items():
        matter, _ = front_matter(page.read_text(encoding="utf-8"))
        text += f"| [{name}]({name}.md) | {_cell(str(matter['reason']))} |\n"
    return text


def _parameters(kind: str) -> str:
    text = f"# Parameters: {kind.replace('-', ' ')}\n"
    for name in catalogue.load(kind).parameters:
        text += f"\n## {_cell(name)}\n\n```text\n{parameter_report(name, kinds=(kind,))}```\n"
    return text


def _api() -> str:
    text = "# The library\n\n::: mcsgconf\n    options:\n      members: false\n"
    for name in mcsgconf.__all__:
        if not name.startswith("__"):
            home = getattr(mcsgconf, name).__module__
            text += f"\n::: {home}.{name}\n"
    return text


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;")
