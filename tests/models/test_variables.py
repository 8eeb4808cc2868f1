"""Values made of constants and variables: what they are, and which assignments they come from."""

from __future__ import annotations

import pytest

from mcsgconf.models.document import parse

TABLE = [
    ("VGROOT=/dev\nVG[0]=$VGROOT/vg01", "/dev/vg01", ["VGROOT=/dev"]),
    ('DIR=/etc/cmcluster/shop\nVG[0]="$DIR/mon.sh $DIR"', "/etc/cmcluster/shop/mon.sh /etc/cmcluster/shop", ["DIR="]),
    ("A=x; B=${A}y\nVG[0]=$B$A", "xyx", ["B=", "A="]),
    ("A[0]=x A[1]=y\nVG[0]=${A[1]}${A}", "yx", ["A[1]=", "A[0]="]),
    ("A=one\nA=two\nVG[0]=$A", "two", ["A=two"]),
    ("A=one\nVG[0]='$A'", "$A", []),
    ("VG[0]=vg01", "vg01", []),
    ("A=$(hostname)\nVG[0]=$A", None, []),
    ("A=one\nif true; then A=two; fi\nVG[0]=$A", None, []),
    ("A=one\n. /etc/shop.conf\nVG[0]=$A", None, []),
    ("A=one\n. ${SGCONFFILE:=/etc/cmcluster.conf}\nVG[0]=$A", "one", ["A=one"]),
    ("A=one\nfunction f { A=two; }\nf\nVG[0]=$A", None, []),
    ("A=one\nread A\nVG[0]=$A", None, []),
    ("A=one\nunset A\nVG[0]=$A", None, []),
    ("VG[0]=$A\nA=one", None, []),
    ("A=one\nVG[0]=${A:-two}", None, []),
    ("A=one\nVG[0]=$A$PACKAGE", None, []),
]


@pytest.mark.parametrize(("text", "value", "origins"), TABLE)
def test_value_and_where_it_comes_from(text: str, value: str | None, origins: list[str]) -> None:
    assignment = parse(text, kind="control-script").script.elements("VG")[0]
    assert assignment.value.value == value
    assert [
        text[span.start : span.end].startswith(origin) for span, origin in zip(assignment.origins, origins, strict=True)
    ] == [True] * len(origins)


def test_doubling_values_do_not_fill_the_memory() -> None:
    text = "A=0123456789\n" + "A=$A$A\n" * 200 + "VG[0]=$A\n"
    assert parse(text, kind="control-script").script.elements("VG")[0].value.value is None


def test_an_assignment_in_front_of_a_command_makes_its_array_doubtful() -> None:
    script = parse("SERVICE_CMD[0]=/opt/mon.sh 30\nLANG=C date\n", kind="control-script").script
    assert script.is_doubtful("SERVICE_CMD")
    assert not script.is_doubtful("LANG")
