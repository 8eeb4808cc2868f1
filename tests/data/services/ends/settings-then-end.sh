#!/usr/bin/sh
. /etc/cmcluster/app/settings.sh
ps -ef | grep -v grep | grep "$PROCESS" > /dev/null || exit 1
exit 0 # <- the sourced file only sets values
