#!/usr/bin/sh
if [ -f /etc/cmcluster/app/monitor.off ]
then
	exit 0 # <- whether it goes on depends on a file
fi
while true
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done
