#!/usr/bin/sh
[ -n "$1" ] || exit 2
while true # <- the other script is an endless loop
do
	ps -ef | grep -v grep | grep "$1" > /dev/null || exit 1
	sleep 30
done
