#!/usr/bin/sh
read pid < /var/run/app/appd.pid
while kill -0 $pid 2> /dev/null # <- as long as the process lives
do
	sleep 10
done
echo "appd is gone"
exit 1
