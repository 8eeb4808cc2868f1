#!/usr/bin/sh
n=1
max=20
while [ "$n" -le "$max" ]; do
	ps -ef | grep "[a]ppd" > /dev/null || exit 1
	n=$((n + 1))
	sleep 15
done # <- twenty rounds
