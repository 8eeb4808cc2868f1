"""Everything that is compiled, in one list: for the build of a wheel, and for the test that compiled and source agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.catalogue.tables import TABLES, read_table
from mcsgconf.lint.registry import read_checks
from mcsgconf.lint.rules import read_pages
from mcsgconf.lint.subjects import read_subjects
from mcsgconf.syntax.line_tokens import LINE_GRAMMARS, build_expression
from mcsgconf.syntax.tables import GRAMMARS, build_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.compiled import Json


def compiled_data() -> Iterator[tuple[str, Json]]:
    """Yield the name and the data of each compiled file, built from its sources."""
    for grammar in GRAMMARS:
        yield f"grammar-{grammar}", build_tables(grammar)
    for grammar in LINE_GRAMMARS:
        yield f"grammar-{grammar}", build_expression(grammar)
    for table in TABLES:
        yield f"catalogue-{table}", read_table(table)
    yield "rules", read_pages()
    yield "rule-subjects", read_subjects()
    yield "checks", read_checks()
