"""Begins a rule: its page with all that a page has, and its check, which finds nothing yet. The tests say what is left.

    python tests/support/new_rule.py MC1 lock-disk-on-one-node --kind cluster --module lock

`MC1` takes the next free code of the series, `MC163` that one. Nothing that stands is changed but for the module of the
check, to which the function is added; without `--module` it gets one of its own. What has to be written is called TODO.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from mcsgconf.lint.finding import Severity
from mcsgconf.models.kind import Kind

ROOT = Path(__file__).parents[2]
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
CODE = re.compile(r"MC\d(\d\d)?")
PAGE = """+++
code = "{code}"
name = "{name}"
summary = "TODO: what it finds, in one sentence."
severity = "{severity}"
kinds = [{kinds}]
fix = "{fix}"
source = "TODO: edition and page"
+++

TODO: what happens on a real cluster, and when. What to do about it. What is not flagged, and why.

## Bad

```{kind}
{bad}
```
{fixed}
## Good

```{kind}
{good}
```
"""
FIXED = """
## Fixed

```{kind}
{good}
```
"""
MODULE = '''"""TODO: what the checks in here have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Problem
from mcsgconf.lint.registry import {decorator}

if TYPE_CHECKING:
    from collections.abc import {abc}

{model}
'''
IMPORT = re.compile(r"^from mcsgconf\.lint\.registry import (.+)$", re.MULTILINE)
FUNCTION = '''

@{decorator}("{code}")
def {function}({what}: {type}) -> Iterator[Problem]:
    """Yield TODO."""
    yield from ()  # TODO: Problem(span, "what is wrong, which value, what will happen, what to do")
'''
ACROSS = '''

def _{function}(part: Site) -> Iterator[tuple[object, ...]]:
    yield from ()  # TODO: what is to be compared of a part, as named tuples


@check_across("{code}", gather=_{function}, row=tuple)  # TODO: the named tuple's _make
def {function}(rows: Sequence[tuple[object, ...]], document_of: Opener) -> Iterator[Problem]:
    """Yield TODO."""
    yield from ()  # TODO: Problem(span, "what is wrong, which value, what will happen, what to do", document_of(path))
'''
SCOPES = {
    "document": ("document", "Document", "    from mcsgconf.models.document import Document"),
    "cluster": ("cluster", "ClusterSite", "    from mcsgconf.site import ClusterSite"),
    "across": ("part", "Site", "    from mcsgconf.lint.registry import Opener\n    from mcsgconf.site import Site"),
}
"""What a check of each scope is given: its name, its type and where that is from; `across` compares parts of a site."""
EXAMPLES = {
    Kind.CLUSTER: "CLUSTER_NAME  shop\nQS_HOST       witness\nNODE_NAME     anna\nNODE_NAME     bert",
    Kind.LEGACY_PACKAGE: "PACKAGE_NAME  pos\nNODE_NAME     anna\nRUN_SCRIPT    /etc/cmcluster/pos/pos.cntl\n"
    "HALT_SCRIPT   /etc/cmcluster/pos/pos.cntl",
    Kind.MODULAR_PACKAGE: "package_name  pos\nnode_name     anna",
    Kind.CONTROL_SCRIPT: 'VG[0]="vgpos"',
    Kind.SHELL: "#!/usr/bin/sh\nexec /opt/pos/bin/posd",
}
"""Files that no rule says anything of, to begin from; of other kinds the example begins empty."""


def next_free(series: str, root: Path) -> str:
    """Return the first code of `series` behind all that are taken: by a page, or by a row of what is not built.

    Raises:
        ValueError: the series is full.
    """
    taken = {path.name[2:5] for path in (root / "rules").glob(f"{series}*.md")}
    taken |= set(re.findall(rf"\bMC({series[2]}\d\d)\b", (root / "docs" / "not-built.md").read_text(encoding="utf-8")))
    number = int(max(taken, default=f"{series[2]}00")) + 1
    if not f"{number:03}".startswith(series[2]):
        raise ValueError(f"no code of {series} is free behind {max(taken)}")
    return f"MC{number:03}"


def page(code: str, name: str, kinds: list[Kind], severity: str, fix: str) -> str:
    """Return the page, with examples of the first of `kinds`."""
    good = EXAMPLES.get(kinds[0], "# TODO: a line")
    kind = kinds[0].value
    return PAGE.format(
        code=code,
        name=name,
        severity=severity,
        kinds=", ".join(f'"{kind}"' for kind in kinds),
        fix=fix,
        kind=kind,
        bad=f"{good}  # <- {code}",
        good=good,
        fixed="" if fix == "none" else FIXED.format(kind=kind, good=good),
    )


def check(code: str, name: str, scope: str) -> str:
    """Return the function."""
    what, type_, _ = SCOPES[scope]
    template = ACROSS if scope == "across" else FUNCTION
    return template.format(
        decorator=f"check_{scope}", code=code, function=name.replace("-", "_"), what=what, type=type_
    )


def importing(module: str, decorator: str) -> str:
    """Return the text of a module of checks, with the import of a decorator that it may lack."""
    return IMPORT.sub(
        lambda line: f"{line[0][: -len(line[1])]}{', '.join(sorted({*line[1].split(', '), decorator}))}", module
    )


def begin(root: Path, words: list[str]) -> str:
    """Write page and check below `root`, as the words of the command line say; return what to do next.

    Raises:
        ValueError: the code is taken, or a word is none that a rule can have.
    """
    asked = _parser().parse_args(words)
    if CODE.fullmatch(asked.code) is None or NAME.fullmatch(asked.name) is None:
        raise ValueError(f"{asked.code} {asked.name}: a code is MC1 or MC163, a name small words joined by dashes")
    code = next_free(asked.code, root) if len(asked.code) == len("MC1") else asked.code
    if list((root / "rules").glob(f"{code}-*.md")):
        raise ValueError(f"{code} has a page already")
    module = root / "mcsgconf" / "lint" / "checks" / f"{asked.module or asked.name.replace('-', '_')}.py"
    written = root / "rules" / f"{code}-{asked.name}.md"
    _, _, model = SCOPES[asked.scope]
    abc = "Iterator, Sequence" if asked.scope == "across" else "Iterator"
    text = (
        module.read_text(encoding="utf-8")
        if module.exists()
        else MODULE.format(decorator=f"check_{asked.scope}", model=model, abc=abc)
    )
    module.write_text(importing(text, f"check_{asked.scope}") + check(code, asked.name, asked.scope), encoding="utf-8")
    kinds = [Kind(kind) for kind in asked.kind]
    written.write_text(page(code, asked.name, kinds, asked.severity, asked.fix), encoding="utf-8")
    return (
        f"{written.relative_to(root)}: write it, and mark the lines\n{module.relative_to(root)}: write the check\n"
        f"tests/data/mistakes: plant its mistake in examples/bank\n"
        f"pytest tests/lint/test_rule_pages.py tests/lint/test_planted_mistakes.py -k {code}\n"
        "mcsgconf rules --format markdown > docs/rules.md\n"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Begin a rule: its page, and its check.")
    parser.add_argument("code", help="MC1 for the next free code of that series, or a whole code")
    parser.add_argument("name", help="small words joined by dashes, such as serial-heartbeat-node-count")
    kinds = [kind.value for kind in Kind if kind is not Kind.UNKNOWN]
    parser.add_argument("--kind", action="append", required=True, choices=kinds, metavar="KIND", help="may be repeated")
    parser.add_argument("--module", help="of mcsgconf/lint/checks, without .py")
    parser.add_argument("--scope", choices=list(SCOPES), default="document", help="what the check looks at")
    parser.add_argument("--severity", choices=[severity.value for severity in Severity], default="error")
    parser.add_argument("--fix", choices=["none", "safe", "unsafe"], default="none")
    return parser


if __name__ == "__main__":
    try:
        sys.stdout.write(begin(ROOT, sys.argv[1:]))
    except ValueError as problem:
        sys.exit(f"new_rule: {problem}")
