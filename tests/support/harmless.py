"""Edits that change nothing about a configuration: what people do to files all day long, and no rule may mind.

An edit takes a random generator and the texts of a cluster by path, and returns the texts that it changed; none where it
finds nothing to do. It knows just enough of the files to leave their meaning alone, and shares no code with the program.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

Texts: TypeAlias = "Mapping[str, str]"
Edit: TypeAlias = "Callable[[Random, Texts], dict[str, str]]"
OfOne: TypeAlias = "Callable[[Random, str], str]"

SETTINGS = (".conf", ".ascii")
SCRIPTS = (".cntl", ".sh", ".mon")
WITH_COMMENTS = (
    *SETTINGS,
    *SCRIPTS,
    "/hosts",
    "/fstab",
    "/lvmrc",
    "/cmclnodelist",
    "/cmcluster",
    "/netconf",
    "/passwd",
)
VENDOR = "# START OF RUN FUNCTIONS"

REMARKS = [
    "#",
    "# -----------------------------------------------------------------",
    "##",
    "#2009-03-11 seen and left alone",
    "# do not touch, says operations",
    "#\ttab behind the mark",
    "# don't ask (see ticket 4711), it's how it was",
    '# the text "in quotes" and one " alone',
    "# f\u00fcr R\u00fcckfragen: Zahlungsverkehr",
    "# costs $5 and `half` a night; exit 1 was right; while it lasted",
    "# a = b, c == d, [0]",
    "    # indented",
    "# TODO: ask the vendor",
]


def of_one(edit: OfOne, *endings: str) -> Edit:
    """Return the edit of one file, with all its copies on the nodes, made from one of a text."""

    def apply(random: Random, texts: Texts) -> dict[str, str]:
        paths = sorted(
            path for path in texts if path.endswith(endings) and (endings != SETTINGS or "/nodes/" not in path)
        )
        for path in random.sample(paths, len(paths)):
            old = texts[path]
            new = edit(random, old)
            if new != old:
                return {copy: new for copy in paths if texts[copy] == old}
        return {}

    return apply


def of_all(pick: Callable[[Random, Texts], re.Match[str] | None], names: list[str]) -> Edit:
    """Return the edit that gives something another name, in every file and every path."""

    def apply(random: Random, texts: Texts) -> dict[str, str]:
        found = pick(random, texts)
        free = [name for name in names if not any(name in text for text in texts.values())]
        if found is None or not free:
            return {}
        word = re.compile(rf"(?<![A-Za-z0-9_]){re.escape(found[1])}(?![A-Za-z0-9_])")
        name = random.choice(free)
        changed: dict[str, str] = {}
        for path, text in texts.items():
            new_path, new_text = word.sub(name, path), word.sub(name, text)
            if (new_path, new_text) != (path, text):
                # a path changes with the names that stand in it: the old one is left empty, which is no file
                changed |= {path: "", new_path: new_text}
        return changed

    return apply


def insert(random: Random, text: str, lines: list[str]) -> str:
    """Return a text with one of some lines between two of its lines, below the first and above the vendor's part."""
    old = text.split("\n")
    end = next((number for number, line in enumerate(old) if line.startswith(VENDOR)), len(old))
    places = [at for at in range(1, end) if not old[at - 1].endswith("\\")]
    if not places:
        return text
    old.insert(random.choice(places), random.choice(lines))
    return "\n".join(old)


def each_line(random: Random, text: str, pattern: str, change: Callable[[re.Match[str]], str], share: float) -> str:
    """Return a text with a share of the matching lines above the vendor's part changed."""
    head, sign, vendor = text.partition(VENDOR)
    changed = re.sub(
        pattern, lambda match: change(match) if random.random() < share else match[0], head, flags=re.MULTILINE
    )
    return changed + sign + vendor


def add_remark(random: Random, text: str) -> str:
    return insert(random, text, REMARKS)


def add_blank_line(random: Random, text: str) -> str:
    return insert(random, text, ["", "", "  ", "\t"])


def drop_remarks(random: Random, text: str) -> str:
    """Drop whole comment lines, but the first line and those that mark the parts of a script."""
    head, sign, vendor = text.partition(VENDOR)
    first, _, rest = head.partition("\n")
    share = random.choice([0.1, 0.5, 1])
    kept = [
        line
        for line in rest.split("\n")
        if not re.match(r"[ \t]*#(?!.*(?:CUSTOMER DEFINED|CONTROL SCRIPT))", line) or random.random() > share
    ]
    return first + "\n" + "\n".join(kept) + sign + vendor


def trailing_blanks(random: Random, text: str) -> str:
    return each_line(
        random, text, r"^[ \t]*[A-Za-z#].*[^\\\n]$", lambda line: f"{line[0]}{random.choice([' ', '   '])}", 0.3
    )


def end_of_file(random: Random, text: str) -> str:
    return text.rstrip("\n") + random.choice(["", "\n\n\n", "\n\n", "\n  \n"])


def crlf(_random: Random, text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


NAME = r"^([ \t]*)([A-Za-z_]+(?=[ \t]))"


def indent_settings(random: Random, text: str) -> str:
    indent = random.choice(["", "  ", "\t", "        "])
    return each_line(random, text, NAME, lambda line: indent + line[2], random.choice([0.2, 1]))


def separate_settings(random: Random, text: str) -> str:
    between = random.choice([" ", "\t", "\t\t\t", "          ", " \t "])
    return each_line(
        random, text, NAME + r"[ \t]+(?=\S)", lambda line: line[1] + line[2] + between, random.choice([0.2, 1])
    )


def case_of_names(random: Random, text: str) -> str:
    case = random.choice([str.upper, str.lower, str.title])
    return each_line(random, text, NAME, lambda line: line[1] + case(line[2]), random.choice([0.2, 1]))


WORDS = """yes no failover multi_node configured_node min_package_node manual automatic deferred monitor package_admin on
off inout none unlimited no_timeout no_priority full up same_node any_node during_package_start before_package_start"""


def case_of_words(random: Random, text: str) -> str:
    case = random.choice([str.upper, str.lower, str.capitalize])
    words = WORDS.replace("\n", " ").replace(" ", "|")
    pattern = rf"^([ \t]*[A-Za-z_]+[ \t]+)({words})(?=[ \t]*$)"
    return each_line(random, text, f"(?i:{pattern})", lambda line: line[1] + case(line[2]), random.choice([0.2, 1]))


def quote_of_modular(random: Random, text: str) -> str:
    names = "fs_type|fs_mount_opt|package_description|service_cmd|fs_directory"
    if random.random() < 0.5:
        pattern = rf'^([ \t]*(?:{names})[ \t]+)"([^\s"]+)"(?=[ \t]*$)'
        return each_line(random, text, pattern, lambda line: line[1] + line[2], 0.5)
    return each_line(
        random, text, rf'^([ \t]*(?:{names})[ \t]+)([^\s"]+)(?=[ \t]*$)', lambda line: f'{line[1]}"{line[2]}"', 0.5
    )


CHILDREN = {
    "network_interface": "heartbeat_ip stationary_ip",
    "capacity_name": "capacity_value",
    "weight_name": "weight_default weight_value",
    "subnet": "ip_monitor polling_target",
    "user_name": "user_host user_role",
    "volume_group": "",
    "polling_target": "",
    "heartbeat_ip": "stationary_ip",
    "storage_group": "",
    "service_name": "service_cmd service_restart service_fail_fast_enabled service_halt_timeout",
    "resource_name": "resource_polling_interval resource_start resource_up_value",
    "resource_up_value": "",
    "module_name": "module_version",
    "monitored_subnet": "monitored_subnet_access",
    "ip_subnet": "ip_subnet_node ip_address",
    "ip_address": "",
    "vg": "",
    "generic_resource_name": "generic_resource_evaluation_type generic_resource_up_criteria",
    "dependency_name": "dependency_condition dependency_location",
}
"""What opens a block, and the lines that belong to it; blocks of one kind may change places."""


def word_of(line: str) -> str:
    return (line.split(None, 1) or [""])[0].lower()


def swap_blocks(random: Random, text: str) -> str:
    """Let two blocks of one kind that follow each other change places; what stands between them stays."""
    lines = text.split("\n")
    pairs = []
    for opener, children in CHILDREN.items():
        starts = [number for number, line in enumerate(lines) if word_of(line) == opener]
        ends = [_end_of_block(lines, start, children.split()) for start in starts]
        blocks = list(zip(starts, ends, strict=True))
        for (first, middle), (second, end) in pairwise(blocks):
            if all(line.lstrip()[:1] in {"", "#"} for line in lines[middle:second]):
                pairs.append((first, middle, second, end))
    if not pairs:
        return text
    first, middle, second, end = random.choice(pairs)
    return "\n".join(lines[:first] + lines[second:end] + lines[middle:second] + lines[first:middle] + lines[end:])


def _end_of_block(lines: list[str], start: int, children: list[str]) -> int:
    """Return the number of the line behind the last child of a block; there may be remarks among them."""
    end = start + 1
    for number, line in enumerate(lines[end:], end):
        if word_of(line) in children:
            end = number + 1
        elif line.lstrip()[:1] not in {"", "#"}:
            break
    return end


SCALARS = """heartbeat_interval node_timeout member_timeout auto_start_timeout network_polling_interval
configured_io_timeout_extension network_failure_detection network_auto_failback max_configured_packages package_type
failover_policy failback_policy auto_run local_lan_failover_allowed node_fail_fast_enabled run_script run_script_timeout
halt_script halt_script_timeout successor_halt_timeout script_log_file priority vgchange_cmd fs_umount_retry_count
concurrent_vgchange_operations enable_threaded_vgchange vxvm_dg_retry deactivation_retry_count package_description
log_level fs_mount_retry_count concurrent_fsck_operations concurrent_mount_and_umount_operations""".split()


def swap_scalars(random: Random, text: str) -> str:
    """Let two lines of the file as a whole change places."""
    lines = text.split("\n")
    found = [number for number, line in enumerate(lines) if word_of(line) in SCALARS]
    if len(found) < 2:
        return text
    one, other = random.sample(found, 2)
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def swap_nodes(random: Random, text: str) -> str:
    """Let two nodes of a cluster file change places, with the lines that are indented below them."""
    within = r"(?:[ \t]+\S.*\n|(?:[ \t]*(?:#.*)?\n)+(?=[ \t]+[A-Za-z]))+"  # remarks and blank lines among them
    nodes = list(re.finditer(rf"^NODE_NAME[ \t].*\n{within}", text, re.MULTILINE))
    if len(nodes) < 2:
        return text
    one, other = sorted(random.sample(nodes, 2), key=lambda node: node.start())
    return text[: one.start()] + other[0] + text[one.end() : other.start()] + one[0] + text[other.end() :]


ASSIGNMENT = r"^((?:[A-Z_]+|.*;[ \t]*[A-Z_]+)\[\d\]=)"
PLAIN = r"[A-Za-z0-9_./:,@+-]*"


def quote_of_shell(random: Random, text: str) -> str:
    """Give plain values of arrays other quotes, or none."""
    sign = random.choice(['"', "'"])
    bare = each_line(
        random,
        text,
        ASSIGNMENT + rf"""(["'])({PLAIN})\2(?=[ \t]*(?:$|;|\#))""",
        lambda line: line[1] + (line[3] or line[2] * 2),
        0.3,
    )
    return each_line(
        random,
        bare,
        ASSIGNMENT + rf"({PLAIN})(?=[ \t]*(?:$|;|\#))",
        lambda line: f"{line[1]}{sign}{line[2]}{sign}",
        0.5,
    )


def other_sign(random: Random, text: str) -> str:
    """Let single quotes be double ones, and the other way round, where nothing inside minds."""
    pattern = r"""^([A-Z_]+(?:\[\d\])?=)(["'])([A-Za-z0-9_./:, =-]*)\2"""
    return each_line(random, text, pattern, lambda line: f"{line[1]}{_other(line[2])}{line[3]}{_other(line[2])}", 0.5)


def _other(sign: str) -> str:
    return "'" if sign == '"' else '"'


def indent_script(random: Random, text: str) -> str:
    indent = random.choice(["    ", "  ", "\t", " "])
    return each_line(random, text, r"^(\t+|(?:    )+)(?=\S)", lambda line: indent * len(line[1].expandtabs(4)[::4]), 1)


def split_statements(random: Random, text: str) -> str:
    """Give assignments that share a line a line each."""
    return each_line(
        random, text, r"^([A-Z_]+\[\d\]=[^;#\n]*?)[ \t]*;[ \t]*(?=[A-Z_]+\[)", lambda line: line[1] + "\n", 0.5
    )


def join_statements(random: Random, text: str) -> str:
    return each_line(
        random,
        text,
        r"^([A-Z_]+\[\d\]=[^;#\n]*?)[ \t]*\n(?=[A-Z_]+\[)",
        lambda line: line[1] + random.choice(["; ", ";", " ; "]),
        0.3,
    )


def style_of_functions(random: Random, text: str) -> str:
    if random.random() < 0.5:
        return each_line(random, text, r"^function ([a-z_]+)\n?[ \t]*\{", lambda line: f"{line[1]}()\n{{", 0.7)
    return each_line(random, text, r"^([a-z_]+)\(\)[ \t]*\n?\{", lambda line: f"function {line[1]}\n{{", 0.7)


def style_of_keywords(random: Random, text: str) -> str:
    """Write `then` and `do` behind the condition, or on a line of their own."""
    if random.random() < 0.5:
        pattern = r"^([ \t]*(?:el)?(?:if|while|until|for)[ \t][^\n;#]*[^\n;#\\|&])\n[ \t]*(then|do)$"
        return each_line(random, text, pattern, lambda line: f"{line[1]}; {line[2]}", 0.7)
    pattern = r"^([ \t]*)((?:if|while|until|for)[ \t][^\n;#]*);[ \t]*(then|do)$"
    return each_line(random, text, pattern, lambda line: f"{line[1]}{line[2]}\n{line[1]}{line[3]}", 0.7)


def words_of_loops(random: Random, text: str) -> str:
    word = random.choice(["true", ":", "[ 1 ]", "[ 1 -eq 1 ]"])
    return each_line(random, text, r"\bwhile (?:true|:)(?=\n|;)", lambda _: f"while {word}", 1)


def pause(random: Random, text: str) -> str:
    return each_line(random, text, r"^([ \t]*sleep )\d+$", lambda line: line[1] + random.choice(["5", "17", "120"]), 1)


def own_variable(random: Random, text: str) -> str:
    """Set a variable of the site's own, in front of everything that is set."""
    line = random.choice(['CONTACT="night desk, 4711"', "HALL=north", "readonly CHANGE=4711", "TRACE_DIR=/var/tmp"])
    return re.sub(r"^(?=(?:PATH|export PATH)\b)", line + "\n", text, count=1, flags=re.MULTILINE)


def in_other_words(random: Random, text: str) -> str:
    """Write commands of scripts in ways that a shell does not tell apart."""
    pattern, written = random.choice(
        [
            (r"`([^`\\\n]*)`", r"$(\1)"),
            (r"\$\(([^()`\n]*)\)", r"`\1`"),
            (r"\$([a-z_]+)\b", r"${\1}"),
            (r"> /dev/null", r">/dev/null"),
            (r">/dev/null 2>&1", r"> /dev/null 2> /dev/null"),
            (r"^([ \t]*)exit 1$", r"\1{ exit 1; }"),
            (r"\bif \[ ([^\[\]\n]*) \]", r"if test \1"),
            (r"^([ \t]*)(sleep [^\n]*)$", r"\1/usr/bin/\2"),
            (r"^([ \t]*)(sleep [^\n]*)$", r"\1\2;"),
            (r"^([ \t]*(?:done|fi|esac))$", r"\1 # so far"),
            (r"^([ \t]*)(test_return 5\d)$", r"\1\2\t# looks at the line above"),
            (r"^([ \t]+)(su - [^\n\\]*)$", r"\1\2 \\\n\1        > /dev/null"),
            (r"^(PATH=[^\n]*)\nexport PATH$", r"export \1"),
            (r"^export (PATH=[^\n]*)$", r"\1; export PATH"),
        ]
    )
    return each_line(random, text, pattern, lambda found: found.expand(written), 0.7)


def lines_of_ones_own(random: Random, text: str) -> str:
    """Add commands that do not matter behind the one that sets the path."""
    line = random.choice(
        ["umask 022", "LANG=C; export LANG", "cd /", "typeset -i number=0", "set +u", "trap '' 1", "ulimit -c 0"]
    )
    return re.sub(r"^((?:export )?PATH=.*(?:\nexport PATH)?)$", rf"\1\n{line}", text, count=1, flags=re.MULTILINE)


def say_so(random: Random, text: str) -> str:
    """Let customer functions write to the log first."""
    line = random.choice(
        ['\techo "$(date) ${PACKAGE}: here we go"', "\tlogger -t pkg start", '\tprint "up to the DBA"']
    )
    return re.sub(
        r"^((?:function )?customer_defined_\w+(?:\(\))?\s*\{)$",
        lambda found: f"{found[0]}\n{line}",
        text,
        flags=re.MULTILINE,
    )


def path_of_groups(random: Random, text: str) -> str:
    """Write volume groups with their folder, or without."""
    pattern = r"""^((?:VG\[\d\]=["']?|vg[ \t]+))(/dev/)?(?=\w)"""
    return each_line(random, text, pattern, lambda line: line[1] + ("" if line[2] else "/dev/"), 0.7)


def form_of_numbers(random: Random, text: str) -> str:
    pattern, written = random.choice(
        [
            (r"^((?:weight|capacity)_\w+[ \t]+\d+)$", r"\1.0"),
            (r"^([ \t]*\w+_TIMEOUT[ \t]+)(\d\d\d)$", r"\g<1>0\2"),
            (r"fd00:30:2::(?=\d)", "FD00:0030:2:0:0::"),
            (r"fd00:30:2::$", "fd00:30:2:0::"),
        ]
    )
    return each_line(random, text, f"(?i:{pattern})", lambda found: found.expand(written), 0.6)


def sound_values(random: Random, text: str) -> str:
    """Write other values that are as sound as those that are there."""
    name, values = random.choice(
        [
            ("NODE_TIMEOUT", "5000000 7500000 8000000"),
            ("MEMBER_TIMEOUT", "14000000 20000000 30000000"),
            ("AUTO_START_TIMEOUT", "900000000"),
            ("MAX_CONFIGURED_PACKAGES", "20 50 150"),
            ("QS_POLLING_INTERVAL", "120000000"),
            ("RUN_SCRIPT_TIMEOUT", "1201 4294"),
            ("HALT_SCRIPT_TIMEOUT", "2500 4000"),
            ("SERVICE_HALT_TIMEOUT", "31 77"),
            ("service_restart", "none 1 7"),
            ("FAILOVER_POLICY", "configured_node"),
            ("resource_polling_interval", "30 600"),
            ("WEIGHT_DEFAULT", "0 3"),
            ("log_level", "0 1"),
            ("fs_umount_retry_count", "2 10"),
        ]
    )
    value = random.choice(values.split())
    return each_line(random, text, rf"(?i:^([ \t]*{name}[ \t]+)\S+$)", lambda line: line[1] + value, 0.6)


COMMENTED = [
    "# AUTO_RUN NO",
    "#HALT_SCRIPT /etc/cmcluster/pkg/old.cntl",
    "#SERVICE_HALT_TIMEOUT 10",
    "#NETWORK_POLLING_INTERVAL 5000000",
    "# VOLUME_GROUP /dev/vggone",
    "#service_cmd",
    "# fs_umount_opt",
    "#PRIORITY",
    "#USER_NAME oper",
    "# QS_HOST witness",
    "# user_role monitor",
]


def add_commented(random: Random, text: str) -> str:
    return insert(random, text, COMMENTED)


def add_policy(random: Random, text: str) -> str:
    """Let somebody else operate a package, or look at the cluster; a modular package needs a module for it."""
    if "module_name" in text and not re.search(
        r"^module_name\s+sg/(?:acp|all|default|multi_node_all)$", text, re.MULTILINE
    ):
        return text
    role = "MONITOR" if "CLUSTER_NAME" in text else "PACKAGE_ADMIN"
    host = random.choice(["CLUSTER_MEMBER_NODE", "boss"])
    return f"{text.rstrip()}\nUSER_NAME guest{len(text)}\nUSER_HOST {host}\nUSER_ROLE {role}\n"


def other_path(pattern: str, names: list[str]) -> Edit:
    """Return the edit that gives files another name, where only their folder decides what they are."""

    def apply(random: Random, texts: Texts) -> dict[str, str]:
        name = random.choice(names)
        renamed = {path: re.sub(pattern, name, path) for path in texts if "/nodes/" not in path}
        moved = {path: new for path, new in renamed.items() if new != path and new not in texts}
        return dict.fromkeys(moved, "") | {new: texts[path] for path, new in moved.items()}

    return apply


def order_of_listing(random: Random, text: str) -> str:
    lines = text.splitlines(keepends=True)
    random.shuffle(lines)
    return "".join(lines)


def dates_of_listing(random: Random, text: str) -> str:
    date = random.choice(["Jan  1 1970", "Feb 29  2012", "Mai 12 17:04", "Dec 31 23:59"])
    return re.sub(r"[A-Z][a-z]{2} [ \d]\d  \d{4}", date, text)


def hex_of_listing(_random: Random, text: str) -> str:
    return re.sub(r"0x0+([0-9a-f])", r"0X\1", text) if "0x000000" not in text else text.replace("0x0", "0x")


def in_file(pattern: str, ending: tuple[str, ...]) -> Callable[[Random, Texts], re.Match[str] | None]:
    """Return what picks one of the names that files have in group 1 of a pattern."""

    def pick(random: Random, texts: Texts) -> re.Match[str] | None:
        found = [
            m
            for p in sorted(texts)
            if p.endswith(ending)
            for m in re.finditer(pattern, texts[p], re.MULTILINE | re.IGNORECASE)
        ]
        return random.choice(found) if found else None

    return pick


NODES = ["x", "zeus", "n-01", "web10", "a" * 31, "node1", "old", "none1", "up", "lan0a", "Konto", "q_1"]
PACKAGES = ["x", "db.prod", "payment2", "old", "copy1", "up", "all0", "test-lab", "P" * 20, "Pkg_1"]
GROUPS = ["vgx", "vg2", "vg_old", "vgbackup1", "vg01", "vglvol1", "vg.2"]
CARDS = ["lan4", "lan12", "lan900", "bond3", "team0", "eth5"]
WORDS_OF_OWN = ["x", "ram", "Slots", "site-2", "A", "memory2", "north_1", "units"]
USERS = ["op2", "root2", "monitor", "o_neil", "Guest"]
FOLDERS = ["x", "u01", "Data", "ledger.new", "tmp2", "dev2"]
NETWORKS = ["172.16", "192.168", "10.1", "193.25"]
SERVICES = ["x_mon", "monitor", "s1", "web-10", "old_copy", "restart"]

EDITS: dict[str, Edit] = {
    "add a remark": of_one(add_remark, *WITH_COMMENTS),
    "add a blank line": of_one(add_blank_line, *WITH_COMMENTS, "kmtune.txt", "inittab", "inetd.conf", "lvm.conf"),
    "drop remarks": of_one(drop_remarks, *SETTINGS, *SCRIPTS),
    "blanks at the ends of lines": of_one(trailing_blanks, *WITH_COMMENTS),
    "another end of the file": of_one(end_of_file, *WITH_COMMENTS, ".txt", "inittab", "lvm.conf", "cmcluster.rc"),
    "line ends of DOS": of_one(crlf, ".txt", "/hosts", "cmclnodelist", "fstab", "nsswitch.conf"),
    "indent settings": of_one(indent_settings, *SETTINGS),
    "other blanks between name and value": of_one(separate_settings, *SETTINGS),
    "case of names": of_one(case_of_names, *SETTINGS),
    "case of words": of_one(case_of_words, *SETTINGS),
    "quotes in modular files": of_one(quote_of_modular, *SETTINGS),
    "swap blocks": of_one(swap_blocks, *SETTINGS),
    "swap lines": of_one(swap_scalars, *SETTINGS),
    "swap nodes": of_one(swap_nodes, "cluster.conf", ".ascii"),
    "quotes in scripts": of_one(quote_of_shell, ".cntl"),
    "the other quotes": of_one(other_sign, ".cntl"),
    "indent scripts": of_one(indent_script, *SCRIPTS),
    "a line for each assignment": of_one(split_statements, ".cntl"),
    "assignments on one line": of_one(join_statements, ".cntl"),
    "style of functions": of_one(style_of_functions, *SCRIPTS),
    "style of keywords": of_one(style_of_keywords, *SCRIPTS),
    "words of endless loops": of_one(words_of_loops, *SCRIPTS),
    "length of a pause": of_one(pause, *SCRIPTS),
    "a variable of one's own": of_one(own_variable, *SCRIPTS),
    "other words": of_one(in_other_words, *SCRIPTS),
    "commands of one's own": of_one(lines_of_ones_own, *SCRIPTS),
    "customer functions write to the log": of_one(say_so, ".cntl"),
    "paths of volume groups": of_one(path_of_groups, *SETTINGS, ".cntl"),
    "form of numbers": of_one(form_of_numbers, *SETTINGS),
    "other sound values": of_one(sound_values, *SETTINGS),
    "add a line that is commented out": of_one(add_commented, *SETTINGS),
    "add an access policy": of_one(add_policy, *SETTINGS),
    "rename a cluster file": other_path(
        r"/(?:cluster\.\w+|online\.ascii)$", ["/cmclconfig.ascii", "/current", "/c.txt"]
    ),
    "rename the package files": other_path(r"\.conf$", [".ascii", ".config", "-pkg.cnf", ".pkg"]),
    "rename the repository": other_path(r"/bank/", ["/cmcluster/", "/srv/x/", "/b/old/"]),
    "order of a listing": of_one(order_of_listing, "ll_group.txt"),
    "dates of a listing": of_one(dates_of_listing, "ll_group.txt"),
    "rename a node": of_all(in_file(r"^NODE_NAME[ \t]+([a-z]\w+)", ("cluster.conf", ".ascii")), NODES),
    "rename a package": of_all(in_file(r"^PACKAGE_NAME[ \t]+([a-z]\w+)", SETTINGS), PACKAGES),
    "rename a volume group": of_all(in_file(r"^VOLUME_GROUP[ \t]+/dev/(\w+)", SETTINGS), GROUPS),
    "rename a service": of_all(in_file(r"^SERVICE_NAME[ \t]+(\w+)", SETTINGS), SERVICES),
    "rename a network card": of_all(in_file(r"^[ \t]*NETWORK_INTERFACE[ \t]+(\w+)", SETTINGS), CARDS),
    "rename a site or a capacity": of_all(
        in_file(r"^[ \t]*(?:SITE|CAPACITY|WEIGHT)_NAME[ \t]+(\w+)", ("cluster.conf",)), WORDS_OF_OWN
    ),
    "rename a user": of_all(in_file(r"^USER_NAME[ \t]+([a-z]\w+)", SETTINGS), USERS),
    "rename a mount point": of_all(
        in_file(r"(?:^FS\[\d\]=\"?|[; ]FS\[\d\]=|^fs_directory[ \t]+)/(\w+)", (*SETTINGS, ".cntl")), FOLDERS
    ),
    "renumber a network": of_all(in_file(r"^[ \t]*HEARTBEAT_IP[ \t]+(\d+\.\d+)", SETTINGS), NETWORKS),
}
