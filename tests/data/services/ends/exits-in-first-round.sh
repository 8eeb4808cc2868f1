#!/usr/bin/sh
while true
do
	ps -ef | grep "[a]ppd" > /dev/null || exit 1
	sleep 30
	exit 0 # <- no round is a second one
done
