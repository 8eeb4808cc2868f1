"""The root of the pydantic models: what a whole file says, for programs that read it and for JSON.

Importing pydantic costs more than the check of a small file, so only modules that define a `Model` import this one, and
only `models.build` imports them, when a model is asked for. What rules look at is plain and lives beside: `located`,
`convert`, `blocks`, and the parts that models are made of.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """What a file of one kind says. Never changed once made; every value in it is `Located`.

    Durations are `timedelta`s; in JSON they are seconds.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, ser_json_timedelta="float")
