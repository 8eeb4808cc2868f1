"""Where the parts of a control script stand, with markers as vendors wrote them and as people leave them."""

from __future__ import annotations

import pytest

from mcsgconf.syntax.vendor import customer_area, vendor_start

HEAD = "# @(#) A.11.19.00\nVG[0]=vg01\n"
CUSTOMER = "function customer_defined_run_cmds\n{\n  test_return 51\n}\n"
VENDOR = "function activate_volume_group\n{\n  a\n}\n"

# A text, and how the text of its vendor part begins; None where it has none.
TEXTS = [
    # the run functions are marked
    (f"{HEAD}# END OF CUSTOMER DEFINED FUNCTIONS\n\n# START OF RUN FUNCTIONS\n{VENDOR}", "# START OF RUN"),
    (f"{HEAD}{CUSTOMER}\t#START OF RUN FUNCTIONS.  \n{VENDOR}", "\t#START OF RUN"),
    (f"{HEAD}{CUSTOMER}# START RUN FUNCTIONS\r\n{VENDOR}", "# START RUN"),
    # only the end of the customer's functions is
    (f"{HEAD}{CUSTOMER}# END OF CUSTOMER DEFINED FUNCTIONS\n\n{VENDOR}", "\nfunction activate"),
    (f"{HEAD}{CUSTOMER}#END CUSTOMER DEFINED FUNCTIONS\n{VENDOR}", "function activate"),
    (f"{HEAD}{CUSTOMER}  ## end of customer defined functions ##\n{VENDOR}", "function activate"),
    # neither is
    (f"{HEAD}{CUSTOMER}{VENDOR}", "function activate"),
    (f"{HEAD}{CUSTOMER}\tactivate_volume_group ()\n{{ a; }}\n", "\tactivate_volume_group ("),
    (f"# * HIGH AVAILABILITY PACKAGE CONTROL SCRIPT (template) *\n{VENDOR}", "function activate"),
    ("function umount_fs {\na\n}\nfunction check_dg {\nb\n}\nfunction dg_fuser {\nc\n}\n", "function umount_fs"),
    # no vendor part, or no control script
    (f"{HEAD}{CUSTOMER}", None),
    (f"{HEAD}{CUSTOMER}# END OF CUSTOMER DEFINED FUNCTIONS\n", None),
    (f"{HEAD}{CUSTOMER}# END OF CUSTOMER DEFINED FUNCTIONS", None),
    (f"{HEAD}{CUSTOMER}# END OF CUSTOMER DEFINED FUNCTIONS\n \n\t\n", None),
    ("# START OF RUN FUNCTIONS\nf() { a; }\n", None),
    ("function test_return\n{\n  a\n}\n", None),
    ("echo START OF RUN FUNCTIONS\n", None),
    (f"{HEAD}{CUSTOMER}# see START OF RUN FUNCTIONS below\n", None),
    ("", None),
    ("\0\udce9" * 10, None),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_vendor_start(text: str, expected: str | None) -> None:
    start = vendor_start(text)
    assert (start is None) == (expected is None)
    if start is not None and expected is not None:
        assert text[start:].startswith(expected)
        assert start == 0 or text[start - 1] == "\n"


def test_run_functions_are_looked_for_below_the_customers() -> None:
    text = f"# START OF RUN FUNCTIONS\n# END OF CUSTOMER DEFINED FUNCTIONS\na\n# START OF RUN FUNCTIONS\n{VENDOR}"
    assert vendor_start(text) == text.rindex("# START")


AREAS = [
    ("# START OF CUSTOMER DEFINED FUNCTIONS\na\nb\n# END OF CUSTOMER DEFINED FUNCTIONS\n", "a\nb\n"),
    ("x\n#START CUSTOMER DEFINED FUNCTIONS\na\n\t# END OF CUSTOMER DEFINED FUNCTIONS.\n", "a\n"),
    ("# START OF CUSTOMER DEFINED FUNCTIONS\r\na\r\n# END OF CUSTOMER DEFINED FUNCTIONS\r\n", "a\r\n"),
    ("# START OF CUSTOMER DEFINED FUNCTIONS\n# END OF CUSTOMER DEFINED FUNCTIONS\n", ""),
    ("# START OF CUSTOMER DEFINED FUNCTIONS\na\n", None),
    ("a\n# END OF CUSTOMER DEFINED FUNCTIONS\n", None),
    ("# END OF CUSTOMER DEFINED FUNCTIONS\na\n# START OF CUSTOMER DEFINED FUNCTIONS\n", None),
]


@pytest.mark.parametrize(("text", "expected"), AREAS)
def test_customer_area(text: str, expected: str | None) -> None:
    span = customer_area(text)
    assert (None if span is None else text[span.start : span.end]) == expected


def test_one_long_line_is_searched_once() -> None:
    assert vendor_start("#" * 5_000_000 + " START") is None
    assert vendor_start("\t " * 2_500_000) is None
