#!/usr/bin/sh
#
# labels_mon.sh - monitor of the label printing

PATH=/usr/bin:/usr/sbin:/sbin
export PATH

while :
do
	ps -ef | grep "[s]poolserver" > /dev/null || {
		echo "$(date '+%b %e %X') labels_mon: the spool server is not running"
		exit 1
	}
	sleep 60
done
