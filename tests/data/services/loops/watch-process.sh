#!/usr/bin/sh
pid=`cat /var/run/app/appd.pid`
while ps -p $pid > /dev/null # <- as long as the process lives
do
	sleep 10
done
exit 1
