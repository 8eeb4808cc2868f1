"""Comments that are added for findings: where they stand, that they work, and that they change nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mcsgconf
from mcsgconf.errors import UsageError
from mcsgconf.lint.add_ignores import IgnoreResult, add_ignores, why_not
from mcsgconf.lint.engine import Checker
from mcsgconf.lint.pages import Example, examples
from mcsgconf.lint.rules import all_rules
from mcsgconf.lint.select import Selection
from mcsgconf.lint.suppress import NEVER_SUPPRESSED
from mcsgconf.models.document import parse
from mcsgconf.models.kind import Kind
from mcsgconf.site import Site


def ignored(site: Site, *select: str, reason: str = "reason") -> IgnoreResult:
    return add_ignores(site, Checker(Selection(select or ("ALL",))), reason, list)


def text_after(kind: str, text: str, *select: str, reason: str = "reason") -> str:
    document = parse(text, name="file", kind=kind)
    result = ignored(Site.of([document]), *select, reason=reason)
    return result.documents.get("file", document).source.text


IGNORE = "# mcsgconf: ignore"
PLACES = [
    ("settings: above, with its indent", "legacy-package", '  SERVICE_NAME "s"\n', f'  {IGNORE}[MC201] reason\n  SERVICE_NAME "s"\n'),
    ("with its line end", "legacy-package", '\tSERVICE_NAME "s"\r\n', f'\t{IGNORE}[MC201] reason\r\n\tSERVICE_NAME "s"\r\n'),
    ("without a line end", "legacy-package", 'SERVICE_NAME "s"', f'{IGNORE}[MC201] reason\nSERVICE_NAME "s"'),
    ("behind a byte-order mark", "legacy-package", '\ufeffSERVICE_NAME "s"\n', f'\ufeff{IGNORE}[MC201] reason\nSERVICE_NAME "s"\n'),
    ("settings: above a remark, too", "legacy-package", 'SERVICE_NAME "s" # x\n', f'{IGNORE}[MC201] reason\nSERVICE_NAME "s" # x\n'),
    ("script: behind", "control-script", 'SERVICE_CMD[0]="mon"\n', f'SERVICE_CMD[0]="mon" {IGNORE}[MC305] reason\n'),
    ("behind blanks", "control-script", 'SERVICE_CMD[0]="mon"\t\n', f'SERVICE_CMD[0]="mon"\t{IGNORE}[MC305] reason\n'),
    ("behind a ;", "control-script", 'X=1;SERVICE_CMD[0]="mon";\n', f'X=1;SERVICE_CMD[0]="mon"; {IGNORE}[MC305] reason\n'),
    ("above where a remark stands", "control-script", 'SERVICE_CMD[0]="mon" # x\n', f'{IGNORE}[MC305] reason\nSERVICE_CMD[0]="mon" # x\n'),
    ("above a carriage return", "control-script", 'SERVICE_CMD[0]="mon"\r\n', f'{IGNORE}[MC305] reason\r\nSERVICE_CMD[0]="mon"\r\n'),
    ("behind a value of two lines", "control-script", 'SERVICE_CMD[0]="mon \n 3"\n', f'SERVICE_CMD[0]="mon \n 3" {IGNORE}[MC305] reason\n'),
    ("behind a backslash", "control-script", 'SERVICE_CMD[0]="mon" \\\n  X=1\n', f'SERVICE_CMD[0]="mon" \\\n  X=1 {IGNORE}[MC305] reason\n'),
    (
        "above all of it where the last line has a remark",
        "control-script",
        '  SERVICE_CMD[0]="mon" \\\n  X=1 # x\n',
        f'  {IGNORE}[MC305] reason\n  SERVICE_CMD[0]="mon" \\\n  X=1 # x\n',
    ),
    (
        "behind the line that opens a here-document",
        "control-script",
        'SERVICE_CMD[0]="mon"; cat <<END\ntext\nEND\n',
        f'SERVICE_CMD[0]="mon"; cat <<END {IGNORE}[MC305] reason\ntext\nEND\n',
    ),
    (
        "below the line that names the interpreter",
        "shell",
        "#!ksh\nwhile true; do sleep 5; done\n",
        f"#!ksh\n{IGNORE}-file[MC327] reason\nwhile true; do sleep 5; done\n",
    ),
    (
        "below the head for the vendor's part",
        "control-script",
        "# @(#) A.11.16.00\n# END OF CUSTOMER DEFINED FUNCTIONS\n# START OF RUN FUNCTIONS\nSERVICE_CMD[0]=/x\n",
        (
            f"# @(#) A.11.16.00\n{IGNORE}-file[MC333] reason\n# END OF CUSTOMER DEFINED FUNCTIONS\n"
            "# START OF RUN FUNCTIONS\nSERVICE_CMD[0]=/x\n"
        ),
    ),
    (
        "a comment that gives the same reason takes the code",
        "legacy-package",
        f'{IGNORE}[MC203] reason\nSERVICE_NAME "s"\n',
        f'{IGNORE}[MC203, MC201] reason\nSERVICE_NAME "s"\n',
    ),
    (
        "one that stands behind a command, too",
        "control-script",
        f'SERVICE_CMD[0]="mon" {IGNORE}[MC306] reason\n',
        f'SERVICE_CMD[0]="mon" {IGNORE}[MC306, MC305] reason\n',
    ),
    (
        "one with another reason does not",
        "legacy-package",
        f'{IGNORE}[MC203] because\nSERVICE_NAME "s"\n',
        f'{IGNORE}[MC203] because\n{IGNORE}[MC201] reason\nSERVICE_NAME "s"\n',
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "before", "after"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES])
def test_where_a_comment_goes(kind: str, before: str, after: str) -> None:
    codes = ("MC201", "MC305", "MC327", "MC333")
    assert text_after(kind, before, *codes) == after
    assert text_after(kind, after, *codes) == after


def test_codes_of_one_line_share_a_comment() -> None:
    text = text_after("legacy-package", 'PACKAGE_NAME p\nRUN_SCRIPT /x\nSERVICE_NAME "a"\n', "MC2")
    assert [line for line in text.splitlines() if "MC201" in line] == [f"{IGNORE}[MC201, MC213] reason"]


NOT_ONES = ["", "  ", "::", "two\nlines", "two\rlines", "a\x1b[31mb", "a\u2028b"]


@pytest.mark.parametrize("reason", NOT_ONES)
def test_a_reason_is_a_line_of_words(reason: str) -> None:
    with pytest.raises(UsageError, match="is no reason"):
        text_after("legacy-package", 'SERVICE_NAME "s"\n', reason=reason)


def test_what_cannot_be_suppressed_is_left_and_said() -> None:
    document = parse('SERVICE_NAME "s"\n<oops>\n# mcsgconf: ignore[X]\n', name="file", kind="legacy-package")
    result = ignored(Site.of([document]))
    assert {finding.code: why_not(finding) for finding in result.remaining} == {
        "MC001": "a file that was not understood whole is never called clean",
        "MC003": "it speaks of a suppression; mend that comment",
    }
    accounts = parse("toor:x:0:3::/:/sbin/sh\nroot:x:0:3::/:/sbin/sh\n", name="c/etc/passwd", kind="passwd")
    cluster = parse("CLUSTER_NAME c\nNODE_NAME a\n", name="c/c.ascii", kind="cluster")
    result = ignored(Site.of([cluster, accounts]), "MC733")
    assert [(finding.code, why_not(finding)) for finding in result.remaining] == [
        ("MC733", "no comment can stand there without changing what the file says")
    ]
    assert result.documents == {}


def test_copies_of_a_script_stay_alike() -> None:
    """A comment behind a command makes a copy another script; the finding stands in one copy alone."""
    cluster = parse("CLUSTER_NAME c\nNODE_NAME a\nNODE_NAME b\n", name="c.ascii", kind="cluster")
    package = parse(
        "PACKAGE_NAME p\nNODE_NAME a\nNODE_NAME b\nRUN_SCRIPT /etc/cmcluster/p/p.cntl\nHALT_SCRIPT /etc/cmcluster/p/p.cntl\n"
        "SERVICE_NAME s\n",
        name="p/p.conf",
        kind="legacy-package",
    )
    script = 'SERVICE_NAME[0]=s\nSERVICE_CMD[0]="/etc/cmcluster/p/mon.sh"\nSERVICE_RESTART[0]=""\n'
    ending = "#!/usr/bin/ksh\nps -ef\nexit 0\n"
    copies = [parse(script, name=f"{node}/p/p.cntl", executable=True) for node in "ab"]
    copies += [parse(ending, name=f"{node}/p/mon.sh", executable=True) for node in "ab"]
    site = Site.of([cluster, package, *copies])
    assert not [f for f in mcsgconf.check(site) if f.code == "MC513"]
    result = ignored(site)
    assert result.remaining == []
    assert result.documents
    assert mcsgconf.check(site.with_documents(result.documents.values())) == []


EXAMPLES = [
    pytest.param(example, id=f"{rule.code}-{example.title}")
    for rule in all_rules().values()
    for example in examples(rule.page)
    if example.bad
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_rule_can_be_suppressed_where_it_speaks(example: Example) -> None:
    site = Site.of([file.document for file in example.files])
    result = ignored(site)
    left = {finding.code for finding in result.remaining if site_kind(site, finding.path) is not Kind.PASSWD}
    assert left <= NEVER_SUPPRESSED
    after = site.with_documents(result.documents.values())
    assert ignored(after).documents == {}


def site_kind(site: Site, name: str) -> Kind:
    return next(document.kind for document in site.documents if document.name == name)


def test_a_whole_configuration_is_silent_afterwards() -> None:
    site = mcsgconf.load_site(Path("examples/retail/clusters"))
    before = mcsgconf.check(site)
    result = ignored(site, reason="as it was taken over")
    assert result.suppressed == len(before) > 10
    after = site.with_documents(result.documents.values())
    assert mcsgconf.check(after) == result.remaining == []
    assert ignored(after).documents == {}


LINES = st.lists(
    st.sampled_from(
        [
            'SERVICE_CMD[0]="mon"', 'SERVICE_CMD[1]="mon" \\', "cat <<E", "E", "f() {", "}", '"', "# x", "if true; then",
            "fi", "exit 1 # x", "", "X=(a", ")", "[[ a ]] &&", "case x in", "x) mount /a;;", "esac", "mount /a |", "cat",
            "function customer_defined_run_cmds", "{", "VG[1]=vg01; VG[1]=vg01",
        ]
    )
)  # fmt: skip


@settings(deadline=None)
@given(LINES, st.sampled_from(["\n", "\r\n"]))
def test_what_a_script_says_never_changes(lines: list[str], end: str) -> None:
    document = parse(end.join(["#!/usr/bin/ksh", *lines]), name="file", kind="control-script")
    site = Site.of([document])
    before = mcsgconf.check(site)
    result = ignored(site)
    after = result.documents.get("file", document)
    assert [text for text in spoken(after) if text] == [text for text in spoken(document) if text]
    left = {(f.code, f.structural_path) for f in mcsgconf.check(Site.of([after]))}
    assert left <= {(f.code, f.structural_path) for f in before}
    assert left == {(f.code, f.structural_path) for f in result.remaining}


def spoken(document: mcsgconf.Document) -> list[str]:
    leaves = [node for node in document.tree.walk() if not node.children and node.kind != "comment"]
    return [document.source.slice(node.span) for node in leaves]
