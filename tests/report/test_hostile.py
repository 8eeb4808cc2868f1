"""Nothing that comes from a file, its name or a message can do harm in any form of a report.

Every form is given the same hostile texts, in every place where a finding can carry them. What is printed must be valid
UTF-8 without control characters and without words that a CI system obeys, and what a reader of the form takes out of it
must be as harmless.
"""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from lxml import etree

from mcsgconf.cli.formats import Format, report
from mcsgconf.lint.finding import Finding, Fix, Place, Related, Severity
from mcsgconf.text import Edit, SourceText, decode

HOSTILE = {
    "terminal": "a\x1b]0;owned\x07\x1b[31m b",
    "NUL": "a\x00b",
    "C1 and DEL": "a\x9b31m\x85\x7fb",
    "bidirectional": "a\u202eb\u2066c\u200f",
    "separators": "a\u2028b\u2029c",
    "carriage return": "a\r::error::b",
    "line ends": "a\n::set-output name=x::b\n##[error]c",
    "GitHub": "::set-output name=x::y ::error file=a,line=1::b ::stop-commands::c",
    "GitHub of old": "##[add-mask]x ##[set-env name=A]b",
    "Azure": "##vso[task.setvariable variable=x]y",
    "TeamCity": "##teamcity[buildStatus text='x']",
    "properties": "100%0A,col=5::a:b,title=c%25",
    "XML": "]]><![CDATA[ <a b='c' d=\"e\"> &lt; & &#27; <!-- x --> <?p ?>",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>\"' onmouseover='x' </style></pre>",
    "Markdown": "`</code>` [x](javascript:alert(1)) **b** {0} ![i](http://a/b) @everyone",
    "JSON": '"}], "x": [{"\\',
    "Latin-1": decode(b"caf\xe9 \xff\xfe"),
    "no characters": "a\ufffeb\uffffc",
    "astral": "\U0001f480 \U000e0001",
    "formats": "%s %(x)s {x} {0.__class__} $x ${x} $(x)",
    "long": "x" * 5000,
}
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff\ufffe\uffff]"
)
COMMAND = re.compile(r"^\s*::[a-z]|##\[[a-z]|##vso\[|##teamcity\[", re.MULTILINE)


def hostile_finding(text: str) -> Finding:
    """A finding that carries a text wherever one can: in line, path, message, notes and fix."""
    source = SourceText(f"first\n{text} \u6f22 end\nlast {text}\n", f"dir/{text}.conf".replace("\0", ""))
    start, end = len("first\n"), len(f"first\n{text}")
    place = Place(source.name, source.position(start), source.position(end))
    fix = Fix(f"write {text}", (Edit(start, end, f"{text}{text}"), Edit(end + 1, end + 2, text)))
    note = Related(f"here is {text}", Place(f"{text}/x", place.start, place.end))
    return Finding(
        "MC201", "quoted-service-name", Severity.ERROR, f"{text} is {text}", place, fix, (note,), source, f"A[{text}]"
    )


def strings(data: object) -> list[str]:
    """Every string in JSON data that is meant for people."""
    match data:
        case str():
            return [data]
        case list():
            return [found for item in data for found in strings(item)]
        case dict():
            return [found for key, value in data.items() if key not in PROGRAMS for found in strings(value)]
        case _:
            return []


PROGRAMS = {"replacement", "suggestions", "insertedContent", "path"}
"""What is meant for a program and comes as it is: what a fix would write, and the path of a file."""
JSON = (Format.JSON, Format.SARIF, Format.GITLAB, Format.RDJSON)
XML = {Format.JUNIT, Format.CHECKSTYLE}
ELEMENTS = {"testsuites", "testsuite", "testcase", "failure", "checkstyle", "file", "error"}
WORKFLOW_COMMAND = re.compile(
    r"::(?:error|warning|notice) (?P<properties>(?:\w+=[^,:\s][^,:]*(?:,|(?=::)))+)::(?P<message>.*)"
)


def annotations(printed: str) -> list[str]:
    """The properties and messages of workflow commands, as GitHub's runner takes them apart."""
    found = []
    for line in printed.splitlines():
        match = WORKFLOW_COMMAND.fullmatch(line)
        assert match, line
        values = [part.partition("=")[2] for part in match["properties"].split(",")]
        for text in (*values, match["message"]):
            assert not re.search(r"%(?!0A|0D|25|3A|2C)", text)
            decoded = re.sub("%(0A|0D|3A|2C)", lambda code: chr(int(code[1], 16)), text)
            found.append(decoded.replace("%25", "%"))
    return found


TAGS = set(
    "html head meta title style body header main footer section article div span h1 h2 h3 h4 p ul li a code em strong pre i mark"
    " details summary del ins label input select option script".split()
)
ATTRIBUTES = set(
    "lang charset http-equiv content name class id href data-severity data-code type value checked hidden role".split()
)


class Page(HTMLParser):
    """The tags, attributes and texts of an HTML page, but for its own style and script."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.texts: list[str] = []
        self.feed(page.replace("<wbr>", ""))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.texts += [value for _, value in attrs if value]
        assert not any(name == "href" and not (value or "").startswith("#") for name, value in attrs)

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] not in {"style", "script"}:
            self.texts.append(data)


def texts(form: Format, printed: str) -> list[str]:
    """The texts that a reader of the form takes out of a report."""
    if form is Format.GITHUB:
        return annotations(printed)
    if form is Format.HTML:
        page = Page(printed)
        assert {*page.tags} <= TAGS
        assert {*page.attributes} <= ATTRIBUTES
        return page.texts
    if form in XML:
        root = etree.fromstring(printed.encode())
        assert {node.tag for node in root.iter()} <= ELEMENTS
        return [text for node in root.iter() for text in (node.text or "", node.tail or "", *node.attrib.values())]
    return strings(json.loads(printed)) if form in JSON else [printed]


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_printed_is_harmless(form: Format, case: str) -> None:
    finding = hostile_finding(HOSTILE[case])
    printed = report([finding, finding], form, Path("out"))
    assert "MC201" in printed
    assert printed.encode().decode() == printed
    assert not FORBIDDEN.search(printed)
    assert form is Format.GITHUB or not COMMAND.search(printed)
    for text in texts(form, printed):
        assert not FORBIDDEN.search(text), text
        assert not COMMAND.search(text), text


@pytest.mark.parametrize("form", JSON)
@pytest.mark.parametrize("case", HOSTILE)
def test_every_string_of_json_is_unicode(form: Format, case: str) -> None:
    data = json.loads(report([hostile_finding(HOSTILE[case])], form, Path("out")))
    json.dumps(data, ensure_ascii=False).encode()


@pytest.mark.parametrize("case", HOSTILE)
def test_a_finding_is_one_workflow_command_whatever_it_holds(case: str) -> None:
    finding = hostile_finding(HOSTILE[case])
    printed = report([finding] * 3, Format.GITHUB, Path("out"))
    assert printed.count("\n") == 3
    assert all(line.startswith("::error title=MC201 quoted-service-name,file=dir/") for line in printed.splitlines())
