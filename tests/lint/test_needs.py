"""What a check says it needs is true: without those files it finds nothing, and neither it nor its module is loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mcsgconf.lint.pages import examples
from mcsgconf.lint.registry import Check, index, load_checks
from mcsgconf.lint.rules import all_rules
from mcsgconf.loading import load_site
from mcsgconf.models.kind import Kind
from mcsgconf.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.lint.registry import ClusterCheck
    from mcsgconf.models.document import Document

RETAIL = load_site(Path(__file__).parents[2] / "examples" / "retail")
NEEDY = [
    pytest.param(check, id=f"{check.codes[0]}-{check.function.__name__}")
    for check in load_checks().cluster
    if check.needs
]


def sites(check: Check[ClusterCheck]) -> Iterator[tuple[Document, ...]]:
    yield RETAIL.documents
    for code in check.codes:
        for example in examples(all_rules()[code].page):
            yield tuple(file.document for file in example.files)


@pytest.mark.parametrize("check", NEEDY)
def test_without_what_it_needs_a_check_finds_nothing(check: Check[ClusterCheck]) -> None:
    for documents in sites(check):
        for kinds in check.needs:
            site = Site.of([document for document in documents if document.kind not in kinds])
            for cluster in site.clusters:
                assert list(check.function(cluster)) == []


@pytest.mark.parametrize(("present", "loaded"), [((), False), ((Kind.CLUSTER, Kind.LEGACY_PACKAGE), True)])
def test_a_check_is_only_loaded_with_what_it_needs(present: tuple[Kind, ...], loaded: bool) -> None:
    entry = next(entry for entry in index() if entry.codes == ("MC502",))
    assert entry.needs
    code = (
        "import sys\nfrom mcsgconf.lint.registry import load_checks\nfrom mcsgconf.models.kind import Kind\n"
        f"checks = load_checks({{'MC502'}}, {{Kind.CLUSTER, *map(Kind, {[*map(str, present)]})}})\n"
        f"print({entry.module!r} in sys.modules, [check.codes for check in checks.cluster])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == f"{loaded} {[('MC502',)] if loaded else []}\n"
