"""XML as text: attributes and content that are harmless in a log and legal in XML 1.0, all but ASCII as references."""

from __future__ import annotations

from html import escape as escape_markup
from typing import TYPE_CHECKING

from mcsgconf.report.escape import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def xml_text(text: str) -> str:
    """Return a text as the content of an element; control characters, which XML cannot carry, are shown as escapes."""
    return escape_markup(escape(text)).encode("ascii", "xmlcharrefreplace").decode("ascii")


def element(name: str, attributes: Mapping[str, str | int], content: str | Iterable[str] = ()) -> str:
    """Return an element on lines of its own, ending in a newline.

    Args:
        name: what it is called.
        attributes: values by name; those that are no legal content are escaped.
        content: text, which is escaped, or elements, as this function returns them.
    """
    head = name + "".join(f' {key}="{_attribute(str(value))}"' for key, value in attributes.items())
    if isinstance(content, str):
        return f"<{head}>{xml_text(content)}</{name}>\n"
    inner = "".join(content)
    return f"<{head}>\n{inner}</{name}>\n" if inner else f"<{head}/>\n"


def _attribute(text: str) -> str:
    """Return a text as the value of an attribute: line ends and tabs would come out as blanks."""
    return xml_text(text).replace("\n", "&#10;").replace("\t", "&#9;")
