"""The flow of control through the scripts that services run: does a service go on by itself, or does it end?

Serviceguard watches the process that a service's command becomes; whatever its status, an end is a failure, and the
package moves. `verdict_of_command` follows the command and the scripts it runs and answers LOOPS, ENDS or UNKNOWN, with
the steps that prove it. It answers ENDS only where nothing else is possible; nothing is ever run.

How it works: every statement has a set of ways to end (`outcomes`), put together by what joins them (`compound`,
`loops`, `calls`, `processes`); constants and arguments decide conditions where they can (`scope`, `conditions`); what
programs do is a table (`programs`). What a finding says of a verdict is not decided here.
"""

from __future__ import annotations

from mcsgconf.models.flow.judge import verdict_of_command, verdict_of_script
from mcsgconf.models.verdict import Step, StepKind, Verdict, VerdictKind

__all__ = ["Step", "StepKind", "Verdict", "VerdictKind", "verdict_of_command", "verdict_of_script"]
