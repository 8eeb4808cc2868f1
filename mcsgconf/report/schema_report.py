"""The JSON Schemas of everything that mcsgconf writes as JSON, and of its settings, ready to be published.

Those of models are made from the models, that of the settings from their table; those of reports stand in `schemas/`,
and the tests hold real reports to them.
"""

from __future__ import annotations

import json

from mcsgconf.errors import UsageError
from mcsgconf.resources import report_schema

REPORTS = ("findings", "merge-report", "changes", "rules")
"""The reports that have a schema."""
SETTINGS = "settings"


def schema_report(subject: str) -> str:
    """Return the JSON Schema of a report, of `mcsgconf.toml`, or of the model of a kind of file, ending in a newline.

    Raises:
        UsageError: `subject` is neither one of `REPORTS`, nor `settings`, nor a kind of file that has a model.
    """
    if subject == SETTINGS:
        from mcsgconf.settings.keys import settings_schema  # noqa: PLC0415 - one schema a run

        return json.dumps(settings_schema(), indent=2) + "\n"
    if subject in REPORTS:
        return report_schema(subject).read_text(encoding="utf-8")
    from mcsgconf.lint.nearest import nearest  # noqa: PLC0415 - as above
    from mcsgconf.lint.wording import listed, shown  # noqa: PLC0415 - as above
    from mcsgconf.models.schema import WITH_MODEL, model_schema  # noqa: PLC0415 - only here pydantic is needed

    kind = next((kind for kind in WITH_MODEL if kind == subject), None)
    if kind is None:
        known = f"a kind of file ({', '.join(WITH_MODEL)}), a report ({', '.join(REPORTS)}) or {SETTINGS}"
        meant = listed([str(name) for name in nearest(subject, (*WITH_MODEL, *REPORTS, SETTINGS))], "or")
        hint = f"did you mean {meant}?" if meant else f"what has one is {known}"
        raise UsageError(f"{shown(subject)} has no schema; {hint}")
    return json.dumps(model_schema(kind), indent=2) + "\n"
