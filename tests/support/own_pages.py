"""Pages of own rules, as several tests write them."""

from __future__ import annotations

PAGE = """\
+++
code = "{code}"
name = "{name}"
summary = "{name} is not kept to."
severity = "warning"
kinds = [{kinds}]
{more}
{check}
+++

Why it matters.

## Bad

## Good
"""


def page(
    check: str, *, code: str = "SHOP001", name: str = "of-the-shop", kinds: str = "cluster", more: str = ""
) -> tuple[str, str]:
    """The name of a page and its text; `check` is the table that says what it checks, `kinds` are parted by blanks."""
    listed = ", ".join(f'"{kind}"' for kind in kinds.split())
    return f"{code}-{name}.md", PAGE.format(code=code, name=name, kinds=listed, more=more, check=check)
