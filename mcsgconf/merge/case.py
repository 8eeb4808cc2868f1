"""What every policy of one merge looks at: the files, the style of the result, and what is known of the whole cluster."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from mcsgconf.merge.keys import normal
from mcsgconf.merge.paths import with_paths

if TYPE_CHECKING:
    from mcsgconf.merge.lock import LockPlan
    from mcsgconf.merge.networks import Networks
    from mcsgconf.merge.places import Places
    from mcsgconf.merge.result import Side
    from mcsgconf.merge.style import Style
    from mcsgconf.merge.view import View
    from mcsgconf.models.blocks import Setting
    from mcsgconf.text import Span

_COMMENTED_OUT = re.compile(r"^[ \t]*+#[# \t]*+([A-Za-z]++(?:_[A-Za-z]++)++)[ \t]++(\S++)([^\r\n]*+)", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """One merge. `base` is None where none was given."""

    current: View
    generic: View
    base: View | None
    prefer: Side | None
    places: Places  # of current
    probed_places: Places  # of generic
    style: Style
    count: int  # nodes in the result
    lock: LockPlan
    networks: Networks
    commented: CommentedOut = field(repr=False)

    def in_style(self, setting: Setting, view: View, name: str | None = None) -> str:
        """Return a setting of `view` as current would write it, without line end."""
        return self.style.line(setting, view.source, name)

    @cached_property
    def marked(self) -> dict[tuple[str, str], int]:
        """What stands in the generic half of conflicts that are already marked: by path and value, the offset."""
        if not self.current.regions:
            return {}
        return {
            (path, normal(setting)): region.span.start
            for path, setting in with_paths(self.current.document.blocks)
            if (region := self.current.region_at(setting.node.start)) is not None
            and region.generic.start <= setting.node.start < region.generic.end
        }


class CommentedOut:
    """The parameters that stand in comments of a file: switched off by somebody, or examples of the vendor."""

    def __init__(self, view: View) -> None:
        self._values: dict[tuple[str, str], list[int]] = {}
        self._last: dict[str, int] = {}
        text = view.source.text
        for comment in view.document.tree.children:
            if comment.kind != "comment":
                continue
            for match in _COMMENTED_OUT.finditer(text, comment.start, comment.end):
                name, value, rest = match.groups()
                self._last[name.upper()] = comment.end
                if not rest.strip() or value.startswith("/") or rest.lstrip().startswith(("#", "(")):
                    self._values.setdefault((name.upper(), value), []).append(match.start())

    def place_of(self, setting: Setting, span: Span | None = None) -> int | None:
        """Return the offset at which a setting stands commented out with its value, if it does, in `span` if given."""
        places = self._values.get((setting.key, setting.bare), ())
        return next((at for at in places if span is None or span.start <= at < span.end), None)

    def example_end(self, key: str) -> int | None:
        """Return the offset behind the last comment that shows a parameter, if one does."""
        return self._last.get(key)
