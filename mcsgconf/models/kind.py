"""Tells what kind of file a text is, from its content; a name alone never decides.

Real files are called anything from `cmclconfig.ascii` to `pkg.conf.13Jan2014`. The telltales below are words that only
one kind of file has; a file that has none is of no known kind and is left alone, as are a Continentalclusters file, a
script in another language and a binary. The files of the system that stand beside a configuration have telltales of
their own, in `companions.telltales`; a few of those are mere pairs of words, and need the name they always have.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of file that mcsgconf knows; `unknown` is everything else."""

    CLUSTER = "cluster"
    LEGACY_PACKAGE = "legacy-package"
    CONTROL_SCRIPT = "control-script"
    MODULAR_PACKAGE = "modular-package"
    SHELL = "shell"
    GROUP_LISTING = "group-listing"  # ll /dev/*/group
    NODELIST = "nodelist"  # /etc/cmcluster/cmclnodelist
    RHOSTS = "rhosts"  # .rhosts, /etc/hosts.equiv
    HOSTS = "hosts"
    NSSWITCH = "nsswitch"
    PASSWD = "passwd"  # noqa: S105 - the name of a file
    INETD = "inetd"
    INITTAB = "inittab"
    FSTAB = "fstab"
    LVM_CONF = "lvm-conf"
    LVMRC = "lvmrc"
    RC_CONFIG = "rc-config"  # /etc/rc.config.d/cmcluster
    NETCONF = "netconf"  # /etc/rc.config.d/netconf, ifcfg-*
    STATUS = "status"  # cmviewcl -v, cmviewcl -f line
    KERNEL_LISTING = "kernel-listing"  # kctune, kmtune
    UNKNOWN = "unknown"


SETTINGS_KINDS = frozenset({Kind.CLUSTER, Kind.LEGACY_PACKAGE, Kind.MODULAR_PACKAGE})
SHELL_KINDS = frozenset({Kind.CONTROL_SCRIPT, Kind.SHELL})
"""Scripts that somebody or something runs."""
VIEW_KINDS = frozenset({Kind.LEGACY_PACKAGE, Kind.MODULAR_PACKAGE, Kind.CONTROL_SCRIPT})
"""Kinds that say something of a package."""
SOURCED_KINDS = frozenset({Kind.LVMRC, Kind.RC_CONFIG, Kind.NETCONF})
"""Files of the system that a shell reads for what they set."""
SHELL_SYNTAX_KINDS = SHELL_KINDS | SOURCED_KINDS
LINE_KINDS = frozenset(
    {
        Kind.NODELIST,
        Kind.RHOSTS,
        Kind.HOSTS,
        Kind.NSSWITCH,
        Kind.PASSWD,
        Kind.INETD,
        Kind.INITTAB,
        Kind.FSTAB,
        Kind.LVM_CONF,
        Kind.STATUS,
        Kind.KERNEL_LISTING,
    }
)
"""Files and captures that are lines of words, with comments behind a `#`."""
COMPANION_KINDS = SOURCED_KINDS | LINE_KINDS

_HEAD = 262_144  # characters that are looked at; telltales stand near the top of every real file
HEAD_BYTES = 4 * _HEAD
"""So many bytes of a file hold all characters that are looked at."""

_CLUSTER = frozenset(
    """CLUSTER_NAME FIRST_CLUSTER_LOCK_VG QS_HOST NETWORK_INTERFACE HEARTBEAT_IP STATIONARY_IP FIRST_CLUSTER_LOCK_PV
    CLUSTER_LOCK_LUN HEARTBEAT_INTERVAL NODE_TIMEOUT MEMBER_TIMEOUT AUTO_START_TIMEOUT NETWORK_POLLING_INTERVAL
    MAX_CONFIGURED_PACKAGES OPS_VOLUME_GROUP SERIAL_DEVICE_FILE""".split()
)
_PACKAGE = frozenset("PACKAGE_NAME PACKAGE_TYPE FAILOVER_POLICY FAILBACK_POLICY AUTO_RUN SERVICE_NAME".split())
_SCRIPTS = frozenset({"RUN_SCRIPT", "HALT_SCRIPT"})  # every legacy package has them
_LEGACY = _SCRIPTS | {"STORAGE_GROUP", "PKG_SWITCHING_ENABLED", "NET_SWITCHING_ENABLED"}
_MODULAR = frozenset(
    """MODULE_NAME MODULE_VERSION OPERATION_SEQUENCE SERVICE_CMD FS_NAME FS_DIRECTORY IP_SUBNET IP_ADDRESS VG
    VGCHANGE_CMD EXTERNAL_SCRIPT EXTERNAL_PRE_SCRIPT PACKAGE_DESCRIPTION CVM_DG VXVM_DG CVM_DISK_GROUP CFS_MOUNT_POINT
    GENERIC_RESOURCE_NAME""".split()
)
_CONTINENTAL = frozenset("CONTINENTAL_CLUSTER_NAME RECOVERY_GROUP_NAME CLUSTER_EVENT CLUSTER_ALERT".split())

_SETTING = re.compile(
    r"^\ufeff?[ \t]*+([A-Za-z_][A-Za-z0-9_./-]*+)[ \t]++(?!=)(?:\"[^\"\n]*+\"|'[^'\n]*+'|[^\s(]\S*+)"
    r"[ \t]*+(?:#[^\n]*+)?\r?$",
    re.MULTILINE | re.ASCII,
)
"""A name and one word, or one text in quotes: telltales rarely have more, and a sentence that begins with one does."""
_TO_FILL_IN = re.compile(r"^[ \t]*+((?:RUN|HALT)_SCRIPT)[ \t]*+\r?$", re.MULTILINE | re.IGNORECASE)
"""A script that a template of a legacy package leaves open; its other names may well be those of a modular one."""

_CONTROL_SCRIPT = re.compile(
    r"^[ \t]*+(?:#[ \t]*+)?(?:VG|LV|IP|CVM_DG|VXVM_DG|SERVICE_NAME|SERVICE_CMD)\[\d++\]="
    r"|^[ \t]*+(?:function[ \t]++)?customer_defined_(?:run|halt)_cmds\b"
    r"|^#[^\n]*HIGH AVAILABILITY PACKAGE CONTROL SCRIPT",
    re.MULTILINE | re.ASCII,
)
_SHEBANG = re.compile(r"\ufeff?#![ \t]*+(\S++)(?:[ \t]++(\S++))?")
_SHELLS = frozenset("sh ksh ksh88 ksh93 bash dash ash mksh pdksh rksh posix_sh".split())
_CONTENT = re.compile(r"^[ \t]*+[^#\s]", re.MULTILINE)
_SHARE = 5
"""One line in so many, comments left out, has to look like a setting: prose and programs quote settings, too."""

_SHELL_LINE = (  # a text, as is _OTHER_NOTATION: compiled when it is asked for, which is seldom
    r"(?am)^[ \t]*+(?:mknod|vgimport|vgexport|vgchange|export|echo|cd|exit|while|until|if|case|for|function)[ \t]++\S"
    r"|^[ \t]*+(?:fi|done|esac)\b|^[ \t]*+[A-Za-z_]\w*+\(\)"
)
_FENCE = re.compile(r"^```", re.MULTILINE)  # prose with examples, such as a README
_FIRST = re.compile(r"^[\ufeff \t]*+([^#\s])", re.MULTILINE)
_OTHER_LANGUAGE = re.compile(
    r"from[ \t]++[\w.]++[ \t]++import[ \t]|import[ \t]++[\w., \t\r]++$|[rRuUbBfF]{0,2}(?:\"\"\"|''')"  # Python
    r"|(?:def|class|async)[ \t]++\w++[ \t]*+[(:]|@\w++"
    r"|diff[ \t]++-|Index:[ \t]|---[ \t]++\S[^\n]*+\n\+\+\+[ \t]"  # a patch
    r"|\{\s*+(?:\"|\})|\[\s*+\{"  # JSON
    r"|<[?!]|<[A-Za-z]++[ \t>]",  # markup
    re.ASCII | re.MULTILINE,
)
"""How the first line that is no comment looks in files of other languages; they may quote what we read."""
_OTHER_NOTATION = (
    r"(?am)---[ \t\r]*+$|-[ \t]++\w|[A-Za-z_][\w.-]*+:(?:[ \t\r]|$)"  # YAML
    r"|\w++(?:[ \t]*+:[ \t]*+\w[\w.\[\], |]*+)?[ \t]++=[ \t]|\[[\w. \"-]++\][ \t\r]*+$"  # Python, TOML, INI
    r"|package[ \t]++\w|use[ \t]++\w|//|/\*|\\\w|\.\.[ \t]++\w"  # Perl, C and the like, TeX, reStructuredText
)
"""The same, where a broken line of ours may look so, too: it counts in files that are called as such files are."""
_OTHER_NAMES = tuple(
    ".py .pyi .yml .yaml .toml .ini .json .pl .pm .rb .c .h .cc .cpp .java .js .ts .go .rs .php .tex .rst".split()
)
_LVMRC = re.compile(r"^AUTO_VG_ACTIVATE=", re.MULTILINE)
_GROUP_LINE = re.compile(r"^[bc][-rwxsStT]{9}\S*+[ \t].*[ \t]/dev/\S+/group\b", re.MULTILINE | re.ASCII)


def tell_kind(text: str, name: str = "") -> Kind:
    """Return the kind of file that `text` is; `name` only supports what the content suggests."""
    head = text[:_HEAD]
    if "\0" in head[:8192]:
        return Kind.UNKNOWN
    shebang = _SHEBANG.match(head)
    if shebang is not None:
        if not _is_shell(shebang):
            return Kind.UNKNOWN
        if _LVMRC.search(head):
            return Kind.LVMRC
        return Kind.CONTROL_SCRIPT if _CONTROL_SCRIPT.search(head) else Kind.SHELL
    if _FENCE.search(head) or _is_of_other_language(head, name):
        return Kind.UNKNOWN
    found = _SETTING.findall(head)
    if _CONTROL_SCRIPT.search(head) and not _outnumber_script(found, head):
        return Kind.CONTROL_SCRIPT
    if _GROUP_LINE.search(head):
        return Kind.GROUP_LISTING
    settings = _settings_kind({*found, *_TO_FILL_IN.findall(head)} if found else set())
    if settings is not None:
        return settings if len(found) * _SHARE >= len(_CONTENT.findall(head)) else Kind.UNKNOWN
    companion = _companion_kind(head, name)
    if companion is not None:
        return companion
    return Kind.SHELL if name.endswith((".sh", ".ksh", ".mon")) and re.search(_SHELL_LINE, head) else Kind.UNKNOWN


def _is_of_other_language(head: str, name: str) -> bool:
    first = _FIRST.search(head)
    if first is None:
        return False
    if _OTHER_LANGUAGE.match(head, first.start(1)):
        return True
    return name.endswith(_OTHER_NAMES) and re.match(_OTHER_NOTATION, head[first.start(1) :]) is not None


def _outnumber_script(found: list[str], head: str) -> bool:
    """Tell whether settings are more than the lines of a control script that a remark quotes, or somebody pasted in."""
    telltales = {name.upper() for name in found} & (_CLUSTER | _PACKAGE | _LEGACY | _MODULAR)
    return bool(telltales) and len(telltales) > len({line[0] for line in _CONTROL_SCRIPT.finditer(head)})


def _settings_kind(written: set[str]) -> Kind | None:
    names = {name.upper() for name in written}
    if names & _CONTINENTAL:
        return Kind.UNKNOWN
    cluster, legacy, modular = len(names & _CLUSTER), len(names & _LEGACY), len(names & _MODULAR)
    package = len(names & _PACKAGE)
    if cluster > legacy + modular + package:
        return Kind.CLUSTER
    if not package + legacy + modular or (not package + legacy and names & _MODULAR == {"VG"}):
        return None  # VG alone heads what `vgs` prints
    if names & _SCRIPTS or (legacy and not modular):
        return Kind.LEGACY_PACKAGE
    return Kind.MODULAR_PACKAGE if modular or _is_modular_custom(written) else Kind.LEGACY_PACKAGE


def _is_modular_custom(written: set[str]) -> bool:
    """Tell whether a package file without a telltale has the looks of a modular one: names in small letters, or with `/`."""
    package = {name for name in written if name.upper() in _PACKAGE}
    return bool(package) and (
        all(name.islower() for name in package)
        or any("/" in name or name.upper().startswith("PEV_") for name in written)
    )


def _companion_kind(head: str, name: str) -> Kind | None:
    from mcsgconf.models.companions.telltales import companion_kind  # noqa: PLC0415 - most files are none

    word = companion_kind(head, name)
    return None if word is None else Kind(word)


def _is_shell(shebang: re.Match[str]) -> bool:
    program, argument = shebang.groups()
    command = program.rsplit("/", 1)[-1]
    if command == "env" and argument:
        command = argument.rsplit("/", 1)[-1]
    return command in _SHELLS
