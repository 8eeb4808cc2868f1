"""What a repository needs to be looked after by mcsgconf: settings, a hook, a job of its CI system.

Drafts are made from what the repository holds, and are values: who writes them is the business of the command line. A
setting is only active in its draft when every finding stays the same under it; what else could be meant is a remark.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mcsgconf.api import check
from mcsgconf.errors import NothingKnown
from mcsgconf.git import remote_urls
from mcsgconf.leaving_out import top_of_repository
from mcsgconf.loading import load_site
from mcsgconf.on_disk import read_bytes
from mcsgconf.report.escape import escape_line
from mcsgconf.settings.load import load_settings
from mcsgconf.settings.nearest import FILE, NearestSettings
from mcsgconf.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcsgconf.catalogue import Platform, Target
    from mcsgconf.site import ClusterSite, Site

_SHOWN = 40  # clusters that the settings list in a remark
_HOOK = """\
  - repo: local
    hooks:
      - id: mcsgconf
        name: mcsgconf
        entry: mcsgconf check --within .
        language: system # the mcsgconf that is installed
        types: [text]
        require_serial: true
"""
_GITHUB = f"""\
name: mcsgconf
on: [push, pull_request]
permissions:
  contents: read
jobs:
  mcsgconf:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install mcsgconf=={__version__}
      - run: mcsgconf check --format github
"""
_GITLAB = f"""\
mcsgconf:
  image: python:3.12-slim
  script:
    - pip install mcsgconf=={__version__}
    - mcsgconf check --format gitlab --output-file mcsgconf-quality.json || test $? -eq 1
    - mcsgconf check
  artifacts:
    when: always
    reports:
      codequality: mcsgconf-quality.json
"""


class Draft(NamedTuple):
    """A file for a repository.

    `content` is the whole file. Where there is one already (`there`) it stays as it is; then `addition` is what belongs
    into it, `place` says where, and `speaks` whether it has something of mcsgconf.
    """

    path: Path
    content: str
    addition: str
    place: str
    there: bool
    speaks: bool


class Start(NamedTuple):
    """What a repository needs: its top, the drafts, and remarks on what was found and what was not."""

    top: Path
    drafts: tuple[Draft, ...]
    remarks: tuple[str, ...]


def start(folder: Path) -> Start:
    """Return what the repository needs in which a folder lies; outside of one, what the folder needs.

    Raises:
        UnreadableInput: something in it cannot be read.
        SettingsError: it has settings that make no sense.
    """
    place = folder.absolute()
    top = top_of_repository((place, *place.parents))
    if top is None:
        remark = "this is no git repository: only the settings are for it, no hook and no job of a CI system"
        return Start(place, (_settings(place),), (remark,))
    drafts = [_settings(top), _draft(top / ".pre-commit-config.yaml", f"repos:\n{_HOOK}", _HOOK, "below repos:")]
    remarks = []
    hosts = [url.lower() for url in remote_urls(top)]
    if (top / ".github").is_dir() or any("github" in host for host in hosts):
        drafts.append(_draft(top / ".github" / "workflows" / "mcsgconf.yml", _GITHUB, _GITHUB, "as a workflow"))
    if (top / ".gitlab-ci.yml").exists() or any("gitlab" in host for host in hosts):
        drafts.append(_draft(top / ".gitlab-ci.yml", _GITLAB, _GITLAB, "as a job"))
    if len(drafts) == 2:
        remarks.append("no CI system is known from .github, .gitlab-ci.yml or a remote: run `mcsgconf check` in yours")
    return Start(top, tuple(drafts), tuple(remarks))


def _draft(path: Path, content: str, addition: str, place: str) -> Draft:
    there = path.is_symlink() or path.exists()
    speaks = path.is_file() and b"mcsgconf" in read_bytes(path)
    return Draft(path, content, addition, place, there, speaks)


def _settings(top: Path) -> Draft:
    own = NearestSettings().of_folder(str(top))
    if own.path is not None:
        return Draft(own.path, "", "", "", there=True, speaks=True)
    site = _site(top, NearestSettings())
    text = _text(site, top, active=True)
    if not _changes_nothing(site, top, text):
        text = _text(site, top, active=False)
    return _draft(top / FILE, text, text, "as settings")


def _site(top: Path, settings: NearestSettings) -> Site | None:
    try:
        return load_site(top, settings=settings)
    except NothingKnown:
        return None


def _changes_nothing(site: Site | None, top: Path, text: str) -> bool:
    """Tell whether every finding stays as it is under settings that would stand at the top."""
    import tomllib  # noqa: PLC0415 - its import takes longer than most of what else is done here

    if site is None:
        return True
    tried = load_settings(tomllib.loads(text), folder=top)
    under = _site(top, NearestSettings(standing={str(top): tried}))
    return under is not None and check(under) == check(site)


def _text(site: Site | None, top: Path, *, active: bool) -> str:
    clusters = [] if site is None else [cluster for cluster in site.clusters if cluster.cluster is not None]
    open_ones = [cluster for cluster in clusters if not _has_settings(cluster, site)]
    platforms = {_folder(cluster, top): _platform(cluster) for cluster in open_ones}
    known = {platform for platform in platforms.values() if platform is not None}
    mark = "" if active else "# "
    return "\n".join(
        [
            "# Settings of mcsgconf. `mcsgconf schema settings` lists all there are.",
            *_found(clusters, top),
            "",
            *_about_targets(open_ones),
            f'{mark}target = "{next(iter(known))}"' if len(known) == 1 else '# target = "hp-ux:A.11.19"',
            "",
            "# Rules that do not run: codes or prefixes. `mcsgconf rules` lists them, `mcsgconf explain MC211` says why.",
            '# ignore = ["MC211"]',
            "",
            "# What is left out of folders; the patterns are those of .gitignore.",
            '# exclude = ["archive/"]',
            "",
            "# The least severity that makes a check fail: error, warning or info.",
            '# fail-on = "warning"',
            *(_by_path(platforms, mark) if len(known) > 1 else ()),
            "",
        ]
    )


def _has_settings(cluster: ClusterSite, site: Site | None) -> bool:
    """Tell whether a cluster has settings further down, which say of it what is to be said."""
    return site is None or cluster.cluster is None or site.settings.of(cluster.cluster.name).path is not None


def _found(clusters: list[ClusterSite], top: Path) -> list[str]:
    if not clusters:
        return ["# No cluster file was found yet."]
    rows = [
        f"#   {escape_line(_folder(cluster, top) or '.')}: {escape_line(_name(cluster))}, {_counted(cluster)}"
        for cluster in clusters[:_SHOWN]
    ]
    more = [f"#   and {len(clusters) - _SHOWN} more"] if len(clusters) > _SHOWN else []
    return ["# Clusters found:", *rows, *more]


def _counted(cluster: ClusterSite) -> str:
    number = len(cluster.packages)
    return "1 package" if number == 1 else f"{number} packages"


def _about_targets(clusters: list[ClusterSite]) -> list[str]:
    head = [
        "# What the files are meant for: platform and release. Without a release only what is wrong in all is an error."
    ]
    releases = sorted({target.release for cluster in clusters for target in _told(cluster) if target.release})
    if releases:
        named = ", ".join(map(str, releases))
        head.append(f"# Control scripts name {named}; add the release that the cluster runs today.")
    return head


def _by_path(platforms: dict[str, Platform | None], mark: str) -> list[str]:
    """Return what clusters of several platforms are meant for; a folder whose name TOML cannot hold is left out."""
    rows = [
        f'{mark}{_quoted(_glob(folder))} = "{platform}"'
        for folder, platform in sorted(platforms.items())
        if platform is not None and folder and folder.isprintable()
    ]
    return ["", f"{mark}[target-by-path]", *rows] if rows else []


def _platform(cluster: ClusterSite) -> Platform | None:
    platforms = {target.platform for target in _told(cluster) if target.platform is not None}
    return platforms.pop() if len(platforms) == 1 else None


def _told(cluster: ClusterSite) -> Iterable[Target]:
    return (document.target for document in cluster.documents)


def _name(cluster: ClusterSite) -> str:
    setting = cluster.cluster.blocks.first("CLUSTER_NAME") if cluster.cluster is not None else None
    return setting.bare if setting is not None else "a cluster without name"


def _folder(cluster: ClusterSite, top: Path) -> str:
    """Return the folder of a cluster from the top on, empty for the top itself."""
    folder = Path(cluster.folder).relative_to(top).as_posix()
    return "" if folder == "." else folder


def _glob(folder: str) -> str:
    return "/" + "".join(f"\\{char}" if char in "\\*?[" else char for char in folder) + "/"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
