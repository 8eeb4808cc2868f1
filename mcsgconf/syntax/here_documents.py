"""Here-documents: what a delimiter says and where the document that it closes ends.

Used where a script's statements are read and where the inside of `$( )` is passed over; nothing else may enter.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_QUOTING = re.compile(r"\\(.)|['\"]|\$(?=['\"])", re.DOTALL)


def delimiter_text(word: str) -> str:
    """Return the line that closes a here-document whose `<<` is followed by `word`: the word without its quotes."""
    return _QUOTING.sub(lambda found: found[1] or "", word)


class HereDocument(NamedTuple):
    """A here-document that was announced: the text of the line that closes it; `tabs`: that line may begin with tabs."""

    delimiter: str
    tabs: bool

    def end(self, text: str, start: int, limit: int, *, in_substitution: bool = False) -> int | None:
        """Return the offset behind the closing line (its line end included) of the body that begins at `start`.

        None where no line up to `limit` closes it. Inside `$( )` bash lets a `)` stand behind the closing word; it is
        left to what follows. A carriage return before the line end is passed over.
        """
        search = start
        while 0 <= search < limit:
            at = search if text.startswith(self.delimiter, search, limit) else self._find(text, search, limit)
            if at < 0:
                return None
            behind = at + len(self.delimiter)
            if self._begins_line(text, start, at):
                if behind == limit or (in_substitution and text[behind] == ")"):
                    return behind
                if text.startswith(("\n", "\r\n"), behind, limit):
                    return text.index("\n", behind) + 1
            search = text.find("\n", at, limit) + 1 or limit
        return None

    def _find(self, text: str, search: int, limit: int) -> int:
        """Return where the delimiter stands next, -1 where it does not; without tabs only behind a line end."""
        if self.tabs:
            return text.find(self.delimiter, search, limit)
        at = text.find("\n" + self.delimiter, search, limit)
        return at + 1 if at >= 0 else -1

    def _begins_line(self, text: str, start: int, at: int) -> bool:
        while self.tabs and at > start and text[at - 1] == "\t":
            at -= 1
        return at == start or text[at - 1] == "\n"

    def likely_end(self, text: str, start: int, limit: int) -> int | None:
        """Return the end of the first line that holds the delimiter and blanks only, None where none does."""
        search = start
        while self.delimiter and 0 <= search < limit:
            at = text.find(self.delimiter, search, limit)
            if at < 0:
                return None
            begin = text.rfind("\n", start, at) + 1 or start
            end = text.find("\n", at, limit)
            end = end if end >= 0 else limit
            if text[begin:end].strip() == self.delimiter:
                return min(end + 1, limit)
            search = end
        return None
