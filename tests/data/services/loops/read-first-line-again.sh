#!/usr/bin/sh
# Each round opens the file anew and reads its first line.
while read pid < /var/run/app/appd.pid # <- as long as the file is there
do
	kill -0 $pid || exit 1
	sleep 30
done
exit 1
