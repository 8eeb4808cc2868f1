r"""Data as JSON text that is safe to print anywhere: ASCII only, without control characters or words of a CI system.

Every report that is JSON is written through here. What JSON can escape comes back as it was; bytes that are no UTF-8
have no place in JSON and are written as a reader would see them in a terminal (`\xe9`).
"""

from __future__ import annotations

import json
import re

from mcsgconf.report.escape import escape

_NO_UTF8 = re.compile("[\ud800-\udfff]+")
_COMMAND = re.compile(r"(##(?:vso|teamcity)?)\[")


def json_text(data: object) -> str:
    """Return data made of dicts, lists, strings, numbers, booleans and None as indented JSON, ending in a newline."""
    text = json.dumps(_sound(data), indent=2)
    return _COMMAND.sub(r"\1\\u005b", text.replace("\x7f", "\\u007f")) + "\n"


def _sound(data: object) -> object:
    """Return `data` with strings that UTF-8 can carry."""
    match data:
        case str():
            return data if data.isascii() else _NO_UTF8.sub(lambda match: escape(match[0]), data)
        case list() | tuple():
            return [_sound(item) for item in data]
        case dict():
            return {_sound(key): _sound(value) for key, value in data.items()}
        case _:
            return data
