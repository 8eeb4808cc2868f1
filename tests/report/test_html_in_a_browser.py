"""The HTML report as a person meets it: in Chromium, where there is one, told what to do over a pipe."""

from __future__ import annotations

import json
import os
import select
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pytest

from mcsgconf import check
from mcsgconf.lint.finding import Severity
from mcsgconf.report.html_report import html_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mcsgconf.lint.finding import Finding

    Make = Callable[..., Finding]

RETAIL = Path(__file__).parents[2] / "examples" / "retail"

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
OPTIONS = (
    "--headless --no-sandbox --disable-gpu --hide-scrollbars --no-first-run --disable-extensions --mute-audio"
    " --disable-background-networking --disable-component-update --remote-debugging-pipe"
)


class Browser:
    """A headless Chromium with one page. What its console and its security policy say is kept in `said`."""

    def __init__(self, profile: Path) -> None:
        assert PROGRAM is not None
        there_in, self._out = os.pipe()
        self._in, there_out = os.pipe()
        # The protocol's pipes are the descriptors 3 and 4 of the program.
        command = f"exec {shlex.quote(PROGRAM)} {OPTIONS} --user-data-dir={shlex.quote(str(profile))} 3<&{there_in} 4>&{there_out}"
        self._process = subprocess.Popen(
            ["bash", "-c", command],
            pass_fds=(there_in, there_out),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(there_in)
        os.close(there_out)
        self._buffer = b""
        self._number = 0
        self._session: str | None = None
        self.said: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(20)
        os.close(self._out)
        os.close(self._in)

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """Call a method of the protocol and return its result."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while (answer := self._read()).get("id") != self._number:
            self._note(answer)
        assert "error" not in answer, answer
        return answer["result"]

    def open(self, page: Path, width: int, height: int = 900, *, dark: bool = False, media: str = "screen") -> None:
        """Open a file in a window of a size."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", media=media, features=[scheme])
        self.call("Page.navigate", url=page.as_uri())
        while self._note(self._read()) != "Page.loadEventFired":
            pass

    def run(self, expression: str) -> Any:
        """Return what an expression of JavaScript gives, as JSON."""
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._in], [], [], 60)
            assert ready, "the browser does not answer"
            piece = os.read(self._in, 1 << 16)
            assert piece, "the browser is gone"
            self._buffer += piece
        message, _, self._buffer = self._buffer.partition(b"\0")
        return json.loads(message)

    def _note(self, event: dict[str, Any]) -> str:
        method = event.get("method", "")
        parameters = event.get("params", {})
        if method in {"Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown"}:
            self.said.append(json.dumps(parameters))
        elif method == "Network.requestWillBeSent" and not parameters["request"]["url"].startswith("file:"):
            self.said.append(parameters["request"]["url"])
        return method


pytestmark = pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as program:
        yield program


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    return check(RETAIL)


@pytest.fixture
def page(tmp_path: Path, findings: list[Finding]) -> Path:
    path = tmp_path / "report.html"
    path.write_text(html_report(findings), encoding="utf-8")
    return path


SHOWN = "[...document.querySelectorAll('.finding')].filter((node) => node.checkVisibility()).length"


def choose(browser: Browser, control: str, change: str) -> None:
    """Change a control of the filter as a hand would."""
    browser.run(
        f"(() => {{ const it = document.querySelector({json.dumps(control)}); {change}; it.dispatchEvent(new Event('input', {{bubbles: true}})) }})()"
    )


def test_the_filter_works_and_nothing_else_is_asked_of_the_world(
    browser: Browser, page: Path, findings: list[Finding]
) -> None:
    browser.said.clear()
    browser.open(page, 1280)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert 0 < len(errors) < len(findings)
    assert browser.run("document.getElementById('filter').checkVisibility()")
    assert browser.run(SHOWN) == len(findings)
    choose(browser, "[value=error]", "it.checked = false")
    assert browser.run(SHOWN) == len(findings) - len(errors)
    assert browser.run("document.getElementById('shown').textContent") == (
        f"{len(findings) - len(errors)} of {len(findings)} shown"
    )
    assert browser.run(
        "[...document.querySelectorAll('.file')].every((file) => file.checkVisibility() == !!file.querySelector('.finding:not([hidden])'))"
    )
    choose(browser, "[value=error]", "it.checked = true")
    choose(browser, "#rule", "it.value = 'MC201'")
    assert browser.run(SHOWN) == sum(finding.code == "MC201" for finding in findings) > 0
    choose(browser, "#rule", "it.value = ''")
    choose(browser, "#file", "it.selectedIndex = 1")
    assert browser.run(SHOWN) == sum(finding.path == findings[0].path for finding in findings) > 0
    choose(browser, "#file", "it.value = ''")
    choose(browser, "#words", "it.value = 'QUOTES  wms_mon'")
    assert browser.run(SHOWN) == 1
    choose(browser, "#words", "it.value = ''")
    assert browser.run(SHOWN) == len(findings)
    assert browser.said == []


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_no_window_is_scrolled_sideways(browser: Browser, page: Path, width: int) -> None:
    browser.open(page, width)
    assert browser.run("document.documentElement.scrollWidth") <= width
    assert browser.run("Math.max(...[...document.querySelectorAll('.finding')].map((it) => it.scrollWidth))") <= width


CONTRAST = """(() => {
  const probe = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const colour = (text) => { probe.fillStyle = text; probe.fillRect(0, 0, 1, 1); return [...probe.getImageData(0, 0, 1, 1).data].slice(0, 3) };
  const light = (text) => colour(text).map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (node) => { while (getComputedStyle(node).backgroundColor == 'rgba(0, 0, 0, 0)') node = node.parentElement; return getComputedStyle(node).backgroundColor };
  const contrast = (node) => { const [one, other] = [light(getComputedStyle(node).color), light(ground(node))].sort((a, b) => b - a); return (one + 0.05) / (other + 0.05) };
  const nodes = document.querySelectorAll('h1, h2 code, p, a, code, pre, mark, i, .badge, .place, .quiet, summary, footer, ins, del');
  return Math.min(...[...nodes].map(contrast));
})()"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everything_can_be_read_by_light_and_in_the_dark(browser: Browser, page: Path, dark: bool) -> None:
    browser.open(page, 1280, dark=dark)
    ground = browser.run("getComputedStyle(document.body).backgroundColor")
    assert (sum(map(int, ground.removeprefix("rgb(").removesuffix(")").split(","))) < 200) == dark
    assert browser.run(CONTRAST) >= 4.5


def test_paper_gets_no_filter_and_all_fixes(browser: Browser, page: Path) -> None:
    browser.open(page, 800, media="print", dark=True)
    assert not browser.run("document.getElementById('filter').checkVisibility()")
    assert browser.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert browser.run("document.querySelector('.finding details pre').getBoundingClientRect().height") > 0


def test_a_script_that_slipped_in_would_not_run(browser: Browser, page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    evil = (
        "<script>document.title = 'owned'</script><img src=http://127.0.0.1:9/x onerror=\"document.title = 'owned'\">"
    )
    page.write_text(text.replace("<main>", f"<main>{evil}"), encoding="utf-8")
    browser.said.clear()
    browser.open(page, 800)
    assert browser.run("document.title") != "owned"
    assert any("Content Security Policy" in said for said in browser.said)
    browser.said.clear()


def test_hostile_text_is_shown_as_it_is(browser: Browser, tmp_path: Path, found: Make) -> None:
    message = "</script></style><script>document.title = 'owned'</script>&lt;b&gt; \"' <i>x"
    path = tmp_path / "report.html"
    path.write_text(html_report([found(f"{message}\n", message, message=message, path=message)]), encoding="utf-8")
    browser.said.clear()
    browser.open(path, 800)
    assert browser.run("document.querySelector('.finding p').textContent") == message
    assert browser.run("document.querySelector('.finding mark').textContent") == message
    assert browser.run("document.querySelector('.file h2').textContent") == message
    assert browser.run("document.querySelector('#file').options[1].textContent") == message
    assert browser.said == []
