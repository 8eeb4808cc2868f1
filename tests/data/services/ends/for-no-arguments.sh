#!/usr/bin/sh
for process
do
	while ps -ef | grep -v grep | grep "$process" > /dev/null
	do
		sleep 10
	done
done
exit 0 # <- there is no argument
