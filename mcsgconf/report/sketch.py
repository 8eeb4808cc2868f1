"""What sketches are drawn with: values as people say them, labelled facts, and tables without empty columns.

Everything that comes from a file passes through `said` or `plain` and is harmless for a terminal behind them.
"""

from __future__ import annotations

import io
import textwrap
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from mcsgconf.models.criteria import Condition, Criterion
from mcsgconf.report.escape import escape_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mcsgconf.models.located import Located

_LEAST_WIDTH = 40
_LABEL = 16  # columns of the label of a fact, the blank behind it included


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled lines of a sketch; `rows` pairs a label with what is said of it, an item a line."""

    rows: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def of(cls, *rows: tuple[str, Iterable[str]]) -> Facts:
        """Return facts without those of which nothing is said; empty items count for nothing."""
        said_rows = ((label, tuple(filter(None, items))) for label, items in rows)
        return cls(tuple((label, items) for label, items in said_rows if items))

    def text(self, width: int) -> str:
        """Return the facts as lines of at most `width` columns, each ending in a newline."""
        return "".join(
            _fact(label if number == 0 else "", item, width)
            for label, items in self.rows
            for number, item in enumerate(items)
        )


def _fact(label: str, item: str, width: int) -> str:
    lines = textwrap.wrap(
        item,
        max(width, _LEAST_WIDTH),
        initial_indent=f"  {label:{_LABEL}}",
        subsequent_indent=" " * (_LABEL + 4),
        break_on_hyphens=False,
        break_long_words=False,
    )
    return "\n".join(lines) + "\n"


def plain(text: str) -> str:
    """Return a text from a file on one line and without control characters."""
    return escape_line(text)


def said(value: Located[object] | None) -> str:
    """Return a value as people say it: `8 s`, `yes`, names as they are; its text where it means nothing, or is a formula.

    Empty where there is no value.
    """
    if value is None:
        return ""
    match value.value:
        case bool(flag):
            return "yes" if flag else "no"
        case timedelta() as duration:
            return f"{duration.total_seconds():.15g} s"
        case float(number):
            return f"{number:.15g}"
        case tuple(words):
            return plain(", ".join(map(str, words)))
        case None | Condition() | Criterion():
            return plain(value.text)
        case other:
            return plain(str(other))


def named(label: str, value: Located[object] | None, *, unit: str = "") -> str:
    """Return `label value`, empty where there is no value; `unit` follows it."""
    text = said(value)
    return f"{label} {text}{unit}" if text else ""


def listed(parts: Iterable[str]) -> str:
    """Return parts joined by commas, those left out that are empty."""
    return ", ".join(filter(None, parts))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int, *, kept: int = 0) -> str:
    """Return a table of at most `width` columns, empty if it has no rows; what is too long for its cell goes on below.

    Columns that are empty are left out, but for the first `kept`.
    """
    columns = [at for at in range(len(heads)) if rows and (at < kept or any(row[at] for row in rows))]
    if not columns:
        return ""
    from rich.console import Console  # noqa: PLC0415 - many a sketch has no table
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    drawn = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style=None)
    for at in columns:
        drawn.add_column(Text(heads[at]), overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(row[at]) for at in columns))
    stream = io.StringIO()
    Console(file=stream, width=max(width, _LEAST_WIDTH), color_system=None, highlight=False).print(drawn)
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().splitlines())
