#!/usr/bin/sh
#
# pos_mon.sh - monitor of the package pos
#
# The service pos_mon of pos.cntl. Looks every half minute whether the till
# server and its journal writer are alive, and ends with status 1 as soon as
# one of them is not: the end of this script is what tells the cluster.
#
# Output goes to pos.cntl.log.

PATH=/usr/bin:/usr/sbin:/sbin
export PATH

INTERVAL=30

while true
do
	if ps -ef | grep "[k]assad -p 4100" > /dev/null
	then
		:
	else
		echo "$(date '+%b %e %X') pos_mon: the till server is not running"
		exit 1
	fi

	if ps -ef | grep "[k]journald" > /dev/null
	then
		:
	else
		echo "$(date '+%b %e %X') pos_mon: the journal writer is not running"
		exit 1
	fi

	sleep $INTERVAL
done
