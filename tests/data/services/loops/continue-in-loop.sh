#!/usr/bin/sh
while true # <- an endless loop
do
	sleep 30
	if [ -f /var/run/app/maintenance ]
	then
		continue
	fi
	/opt/app/bin/check_app || exit 1
done
