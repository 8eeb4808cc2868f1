#!/usr/bin/sh
[ -z "$1" ] && exit 2 # <- there is no argument
while true
do
	ps -ef | grep -v grep | grep "$1" > /dev/null || exit 1
	sleep 30
done
