#!/usr/bin/sh
# Monitor of the till server: gone means exit 1, and the cluster moves the package.
PATH=/usr/bin:/usr/sbin
export PATH

while true # <- an endless loop
do
	ps -ef | grep "[a]ppd -p 4100" > /dev/null || exit 1
	sleep 30
done
