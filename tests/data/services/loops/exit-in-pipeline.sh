#!/usr/bin/sh
while true # <- left when the pipe says so, or never
do
	ps -ef | grep "[a]ppd" | while read user pid rest
	do
		[ "$user" = app ] || exit 1
	done
	sleep 30
done
