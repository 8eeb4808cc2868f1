#!/usr/bin/sh
pid=$(cat /var/run/app/appd.pid)
until ! kill -0 "$pid" # <- as long as the process lives
do
	sleep 10
done
exit 1
