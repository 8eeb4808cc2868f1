"""What is known of programs: which return by themselves, which never do, which start a daemon and return.

Data, for HP-UX and Linux. A program that stands nowhere here may do either; so may one of the same name outside the
system's folders. Only what holds for every use of a program may enter, its options aside where `commands` looks at them.
"""

from __future__ import annotations

from typing import Final

UNCOUNTED: Final = "\0"
"""Stands among the words of a command for words whose number is not known; no word of a shell can be this."""

SYSTEM_FOLDERS: Final = frozenset(
    """
    /bin /usr/bin /sbin /usr/sbin /usr/lbin /usr/contrib/bin /usr/local/bin /usr/local/sbin /usr/ccs/bin /usr/xpg4/bin
    /usr/local/cmcluster/bin /opt/cmcluster/bin /opt/cmcluster/sbin /opt/cmcluster/lbin /etc /usr/lib
    """.split()
)
"""Folders in which a program of a known name is the known program."""

SUCCEED: Final = frozenset(
    ": true echo print printf sleep export set trap umask readonly typeset declare integer".split()
)
"""Commands that return with status 0, whatever they are given."""

RETURN: Final = frozenset(
    """
    [ test true false : alias bg builtin cd chdir command declare dirs disown enable export float getopts hash
    history integer jobs kill let local popd print printf pushd pwd readonly set shift shopt times trap type typeset
    ulimit umask unalias unset whence
    arch arp atq atrm banner basename bdf cal cancel chgrp chmod chown clear cmp comm compress cp crontab date df diff
    diff3 dig dircmp dirname diskinfo dmesg domainname dpkg du echo errpt exportfs expr file find findmnt fuser getconf
    getent getfacl getopt getprivgrp groups gunzip gzip host hostid hostname id ifconfig insf ioscan ip ipcrm ipcs
    killall killall5 l lanadmin lanscan last lastb ldd link linkloop ll ln logname lp lpstat ls lsblk lsf lsmod lsof
    lspci lssf lvdisplay lvs machinfo mesg mkdir mkfifo mknod mktemp model modinfo mount mountpoint mv netfmt netstat
    nfsstat nproc nslookup nsquery pagesize pathchk pgrep pidof pkill ps pstat ptree pvdisplay pvs pwdx readlink
    realpath renice rev rm rmdir route rpcinfo rpm sar seq setfacl setprivgrp sha1sum sha256sum sha512sum showmount size
    sleep ss stat stty swapinfo swlist sync sysctl sysdef tar touch tput tsort tty umount uname uncompress unlink unzip
    uptime users uuidgen w whatis whereis which who whoami zcat zip
    cmapplyconf cmcheckconf cmgetconf cmgetpkgenv cmgetresource cmhaltcl cmhaltnode cmhaltpkg cmhaltserv cmmakepkg
    cmmodnet cmmodpkg cmquerycl cmruncl cmrunnode cmrunpkg cmscancl cmsetresource cmstartres cmstopres
    cmversion cmviewcl cmviewconf vgcfgbackup vgchange vgdisplay vgexport vgimport vgs vxdctl vxdg vxdisk vxprint vxvol
    """.split()
)
"""Commands that return by themselves (not all with status 0)."""

FILTERS: Final = {
    "awk": 2,
    "base64": 1,
    "bc": 99,
    "cat": 1,
    "cksum": 1,
    "col": 99,
    "column": 1,
    "cut": 1,
    "dc": 99,
    "egrep": 2,
    "expand": 1,
    "fgrep": 2,
    "fmt": 1,
    "fold": 1,
    "gawk": 2,
    "grep": 2,
    "head": 1,
    "hexdump": 1,
    "join": 2,
    "less": 1,
    "line": 99,
    "logger": 1,
    "mail": 99,
    "mailx": 99,
    "md5sum": 1,
    "lp": 1,
    "more": 1,
    "nawk": 2,
    "nl": 1,
    "nslookup": 1,
    "od": 1,
    "paste": 1,
    "pg": 1,
    "pr": 1,
    "sed": 2,
    "sendmail": 99,
    "sort": 1,
    "strings": 1,
    "sum": 1,
    "tac": 1,
    "tail": 1,
    "tee": 99,
    "tr": 99,
    "unexpand": 1,
    "uniq": 1,
    "wall": 1,
    "wc": 1,
    "write": 99,
    "xd": 1,
}
"""Programs that read their standard input to its end unless they are given so many operands."""

LEAVE_EARLY: Final = frozenset("head grep egrep fgrep sed awk nawk gawk more less pg line".split())
"""Filters that may end before their input does."""

ENDLESS: Final = frozenset("cmresserviced cmvolmond yes".split())
"""Programs that never end, whatever they are given."""

SHELLS: Final = frozenset("sh ksh ksh88 ksh93 bash dash ash mksh pdksh rksh".split())
"""Shells: they run a script, or the text behind `-c`."""

WRAPPERS: Final = {
    "nohup": frozenset[str](),
    "nice": frozenset({"-n"}),
    "timex": frozenset[str](),
    "time": frozenset({"-f", "-o"}),
    "env": frozenset({"-u", "-C"}),
    "command": frozenset[str](),
    "builtin": frozenset[str](),
    "ionice": frozenset({"-c", "-n"}),
    "stdbuf": frozenset({"-i", "-o", "-e"}),
    "chrt": frozenset[str](),
    "rtprio": frozenset[str](),
}
"""Commands that run another one in their place, with those of their options that take a word."""

NUMBER_FIRST: Final = frozenset({"chrt", "rtprio"})
"""Wrappers whose first operand is a number."""

START_WORDS: Final = frozenset("start restart startssl graceful reload force-reload -start start_msg".split())
"""Words that ask a start script, or one of `CONTROLLERS`, to start a daemon."""

OTHER_WORDS: Final = frozenset("stop status stop_msg configtest is-active is-enabled is-failed show -stop".split())
"""Words that ask it for something else that returns."""

CONTROLLERS: Final = frozenset("lsnrctl systemctl service apachectl apache2ctl pg_ctl catalina.sh opcagt opcsv".split())
"""Programs that start a daemon where one of `START_WORDS` is among their arguments."""

STARTERS: Final = frozenset("db2start dbstart startsap stopsap ovstart".split())
"""Programs that start daemons and return."""

DAEMONS: Final = {
    "httpd": "-DFOREGROUND -X FOREGROUND",
    "apache2": "-DFOREGROUND -X FOREGROUND",
    "apachectl": "-DFOREGROUND -X FOREGROUND",
    "apache2ctl": "-DFOREGROUND -X FOREGROUND",
    "named": "-f -g",
    "sshd": "-D -d -t -T",
    "cron": "-f",
    "inetd": "-d -i",
    "xinetd": "-dontfork -d",
    "systemctl": "--wait",
}
"""Daemons that detach themselves, and the options with one of which they do not."""

OF_THE_SYSTEM: Final = frozenset("systemctl service cron inetd xinetd sshd named".split())
"""Those of them that only count in the system's own folders, for their names say little."""

START_FOLDERS: Final = ("/init.d/", "/rc.d/", "/rc0.d/", "/rc1.d/", "/rc2.d/", "/rc3.d/", "/rc4.d/", "/rc5.d/")
"""Parts of the paths of start scripts."""

HARMLESS_FILES: Final = frozenset(
    """
    /etc/cmcluster.conf /etc/profile /etc/profile.d /etc/rc.config /etc/rc.config.d/cmcluster /etc/TIMEZONE
    /etc/default/tz /etc/rc.status /etc/init.d/functions
    """.split()
)
"""Files of the system that scripts source for variables: they neither loop nor exit."""
