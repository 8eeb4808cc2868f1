"""Puts the project's data into a wheel: grammars, rule and policy pages as they are, what is compiled from them, and the
manual page that is made from the help.

Only real wheels get them. An editable install reads them where they stand and compiles on demand.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DataHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's generic parameter is its own business
    """The build hook that hatchling finds in this file."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the data into a scratch folder and have the wheel take it from there."""
        if version != "standard":
            return
        root = Path(self.root)
        sys.path.insert(0, self.root)
        from mcsgconf.cli.man import man_page  # noqa: PLC0415 - only importable from here on
        from mcsgconf.compile_all import compiled_data  # noqa: PLC0415

        self._scratch = tempfile.TemporaryDirectory(prefix="mcsgconf-data-")
        manual = Path(self._scratch.name) / "mcsgconf.1"
        manual.write_text(man_page(), encoding="utf-8")
        folder = Path(self._scratch.name) / "compiled"
        folder.mkdir()
        for name, data in compiled_data():
            (folder / f"{name}.json").write_text(json.dumps(data, separators=(",", ":")), encoding="utf-8")
        build_data["force_include"] |= {
            str(root / "grammars"): "mcsgconf/grammars",
            str(root / "rules"): "mcsgconf/rules",
            str(root / "policies"): "mcsgconf/policies",
            str(folder): "mcsgconf/_compiled",
        }
        build_data["shared_data"] |= {str(manual): "share/man/man1/mcsgconf.1"}

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Take the scratch folder away again, when the wheel has been written."""
        if version == "standard":
            self._scratch.cleanup()
