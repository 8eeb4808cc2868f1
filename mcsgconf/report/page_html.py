"""The page of a rule as HTML: the little of Markdown that pages use, and nothing that could be markup of its own.

Paragraphs, lists, headings, fenced files, `code` and *emphasis*. A test renders every page and looks for leftovers.
"""

from __future__ import annotations

import re

from mcsgconf.report.xml_text import xml_text

_FENCED = re.compile(r"^```(?P<label>[^\n]*)\n(?P<text>.*?)(?:^```$\n?|\Z)", re.MULTILINE | re.DOTALL)
_BLANK_LINES = re.compile(r"\n\s*\n")
_ITEM = re.compile(r"^- ", re.MULTILINE)
_INLINE = re.compile(r"`(?P<code>[^`]+)`|(?<!\w)\*(?P<emphasis>[^*\s][^*]*)\*(?!\w)")


def page_html(text: str) -> str:
    """Return a page, or a part of one, as HTML elements on lines of their own; headings become `h4`."""
    pieces = []
    at = 0
    for fenced in _FENCED.finditer(text):
        pieces += [_prose(text[at : fenced.start()]), _file(fenced["label"], fenced["text"])]
        at = fenced.end()
    return "".join([*pieces, _prose(text[at:])])


def _prose(text: str) -> str:
    return "".join(_block(block.strip()) for block in _BLANK_LINES.split(text) if block.strip())


def _block(block: str) -> str:
    if block.startswith("## "):
        return f"<h4>{_inline(block.removeprefix('## '))}</h4>\n"
    if block.startswith("- "):
        items = "".join(f"<li>{_inline(item)}</li>\n" for item in _ITEM.split(block)[1:])
        return f"<ul>\n{items}</ul>\n"
    return f"<p>{_inline(block)}</p>\n"


def _inline(text: str) -> str:
    pieces = []
    at = 0
    for match in _INLINE.finditer(text):
        name = "code" if match["code"] else "em"
        pieces += [
            xml_text(text[at : match.start()]),
            f"<{name}>{xml_text(match['code'] or match['emphasis'])}</{name}>",
        ]
        at = match.end()
    return "".join([*pieces, xml_text(text[at:])])


def _file(label: str, text: str) -> str:
    return f"<p><code>{xml_text(label)}</code></p>\n<pre>{xml_text(text)}</pre>\n"
