#!/usr/bin/sh
. /etc/cmcluster/app/monitor_lib.sh
monitor_loop 30
exit 1
