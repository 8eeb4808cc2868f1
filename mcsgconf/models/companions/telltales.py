"""Tells which file of the system a text is.

Most have lines that no other file has. Those that are nothing but pairs of words (`cmclnodelist`, `.rhosts`) go by the
name that they must have on the node, and those that other listings look like (a table of mounts, of addresses) by name
and lines together. What the text does not bear out is never that file, whatever it is called.
"""

from __future__ import annotations

import re

_FS_TYPES = (
    "vxfs|hfs|nfs[34]?|cifs|cdfs|lofs|autofs|swap|swapfs|ext[234]|xfs|jfs|reiserfs|btrfs|gfs2?|ocfs2|vfat|msdos|tmpfs|"
    "proc|sysfs|devpts|iso9660|auto|ignore|none"
)
_FSTAB = re.compile(
    rf"^[ \t]*+(?:/dev/\S++|LABEL=\S++|UUID=\S++|[\w.-]++:/\S*+)[ \t]++(?:/\S*+|none|swap|\.\.\.)[ \t]++(?:{_FS_TYPES})[ \t]",
    re.MULTILINE | re.ASCII,
)
_FSTAB_NAMED = re.compile(r"^[ \t]*+#[^\n]*/etc/fstab\b", re.MULTILINE)
_ADDRESS = r"(?:\d{1,3}(?:\.\d{1,3}){3}|(?=[0-9A-Fa-f]*+:)[0-9A-Fa-f:]++)"
_HOST = re.compile(rf"^[ \t]*+{_ADDRESS}[ \t]++[A-Za-z0-9]", re.MULTILINE | re.ASCII)
_LOOPBACK = re.compile(r"^[ \t]*+(?:127\.0\.0\.1|::1)[ \t][^#\n]*\blocalhost\b|^#[^\n]*/etc/hosts\b", re.MULTILINE)
_SOURCES = "files|dns|nis|nisplus|ldap|compat|db|mdns\\w*|myhostname|resolve|hesiod"
_HOSTNAME_IN_LIST = re.compile(r"[A-Za-z0-9+@_\"'-][\w.+@\"':,-]*+", re.ASCII)

_BY_LINES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.MULTILINE | re.ASCII))
    for kind, pattern in (
        ("lvmrc", r"^AUTO_VG_ACTIVATE=|^custom_vg_activation[ \t]*+\("),
        ("rc-config", r"^(?:export[ \t]++)?AUTOSTART_CMCLD="),
        ("netconf", r"^(?:INTERFACE_NAME|IP_ADDRESS)\[\d++\]=|^IPADDR\d*+="),
        ("status", r"^[ \t]*+CLUSTER[ \t]++STATUS[ \t\r]*+$|^[ \t]*+NODE[ \t]++STATUS[ \t]++STATE\b"),
        ("status", r"^[ \t]*+PACKAGE[ \t]++STATUS[ \t]++(?:STATE[ \t]++)?(?:AUTO_RUN|PKG_SWITCH)\b"),
        ("status", r"^(?:node|package):[^|\n]++\|(?:[a-z_]++:[^|\n]++\|)*+[a-z_]++="),
        (
            "kernel-listing",
            r"^(?:Tunable[ \t]++(?:Value|Current)[ \t]++Expression|Parameter[ \t]++Current[ \t]++Dyn)\b",
        ),
        ("inittab", r"^[^:#\s]{1,14}:[^:\n]*+:(?:initdefault|respawn|sysinit|bootwait|ondemand|powerfail|ctrlaltdel):"),
        ("passwd", r"^root:[^:\n]*+:0:\d++:[^:\n]*+:/[^:\n]*+:[^:\n]*+$"),
        ("nsswitch", rf"^[ \t]*+hosts:[ \t]++(?:{_SOURCES})\b"),
        (
            "inetd",
            r"^#?[ \t]*+[\w-]++[ \t]++(?:stream|dgram)[ \t]++(?:tcp|udp)6?[ \t]++(?:no)?wait\S*+[ \t]++\S++[ \t]++\S",
        ),
        ("lvm-conf", r"^[ \t]*+(?:devices|activation|tags|allocation|backup)[ \t]*+\{"),
    )
)
_LVM_NAME = re.compile(r"\blvm(?:local)?\b|\bvolume_list\b|\bhosttags\b")
_IFCFG = re.compile(r"^(?:DEVICE|NAME|ONBOOT|BOOTPROTO|HWADDR|TYPE)=", re.MULTILINE)


def companion_kind(text: str, name: str) -> str | None:
    """Return the kind of a file of the system, as `Kind` spells it; None where the text is none of them."""
    file_name = name.replace("\\", "/").rpartition("/")[2]
    by_name = _by_name(text, file_name)
    if by_name is not None:
        return by_name
    for kind, pattern in _BY_LINES:
        if pattern.search(text) and _is_borne_out(kind, text, file_name):
            return kind
    if _FSTAB.search(text) and ("fstab" in file_name or _FSTAB_NAMED.search(text)):
        return "fstab"
    if _is_hosts(text, file_name):
        return "hosts"
    return None


def _by_name(text: str, file_name: str) -> str | None:
    """Return the kind of a file that is a list of hosts and users, by the name it must have."""
    for kind, names in (("nodelist", ("cmclnodelist",)), ("rhosts", ("rhosts", "hosts.equiv"))):
        if any(name in file_name for name in names) and _is_list_of_hosts(text):
            return kind
    return None


def _is_list_of_hosts(text: str) -> bool:
    """Tell whether the entries of a text begin with what may be a host, and are short."""
    entries = [line.split() for line in _active(text)]
    return bool(entries) and all(len(words) <= 8 and _HOSTNAME_IN_LIST.fullmatch(words[0]) for words in entries)


def _is_borne_out(kind: str, text: str, file_name: str) -> bool:
    """Tell whether the rest of a text, or the file's name, agrees with the line that was found."""
    match kind:
        case "netconf":
            return "[" in text or _IFCFG.search(text) is not None or "ifcfg" in file_name
        case "lvm-conf":
            return "lvm" in file_name or _LVM_NAME.search(text) is not None
        case _:
            return True


def _is_hosts(text: str, file_name: str) -> bool:
    if not ("hosts" in file_name or _LOOPBACK.search(text)) or not _HOST.search(text):
        return False
    return all(_HOST.match(line) for line in _active(text))


def _active(text: str) -> list[str]:
    """Return the lines that are neither blank nor a comment."""
    lines = (line.strip("\ufeff \t\r") for line in text.split("\n"))
    return [line for line in lines if line and not line.startswith("#")]
