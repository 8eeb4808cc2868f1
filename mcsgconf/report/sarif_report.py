"""Findings as SARIF 2.1.0, the form that code scanning services read: with rules, fixes and fingerprints.

Columns count characters (`unicodeCodePoints`), as everywhere in mcsgconf. Files are named relative to the folder that
the program ran in, which the log names once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from mcsgconf.lint.finding import Severity
from mcsgconf.lint.rules import all_rules
from mcsgconf.report.escape import escape, escape_line
from mcsgconf.report.fingerprints import fingerprints
from mcsgconf.report.json_text import json_text
from mcsgconf.report.paths import relative_uri
from mcsgconf.report.unicode_edits import unicode_edits
from mcsgconf.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcsgconf.lint.finding import Finding, Place
    from mcsgconf.lint.rules import Rule
    from mcsgconf.text import Edit, Position, SourceText

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ROOT = "%SRCROOT%"
_FINGERPRINT = "mcsgconf/v1"
_PLACEHOLDER = re.compile(r"\{(\d+)\}")
_LINK = re.compile(r"\](?=\()")


def sarif_report(findings: Sequence[Finding], folder: str, rules: Mapping[str, Rule] | None = None) -> str:
    """Return a SARIF log as a JSON object, ending in a newline.

    Args:
        findings: what is reported; the rules that none speaks of are left out.
        folder: the URI of the folder that paths are relative to, ending in `/`.
        rules: those that there are; mcsgconf's when left out.
    """
    known = all_rules() if rules is None else rules
    codes = sorted({finding.code for finding in findings})
    index = {code: number for number, code in enumerate(codes)}
    driver = {
        "name": "mcsgconf",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(code, known.get(code)) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "originalUriBaseIds": {_ROOT: {"uri": folder}},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(finding, index[finding.code], name, folder)
            for finding, name in zip(findings, fingerprints(findings), strict=True)
        ],
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str, rule: Rule | None) -> dict[str, object]:
    return {"id": code} if rule is None else {"id": code, "name": rule.name, **_description(rule)}


def _description(rule: Rule) -> dict[str, object]:
    page = escape(rule.text)
    paragraphs = [" ".join(text.split()) for text in page.partition("\n## ")[0].strip().split("\n\n")]
    return {
        "shortDescription": {"text": escape_line(rule.summary)},
        "fullDescription": {"text": paragraphs[0]},  # services show a thousand characters of it at most
        "help": {"text": "\n\n".join(paragraphs), "markdown": page.strip()},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, rule: int, fingerprint: str, folder: str) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding.message)},
        "locations": [{"physicalLocation": _location(finding.place, folder), **_logical(finding)}],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
    }
    if finding.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _location(related.place, folder),
                "message": {"text": _message(related.message)},
            }
            for number, related in enumerate(finding.related)
        ]
    fix = _fix(finding, folder)
    return result | ({"fixes": [fix]} if fix else {})


def _message(text: str) -> str:
    """Return a text in which nothing is taken for a placeholder (`{0}`) or a link (`[…](…)`)."""
    return _LINK.sub(r"\\]", _PLACEHOLDER.sub(r"{{\1}}", escape_line(text)))


def _logical(finding: Finding) -> dict[str, object]:
    if not finding.structural_path:
        return {}
    return {"logicalLocations": [{"fullyQualifiedName": escape_line(finding.structural_path)}]}


def _location(place: Place, folder: str) -> dict[str, object]:
    return {"artifactLocation": _file(place.path, folder), "region": _region(place.start, place.end)}


def _file(path: str, folder: str) -> dict[str, str]:
    uri = relative_uri(path)
    return {"uri": urljoin(folder, uri)} if uri.startswith(("../", "/")) else {"uri": uri, "uriBaseId": _ROOT}


def _region(start: Position, end: Position) -> dict[str, int]:
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}


def _fix(finding: Finding, folder: str) -> dict[str, object] | None:
    edits = unicode_edits(finding)
    if finding.fix is None or finding.source is None or not edits:
        return None
    replacements = [_replacement(finding.source, edit) for edit in edits]
    return {
        "description": {"text": _message(finding.fix.message)},
        "artifactChanges": [{"artifactLocation": _file(finding.path, folder), "replacements": replacements}],
    }


def _replacement(source: SourceText, edit: Edit) -> dict[str, object]:
    region = _region(source.position(edit.start), source.position(edit.end))
    return {"deletedRegion": region} | ({"insertedContent": {"text": edit.replacement}} if edit.replacement else {})
