"""`mcsgconf check` as its user meets it: files named, folders, standard input, exit statuses, formats, fixes."""

from __future__ import annotations

import json
import os
import re
import shlex
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome

    Run = Callable[..., Outcome]

CLEAN = """\
PACKAGE_NAME      shop
NODE_NAME         anna
NODE_NAME         berta
RUN_SCRIPT        /etc/cmcluster/shop/shop.cntl
RUN_SCRIPT_TIMEOUT  600
HALT_SCRIPT       /etc/cmcluster/shop/shop.cntl
HALT_SCRIPT_TIMEOUT 900
SERVICE_NAME      shop_mon
  SERVICE_HALT_TIMEOUT 300
"""
QUOTED = CLEAN.replace("shop_mon", '"shop_mon"')


def test_a_clean_file_is_silent(mcsgconf: Run, tmp_path: Path) -> None:
    (tmp_path / "shop.conf").write_text(CLEAN)
    outcome = mcsgconf("check", "shop.conf")
    assert (outcome.status, outcome.out, outcome.err) == (0, "", "")


def test_a_finding_shows_line_marker_and_fix(mcsgconf: Run, tmp_path: Path) -> None:
    (tmp_path / "shop.conf").write_text(QUOTED)
    outcome = mcsgconf("check", "shop.conf")
    assert outcome.status == 1
    head, line, marker, *rest = outcome.out.splitlines()
    assert head.startswith("shop.conf:8:19: error[MC201] ")
    assert line == ' 8 | SERVICE_NAME      "shop_mon"'
    assert marker.index("^") == line.index('"')
    assert marker.count("^") == len('"shop_mon"')
    assert any(row.startswith("  fix (--fix): ") for row in rest)
    assert rest[-1] == "1 error (1 can be mended by --fix)"


def test_concise_is_a_line_a_finding(mcsgconf: Run, tmp_path: Path) -> None:
    (tmp_path / "shop.conf").write_text(QUOTED)
    outcome = mcsgconf("check", "--format", "concise", "shop.conf")
    assert re.fullmatch(r"shop\.conf:8:19: error\[MC201\] [^\n]+\n", outcome.out)


def test_json_has_the_documented_shape(mcsgconf: Run, tmp_path: Path) -> None:
    (tmp_path / "shop.conf").write_text(QUOTED)
    outcome = mcsgconf("check", "--format", "json", "shop.conf")
    (finding,) = json.loads(outcome.out)
    assert outcome.status == 1
    assert {key: finding[key] for key in ("code", "name", "severity", "path")} == {
        "code": "MC201",
        "name": "quoted-service-name",
        "severity": "error",
        "path": "shop.conf",
    }
    assert [finding[key] for key in ("line", "column", "end_line", "end_column")] == [8, 19, 8, 29]
    assert finding["fix"]["applicability"] == "safe"
    text = QUOTED
    for edit in reversed(finding["fix"]["edits"]):
        text = text[: edit["start"]] + edit["replacement"] + text[edit["end"] :]
    assert text == CLEAN
    assert finding["related"] == []


def test_json_of_nothing_is_an_empty_list(mcsgconf: Run, tmp_path: Path) -> None:
    (tmp_path / "shop.conf").write_text(CLEAN)
    assert json.loads(mcsgconf("check", "--format", "json", "shop.conf").out) == []


BAD_INPUT = [
    ("missing.conf", None, "missing.conf: cannot be read: No such file"),
    ("empty.conf", b"", "empty.conf: this file is empty"),
    ("blank.conf", b"\n \n\r\n", "blank.conf: this file is empty"),
    ("binary.conf", b"\x7fELF\0\0\1\2" * 50, "binary.conf: this is a binary file"),
    ("prose.txt", b"Dear all,\nthe cluster will be down on Sunday.\n", "prose.txt: no kind of file"),
    ("monitor.pl", b"#!/usr/bin/perl\nwhile (1) { sleep 5 }\n", "monitor.pl: no kind of file"),
    (
        "cmconcl.config",
        b"CONTINENTAL_CLUSTER_NAME ccl\nCLUSTER_NAME east\n  NODE_NAME a\nRECOVERY_GROUP_NAME r\n",
        "cmconcl.config: no kind of file",
    ),
]


@pytest.mark.parametrize(("name", "content", "message"), BAD_INPUT, ids=[row[0] for row in BAD_INPUT])
def test_bad_input_is_one_clear_line_and_status_2(
    mcsgconf: Run, tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    outcome = mcsgconf("check", name)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith(f"mcsgconf: {message}")
    assert outcome.err.count("\n") == 1


def test_a_folder_without_any_configuration_is_status_2(mcsgconf: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing here\n")
    outcome = mcsgconf("check")
    assert outcome.status == 2
    assert outcome.err.count("\n") == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_status_2(mcsgconf: Run, tmp_path: Path) -> None:
    (tmp_path / "shop.conf").write_text(CLEAN)
    (tmp_path / "shop.conf").chmod(0)
    assert mcsgconf("check", "shop.conf").status == 2


@pytest.mark.parametrize("named", [["a"], ["a", "b"], ["b", "a"], ["a", "b", "a"], ["a", "b/shop.conf"]], ids=" ".join)
def test_what_cannot_be_read_in_a_folder_is_said_however_many_are_named(
    mcsgconf: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: list[str]
) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "shop.conf").write_text(CLEAN)
    (tmp_path / "a" / "locked.conf").write_text(CLEAN)
    real_open = Path.open

    def refuse(path: Path, *arguments: str, **options: str) -> object:
        if path.name == "locked.conf":
            raise PermissionError(13, "Permission denied")
        return real_open(path, *arguments, **options)  # type: ignore[call-overload]  # whatever the caller asks for

    monkeypatch.setattr(Path, "open", refuse)
    outcome = mcsgconf("check", *named)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err == "mcsgconf: a/locked.conf: cannot be read: Permission denied\n"


def test_a_script_behind_a_link_is_found_however_many_folders_are_named(mcsgconf: Run, tmp_path: Path) -> None:
    (tmp_path / "a" / "shop").mkdir(parents=True)
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "cluster.ascii").write_text("CLUSTER_NAME c\nNODE_NAME anna\nNODE_NAME berta\n")
    (tmp_path / "a" / "shop" / "shop.conf").write_text(CLEAN)
    (tmp_path / "a" / "common.cntl").write_text("SERVICE_NAME[0]=other\nSERVICE_CMD[0]=/opt/other\n")
    (tmp_path / "a" / "shop" / "shop.cntl").symlink_to("../common.cntl")
    (tmp_path / "b" / "shop.conf").write_text(CLEAN)
    alone = mcsgconf("check", "--select", "MC501", "--format", "concise", "a")
    assert "MC501" in alone.out
    assert mcsgconf("check", "--select", "MC501", "--format", "concise", "a", "b").out == alone.out


def test_a_device_and_a_pipe_are_refused(mcsgconf: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in ("pipe", "/dev/null"):
        outcome = mcsgconf("check", path)
        assert outcome.status == 2
        assert "no regular file" in outcome.err


def test_of_several_files_the_unknown_ones_are_passed_over_unless_all_are(mcsgconf: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing here\n")
    (tmp_path / "empty").write_text("")
    (tmp_path / "shop.conf").write_text(CLEAN)
    assert mcsgconf("check", "notes.txt", "shop.conf", "empty").status == 0
    outcome = mcsgconf("check", "notes.txt", "empty")
    assert outcome.status == 2
    assert "none of the 2 files" in outcome.err


def test_what_cannot_be_read_hinders_no_other_file(mcsgconf: Run, tmp_path: Path) -> None:
    (tmp_path / "shop.conf").write_text(QUOTED)
    outcome = mcsgconf("check", "--format", "concise", "gone.conf", "shop.conf", "lost.conf")
    assert outcome.status == 2
    assert outcome.out.startswith("shop.conf:8:19: error[MC201] ")
    assert outcome.err == "".join(
        f"mcsgconf: {name}: cannot be read: No such file or directory\n" for name in ("gone.conf", "lost.conf")
    )


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("locked", "locked"),
        ("locked/shop.conf", "locked/shop.conf"),
        ("--within . locked/shop.conf", "locked/shop.conf"),
        ("--config locked/a.toml .", "locked/a.toml"),
    ],
)
def test_a_folder_that_may_not_be_entered_is_what_cannot_be_read(
    mcsgconf: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, name: str
) -> None:
    (tmp_path / "locked").mkdir()
    (tmp_path / "shop.conf").write_text(CLEAN)

    def refusing(call: Callable[..., object], *inside: str) -> Callable[..., object]:
        def refuse(path: object, *arguments: object, **options: object) -> object:
            if any(part in str(path) for part in inside):
                raise PermissionError(13, "Permission denied", str(path))
            return call(path, *arguments, **options)

        return refuse

    for place, function in ((os, "stat"), (os, "lstat"), (Path, "open")):
        monkeypatch.setattr(place, function, refusing(getattr(place, function), "locked/"))
    monkeypatch.setattr(os, "scandir", refusing(os.scandir, "locked"))
    outcome = mcsgconf("check", *words.split())
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err == f"mcsgconf: {name}: cannot be read: Permission denied\n"


def test_a_pipe_of_the_shell_is_read_like_a_file(tmp_path: Path) -> None:
    (tmp_path / "shop.conf").write_text(QUOTED)
    program = f"{shlex.quote(sys.executable)} -m mcsgconf"
    done = subprocess.run(
        ["bash", "-c", f"{program} check --format concise <(cat shop.conf); {program} diff <(cat shop.conf) shop.conf"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"/dev/fd/\d+:8:19: error\[MC201\] [^\n]+\n", done.stdout)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--select", "MC999"], "no rule has the code or prefix 'MC999'"),
        (["--ignore", "XY"], "no rule has the code or prefix 'XY'"),
        (["--target", "solaris"], "'solaris' is no platform"),
        (["--target", ""], "a target is a platform, a release, or both"),
        (["--diff", "--format", "text"], "--diff prints a diff and no findings; leave --format"),
        (["--diff", "--output-file", "out"], "--diff prints a diff and no findings; leave --format"),
        (["--diff", "--statistics"], "--diff prints a diff and no findings; leave --format"),
        (["--statistics", "--format", "text"], "--statistics prints a table of its own"),
    ],
)
def test_a_wrong_word_is_named(mcsgconf: Run, tmp_path: Path, words: list[str], message: str) -> None:
    (tmp_path / "shop.conf").write_text(CLEAN)
    outcome = mcsgconf("check", "shop.conf", *words)
    assert outcome.status == 2
    assert message in outcome.err


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["--ignore", "MC201"], 0),
        (["--ignore", "mc2"], 0),
        (["--select", "MC1"], 0),
        (["--select", "MC2"], 1),
        (["--select", "MC1", "--extend-select", "MC201"], 1),
        (["--select", "MC1,MC201"], 1),
        (["--ignore", "MC2", "--extend-select", "MC201"], 1),  # the longer prefix decides
        (["--select", "ALL", "--ignore", "MC201"], 0),
    ],
)
def test_selection(mcsgconf: Run, tmp_path: Path, words: list[str], status: int) -> None:
    (tmp_path / "shop.conf").write_text(QUOTED)
    assert mcsgconf("check", "shop.conf", *words).status == status


def test_fail_on(mcsgconf: Run, tmp_path: Path) -> None:
    (tmp_path / "shop.conf").write_text("# mcsgconf: ignore[MC202] nothing to ignore\n" + CLEAN)
    assert mcsgconf("check", "shop.conf").status == 1
    assert mcsgconf("check", "--fail-on", "error", "shop.conf").status == 0


def test_suppression_on_the_line_above_it_and_for_the_file(mcsgconf: Run, tmp_path: Path) -> None:
    name = 'SERVICE_NAME      "shop_mon"'
    for text in (
        QUOTED.replace(name, f"{name} # mcsgconf: ignore[MC201] on purpose"),
        QUOTED.replace(name, f"# mcsgconf: ignore[MC201, MC002] on purpose\n{name}"),
        f"# mcsgconf: ignore-file[MC201] on purpose\n{QUOTED}",
    ):
        (tmp_path / "shop.conf").write_text(text)
        assert "MC201" not in mcsgconf("check", "--select", "MC201", "shop.conf").out


def test_fix_writes_the_file_and_ends_0(mcsgconf: Run, tmp_path: Path) -> None:
    file = tmp_path / "shop.conf"
    file.write_bytes(QUOTED.replace("\n", "\r\n").encode())
    file.chmod(0o750)
    outcome = mcsgconf("check", "--fix", "--select", "MC201", "shop.conf")
    assert (outcome.status, outcome.out) == (0, "")
    assert file.read_bytes() == CLEAN.replace("\n", "\r\n").encode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o750


def test_diff_shows_the_change_writes_nothing_and_ends_1(mcsgconf: Run, tmp_path: Path) -> None:
    file = tmp_path / "shop.conf"
    file.write_text(QUOTED)
    outcome = mcsgconf("check", "--diff", "shop.conf")
    assert outcome.status == 1
    assert '-SERVICE_NAME      "shop_mon"\n+SERVICE_NAME      shop_mon\n' in outcome.out
    assert file.read_text() == QUOTED
    file.write_text(CLEAN)
    assert mcsgconf("check", "--diff", "shop.conf").status == 0


def test_output_file(mcsgconf: Run, tmp_path: Path) -> None:
    (tmp_path / "shop.conf").write_text(QUOTED)
    outcome = mcsgconf("check", "shop.conf", "--format", "json", "--output-file", "out.json")
    assert (outcome.status, outcome.out) == (1, "")
    assert json.loads((tmp_path / "out.json").read_text())[0]["code"] == "MC201"


def test_output_file_may_be_standard_output(mcsgconf: Run, tmp_path: Path) -> None:
    (tmp_path / "shop.conf").write_text(QUOTED)
    usual = mcsgconf("check", "shop.conf")
    assert "MC201" in usual.out
    assert mcsgconf("check", "shop.conf", "--output-file", "-") == usual
    assert [file.name for file in tmp_path.iterdir()] == ["shop.conf"]


@pytest.mark.parametrize(
    "named",
    [
        ["shop.conf", "./shop.conf"],
        ["shop.conf", "{here}/shop.conf"],
        ["shop.conf", "sub/../shop.conf"],
        ["shop.conf", "link.conf"],
        ["shop.conf", "."],
        [".", "shop.conf"],
        [".", "{here}"],
    ],
    ids=" ".join,
)
def test_a_file_that_is_named_twice_over_counts_once(mcsgconf: Run, tmp_path: Path, named: list[str]) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "shop.conf").write_text(QUOTED)
    (tmp_path / "link.conf").symlink_to("shop.conf")
    outcome = mcsgconf("check", "--format", "concise", *(name.format(here=tmp_path) for name in named))
    assert outcome.out.count("MC201") == outcome.out.count("\n") == 1


def test_standard_input_stands_for_the_file_it_is_called_like(tmp_path: Path) -> None:
    (tmp_path / "shop.conf").write_text(QUOTED)
    for named in (["-", "shop.conf"], [".", "-"]):
        words = ["check", *named, "--stdin-filename", "shop.conf"]
        result = in_a_process(*words, stdin=CLEAN.encode(), cwd=tmp_path)
        assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_a_full_disk_behind_the_output_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "shop.conf").write_text(QUOTED)
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "mcsgconf", "check", "shop.conf"]
        outcome = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert outcome.returncode == 2
    assert "No space left on device" in outcome.stderr
    assert "internal error" not in outcome.stderr


@pytest.mark.parametrize("checked", ["shop.conf", "."])
def test_findings_are_not_written_over_a_file_that_is_checked(mcsgconf: Run, tmp_path: Path, checked: str) -> None:
    file = tmp_path / "shop.conf"
    file.write_text(QUOTED)
    outcome = mcsgconf("check", checked, "--output-file", "shop.conf")
    assert (outcome.status, outcome.out) == (2, "")
    assert "--output-file shop.conf is a file that is checked" in outcome.err
    assert file.read_text() == QUOTED


def test_statistics_count(mcsgconf: Run, tmp_path: Path) -> None:
    (tmp_path / "shop.conf").write_text(QUOTED)
    outcome = mcsgconf("check", "--statistics", "shop.conf")
    assert outcome.out == "     1 MC201 quoted-service-name (error)\n"


def test_absolute_paths_are_shown_relative_to_where_the_program_runs(mcsgconf: Run, tmp_path: Path) -> None:
    (tmp_path / "shop.conf").write_text(QUOTED)
    assert mcsgconf("check", str(tmp_path / "shop.conf")).out.startswith("shop.conf:8:19: ")
    assert mcsgconf("check", str(tmp_path)).out.startswith("shop.conf:8:19: ")


def test_control_characters_of_a_file_do_not_reach_the_terminal(mcsgconf: Run, tmp_path: Path) -> None:
    hostile = 'SERVICE_NAME "\x1b]0;owned\x07\x9b31m\u202e\u2028x"\n::error::x\r::set-output::y\n'
    (tmp_path / "shop.conf").write_text(CLEAN + hostile)
    for form in ("text", "concise", "json"):
        outcome = mcsgconf("check", "--format", form, "shop.conf")
        assert outcome.status == 1
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]", outcome.out)
        assert not re.search("^::", outcome.out, re.MULTILINE)


def in_a_process(*words: str, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "mcsgconf", *words], input=stdin, capture_output=True, cwd=cwd, check=False
    )


def test_standard_input(tmp_path: Path) -> None:
    result = in_a_process("check", "-", "--stdin-filename", "pkg/shop.conf", stdin=QUOTED.encode(), cwd=tmp_path)
    assert result.returncode == 1
    assert result.stdout.startswith(b"pkg/shop.conf:8:19: error[MC201]")


def test_standard_input_is_fixed_onto_standard_output(tmp_path: Path) -> None:
    result = in_a_process("check", "--fix", "-", stdin=QUOTED.encode(), cwd=tmp_path)
    assert (result.returncode, result.stdout) == (0, CLEAN.encode())
    assert list(tmp_path.iterdir()) == []


def test_a_closed_pipe_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "shop.conf").write_text(CLEAN + 'NODE_NAME "x"\n' * 5000)
    command = f"{sys.executable} -m mcsgconf check --format concise shop.conf | head -1"
    result = subprocess.run(["sh", "-c", command], capture_output=True, cwd=tmp_path, check=False)
    assert result.stdout.count(b"\n") == 1
    assert b"Traceback" not in result.stderr


CLOSED = [
    # command, streams, status, what is said on standard error
    ("check shop.conf", ">&-", 2, "mcsgconf: standard output is closed, there is nowhere to print to\n"),
    ("check --format json shop.conf", ">&-", 2, "mcsgconf: standard output is closed, there is nowhere to print to\n"),
    ("check --output-file out shop.conf", ">&-", 1, ""),
    ("check clean.conf", ">&-", 0, ""),
    ("check clean.conf", "<&- >&- 2>&-", 0, ""),
    ("check missing.conf", ">&-", 2, "mcsgconf: missing.conf: cannot be read: No such file or directory\n"),
    ("check missing.conf", "2>&-", 2, ""),
    ("check shop.conf", "<&-", 1, ""),
    ("check -", "<&-", 2, "mcsgconf: standard input is closed, there is nothing to read\n"),
    ("check --fix -", "<shop.conf >&-", 2, "mcsgconf: standard output is closed, there is nowhere to print to\n"),
    ("rules", ">&-", 2, "mcsgconf: standard output is closed, there is nowhere to print to\n"),
    ("--help", ">&-", 2, "mcsgconf: standard output is closed, there is nowhere to print to\n"),
    ("--version", ">&-", 2, "mcsgconf: standard output is closed, there is nowhere to print to\n"),
    ("--version", "| true", None, ""),
    ("rules", "| true", None, ""),
    ("check shop.conf", "| true", None, ""),
    ("check shop.conf", "2>&1 | true", None, ""),
    ("check missing.conf", "2>&1 | true", None, ""),
]


@pytest.mark.parametrize(("command", "streams", "status", "said"), CLOSED, ids=[" ".join(row[:2]) for row in CLOSED])
def test_closed_streams_are_said_and_no_fault_of_the_program(
    tmp_path: Path, command: str, streams: str, status: int | None, said: str
) -> None:
    (tmp_path / "shop.conf").write_text(QUOTED)
    (tmp_path / "clean.conf").write_text(CLEAN)
    line = f"{sys.executable} -m mcsgconf {command} {streams}"
    result = subprocess.run(["sh", "-c", line], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert status is None or result.returncode == status
    assert result.stderr == said
    assert sorted(file.name for file in tmp_path.iterdir() if file.name != "out") == ["clean.conf", "shop.conf"]
    assert (tmp_path / "shop.conf").read_text() == QUOTED


def test_sentences_are_wrapped_to_the_width_of_the_terminal(
    mcsgconf: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shop.conf").write_text(QUOTED)
    whole = mcsgconf("check", "shop.conf").out
    monkeypatch.setenv("COLUMNS", "60")
    wrapped = mcsgconf("check", "shop.conf").out
    assert max(map(len, wrapped.splitlines())) <= 60 < max(map(len, whole.splitlines()))
    assert wrapped.split() == whole.split()
