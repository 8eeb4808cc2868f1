#!/usr/bin/sh
# arguments: monitor
. /etc/cmcluster/app/toolkit.conf # <- the file is not in the repository
case $1 in
start) start_app ;;
monitor) monitor_app ;;
esac
exit 0
