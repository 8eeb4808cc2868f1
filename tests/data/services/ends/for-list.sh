#!/usr/bin/sh
for process in appd applog appweb
do
	ps -ef | grep -v grep | grep $process > /dev/null || exit 1
	sleep 1
done # <- three rounds
