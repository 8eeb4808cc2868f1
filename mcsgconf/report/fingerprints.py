"""Names of findings that stay the same while the lines of a file move, for servers that compare one run with another."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from mcsgconf.report.paths import slashed
from mcsgconf.text import Span, encode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcsgconf.lint.finding import Finding

_NEAR = 200  # characters either side of a place that count: a line may be megabytes long


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """Return a fingerprint of each finding, of 32 hexadecimal digits; no two are the same.

    It is made of file, rule, structural path and the words of the line; of findings that have all four in common, the
    first, the second and so on are told apart. The words are there for the safe side: what somebody has dismissed at a
    service must not hide what stands in its place later.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for finding in findings:
        key = (slashed(finding.path), finding.code, finding.structural_path, _words(finding))
        seen[key] += 1
        parts = "\0".join([*key, str(seen[key])])
        found.append(hashlib.sha256(encode(parts)).hexdigest()[:32])
    return found


def _words(finding: Finding) -> str:
    """Return the line of a finding without its indent and alignment."""
    source = finding.source
    if source is None:
        return finding.message
    line = source.line_span(finding.line)
    at = line.start + finding.column - 1
    near = source.slice(Span(max(line.start, at - _NEAR), min(line.end, at + _NEAR)))
    return " ".join(near.split())
