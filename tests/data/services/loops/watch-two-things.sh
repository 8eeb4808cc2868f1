#!/usr/bin/sh
while [ -d /var/run/app ] && ps -ef | grep -q "[a]ppd" # <- as long as both are there
do
	sleep 10
done
exit 1
