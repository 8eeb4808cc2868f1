"""The way in from a shell: `mcsgconf` and `python -m mcsgconf`.

Asking for the version imports nothing but the version: scripts and hooks ask often. Everything else is the business of
`cli`. What escapes it is said in a sentence, with status 2; a status of 1 would claim that there are findings.
"""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command line that `sys.argv` holds, and leave the process with its status."""
    if sys.argv[1:] in (["--version"], ["-V"]) and sys.stdout is not None:
        from mcsgconf.version import __version__  # noqa: PLC0415

        try:
            print(f"mcsgconf {__version__}", flush=True)  # noqa: T201 - the one place beside `cli`
        except OSError:
            pass  # `cli` meets it again, and says it
        else:
            return
    gc.disable()  # what a run makes lives to its end: the collector would walk it in vain, at the end most of all
    from mcsgconf.cli import run  # noqa: PLC0415 - see the module's docstring

    status = run(sys.argv[1:], debug=bool(os.environ.get("MCSGCONF_DEBUG")))
    gc.freeze()
    sys.exit(status)


if __name__ == "__main__":
    main()
