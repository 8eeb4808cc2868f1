#!/usr/bin/sh
for process in appd
do
	while ps -ef | grep -v grep | grep -q $process # <- as long as the process lives
	do
		sleep 10
	done
done
exit 1
