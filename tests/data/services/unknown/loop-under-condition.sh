#!/usr/bin/sh
if [ -f /etc/cmcluster/app/monitor.on ]
then
	while true
	do
		/opt/app/bin/check_app || exit 1
		sleep 30
	done
fi # <- comes here at once where the file is missing
