#!/usr/bin/sh
while [ -f /var/run/app/appd.pid ] # <- as long as the file is there
do
	sleep 5
done
