"""Findings as one HTML page for people: nothing outside it is needed, and nothing in it but our own script may run.

A content security policy names style and script by their hashes. Without the script the page is whole, only the filter
is missing.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Applicability, Severity
from mcsgconf.lint.rules import all_rules
from mcsgconf.report.fingerprints import fingerprints
from mcsgconf.report.html_source import change_html, source_html
from mcsgconf.report.page_html import page_html
from mcsgconf.report.paths import slashed
from mcsgconf.report.sentences import where
from mcsgconf.report.xml_text import xml_text
from mcsgconf.resources import report_asset
from mcsgconf.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mcsgconf.lint.finding import Finding, Fix
    from mcsgconf.lint.rules import Rule
    from mcsgconf.text import SourceText

_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def html_report(findings: Sequence[Finding], rules: Mapping[str, Rule] | None = None) -> str:
    """Return an HTML document: findings by file, each with its lines and its fix, and the pages of their rules.

    `rules` are those that there are; mcsgconf's when left out.
    """
    style, script = _asset("report.css"), _asset("report.js") if findings else ""
    names = iter(fingerprints(findings))
    files = [
        _file(number, slashed(path), [(finding, next(names)) for finding in rows])
        for number, (path, rows) in enumerate(groupby(findings, attrgetter("path")), 1)
    ]
    counts = Counter(finding.code for finding in findings)
    known = all_rules() if rules is None else rules
    body = [
        _header(findings, len(files)),
        "<main>\n",
        *([_filter(findings)] if findings else []),
        *files,
        *([_rules(counts, known)] if counts else []),
        "</main>\n",
        f"<footer>mcsgconf {xml_text(__version__)}. Text that may do harm is shown as escapes (<code>\\x1b</code>).</footer>\n",
        f"<script>{script}</script>\n" if script else "",
    ]
    return _head(_title(findings), style, script) + "<body>\n" + "".join(body) + "</body>\n</html>\n"


def _asset(name: str) -> str:
    return report_asset(name).read_text(encoding="utf-8")


def _head(title: str, style: str, script: str) -> str:
    policy = f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>mcsgconf: {title}</title>\n<style>{style}</style>\n</head>\n"
    )


def _hash(text: str) -> str:
    """Return what lets a text be style or script of the page, as a content security policy says it; nothing may be ''."""
    if not text:
        return "'none'"
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _title(findings: Sequence[Finding]) -> str:
    return _number(len(findings), "finding") if findings else "no findings"


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 or noun == "info" else f"{number} {noun}s"


def _header(findings: Sequence[Finding], files: int) -> str:
    if not findings:
        return "<header>\n<h1>No findings</h1>\n<p>The rules that ran have nothing to say of the files that were checked.</p>\n</header>\n"
    return f"<header>\n<h1>{_title(findings)} in {_number(files, 'file')}</h1>\n{_counts(findings)}</header>\n"


def _counts(findings: Iterable[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    items = (
        f'<li class="badge {severity}">{_number(counts[severity], severity)}</li>\n'
        for severity in _SEVERITIES
        if counts[severity]
    )
    return f'<ul class="counts">\n{"".join(items)}</ul>\n'


def _filter(findings: Sequence[Finding]) -> str:
    """Return the controls that the script makes work; they are hidden until it does."""
    severities = {finding.severity for finding in findings}
    rules = {finding.code: f"{finding.code} {finding.name}" for finding in findings}
    files = dict.fromkeys(slashed(finding.path) for finding in findings)
    boxes = "".join(
        f'<label class="{severity}"><input type="checkbox" name="severity" value="{severity}" checked> {severity}</label>\n'
        for severity in _SEVERITIES
        if severity in severities
    )
    return (
        f'<div id="filter" role="search" hidden>\n{boxes}'
        f"{_select('rule', 'all rules', sorted(rules.items()))}"
        f"{_select('file', 'all files', ((f'file-{number}', path) for number, path in enumerate(files, 1)))}"
        '<label class="wide">words <input type="search" id="words"></label>\n'
        '<span id="shown" role="status"></span>\n</div>\n'
    )


def _select(name: str, everything: str, options: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f'<option value="{value}">{xml_text(text)}</option>\n' for value, text in options)
    label = f'<label class="wide">{name} <select id="{name}">\n<option value="">{everything}</option>\n'
    return f"{label}{rows}</select></label>\n"


def _file(number: int, path: str, rows: Sequence[tuple[Finding, str]]) -> str:
    findings = "".join(_finding(finding, name) for finding, name in rows)
    return f'<section class="file" id="file-{number}">\n<h2><code>{_path(path)}</code></h2>\n{findings}</section>\n'


def _path(path: str) -> str:
    """Return a path that a narrow window may break between its parts."""
    return xml_text(path).replace("/", "/<wbr>")


def _finding(finding: Finding, name: str) -> str:
    severity, code = finding.severity, finding.code
    there = f"<code>{_path(finding.structural_path)}</code>, " if finding.structural_path else ""
    head = (
        f'<article class="finding is-{severity}" id="f-{name}" data-severity="{severity}" data-code="{code}">\n'
        f'<div class="head"><span class="badge {severity}">{severity}</span>'
        f'<h3><a href="#{code}">{code}</a> {finding.name}</h3>'
        f'<a class="place" href="#f-{name}">{there}line {finding.line}, column {finding.column}</a></div>\n'
        f"<p>{xml_text(finding.message)}</p>\n"
    )
    pieces = [head]
    if finding.source is not None:
        pieces.append(source_html(finding.source, finding.place))
    if finding.related:
        notes = (
            f"<li><code>{_path(where(row.place))}</code> {xml_text(row.message)}</li>\n" for row in finding.related
        )
        pieces.append(f'<ul class="notes">\n{"".join(notes)}</ul>\n')
    if finding.fix is not None:
        pieces.append(_fix(finding.fix, finding.source))
    return "".join([*pieces, "</article>\n"])


def _fix(fix: Fix, source: SourceText | None) -> str:
    option = "--fix" if fix.applicability is Applicability.SAFE else "--unsafe-fixes"
    change = "" if source is None else change_html(source, fix.edits)
    return (
        f"<details>\n<summary>Fix (<code>{option}</code>): {xml_text(fix.message)}</summary>\n{change}</details>\n"
        if change
        else f"<p>Fix (<code>{option}</code>): {xml_text(fix.message)}</p>\n"
    )


def _rules(counts: Counter[str], known: Mapping[str, Rule]) -> str:
    rules = "".join(_rule(code, known.get(code), counts[code]) for code in sorted(counts))
    return f"<section>\n<h2>What the rules say</h2>\n{rules}</section>\n"


def _rule(code: str, rule: Rule | None, count: int) -> str:
    if rule is None:
        return f'<article class="rule" id="{code}"><h3>{code}</h3></article>\n'
    why, heading, examples = rule.text.partition("\n## ")
    return (
        f'<article class="rule" id="{code}">\n<h3>{code} {rule.name} '
        f'<span class="quiet">({_number(count, "finding")})</span></h3>\n<p><strong>{xml_text(rule.summary)}</strong></p>\n'
        f"{page_html(why)}<details>\n<summary>Examples</summary>\n{page_html(heading + examples)}</details>\n</article>\n"
    )
