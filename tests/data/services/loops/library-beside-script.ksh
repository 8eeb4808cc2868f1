#!/usr/bin/ksh
HERE=${0%/*}
. $HERE/monitor_lib.sh
monitor_loop 30
print "ended"
