#!/usr/bin/sh
#
# inventory_mon.sh - monitor of the package inventory
#
#     inventory_mon.sh <file with the process number> <seconds between checks>
#
# Both services of inventory.cntl run it, the database with its own file and
# the web server with its own. Ends with status 1 when the process is gone.

PATH=/usr/bin:/usr/sbin:/sbin
export PATH

pidfile=$1
interval=$2

if [ $# -ne 2 ]
then
	echo "inventory_mon: wants a pid file and a number of seconds"
	exit 1
fi

while true
do
	if [ ! -s "$pidfile" ]
	then
		echo "$(date '+%b %e %X') inventory_mon: $pidfile is missing or empty"
		exit 1
	fi

	read pid < "$pidfile"
	if kill -0 "$pid" 2> /dev/null
	then
		sleep "$interval"
	else
		echo "$(date '+%b %e %X') inventory_mon: process $pid of $pidfile is gone"
		exit 1
	fi
done
