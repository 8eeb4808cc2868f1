"""Services that loop, end, or may do either: a table of scripts, each with its verdict and the line that proves it.

A script of `tests/data/services` lies in the folder of its verdict. `# <- reason` ends the line that decides; a comment
`# arguments: …` says what the service's command passes to it. `companions` are scripts that others run or source.

What can be run is run as well, in a scratch folder with stubs for all that is not a plain tool, for two seconds: one
that loops is still there then, one that ends is not. `# not run: reason` keeps a script from it.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mcsgconf.models.document import Document, parse
from mcsgconf.models.flow import Verdict, VerdictKind, verdict_of_command
from mcsgconf.models.kind import Kind
from mcsgconf.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable

SERVICES = Path(__file__).parents[1] / "data" / "services"
VERDICTS = [kind.value for kind in VerdictKind]
SCRIPTS = sorted(path for verdict in VERDICTS for path in (SERVICES / verdict).iterdir())
COMPANIONS = sorted((SERVICES / "companions").iterdir())

FOLDER = "/etc/cmcluster/app"
_ARGUMENTS = re.compile(r"^# arguments: (.*)$", re.MULTILINE)
_NOT_RUN = re.compile(r"^# not run: ", re.MULTILINE)
_MARK = re.compile(r"# <- ")


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def arguments(text: str) -> str:
    found = _ARGUMENTS.search(text)
    return f" {found[1]}" if found else ""


def shell(path: Path) -> Document:
    return parse(path, kind=None if path.suffix == ".pl" else Kind.SHELL)


def lookup_in(documents: dict[str, Document]) -> Callable[[str], Document | None]:
    def lookup(path: str) -> Document | None:
        folder, _, name = path.rpartition("/")
        return documents.get(name) if folder == FOLDER else None

    return lookup


def followed(path: Path) -> tuple[Verdict, dict[str, Document]]:
    documents = {other.name: shell(other) for other in [*COMPANIONS, path]}
    command = f"{FOLDER}/{path.name}{arguments(documents[path.name].source.text)}"
    package = parse(f'SERVICE_CMD[0]="{command}"\n', name="pkg.cntl", kind=Kind.CONTROL_SCRIPT)
    return verdict_of_command(command, package, Span(16, 16 + len(command)), lookup_in(documents)), documents


def marked_lines(document: Document) -> set[int]:
    text = document.source.text
    return {document.source.position(mark.start()).line for mark in _MARK.finditer(text)}


def test_the_table_is_large_enough() -> None:
    count = Counter(path.parent.name for path in SCRIPTS)
    assert count["loops"] >= 90
    assert count["ends"] >= 80
    assert count["unknown"] >= 50
    assert {path.suffix for path in SCRIPTS} >= {".sh", ".ksh", ".bash"}


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_verdict(path: Path) -> None:
    verdict, documents = followed(path)
    way = [
        f"{step.document.name}:{step.document.source.position(step.span.start).line} {step.sentence}"
        for step in verdict.path
    ]
    assert verdict.kind.value == path.parent.name, "\n".join(way)
    last = verdict.decisive
    here = documents[path.name]
    decides = here if marked_lines(here) else last.document
    assert last.document is decides, "\n".join(way)
    assert last.document.source.position(last.span.start).line in marked_lines(last.document), "\n".join(way)
    assert last.document.source.slice(last.span).strip()


RUN_FOR = 2.0
ENDS_WITHIN = 20.0
AT_ONCE = 16
TOOLS = (
    "[ awk basename cat chmod cut date dirname echo env expr false grep head hostname mkdir nice nohup printf rm sed "
    "sort tail tee timeout touch tr true uname wc"
).split()
PROCESSES = """\
     UID   PID  PPID COMMAND
     app   401     1 appd -p 4100
     app   402     1 applog
     app   403     1 appweb
  oracle   404     1 ora_pmon_PROD
"""
STUBS = {
    "ps": f"cat <<'EOF'\n{PROCESSES}EOF\n",
    "pgrep": "echo 401\n",
    "mailx": "cat > /dev/null\n",
    "logger": "",
    "check_app": "",
    "appctl": "",
    "sleep": 'case $1 in infinity) exec "$REAL_SLEEP" 600 ;; *) exec "$REAL_SLEEP" 0.1 ;; esac\n',
}
FILES = {
    "run/state": "up\n",
    "run/app.log": "started\n",
    "loops/process.list": "appd\napplog\n",
    "ends/process.list": "appd\napplog\n",
}


class Scratch:
    """A folder in which scripts run: copies of them, stubs for programs, files they look at."""

    def __init__(self, root: Path, watched: int) -> None:
        self.root = root
        self.tools = root / "bin"
        for name in ("bin", "run", "loops", "ends"):
            (root / name).mkdir()
        for name, text in {**FILES, "run/appd.pid": f"{watched}\n"}.items():
            (root / name).write_text(text, encoding="ascii")
        for tool in [*TOOLS, "sh", "ksh", "bash"]:
            found = shutil.which(tool)
            if found:
                (self.tools / tool).symlink_to(found)
        for name, text in STUBS.items():
            self._script(self.tools / name, f"#!{shutil.which('sh')}\n{text}")
        for folder in (root / "loops", root / "ends"):
            for path in [
                *COMPANIONS,
                *(path for path in SCRIPTS if path.parent.name == folder.name and _can_run(path)),
            ]:
                self._script(folder / path.name, self._moved(path, folder))

    def _script(self, path: Path, text: str) -> None:
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def _moved(self, path: Path, folder: Path) -> str:
        """Return the text of a script whose paths lead into the scratch folder, its own being `folder`."""
        text = path.read_text(encoding="utf-8")
        first, newline, rest = text.partition("\n")
        if first.startswith("#!"):
            first = f"#!{interpreter(path)}"
        rest = re.sub(r"^PATH=.*$", f"PATH={self.tools}", rest, flags=re.MULTILINE)
        rest = re.sub(r"(?<![\w.])/(?:usr/|opt/app/)?s?bin/(?=\w)", f"{self.tools}/", rest)
        return first + newline + self._inside(rest).replace(FOLDER, str(folder))

    def _inside(self, text: str) -> str:
        return text.replace("/var/run/app", f"{self.root}/run")

    def outcome(self, path: Path) -> str:
        """Return whether a script still runs after a while, or has ended: "loops" or "ends"."""
        text = path.read_text(encoding="utf-8")
        run = self.root / path.parent.name / path.name
        command = [interpreter(path), str(run), *arguments(self._inside(text)).split()]
        process = subprocess.Popen(
            command,
            cwd=self.root,
            env={"PATH": str(self.tools), "HOME": str(self.root), "REAL_SLEEP": shutil.which("sleep") or ""},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wait = RUN_FOR if path.parent.name == "loops" else ENDS_WITHIN
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            return "loops"
        else:
            return "ends"
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def interpreter(path: Path) -> str:
    """Return the shell that a script asks for; empty where this machine has none."""
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    name = first.rpartition("/")[2] if first.startswith("#!") else "sh"
    return shutil.which(name) or (shutil.which("mksh") if name == "ksh" else None) or ""


def _can_run(path: Path) -> bool:
    sure = path.parent.name != VerdictKind.UNKNOWN.value
    return sure and bool(interpreter(path)) and not _NOT_RUN.search(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What became of every script that was run, by its name."""
    watched = subprocess.Popen(["sleep", "600"], stdin=subprocess.DEVNULL)
    try:
        scratch = Scratch(tmp_path_factory.mktemp("services"), watched.pid)
        paths = [path for path in SCRIPTS if _can_run(path)]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return dict(zip(map(name_of, paths), pool.map(scratch.outcome, paths), strict=True))
    finally:
        watched.kill()
        watched.wait()


@pytest.mark.parametrize("path", [path for path in SCRIPTS if _can_run(path)], ids=name_of)
def test_a_shell_agrees(path: Path, outcomes: dict[str, str]) -> None:
    assert outcomes[name_of(path)] == path.parent.name
