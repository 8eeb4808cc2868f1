#!/usr/bin/sh
# arguments: /var/run/app/appd.pid 30
pidfile=$1
interval=$2
if [ $# -ne 2 ]
then
	echo "wants a pid file and a number of seconds"
	exit 1
fi
while true # <- both arguments are there
do
	read pid < "$pidfile" || exit 1
	kill -0 "$pid" 2> /dev/null || exit 1
	sleep "$interval"
done
