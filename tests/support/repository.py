"""A scratch repository of git for tests: no settings of the user or the machine reach it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

DRIVER = f"{sys.executable} -m mcsgconf merge-driver -L %L %O %A %B %P"
_ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "ops",
    "GIT_AUTHOR_EMAIL": "ops@example.com",
    "GIT_COMMITTER_NAME": "ops",
    "GIT_COMMITTER_EMAIL": "ops@example.com",
    "GIT_EDITOR": "true",
    "PYTHONPATH": str(Path(__file__).parents[2]),
}


class Repository:
    """A repository in a folder, on the branch `main`; with `driver`, files are merged by mcsgconf."""

    def __init__(self, folder: Path, *, driver: bool = True) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.git("init", "-q", "-b", "main")
        if driver:
            self.git("config", "merge.mcsgconf.driver", DRIVER)
            self.commit({".gitattributes": "* merge=mcsgconf\n"})

    def git(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run git and return what came of it, whatever its status."""
        return subprocess.run(
            ["git", *words],
            cwd=self.folder,
            env={**os.environ, **_ENVIRONMENT},
            capture_output=True,
            text=True,
            check=False,
        )

    def commit(self, files: dict[str, str]) -> str:
        """Write files and commit them; return the commit's name."""
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode())
        self.git("add", "-A")
        done = self.git("commit", "-q", "--allow-empty", "-m", "a change")
        assert done.returncode == 0, done.stderr
        return self.git("rev-parse", "HEAD").stdout.strip()

    def branches(self, name: str, base: str | None, ours: str, theirs: str) -> None:
        """Commit a file as `base`, and in it what `theirs` is on a branch of that name and what `ours` is on main."""
        self.commit({} if base is None else {name: base})
        self.git("checkout", "-q", "-b", "theirs")
        self.commit({name: theirs})
        self.git("checkout", "-q", "main")
        self.commit({name: ours})

    def read(self, name: str) -> str:
        """Return the content of a file of the working tree."""
        return (self.folder / name).read_bytes().decode()
