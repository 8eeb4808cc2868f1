#!/usr/bin/sh
while true # <- an endless loop
do
	/opt/app/bin/check_app || exit 1
	date
	sleep 30
done 2>&1 | tee -a /var/run/app/monitor.log
