#!/usr/bin/sh
while [ ! -f /var/run/app/appd.pid ]
do
	sleep 5
done
while true # <- an endless loop behind one that waits
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done
