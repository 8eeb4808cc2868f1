"""From models back to text: a new file that says what a model says, in the layout of a generated one.

For what has no text yet: a file that an edit or a migration makes. A file that was read is never written anew, it is
edited, so that its comments and its layout stay. `values` writes single values, `settings` and `script` whole files;
what is written is read back here, and nothing leaves this room that would be read as something else.
"""

from __future__ import annotations

from mcsgconf.models.render.render import render

__all__ = ["render"]
