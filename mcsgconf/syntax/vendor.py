"""Where the parts of a package control script stand: the customer's functions, and the vendor's code below them.

The script that `cmmakepkg -s` writes marks its parts by comments; people re-indent, reword and lose them. What may not
enter: what a parameter means, and whether somebody edited the vendor's code.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from mcsgconf.text import Span

VENDOR_FUNCTIONS = frozenset(
    """
    verify_physical_data_replication verify_ha_nfs ha_nfs_file_locks activate_volume_group activate_disk_group
    wait_for_cvm_dg_vols_enabled check_dg ps_tree show_users freeup_busy_mountpoint_and_mount_fs
    check_vxvm_vol_available sort_fs_directories check_and_mount retry_print add_ip_address get_ownership_dtc
    start_services start_resources stop_resources halt_services disown_dtc remove_ip_address umount_fs
    deactivate_volume_group dg_fuser deactivate_dg deactivate_dg_with_retries deactivate_disk_group test_return
    """.split()
)
"""The functions that the vendor's part of a control script defines (release A.11.19)."""

_FEW = 3  # so many of the vendor's functions are no accident
_MANY = 5  # so many of them are the vendor's part as it was made, and no extract of it


def _marker(words: str) -> re.Pattern[str]:
    text = words.replace(" ", "[ \t]++")
    return re.compile(rf"^[ \t]*+#[#* \t-]*+{text}\.?[# \t*-]*+\r?$", re.IGNORECASE | re.MULTILINE)


_RUN_FUNCTIONS = _marker("START (?:OF )?RUN FUNCTIONS")
_CUSTOMER_START = _marker("START (?:OF )?CUSTOMER DEFINED FUNCTIONS")
_CUSTOMER_END = _marker("END (?:OF )?CUSTOMER DEFINED FUNCTIONS")
_BANNER = re.compile(r"^[ \t]*+#.*HIGH AVAILABILITY PACKAGE CONTROL SCRIPT", re.MULTILINE)
_FUNCTION = re.compile(
    r"^[ \t]*+(?:function[ \t]++([A-Za-z_][A-Za-z0-9_]*+)|([A-Za-z_][A-Za-z0-9_]*+)[ \t]*+\([ \t]*+\))", re.MULTILINE
)
_CUSTOMER_FUNCTIONS = frozenset({"customer_defined_run_cmds", "customer_defined_halt_cmds"})
_MAINLINE = re.compile(r"^[ \t]*+#[^\n]*\bMAINLINE\b", re.MULTILINE)
_CALL = r"^[ \t]*+(?!function\b)[^\n#\"']*?\bcustomer_defined_(?:{})_cmds\b(?![ \t]*+\()"
_CUSTOMER_CALL = re.compile(_CALL.format("run|halt"), re.MULTILINE)
_RUN_CALL = re.compile(_CALL.format("run"), re.MULTILINE)  # the other one is called by test_return as well


class VendorEnd(NamedTuple):
    """The end of a vendor part: where its last section or function begins, and whether what must follow is there."""

    last_piece: int | None
    whole: bool


def vendor_start(text: str) -> int | None:
    """Return the offset at which the vendor part begins, None in a text that is no control script or has no such part.

    It is the line that starts the run functions; where that is gone, the line below the end of the customer's
    functions; where both are gone, the first function that carries one of the vendor's names.
    """
    functions = [(found.start(), found[1] or found[2]) for found in _FUNCTION.finditer(text)]
    customer_end = _CUSTOMER_END.search(text)
    run_functions = _RUN_FUNCTIONS.search(text, customer_end.end() if customer_end else 0)
    if not (customer_end or _CUSTOMER_START.search(text) or _looks_like_control_script(text, functions)):
        return None
    if run_functions:
        return run_functions.start()
    if customer_end:
        start = customer_end.end() + 1
        return start if text[start:].strip() else None
    return next((start for start, name in functions if name in VENDOR_FUNCTIONS), None)


def customer_area(text: str) -> Span | None:
    """Return the span between the markers of the customer's functions, whole lines; None where one is missing."""
    start = _CUSTOMER_START.search(text)
    end = _CUSTOMER_END.search(text, start.end()) if start else None
    return Span(min(start.end() + 1, end.start()), end.start()) if start and end else None


def vendor_end(text: str, start: int) -> VendorEnd | None:
    """Return what the end of the vendor part at `start` looks like; None where nobody could say how it should look.

    The main section calls the customer's functions, and its last statements close what it opens. A part that has no
    main section and calls nothing is taken for an extract, as documents show it, when it has few functions and ends with
    a line end.
    """
    mainline = _MAINLINE.search(text, start)
    if mainline is not None:
        return VendorEnd(mainline.start(), _CUSTOMER_CALL.search(text, mainline.end()) is not None)
    if not _RUN_FUNCTIONS.match(text, start) or _RUN_CALL.search(text, start):
        return None
    functions = [(found.start(), found[1] or found[2]) for found in _FUNCTION.finditer(text, start)]
    extract = len({name for _, name in functions} & VENDOR_FUNCTIONS) < _MANY and text.endswith("\n")
    return VendorEnd(functions[-1][0] if functions else None, extract)


def _looks_like_control_script(text: str, functions: list[tuple[int, str]]) -> bool:
    names = {name for _, name in functions}
    if names & _CUSTOMER_FUNCTIONS or len(names & VENDOR_FUNCTIONS) >= _FEW:
        return True
    return bool(_BANNER.search(text))
