"""Makes the `Package` view of a package from its files; each style has, and loads, a module of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.models.kind import Kind

if TYPE_CHECKING:
    from mcsgconf.models.document import Document
    from mcsgconf.models.package import Package


def package_view(document: Document, control_script: Document | None = None) -> Package:
    """Return the view of a package.

    Args:
        document: its package file, of kind legacy-package or modular-package; or a control script alone, and then what
            the package file says is missing.
        control_script: the script that a legacy package runs, None where it is not known.
    """
    if document.kind is Kind.MODULAR_PACKAGE:
        from mcsgconf.models.modular_view import modular_view  # noqa: PLC0415 - start-up pays for one style only

        return modular_view(document)
    if document.kind is Kind.CONTROL_SCRIPT:
        from mcsgconf.models.script_view import script_view  # noqa: PLC0415 - as above

        return script_view(document)
    from mcsgconf.models.legacy_view import legacy_view  # noqa: PLC0415 - as above

    return legacy_view(document, control_script)
