#!/usr/bin/sh
trap 'echo "halted"; exit 0' 15
trap '' 1
trap 'rm -f /var/run/app/monitor.tmp' 0
while true # <- an endless loop
do
	/opt/app/bin/check_app > /var/run/app/monitor.tmp || exit 1
	sleep 30
done
