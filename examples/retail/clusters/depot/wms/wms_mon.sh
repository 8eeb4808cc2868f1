#!/usr/bin/sh
#
# wms_mon.sh - monitor of the warehouse management
#
# Looks for the server every 20 seconds and ends with status 1 when it is gone.
# The terminals need no monitor: they show by themselves that nobody answers.

PATH=/usr/bin:/usr/sbin:/sbin
export PATH

while true
do
	ps -ef | grep "[w]msserver -f /wms/db" > /dev/null
	if [ $? -ne 0 ]
	then
		echo "$(date '+%b %e %X') wms_mon: wmsserver is not running"
		exit 1
	fi

	sleep 20
done
