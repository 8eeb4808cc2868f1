"""Which script a service's command runs."""

from __future__ import annotations

import pytest

from mcsgconf.models.located import Located
from mcsgconf.models.service_command import script_of

CASES = [
    ("/etc/cmcluster/p/mon.sh", "/etc/cmcluster/p/mon.sh"),
    ("/etc/cmcluster/p/mon.sh monitor 30", "/etc/cmcluster/p/mon.sh"),
    ("exec /p/mon.sh", "/p/mon.sh"),
    ("nohup nice -n 5 /p/mon.sh &", "/p/mon.sh"),
    ("nice -5 /p/mon.sh", "/p/mon.sh"),
    ("/usr/bin/nice -10 /p/mon.sh", "/p/mon.sh"),
    ("LANG=C TZ=UTC /p/mon.sh", "/p/mon.sh"),
    ("env LANG=C /p/mon.sh", "/p/mon.sh"),
    ("sh /p/mon.sh", "/p/mon.sh"),
    ("/usr/bin/ksh -x /p/mon.sh a=b", "/p/mon.sh"),
    ("'/p/my mon.sh' x", "/p/my mon.sh"),
    ("/p/mon.sh>/tmp/log", "/p/mon.sh"),
    ("$SGCONF/p/mon.sh -v", "$SGCONF/p/mon.sh"),
    # no script that could be told
    ("sh -c '/p/mon.sh'", None),
    ("ksh -ec /p/mon.sh", None),
    ("sh", None),
    ("", None),
    ("   ", None),
    ("'unclosed", None),
]


@pytest.mark.parametrize(("command", "path"), CASES)
def test_the_script_of_a_command(command: str, path: str | None) -> None:
    assert script_of(Located(command)) == path


def test_a_command_whose_value_is_not_known_is_taken_as_it_is_written() -> None:
    assert script_of(Located(None, '"$SGCONF/p/mon.sh -v"')) == "$SGCONF/p/mon.sh"
    assert script_of(Located(None, "${SGCONF}/p/mon.sh")) == "${SGCONF}/p/mon.sh"
