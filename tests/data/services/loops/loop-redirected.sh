#!/usr/bin/sh
while true # <- an endless loop
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done >> /var/run/app/monitor.log 2>&1 < /dev/null
