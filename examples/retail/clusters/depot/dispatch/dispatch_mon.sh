#!/usr/bin/sh
#
# dispatch_mon.sh - monitor of the package dispatch
#
# The planner writes its process number into /dispatch/db/planner.pid.

PATH=/usr/bin:/usr/sbin:/sbin
export PATH

while true
do
	read pid < /dispatch/db/planner.pid || exit 1
	kill -0 "$pid" || exit 1
	sleep 30
done
