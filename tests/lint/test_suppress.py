"""Suppressions: what each form covers in each kind of file, which are unused, wrong or without a reason, and their fixes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import mcsgconf
from mcsgconf.lint.engine import check
from mcsgconf.lint.fixes import fix
from mcsgconf.lint.rules import all_rules
from mcsgconf.lint.select import Selection
from mcsgconf.models.document import parse
from mcsgconf.models.kind import Kind
from mcsgconf.site import Site

if TYPE_CHECKING:
    from pathlib import Path

    from mcsgconf.lint.finding import Finding

OF_COMMENTS = {"MC002", "MC003", "MC004", "MC005"}
MARK = re.compile(r"[ \t]*# <- (?P<codes>MC\d\d\d(?: MC\d\d\d)*)$", re.MULTILINE)


def found(kind: str, text: str, *codes: str) -> list[tuple[int, str]]:
    """Return line and code of the findings of some rules and of comments; all rules run."""
    findings = check(parse(text, name="file", kind=kind))
    return sorted((f.line, f.code) for f in findings if f.code in {*codes, *OF_COMMENTS})


def assert_as_marked(kind: str, text: str, *codes: str) -> None:
    """Hold that the findings of some rules and of comments are those that the text marks by `# <- MC201`."""
    marks = [
        (text.count("\n", 0, mark.start()) + 1, code) for mark in MARK.finditer(text) for code in mark["codes"].split()
    ]
    assert found(kind, MARK.sub("", text), *codes) == sorted(marks)


# MC105 speaks of each NODE_NAME with a dot, MC152 of each address in quotes, MC201 of each service in quotes.
CLUSTER = """\
CLUSTER_NAME c
NODE_NAME anna.x{anna}
  {below_anna}
  NETWORK_INTERFACE lan0{lan0}
    HEARTBEAT_IP "10.1.1.1"
  {above_lan1}
  NETWORK_INTERFACE lan1
    HEARTBEAT_IP "10.1.1.1"{lan1_address}
  {above_lock}
  FIRST_CLUSTER_LOCK_PV /dev/dsk/c1t0d0
  {end_of_anna}

{above_berta}
NODE_NAME berta.x
  NETWORK_INTERFACE lan0
    HEARTBEAT_IP "10.1.1.1"
"""
PLACES = re.findall(r"\{(\w+)\}", CLUSTER)


def cluster(**filled: str) -> str:
    texts = {place: "#" if place.startswith(("below", "above", "end")) else "" for place in PLACES} | filled
    return CLUSTER.format(**texts)


BLOCKS = [
    # where `ignore-block[MC105,MC152]` stands, the lines of findings that are left (names 2, 14; addresses 5, 8, 16)
    ({}, [2, 5, 8, 14, 16]),
    ({"anna": " "}, [14, 16]),
    ({"below_anna": ""}, [14, 16]),
    ({"lan0": " "}, [2, 8, 14, 16]),
    ({"above_lan1": ""}, [2, 5, 14, 16]),
    ({"lan1_address": " "}, [2, 5, 14, 16]),
    ({"above_lock": ""}, [14, 16]),
    ({"end_of_anna": ""}, [14, 16]),
    ({"above_berta": ""}, [2, 5, 8]),
]


@pytest.mark.parametrize(("place", "left"), BLOCKS, ids=[" ".join(row[0]) or "none" for row in BLOCKS])
def test_a_block_of_a_cluster_file(place: dict[str, str], left: list[int]) -> None:
    text = cluster(**{name: f"{blank}# mcsgconf: ignore-block[MC105, MC152] reason" for name, blank in place.items()})
    lines = [f.line for f in check(parse(text, name="file", kind="cluster")) if f.code in {"MC105", "MC152"}]
    assert sorted(lines) == left


PACKAGE = """\
PACKAGE_NAME p
NODE_NAME a
NODE_NAME b
RUN_SCRIPT /etc/cmcluster/p/p.cntl
HALT_SCRIPT /etc/cmcluster/p/p.cntl
"""
IN_SETTINGS = [
    ("on the line", 'SERVICE_NAME "s" # mcsgconf: ignore[MC201] r\n'),
    ("behind a remark", 'SERVICE_NAME "s" # ours # mcsgconf: ignore[MC201] r\n'),
    ("above it", '# mcsgconf: ignore[MC201] r\nSERVICE_NAME "s"\n'),
    ("above it, indented, in small letters, without blanks", '  #mcsgconf:ignore[mc201]\n\tSERVICE_NAME "s"\n'),
    ("with CR LF", '# mcsgconf: ignore[MC201] r\r\nSERVICE_NAME "s"\r\n'),
    ("above other comments", '# mcsgconf: ignore[MC201] r\n# of the\n# tape library\nSERVICE_NAME "s"\n'),
    ("one above the other", '# mcsgconf: ignore[MC203] r # <- MC002\n# mcsgconf: ignore[MC201] s\nSERVICE_NAME "s"\n'),
    ("not above a blank line", '# mcsgconf: ignore[MC201] r # <- MC002\n\nSERVICE_NAME "s" # <- MC201\n'),
    ("not below", 'SERVICE_NAME "s" # <- MC201\n# mcsgconf: ignore[MC201] r # <- MC002\n'),
    ("not the next line too", 'AUTO_RUN YES # mcsgconf: ignore[MC201] # <- MC002\nSERVICE_NAME "s" # <- MC201\n'),
    ("another code", '# mcsgconf: ignore[MC203] r # <- MC002\nSERVICE_NAME "s" # <- MC201\n'),
    ("not in quotes", 'SERVICE_NAME "s # mcsgconf: ignore[MC201] r" # <- MC201\n'),
    ("for the file", 'SERVICE_NAME "s"\nSERVICE_NAME "t"\n# mcsgconf: ignore-file[MC201] r\n'),
    ("unused for the file", "SERVICE_NAME s\n# mcsgconf: ignore-file[MC201] r # <- MC002\n"),
    ("a block by its opener", 'SERVICE_NAME "s" # mcsgconf: ignore-block[MC201] r\nSERVICE_NAME "t" # <- MC201\n'),
    ("a block by a line", 'SERVICE_NAME "s"\n# mcsgconf: ignore-block[MC201] r\nSERVICE_FAIL_FAST_ENABLED NO\n'),
    (
        "the block below, not the one above",
        'SERVICE_NAME "s" # <- MC201\n# mcsgconf: ignore-block[MC201] r\nSERVICE_NAME "t"\n',
    ),
    ("in no block", '# mcsgconf: ignore-block[MC201] r # <- MC004\n\nSERVICE_NAME "s" # <- MC201\n'),
    ("a dead line", '# SERVICE_NAME "s" # mcsgconf: ignore[MC201] r\nSERVICE_NAME "t" # <- MC201\n'),
    ("unknown", '# mcsgconf: ignore[MC2011] r # <- MC003\nSERVICE_NAME "s" # <- MC201\n'),
    ("unknown beside a known one", '# mcsgconf: ignore[MC201, nonsense] r # <- MC003\nSERVICE_NAME "s"\n'),
    ("no brackets", '# mcsgconf: ignore # <- MC004\nSERVICE_NAME "s" # <- MC201\n'),
    ("empty brackets", '# mcsgconf: ignore[ ] # <- MC004\nSERVICE_NAME "s" # <- MC201\n'),
    ("of another program", '# noqa: MC201\nSERVICE_NAME "s" # <- MC201\n'),
    ("spoken of", "# mcsgconf ignores what is meant; see `mcsgconf explain MC201`\nAUTO_RUN YES\n"),
    ("the merge's own mark", "# mcsgconf: gap FIRST_CLUSTER_LOCK_PV\nAUTO_RUN YES\n"),
    ("what cannot be suppressed", "# mcsgconf: ignore[MC001] r # <- MC004\n<oops> # <- MC001\n"),
    ("not unused where a line is not understood", "# mcsgconf: ignore[MC201] r\n<oops> # <- MC001\n"),
]


@pytest.mark.parametrize("text", [row[1] for row in IN_SETTINGS], ids=[row[0] for row in IN_SETTINGS])
def test_suppressions_in_a_settings_file(text: str) -> None:
    assert_as_marked("legacy-package", PACKAGE + text, "MC001", "MC201")


MODULAR = """\
package_name p # mcsgconf: ignore-block[MC401] r # <- MC004
node_name a
node_name b
service_name "s" # <- MC401
service_cmd /opt/s
# mcsgconf: ignore-block[MC401] r
service_name "t"
service_cmd /opt/t
service_name "u" # <- MC401
service_cmd /opt/u
"""


def test_blocks_of_a_modular_package() -> None:
    assert_as_marked("modular-package", MODULAR, "MC401")


# MC305 speaks of each command without a path.
IN_SCRIPTS = [
    ("on the line", 'SERVICE_CMD[0]="mon" # mcsgconf: ignore[MC305] r\n'),
    ("above it", '# mcsgconf: ignore[MC305] r\nSERVICE_CMD[0]="mon"\n'),
    ("above a value over two lines", '# mcsgconf: ignore[MC305] r\nX="\n"; SERVICE_CMD[0]="mon"\n'),
    ("behind a value over two lines", 'SERVICE_CMD[0]="mon \\\n  30" # mcsgconf: ignore[MC305] r\n'),
    ("behind a backslash", 'SERVICE_NAME[0]=s \\\n  SERVICE_CMD[0]="mon" # mcsgconf: ignore[MC305] r\n'),
    ("a comment that ends in a backslash", '# mcsgconf: ignore[MC305] r \\\nSERVICE_CMD[0]="mon"\n'),
    ("in a value", "SERVICE_CMD[0]=\"mon '# mcsgconf: ignore[MC305] r'\" # <- MC305\n"),
    ("in a value of its own line", 'X="\n# mcsgconf: ignore[MC305] r\n"; SERVICE_CMD[0]="mon" # <- MC305\n'),
    ("in a here-document", 'cat <<END\n# mcsgconf: ignore[MC305] r\nEND\nSERVICE_CMD[0]="mon" # <- MC305\n'),
    ("wrong in a here-document", "cat <<END\n# mcsgconf: ignore\n# mcsgconf: ignore[X]\nEND\n"),
    ("behind an expansion", 'X=${Y#mcsgconf: ignore[}; SERVICE_CMD[0]="mon" # <- MC305\n'),
    (
        "for a group of elements",
        '# mcsgconf: ignore-block[MC305] r\nSERVICE_NAME[1]="a"\nSERVICE_CMD[0]="m" # <- MC305\nSERVICE_CMD[1]="m"\n',
    ),
    (
        "for a group of elements on one line",
        'SERVICE_NAME[1]="a"; SERVICE_CMD[1]="mon"; SERVICE_RESTART[1]="" # mcsgconf: ignore-block[MC305] r\n',
    ),
    ("in no block", 'SERVICE_CMD[0]="mon" # <- MC305\n# mcsgconf: ignore-block[MC305] r # <- MC004\nX=1\n'),
]


@pytest.mark.parametrize("text", [row[1] for row in IN_SCRIPTS], ids=[row[0] for row in IN_SCRIPTS])
def test_suppressions_in_a_script(text: str) -> None:
    assert_as_marked("control-script", text, "MC305")


# MC322 speaks of each exit in a customer function.
FUNCTIONS = """\
{top}
function customer_defined_run_cmds
{{
  {inside}
  if ! /opt/start; then
      {nested}
      exit 1
  fi
}}
{between}
function customer_defined_halt_cmds
{{
  exit 1
}}
"""
OF_FUNCTIONS = [
    ("top", 1, [13]),
    ("inside", 4, [13]),
    ("nested", 6, [13]),
    ("between", 10, [7]),
]


@pytest.mark.parametrize(("place", "line", "left"), OF_FUNCTIONS)
def test_a_function_is_a_block(place: str, line: int, left: list[int]) -> None:
    texts = dict.fromkeys(("top", "inside", "nested", "between"), ":")
    plain = FUNCTIONS.format(**texts)
    assert found("control-script", plain, "MC322") == [(7, "MC322"), (13, "MC322")]
    text = FUNCTIONS.format(**{**texts, place: "# mcsgconf: ignore-block[MC322] r"})
    assert text.splitlines()[line - 1].strip().startswith("# mcsgconf")
    assert found("control-script", text, "MC322") == [(line, "MC322") for line in left]


def test_a_comment_in_the_vendors_part_counts_and_a_text_in_it_does_not() -> None:
    vendor = """\
VG[0]=vg01
# END OF CUSTOMER DEFINED FUNCTIONS
# START OF RUN FUNCTIONS
{0}
VG[1]=vg02
cat <<END
# mcsgconf: ignore-file[MC333] r
END
"""
    assert "MC333" in {code for _, code in found("control-script", vendor.format(":"), "MC333")}
    assert found("control-script", vendor.format("# mcsgconf: ignore[MC333] r"), "MC333") == []


def test_a_listing_has_comments_of_whole_lines() -> None:
    line = "crw-r--r-- 1 root sys 64 0x0#0000 Nov 3 2009 /dev/vg01/group\n"
    assert found("group-listing", line, "MC703") == [(1, "MC703")]
    assert found("group-listing", f"# mcsgconf: ignore[MC703] r\n{line}", "MC703") == []
    assert found("group-listing", f"# mcsgconf: ignore-block[MC703] r\n{line}", "MC703") == [(1, "MC004"), (2, "MC703")]


FIXES = [
    ("# mcsgconf: ignore[MC201] r\nAUTO_RUN YES\n", "AUTO_RUN YES\n"),
    ("# of ours\n  # mcsgconf: ignore[MC201] r\r\n# more\nAUTO_RUN YES\n", "# of ours\n# more\nAUTO_RUN YES\n"),
    ("AUTO_RUN YES\t # mcsgconf: ignore[MC201] r\n", "AUTO_RUN YES\n"),
    ("AUTO_RUN YES # mcsgconf: ignore[MC201] r\r\n", "AUTO_RUN YES\r\n"),
    ("AUTO_RUN YES # ours # mcsgconf: ignore[MC201] r\n", "AUTO_RUN YES # ours\n"),
    ("# mcsgconf: ignore[MC201, MC202,mc204] r\nAUTO_RUN YES\n", "AUTO_RUN YES\n"),
    (
        '# mcsgconf: ignore[MC202, mc201,MC204] r\nSERVICE_NAME "s"\n',
        '# mcsgconf: ignore[mc201] r\nSERVICE_NAME "s"\n',
    ),
    ("# mcsgconf: ignore[MC201, MC2O2] r\nAUTO_RUN YES\n", "# mcsgconf: ignore[MC2O2] r\nAUTO_RUN YES\n"),
    ("AUTO_RUN YES\n# mcsgconf: ignore[MC201] r", "AUTO_RUN YES\n"),
    ("# mcsgconf: ignore[MC801] r\n", "# mcsgconf: ignore[MC801] r\n"),  # no such rule: not unused but unknown
]


@pytest.mark.parametrize(("before", "after"), FIXES)
def test_what_suppresses_nothing_is_taken_out(before: str, after: str) -> None:
    document = parse(PACKAGE + before, name="file", kind="legacy-package")
    codes = [code for code in all_rules() if code not in {"MC153", "MC159"}]
    result = fix(Site.of([document]), Selection(tuple(codes)), unsafe=False)
    assert result.documents.get("file", document).source.text == PACKAGE + after


def test_a_comment_is_not_unused_for_rules_that_had_no_say(tmp_path: Path) -> None:
    def codes(what: object, **options: list[str]) -> set[str]:
        return {finding.code for finding in mcsgconf.check(what, **options)} & OF_COMMENTS  # type: ignore[arg-type]

    (tmp_path / "p").mkdir()
    text = PACKAGE + "# mcsgconf: ignore-file[MC501, MC217] names differ\nSERVICE_NAME s\n"
    (tmp_path / "p" / "p.conf").write_text(text)
    file = tmp_path / "p" / "p.conf"
    assert codes(file, ignore=["MC217"]) == set()  # MC501 compares with a script that is not there
    assert codes(file) == {"MC002"}
    assert codes(file, select=["MC1", "MC002"]) == set()
    assert codes(tmp_path / "p", ignore=["MC217"]) == set()  # a folder below the cluster's
    (tmp_path / "cluster.ascii").write_text("CLUSTER_NAME c\nNODE_NAME a\nNODE_NAME b\n")
    assert codes(tmp_path, ignore=["MC217"]) == {"MC002"}
    linux_only = "# mcsgconf: ignore-file[MC905] r\n"
    assert codes([parse(PACKAGE + linux_only, target="hp-ux:A.11.19", kind="legacy-package")]) == {"MC002"}


def messages(text: str, kind: str = "legacy-package") -> list[str]:
    findings: list[Finding] = check(parse(PACKAGE + text, name="file", kind=kind))
    return [finding.message for finding in findings if finding.code in OF_COMMENTS]


SAYS = [
    ("# mcsgconf: ignore[MC2O1]", "there is no rule 'MC2O1'; did you mean MC201?"),
    ("# mcsgconf: ignore[quoted-service-name]", "a rule is named by its code here, which is MC201"),
    ("# mcsgconf: ignore[quoted-service-nane]", "did you mean quoted-service-name?"),
    ("# mcsgconf: ignore-line[MC201] r", "there is no 'ignore-line'. Write `# mcsgconf: ignore[MC201] reason`"),
    ("# mcsgconf: ignore-node[mc201] r", "Write `# mcsgconf: ignore-block[MC201] reason`"),
    ("# mcsgconf: ignroe[MC201]", "there is no 'ignroe'"),
    ("# mcsgconf: ignore-blok[MC201] r", "there is no 'ignore-blok'. Write `# mcsgconf: ignore-block[MC201] reason`"),
    ("# mcsgconf: ignore-fille[MC201] r", "there is no 'ignore-fille'. Write `# mcsgconf: ignore-file[MC201] reason`"),
    ("# mcsgconf ignore[MC201, MC202]", "Write `# mcsgconf: ignore[MC201, MC202] reason`"),
    ("# MCSGCONF: ignore[MC201]", "Write `# mcsgconf: ignore[MC201] reason`"),
    ("# mcsgconf: ignore [MC201]", "it is not written as a suppression is"),
    ("# mcsgconf: ignore(MC201)", "it is not written as a suppression is"),
    ("# mcsgconf: ignore MC201", "it is not written as a suppression is"),
    ("# mcsgconf: noqa", "there is no form that stands for all of them"),
    ("# mcsgconf: ignore[MC201", "its bracket is never closed"),
    ("# mcsgconf: ignore[MC002] r", "MC002 cannot be suppressed by a comment: it speaks of such comments"),
    ("# mcsgconf: ignore[MC001] r", "a file that was not understood whole is never called clean"),
    (
        "SERVICE_NAME s\n# mcsgconf: ignore-block[MC201] r\nSERVICE_FAIL_FAST_ENABLED NO",
        "no finding of MC201 in the block this stands in (lines 6 to 8); take it out",
    ),
]


@pytest.mark.parametrize(("text", "said"), SAYS, ids=[row[0] for row in SAYS])
def test_a_message_says_what_to_write(text: str, said: str) -> None:
    (message,) = messages(f"{text}\n")
    assert said in message


def test_reasons_are_only_asked_for_by_name() -> None:
    document = parse(PACKAGE + '# mcsgconf: ignore[MC201] :\nSERVICE_NAME "s"\n', kind="legacy-package")

    def asked(*select: str, **options: tuple[str, ...]) -> bool:
        return "MC005" in {finding.code for finding in check(document, Selection(select or ("ALL",), **options))}

    assert asked("MC005")
    assert asked(extend_select=("mc005",))
    assert not asked()
    assert not asked("MC", "MC00")
    assert not asked(extend_select=("MC005",), ignore=("MC005",))


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.UNKNOWN}))
def test_a_wrong_suppression_is_said_in_every_kind_of_file(kind: Kind) -> None:
    assert found(kind, "# mcsgconf: ignore[MC999] r\n") == [(1, "MC003")]
    assert found(kind, "# mcsgconf: ignore\n") == [(1, "MC004")]
