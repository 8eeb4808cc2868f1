"""The JSON Schemas of everything that mcsgconf writes as JSON, ready to be published.

Those of models are made from the models; those of reports stand in `schemas/`, and the tests hold real reports to them.
"""

from __future__ import annotations

import json

from mcsgconf.errors import UsageError
from mcsgconf.resources import report_schema

REPORTS = ("findings", "merge-report")
"""The reports that have a schema."""


def schema_report(subject: str) -> str:
    """Return the JSON Schema of a report, or of the model of a kind of file, ending in a newline.

    Raises:
        UsageError: `subject` is neither one of `REPORTS` nor a kind of file that has a model.
    """
    if subject in REPORTS:
        return report_schema(subject).read_text(encoding="utf-8")
    from mcsgconf.models.schema import WITH_MODEL, model_schema  # noqa: PLC0415 - only here pydantic is needed

    kind = next((kind for kind in WITH_MODEL if kind == subject), None)
    if kind is None:
        known = f"a kind of file ({', '.join(WITH_MODEL)}) or a report ({', '.join(REPORTS)})"
        raise UsageError(f"{subject!r} has no schema; what has one is {known}")
    return json.dumps(model_schema(kind), indent=2) + "\n"
