"""A document -> its model. Importing this module loads pydantic; each kind of file loads its own model."""
# ruff: noqa: PLC0415 - a model class costs time to build, so only that of the kind at hand is imported

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from mcsgconf.models.base import Model
    from mcsgconf.models.document import Document


def build_model(document: Document) -> Model | None:
    """Return the typed model of a document, None for kinds without one.

    Made from broken files too, with what is known of them; never raises on content.
    """
    match document.kind:
        case Kind.CLUSTER:
            from mcsgconf.models.cluster import read_cluster

            return read_cluster(document.blocks)
        case Kind.LEGACY_PACKAGE:
            from mcsgconf.models.legacy_package import read_legacy_package

            return read_legacy_package(document.blocks)
        case Kind.MODULAR_PACKAGE:
            from mcsgconf.models.modular_package import read_modular_package

            return read_modular_package(document.blocks)
        case Kind.CONTROL_SCRIPT:
            from mcsgconf.models.control_script import read_control_script

            return read_control_script(document.script)
        case Kind.GROUP_LISTING:
            from mcsgconf.models.group_listing import read_group_listing

            return read_group_listing(document.source.text)
        case Kind.SHELL | Kind.UNKNOWN:
            return None
        case _:
            from mcsgconf.models.companion_files import read_companion

            return read_companion(document)
