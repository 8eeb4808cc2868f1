#!/usr/bin/sh
while ps -ef | grep -q "[a]ppd" # <- as long as the process lives
do
	sleep 10
done
exit 1
